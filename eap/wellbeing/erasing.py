"""Erasing a client's drawer, and the copies of self-checks that lie with a case."""

from collections.abc import Collection
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.vault.sealing import destroy_file
from eap.wellbeing.models import Drawer, SelfCheck, SharedCheck


@as_actor
def erase_shared(actor: Actor, *, case_ids: Collection[UUID]) -> None:
    """Erase what clients shared with these cases. Safe to repeat."""
    require(actor, "wellbeing.sharedcheck.erase")
    SharedCheck.objects.filter(case_id__in=case_ids).delete()


@as_actor
def erase_drawer(actor: Actor, *, client_id: UUID) -> None:
    """Erase a client's drawer with all that is in it. Safe to repeat."""
    require(actor, "wellbeing.drawer.erase")
    SelfCheck.objects.filter(drawer_id=client_id).delete()
    drawer = Drawer.objects.filter(client_id=client_id)
    for file_id in drawer.values_list("file_id", flat=True):
        destroy_file(file_id)
    drawer.delete()
