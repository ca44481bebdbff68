"""Appointments that follow their case: to another counsellor, or to a client's new name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F

from eap.audit.services import record
from eap.booking.models import Appointment, Counsellor
from eap.booking.policies import REASSIGNING
from eap.booking.selectors import StaffAppointment, service_briefs, staff_view
from eap.booking.words import ACTIVE, JOIN_AFTER, JOIN_BEFORE, Status
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Missing
from eap.core.policy import require
from eap.programme.words import Modality


@dataclass(frozen=True)
class Fit:
    """How a counsellor fits the sessions of a case: their languages, and what stands in the way.

    `is_free`: nothing else is booked or held at those hours; `meets`: in the way the client chose.
    """

    languages: tuple[str, ...]
    is_free: bool
    meets: bool


@as_actor
def ahead(actor: Actor, *, case_ids: Collection[UUID]) -> dict[UUID, StaffAppointment]:
    """The next booked session of each of these cases, where one is not over."""
    require(actor, "booking.load.list")
    names = service_briefs()
    rows = Appointment.objects.filter(
        case_id__in=case_ids, status=Status.BOOKED, during__endswith__gt=clock.now()
    )
    latest_first = rows.order_by("-during__startswith")
    return {row.case_id: staff_view(row, names) for row in latest_first if row.case_id}


@as_actor
def fits(actor: Actor, *, case_id: UUID, staff_ids: Collection[UUID]) -> dict[UUID, Fit]:
    """How each of these counsellors fits the case's sessions ahead; who has no calendar is not."""
    require(actor, "booking.load.list")
    sessions = list(_to_give(case_id))
    found = Counsellor.objects.filter(pk__in=staff_ids)
    return {row.staff_id: _fit(row, sessions) for row in found}


def _fit(row: Counsellor, sessions: Iterable[Appointment]) -> Fit:
    elsewhere = [one for one in sessions if one.counsellor_id != row.staff_id]
    return Fit(
        languages=tuple(row.languages),
        is_free=not any(_is_taken(row, one) for one in elsewhere),
        meets=all(one.modality in row.modalities for one in elsewhere),
    )


def _is_taken(row: Counsellor, session: Appointment) -> bool:
    taken = Appointment.objects.filter(counsellor_id=row.staff_id, status__in=ACTIVE)
    return taken.filter(block__overlap=session.block).exists()


@as_actor
def reassign(actor: Actor, *, case_id: UUID, to: UUID) -> None:
    """Give a case's sessions ahead to another counsellor, at the same hours.

    The client finds the new name with their session and may move or cancel as before. Raises
    Missing for who has no calendar, Conflict: "begun" while a session's doors are open, "not_free"
    when the other has something else at that hour or does not meet in that way.
    """
    require(actor, "booking.appointment.reassign")
    row = Counsellor.objects.filter(pk=to).first()
    if row is None:
        raise Missing("no_calendar")
    now = clock.now()
    for session in _to_give(case_id):
        if session.counsellor_id == to:
            continue
        if session.during.lower - JOIN_BEFORE <= now <= session.during.upper + JOIN_AFTER:
            raise Conflict("begun")
        if session.modality not in row.modalities:
            raise Conflict("not_free")
        _give(actor, session, row)


@as_actor
def meeting_now(actor: Actor) -> set[UUID]:
    """The cases whose session with the actor has its doors open at this moment."""
    require(actor, "booking.calendar.read")
    now = clock.now()
    around = DateTimeTZRange(now - JOIN_AFTER, now + JOIN_BEFORE, "[]")
    rows = Appointment.objects.filter(
        counsellor_id=actor.known_id,
        case_id__isnull=False,
        status__in=(Status.BOOKED, Status.DONE),
        during__overlap=around,
    )
    return {case_id for case_id in rows.values_list("case_id", flat=True) if case_id}


@as_actor
def follow_client(actor: Actor, *, case_id: UUID, client_id: UUID) -> None:
    """Have a case's appointments belong to its client's new name, past ones too.

    The caller has made sure that the case is the actor's. Raises Conflict("client_overlap").
    """
    require(actor, "booking.calendar.read")
    try:
        with acting(Actor.system(REASSIGNING)), transaction.atomic():
            Appointment.objects.filter(case_id=case_id).update(client_id=client_id)
    except IntegrityError:
        raise Conflict("client_overlap") from None


def _to_give(case_id: UUID) -> Iterable[Appointment]:
    """A case's booked sessions, but for those that are over and wait for a word."""
    over = clock.now() - JOIN_AFTER
    rows = Appointment.objects.filter(
        case_id=case_id, status=Status.BOOKED, during__endswith__gte=over
    )
    return rows.order_by("during__startswith")


def _give(actor: Actor, session: Appointment, row: Counsellor) -> None:
    room = row.room or None if session.modality == Modality.ROOM else None
    try:
        with acting(Actor.system(REASSIGNING)), transaction.atomic():
            Appointment.objects.filter(pk=session.pk).update(
                counsellor_id=row.staff_id,
                room=room,
                version=F("version") + 1,
                sequence=F("sequence") + 1,
            )
    except IntegrityError:  # somebody booked that hour at this moment
        raise Conflict("not_free") from None
    record(
        actor,
        action="booking.appointment.reassign",
        object_kind="appointment",
        object_id=session.pk,
    )
