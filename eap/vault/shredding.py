"""Erasing by key. The share goes, and with it every copy of the file in whatever backup.

The rows go first, with a tombstone, in one transaction; when that is committed, the share goes
and a stone is laid in the store, in one step. The other way round, an erasure that was rolled
back would have destroyed what was not erased. Killed in between, the database has nothing left to
open, and its tombstone has `finish` destroy the share within the hour.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import require
from eap.vault import shares
from eap.vault.models import (
    Attachment,
    AttachmentChunk,
    Echo,
    File,
    KeyPair,
    Manifest,
    Seed,
    SubjectKey,
    Tombstone,
    UnlockWindow,
    Wrap,
)
from eap.vault.policies import VAULT
from eap.vault.shares import Stone
from eap.vault.words import SUBJECT, Held, client
from eap.vault.wrapping import is_stamped, stamp

# A share without a file may belong to a newer dump than the one that was restored: the newer one
# may still be put back. Whoever restores an older dump has so long to change their mind.
STRAYS_KEPT_FOR = timedelta(days=30)


def shred(file_id: UUID) -> None:
    """Erase a file in the caller's transaction; its share is destroyed when that commits.

    Nothing happens when it was erased before. A crash after the commit leaves a share, which
    `finish` destroys.
    """
    with acting(Actor.system(VAULT)):
        kind = File.objects.values_list("kind", flat=True).filter(id=file_id).first()
        if kind is not None:
            _erase(Stone(file_id, kind, clock.today()))


def shred_client(client_id: UUID) -> None:
    """Erase what the vault has of a client beside files (keys, windows), in the caller's
    transaction. Their own tombstone has a restored database erase them again."""
    with acting(Actor.system(VAULT)):
        windows = UnlockWindow.objects.filter(holder=Held.CLIENT, holder_id=client_id)
        Echo.objects.filter(window_id__in=windows.values("id")).delete()
        windows.delete()
        holder = client(client_id)
        Wrap.objects.filter(holder=holder.kind, holder_id=holder.id).delete()
        KeyPair.objects.filter(holder=holder.kind, holder_id=holder.id).delete()
        _erase(Stone(client_id, Held.CLIENT.value, clock.today()))
        shred_subject(client_id)


def shred_subject(subject_id: UUID) -> None:
    """Erase the key of somebody's operational values, in the caller's transaction.

    Nothing happens when they have none, as no client has until a room keeps such values of
    clients. Staff's keys stay as long as their rows (`access.models.Staff`), which no act erases.
    """
    with acting(Actor.system(VAULT)):
        keys = SubjectKey.objects.filter(subject_id=subject_id).values_list("id", flat=True)
        for key_id in list(keys):
            _erase(Stone(key_id, SUBJECT, clock.today()))


def _erase(stone: Stone) -> None:
    """Within the vault's transaction."""
    row = {"kind": stone.kind, "on": stone.on, "stamp": stamp(*_said(stone))}
    Tombstone.objects.get_or_create(file_id=stone.id, defaults=row)
    AttachmentChunk.objects.filter(attachment__file_id=stone.id).delete()
    Attachment.objects.filter(file_id=stone.id).delete()
    Wrap.objects.filter(file_id=stone.id).delete()
    Seed.objects.filter(file_id=stone.id).delete()
    Manifest.objects.filter(file_id=stone.id).delete()
    File.objects.filter(id=stone.id).delete()
    SubjectKey.objects.filter(id=stone.id).delete()
    transaction.on_commit(partial(shares.bury, [stone]))


def erased_of(ids: Iterable[UUID]) -> set[UUID]:
    """Those of these files, or clients, that were erased: by this database, or by the store of
    shares when this is a database of before."""
    wanted = set(ids)
    if not wanted:
        return set()
    told = _told(wanted)
    return told | shares.buried(wanted - told)


def _told(ids: Iterable[UUID]) -> set[UUID]:
    rows = Tombstone.objects.filter(file_id__in=list(ids))
    return {row.file_id for row in rows if is_proved(row)}


def is_proved(row: Tombstone) -> bool:
    """Whether the server laid it. One put in by SQL must not have a share destroyed."""
    return is_stamped(bytes(row.stamp), *_said(Stone(row.file_id, row.kind, row.on)))


def _said(stone: Stone) -> Sequence[bytes]:
    return (b"tombstone", stone.id.bytes, stone.kind.encode(), stone.on.isoformat().encode())


def finish(actor: Actor) -> int:
    """Finish what was interrupted or restored; returns how many shares were destroyed.

    A file with a tombstone loses its share at once. One with a stone in the store that came back
    with a restored dump is erased again. A share whose file is neither there nor erased is
    destroyed when it has been so for `STRAYS_KEPT_FOR`. Safe to repeat.
    """
    require(actor, "vault.share.finish")
    _erase_again(actor)
    return _bury_erased(actor) + _destroy_strays(actor)


def _erase_again(actor: Actor) -> None:
    for part in shares.stones():
        with acting(actor):
            ids = [stone.id for stone in part]
            told = _told(ids)
            for stone in part:
                if stone.id not in told:
                    _erase(stone)


def _bury_erased(actor: Actor) -> int:
    """Lay the stones that are missing; a crash came before them."""
    with acting(actor):
        rows = list(Tombstone.objects.order_by("file_id"))
    there = shares.buried(row.file_id for row in rows)
    missing = [
        Stone(row.file_id, row.kind, row.on)
        for row in rows
        if row.file_id not in there and is_proved(row)
    ]
    gone = len(shares.shares_of(stone.id for stone in missing))
    shares.bury(missing)
    return gone


def _destroy_strays(actor: Actor) -> int:
    for part in shares.made_before(clock.today() - timedelta(days=1)):
        with acting(actor):
            homes = homes_of(part)
        shares.mark_strays((one for one in part if one not in homes), homes)
    strays = shares.strays_since(clock.today() - STRAYS_KEPT_FOR)
    shares.destroy(strays)
    return len(strays)


def homes_of(ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids that are a file's or a subject's key, which have a share each."""
    found: set[UUID] = set()
    for model in (File, SubjectKey):
        found |= set(model._base_manager.filter(id__in=ids).values_list("id", flat=True))
    return found
