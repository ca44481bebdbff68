"""The use of the service before and after something that happened at a site, from releases only.

Up to four periods stand on each side, which is a year of quarters; a period that holds the day is
on neither. Fewer than two on a side are too early to judge. All figures are means a period.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eap.core.figures import told_change
from eap.publication.mechanism.before_after import Change, Measured, compare, smallest_change
from eap.publication.models import ProgrammeYear, Release
from eap.publication.periods import Period
from eap.publication.words import NOT_SAID, Table
from eap.workload.events import EventView

MOST_PERIODS, LEAST_PERIODS = 4, 2
TOO_EARLY = "too_early"
TO_A_YEAR = 4000  # a quarter's count a head becomes a year's count per 1,000 heads


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What changed meanwhile at the sites where nothing happened, as if they had as many heads."""

    change: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Around:
    """Means of the periods before and after a day, whole; `change` is the difference of the two.

    `low` and `high` are the 95 % limits of the unrounded change, outward and so that they hold it.
    `verdict`: up, down, cannot_tell, or too_early, which leaves all figures out. `smallest` is the
    change that so many periods (at least two a side) show in four of five cases; None where
    nothing is published yet.
    """

    periods_before: int
    periods_after: int
    verdict: str
    before: int | None
    after: int | None
    change: int | None
    low: int | None
    high: int | None
    smallest: int | None
    elsewhere: Elsewhere | None


class Measurements:
    """The signed noisy counts of a table that is divided by site, by period."""

    def __init__(
        self, table: Table, years: Sequence[ProgrammeYear], periods: Sequence[Period]
    ) -> None:
        self._years = {row.year: row for row in years}
        self._bodies: dict[str, tuple[dict[str, int], float]] = {}
        for release in Release.objects.filter(table=table, year__in=years).only("body"):
            body = json.loads(release.body)
            self._bodies[body["period"]] = body["noisy"], body["sigma"]
        self._periods = [period for period in periods if period.label in self._bodies]

    def around(
        self, cell: str, day: date, events: Sequence[EventView], *, per_thousand: bool
    ) -> Around:
        """What changed at `day` in a published cell; `events` say where else something happened."""
        known = [period for period in self._periods if cell in self._bodies[period.label][0]]
        before = [period for period in known if period.end <= day][-MOST_PERIODS:]
        after = [period for period in known if period.start >= day][:MOST_PERIODS]
        own = self._scale([cell], cell, per_thousand=per_thousand)
        smallest = self._smallest(own, before, after)
        if min(len(before), len(after)) < LEAST_PERIODS:
            return _too_early(len(before), len(after), smallest)
        found = self._compared(own, before, after)
        others = self._untouched(cell, before, after, events)
        other = self._scale(others, cell, per_thousand=per_thousand)
        earlier, later = max(0, round(found.before)), max(0, round(found.after))
        change, low, high = told_change(earlier, later, found.low, found.high)
        return Around(
            len(before),
            len(after),
            found.verdict,
            earlier,
            later,
            change,
            low,
            high,
            smallest,
            _elsewhere(self._compared(other, before, after)) if others else None,
        )

    def _compared(
        self, scale: "_Scale", before: Sequence[Period], after: Sequence[Period]
    ) -> Change:
        return compare(
            [self._measured(scale, period) for period in before],
            [self._measured(scale, period) for period in after],
        )

    def _smallest(
        self, scale: "_Scale", before: Sequence[Period], after: Sequence[Period]
    ) -> int | None:
        cells = [self._measured(scale, period) for period in (*before, *after)]
        if not cells:
            return None
        sides = [max(LEAST_PERIODS, len(side)) for side in (before, after)]
        return math.ceil(smallest_change(cells, before=sides[0], after=sides[1]))

    def _scale(self, cells: Sequence[str], like: str, *, per_thousand: bool) -> "_Scale":
        """What turns counts of `cells` into the units of the chart.

        Counts are as if the cells had had the heads that `like` had last: a site that grew has
        not changed by that.
        """
        heads = {
            year: sum(int(row.heads.get(cell, 0)) for cell in cells)
            for year, row in self._years.items()
        }
        last = next(
            (row.heads[like] for _, row in sorted(self._years.items(), reverse=True)
             if like in row.heads),
            0,
        )  # fmt: skip
        wanted = TO_A_YEAR if per_thousand else int(last)
        factors = {year: wanted / n if wanted and n else 1.0 for year, n in heads.items()}
        return _Scale(tuple(cells), factors)

    def _measured(self, scale: "_Scale", period: Period) -> Measured:
        noisy, sigma = self._bodies[period.label]
        return Measured(
            sum(noisy[cell] for cell in scale.cells),
            sigma * math.sqrt(len(scale.cells)),
            scale.factors[period.start.year],
        )

    def _untouched(
        self,
        cell: str,
        before: Sequence[Period],
        after: Sequence[Period],
        events: Sequence[EventView],
    ) -> list[str]:
        """Other places published in all these periods, where nothing happened in that time."""
        periods = [*before, *after]
        cells = set.intersection(*(set(self._bodies[period.label][0]) for period in periods))
        touched = {
            row.cells.get(event.site.code)
            for event in events
            if before[0].start <= event.day < after[-1].end
            for row in self._years.values()
        }
        return sorted(cells - touched - {cell, NOT_SAID})


@dataclass(frozen=True, slots=True)
class _Scale:
    """Cells that are added up, and year -> what their count is multiplied by."""

    cells: tuple[str, ...]
    factors: Mapping[int, float]


def _too_early(before: int, after: int, smallest: int | None) -> Around:
    return Around(before, after, TOO_EARLY, None, None, None, None, None, smallest, None)


def _elsewhere(found: Change) -> Elsewhere:
    return Elsewhere(round(found.change), math.floor(found.low), math.ceil(found.high))
