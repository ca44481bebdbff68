"""Periods that are published: disjoint months, quarters and years, and when they close."""

from dataclasses import dataclass
from datetime import date, timedelta

from eap.core.months import later, months_from, quarter_of
from eap.tally.words import CLOSES_AFTER_DAYS

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: first day, first day after, and its label (2026-10, 2026-Q4, 2026)."""

    start: date
    end: date
    label: str

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        return months_from(self.start, later(self.end, -1))

    @property
    def due(self) -> date:
        """The first day on which it can be published: closed, with late events in."""
        return self.end + timedelta(days=CLOSES_AFTER_DAYS)


def periods_of(year: int, kind: str) -> list[Period]:
    """The year's periods of one kind, in order."""
    length = MONTHS_IN[kind]
    starts = [date(year, month, 1) for month in range(1, 13, length)]
    return [Period(start, later(start, length), _label(start, kind)) for start in starts]


def _label(start: date, kind: str) -> str:
    if kind == "month":
        return f"{start:%Y-%m}"
    return f"{start:%Y}-Q{quarter_of(start)}" if kind == "quarter" else f"{start:%Y}"
