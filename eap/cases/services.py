"""Acts on one case. Acts that join rooms, such as a first booking or closing, are the desk's."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from eap.audit.services import concerns, record
from eap.cases.models import CASE_NUMBERS, Assignment, Case, Request, RiskEntry
from eap.cases.own import key_index
from eap.cases.words import (
    CASE_TRANSITIONS,
    GIVEN_NAMES,
    OPEN_STATES,
    WAITING_STATES,
    Band,
    CaseState,
    CloseReason,
    RequestState,
    RiskLevel,
    Sent,
    names_free,
)
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from eap.core.policy import allows, require
from eap.programme.models import Service
from eap.vault import circles
from eap.vault.sealing import demand_whole, hold_still, new_file, seal
from eap.vault.words import DESKS, Desk, client


@dataclass(frozen=True)
class Origin:
    """Where a client comes from, as far as they or their card said, and whether they count.

    `tenure` is a band's code, "" when not said. All of it is frozen in the case it opens.
    """

    site_id: UUID | None
    shift_id: UUID | None
    tenure: str
    language: str
    statistics: bool


@dataclass(frozen=True)
class Completed:
    """What completing a session changed. `first` is true once in the life of a case."""

    first: bool
    case_id: UUID
    client_id: UUID
    sessions_done: int
    state: str
    statistics: bool
    site: str
    shift: str
    tenure: str
    requested_at: datetime
    crisis: bool


@as_actor
def open_case_for(
    actor: Actor, *, counsellor_id: UUID | None, service: str, origin: Origin
) -> UUID:
    """The client's open case with this counsellor, or one that nobody has yet, or a new one.

    Somebody who books with another counsellor begins a case of its own there: what was said to
    the first stays with the first.
    """
    require(actor, "cases.request.own")
    found = (
        Case.objects.select_for_update()
        .filter(client_id=actor.known_id, state__in=OPEN_STATES)
        .filter(Q(counsellor_id=counsellor_id) | Q(counsellor_id__isnull=True))
        .order_by(F("counsellor_id").asc(nulls_last=True), "opened_at")
        .first()
    )
    if found is None:
        return _open_case(actor, counsellor_id, service, origin)
    if found.counsellor_id is None and counsellor_id is not None:
        Case.objects.filter(id=found.id).update(counsellor_id=counsellor_id)
    return found.id


def _open_case(actor: Actor, counsellor_id: UUID | None, service: str, origin: Origin) -> UUID:
    case = Case(
        id=new_id(),
        number=_next_number(),
        code_name=secrets.choice(GIVEN_NAMES),
        client_id=actor.known_id,
        file_id=new_file("case", circle=(DESKS[Desk.INTAKE], client(actor.known_id))),
        counsellor_id=counsellor_id,
        service=Service.objects.get(code=service),
        site_id=origin.site_id,
        shift_id=origin.shift_id,
        tenure=origin.tenure,
        language=origin.language,
        statistics=origin.statistics,
        opened_at=clock.now(),
    )
    rule = require(actor, "cases.case.create", case)
    case.save(force_insert=True)
    concerns(actor, object_id=case.id, client_id=case.client_id)
    record(actor, action="cases.case.create", object_kind="case", object_id=case.id, rule=rule)
    return case.id


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [CASE_NUMBERS])
        return int(cursor.fetchone()[0])


@as_actor
def submit_request(
    actor: Actor, *, case_id: UUID, service: str, appointment_id: UUID, line: str, key: str
) -> UUID:
    """Add a request with its optional line to the client's own case; returns its id.

    The line is sealed even when it is empty, so that its absence tells nothing.
    """
    case = _found(case_id)
    request = Request(
        id=new_id(),
        case=case,
        service=Service.objects.get(code=service),
        appointment_id=appointment_id,
        key_index=key_index(key),
        submitted_at=clock.now(),
        state=RequestState.BOOKED,
    )
    rule = require(actor, "cases.request.create", request)
    request.line = seal(line, file_id=case.file_id, place=request.line_place)
    request.save(force_insert=True)
    concerns(actor, object_id=request.id, client_id=case.client_id)
    record(
        actor, action="cases.request.create", object_kind="request", object_id=request.id, rule=rule
    )
    return request.id


@as_actor
def prepare_request(
    actor: Actor, *, request_id: UUID, content: dict[str, Any], band: str | None
) -> None:
    """Seal what the client tells beforehand, in place of what they told before.

    `band` is given when an answer speaks of danger: the request then presses, and stays so.
    Raises Missing, Conflict when its first session has already been, vault.cipher.Damaged when
    what they told before was changed behind our back: it is not written over.
    """
    request = (
        Request.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(id=request_id)
        .first()
    )
    if request is None:
        raise Missing
    rule = require(actor, "cases.request.create", request)
    if request.state not in WAITING_STATES:
        raise Conflict("too_late")
    hold_still(request.case.file_id)
    demand_whole(request.preparation, file_id=request.case.file_id, place=request.preparation_place)
    request.version += 1
    request.preparation = seal(
        content, file_id=request.case.file_id, place=request.preparation_place
    )
    request.prepared_at = clock.now()
    if band is not None:
        request.urgent, request.band = True, min(band, request.band, key=Band.values.index)
    request.save(update_fields=("version", "preparation", "prepared_at", "urgent", "band"))
    record(
        actor,
        action="cases.request.write",
        object_kind="request",
        object_id=request.id,
        rule=rule,
    )


@as_actor
def readdress(actor: Actor, *, case_id: UUID, counsellor_id: UUID) -> None:
    """The client chooses another counsellor for a case that nobody has claimed yet.

    Raises Missing, Conflict("other_counsellor") when it is claimed or was handed over, or when the
    client already has a case with the other: then they book there anew.
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise Missing
    rule = require(actor, "cases.case.describe", case)
    theirs = Case.objects.filter(client_id=case.client_id, counsellor_id=counsellor_id)
    handed_over = case.sent_as == Sent.HANDED_OVER  # sealed to that one counsellor
    if not case.on_desk or handed_over or theirs.filter(state__in=OPEN_STATES).exists():
        raise Conflict("other_counsellor")
    Case.objects.filter(id=case.id).update(
        counsellor_id=counsellor_id, sent_as="", sent_by=None, sent_at=None
    )
    record(actor, action="cases.case.move", object_kind="case", object_id=case.id, rule=rule)


