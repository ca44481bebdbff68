"""Taken seats go two years after their group met, and the waiting line once it has met."""

from dataclasses import dataclass
from datetime import timedelta

from eap.audit import services as audit
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.groups.models import Seat, WaitingEntry
from eap.groups.words import LINES_KEPT_FOR, SEATS_KEPT_FOR

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many seats and places in a line were deleted."""

    seats: int
    waiting: int


@as_actor
def forget_old(actor: Actor) -> Forgotten:
    """Delete what is past its time; the trail gets the numbers if any. Safe to repeat.

    Sessions and free seats stay: they bear nobody, and say how many seats had been taken.
    """
    rule = require(actor, "groups.past.erase")
    gone = Forgotten(
        seats=_forget(Seat, SEATS_KEPT_FOR), waiting=_forget(WaitingEntry, LINES_KEPT_FOR)
    )
    if gone.seats or gone.waiting:
        audit.record(
            actor,
            action="groups.past.erase",
            object_kind="group",
            object_id=None,
            rule=rule,
            details={"seats": gone.seats, "waiting": gone.waiting},
        )
    return gone


def _forget(model: type[Seat | WaitingEntry], kept_for: timedelta) -> int:
    """Delete the rows of groups that ended longer ago than `kept_for`, batch by batch."""
    past = model._default_manager.filter(
        client_id__isnull=False, group__during__endswith__lt=clock.now() - kept_for
    )
    total = 0
    while batch := list(past.values_list("pk", flat=True)[:_BATCH]):
        gone, _ = model._default_manager.filter(pk__in=batch).delete()
        total += gone
        if gone < len(batch):
            break  # another run is deleting the same ones
    return total
