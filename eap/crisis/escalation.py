"""Climbing the rungs: who is paged when, each person once a rung, whatever job runs how often."""

from uuid import UUID

from django.db import connection

from eap.access import addresses
from eap.access import selectors as access
from eap.audit.services import record
from eap.booking import selectors as booking
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.ids import new_id
from eap.core.policy import require
from eap.core.roles import Role
from eap.crisis.models import Crisis
from eap.crisis.pager import page_all
from eap.crisis.policies import ESCALATION
from eap.crisis.words import RUNGS, State

ESCALATOR = Actor.system(ESCALATION)
_STANDS_IN = {1: Role.ON_CALL, 2: Role.ON_CALL, 3: Role.CLINICAL_LEAD}


def climb() -> int:
    """Page every rung that is due for every call nobody has taken. Returns pages sent.

    The row that says "paged" commits before the page leaves, so a page goes once; should the
    gateway fail, the row is taken back and the next run tries again: for help, twice is better
    than never. Every run takes up what opens the addresses of those on duty: they are paged even
    if the store of shares breaks before the next call.
    """
    addresses.know({staff_id for level in RUNGS for staff_id in _people(level)})
    return sum(_page(crisis_id, level) for crisis_id, level in _due())


def _due() -> list[tuple[UUID, int]]:
    with acting(ESCALATOR):
        waiting = Crisis.objects.filter(state=State.RAISED).values_list("id", "raised_at")
        now = clock.now()
        return [
            (crisis_id, level)
            for crisis_id, raised_at in waiting
            for level, after in RUNGS.items()
            if now >= raised_at + after
        ]


def _page(crisis_id: UUID, level: int) -> int:
    with acting(ESCALATOR):
        fresh = _claim(ESCALATOR, crisis_id=crisis_id, level=level)
        people = access.addresses(fresh)
        page_all(people, level)  # inside: a failing gateway takes the claim back
    return len(people)


@as_actor
def _claim(actor: Actor, *, crisis_id: UUID, level: int) -> set[UUID]:
    """Write the unique rows for a rung; returns the staff for whom this run wrote them."""
    require(actor, "crisis.escalate")
    fresh: set[UUID] = set()
    with connection.cursor() as cursor:
        for staff_id in sorted(_people(level)):
            cursor.execute(
                "INSERT INTO crisis_page (id, crisis_id, level, staff_id, sent_at)"
                " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [new_id(), crisis_id, level, staff_id, clock.now()],
            )
            if cursor.rowcount:
                fresh.add(staff_id)
    if fresh:
        record(actor, action="crisis.page", object_kind="crisis", object_id=crisis_id)
    return fresh


def _people(level: int) -> set[UUID]:
    """Those on the rota at this level; in a gap, everybody whose role it is."""
    on_rota = set(booking.on_duty(level=level, at=clock.now()))
    return on_rota or access.holders(_STANDS_IN[level])
