"""The ordinary worker: calls for help first, then everything else but publishing."""

from typing import Any

from django.core.management.base import BaseCommand

from eap.core.working import ORDINARY_QUEUES, work


class Command(BaseCommand):
    """`manage.py worker` runs until it is stopped."""

    help = "Run jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work the ordinary queues."""
        work(*ORDINARY_QUEUES)
