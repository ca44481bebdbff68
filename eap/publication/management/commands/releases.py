"""Checks what was published, with the app's login: the publisher's may not read the trail."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eap.audit.words import SEALING
from eap.core.actor import Actor
from eap.publication.verify import verify_releases


class Command(BaseCommand):
    """`manage.py releases verify [--key HEX]`."""

    help = "Check every release against its signature, its year and the trail."

    def add_arguments(self, parser: CommandParser) -> None:
        """One act."""
        acts = parser.add_subparsers(dest="act", required=True)
        verifying: ArgumentParser = acts.add_parser("verify", help="exit 1 on any fault")
        verifying.add_argument("--key", help="trusted public key in hex, instead of the local one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name every fault, then fail."""
        public_key = bytes.fromhex(options["key"]) if options["key"] else None
        faults = verify_releases(Actor.system(SEALING), public_key=public_key)
        for fault in faults:
            self.stdout.write(f"release {fault.number}: {fault.what}")
        if faults:
            raise CommandError("what was published was tampered with", returncode=1)
        self.stdout.write("every release is as it was frozen")
