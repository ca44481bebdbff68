"""Readings of slots, holds and appointments, and who is on duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from eap.booking import offers, sql
from eap.booking.doors import hold_indexes
from eap.booking.models import Appointment, Counsellor, OnCallShift
from eap.booking.offers import CounsellorView, Slot, Wish
from eap.booking.supply import no_card_open
from eap.booking.words import (
    CAME_ABOUT,
    CLEAR_NOTICE,
    HORIZON,
    JOIN_AFTER,
    JOIN_BEFORE,
    OVERTURN_WITHIN,
    UNATTENDED_AFTER,
    Kind,
    Status,
)
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.policy import require
from eap.programme import selectors as programme
from eap.programme.models import Service
from eap.programme.words import Modality

MOST_PAST = 50


@dataclass(frozen=True, slots=True)
class ServiceBrief:
    """A service by code and name."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class DaySlots:
    """One day of the list; a day with nothing to offer is there with no slots."""

    date: date
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class SlotList:
    """Offered slots by day. `no_card_open`: whether one may be booked without a card."""

    time_zone: str
    days: list[DaySlots]
    no_card_open: bool


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """An appointment as its client sees it.

    Until `can_change_until` a change is in good time; a cancellation after it counts as late.
    """

    id: UUID
    start: datetime
    end: datetime
    modality: str
    status: str
    version: int
    counsellor: CounsellorView
    service: ServiceBrief
    can_join: bool
    can_change_until: datetime


@dataclass(frozen=True, slots=True)
class OwnAppointments:
    """Those to come (the current one included), soonest first; those past, latest first."""

    upcoming: list[AppointmentView]
    past: list[AppointmentView]


@dataclass(frozen=True, slots=True)
class StaffAppointment:
    """An hour of a counsellor as staff see it: a case by id, never a person.

    `unattended`: it ended half an hour ago and nobody has said whether it took place.
    `ical_uid`: the same for a session and the hours it was moved away from.
    """

    id: UUID
    ical_uid: UUID
    start: datetime
    end: datetime
    modality: str
    status: str
    version: int
    service: ServiceBrief
    case_id: UUID | None
    counsellor_id: UUID
    kind: str
    unattended: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What a hold holds. `booked`: this very hold has been booked already."""

    id: UUID
    start: datetime
    end: datetime
    modality: str
    service: str
    counsellor_id: UUID
    booked: bool


@dataclass(frozen=True, slots=True)
class LiveWindow:
    """When an appointment's live text is open, and between whom."""

    appointment_id: UUID
    case_id: UUID
    client_id: UUID
    counsellor_id: UUID
    modality: str
    closes_at: datetime
    is_open: bool


def service_briefs() -> dict[str, ServiceBrief]:
    """Every service, of today or of earlier times, by code."""
    rows = Service.objects.values_list("code", "name_zh", "name_en")
    return {code: ServiceBrief(code, zh, en) for code, zh, en in rows}


def counsellor_view(row: Counsellor) -> CounsellorView:
    """A counsellor as a client sees them."""
    return CounsellorView(row.staff_id, row.name_zh, row.name_en, row.pronoun, tuple(row.languages))


def is_joinable(row: Appointment) -> bool:
    """Whether the doors of a session are open at this moment.

    Marking it attended while it runs does not end it; marking it not attended does.
    """
    opens, closes = row.during.lower - JOIN_BEFORE, row.during.upper + JOIN_AFTER
    return row.status in (Status.BOOKED, Status.DONE) and opens <= clock.now() <= closes


def client_view(row: Appointment, services: dict[str, ServiceBrief]) -> AppointmentView:
    """An appointment, with its counsellor loaded, as its client sees it."""
    return AppointmentView(
        id=row.id,
        start=row.during.lower,
        end=row.during.upper,
        modality=row.modality,
        status=Status(row.status).word,
        version=row.version,
        counsellor=counsellor_view(row.counsellor),
        service=services.get(row.service, ServiceBrief(row.service, "", "")),
        can_join=is_joinable(row),
        can_change_until=row.during.lower - CLEAR_NOTICE,
    )