@as_actor
def describe_origin(
    actor: Actor, *, site_id: UUID | None, shift_id: UUID | None, tenure: str
) -> None:
    """Add what the client now says of where they work to their cases without a session yet.

    Only what was not known is filled in: a card's site and shift stand.
    """
    cases = Case.objects.filter(client_id=actor.known_id, state__in=OPEN_STATES, sessions_done=0)
    require(actor, "cases.request.own")
    cases.filter(site_id__isnull=True).update(site_id=site_id)
    cases.filter(shift_id__isnull=True).update(shift_id=shift_id)
    cases.filter(tenure="").update(tenure=tenure)


@as_actor
def claim(actor: Actor, *, request_id: UUID) -> UUID:
    """Take the request's case off the desk; returns the case's id. Only one person can.

    Everybody else gets Conflict("already_claimed"), also for a request that is not there or
    waits for another counsellor, so that nothing can be learnt by trying. Claiming one's own
    case again changes nothing. Takes an open unlock (Locked), for what was said is sealed to
    whoever claims, and to the desk no longer.
    """
    require(actor, "cases.queue.read")
    waiting = Case.objects.filter(
        Q(counsellor_id=actor.known_id) | Q(counsellor_id__isnull=True),
        requests__id=request_id,
        on_desk=True,
        state__in=OPEN_STATES,
    )
    case = waiting.first() or Case.objects.filter(requests__id=request_id).first()
    if case is None:
        raise Conflict("already_claimed")
    if case.on_desk:
        _take_off_desk(actor, case)
    elif case.counsellor_id != actor.id:
        raise Conflict("already_claimed")
    return case.id


def _take_off_desk(actor: Actor, case: Case) -> None:
    rule = require(actor, "cases.case.claim", case)
    won = Case.objects.filter(id=case.id, on_desk=True).update(
        on_desk=False,
        sent_as="",
        sent_by=None,
        sent_at=None,
        counsellor_id=actor.known_id,
        code_name=_name_beside(actor, case),
    )
    if not won:
        raise Conflict("already_claimed")
    Assignment.objects.create(case_id=case.id, counsellor_id=actor.known_id, since=clock.now())
    circles.take(actor, file_id=case.file_id)
    record(actor, action="cases.case.claim", object_kind="case", object_id=case.id, rule=rule)


