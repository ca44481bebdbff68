"""Who joins a group, who leads it, who approves it.

A client reads their own seat and place in the line; nobody else reads a row of either. Aliases
and attendance come through the doors of `migrations`, which never give a client's id.
"""

from eap.core.actor import CLIENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import Role
from eap.groups.models import GroupSession, Seat, WaitingEntry

FILLING = "system:groups"

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
)
