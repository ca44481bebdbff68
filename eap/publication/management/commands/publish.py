"""Publishes what has closed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from eap.core import clock
from eap.core.actor import Actor
from eap.publication.services import publish_due
from eap.publication.words import PUBLISHER_JOB


class Command(BaseCommand):
    """`manage.py publish --due`, with the publisher's login: by hand what its schedule does."""

    help = "Publish every closed period that is not published yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """The flag is demanded so that nobody publishes by mistake."""
        parser.add_argument("--due", action="store_true", required=True, help="all that is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """With a bar; stopping in the middle loses nothing."""
        due = publish_due(Actor.system(PUBLISHER_JOB), today=clock.today())
        number = sum(1 for _ in tqdm(due, desc="publishing", unit=" period"))
        self.stdout.write(f"{number} release(s) published")
