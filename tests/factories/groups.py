"""Group sessions in any state, and clients who join them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from eap.booking.models import Counsellor
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.ids import new_id
from eap.groups import services
from eap.groups.words import NAMES, State
from tests.factories.booking import NOON, client_actor, counsellor_actor, make_counsellor

START = NOON + timedelta(days=5)
END = START + timedelta(minutes=90)
MANAGER = Actor.staff(new_id(), frozenset({"programme_manager"}))
ALIASES = tuple(name for name in NAMES if name.split()[0] not in ("Rowan", "Willow"))[:26]
_seconds = count()


def make_plan(**other: Any) -> services.Plan:
    """A circle in five days' time, or something `other`."""
    return services.Plan(
        **{
            "title_zh": "难打的电话之后",
            "title_en": "After hard calls",
            "kind": "circle",
            "language": "zh-Hans",
            "start": START,
            "end": END,
            "capacity": 3,
            "minimum": 1,
            **other,
        }
    )


def make_group(
    leader: Counsellor | None = None,
    *,
    capacity: int = 3,
    state: str = State.OPEN,
    at: datetime = NOON,
) -> UUID:
    """A group session five days after `at`, taken step by step to `state` (up to open)."""
    actor = counsellor_actor(leader or make_counsellor("Ann"))
    with standing_at(at):
        plan = make_plan(start=at + (START - NOON), end=at + (END - NOON), capacity=capacity)
        group_id = services.create_group(actor, plan=plan)
        if state in (State.APPROVED, State.OPEN):
            services.set_state(MANAGER, group_id=group_id, to=State.APPROVED)
        if state == State.OPEN:
            services.set_state(actor, group_id=group_id, to=State.OPEN)
    return group_id


def join(group_id: UUID, alias: str, client: Actor | None = None) -> Actor:
    """Have a client take a seat or a place in the line, each a second after the last."""
    actor = client or client_actor()
    with standing_at(NOON + timedelta(seconds=next(_seconds))):
        services.take_seat(actor, group_id=group_id, alias=alias)
    return actor
