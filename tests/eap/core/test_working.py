"""The worker: a job that takes long holds up no call for help."""

import asyncio
import threading

import pytest
from procrastinate.contrib.django import app

from eap.core.working import ORDINARY_QUEUES, side_by_side
from tests.conftest import run_apart

PATIENCE = 20
helped, ended = threading.Event(), threading.Event()


@app.task(queue="default", name="tests.takes_long")
def takes_long() -> None:
    """Lasts until help was given."""
    if helped.wait(PATIENCE):
        ended.set()


@app.task(queue="crisis", name="tests.help")
def give_help() -> None:
    helped.set()


@pytest.mark.django_db(transaction=True)
def test_help_is_given_while_something_else_takes_long() -> None:
    takes_long.defer()
    give_help.defer()
    run_apart(worked_until(ended))
    assert helped.is_set()


async def worked_until(done: threading.Event) -> None:
    working = asyncio.create_task(side_by_side(ORDINARY_QUEUES))
    assert await asyncio.to_thread(done.wait, PATIENCE)
    working.cancel()
    await asyncio.wait([working])
    assert working.cancelled()
