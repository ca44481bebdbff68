"""What operations read of the use of the service: frozen releases and nothing else."""

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid, Missing
from eap.core.policy import require
from eap.programme.models import Site
from eap.programme.words import ConcernGroup
from eap.publication import roster
from eap.publication.around import Around, Measurements
from eap.publication.display import key
from eap.publication.indicators import BY_CODE, INDICATORS, Indicator
from eap.publication.mechanism.budget import epsilon
from eap.publication.mechanism.intervals import Z95, Estimate, Verdict, verdict, would_mislead
from eap.publication.mechanism.minimum import (
    REFERENCE_UTILISATION,
    expected_count,
)
from eap.publication.models import LedgerEntry, ProgrammeYear, Release
from eap.publication.periods import Period, periods_of
from eap.publication.words import NOT_SAID, OTHER_SITES, SPECS, WHOLE, Split, Table, TableSpec
from eap.workload.events import events

VALUE, RANGE, ZERO, NOT_YET = "value", "range", "zero", "not_yet"


@dataclass(frozen=True, slots=True)
class Point:
    """One period on a chart.

    `state`: value; range (a point would mislead); zero; not_yet (the period is not published).
    Numbers are whole, limits rounded outward: no reader is told more digits than another.
    """

    period: str
    start: date
    end: date
    state: str
    point: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart. `change` compares its last two periods, judged with all other lines.

    `around` compares the periods before and after a day; None unless one was asked for.
    """

    code: str
    name_en: str
    name_zh: str
    heads: int | None
    points: list[Point]
    change: str
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Everything a chart and its table need.

    `least_heads`: from how many heads on a cell of this table says anything; None while the table
    is not charged to a year.
    """

    indicator: Indicator
    period_kind: str
    lines: list[Line]
    next_due: date | None
    rho_limit: float
    epsilon: float
    least_heads: int | None


@dataclass(frozen=True, slots=True)
class FirstFigure:
    """What can be said before anything is published: when, about how much, how certain."""

    due: date
    about: int
    half_width: int


def indicators(actor: Actor) -> list[Indicator]:
    """The dictionary of figures about the use of the service."""
    require(actor, "publication.read")
    return list(INDICATORS)


@as_actor
def series(actor: Actor, *, code: str, years: int = 3, around: date | None = None) -> Series:
    """The latest display of an indicator over up to `years` years.

    `around` is a day on which something began; what is divided by site is compared around it.
    Raises Missing for an unknown indicator, Invalid("not_in_programme", would_cost=...) for one
    this year's programme does not carry: never an empty chart.
    """
    require(actor, "publication.read")
    indicator = BY_CODE.get(code)
    if indicator is None:
        raise Missing
    if indicator.table is None:
        error = Invalid("not_in_programme")
        error.extra["would_cost"] = indicator.would_cost
        raise error
    spec, today = SPECS[indicator.table], clock.today()
    rows = list(ProgrammeYear.objects.filter(year__gt=today.year - years).order_by("year"))
    shown = {row.year: _latest_display(row.year) for row in rows}
    began = roster.began() or today
    periods = [
        period
        for row in rows
        for period in periods_of(row.year, spec.period)
        if began <= period.start <= today
    ]
    sites = {site.code: site for site in Site.objects.all()}
    cells = _cells(indicator, rows)
    lines = [_line(indicator, cell, rows, shown, periods, sites, len(cells)) for cell in cells]
    lines = [line for line in lines if line.points]
    if around is not None and indicator.split == Split.SITE:
        lines = _compared(
            actor, indicator, lines, Measurements(indicator.table, rows, periods), around
        )
    pending = [
        p.due
        for p in periods
        if key(spec.table, p.label, _any_cell(indicator, rows)) not in shown.get(p.start.year, {})
    ]
    limit = float(rows[-1].rho_limit) if rows else 0.0
    return Series(
        indicator,
        spec.period,
        lines,
        min(pending, default=None),
        limit,
        round(epsilon(limit), 1) if limit else 0.0,
        _least_heads(spec),
    )


def _compared(
    actor: Actor,
    indicator: Indicator,
    lines: list[Line],
    measurements: Measurements,
    day: date,
) -> list[Line]:
    happened = events(actor)
    return [
        replace(
            line,
            around=measurements.around(
                line.code, day, happened, per_thousand=indicator.per_thousand
            ),
        )
        for line in lines
    ]


def _least_heads(spec: TableSpec) -> int | None:
    charge = LedgerEntry.objects.filter(table=spec.table).order_by("-year").first()
    return None if charge is None else roster.least_heads(spec, charge.sigma)


def _latest_display(year: int) -> dict[str, Any]:
    release = Release.objects.filter(year_id=year).order_by("-number").only("display").first()
    return dict(release.display) if release else {}


def _cells(indicator: Indicator, rows: list[ProgrammeYear]) -> list[str]:
    if indicator.split == Split.CONCERN:
        return list(ConcernGroup.values)
    if indicator.split == Split.SITE:
        found = {cell for row in rows for cell in row.cells.values()}
        largest_first = sorted(
            found - {OTHER_SITES}, key=lambda cell: (-max(_heads(rows, cell)), cell)
        )
        others = [OTHER_SITES] if OTHER_SITES in found else []
        return largest_first + others + ([] if indicator.per_thousand else [NOT_SAID])
    return [WHOLE]


