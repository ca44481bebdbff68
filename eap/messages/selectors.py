"""Counts of messages, without their text."""

from dataclasses import dataclass
from uuid import UUID

from eap.booking import selectors as booking
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.messages.models import Message


@dataclass(frozen=True)
class Unread:
    """How many messages of the client came after the last one seen, and whether more may come."""

    count: int
    is_open: bool


@as_actor
def unread(actor: Actor, *, appointment_id: UUID, after: int) -> Unread:
    """What waits in a session of one's own, without opening anything. Raises Missing."""
    window = booking.live_window(actor, appointment_id=appointment_id)
    rows = Message.objects.filter(appointment_id=appointment_id, from_client=True, number__gt=after)
    return Unread(rows.count(), window.is_open)


@as_actor
def client_is_there(actor: Actor, *, appointment_id: UUID) -> bool:
    """Whether the client has written in a session that still runs. Raises Missing."""
    here = unread(actor, appointment_id=appointment_id, after=0)
    return here.is_open and here.count > 0


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many messages are kept of the client's sessions."""
    return {"messages": Message.objects.filter(case__client_id=actor.known_id).count()}
