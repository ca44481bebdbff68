"""`manage.py erase run | list | case NUMBER | hold NUMBER REASON | lift NUMBER`.

What the worker does by itself every hour, and what the privacy officer has the operator do.
Numbers and codes only.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eap.audit.words import ERASING
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import DomainError
from eap.desk import erasing
from eap.people.erasing import asked_erasures
from eap.people.words import HoldReason
from eap.vault.policies import VAULT
from eap.vault.shredding import finish

ERASER = Actor.system(ERASING)


class Command(BaseCommand):
    """A client is erased because they asked; a case, because it is past its time; nobody else."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand for each act."""
        acts = parser.add_subparsers(required=True)
        acts.add_parser(
            "run", help="erase what is due, and again what came back with an older dump"
        ).set_defaults(act=self._run)
        acts.add_parser("list", help="how many asked, and what they wait for").set_defaults(
            act=self._list
        )
        case = acts.add_parser("case", help="erase a case that was closed ten years ago")
        case.set_defaults(act=self._case)
        hold = acts.add_parser("hold", help="keep a client's record, by the number of a case")
        hold.set_defaults(act=self._hold)
        lift = acts.add_parser("lift", help="let go of a record that was held")
        lift.set_defaults(act=self._lift)
        for one in (case, hold, lift):
            one.add_argument("number", type=_number, help="such as C-17")
        hold.add_argument("reason", choices=HoldReason.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act that was named."""
        try:
            options["act"](options)
        except DomainError as error:
            told = ", ".join(f"{name}: {value}" for name, value in error.extra.items())
            raise CommandError(f"Nothing was changed: {error.code}. {told}".strip()) from None

    def _run(self, options: dict[str, Any]) -> None:
        destroyed = finish(Actor.system(VAULT))
        done = erasing.erase_what_is_due(ERASER)
        self.stdout.write(
            f"erased: {done.erased}; again after a restore: {done.again}; waiting: {done.waiting};"
            f" shares left over: {destroyed}"
        )

    def _list(self, options: dict[str, Any]) -> None:
        for asked in asked_erasures(ERASER):
            waits = erasing.waits_for(ERASER, client_id=asked.client_id)
            state = "due" if asked.due_at <= clock.now() else "asked"
            self.stdout.write(f"{state}, {asked.due_at:%Y-%m-%d %H:%M} UTC {' '.join(waits)}")

    def _case(self, options: dict[str, Any]) -> None:
        erasing.erase_case(ERASER, number=options["number"])
        self.stdout.write(f"C-{options['number']} was erased.")

    def _hold(self, options: dict[str, Any]) -> None:
        erasing.hold_case(ERASER, number=options["number"], reason=options["reason"])
        self.stdout.write("Held. The client reads the reason on My data once they ask.")

    def _lift(self, options: dict[str, Any]) -> None:
        erasing.lift_hold(ERASER, number=options["number"])
        self.stdout.write("Lifted. What is due is erased within the hour.")


def _number(said: str) -> int:
    return int(said.upper().removeprefix("C-"))
