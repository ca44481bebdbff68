"""A counsellor's own calendar: sessions, hours offered, exceptions and duty, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet

from eap.booking import sql
from eap.booking.models import (
    Appointment,
    AvailabilityException,
    AvailabilityRule,
    Counsellor,
    OnCallShift,
)
from eap.booking.rota import DutyView, Stretch, duty_view
from eap.booking.selectors import StaffAppointment, service_briefs, staff_view
from eap.booking.words import ACTIVE, CAME_ABOUT, Status
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid, Missing
from eap.core.policy import require

MOST_DAYS = 62
FARTHEST_LOOK = timedelta(days=3660)  # back as well as ahead

_TODAY = """
SELECT tstzrange(today::timestamp AT TIME ZONE time_zone,
                 (today + 1)::timestamp AT TIME ZONE time_zone)
FROM booking_counsellor
CROSS JOIN LATERAL (SELECT (%s AT TIME ZONE time_zone)::date AS today) AS there
WHERE staff_id = %s
"""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A regular block of hours; `starts` is wall clock, `minutes` its length."""

    id: UUID
    kind: str
    anchor: date
    cycle_days: int
    offset_day: int
    starts: time
    minutes: int
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """Hours added to the rules or taken away."""

    id: UUID
    adds: bool
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """What stands in a counsellor's calendar, in their own zone."""

    time_zone: str
    appointments: list[StaffAppointment]
    offered: list[Stretch]
    exceptions: list[ExceptionView]
    duty: list[DutyView]


@dataclass(frozen=True, slots=True)
class Hours:
    """A counsellor's hours as planned, and their own room, "" while none is set."""

    time_zone: str
    room: str
    rules: list[RuleView]
    exceptions: list[ExceptionView]


def _zone_of(actor: Actor) -> str:
    return _owner_of(actor).time_zone


def _owner_of(actor: Actor) -> Counsellor:
    found = Counsellor.objects.filter(pk=actor.known_id).first()
    if found is None:
        raise Missing("no_calendar")
    return found


def days_between(zone: str, first: date, last: date) -> DateTimeTZRange:
    """From the midnight that begins `first` to the one that ends `last`, in `zone`."""
    ((found,),) = sql.rows(
        "SELECT tstzrange(%s::date::timestamp AT TIME ZONE %s,"
        " (%s::date + 1)::timestamp AT TIME ZONE %s)",
        [first, zone, last, zone],
    )
    window: DateTimeTZRange = found
    return window


def _offered(counsellor_id: UUID, zone: str, window: DateTimeTZRange) -> list[Stretch]:
    parts = sql.rows(
        "SELECT lower(part), upper(part) FROM unnest("
        " harbour.offered_time(%s, %s, lower(%s), upper(%s)) * tstzmultirange(%s)) AS part",
        [counsellor_id, zone, window, window, window],
    )
    return [Stretch(*part) for part in parts]


def _in(window: DateTimeTZRange, counsellor_id: UUID) -> QuerySet[Appointment]:
    """What came about in the window, in order; no appointment lasts longer than a day."""
    return Appointment.objects.filter(
        counsellor_id=counsellor_id,
        status__in=CAME_ABOUT,
        during__startswith__gt=window.lower - timedelta(days=1),
        during__startswith__lt=window.upper,
        during__overlap=window,
    ).order_by("during__startswith")


@as_actor
def day(actor: Actor) -> list[StaffAppointment]:
    """The counsellor's appointments of today, in their own zone; moved ones are left out."""
    require(actor, "booking.calendar.read")
    windows = sql.rows(_TODAY, [clock.now(), actor.known_id])
    if not windows:
        raise Missing("no_calendar")
    found = _in(windows[0][0], actor.known_id).exclude(status=Status.MOVED)
    services = service_briefs()
    return [staff_view(row, services) for row in found]


@as_actor
def calendar(actor: Actor, *, first: date, last: date) -> Calendar:
    """The counsellor's calendar from `first` to `last`, both included; at most 62 days."""
    require(actor, "booking.calendar.read")
    if not 0 <= (last - first).days <= MOST_DAYS or abs(first - clock.today()) > FARTHEST_LOOK:
        raise Invalid("bad_window", {"to": "bad_window"})
    zone = _zone_of(actor)
    window = days_between(zone, first, last)
    services = service_briefs()
    found = _in(window, actor.known_id).filter(status__in=(*ACTIVE, Status.DONE, Status.NO_SHOW))
    shifts = OnCallShift.objects.select_related("staff").filter(
        staff_id=actor.known_id, during__overlap=window
    )
    return Calendar(
        time_zone=zone,
        appointments=[staff_view(row, services) for row in found],
        offered=_offered(actor.known_id, zone, window),
        exceptions=_exceptions(actor.known_id, window),
        duty=[duty_view(actor, shift) for shift in shifts.order_by("during__startswith")],
    )


def _exceptions(counsellor_id: UUID, window: DateTimeTZRange) -> list[ExceptionView]:
    rows = AvailabilityException.objects.filter(counsellor_id=counsellor_id, during__overlap=window)
    return [
        ExceptionView(row.id, row.adds, row.during.lower, row.during.upper)
        for row in rows.order_by("during__startswith")
    ]


@as_actor
def hours(actor: Actor) -> Hours:
    """The counsellor's rules, exceptions that are not over, and room."""
    require(actor, "booking.calendar.read")
    owner = _owner_of(actor)
    rules = AvailabilityRule.objects.filter(counsellor_id=actor.known_id)
    from_now = DateTimeTZRange(clock.now() - timedelta(days=1), None)
    return Hours(
        time_zone=owner.time_zone,
        room=owner.room,
        rules=[_rule_view(row) for row in rules.order_by("offset_day", "starts", "id")],
        exceptions=_exceptions(actor.known_id, from_now),
    )


def _rule_view(row: AvailabilityRule) -> RuleView:
    return RuleView(
        id=row.id,
        kind=row.kind,
        anchor=row.anchor,
        cycle_days=row.cycle_days,
        offset_day=row.offset_day,
        starts=row.starts,
        minutes=int(row.length.total_seconds() // 60),
        valid_from=row.valid.lower,
        valid_until=row.valid.upper - timedelta(days=1) if row.valid.upper else None,
    )
