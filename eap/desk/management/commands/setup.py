"""`manage.py setup FILE`: a real beginning, from a file that is checked as a whole first."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eap.access.words import WELCOME
from eap.core.actor import Actor
from eap.core.roles import SETUP
from eap.desk.staffing import set_up
from eap.programme.setup_file import FaultyFile, read


class Command(BaseCommand):
    """Safe to repeat. An example lies in deploy/setup.example.yaml."""

    help = "Set up employer, sites, headcounts, services, help lines and the first staff."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Name every fault by its path, or set up and print the links of new staff."""
        try:
            plan = read(options["file"].read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from None
        except FaultyFile as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(f"Nothing was changed. The file has faults:\n{faults}") from None
        done = set_up(Actor.system(SETUP), plan=plan)
        self.stdout.write(
            f"{len(plan.sites)} sites, {len(plan.services)} services,"
            f" {len(plan.help_lines)} help lines are set up."
        )
        for email, key in done.invitations.items():
            self.stdout.write(f"{email}: {settings.PUBLIC_ADDRESS}{WELCOME}#{key}")
        if done.invitations:
            self.stdout.write("Give each person their link yourself. It works once, for 3 days.")
        for email in done.already_there:
            self.stdout.write(f"{email}: has an account already, left as it is")
