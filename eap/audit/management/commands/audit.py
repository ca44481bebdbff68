"""`manage.py audit seal | verify | prove ID | head`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from eap.audit import proof, sealer, verify, witness
from eap.audit.models import AuditEvent
from eap.audit.signer import NoSigner
from eap.audit.words import SEALING
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import DomainError

SEALER = Actor.system(SEALING)


class Command(BaseCommand):
    """Seals the audit trail, verifies all of it, proves one event, prints the newest head."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand each."""
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("seal", help="seal everything that is final")
        check = commands.add_parser("verify", help="hash every row again; exit 1 on any fault")
        check.add_argument("--key", help="trusted public key in hex, instead of the local one")
        check.add_argument(
            "--head", type=Path, action="append", default=[], help="a head kept by a witness"
        )
        one = commands.add_parser("prove", help="print the proof of one event as JSON")
        one.add_argument("id", type=int)
        commands.add_parser("head", help="print the newest head, to be kept by witnesses")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the subcommand; expected failures end in one line."""
        try:
            getattr(self, options["command"])(options)
        except (DomainError, NoSigner) as why:
            raise CommandError(str(why)) from why

    def seal(self, options: dict[str, Any]) -> None:
        with tqdm(unit="events", desc="sealing") as bar:
            total = sealer.seal(SEALER, progress=bar.update)
        self.stdout.write(f"{total} events sealed")

    def verify(self, options: dict[str, Any]) -> None:
        with acting(SEALER):
            expected = AuditEvent.objects.count()
        with tqdm(total=expected, unit="events", desc="verifying") as bar:
            report = verify.verify(
                SEALER,
                public_key=bytes.fromhex(options["key"]) if options["key"] else None,
                heads=[witness.read(file) for file in options["head"]],
                progress=bar.update,
            )
        self.stdout.write(
            f"{report.events} events in {report.batches} batches, {report.unsealed} not sealed yet"
        )
        for fault in report.faults:
            place = "no batch" if fault.batch is None else f"batch {fault.batch}"
            self.stdout.write(f"{place}: {fault.what}")
        if not report.sound:
            raise CommandError(_verdict(report), returncode=1)
        self.stdout.write("the trail is as it was sealed")

    def prove(self, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(proof.prove(SEALER, event_id=options["id"]), indent=2))

    def head(self, options: dict[str, Any]) -> None:
        newest = witness.remembered()
        if newest is None:
            raise CommandError("nothing has been sealed yet")
        self.stdout.write(json.dumps(asdict(newest)))


def _verdict(report: verify.Report) -> str:
    first = report.first_bad_batch
    where = "outside the batches" if first is None else f"first bad batch: {first}"
    return f"the trail was tampered with; {where}"
