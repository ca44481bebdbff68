"""Readings that join rooms: Today, queue, caseload, a case's page, own data, a leaver."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eap.audit import selectors as audit
from eap.audit.selectors import AccessPage
from eap.booking import agenda, rota
from eap.booking import selectors as booking
from eap.booking.agenda import Calendar
from eap.booking.models import Appointment
from eap.booking.rota import OwnDuty
from eap.booking.selectors import StaffAppointment
from eap.booking.words import CAME_ABOUT, Status
from eap.cases import own as own_cases
from eap.cases import selectors as cases
from eap.cases.pages import PAGE, CountedPage, Page, keys_of, page_of
from eap.cases.selectors import (
    Alert,
    CaseBrief,
    CaseHeader,
    CaseRow,
    Judgement,
    QueuedRequest,
    Waiting,
)
from eap.cases.words import CasePart, CaseState
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.crisis import selectors as crisis
from eap.desk import erasing, services
from eap.desk.erasing import OwnErasure
from eap.desk.words import KEPT, NOTE_MISSED_FOR
from eap.groups import selectors as groups
from eap.groups.selectors import GroupView
from eap.messages import selectors as messages
from eap.notes import selectors as notes
from eap.notes.selectors import NoteHeader, UnsignedNote
from eap.people import selectors as people
from eap.people.selectors import ConsentView
from eap.wellbeing import selectors as wellbeing


@dataclass(frozen=True)
class DaySession:
    """One of the day's sessions. `note` is the state of its progress note, None without one.

    `asks_concern`: marking it attended needs a concern and a severity for the statistics.
    """

    appointment: StaffAppointment
    case: CaseRow
    note: str | None
    asks_concern: bool


@dataclass(frozen=True)
class UrgentCheck:
    """A self-check a client shared, with a safety item above zero, and the risk not yet judged."""

    check_id: UUID
    case: CaseBrief
    shared_at: datetime


@dataclass(frozen=True)
class HighRisk:
    """An open case whose risk was last judged high or imminent, and when it is next met."""

    row: CaseRow
    next_session_at: datetime | None


@dataclass(frozen=True)
class Today:
    """A counsellor's day and what needs them, worst first in each list.

    `unwritten`: sessions of the last fortnight that took place and have no note.
    """

    sessions: list[DaySession]
    groups: list[GroupView]
    alerts: list[Alert]
    urgent_checks: list[UrgentCheck]
    high_risk: list[HighRisk]
    unmarked: list[DaySession]
    unwritten: list[DaySession]
    unsigned_notes: list[UnsignedNote]
    waiting: Waiting


@dataclass(frozen=True)
class QueueLine:
    """A waiting request with the session it has booked, if any."""

    request: QueuedRequest
    appointment: StaffAppointment | None


@dataclass(frozen=True)
class CaseloadLine:
    """A case with when it was last and will next be met, and how many notes are unsigned."""

    row: CaseRow
    last_session_at: datetime | None
    next_session_at: datetime | None
    unsigned_notes: int


@dataclass(frozen=True)
class Caseload(CountedPage[CaseloadLine]):
    """A page of one part of a caseload, and how many open cases have no session ahead."""

    unplanned: int


@dataclass(frozen=True)
class Week:
    """A stretch of a counsellor's calendar, and the cases in it that the reader may see."""

    calendar: Calendar
    cases: list[CaseRow]


@dataclass(frozen=True)
class CasePage:
    """A case's head with how risk was judged, its sessions ahead, what is in the way of closing.

    `danger_told_at`: when an answer spoke of danger, for as long as risk was not judged after it.
    `key_made_on`: when the client's private key was made; None without one. `key_waits`: it is
    still to be let in to what was said.
    """

    header: CaseHeader
    danger_told_at: datetime | None
    judgements: list[Judgement]
    ahead: list[StaffAppointment]
    blocking: list[str]
    key_made_on: date | None
    key_waits: bool


@dataclass(frozen=True)
class Entry:
    """One line of a timeline: what happened when, by codes. Text is opened elsewhere.

    Of a session: `until` says how long a missed one may still be marked attended, `moved_from` the
    hours at which it stood before, earliest first; `notes` are those of its hour.
    """

    at: datetime
    kind: str
    id: UUID
    word: str
    detail: str
    until: datetime | None = None
    moved_from: tuple[datetime, ...] = ()
    notes: tuple[NoteHeader, ...] = ()


@dataclass(frozen=True)
class DataKind:
    """How many things of one kind are kept of a client, and how long."""

    kind: str
    count: int
    kept: str


@dataclass(frozen=True)
class OwnData:
    """What a client may read of what is kept of them; `kinds` is empty without the private key.

    `key_made_on` and `erasure` are there by visit code too; None while there is no key, and while
    nobody asked for everything to be erased. `key_waits`: the counsellor is still to let it in to
    what was said.
    """

    key_needed: bool
    key_made_on: date | None
    key_waits: bool
    kinds: list[DataKind]
    consents: list[ConsentView]
    erasure: OwnErasure | None


