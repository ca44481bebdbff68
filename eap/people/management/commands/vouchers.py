"""`manage.py vouchers make N --site S`: cards to print, cut, shuffle and lay out."""

from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eap.core.actor import Actor
from eap.core.errors import Invalid
from eap.people.cards import make_cards
from eap.people.codes import spaced
from eap.people.policies import CARDS
from eap.programme.management import files

_SHEET = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<title>{name}</title>
<style>
@page {{ size: A4; margin: 10mm }}
body {{ margin: 0; font: 11pt/1.4 system-ui, "Noto Sans CJK SC", sans-serif;
  display: grid; grid-template-columns: 1fr 1fr }}
article {{ box-sizing: border-box; height: 55mm; padding: 7mm; border: .2mm dashed #999;
  break-inside: avoid }}
p {{ margin: 0 0 1.5mm }}
code {{ font: 600 15pt ui-monospace, monospace; letter-spacing: .08em }}
small {{ color: #444 }}
</style>
{cards}
</html>
"""
_CARD = """<article>
<p>{address}</p>
<p><code>{code}</code></p>
<p>免费、保密的咨询。预约时填写这个号码，只能用一次。主管和人事都看不到。</p>
<p lang="en"><small>Free, confidential counselling. Enter this number when you book; it works once.
Your manager and HR cannot see it.</small></p>
</article>"""


class Command(BaseCommand):
    """The codes exist on the screen and in the sheet only: print it, then delete it."""

    help = "Make cards for a site (and one of its shift patterns)."

    def add_arguments(self, parser: CommandParser) -> None:
        """`make N --site S [--shift X] [--sheet FILE]`."""
        act = parser.add_subparsers(dest="act", required=True).add_parser("make")
        act.add_argument("count", type=int)
        act.add_argument("--site", required=True)
        act.add_argument("--shift")
        act.add_argument("--sheet", type=Path, help="where to write the printable page")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the codes and write the sheet."""
        maker = Actor.system(CARDS)
        site, shift = options["site"], options["shift"]
        try:
            codes = make_cards(maker, site=site, shift=shift, count=options["count"])
        except Invalid as error:
            faults = ", ".join(f"{field}: {reason}" for field, reason in error.fields.items())
            raise CommandError(f"No card was made. {faults}") from None
        path = options["sheet"] or files.new_page("cards", f"{site}-{shift or 'all'}")
        files.write_private(path, sheet(codes))
        for code in codes:
            self.stdout.write(spaced(code))
        self.stderr.write(f"{len(codes)} cards to print: {path} (delete it when it is printed)")


def sheet(codes: list[str]) -> str:
    """The printable page: ten cards a sheet of A4, in both languages."""
    address = escape(settings.PUBLIC_ADDRESS)
    cards = (_CARD.format(address=address, code=spaced(code)) for code in codes)
    return _SHEET.format(name=escape(settings.NEUTRAL_NAME), cards="\n".join(cards))
