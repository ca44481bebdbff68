"""The queue's own tidying."""

from datetime import timedelta
from typing import cast

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from eap.core import clock, jobs
from tests.conftest import owner_connection, run_apart


@app.task(queue="default", name="tests.nothing")
def nothing() -> None:
    """A job that is done at once."""


@pytest.mark.django_db(transaction=True)
def test_jobs_that_ended_long_ago_are_forgotten() -> None:
    ended_ago = {
        ("succeeded", 4): False,
        ("succeeded", 2): True,
        ("failed", 29): True,
        ("failed", 31): False,
        ("todo", 40): True,
    }
    kept = {job_in(state, days) for (state, days), stays in ended_ago.items() if stays}
    for (state, days), stays in ended_ago.items():
        if not stays:
            job_in(state, days)
    run_apart(tidied())
    named = ProcrastinateJob.objects.filter(task_name="tests.nothing")
    assert set(named.values_list("id", flat=True)) == kept


def job_in(state: str, days: int) -> int:
    """A job that came into this state so many days ago, and that no worker fetches now."""
    number = nothing.configure(schedule_at=clock.now() + timedelta(hours=1)).defer()
    with owner_connection() as owner:
        owner.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [state, number])
        owner.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(days => %s)"
            " WHERE job_id = %s",
            [days, number],
        )
    return number


async def tidied() -> None:
    """As the worker does it at night."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as working:
        async with working.open_async():
            await jobs.forget_jobs.defer_async(timestamp=0)
            await working.run_worker_async(wait=False, install_signal_handlers=False)