@dataclass(frozen=True)
class Leaver:
    """What somebody who leaves would leave behind.

    `open_cases` are sealed to them alone; `waiting` requests can be assigned to somebody else.
    """

    open_cases: list[CaseRow]
    waiting: int
    unsigned_notes: int
    appointments: list[StaffAppointment]
    duty: OwnDuty


@as_actor
def today(actor: Actor) -> Today:
    """The counsellor's day. The number of queries does not grow with the caseload."""
    require(actor, "desk.today.read")
    planned = agenda.day(actor)
    unmarked = booking.unattended(actor)
    attended = booking.attended(actor, since=clock.now() - NOTE_MISSED_FOR)
    sessions = [*planned, *unmarked, *attended]
    checks = wellbeing.urgent_checks(actor)
    of_sessions = {a.case_id for a in sessions if a.case_id}
    rows = cases.rows(actor, case_ids=of_sessions | {check.case_id for check in checks})
    states = notes.of_appointments(actor, appointment_ids=[a.id for a in sessions])

    def met(appointments: Iterable[StaffAppointment]) -> list[DaySession]:
        known = [(a, rows[a.case_id]) for a in appointments if a.case_id in rows]
        return [
            DaySession(a, row, states.get(a.id), row.statistics and not row.sessions_done)
            for a, row in known
        ]

    return Today(
        sessions=met(planned),
        groups=groups.of_hours(actor, reserved_ids=[a.id for a in planned if a.case_id is None]),
        alerts=cases.alerts(actor),
        urgent_checks=[
            UrgentCheck(check.id, rows[check.case_id].case, check.shared_at) for check in checks
        ],
        high_risk=_high_risk(actor),
        unmarked=met(unmarked),
        unwritten=[one for one in met(attended) if _may_be_written(one)],
        unsigned_notes=notes.unsigned(actor),
        waiting=cases.waiting(actor),
    )


def _may_be_written(session: DaySession) -> bool:
    """Whether it has no note, and its case still takes one of the counsellor's."""
    case = session.case
    return session.note is None and case.kept and case.state != CaseState.CLOSED


def _high_risk(actor: Actor) -> list[HighRisk]:
    rows = cases.high_risk(actor)
    met = _by_case(actor, {row.case.id for row in rows})
    ahead = [(row, _next(met.get(row.case.id, []))) for row in rows]
    return [HighRisk(row, coming.start if coming else None) for row, coming in ahead]


@as_actor
def week(actor: Actor, *, first: date, last: date) -> Week:
    """The counsellor's calendar with its cases by name. Raises Missing, Invalid (bad_window)."""
    calendar = agenda.calendar(actor, first=first, last=last)
    met = {a.case_id for a in calendar.appointments if a.case_id}
    return Week(calendar, list(cases.rows(actor, case_ids=met).values()))


@as_actor
def queue(actor: Actor, *, after: str | None = None) -> Page[QueueLine]:
    """Requests the counsellor may claim, with the session each has booked."""
    page = cases.queue(actor, after=after)
    booked = _by_case(actor, {request.case.id for request in page.items})
    return Page(
        [QueueLine(request, _next(booked.get(request.case.id, []))) for request in page.items],
        page.next,
    )


@as_actor
def caseload(actor: Actor, *, after: str | None, sort: str, part: str) -> Caseload:
    """A part of the counsellor's own cases with their last and next session. Constant queries."""
    planned = booking.cases_ahead(actor)
    page = cases.caseload(
        actor,
        after=after,
        sort=sort,
        closed=part == CasePart.CLOSED,
        without=planned if part == CasePart.UNPLANNED else (),
    )
    ids = {row.case.id for row in page.items}
    met = _by_case(actor, ids)
    drafts = notes.unsigned_counts(actor, case_ids=ids)
    return Caseload(
        [
            CaseloadLine(
                row,
                _last(met.get(row.case.id, [])),
                coming.start if (coming := _next(met.get(row.case.id, []))) else None,
                drafts.get(row.case.id, 0),
            )
            for row in page.items
        ],
        page.next,
        page.total,
        cases.count_open(actor, without=planned),
    )


def _by_case(actor: Actor, case_ids: set[UUID]) -> dict[UUID, list[StaffAppointment]]:
    """The counsellor's appointments of these cases, in two queries."""
    rows = Appointment.objects.filter(counsellor_id=actor.known_id, case_id__in=case_ids)
    names = booking.service_briefs()
    found: dict[UUID, list[StaffAppointment]] = defaultdict(list)
    for row in rows:
        if row.case_id:
            found[row.case_id].append(booking.staff_view(row, names))
    return found


def _next(appointments: Iterable[StaffAppointment]) -> StaffAppointment | None:
    return next(iter(_ahead(appointments)), None)


