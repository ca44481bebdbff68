"""Running jobs, the same for the ordinary worker and the publisher's."""

import asyncio
import signal
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

ORDINARY_QUEUES = ("crisis", "default")


def work(*queues: str) -> None:
    """Work these queues until the process is told to stop; jobs under way may finish first."""
    asyncio.run(_until_told_to_stop(queues))


async def _until_told_to_stop(queues: tuple[str, ...]) -> None:
    working = asyncio.create_task(side_by_side(queues))
    loop = asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, working.cancel)
    await asyncio.wait([working])
    if not working.cancelled():
        working.result()  # it ends by itself only when a worker failed: say so


async def side_by_side(queues: tuple[str, ...]) -> None:
    """Give each queue a worker of its own, one job at a time, until this is cancelled.

    A job that takes long, or never ends, then holds up its own queue and no call for help.
    """
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as working:
        async with working.open_async(), asyncio.TaskGroup() as workers:
            for queue in queues:
                one = working.run_worker_async(
                    queues=[queue], listen_notify=True, install_signal_handlers=False
                )
                workers.create_task(one)
