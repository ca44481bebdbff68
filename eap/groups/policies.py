"""Who joins a group, who leads it, who approves it.

A client reads their own seat and place in the line; nobody else reads a row of either. Aliases
and attendance come through the doors of `migrations`, which never give a client's id. The nightly
job sees and deletes what is past its time, and nothing younger.
"""

from datetime import timedelta

from eap.audit.words import ERASING
from eap.core import clock
from eap.core.actor import CLIENT
from eap.core.database import MOMENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import Role
from eap.groups.models import GroupSession, Seat, WaitingEntry
from eap.groups.words import LINES_KEPT_FOR, SEATS_KEPT_FOR

FILLING = "system:groups"
ERASURE = "system:group_erasure"

own = Relation(
    "is the client",
    holds=lambda actor, place: actor.id is not None and place.client_id == actor.id,
    sql="{row}.client_id = (SELECT harbour.actor_id())",
)
leads = Relation(
    "leads the group",
    holds=lambda actor, group: actor.id is not None and group.facilitator_id == actor.id,
    sql="{row}.facilitator_id = (SELECT harbour.actor_id())",
)


def _ended(name: str, *, before: timedelta) -> Relation:
    """That somebody's seat or place in the line is of a group that ended longer ago than `before`.

    A free seat bears nobody and stays, so that one can still tell how many were taken.
    """
    return Relation(
        name,
        holds=lambda actor, row: (
            row.client_id is not None and row.group.during.upper < clock.now() - before
        ),
        sql="{row}.client_id IS NOT NULL AND EXISTS ("  # noqa: S608 - our own words
        "SELECT 1 FROM groups_session met WHERE met.id = {row}.group_id"
        f" AND upper(met.during) < {MOMENT} - interval '{before.days} days')",
    )


long_past = _ended("is taken and its group ended more than two years ago", before=SEATS_KEPT_FOR)
has_met = _ended("its group has met", before=LINES_KEPT_FOR)

taken = Relation(
    "is taken",
    holds=lambda actor, seat: seat.client_id is not None,
    sql="{row}.client_id IS NOT NULL",
)

LEADER = (Rule(Role.COUNSELLOR, leads),)

PERMISSIONS = (
    Permission("groups.session.list", to=(Rule(EVERYBODY),)),
    Permission("groups.session.create", to=(Rule(Role.COUNSELLOR),)),
    Permission("groups.session.lead", on=GroupSession, to=LEADER),
    Permission("groups.session.approve", on=GroupSession, to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("groups.session.supervise", to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("groups.seat.read", on=Seat, covers="r", to=(Rule(CLIENT, own),)),
    Permission("groups.seat.take", to=(Rule(CLIENT),)),
    Permission("groups.seat.leave", to=(Rule(CLIENT),)),
    Permission("groups.waiting.read", on=WaitingEntry, covers="r", to=(Rule(CLIENT, own),)),
    Permission("groups.seat.fill", to=(Rule(FILLING),)),
    Permission("groups.past.erase", to=(Rule(ERASURE),)),
    Permission(
        "groups.seat.erase",
        on=Seat,
        covers="rd",
        to=(Rule(ERASURE, long_past), Rule(ERASING, taken)),
    ),
    Permission(
        "groups.waiting.erase",
        on=WaitingEntry,
        covers="rd",
        to=(Rule(ERASURE, has_met), Rule(ERASING)),
    ),
    Permission("groups.places.erase", to=(Rule(ERASING),)),
)
