"""A client who lost their private key and came back: in a session the new key is let in.

They came by a replacement card and are somebody else to the programme, with a case and a key of
their own. Only their counsellor, who meets them, can know that it is the same person.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eap.booking import reassigning
from eap.cases import handing
from eap.cases import selectors as cases
from eap.cases.selectors import CaseBrief, CaseHeader
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Missing
from eap.crisis import selectors as crisis
from eap.desk.services import open_case
from eap.desk.words import Blocking
from eap.people import selectors as people
from eap.people.services import end_lost_key


@dataclass(frozen=True)
class Newer:
    """A case with which the same person may have come back, and when its client's key was made."""

    case: CaseBrief
    key_made_on: date


@as_actor
def newer_cases(actor: Actor, *, case_id: UUID) -> list[Newer]:
    """The actor's later open cases whose client has a key, while they meet one of the two.

    Raises Missing, Conflict("closed").
    """
    case = open_case(actor, case_id=case_id)
    meeting = reassigning.meeting_now(actor)
    found = []
    for row in cases.opened_after(actor, case_id=case_id):
        if not meeting & {case_id, row.case.id} or row.client_id == case.client_id:
            continue
        made_on = people.key_made_on(actor, client_id=row.client_id)
        if made_on is not None:
            found.append(Newer(row.case, made_on))
    return found


@as_actor
def let_new_key_in(actor: Actor, *, case_id: UUID, newer: UUID) -> None:
    """Seal one's own case to the key of the same person's newer case, and end the lost key.

    The case is theirs from now on, with its appointments and messages; the old words open nothing
    any more. Raises Missing, Locked, Conflict: "no_session" unless one of the two cases meets now,
    "blocked" while a call for help of the old name is open, "no_key_yet", "closed".
    """
    case: CaseHeader = open_case(actor, case_id=case_id)
    if newer not in {row.case.id for row in cases.opened_after(actor, case_id=case_id)}:
        raise Missing
    if not reassigning.meeting_now(actor) & {case_id, newer}:
        raise Conflict("no_session")
    if crisis.open_for_client(actor, client_id=case.client_id):
        raise Conflict("blocked", blocking=[Blocking.OPEN_CRISIS.value])
    before, after = handing.take_over_client(actor, case_id=case_id, from_case=newer)
    reassigning.follow_client(actor, case_id=case_id, client_id=after)
    end_lost_key(actor, client_id=before)
