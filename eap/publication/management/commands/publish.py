"""Publishes what has closed, and checks what was published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from eap.audit.words import SEALING
from eap.core import clock
from eap.core.actor import Actor
from eap.publication.services import publish_due
from eap.publication.verify import verify_releases
from eap.publication.words import PUBLISHER_JOB


class Command(BaseCommand):
    """`manage.py publish --due | --verify`: by hand or by the publisher's own schedule."""

    help = "Publish every closed period that is not published yet, or check all releases."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of the two is demanded so that nobody publishes by mistake."""
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--due", action="store_true", help="with the publisher's login")
        act.add_argument("--verify", action="store_true", help="exit 1 on any fault")
        parser.add_argument("--key", help="trusted public key in hex, instead of the local one")

    def handle(self, *args: Any, **options: Any) -> None:
        """One of the two."""
        if options["verify"]:
            self._verify(options["key"])
        else:
            self._publish()

    def _publish(self) -> None:
        """With a bar; stopping in the middle loses nothing."""
        due = publish_due(Actor.system(PUBLISHER_JOB), today=clock.today())
        number = sum(1 for _ in tqdm(due, desc="publishing", unit=" period"))
        self.stdout.write(f"{number} release(s) published")

    def _verify(self, key: str | None) -> None:
        public_key = bytes.fromhex(key) if key else None
        faults = verify_releases(Actor.system(SEALING), public_key=public_key)
        for fault in faults:
            self.stdout.write(f"release {fault.number}: {fault.what}")
        if faults:
            raise CommandError("what was published was tampered with", returncode=1)
        self.stdout.write("every release is as it was frozen")
