"""`manage.py demo fill | status | next-quarter | doors`: the synthetic company."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from eap.core.actor import Actor
from eap.core.errors import Conflict, Invalid
from eap.demo import doors
from eap.demo.doors import Door
from eap.demo.policies import HISTORY
from eap.demo.selectors import holds_anything
from eap.demo.services import AGENTS, MONTHS, fill, move_on

HAS_DATA = 3
DEMO = Actor.system(HISTORY)
SAYS = {
    "not_empty": "This database holds something already; only an empty one is filled.",
    "no_company": "No synthetic company was filled in here.",
}


class Command(BaseCommand):
    """Needs the owner's DATABASE_URL, after migrate and keys."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command an act."""
        acts = parser.add_subparsers(dest="act", required=True)
        filling = acts.add_parser("fill", help="write a company into an empty database")
        filling.add_argument("--agents", type=int, default=5_000)
        filling.add_argument("--months", type=int, default=24)
        filling.add_argument("--seed", type=int, default=1)
        filling.add_argument("--truth", type=Path, help="folder for what really happened, as CSV")
        acts.add_parser("status", help=f"exit 0 when it can be filled, {HAS_DATA} when not")
        acts.add_parser("next-quarter", help="go on to the day this quarter is published")
        acts.add_parser("doors", help="print how each persona signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        """One act; a refusal is one sentence."""
        acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "fill": self._fill,
            "status": self._status,
            "next-quarter": self._next_quarter,
            "doors": self._doors,
        }
        try:
            acts[options["act"]](options)
        except Conflict as refusal:
            raise CommandError(SAYS[refusal.code]) from None
        except Invalid:
            raise CommandError(
                f"--agents from {AGENTS[0]} to {AGENTS[-1]},"
                f" --months from {MONTHS[0]} to {MONTHS[-1]}"
            ) from None

    def _fill(self, options: dict[str, Any]) -> None:
        with tqdm(desc="company", unit=" step", bar_format=BAR, disable=None) as bar:
            filled = fill(
                DEMO,
                agents=options["agents"],
                months=options["months"],
                seed=options["seed"],
                truth=options["truth"],
                begin=_steps_of(bar),
            )
            bar.update()
        self.stdout.write(
            f"{filled.agents} agents, {filled.cases} cases, {filled.sessions} sessions,"
            f" {filled.counted} counted, {filled.events} events in the trail"
        )

    def _next_quarter(self, options: dict[str, Any]) -> None:
        with tqdm(desc="company", unit=" step", bar_format=BAR, disable=None) as bar:
            moved = move_on(DEMO, begin=_steps_of(bar))
            bar.update()
        self.stdout.write(
            f"it is {moved.today} now; {moved.held} booked sessions were held,"
            f" {len(moved.releases)} figures published"
        )

    def _status(self, options: dict[str, Any]) -> None:
        if holds_anything(DEMO):
            self.stdout.write("in use")
            raise SystemExit(HAS_DATA)
        self.stdout.write("empty")

    def _doors(self, options: dict[str, Any]) -> None:
        if not (found := doors.doors()):
            raise Conflict("no_company")
        for door in found:
            self.stdout.write(_said(door))


BAR = "  {desc:<20} {percentage:3.0f}%|{bar}| {elapsed}"


def _steps_of(bar: "tqdm[Any]") -> Callable[[int], Callable[[str], object]]:
    """A bar of so many steps, named as they begin."""

    def begin(steps: int) -> Callable[[str], object]:
        bar.reset(total=steps)
        begun = iter([0] + [1] * steps)

        def step(name: str) -> None:
            bar.update(next(begun))
            bar.set_description_str(name)

        return step

    return begin


def _said(door: Door) -> str:
    """One persona on a few lines."""
    parts = {
        "e-mail": door.email,
        "password": door.password,
        "notes passphrase": door.passphrase,
        "visit code": door.visit_code,
        "private key": " ".join(door.words),
        "cards": " ".join(door.cards),
        "pulse strips": " ".join(door.strips),
    }
    lines = [f"{door.key}: {door.name_en} ({', '.join(door.roles) or door.kind})"]
    return "\n".join(lines + [f"    {name}: {value}" for name, value in parts.items() if value])
