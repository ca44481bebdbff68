"""What operations bring in: a month of workload from a file, and what happened at a site."""

from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from eap.core.actor import Actor
from eap.core.errors import Invalid
from eap.workload.acd_log import LogRefused, MonthOfCalls, read_month
from eap.workload.events import keep_event
from eap.workload.policies import IMPORTING
from eap.workload.services import Kept, keep_month
from eap.workload.words import Format, Happening

SAYS = {
    "bad_header": "this is not an ACD call log: its first line does not name the 17 columns",
    "bad_month": "--as-month must be written YYYY-MM",
    "no_usable_line": "no line of the file can be used",
    "site": "no such site",
    "month": "that month is still to come",
    "name": "a name has 1 to 80 characters",
}


class Command(BaseCommand):
    """`workload import FILE --format acd-log --site S [--as-month YYYY-MM]`,
    `workload flag --site S --day YYYY-MM-DD --kind KIND --zh NAME --en NAME`.
    """

    help = (
        "import: a month of workload, without agents and customers. flag: what happened at a site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Two acts."""
        acts = parser.add_subparsers(dest="act", required=True)
        month = acts.add_parser("import", help="import a month of workload")
        month.add_argument("file", type=Path)
        month.add_argument("--format", choices=Format.values, required=True)
        month.add_argument("--site", required=True, help="code of the site")
        month.add_argument("--as-month", help="YYYY-MM: show the days in this month instead")
        flag = acts.add_parser(
            "flag", help="keep what happened at a site, to look before and after"
        )
        flag.add_argument("--site", required=True, help="code of the site")
        flag.add_argument("--day", required=True, type=date.fromisoformat, help="its first day")
        flag.add_argument("--kind", choices=Happening.values, required=True)
        flag.add_argument("--zh", required=True, help="its name in Chinese")
        flag.add_argument("--en", required=True, help="its name in English")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the acts; every refusal is one line."""
        {"import": self._import, "flag": self._flag}[options["act"]](options)

    def _flag(self, options: dict[str, Any]) -> None:
        try:
            keep_event(
                Actor.system(IMPORTING),
                site=options["site"],
                day=options["day"],
                kind=options["kind"],
                name_zh=options["zh"],
                name_en=options["en"],
            )
        except Invalid as error:
            raise CommandError("; ".join(SAYS[field] for field in error.fields)) from None
        self.stdout.write(f"{options['day']} {options['site']}: {options['en']}")

    def _import(self, options: dict[str, Any]) -> None:
        """Read with a bar, say which lines were left out, keep the rest."""
        try:
            with options["file"].open("rb") as file:
                month = self._read(file, options["as_month"])
            kept = keep_month(
                Actor.system(IMPORTING),
                site=options["site"],
                month=month,
                format=options["format"],
            )
        except OSError as error:
            raise CommandError(f"the file cannot be read: {error.strerror}") from None
        except LogRefused as error:
            raise CommandError(SAYS[error.code]) from None
        except Invalid as error:
            raise CommandError("; ".join(SAYS[field] for field in error.fields)) from None
        self._report(month, kept)

    def _read(self, file: BinaryIO, as_month: str | None) -> MonthOfCalls:
        lines = max(0, sum(1 for _ in file) - 1)
        file.seek(0)
        with tqdm(total=lines, desc="reading", unit=" line", disable=None) as bar:
            return read_month(
                file, as_month=as_month, progress=lambda done: bar.update(done - bar.n)
            )

    def _report(self, month: MonthOfCalls, kept: Kept) -> None:
        for rejection in month.rejections:
            self.stderr.write(f"line {rejection.line}: {rejection.reason}")
        if more := month.rejected - len(month.rejections):
            self.stderr.write(f"... and {more} more")
        for day in month.left_out:
            self.stderr.write(f"day {day} was left out: {month.month} has no such day")
        label = f" ({month.label})" if month.label else ""
        self.stdout.write(
            f"{month.month}{label}: {month.lines} lines, {month.rejected} left out,"
            f" {len(month.days)} days kept as version {kept.version}"
        )
