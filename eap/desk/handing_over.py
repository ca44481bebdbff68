"""Handing one's own case over to another counsellor, and sending back what was handed over."""

from dataclasses import dataclass
from uuid import UUID

from eap.access import selectors as access
from eap.cases import handing
from eap.cases import selectors as cases
from eap.cases.selectors import CaseHeader
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Missing
from eap.core.roles import Role
from eap.desk.services import blocking, open_case
from eap.desk.words import Blocking
from eap.vault import desks
from eap.vault.words import Desk

SETTLED_BY_EITHER = frozenset({Blocking.OPEN_CRISIS.value, Blocking.RISK.value})


@dataclass(frozen=True)
class Successor:
    """A counsellor to whom a case could go. `has_key`: only then it can be sealed to them."""

    id: UUID
    name: str
    has_key: bool


@dataclass(frozen=True)
class HandOver:
    """What only the actor can settle before a hand-over, as codes of `Blocking`, and who there is.

    `stays`: what goes along as it is, and the next counsellor has to know of.
    """

    blocking: list[str]
    stays: list[str]
    successors: list[Successor]


@as_actor
def prospect(actor: Actor, *, case_id: UUID) -> HandOver:
    """How a hand-over of one's own case stands. Raises Missing, Conflict("closed")."""
    case = open_case(actor, case_id=case_id)
    found = blocking(actor, case=case)
    others = [one for one in access.colleagues([Role.COUNSELLOR]) if one.id != actor.id]
    standing = desks.standing(actor, desk=Desk.INTAKE, staff_ids=[one.id for one in others])
    with_key = standing.inside | standing.outside
    return HandOver(
        blocking=_unsettled(found),
        stays=[code for code in found if code in SETTLED_BY_EITHER],
        successors=[Successor(one.id, one.name, one.id in with_key) for one in others],
    )


@as_actor
def hand_over(actor: Actor, *, case_id: UUID, to: UUID) -> None:
    """Hand one's own case to another counsellor, who finds it in their queue and claims it.

    Raises Missing (also when there is no such counsellor), Locked, Conflict("closed",
    "no_key_yet", "other_case"), or Conflict("blocked", blocking=[codes]) with what only the actor
    can settle.
    """
    case: CaseHeader = open_case(actor, case_id=case_id)
    _demand_counsellor(to)
    if found := _unsettled(blocking(actor, case=case)):
        raise Conflict("blocked", blocking=found)
    handing.hand_on(actor, case_id=case_id, to=to)


@as_actor
def hand_back(actor: Actor, *, request_id: UUID) -> None:
    """Send back a case that was handed over to the actor and that they do not take.

    Raises Missing when nothing of the kind waits, Locked, Conflict("sender_gone") when who sent
    it is a counsellor no more, "no_key_yet", "other_case".
    """
    sender = cases.sender_of(actor, request_id=request_id)
    if sender not in access.holders(Role.COUNSELLOR):
        raise Conflict("sender_gone")
    handing.hand_back(actor, request_id=request_id)


def _unsettled(found: list[str]) -> list[str]:
    return [code for code in found if code not in SETTLED_BY_EITHER]


def _demand_counsellor(staff_id: UUID) -> None:
    if staff_id not in access.holders(Role.COUNSELLOR):
        raise Missing
