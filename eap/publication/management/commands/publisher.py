"""The publisher's process: its own database login, its own queue, no keyring."""

from typing import Any

from django.core.management.base import BaseCommand

from eap.core.working import work
from eap.publication.jobs import QUEUE, publish_soon


class Command(BaseCommand):
    """`manage.py publisher` runs until it is stopped."""

    help = "Run the process that publishes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Catch up with the nights it was off, then work its queue and nothing else."""
        publish_soon()
        work(QUEUE)