def staff_view(row: Appointment, services: dict[str, ServiceBrief]) -> StaffAppointment:
    """An appointment as staff see it."""
    late = row.during.upper + UNATTENDED_AFTER <= clock.now()
    return StaffAppointment(
        id=row.id,
        ical_uid=row.ical_uid,
        start=row.during.lower,
        end=row.during.upper,
        modality=row.modality,
        status=Status(row.status).word,
        version=row.version,
        service=services.get(row.service, ServiceBrief(row.service, "", "")),
        case_id=row.case_id,
        counsellor_id=row.counsellor_id,
        kind=row.kind,
        unattended=late and row.status == Status.BOOKED and row.kind == Kind.SESSION,
    )


def overturn_until(appointment: StaffAppointment) -> datetime | None:
    """How long a missed session may still be marked attended; None when it was not missed."""
    missed = appointment.status == Status.NO_SHOW.word
    return appointment.end + OVERTURN_WITHIN if missed else None


def _staff_views(rows: Iterable[Appointment]) -> list[StaffAppointment]:
    services = service_briefs()
    return [staff_view(row, services) for row in rows]


@as_actor
def slots(
    actor: Actor,
    *,
    service: str,
    first: date,
    last: date,
    modality: str | None = None,
    language: str | None = None,
) -> SlotList:
    """Offered slots of a service from `first` to `last`, days of the house's zone, both included.

    Raises Invalid for a window that is empty or longer than the horizon, Missing for a service
    that is not offered.
    """
    require(actor, "booking.slot.list")
    if not 0 <= (last - first).days <= HORIZON.days:
        raise Invalid("bad_window", {"to": "bad_window"})
    if modality is not None and modality not in Modality.values:
        raise Invalid(fields={"modality": "unknown"})
    wish = Wish(
        programme.service(service), modality=modality, language=language, first=first, last=last
    )
    offer = offers.find(wish)
    days = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
    return SlotList(
        offer.time_zone,
        [DaySlots(day, offer.days.get(day, [])) for day in days],
        no_card_open(actor),
    )


@as_actor
def house_zone(actor: Actor) -> str:
    """The zone in which every page of a client tells times, such as "Asia/Shanghai"."""
    require(actor, "booking.slot.list")
    return offers.house_zone()


@as_actor
def held(actor: Actor, *, hold: UUID, secret: str) -> Held:
    """What a hold holds, for whoever has its secret. Raises Conflict("hold_expired")."""
    require(actor, "booking.slot.hold")
    for index in hold_indexes(secret):
        found = sql.rows(
            "SELECT starts, ends, modality, service, counsellor, booked"
            " FROM harbour.held_slot(%s, %s, %s)",
            [hold, index, clock.now()],
        )
        if found:
            return Held(hold, *found[0])
    raise Conflict("hold_expired")


@as_actor
def own_appointments(actor: Actor) -> OwnAppointments:
    """The client's appointments. Two queries."""
    services, now = service_briefs(), clock.now()
    rows = _own(actor).filter(status__in=CAME_ABOUT).exclude(status=Status.MOVED)
    to_come = rows.filter(during__endswith__gt=now).order_by("during__startswith")
    past = rows.filter(during__endswith__lte=now).order_by("-during__startswith")[:MOST_PAST]
    return OwnAppointments(
        [client_view(row, services) for row in to_come],
        [client_view(row, services) for row in past],
    )


def _own(actor: Actor) -> QuerySet[Appointment]:
    return Appointment.objects.filter(client_id=actor.known_id).select_related("counsellor")


@as_actor
def own_appointment(actor: Actor, *, appointment_id: UUID) -> AppointmentView:
    """One appointment of the client. Raises Missing."""
    row = find_appointment(appointment_id)
    require(actor, "booking.appointment.read", row)
    return client_view(row, service_briefs())


@as_actor
def appointment(actor: Actor, *, appointment_id: UUID) -> StaffAppointment:
    """One appointment of the counsellor. Raises Missing."""
    row = find_appointment(appointment_id)
    require(actor, "booking.appointment.read", row)
    return staff_view(row, service_briefs())


def find_appointment(appointment_id: UUID) -> Appointment:
    """The row, with its counsellor, if the acting actor's walls let it be seen; else Missing."""
    row = Appointment.objects.filter(pk=appointment_id).select_related("counsellor").first()
    if row is None:
        raise Missing
    return row