def _name_beside(actor: Actor, case: Case) -> str:
    """The case's name, or another where an open case of the actor has it already."""
    own = Case.objects.filter(
        counsellor_id=actor.known_id, on_desk=False, state__in=OPEN_STATES
    ).exclude(id=case.id)
    taken = set(own.values_list("code_name", flat=True))
    return secrets.choice(names_free(taken)) if case.code_name in taken else case.code_name


@as_actor
def let_key_in(actor: Actor, *, case_id: UUID) -> None:
    """Have the client's private key open what was said in one's own case.

    Only who meets them can ask whether they made it: a visit code is enough to make one. Raises
    Missing, Locked, Conflict (not_claimed, closed, no_key_yet).
    """
    case = kept_open(actor, case_id=case_id)
    circles.let_in(actor, file_id=case.file_id, holder=client(case.client_id))
    record(actor, action="cases.case.let_key_in", object_kind="case", object_id=case.id)


@as_actor
def judge_risk(actor: Actor, *, case_id: UUID, level: str, reason: str) -> datetime:
    """Record the counsellor's judgement of risk and, sealed, what it rests on; returns when.

    Raises Missing, Conflict (closed case), Invalid (no reason).
    """
    case = kept_open(actor, case_id=case_id)
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    entry = RiskEntry(
        id=new_id(), case=case, level=RiskLevel(level), by=actor.known_id, at=clock.now()
    )
    rule = require(actor, "cases.risk.write", entry)
    entry.reason = seal(reason.strip(), file_id=case.file_id, place=entry.reason_place, by=actor)
    entry.save(force_insert=True)
    Case.objects.filter(id=case.id).update(risk_level=entry.level, risk_at=entry.at)
    record(
        actor,
        action="cases.risk.write",
        object_kind="case",
        object_id=case.id,
        rule=rule,
        details={"level": level},
    )
    return entry.at


@as_actor
def complete_session(actor: Actor, *, case_id: UUID) -> Completed:
    """Count a completed session; the first one makes the case active and its requests converted.

    Raises Missing, Conflict (closed case).
    """
    case = kept_open(actor, case_id=case_id)
    first = case.sessions_done == 0
    case.sessions_done += 1
    if case.state == CaseState.ASSESSING:
        case.state = CaseState.ACTIVE
    case.save(update_fields=("sessions_done", "state"))
    waited = Request.objects.filter(case_id=case.id, state=RequestState.BOOKED)
    facts = list(waited.order_by("submitted_at").values_list("submitted_at", "band"))
    waited.update(state=RequestState.CONVERTED)
    record(actor, action="cases.session.write", object_kind="case", object_id=case.id)
    return Completed(
        first=first,
        case_id=case.id,
        client_id=case.client_id,
        sessions_done=case.sessions_done,
        state=case.state,
        statistics=case.statistics,
        site=case.site.code if case.site else "",
        shift=case.shift.code if case.shift else "",
        tenure=case.tenure,
        requested_at=facts[0][0] if facts else case.opened_at,
        crisis=any(band == Band.CRISIS for _, band in facts),
    )


@as_actor
def close_case(actor: Actor, *, case_id: UUID, reason: str) -> str:
    """Close a case; what else must be settled first, the desk has asked. Returns the state.

    Raises Missing, Conflict when it is closed already.
    """
    case = kept_open(actor, case_id=case_id)
    if CaseState.CLOSED not in CASE_TRANSITIONS[case.state]:
        raise Conflict("wrong_state", state=case.state)
    now = clock.now()
    case.state, case.closed_at, case.close_reason = CaseState.CLOSED, now, CloseReason(reason)
    case.save(update_fields=("state", "closed_at", "close_reason"))
    Assignment.objects.filter(case_id=case.id, until__isnull=True).update(until=now)
    Request.objects.filter(case_id=case.id, state__in=WAITING_STATES).update(
        state=RequestState.WITHDRAWN
    )
    record(
        actor,
        action="cases.case.close",
        object_kind="case",
        object_id=case.id,
        details={"reason": reason},
    )
    return case.state


def _found(case_id: UUID) -> Case:
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise Missing
    return case


def kept_open(actor: Actor, *, case_id: UUID) -> Case:
    """The actor's own open case, locked until the transaction ends.

    Raises Missing, Conflict (not_claimed, closed).
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise Missing
    if allows(actor, "cases.case.claim", case):
        raise Conflict("not_claimed")
    require(actor, "cases.case.keep", case)
    if case.state == CaseState.CLOSED:
        raise Conflict("closed")
    return case
