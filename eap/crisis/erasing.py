"""Erasing a client's calls for help. Calls of who had not come in lead to nobody and stay."""

from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.crisis.models import Crisis, Page, Step
from eap.vault.sealing import destroy_file


@as_actor
def erase_calls(actor: Actor, *, client_id: UUID) -> None:
    """Erase every call of this client with who was paged and what was done. Safe to repeat."""
    require(actor, "crisis.crisis.erase")
    calls = Crisis.objects.filter(client_id=client_id)
    for part in (Page, Step):
        part._default_manager.filter(crisis__in=calls).delete()
    for file_id in calls.values_list("file_id", flat=True):
        if file_id is not None:  # a call that was taken in without content has none
            destroy_file(file_id)
    calls.delete()
