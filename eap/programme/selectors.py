"""Readings of the programme. They concern nobody, so they take no actor."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from eap.core import clock
from eap.core.errors import Missing
from eap.programme.models import Employer, Headcount, HelpLine, Service, ShiftPattern, Site

LEAST_HEADS_NAMED = 50  # below this a person could be guessed from the site they name


@dataclass(frozen=True, slots=True)
class EmployerView:
    """What the other rooms ask of the employer; `sessions_free` per case."""

    name_zh: str
    name_en: str
    callback_number: str
    no_card_percent: int
    sessions_free: int
    region: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service as offered; `minutes` is the length of one session."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    line_zh: str
    line_en: str
    minutes: int
    modalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site with the heads of the latest known month."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    time_zone: str
    heads: int


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift pattern; `hours` is text for reading."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    hours: str


@dataclass(frozen=True, slots=True)
class HelpLineView:
    """A number to call now, as configured, with its hours and cost in both languages."""

    kind: str
    name_zh: str
    name_en: str
    number: str
    hours_zh: str
    hours_en: str
    cost_zh: str
    cost_en: str
    last_checked: date | None


def employer() -> EmployerView:
    """The employer; without names before `manage.py setup`, so that help works from day 0."""
    found = Employer.objects.first() or Employer(name_zh="", name_en="", callback_number="")
    return EmployerView(
        found.name_zh,
        found.name_en,
        found.callback_number,
        found.no_card_percent,
        found.sessions_free,
        found.region,
    )


def services() -> list[ServiceView]:
    """The services that can be booked, in the order of the catalogue."""
    return [
        _service_view(row) for row in Service.objects.filter(active=True).order_by("order", "code")
    ]


def service(code: str) -> ServiceView:
    """The bookable service of this code. Raises Missing."""
    found = Service.objects.filter(active=True, code=code).first()
    if found is None:
        raise Missing
    return _service_view(found)


def _service_view(row: Service) -> ServiceView:
    return ServiceView(
        row.id,
        row.code,
        row.name_zh,
        row.name_en,
        row.line_zh,
        row.line_en,
        row.minutes,
        tuple(row.modalities),
    )


def sites(*, least_heads: int = 0) -> list[SiteView]:
    """Sites with at least `least_heads` people in their latest month, the largest first."""
    known = Headcount.objects.filter(month__lte=clock.today())
    latest = known.filter(site=OuterRef("site")).order_by("-month").values("month")[:1]
    there = known.filter(site=OuterRef("pk"), month=Subquery(latest))
    total = there.values("site").annotate(total=Sum("heads"))
    rows = Site.objects.annotate(heads=Coalesce(Subquery(total.values("total")[:1]), 0))
    return [
        SiteView(row.id, row.code, row.name_zh, row.name_en, row.time_zone, row.heads)
        for row in rows.filter(heads__gte=least_heads).order_by("-heads", "code")
    ]


def shift_patterns() -> list[ShiftView]:
    """Every shift pattern, by code."""
    return [
        ShiftView(row.id, row.code, row.name_zh, row.name_en, row.hours)
        for row in ShiftPattern.objects.order_by("code")
    ]


def help_lines() -> list[HelpLineView]:
    """Hotlines and emergency numbers in the order in which they are shown."""
    return [
        HelpLineView(
            row.kind,
            row.name_zh,
            row.name_en,
            row.number,
            row.hours_zh,
            row.hours_en,
            row.cost_zh,
            row.cost_en,
            row.last_checked,
        )
        for row in HelpLine.objects.filter(active=True).order_by("order", "number")
    ]


def heads(on: date, *, site_id: UUID | None = None, shift_id: UUID | None = None) -> int:
    """People at work in the latest known month not after `on`; 0 when none is known."""
    rows = Headcount.objects.filter(month__lte=on)
    if site_id:
        rows = rows.filter(site_id=site_id)
    if shift_id:
        rows = rows.filter(shift_id=shift_id)
    latest = rows.order_by("-month").values("month")[:1]
    return rows.filter(month=Subquery(latest)).aggregate(total=Sum("heads"))["total"] or 0


def latest_month() -> date | None:
    """First day of the latest month whose headcounts are known."""
    return Headcount.objects.order_by("-month").values_list("month", flat=True).first()
