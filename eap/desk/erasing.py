"""Erasing a client who asked for it, or a case that is past its time.

    asked --(the client takes it back)--> not asked
    asked --(72 hours)--> due --(nothing stands in the way)--> erased
    closed --(ten years, by command)--> erased

Only the client asks, by private key. What is due waits as long as a call for help is open, a
session is going on or the law has the record kept, and is tried again every hour. All rows go in
one transaction with the tombstones; the shares follow when it is committed (`vault.shredding`
says why), so whoever is killed has erased nothing or leaves nothing to open.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.audit import services as audit
from eap.booking import erasing as booking
from eap.cases import erasing as cases
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict
from eap.core.policy import require
from eap.crisis import erasing as crisis_acts
from eap.crisis import selectors as crisis
from eap.desk.words import CASES_KEPT_FOR, Waits
from eap.groups import erasing as groups
from eap.messages import erasing as messages
from eap.notes import erasing as notes
from eap.people import erasing as people
from eap.tally.services import erase_counters
from eap.wellbeing import erasing as wellbeing


@dataclass(frozen=True, slots=True)
class OwnErasure:
    """When a client is to be erased, and what it would wait for now, as codes of `Waits`."""

    due_at: datetime
    waits_for: list[str]


@dataclass(frozen=True, slots=True)
class Done:
    """What one run did: clients and cases erased, again after a restore, and clients who wait."""

    erased: int
    again: int
    waiting: int


@as_actor
def own_erasure(actor: Actor) -> OwnErasure | None:
    """How the acting client's wish to be erased stands; None when they did not ask."""
    require(actor, "desk.own_erasure.read")
    due_at = people.own_due(actor)
    if due_at is None:
        return None
    return OwnErasure(due_at, waits_for(actor, client_id=actor.known_id))


@as_actor
def waits_for(actor: Actor, *, client_id: UUID) -> list[str]:
    """What stands in the way of erasing a client now, as codes of `Waits`."""
    held = people.holds_of(actor, client_id=client_id)
    found = {
        Waits.OPEN_CRISIS: crisis.open_for_client(actor, client_id=client_id),
        Waits.SESSION_NOW: booking.session_runs(actor, client_id=client_id),
        Waits.HOLD_ORDER: "order" in held,
        Waits.HOLD_CLAIM: "claim" in held,
    }
    return [code.value for code, stands in found.items() if stands]


def erase_what_is_due(actor: Actor) -> Done:
    """Erase who asked and whose time has come, and again what came back with an older dump.

    One transaction each: one that fails holds up no other, and is told at the end as an
    ExceptionGroup. Safe to repeat.
    """
    again = _erase_again(actor)
    erased, waiting, failed = 0, 0, []
    for asked in people.asked_erasures(actor):
        if asked.due_at > clock.now():
            continue
        try:
            erased += erase_client(actor, client_id=asked.client_id)
        except Conflict:
            waiting += 1
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
    if failed:
        raise ExceptionGroup("some could not be erased", failed)
    return Done(erased, again, waiting)


@as_actor
def erase_client(actor: Actor, *, client_id: UUID) -> bool:
    """Erase a client whose wish is due; whether it was still to be done.

    Raises Conflict("blocked", blocking=[codes]).
    """
    rule = require(actor, "desk.client.erase")
    if not people.begin_erasure(actor, client_id=client_id):
        return False
    if found := waits_for(actor, client_id=client_id):
        raise Conflict("blocked", blocking=found)
    audit.record(
        actor, action="desk.client.erase", object_kind="client", object_id=client_id, rule=rule
    )
    _erase_client(actor, client_id)
    return True


@as_actor
def erase_case(actor: Actor, *, number: int) -> None:
    """Erase a case that was closed ten years ago; its client stays.

    Raises Missing, Conflict("open"), Conflict("kept", until=DAY), Conflict("blocked",
    blocking=[codes]).
    """
    rule = require(actor, "desk.case.erase")
    case = cases.case_numbered(actor, number=number)
    if case.closed_at is None:
        raise Conflict("open")
    until = case.closed_at + CASES_KEPT_FOR
    if until > clock.now():
        raise Conflict("kept", until=until.date())
    if found := waits_for(actor, client_id=case.client_id):
        raise Conflict("blocked", blocking=found)
    audit.record(actor, action="desk.case.erase", object_kind="case", object_id=case.id, rule=rule)
    _erase_case(actor, case.id)


def hold_case(actor: Actor, *, number: int, reason: str) -> None:
    """Have the record of a case's client kept as the law wants it. Raises Missing, Invalid."""
    case = cases.case_numbered(actor, number=number)
    people.hold(actor, client_id=case.client_id, reason=reason)


def lift_hold(actor: Actor, *, number: int) -> None:
    """The law does not need it any more. Raises Missing."""
    case = cases.case_numbered(actor, number=number)
    people.lift_hold(actor, client_id=case.client_id)


def _erase_again(actor: Actor) -> int:
    """By the tombstones: the wish, and why it was carried out, may be missing in an older dump."""
    clients = people.restored_clients(actor)
    for client_id in clients:
        _client_again(actor, client_id)
    restored = cases.restored_cases(actor)
    for case_id in restored:
        _case_again(actor, case_id)
    return len(clients) + len(restored)


@as_actor
def _client_again(actor: Actor, client_id: UUID) -> None:
    _erase_client(actor, client_id)


@as_actor
def _case_again(actor: Actor, case_id: UUID) -> None:
    _erase_case(actor, case_id)


def _erase_client(actor: Actor, client_id: UUID) -> None:
    for case_id in cases.cases_of(actor, client_id=client_id):
        _erase_case(actor, case_id)
    booking.erase_of_client(actor, client_id=client_id)
    groups.erase_places(actor, client_id=client_id)
    wellbeing.erase_drawer(actor, client_id=client_id)
    crisis_acts.erase_calls(actor, client_id=client_id)
    erase_counters(actor, client_id=client_id)
    people.erase_client(actor, client_id=client_id)
    audit.forget(actor, client_id=client_id)


def _erase_case(actor: Actor, case_id: UUID) -> None:
    booking.erase_of_case(actor, case_id=case_id)
    notes.erase_notes(actor, case_ids=[case_id])
    messages.erase_messages(actor, case_ids=[case_id])
    wellbeing.erase_shared(actor, case_ids=[case_id])
    cases.erase_cases(actor, case_ids=[case_id])