@as_actor
def unattended(actor: Actor) -> list[StaffAppointment]:
    """The counsellor's sessions that are over and still wait for a word, oldest first.

    Nothing is marked a no-show by itself: these are tasks.
    """
    require(actor, "booking.calendar.read")
    rows = Appointment.objects.filter(
        counsellor_id=actor.known_id,
        status=Status.BOOKED,
        kind=Kind.SESSION,
        during__endswith__lte=clock.now() - UNATTENDED_AFTER,
    )
    return _staff_views(rows.order_by("during__startswith"))


@as_actor
def attended(actor: Actor, *, since: datetime) -> list[StaffAppointment]:
    """The counsellor's sessions that took place and ended at `since` or later, oldest first."""
    require(actor, "booking.calendar.read")
    rows = Appointment.objects.filter(
        counsellor_id=actor.known_id,
        status=Status.DONE,
        kind=Kind.SESSION,
        during__endswith__gte=since,
    )
    return _staff_views(rows.order_by("during__startswith"))


def starts_at(appointment_id: UUID) -> datetime | None:
    """When a session begins, if the acting actor's walls let it be seen."""
    row = Appointment.objects.filter(pk=appointment_id).first()
    return row.during.lower if row else None


@as_actor
def of_case(actor: Actor, *, case_id: UUID) -> list[StaffAppointment]:
    """A case's appointments that the actor may see, latest first."""
    require(actor, "booking.calendar.read")
    rows = Appointment.objects.filter(case_id=case_id, counsellor_id=actor.known_id)
    return _staff_views(rows.order_by("-during__startswith"))


@as_actor
def cases_ahead(actor: Actor) -> set[UUID]:
    """The cases with a session booked with the counsellor that is not over."""
    require(actor, "booking.calendar.read")
    ahead = Appointment.objects.filter(
        counsellor_id=actor.known_id,
        case_id__isnull=False,
        status=Status.BOOKED,
        during__endswith__gt=clock.now(),
    )
    return {case_id for case_id in ahead.values_list("case_id", flat=True) if case_id}


@as_actor
def of_counsellor(actor: Actor, *, staff_id: UUID) -> list[StaffAppointment]:
    """What is still booked with a counsellor, soonest first: for a leaver's hand-over."""
    require(actor, "booking.load.list")
    rows = Appointment.objects.filter(
        counsellor_id=staff_id, status=Status.BOOKED, during__startswith__gt=clock.now()
    )
    return _staff_views(rows.order_by("during__startswith"))


@as_actor
def live_window(actor: Actor, *, appointment_id: UUID) -> LiveWindow:
    """When the session may be joined, for its client or its counsellor. Raises Missing."""
    row = find_appointment(appointment_id)
    require(actor, "booking.appointment.join", row)
    if row.case_id is None or row.client_id is None:
        raise Missing
    return LiveWindow(
        appointment_id=row.id,
        case_id=row.case_id,
        client_id=row.client_id,
        counsellor_id=row.counsellor_id,
        modality=row.modality,
        closes_at=row.during.upper + JOIN_AFTER,
        is_open=is_joinable(row),
    )


def on_duty(*, level: int, at: datetime) -> list[UUID]:
    """Who is on call at `level` (1 to 3) at the moment `at`. The rota bears no client."""
    rows = OnCallShift.objects.filter(level=level, during__contains=at, staff__is_active=True)
    return list(rows.order_by("staff_id").values_list("staff_id", flat=True))


def answers_calls(staff_id: UUID, *, at: datetime) -> bool:
    """Whether somebody stands on the rota at the moment `at`, or nobody does on its first rung."""
    own = OnCallShift.objects.filter(staff_id=staff_id, during__contains=at)
    return own.exists() or not on_duty(level=1, at=at)


@as_actor
def own_shift_end(actor: Actor, *, at: datetime) -> datetime | None:
    """When the actor's shift on call that covers `at` ends; None when not on call then."""
    shift = OnCallShift.objects.filter(staff_id=actor.known_id, during__contains=at).first()
    return shift.during.upper if shift else None
