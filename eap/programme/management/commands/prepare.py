"""`manage.py prepare`: what a start needs, in one process: tables, logins and keys."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Needs the owner's DATABASE_URL. Run again, it changes only what is missing or behind."""

    help = "Bring the tables to the present; make logins and keys where they are missing."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Each says for itself what it did; the first that cannot go on stops the rest."""
        call_command("migrate", interactive=False, stdout=self.stdout)
        call_command("logins", stdout=self.stdout)
        call_command("keys", stdout=self.stdout)
