"""Acts on a call for help. Raising one is never refused."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from eap.audit.services import concerns, record
from eap.booking import selectors as booking
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Missing
from eap.core.ids import new_id
from eap.core.policy import require
from eap.crisis.models import Crisis, Step
from eap.crisis.selectors import somebody_on_duty
from eap.crisis.words import (
    CLIMB,
    QUEUE,
    RUNGS,
    TRANSITIONS,
    UNREACHABLE_AFTER_ATTEMPTS,
    Act,
    Outcome,
    State,
)
from eap.vault import desks, unlock
from eap.vault.blind import blind_index, blind_indexes
from eap.vault.calls import hindrance, new_call_file, note_file
from eap.vault.fields import Sealed
from eap.vault.opening import Damage, Door, Opened, open_through
from eap.vault.sealing import Place, seal
from eap.vault.unlock import UnlockState
from eap.vault.words import Desk, Holder, Unkept, client


@dataclass(frozen=True, repr=False)
class Raised:
    """What the caller gets: a ticket to follow the call, shown to nobody else.

    `kept` is false when a number or a place came with the call that could not be sealed.
    """

    ticket: str
    raised_at: datetime
    on_duty: bool
    kept: bool


@dataclass(frozen=True, repr=False)
class OpenedCall:
    """The sealed part of a call; "" is what nobody said. Damaged is None, and named."""

    number: str | None
    whereabouts: str | None
    notes: dict[UUID, str | None]
    damaged: list[str]
    damage: Damage


def _place(crisis_id: UUID, column: str) -> Place:
    return Place("crisis", column, crisis_id, 1)


@as_actor
def raise_crisis(
    actor: Actor,
    *,
    source: str,
    language: str,
    number: str,
    whereabouts: str = "",
    client_id: UUID | None = None,
    ticket: str = "",
) -> Raised:
    """Accept a call for help and have everybody on the first rung paged at once.

    When nothing can be sealed to them they are paged all the same, and the call stands without
    its content: nothing of it is kept in clear, or under a key that may be somebody else's.

    `number` may be empty when the person is reached otherwise (a client in live text). `ticket`
    names a sending at random; sent again it raises IntegrityError, for it is the same call.
    """
    require(actor, "crisis.raise")
    crisis_id, sent = new_id(), {"number": number, "whereabouts": whereabouts}
    file_id = new_call_file(actor, others=_others(client_id))
    kept, unkept = _kept(sent, file_id, crisis_id)
    ticket = ticket or secrets.token_urlsafe(24)
    now = clock.now()
    Crisis.objects.bulk_create([
        Crisis(
            id=crisis_id,
            client_id=client_id,
            file_id=None if isinstance(file_id, Unkept) else file_id,
            unkept=unkept,
            source=source,
            language=language,
            ticket_index=blind_index(ticket, table="crisis", column="ticket"),
            raised_at=now,
            **kept,
        )
    ])  # fmt: skip
    if client_id is not None:
        concerns(actor, object_id=crisis_id, client_id=client_id)
    details = {"unkept": unkept} if unkept else None
    record(actor, action="crisis.raise", object_kind="crisis", object_id=crisis_id, details=details)
    _call_the_rungs()
    return Raised(ticket, now, somebody_on_duty(), kept=not unkept)


def _others(client_id: UUID | None) -> tuple[Holder, ...]:
    return () if client_id is None else (client(client_id),)


def _kept(
    sent: Mapping[str, str], file_id: UUID | Unkept, crisis_id: UUID
) -> tuple[dict[str, Sealed], str]:
    """What came with a call, sealed by column; and why it is not, when something came."""
    said = {column: text for column, text in sent.items() if text}
    if isinstance(file_id, Unkept):
        return {}, file_id.value if said else ""
    return {
        column: seal(text, file_id=file_id, place=_place(crisis_id, column))
        for column, text in said.items()
    }, ""


def can_keep(actor: Actor) -> bool:
    """Whether what comes with a call now could be sealed to the people on duty."""
    return hindrance(actor) is None


def _call_the_rungs() -> None:
    """Have the rungs climbed now and at each rung's time; queued in the caller's transaction."""
    for after in RUNGS.values():
        climb = app.configure_task(
            CLIMB, queue=QUEUE, schedule_in={"seconds": int(after.total_seconds())}
        )
        climb.defer(timestamp=0)


@as_actor
def say_all_right(actor: Actor, *, ticket: str | None = None) -> None:
    """Keep that whoever called says they are all right, or called by mistake.

    The call is the one of the `ticket`, or without one every open call of the acting client. It
    changes nothing else: the rungs climb on until somebody takes it, and only they close it. Said
    again, or of a call that is closed or unknown, it does nothing.
    """
    require(actor, "crisis.all_right")
    indexes: list[bytes] | list[None] = [None]
    if ticket is not None:
        indexes = blind_indexes(ticket, table="crisis", column="ticket")
    told = []
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute("SELECT harbour.crisis_all_right(%s, %s)", [index, clock.now()])
            told += [crisis_id for (crisis_id,) in cursor.fetchall()]
    for crisis_id in told:
        record(actor, action="crisis.all_right", object_kind="crisis", object_id=crisis_id)


def start_duty(actor: Actor) -> UnlockState:
    """Open calls for help on this device until the end of the actor's own shift (<= 12 h).

    Raises Conflict("not_on_shift") outside of a shift, Locked without an open unlock.
    """
    ends = booking.own_shift_end(actor, at=clock.now())
    if ends is None:
        raise Conflict("not_on_shift")
    until = min(ends, clock.now() + unlock.LONGEST)
    return unlock.start_duty(actor, until=until, desk_key=desks.key_of(actor, Desk.ON_CALL))


@as_actor
def acknowledge(actor: Actor, *, crisis_id: UUID) -> None:
    """Take a call: the clock of the rungs stops. Only one person can; the other gets Conflict."""
    crisis = _moved(actor, crisis_id, Act.ACKNOWLEDGE, otherwise="already_acknowledged")
    crisis.acknowledged_at, crisis.acknowledged_by = clock.now(), actor.known_id
    crisis.save(update_fields=("state", "acknowledged_at", "acknowledged_by"))
    _log(actor, crisis, Act.ACKNOWLEDGE)


@as_actor
def attempt(actor: Actor, *, crisis_id: UUID, note: str = "") -> None:
    """Record a try to reach the person; the third without success marks the call unreachable."""
    crisis = _moved(actor, crisis_id, Act.ATTEMPT)
    crisis.attempts += 1
    if crisis.attempts >= UNREACHABLE_AFTER_ATTEMPTS:
        crisis.state = State.UNREACHABLE
    crisis.save(update_fields=("state", "attempts"))
    _log(actor, crisis, Act.ATTEMPT, note)


@as_actor
def reach(actor: Actor, *, crisis_id: UUID, note: str = "") -> None:
    """Record that a human spoke with the person."""
    crisis = _moved(actor, crisis_id, Act.REACH)
    crisis.contacted_at = crisis.contacted_at or clock.now()
    crisis.save(update_fields=("state", "contacted_at"))
    _log(actor, crisis, Act.REACH, note)


@as_actor
def close(actor: Actor, *, crisis_id: UUID, outcome: str, note: str = "") -> None:
    """Close a call. `safe` needs that the person was reached; a false alarm needs a note."""
    crisis = _moved(actor, crisis_id, Act.CLOSE)
    if outcome == Outcome.SAFE and crisis.contacted_at is None:
        raise Conflict("not_reached_yet")
    if outcome == Outcome.FALSE_ALARM and not note.strip():
        raise Conflict("reason_needed")
    if outcome == Outcome.FALSE_ALARM:
        crisis.state = State.FALSE_ALARM
    crisis.outcome, crisis.closed_at = outcome, clock.now()
    crisis.save(update_fields=("state", "outcome", "closed_at"))
    _log(actor, crisis, Act.CLOSE, note)


def open_call(actor: Actor, *, crisis_id: UUID) -> OpenedCall:
    """Open the number and place of a call; the trace is committed first."""

    def read(door: Door) -> OpenedCall:
        crisis = Crisis.objects.get(id=crisis_id)
        file_id = crisis.file_id or crisis_id  # of a call without a file nothing opens
        has_file = crisis.file_id is not None
        # Also where nothing seems to be: what was emptied behind our back is damaged, not absent.
        cells = {
            column: door.open(sealed, file_id=file_id, place=_place(crisis_id, column))
            for column, sealed in (("number", crisis.number), ("whereabouts", crisis.whereabouts))
            if has_file or sealed is not None
        }
        notes = {
            step.id: door.open(step.note, file_id=file_id, place=_note_place(step.id))
            for step in crisis.steps.order_by("at")
            if has_file or step.note is not None
        }
        said = {step: cell for step, cell in notes.items() if cell.value or cell.lost}
        return OpenedCall(
            number=_text_of(cells.get("number")),
            whereabouts=_text_of(cells.get("whereabouts")),
            notes={step: _text_of(cell) for step, cell in said.items()},
            damaged=[name for name, cell in cells.items() if cell.lost]
            + ["note" for cell in notes.values() if cell.lost],
            damage=door.damage(crisis.file_id),
        )

    return open_through(
        actor,
        permission="crisis.open",
        purpose="crisis",
        asked=crisis_id,
        find=lambda: Crisis.objects.filter(id=crisis_id).first(),
        read=read,
    )


def _text_of(cell: Opened | None) -> str | None:
    """What was said, "" for nothing, None for what cannot be told."""
    if cell is None:
        return ""
    return None if cell.lost else str(cell.value or "")


def _note_place(step_id: UUID) -> Place:
    return Place("crisis_step", "note", step_id, 1)


def _require_work(actor: Actor, crisis_id: UUID) -> Crisis:
    crisis = Crisis.objects.select_for_update().filter(id=crisis_id).first()
    if crisis is None:
        raise Missing
    require(actor, "crisis.work", crisis)
    return crisis


def _moved(actor: Actor, crisis_id: UUID, act: Act, *, otherwise: str = "wrong_state") -> Crisis:
    """The call, locked and in its next state, or Conflict when the act does not fit."""
    crisis = _require_work(actor, crisis_id)
    following = TRANSITIONS[act].get(State(crisis.state))
    if following is None:
        raise Conflict(otherwise, state=crisis.state)
    crisis.state = following
    return crisis


def _file_of(actor: Actor, crisis: Crisis) -> UUID:
    """The call's file; for one that was taken in without, made now, for the first note."""
    if crisis.file_id is None:
        crisis.file_id = note_file(actor, others=_others(crisis.client_id))
        crisis.save(update_fields=("file_id",))
    return crisis.file_id


def _log(actor: Actor, crisis: Crisis, act: Act, note: str = "") -> None:
    step_id = new_id()
    sealed = None
    if note.strip():
        place = _note_place(step_id)
        sealed = seal(note.strip(), file_id=_file_of(actor, crisis), place=place, by=actor)
    Step.objects.bulk_create([
        Step(
            id=step_id,
            crisis_id=crisis.id,
            act=act,
            by_id=actor.known_id,
            at=clock.now(),
            note=sealed,
        )
    ])  # fmt: skip
    record(actor, action=f"crisis.{act}", object_kind="crisis", object_id=crisis.id)
