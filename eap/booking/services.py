"""Acts on appointments: hold, book, move, cancel, join, mark."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from eap.audit import services as audit
from eap.booking import doors, offers, sql
from eap.booking.doors import Hour
from eap.booking.models import Appointment
from eap.booking.offers import CounsellorView, Slot, Wish
from eap.booking.selectors import (
    AppointmentView,
    StaffAppointment,
    client_view,
    find_appointment,
    held,
    is_joinable,
    service_briefs,
    staff_view,
)
from eap.booking.words import (
    CLEAR_NOTICE,
    FARTHEST,
    HOLD_FOR,
    HORIZON,
    JOIN_AFTER,
    MOST_WEEKS,
    NO_SHOW_AFTER,
    OVERTURN_WITHIN,
    Kind,
    Status,
    may_become,
)
from eap.core import clock
from eap.core.actor import CLIENT, Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from eap.core.policy import Rule, require
from eap.programme import selectors as programme
from eap.programme.words import Modality


@dataclass(frozen=True, slots=True)
class Hold:
    """A start held for five minutes. Only `secret` can turn it into a booking."""

    id: UUID
    secret: str
    start: datetime
    end: datetime
    modality: str
    counsellor: CounsellorView


@dataclass(frozen=True, slots=True)
class Joining:
    """How to join: live text in the product, the counsellor's phone line, or a room."""

    phone_line: str | None
    room: str | None
    live: bool
    until: datetime


@as_actor
def hold(
    actor: Actor, *, service: str, counsellor_id: UUID, start: datetime, modality: str
) -> Hold:
    """Hold an offered start for five minutes.

    A start that is taken, too soon, or was never offered all answer alike: Conflict
    ("slot_taken") with the nearest three that are offered.
    """
    rule = require(actor, "booking.slot.hold")
    if modality not in Modality.values:
        raise Invalid(fields={"modality": "unknown"})
    wish = Wish(programme.service(service), modality=modality, counsellor_id=counsellor_id)
    slot = _offered(wish, start)
    held = _held(slot, service, modality) if slot else None
    if held is None:
        raise Conflict("slot_taken", nearest=offers.nearest(wish, start))
    audit.record(
        actor,
        action="booking.slot.hold",
        object_kind="appointment",
        object_id=held.id,
        rule=rule,
    )
    return held


def _offered(wish: Wish, start: datetime) -> Slot | None:
    """The slot at exactly `start`, asked anew: the list somebody chose from may be old."""
    if start > clock.now() + HORIZON:
        return None
    alone = Wish(
        wish.service,
        modality=wish.modality,
        counsellor_id=wish.counsellor_id,
        opens=start,
        closes=start + timedelta(microseconds=1),
    )
    slots = (slot for slots in offers.find(alone).days.values() for slot in slots)
    return next((slot for slot in slots if slot.start == start), None)


def _held(slot: Slot, service: str, modality: str) -> Hold | None:
    hold_id, secret, until = new_id(), secrets.token_urlsafe(32), clock.now() + HOLD_FOR
    hour = Hour(slot.counsellor.id, slot.start, slot.end, service, modality)
    if not doors.hold_slot(hold_id, hour, secret=secret, until=until):
        return None
    return Hold(hold_id, secret, slot.start, slot.end, modality, slot.counsellor)


@as_actor
def release(actor: Actor, *, hold: UUID, secret: str) -> None:
    """Give a held start up at once. One that is booked, ran out or is unknown stays as it is."""
    rule = require(actor, "booking.slot.hold")
    if doors.release_hold(hold, secret=secret):
        audit.record(
            actor,
            action="booking.slot.release",
            object_kind="appointment",
            object_id=hold,
            rule=rule,
        )


@as_actor
def book_hold(
    actor: Actor,
    *,
    hold: UUID,
    secret: str,
    client_id: UUID,
    case_id: UUID,
    without_card: bool = False,
) -> AppointmentView:
    """Turn a hold into the client's appointment. The same call again answers the same.

    Raises Conflict("hold_expired") for a hold that ran out, is unknown or has another secret,
    and Conflict("client_overlap") when the client has something else at that time.
    """
    wanted = Appointment(client_id=client_id)
    rule = require(actor, "booking.appointment.book", wanted)
    word = doors.book_hold(hold, secret=secret, case_id=case_id, without_card=without_card)
    if word not in ("booked", "again"):
        raise Conflict(word)
    if word == "booked":
        _record_new(actor, "booking.appointment.book", hold, client_id, rule)
    return client_view(find_appointment(hold), service_briefs())


