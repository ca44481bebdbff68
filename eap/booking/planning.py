"""Acts on hours and rota: who counsels, when they are there, and who is on call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from eap.access import selectors as access
from eap.audit import services as audit
from eap.booking.models import (
    Appointment,
    AvailabilityException,
    AvailabilityRule,
    Counsellor,
    HotlineOnly,
    OnCallShift,
)
from eap.booking.words import ANSWERING, DUTY_LEVELS, RuleKind, Status
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from eap.core.policy import require
from eap.programme.words import Modality

LONGEST_CYCLE = 56
LONGEST_BLOCK = timedelta(hours=24)
LONGEST_EXCEPTION = timedelta(days=366)
YEARS = range(2000, 2200)
LONGEST_SHIFT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Profile:
    """What clients and the calendar need to know of a counsellor."""

    name_zh: str
    name_en: str
    time_zone: str
    languages: tuple[str, ...]
    modalities: tuple[str, ...]
    pronoun: str = ""
    phone_line: str = ""
    room: str = ""
    taking: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hours that come round; see `models.AvailabilityRule`. `until` is the last day, included."""

    anchor: date
    starts: time
    length: timedelta
    cycle_days: int = 7
    offset_day: int = 0
    valid_from: date | None = None
    valid_until: date | None = None
    kind: str = RuleKind.NORMAL


@dataclass(frozen=True, slots=True)
class AddedHours:
    """A new rule or exception, and the booked starts it lies across: they stay booked."""

    id: UUID
    affected: list[datetime]


def _range_of(start: datetime, end: datetime, longest: timedelta) -> DateTimeTZRange:
    if not timedelta(0) < end - start <= longest or start.year not in YEARS:
        raise Invalid("bad_window", {"end": "bad_window"})
    return DateTimeTZRange(start, end)


@as_actor
def put_counsellor(actor: Actor, *, staff_id: UUID, profile: Profile) -> None:
    """Make a person of staff a counsellor in the calendar, or change what it says of them.

    Bookings keep their instants when the zone changes; rules follow the new wall clock.
    """
    rule = require(actor, "booking.counsellor.change")
    if profile.time_zone not in available_timezones():
        raise Invalid(fields={"time_zone": "unknown"})
    if not profile.modalities or not set(profile.modalities) <= set(Modality.values):
        raise Invalid(fields={"modalities": "unknown"})
    Counsellor.objects.update_or_create(
        staff_id=staff_id,
        defaults={
            "name_zh": profile.name_zh,
            "name_en": profile.name_en,
            "pronoun": profile.pronoun,
            "time_zone": profile.time_zone,
            "languages": list(profile.languages),
            "modalities": list(profile.modalities),
            "phone_line": profile.phone_line,
            "room": profile.room,
            "taking": profile.taking,
        },
    )
    audit.record(
        actor,
        action="booking.counsellor.change",
        object_kind="staff",
        object_id=staff_id,
        rule=rule,
    )


def _planned(actor: Actor, thing: UUID, what: str, did: str, *, permission: str) -> None:
    audit.record(actor, action=permission, object_kind=what, object_id=thing, details={"did": did})


def _own_hours(actor: Actor, counsellor_id: UUID) -> None:
    require(actor, "booking.hours.change", counsellor_id, hidden=False)
    if not Counsellor.objects.filter(pk=counsellor_id).exists():
        raise Missing("no_calendar")


@as_actor
def add_rule(actor: Actor, *, counsellor_id: UUID, pattern: Pattern) -> UUID:
    """Add hours that come round. Raises Invalid for a pattern that cannot be."""
    _own_hours(actor, counsellor_id)
    wrong = _out_of_range(pattern)
    if wrong:
        raise Invalid(fields=dict.fromkeys(wrong, "out_of_range"))
    rule = AvailabilityRule.objects.create(
        counsellor_id=counsellor_id,
        kind=pattern.kind,
        anchor=pattern.anchor,
        cycle_days=pattern.cycle_days,
        offset_day=pattern.offset_day,
        starts=pattern.starts,
        length=pattern.length,
        valid=_days(pattern.valid_from, pattern.valid_until),
    )
    _planned(actor, rule.id, "rule", "added", permission="booking.hours.change")
    return rule.id


def _out_of_range(pattern: Pattern) -> list[str]:
    sound = {
        "anchor": pattern.anchor.year in YEARS,
        "cycle_days": 1 <= pattern.cycle_days <= LONGEST_CYCLE,
        "offset_day": 0 <= pattern.offset_day < pattern.cycle_days,
        "minutes": timedelta(0) < pattern.length <= LONGEST_BLOCK,
        "kind": pattern.kind in RuleKind.values,
    }
    return [field for field, fine in sound.items() if not fine]


