"""Erasing the messages of a case, which lie under its file."""

from collections.abc import Collection
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.messages.models import Message


@as_actor
def erase_messages(actor: Actor, *, case_ids: Collection[UUID]) -> None:
    """Erase every message of these cases. Safe to repeat."""
    require(actor, "messages.message.erase")
    Message.objects.filter(case_id__in=case_ids).delete()
