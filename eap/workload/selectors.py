"""What operations read of their own imports: exact figures by day and month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid
from eap.core.months import days_of, months_from
from eap.core.policy import require
from eap.workload.models import DailyFigure, Import
from eap.workload.words import REDATED, UNITS, State


@dataclass(frozen=True, slots=True)
class SiteName:
    """A site as it is called."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Point:
    """A day, or a month by its first day. `reason` says why a figure is hidden, else "".

    `label` is `re-dated` where the log is of another month, `redated_from` (YYYY-MM), else "".
    """

    start: date
    state: str
    value: float | None
    reason: str
    label: str
    redated_from: str


@dataclass(frozen=True, slots=True)
class Line:
    """One site's points in order, without a gap between the first and the last month."""

    site: SiteName
    days: list[Point]
    months: list[Point]


@dataclass(frozen=True, slots=True)
class Workload:
    """One family of figures. `unit`: count, seconds or share (0 to 1)."""

    family: str
    unit: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class ImportView:
    """One import as listed; only the newest of a month is shown in charts."""

    id: UUID
    site: SiteName
    format: str
    month: str
    label: str
    redated_from: str
    version: int
    shown: bool
    lines: int
    rejected: int
    imported_at: datetime


@as_actor
def imports(actor: Actor) -> list[ImportView]:
    """Every import, the newest month first, earlier versions included."""
    require(actor, "workload.import.list")
    rows = Import.objects.select_related("site").order_by("-month", "site__code", "-version")
    return [
        ImportView(
            id=row.id,
            site=_name(row),
            format=row.format,
            month=f"{row.month:%Y-%m}",
            label=_label(row),
            redated_from=_redated(row),
            version=row.version,
            shown=row.shown,
            lines=row.lines,
            rejected=row.rejected,
            imported_at=row.imported_at,
        )
        for row in rows
    ]


@as_actor
def workload(actor: Actor, *, family: str, site: str | None = None) -> Workload:
    """One family by month for every site, by day as well when one `site` is named.

    A site nothing was imported for has no line. Raises Invalid for an unknown family.
    """
    require(actor, "workload.figure.read")
    if family not in UNITS:
        raise Invalid(fields={"family": "unknown"})
    shown = Import.objects.filter(shown=True).select_related("site").order_by("site__code", "month")
    figures = DailyFigure.objects.filter(family=family, of__shown=True)
    if site is None:
        figures = figures.filter(day__isnull=True)
    else:
        shown, figures = shown.filter(site__code=site), figures.filter(of__site__code=site)
    by_import: dict[UUID, dict[date | None, DailyFigure]] = defaultdict(dict)
    for figure in figures:
        by_import[figure.of_id][figure.day] = figure
    by_site: dict[UUID, list[Import]] = defaultdict(list)
    for row in shown:
        by_site[row.site_id].append(row)
    return Workload(
        family,
        UNITS[family],
        [_line(rows, by_import, by_day=site is not None) for rows in by_site.values()],
    )


def _line(
    rows: list[Import],
    figures: dict[UUID, dict[date | None, DailyFigure]],
    *,
    by_day: bool,
) -> Line:
    months = {row.month: row for row in rows}
    return Line(
        _name(rows[0]),
        [
            _point(day, row, figures[row.id].get(day))
            for row in (rows if by_day else [])
            for day in days_of(row.month)
        ],
        [
            _point(month, found, figures[found.id].get(None))
            if (found := months.get(month))
            else Point(month, State.NONE, None, "", "", "")
            for month in months_from(min(months), max(months))
        ],
    )


def _point(start: date, row: Import, figure: DailyFigure | None) -> Point:
    label, redated = _label(row), _redated(row)
    if figure is None:
        return Point(start, State.NONE, None, "", label, redated)
    state = State.HIDDEN if figure.unseen else State.VALUE
    return Point(start, state, figure.value, figure.unseen, label, redated)


def _name(row: Import) -> SiteName:
    return SiteName(row.site.code, row.site.name_zh, row.site.name_en)


def _label(row: Import) -> str:
    return REDATED if row.redated_from else ""


def _redated(row: Import) -> str:
    return f"{row.redated_from:%Y-%m}" if row.redated_from else ""