def _days(first: date | None, last: date | None) -> DateRange:
    absurd = any(day and day.year not in YEARS for day in (first, last))
    if absurd or (first and last and last < first):
        raise Invalid("bad_window", {"valid_until": "bad_window"})
    return DateRange(first, last + timedelta(days=1) if last else None)


@as_actor
def remove_rule(actor: Actor, *, rule_id: UUID) -> None:
    """Remove hours that come round; what is booked in them stays. Raises Missing."""
    rule = AvailabilityRule.objects.filter(pk=rule_id).first()
    if rule is None:
        raise Missing
    require(actor, "booking.hours.change", rule.counsellor_id)
    rule.delete()
    _planned(actor, rule_id, "rule", "removed", permission="booking.hours.change")


@as_actor
def add_exception(
    actor: Actor, *, counsellor_id: UUID, adds: bool, start: datetime, end: datetime
) -> AddedHours:
    """Add or take away a stretch of hours. What is booked in it stays, and is named."""
    _own_hours(actor, counsellor_id)
    during = _range_of(start, end, LONGEST_EXCEPTION)
    row = AvailabilityException.objects.create(
        counsellor_id=counsellor_id, adds=adds, during=during
    )
    _planned(actor, row.id, "exception", "added", permission="booking.hours.change")
    return AddedHours(row.id, [] if adds else _booked_in(counsellor_id, during))


def _booked_in(counsellor_id: UUID, during: DateTimeTZRange) -> list[datetime]:
    rows = Appointment.objects.filter(
        counsellor_id=counsellor_id, status=Status.BOOKED, during__overlap=during
    )
    starts: Iterable[datetime] = rows.order_by("during__startswith").values_list(
        "during__startswith", flat=True
    )
    return list(starts)


@as_actor
def remove_exception(actor: Actor, *, exception_id: UUID) -> None:
    """Remove an exception. Raises Missing."""
    row = AvailabilityException.objects.filter(pk=exception_id).first()
    if row is None:
        raise Missing
    require(actor, "booking.hours.change", row.counsellor_id)
    row.delete()
    _planned(actor, exception_id, "exception", "removed", permission="booking.hours.change")


@as_actor
def add_shift(actor: Actor, *, staff_id: UUID, level: int, start: datetime, end: datetime) -> UUID:
    """Put somebody on call at a level. Raises Conflict("already_on_call") for two at once.

    Only who may answer a call stands on the rota: a page to anybody else would be lost.
    """
    require(actor, "booking.duty.change")
    if level not in DUTY_LEVELS:
        raise Invalid(fields={"level": "out_of_range"})
    if staff_id not in {one.id for one in access.colleagues(ANSWERING)}:
        raise Invalid(fields={"staff": "cannot_answer"})
    shift = OnCallShift(staff_id=staff_id, level=level, during=_range_of(start, end, LONGEST_SHIFT))
    try:
        with transaction.atomic():
            shift.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("already_on_call") from error
    _planned(actor, shift.id, "shift", "added", permission="booking.duty.change")
    return shift.id


@as_actor
def remove_shift(actor: Actor, *, shift_id: UUID) -> None:
    """Take a shift off the rota. Raises Missing."""
    require(actor, "booking.duty.change")
    if not OnCallShift.objects.filter(pk=shift_id).delete()[0]:
        raise Missing
    _planned(actor, shift_id, "shift", "removed", permission="booking.duty.change")


@as_actor
def declare_hotline_only(actor: Actor, *, start: datetime, end: datetime) -> UUID:
    """Say that nobody is on call in this stretch on purpose, so that it is no gap."""
    require(actor, "booking.duty.change")
    row_id = new_id()
    HotlineOnly.objects.create(id=row_id, during=_range_of(start, end, LONGEST_EXCEPTION))
    _planned(actor, row_id, "hotline_only", "declared", permission="booking.duty.change")
    return row_id


@as_actor
def take_back_hotline_only(actor: Actor, *, stretch_id: UUID) -> None:
    """Take a declared stretch back: without a shift it is a gap again. Raises Missing."""
    require(actor, "booking.duty.change")
    if not HotlineOnly.objects.filter(pk=stretch_id).delete()[0]:
        raise Missing
    _planned(actor, stretch_id, "hotline_only", "removed", permission="booking.duty.change")
