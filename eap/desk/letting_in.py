"""Letting colleagues in to what waits: who of them has a key and is not in, by name."""

from dataclasses import dataclass
from uuid import UUID

from eap.access import selectors as accounts
from eap.access.selectors import Colleague
from eap.core.actor import Actor
from eap.core.errors import Missing
from eap.core.policy import require
from eap.vault import desks
from eap.vault.words import MEMBERS, Desk


@dataclass(frozen=True)
class DeskView:
    """A desk of the actor's roles: whether they are in, who else is, and who could be let in.

    `outside` is empty for somebody who is not in: they cannot let anybody in. `behind` are the
    files that an earlier key of the desk shuts, whose members are all gone: the custodians can
    bring them back. `changed`: the desk's key was changed by somebody who has the database.
    """

    desk: str
    inside: bool
    members: list[Colleague]
    outside: list[Colleague]
    behind: int
    changed: bool


def own_desks(actor: Actor) -> list[DeskView]:
    """The desks that the actor's roles belong to. Raises Refused for who reads no content."""
    require(actor, "vault.desk.admit")
    return [_view(actor, desk) for desk in Desk if actor.roles & set(MEMBERS[desk])]


def _view(actor: Actor, desk: Desk) -> DeskView:
    fitting = accounts.colleagues(MEMBERS[desk])
    standing = desks.standing(actor, desk=desk, staff_ids=[person.id for person in fitting])
    is_in = actor.known_id in standing.inside
    outside = standing.outside if is_in else set()
    return DeskView(
        desk=desk.value,
        inside=is_in,
        members=[one for one in fitting if one.id in standing.inside - {actor.known_id}],
        outside=[one for one in fitting if one.id in outside],
        behind=standing.behind,
        changed=standing.changed,
    )


def let_in(actor: Actor, *, desk: str, staff_id: UUID) -> None:
    """Let a colleague in to a desk of one's own; the caller made sure that it is really them.

    Raises Missing for no such desk, and for somebody who has no key or no fitting role; Locked,
    Conflict("not_let_in").
    """
    require(actor, "vault.desk.admit")
    if desk not in Desk.values:
        raise Missing
    if staff_id not in {person.id for person in accounts.colleagues(MEMBERS[Desk(desk)])}:
        raise Missing
    desks.admit(actor, staff_id=staff_id, desk=Desk(desk))
