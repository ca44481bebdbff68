"""Sending a case that waits, or one's own, to a counsellor, who alone can claim it then.

The programme manager sends what nobody has read, and reads nothing by it: the file stays sealed
to the desk until the counsellor claims. A counsellor hands over what they hold, and seals it to
the next one.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from eap.audit.services import record
from eap.cases.models import Assignment, Case
from eap.cases.policies import HANDING_ON
from eap.cases.services import kept_open
from eap.cases.words import OPEN_STATES, Sent
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.policy import Rule, require
from eap.vault import circles
from eap.vault.words import client, staff


@as_actor
def assign(actor: Actor, *, request_id: UUID, to: UUID) -> UUID:
    """Send a waiting request's case to a counsellor; returns the case's id.

    Whom the client chose makes way. Raises Missing for a request that is not there, Conflict:
    "already_claimed" (also for one that is no longer waiting), "handed_over" for a case that is
    sealed to one counsellor already, "other_case" when the client has a case with them.
    """
    require(actor, "cases.queue.plan")
    case = (
        Case.objects.select_for_update(of=("self",))
        .filter(requests__id=request_id, on_desk=True, state__in=OPEN_STATES)
        .first()
    )
    if case is None:  # a claimed one is hidden from who may not see its requests
        raise Conflict("already_claimed")
    rule = require(actor, "cases.case.assign", case)
    if case.sent_as == Sent.HANDED_OVER:
        raise Conflict("handed_over")
    _send(actor, case, to, Sent.ASSIGNED)
    _recorded(actor, "cases.case.assign", case, rule)
    return case.id


@as_actor
def hand_on(actor: Actor, *, case_id: UUID, to: UUID) -> None:
    """Put one's own case on the desk for another counsellor, who alone can claim and read it then.

    What was said is sealed to them and to the actor no longer; what the actor could read until
    now must count as read. Raises Missing, Locked without an unlock, Conflict (closed,
    no_key_yet when the other has no key to seal to, other_case), Invalid for oneself.
    """
    case = kept_open(actor, case_id=case_id)
    if to == actor.id:
        raise Invalid(fields={"to": "oneself"})
    Assignment.objects.filter(case_id=case.id, until__isnull=True).update(until=clock.now())
    _reseal_and_send(actor, case, to)


@as_actor
def hand_back(actor: Actor, *, request_id: UUID) -> None:
    """Send a case that was handed over to the actor, and not claimed, back to whoever sent it.

    Raises Missing when nothing of the kind waits for the actor, Locked, Conflict("no_key_yet",
    "other_case").
    """
    case = _handed_to(actor, request_id)
    if case.sent_by is None:
        raise Missing
    _reseal_and_send(actor, case, case.sent_by)


def _handed_to(actor: Actor, request_id: UUID) -> Case:
    """The case of a request that was handed over to the actor and waits. Raises Missing."""
    require(actor, "cases.queue.read")
    case = (
        Case.objects.select_for_update(of=("self",))
        .filter(requests__id=request_id, counsellor_id=actor.known_id, on_desk=True)
        .filter(sent_as=Sent.HANDED_OVER, state__in=OPEN_STATES)
        .first()
    )
    if case is None:
        raise Missing
    return case


@as_actor
def take_over_client(actor: Actor, *, case_id: UUID, from_case: UUID) -> tuple[UUID, UUID]:
    """Have one's own case belong to the client of another: the same person with a new key.

    What was said is sealed to their new key, and to the lost one no longer. Returns the client it
    was and the client it is. Raises Missing, Locked, Conflict (closed, no_key_yet), Invalid for a
    case of the same client.
    """
    case, newer = kept_open(actor, case_id=case_id), kept_open(actor, case_id=from_case)
    before, after = case.client_id, newer.client_id
    if before == after:
        raise Invalid(fields={"case": "same_client"})
    circles.give(actor, file_id=case.file_id, holder=client(after))
    circles.leave_out(actor, file_id=case.file_id, holder=client(before))
    Case.objects.filter(id=case.id).update(client_id=after, earlier_client=before)
    _recorded(actor, "cases.case.rekey", case)
    return before, after


def _reseal_and_send(actor: Actor, case: Case, to: UUID) -> None:
    circles.give(actor, file_id=case.file_id, holder=staff(to))
    circles.leave_out(actor, file_id=case.file_id, holder=staff(actor.known_id))
    _recorded(actor, "cases.case.hand_on", case)
    with acting(Actor.system(HANDING_ON)):
        _send(actor, case, to, Sent.HANDED_OVER)


def _send(actor: Actor, case: Case, to: UUID, how: Sent) -> None:
    try:
        with transaction.atomic():
            Case.objects.filter(id=case.id).update(
                on_desk=True,
                counsellor_id=to,
                sent_as=how,
                sent_by=actor.known_id,
                sent_at=clock.now(),
            )
    except IntegrityError:  # one open case of a client with each counsellor
        raise Conflict("other_case") from None


def _recorded(actor: Actor, action: str, case: Case, rule: Rule | str = "") -> None:
    record(actor, action=action, object_kind="case", object_id=case.id, rule=rule)