def _record_new(actor: Actor, action: str, thing: UUID, client_id: UUID, rule: Rule) -> None:
    audit.concerns(actor, object_id=thing, client_id=client_id)
    audit.record(actor, action=action, object_kind="appointment", object_id=thing, rule=rule)


def _to_change(
    actor: Actor, permission: str, appointment_id: UUID, version: int
) -> tuple[Appointment, Rule]:
    """The row, locked, if the actor may change it and saw its latest version."""
    row = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("counsellor")
        .filter(pk=appointment_id)
        .first()
    )
    if row is None:
        raise Missing
    rule = require(actor, permission, row)
    if row.version != version:
        raise Conflict("stale", version=row.version)
    return row, rule


@as_actor
def move(
    actor: Actor, *, appointment_id: UUID, hold: UUID, secret: str, version: int
) -> AppointmentView:
    """Give up an appointment for one that is held. The old one stands until the new is won.

    Raises Conflict: "stale", "too_late" (less than 24 h before the old start), "not_changeable"
    (no longer booked), "hold_expired", "other_service" (held for something else than was booked),
    "client_overlap".
    """
    row, rule = _to_change(actor, "booking.appointment.move", appointment_id, version)
    if not may_become(row.status, Status.MOVED):
        raise Conflict("not_changeable")
    if clock.now() > row.during.lower - CLEAR_NOTICE:
        raise Conflict("too_late")
    if held(actor, hold=hold, secret=secret).service != row.service:
        raise Conflict("other_service")
    word = doors.move_booking(row.id, version=version, hold=hold, secret=secret)
    if word != "moved":
        raise Conflict(word)
    _record_new(actor, "booking.appointment.move", hold, actor.known_id, rule)
    return client_view(find_appointment(hold), service_briefs())


@as_actor
def cancel(actor: Actor, *, appointment_id: UUID, version: int) -> AppointmentView:
    """Cancel: by the client less than 24 h before it counts as late; by the counsellor never.

    Raises Conflict: "stale", "not_changeable" (no longer booked), "already_past" (it has begun).
    """
    row, rule = _to_change(actor, "booking.appointment.cancel", appointment_id, version)
    became = _cancelled_by(actor, row)
    if not may_become(row.status, became):
        raise Conflict("not_changeable")
    if row.during.lower <= clock.now():
        raise Conflict("already_past")
    _become(actor, row, became, "booking.appointment.cancel", rule)
    return client_view(row, service_briefs())


def _cancelled_by(actor: Actor, row: Appointment) -> Status:
    if actor.kind != CLIENT:
        return Status.COUNSELLOR_CANCELLED
    late = clock.now() > row.during.lower - CLEAR_NOTICE
    return Status.LATE_CANCEL if late else Status.CANCELLED


def _become(actor: Actor, row: Appointment, status: Status, action: str, rule: Rule) -> None:
    row.status, row.version, row.sequence = status, row.version + 1, row.sequence + 1
    row.save(update_fields=("status", "version", "sequence"))
    audit.record(
        actor,
        action=action,
        object_kind="appointment",
        object_id=row.id,
        rule=rule,
        details={"became": status.word},
    )


@as_actor
def join(actor: Actor, *, appointment_id: UUID) -> Joining:
    """How to join, from 10 minutes before the start to 15 after the end; notes who came in.

    Raises Conflict("doors_closed") outside that time or when it is no longer booked.
    """
    row = find_appointment(appointment_id)
    rule = require(actor, "booking.appointment.join", row)
    if not is_joinable(row):
        raise Conflict("doors_closed")
    if row.checked_in_at is None:
        row.checked_in_at = clock.now()
        row.save(update_fields=("checked_in_at",))
        audit.record(
            actor,
            action="booking.appointment.join",
            object_kind="appointment",
            object_id=row.id,
            rule=rule,
        )
    counsellor = row.counsellor
    return Joining(
        phone_line=counsellor.phone_line if row.modality == Modality.PHONE else None,
        room=row.room if row.modality == Modality.ROOM else None,
        live=row.modality == Modality.TEXT,
        until=row.during.upper + JOIN_AFTER,
    )


@as_actor
def mark_attended(actor: Actor, *, appointment_id: UUID) -> StaffAppointment:
    """The session took place. Also puts a no-show right within 7 days.

    Raises Conflict("not_begun"), Conflict("not_changeable"), Conflict("overturn_past").
    """
    row, rule = _to_mark(actor, appointment_id, Status.DONE, timedelta(0))
    if row.status == Status.NO_SHOW and clock.now() > row.during.upper + OVERTURN_WITHIN:
        raise Conflict("overturn_past")
    _become(actor, row, Status.DONE, "booking.appointment.mark", rule)
    return staff_view(row, service_briefs())


