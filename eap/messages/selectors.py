"""Counts of messages, without their text."""

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.messages.models import Message


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many messages are kept of the client's sessions."""
    return {"messages": Message.objects.filter(case__client_id=actor.known_id).count()}
