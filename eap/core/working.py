"""Running jobs, the same for the ordinary worker and the publisher's."""

from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

ORDINARY_QUEUES = ("crisis", "default")


def work(*queues: str) -> None:
    """Work these queues until the process is told to stop; jobs under way may finish first."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as working:
        working.run_worker(queues=list(queues), listen_notify=True, install_signal_handlers=True)