@as_actor
def mark_no_show(actor: Actor, *, appointment_id: UUID) -> StaffAppointment:
    """The client did not come; said by the counsellor, from 15 minutes after the start.

    Raises Conflict("not_begun"), Conflict("not_changeable").
    """
    row, rule = _to_mark(actor, appointment_id, Status.NO_SHOW, NO_SHOW_AFTER)
    _become(actor, row, Status.NO_SHOW, "booking.appointment.mark", rule)
    return staff_view(row, service_briefs())


def _to_mark(
    actor: Actor, appointment_id: UUID, wanted: Status, after: timedelta
) -> tuple[Appointment, Rule]:
    row = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
    if row is None:
        raise Missing
    rule = require(actor, "booking.appointment.mark", row)
    if row.kind != Kind.SESSION or not may_become(row.status, wanted):
        raise Conflict("not_changeable")
    if clock.now() < row.during.lower + after:
        raise Conflict("not_begun")
    return row, rule


@as_actor
def book_next(
    actor: Actor,
    *,
    case_id: UUID,
    client_id: UUID,
    service: str,
    start: datetime,
    modality: str,
    weeks: int = 1,
) -> list[AppointmentView]:
    """Book the same wall-clock time in `weeks` weeks running, all or none, in one's own calendar.

    The caller has made sure that the case is the actor's. Raises Invalid, or
    Conflict("slot_taken", taken=[starts]) when any of the times is not to be had.
    """
    rule = require(actor, "booking.next.book", actor.id)
    if modality not in Modality.values:
        raise Invalid(fields={"modality": "unknown"})
    if not 1 <= weeks <= MOST_WEEKS:
        raise Invalid(fields={"weeks": "out_of_range"})
    if not clock.now() < start <= clock.now() + FARTHEST:
        raise Invalid(fields={"start": "out_of_range"})
    length = timedelta(minutes=programme.service(service).minutes)
    won: list[UUID] = []
    taken: list[datetime] = []
    for begins in _weekly(actor, start, weeks):
        thing = new_id()
        hour = Hour(actor.known_id, begins, begins + length, service, modality)
        if doors.book_own_time(
            thing, hour, kind=Kind.SESSION, client_id=client_id, case_id=case_id
        ):
            won.append(thing)
        else:
            taken.append(begins)
    if taken:
        raise Conflict("slot_taken", taken=taken)
    for thing in won:
        _record_new(actor, "booking.next.book", thing, client_id, rule)
    return _views(won)


def _views(ids: Iterable[UUID]) -> list[AppointmentView]:
    services = service_briefs()
    found = Appointment.objects.filter(pk__in=ids).select_related("counsellor")
    return [client_view(row, services) for row in found.order_by("during__startswith")]


def _weekly(actor: Actor, start: datetime, weeks: int) -> list[datetime]:
    """The same wall clock in the counsellor's zone, week after week."""
    found = sql.rows(
        "SELECT (%s AT TIME ZONE time_zone + week * interval '7 days') AT TIME ZONE time_zone"
        " FROM booking_counsellor, generate_series(0, %s) AS week"
        " WHERE staff_id = %s ORDER BY week",
        [start, weeks - 1, actor.known_id],
    )
    moments = [moment for (moment,) in found]
    if not moments:
        raise Missing("no_calendar")
    return moments


@as_actor
def reserve(actor: Actor, *, start: datetime, end: datetime) -> UUID:
    """Keep an hour of one's own for a group. Raises Invalid, Conflict("slot_taken")."""
    rule = require(actor, "booking.next.book", actor.id)
    if not clock.now() < start < end <= clock.now() + FARTHEST:
        raise Invalid(fields={"start": "out_of_range"})
    thing = new_id()
    hour = Hour(actor.known_id, start, end, "", Modality.ROOM)
    if not doors.book_own_time(thing, hour, kind=Kind.GROUP, client_id=None, case_id=None):
        raise Conflict("slot_taken")
    audit.record(
        actor,
        action="booking.next.book",
        object_kind="appointment",
        object_id=thing,
        rule=rule,
    )
    return thing


@as_actor
def release_reserved(actor: Actor, *, appointment_id: UUID) -> None:
    """Give a group's hour free again. Nothing happens when it was given free before."""
    row = find_appointment(appointment_id)
    rule = require(actor, "booking.appointment.mark", row)
    if row.kind == Kind.GROUP and may_become(row.status, Status.COUNSELLOR_CANCELLED):
        _become(actor, row, Status.COUNSELLOR_CANCELLED, "booking.appointment.mark", rule)