def _heads(rows: list[ProgrammeYear], cell: str) -> list[int]:
    return [int(row.heads.get(cell, 0)) for row in rows] or [0]


def _any_cell(indicator: Indicator, rows: list[ProgrammeYear]) -> str:
    return _cells(indicator, rows)[0]


def _line(
    indicator: Indicator,
    cell: str,
    rows: list[ProgrammeYear],
    shown: dict[int, dict[str, Any]],
    periods: list[Period],
    sites: dict[str, Site],
    compared: int,
) -> Line:
    heads = {row.year: int(row.heads.get(cell, 0)) for row in rows}
    table = indicator.table
    assert table is not None  # noqa: S101 - `series` has refused the others
    points, estimates = [], []
    for period in periods:
        drawn = shown[period.start.year].get(key(table, period.label, cell))
        people = heads[period.start.year]
        factor = 4000 / people if indicator.per_thousand and people else 1.0
        points.append(_point(period, drawn, factor))
        if drawn is not None:
            estimates.append((Estimate(drawn["estimate"], drawn["sigma"]), people))
    name_en, name_zh = _names(indicator, cell, sites)
    latest = max(heads, default=None)
    return Line(
        cell,
        name_en,
        name_zh,
        heads[latest] if latest else None,
        points,
        _change(estimates, compared),
    )


def _point(period: Period, drawn: dict[str, Any] | None, factor: float) -> Point:
    """A cell in the units of its chart. Whether a point would mislead is decided as it is read."""
    if drawn is None:
        return Point(period.label, period.start, period.end, NOT_YET, None, None, None)
    low, high = math.floor(drawn["low"] * factor), math.ceil(drawn["high"] * factor)
    point = None if drawn["point"] is None else round(drawn["point"] * factor)
    if point is not None and would_mislead(point, low, high):
        point = None
    state = RANGE if point is None else ZERO if point == 0 else VALUE
    return Point(period.label, period.start, period.end, state, point, low, high)


def _change(estimates: list[tuple[Estimate, int]], compared: int) -> str:
    """Whether the last published period differs from the one before, with chance allowed for.

    All lines of a table are judged together.
    """
    if len(estimates) < 2:
        return Verdict.CANNOT_TELL
    (before, heads_before), (after, heads_after) = estimates[-2:]
    growth = heads_after / heads_before if heads_before and heads_after else 1.0
    return verdict(before, after, sampling=True, growth=growth, comparisons=compared)


def _names(indicator: Indicator, cell: str, sites: dict[str, Site]) -> tuple[str, str]:
    if cell in _FIXED_NAMES:
        return _FIXED_NAMES[cell]
    if indicator.split == Split.SITE and cell in sites:
        return sites[cell].name_en, sites[cell].name_zh
    return _CONCERN_NAMES.get(cell, (cell, cell))


_FIXED_NAMES = {
    WHOLE: ("Everyone", "全体"),
    OTHER_SITES: ("Other sites together", "其他职场合计"),
    NOT_SAID: ("Not said", "未说明"),
}
_CONCERN_NAMES = {
    ConcernGroup.STRAIN.value: ("Strain and exhaustion", "压力与耗竭"),
    ConcernGroup.MOOD.value: ("Low mood and grief", "情绪低落与哀伤"),
    ConcernGroup.ANXIETY.value: ("Anxiety", "焦虑"),
    ConcernGroup.SLEEP.value: ("Sleep and health", "睡眠与健康"),
    ConcernGroup.FAMILY.value: ("Family and care", "家庭与照护"),
    ConcernGroup.WORK.value: ("Work and people at work", "工作与同事关系"),
    ConcernGroup.OTHER.value: ("Other", "其他"),
}


@as_actor
def first_figure(actor: Actor) -> FirstFigure | None:
    """Before the first release: when it comes and about what it will say; None afterwards."""
    require(actor, "publication.read")
    today = clock.today()
    year = ProgrammeYear.objects.order_by("-year").first()
    if year is None or Release.objects.exists():
        return None
    charge = LedgerEntry.objects.filter(year=year, table=Table.ORG_MONTH).first()
    if charge is None:
        return None
    month = next(p for p in periods_of(today.year, "month") if p.end > today)
    about = expected_count(int(year.heads[WHOLE]), "month", utilisation=REFERENCE_UTILISATION)
    return FirstFigure(month.due, round(about), round(Z95 * charge.sigma))


@dataclass(frozen=True, slots=True)
class Use:
    """The row "use of the service" of operations' first screen."""

    first_figure: FirstFigure | None
    openings: Series | None
    utilisation: Series | None


@as_actor
def use(actor: Actor) -> Use:
    """The latest figures, or, before any, when the first one comes and how wide it will be."""
    coming = first_figure(actor)
    if coming is not None:
        return Use(coming, None, None)
    return Use(None, series(actor, code="openings"), series(actor, code="utilisation"))