def _ahead(appointments: Iterable[StaffAppointment]) -> list[StaffAppointment]:
    """Those booked and not over, soonest first."""
    now = clock.now()
    ahead = [a for a in appointments if a.status == "booked" and a.end > now]
    return sorted(ahead, key=lambda a: a.start)


def _last(appointments: Iterable[StaffAppointment]) -> datetime | None:
    return max((a.start for a in appointments if a.status == "done"), default=None)


@as_actor
def case_page(actor: Actor, *, case_id: UUID) -> CasePage:
    """One of the counsellor's own cases. Raises Missing."""
    header = cases.kept_case(actor, case_id=case_id)
    return CasePage(
        header,
        cases.danger_told_at(actor, case_id=case_id),
        cases.judgements(actor, case_id=case_id),
        _ahead(booking.of_case(actor, case_id=case_id)),
        services.blocking(actor, case=header) if header.closed_at is None else [],
        people.key_made_on(actor, client_id=header.client_id),
        cases.key_waits(actor, client_id=header.client_id, case_id=case_id),
    )


@as_actor
def timeline(actor: Actor, *, case_id: UUID, before: str | None = None) -> Page[Entry]:
    """What happened in one's own case, latest first. Raises Missing, Invalid (cursor).

    A session is one line, however often it was moved, and its notes stand in it. A case has tens
    of events, so they are gathered whole and cut into pages here.
    """
    cases.kept_case(actor, case_id=case_id)
    entries = [
        *(Entry(e.at, e.kind, e.id, e.word, "") for e in cases.events(actor, case_id=case_id)),
        *_sessions_and_notes(
            booking.of_case(actor, case_id=case_id), notes.of_case(actor, case_id=case_id)
        ),
    ]
    entries.sort(key=_place_in_time, reverse=True)
    if before is not None:
        seen = keys_of(before, datetime, str)
        entries = [entry for entry in entries if _place_in_time(entry) < seen]
    return page_of(entries[: PAGE + 1], _place_in_time)


def _sessions_and_notes(
    booked: list[StaffAppointment], written: list[NoteHeader]
) -> Iterable[Entry]:
    """A line for each session with its notes, and one for each note that belongs to none here."""
    hours: dict[UUID, list[StaffAppointment]] = defaultdict(list)
    for one in sorted(booked, key=lambda a: (a.status != Status.MOVED.word, a.start)):
        hours[one.ical_uid].append(one)
    for *before, now in hours.values():
        ids = {one.id for one in (*before, now)}
        yield Entry(
            now.start,
            "appointment",
            now.id,
            now.status,
            now.modality,
            booking.overturn_until(now),
            tuple(one.start for one in before),
            tuple(note for note in written if note.appointment_id in ids),
        )
    known = {one.id for one in booked}
    for note in written:
        if note.appointment_id not in known:
            yield Entry(note.started_at, "note", note.note_id, note.state, note.kind)


def _place_in_time(entry: Entry) -> tuple[datetime, str]:
    return (entry.at, f"{entry.kind}{entry.id}")


@as_actor
def own_data(actor: Actor) -> OwnData:
    """What a client may read of what is kept of them; by visit code, their consents only."""
    require(actor, "desk.own_data.read")
    by_key = people.came_by_key(actor)
    return OwnData(
        key_needed=not by_key,
        key_made_on=people.key_made_on(actor, client_id=actor.known_id),
        key_waits=cases.key_waits(actor, client_id=actor.known_id),
        kinds=_kinds(actor) if by_key else [],
        consents=people.consents(actor),
        erasure=erasing.own_erasure(actor),
    )


def _kinds(actor: Actor) -> list[DataKind]:
    booked = Appointment.objects.filter(client_id=actor.known_id, status__in=CAME_ABOUT)
    counts = {
        **people.own_counts(actor),
        "appointments": booked.count(),
        **own_cases.own_counts(actor),
        **notes.own_counts(actor),
        **messages.own_counts(actor),
        **wellbeing.own_counts(actor),
        **crisis.own_counts(actor),
        **groups.own_counts(actor),
        **audit.own_counts(actor),
    }
    return [DataKind(kind, count, KEPT[kind]) for kind, count in counts.items()]


def own_access_log(actor: Actor, *, before: int | None = None, own: bool = False) -> AccessPage:
    """A page of a client's access log, or of what is their `own` doing in it.

    It takes the private key. Raises Refused, Missing.
    """
    people.demand_key(actor)
    mine = own_cases.own_counsellors(actor)
    return audit.access_log(actor, older=before, counsellors=mine, own=own)


@as_actor
def leaver(actor: Actor, *, staff_id: UUID) -> Leaver:
    """What somebody who leaves has open, for whoever plans the hand-over."""
    require(actor, "desk.leaver.read")
    return Leaver(
        cases.open_cases_of(actor, counsellor_id=staff_id),
        cases.waiting_for(actor, counsellor_id=staff_id),
        notes.unsigned_of(actor, staff_id=staff_id),
        booking.of_counsellor(actor, staff_id=staff_id),
        rota.duty_of(actor, staff_id=staff_id),
    )
