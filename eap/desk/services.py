"""A counsellor's acts that join rooms: sessions that took place or did not, next ones, closing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.booking import selectors as booking
from eap.booking import services as booking_acts
from eap.booking.selectors import AppointmentView, StaffAppointment
from eap.cases import selectors as cases
from eap.cases import services as case_acts
from eap.cases.selectors import CaseHeader
from eap.cases.services import Completed
from eap.cases.words import RISK_PRESSING
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid
from eap.crisis import selectors as crisis
from eap.crisis.services import raise_crisis
from eap.crisis.words import Source
from eap.desk.words import SEVERITIES, Blocking
from eap.messages import selectors as messages
from eap.notes import selectors as notes
from eap.people import cards
from eap.people.services import extend_codes
from eap.people.words import CODE_LASTS
from eap.programme.words import ConcernGroup
from eap.tally.services import contribute


@dataclass(frozen=True)
class Attended:
    """What became of the case. `first` is true for its first completed session."""

    sessions_done: int
    state: str
    first: bool


@dataclass(frozen=True)
class Missed:
    """The appointment's status, and whether people on duty were called because of the risk."""

    status: str
    alert: bool


@as_actor
def attended(
    actor: Actor, *, appointment_id: UUID, concern: str | None, severity: int | None
) -> Attended:
    """A session took place. The first of a case makes it active and is counted, once.

    `concern` (a group's code) and `severity` (1-5, None is not said) are needed for a first
    session whose client agreed to be counted; they go to the tally and are kept nowhere else.
    Raises Missing, Conflict (not_begun, not_changeable, not_claimed, closed), Invalid.
    """
    session = _session(actor, appointment_id)
    booking_acts.mark_attended(actor, appointment_id=session.id)
    done = case_acts.complete_session(actor, case_id=session.case_id)
    if done.first and done.statistics:
        _count(actor, done, session.start, concern, severity)
    extend_codes(actor, client_id=done.client_id, until=session.end.date() + CODE_LASTS)
    return Attended(done.sessions_done, done.state, done.first)


@dataclass(frozen=True)
class _Session:
    id: UUID
    case_id: UUID
    start: datetime
    end: datetime


def _session(actor: Actor, appointment_id: UUID) -> _Session:
    """An appointment of the actor that is a session with a client."""
    found: StaffAppointment = booking.appointment(actor, appointment_id=appointment_id)
    if found.case_id is None:
        raise Conflict("not_a_session")
    return _Session(found.id, found.case_id, found.start, found.end)


def _count(
    actor: Actor, done: Completed, held: datetime, concern: str | None, severity: int | None
) -> None:
    faults = {}
    if concern not in ConcernGroup.values:
        faults["concern"] = "required" if concern is None else "unknown"
    if severity is not None and severity not in SEVERITIES:
        faults["severity"] = "out_of_range"
    if faults or concern is None:
        raise Invalid(fields=faults)
    contribute(
        actor,
        client_id=done.client_id,
        happened=held.date(),
        site=done.site,
        shift=done.shift,
        tenure=done.tenure,
        concern=concern,
        severity=severity,
        wait_days=max(0, (held - done.requested_at).days),
        crisis=done.crisis,
    )


@as_actor
def no_show(actor: Actor, *, appointment_id: UUID) -> Missed:
    """A client did not come. When the risk is moderate or higher, people on duty are called.

    Raises Missing, Conflict (not_begun, not_changeable, client_wrote): whoever has written in a
    session that still runs has come.
    """
    session = _session(actor, appointment_id)
    case = cases.kept_case(actor, case_id=session.case_id)
    if messages.client_is_there(actor, appointment_id=session.id):
        raise Conflict("client_wrote")
    marked = booking_acts.mark_no_show(actor, appointment_id=session.id)
    alert = case.risk_level in RISK_PRESSING
    if alert:
        raise_crisis(
            actor,
            source=Source.NO_SHOW,
            language=case.language,
            number="",
            client_id=case.client_id,
        )
    return Missed(marked.status, alert)


@as_actor
def book_next(
    actor: Actor, *, case_id: UUID, start: datetime, modality: str, weeks: int
) -> list[AppointmentView]:
    """Book the next session of one's own case, or the same time for `weeks` weeks running.

    Raises Missing, Conflict (closed, slot_taken), Invalid.
    """
    case = open_case(actor, case_id=case_id)
    booked = booking_acts.book_next(
        actor,
        case_id=case_id,
        client_id=case.client_id,
        service=case.service.code,
        start=start,
        modality=modality,
        weeks=weeks,
    )
    last = max(appointment.end for appointment in booked)
    extend_codes(actor, client_id=case.client_id, until=last.date() + CODE_LASTS)
    return booked


def open_case(actor: Actor, *, case_id: UUID) -> CaseHeader:
    """One's own case, if it is open. Raises Missing, Conflict("closed")."""
    case = cases.kept_case(actor, case_id=case_id)
    if case.closed_at is not None:
        raise Conflict("closed")
    return case


@as_actor
def replacement_card(actor: Actor, *, case_id: UUID) -> str:
    """A card for a client of one's own who lost their code or key; shown once.

    It carries the case's site and shift, so the client need not say them again.
    Raises Missing, Conflict("closed").
    """
    case = open_case(actor, case_id=case_id)
    return cards.make_replacement(
        actor,
        site_id=case.site.id if case.site else None,
        shift_id=case.shift.id if case.shift else None,
    )


@as_actor
def close_case(actor: Actor, *, case_id: UUID, reason: str) -> str:
    """Close one's own case; returns its state.

    Raises Missing, Conflict("closed"), or Conflict("blocked", blocking=[codes]) with everything
    that must be settled first.
    """
    case = cases.kept_case(actor, case_id=case_id)
    if case.closed_at is None and (found := blocking(actor, case=case)):
        raise Conflict("blocked", blocking=found)
    return case_acts.close_case(actor, case_id=case_id, reason=reason)


@as_actor
def blocking(actor: Actor, *, case: CaseHeader) -> list[str]:
    """What stands in the way of closing a case of the actor, as codes of `Blocking`."""
    case_id, now = case.case.id, clock.now()
    booked = [a for a in booking.of_case(actor, case_id=case_id) if a.status == "booked"]
    found = {
        Blocking.FUTURE_APPOINTMENTS: any(a.start > now for a in booked),
        Blocking.UNMARKED_SESSIONS: any(a.start <= now for a in booked),
        Blocking.UNSIGNED_NOTES: bool(notes.unsigned_counts(actor, case_ids=[case_id])),
        Blocking.OPEN_CRISIS: crisis.open_for_client(actor, client_id=case.client_id),
        Blocking.RISK: case.risk_level in RISK_PRESSING,
    }
    return [code.value for code, stands in found.items() if stands]
