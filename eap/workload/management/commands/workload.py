"""Imports a month of workload from a file of operations."""

from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from eap.core.actor import Actor
from eap.core.errors import Invalid
from eap.workload.acd_log import LogRefused, MonthOfCalls, read_month
from eap.workload.policies import IMPORTING
from eap.workload.services import Kept, keep_month
from eap.workload.words import Format

SAYS = {
    "bad_header": "this is not an ACD call log: its first line does not name the 17 columns",
    "bad_month": "--as-month must be written YYYY-MM",
    "no_usable_line": "no line of the file can be used",
    "site": "no such site",
    "month": "that month is still to come",
}


class Command(BaseCommand):
    """`manage.py workload import FILE --format acd-log --site S [--as-month YYYY-MM]`."""

    help = "Import a month of workload. Neither agents nor customers are kept, nor the file's name."

    def add_arguments(self, parser: CommandParser) -> None:
        """One act so far."""
        parser.add_argument("act", choices=("import",))
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=Format.values, required=True)
        parser.add_argument("--site", required=True, help="code of the site")
        parser.add_argument("--as-month", help="YYYY-MM: show the days in this month instead")

    def handle(self, *args: Any, **options: Any) -> None:
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
