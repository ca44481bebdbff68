"""Erasing a client's seats: what is still to come is left first, so that others may have it."""

from uuid import UUID

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.policy import require
from eap.groups import doors
from eap.groups.models import GroupSession, Seat, WaitingEntry


@as_actor
def erase_places(actor: Actor, *, client_id: UUID) -> None:
    """Give up a client's seats and places ahead, and erase those of before. Safe to repeat."""
    require(actor, "groups.places.erase")
    seats = Seat.objects.filter(client_id=client_id)
    lines = WaitingEntry.objects.filter(client_id=client_id)
    joined = {*seats.values_list("group_id", flat=True), *lines.values_list("group_id", flat=True)}
    ahead = GroupSession.objects.filter(id__in=joined, during__startswith__gt=clock.now())
    for group_id in ahead.values_list("id", flat=True):
        with acting(Actor.client(client_id)):  # the door is for whoever sits there
            doors.leave_seat(group_id)
    seats.delete()
    lines.delete()
