"""The programme manager assigns requests that wait, and reads nothing of what was told."""

from dataclasses import dataclass
from uuid import UUID

from eap.access import selectors as access
from eap.booking import reassigning
from eap.booking.selectors import StaffAppointment
from eap.cases import handing
from eap.cases import selectors as cases
from eap.cases.pages import Page
from eap.cases.selectors import QueuedRequest
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Missing
from eap.core.roles import Role
from eap.vault import desks
from eap.vault.words import Desk


@dataclass(frozen=True)
class ToAssign:
    """A waiting request without content: for whom it waits, by name, and its session ahead."""

    request: QueuedRequest
    waits_for: str
    is_gone: bool
    appointment: StaffAppointment | None


@dataclass(frozen=True)
class Candidate:
    """A counsellor and how they fit one request.

    `can_open`: they were let in to what waits, so that they can claim it. `speaks`: the client's
    language. `is_free` and `meets` are about the sessions ahead. `is_chosen`: it waits for them.
    """

    id: UUID
    name: str
    can_open: bool
    speaks: bool
    is_free: bool
    meets: bool
    open_cases: int
    is_chosen: bool

    @property
    def is_possible(self) -> bool:
        """Whether the request can be assigned to them."""
        return self.can_open and self.is_free and self.meets and not self.is_chosen


@as_actor
def waiting(actor: Actor, *, after: str | None = None) -> Page[ToAssign]:
    """Every request that waits, the most pressing first. Raises Refused."""
    page = cases.whole_queue(actor, after=after)
    sessions = reassigning.ahead(actor, case_ids={one.case.id for one in page.items})
    chosen = {one.waits_for for one in page.items if one.waits_for}
    names, serving = access.display_names(chosen), access.holders(Role.COUNSELLOR)
    return Page(
        [
            ToAssign(
                request=one,
                waits_for=names.get(one.waits_for, "") if one.waits_for else "",
                is_gone=one.waits_for is not None and one.waits_for not in serving,
                appointment=sessions.get(one.case.id),
            )
            for one in page.items
        ],
        page.next,
    )


@as_actor
def candidates(actor: Actor, *, request_id: UUID) -> list[Candidate]:
    """Every counsellor and how they fit a waiting request, the best first. Raises Missing."""
    request = cases.waiting_request(actor, request_id=request_id)
    people = access.colleagues([Role.COUNSELLOR])
    ids = [one.id for one in people]
    inside = desks.members(actor, desk=Desk.INTAKE, staff_ids=ids)
    load = cases.load(actor, counsellor_ids=ids)
    fits = reassigning.fits(actor, case_id=request.case.id, staff_ids=ids)
    found = [
        Candidate(
            id=one.id,
            name=one.name,
            can_open=one.id in inside,
            speaks=request.language in fits[one.id].languages,
            is_free=fits[one.id].is_free,
            meets=fits[one.id].meets,
            open_cases=load.get(one.id, 0),
            is_chosen=one.id == request.waits_for,
        )
        for one in people
        if one.id in fits
    ]
    return sorted(found, key=lambda one: (not one.is_possible, not one.speaks, one.open_cases))


@as_actor
def assign(actor: Actor, *, request_id: UUID, to: UUID) -> None:
    """Assign a waiting request to a counsellor, its sessions ahead with it at the same hours.

    Nothing is opened or sealed by it: what was told stays under the desk's key until the counsellor
    claims. Raises Missing (also when there is no such counsellor), Conflict: "already_claimed",
    "handed_over", "other_case", "begun", "not_free", "not_let_in" for who could not open it.
    """
    case_id = handing.assign(actor, request_id=request_id, to=_counsellor(to))
    if to not in desks.members(actor, desk=Desk.INTAKE, staff_ids=[to]):
        raise Conflict("not_let_in")
    reassigning.reassign(actor, case_id=case_id, to=to)


def _counsellor(staff_id: UUID) -> UUID:
    if staff_id not in access.holders(Role.COUNSELLOR):
        raise Missing
    return staff_id
