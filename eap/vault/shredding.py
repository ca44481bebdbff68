"""Erasing by key. The share goes, and with it every copy of the file in whatever backup."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import require
from eap.vault import shares
from eap.vault.models import File, Manifest, Seed, Tombstone, Wrap
from eap.vault.policies import VAULT


def shred(file_id: UUID) -> None:
    """Erase a file in the caller's transaction; its share is destroyed when that commits.

    A crash in between leaves a share without a file, which `finish` destroys.
    """
    with acting(Actor.system(VAULT)):
        kind = File.objects.values_list("kind", flat=True).get(id=file_id)
        Tombstone.objects.create(file_id=file_id, kind=kind, on=clock.today())
        Wrap.objects.filter(file_id=file_id).delete()
        Seed.objects.filter(file_id=file_id).delete()
        Manifest.objects.filter(file_id=file_id).delete()
        File.objects.filter(id=file_id).delete()
    transaction.on_commit(lambda: shares.destroy([file_id]))


def finish(actor: Actor) -> int:
    """Destroy the shares of files that were erased or never came about; returns how many.

    After a restore this erases again what had been erased since the backup was made.
    """
    require(actor, "vault.share.finish")
    gone = 0
    for part in shares.made_before(clock.today() - timedelta(days=1)):
        with acting(actor):
            erased = Tombstone.objects.filter(file_id__in=part).values("file_id")
            kept = File.objects.filter(id__in=part).exclude(id__in=erased)
            there = set(kept.values_list("id", flat=True))
        strays = [file_id for file_id in part if file_id not in there]
        shares.destroy(strays)
        gone += len(strays)
    return gone
