"""Periods that are published: disjoint months, quarters and years, and when they close."""

from dataclasses import dataclass
from datetime import date, timedelta

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
        found, month = [], self.start
        while month < self.end:
            found.append(month)
            month = following(month, 1)
        return found

    @property
    def due(self) -> date:
        """The first day on which it can be published: closed, with late events in."""
        return self.end + timedelta(days=CLOSES_AFTER_DAYS)


def following(month: date, months: int) -> date:
    """The first day `months` months after the first day `month`."""
    ahead = month.year * 12 + month.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1)


def periods_of(year: int, kind: str) -> list[Period]:
    """The year's periods of one kind, in order."""
    length = MONTHS_IN[kind]
    starts = [date(year, month, 1) for month in range(1, 13, length)]
    return [Period(start, following(start, length), _label(start, kind)) for start in starts]


def _label(start: date, kind: str) -> str:
    if kind == "month":
        return f"{start:%Y-%m}"
    return f"{start:%Y}-Q{(start.month + 2) // 3}" if kind == "quarter" else f"{start:%Y}"
