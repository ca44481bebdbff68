"""Plans pulse waves and prints their strips."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eap.core.errors import Conflict, Invalid, Missing
from eap.programme.management import files
from eap.wellbeing.jobs import ARRANGER, FREEZER
from eap.wellbeing.management.strips_sheet import page
from eap.wellbeing.models import PulseWave
from eap.wellbeing.strips import make_strips
from eap.wellbeing.waves import freeze_wave, make_wave, open_wave
from eap.wellbeing.words import Module

SAYS = {
    "wrong_state": "the wave is not in the state for this",
    "no_strips": "no strips were made for this wave yet",
    "nothing_to_make": "nobody works there, or all have their strips: give --count for more",
    "frozen": "the wave is frozen",
    "still_open": "the wave has not had its last day yet",
}


class Command(BaseCommand):
    """`manage.py pulse plan|strips|open|freeze|list`. Opening and freezing also go by themselves.

    The codes of strips exist in the printed page only: print it, then delete it.
    """

    help = "Plan a pulse wave, print its strips, open it, freeze it."

    def add_arguments(self, parser: CommandParser) -> None:
        """One sub-command an act."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="every wave")
        plan = _for_wave(acts.add_parser("plan", help="a new wave"))
        plan.add_argument("--opens", type=date.fromisoformat, required=True)
        plan.add_argument("--closes", type=date.fromisoformat, required=True)
        plan.add_argument("--module", choices=Module.values, default=Module.LOYALTY.value)
        strips = _for_wave(acts.add_parser("strips", help="make and print the strips of a site"))
        strips.add_argument("--site", required=True)
        strips.add_argument("--shift", help="only this shift pattern")
        strips.add_argument("--count", type=int, help="so many more, instead of one a head")
        strips.add_argument("--sheet", type=Path, help="where to write the printable page")
        _for_wave(acts.add_parser("open", help="let strips be answered"))
        _for_wave(acts.add_parser("freeze", help="after the last day: compute the figures"))

    def handle(self, *args: Any, **options: Any) -> None:
        """One act; a refusal is one sentence."""
        acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "list": self._list,
            "plan": self._plan,
            "strips": self._strips,
            "open": self._open,
            "freeze": self._freeze,
        }
        try:
            acts[options["act"]](options)
        except Missing:
            raise CommandError("there is no such wave") from None
        except Conflict as error:
            raise CommandError(SAYS[error.code]) from None
        except Invalid as error:
            faults = ", ".join(f"{field}: {reason}" for field, reason in error.fields.items())
            raise CommandError(f"nothing was done. {faults}") from None

    def _list(self, options: dict[str, Any]) -> None:
        for wave in PulseWave.objects.order_by("opens_on"):
            self.stdout.write(
                f"{wave.code}  {wave.opens_on} to {wave.closes_on}  {wave.module}  {wave.state}"
            )

    def _plan(self, options: dict[str, Any]) -> None:
        make_wave(
            ARRANGER,
            code=options["wave"],
            opens_on=options["opens"],
            closes_on=options["closes"],
            module=options["module"],
        )

    def _strips(self, options: dict[str, Any]) -> None:
        piles = make_strips(
            ARRANGER,
            wave=options["wave"],
            site=options["site"],
            shift=options["shift"],
            count=options["count"],
        )
        wave = PulseWave.objects.get(code=options["wave"])
        path = options["sheet"] or files.new_page("strips", f"{wave.code}-{options['site']}")
        address = f"{settings.PUBLIC_ADDRESS}/pulse"
        files.write_private(path, page(wave, piles, address=address, name=settings.NEUTRAL_NAME))
        count = sum(len(pile.codes) for pile in piles)
        self.stdout.write(f"{count} strips to print: {path} (delete it when it is printed)")

    def _open(self, options: dict[str, Any]) -> None:
        open_wave(ARRANGER, wave=options["wave"])

    def _freeze(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{freeze_wave(FREEZER, wave=options['wave'])} figures frozen")


def _for_wave(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("wave", help="code of the wave, such as 2026-Q4")
    return parser
