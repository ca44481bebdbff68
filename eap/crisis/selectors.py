"""What the console and the caller see. Never content: numbers are opened one by one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from eap.access import selectors as access
from eap.access.walls import condition
from eap.booking import selectors as booking
from eap.cases.models import Case
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import permissions, require
from eap.core.roles import Role
from eap.crisis.models import Crisis, Page, Step
from eap.crisis.words import HOTLINE_AGAIN_AFTER, State
from eap.vault.blind import blind_indexes, found_by

RECENT = 20


@dataclass(frozen=True)
class StepLine:
    """One line of a call's log. `open_call` gives its note under its id."""

    id: UUID
    act: str
    by: str
    at: datetime
    has_note: bool


@dataclass(frozen=True)
class Call:
    """One call on the console, without content. `case_id` is for whoever keeps the case.

    `unkept`, one of `vault.words.Unkept`, is why what came with it could not be kept, if so.
    `may_open` is whether its number, place and notes open to whoever looks.
    `all_right_at` is when whoever called said so themselves; no clock stops for it.
    """

    id: UUID
    state: str
    came_from: str
    language: str
    known_client: bool
    case_id: UUID | None
    raised_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    mine: bool
    contacted_at: datetime | None
    all_right_at: datetime | None
    closed_at: datetime | None
    outcome: str
    attempts: int
    rung: int
    has_number: bool
    unkept: str
    may_open: bool
    steps: list[StepLine]


@dataclass(frozen=True)
class Console:
    """Open calls, oldest first, and the last ones closed. `now` is the server's clock."""

    now: datetime
    open: list[Call]
    closed: list[Call]


@dataclass(frozen=True)
class TicketState:
    """What the caller's page shows while waiting. `kept` is as in `services.Raised`."""

    state: str
    raised_at: datetime
    hotline_again: bool
    all_right: bool
    kept: bool

    @property
    def is_over(self) -> bool:
        """Whether asking once more means another call: this one was taken back, or is closed."""
        return self.all_right or self.state in (State.CLOSED, State.FALSE_ALARM)


@as_actor
def console(actor: Actor) -> Console:
    """Everything the on-call counsellor needs at a glance; a constant number of queries."""
    require(actor, "crisis.work")
    waiting = list(Crisis.objects.filter(closed_at__isnull=True).order_by("raised_at"))
    closed = list(Crisis.objects.filter(closed_at__isnull=False).order_by("-closed_at")[:RECENT])
    lines = _lines(actor, waiting + closed)
    return Console(clock.now(), [lines[c.id] for c in waiting], [lines[c.id] for c in closed])


def _lines(actor: Actor, calls: list[Crisis]) -> dict[UUID, Call]:
    ids = [call.id for call in calls]
    steps = list(Step.objects.filter(crisis_id__in=ids).defer("note").order_by("at"))
    noted = set(
        Step.objects.filter(crisis_id__in=ids, note__isnull=False).values_list("id", flat=True)
    )
    pages = Page.objects.filter(crisis_id__in=ids).values_list("crisis_id", "level")
    staff = {step.by_id for step in steps} | {c.acknowledged_by for c in calls if c.acknowledged_by}
    names = access.display_names(staff)
    openable = _openable(ids)
    kept = _kept_cases(actor, {call.client_id for call in calls if call.client_id})
    rungs: dict[UUID, int] = {}
    for crisis_id, level in pages:
        rungs[crisis_id] = max(level, rungs.get(crisis_id, 0))
    return {
        call.id: Call(
            id=call.id,
            state=call.state,
            came_from=call.source,
            language=call.language,
            known_client=call.client_id is not None,
            case_id=kept.get(call.client_id) if call.client_id else None,
            raised_at=call.raised_at,
            acknowledged_at=call.acknowledged_at,
            acknowledged_by=names.get(call.acknowledged_by, "") if call.acknowledged_by else "",
            mine=call.acknowledged_by == actor.id,
            contacted_at=call.contacted_at,
            all_right_at=call.all_right_at,
            closed_at=call.closed_at,
            outcome=call.outcome,
            attempts=call.attempts,
            rung=rungs.get(call.id, 0),
            has_number=call.number is not None,
            unkept=call.unkept,
            may_open=call.id in openable,
            steps=[
                StepLine(step.id, step.act, names.get(step.by_id, ""), step.at, step.id in noted)
                for step in steps
                if step.crisis_id == call.id
            ],
        )
        for call in calls
    }


def _openable(ids: list[UUID]) -> set[UUID]:
    """Those of these calls whose content opens to the acting person, asked in one query."""
    permitted = condition(permissions()["crisis.open"], "crisis_crisis")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM crisis_crisis WHERE id = ANY(%s) AND ({permitted})",  # noqa: S608
            [ids],
        )
        return {crisis_id for (crisis_id,) in cursor.fetchall()}


def _kept_cases(actor: Actor, clients: set[UUID]) -> dict[UUID, UUID]:
    """The newest case of each of these clients that the actor keeps, by client."""
    if Role.COUNSELLOR not in actor.roles:
        return {}
    cases = Case.objects.filter(client_id__in=clients, counsellor_id=actor.known_id, on_desk=False)
    return dict(cases.order_by("opened_at").values_list("client_id", "id"))


def ticket_state(actor: Actor, *, ticket: str) -> TicketState | None:
    """How the call behind a caller's ticket stands; None when no call has that ticket."""
    found = found_by(_by_ticket, lambda: blind_indexes(ticket, table="crisis", column="ticket"))
    if found is None:
        return None
    state, raised_at, all_right_at, unkept = found[1]
    late = clock.now() - raised_at >= HOTLINE_AGAIN_AFTER
    return TicketState(
        state=state,
        raised_at=raised_at,
        hotline_again=state == State.RAISED and late,
        all_right=all_right_at is not None,
        kept=not unkept,
    )


def _by_ticket(index: bytes) -> tuple[str, datetime, datetime | None, str] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, raised_at, all_right_at, unkept FROM harbour.crisis_by_ticket(%s)",
            [index],
        )
        row: tuple[str, datetime, datetime | None, str] | None = cursor.fetchone()
    return row


def somebody_on_duty() -> bool:
    """Whether a call would reach somebody's rota right now. Only then a time is promised."""
    return bool(booking.on_duty(level=1, at=clock.now()))


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many calls for help the client made after coming in; others lead to nobody."""
    require(actor, "crisis.read", Crisis(client_id=actor.id))
    return {"calls": Crisis.objects.filter(client_id=actor.known_id).count()}


@as_actor
def open_for_client(actor: Actor, *, client_id: UUID) -> bool:
    """Whether a client has a call that is not closed: it blocks closing the case."""
    return _open_of(client_id).exists()


@as_actor
def awaits_help(actor: Actor, *, client_id: UUID) -> bool:
    """Whether a client has an open call and has not said since that they are all right."""
    return _open_of(client_id).filter(all_right_at__isnull=True).exists()


def _open_of(client_id: UUID) -> QuerySet[Crisis]:
    return Crisis.objects.filter(client_id=client_id, closed_at__isnull=True)
