"""Live text for a client without a private key: what is said is sealed to their window as well.

A visit code opens no content. While a session runs, its client's browser has a key pair of its
own, and each message is sealed once more to it; with the window the copies go.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import QuerySet

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.vault import entries, wrapping
from eap.vault.cipher import Place
from eap.vault.entries import Slot
from eap.vault.models import Echo, UnlockWindow
from eap.vault.pairs import KEY
from eap.vault.policies import VAULT
from eap.vault.words import Unlock

Echoes = Mapping[tuple[str, str, UUID], bytes]


def stamped_key(window_id: UUID, file_id: UUID, public: bytes) -> bytes:
    """A window's public half as it is kept: with the server's stamp, so that none is put in."""
    return public + wrapping.stamp(*_said(window_id, file_id, public))


def _said(window_id: UUID, file_id: UUID, public: bytes) -> tuple[bytes, ...]:
    return b"live", window_id.bytes, file_id.bytes, public


def _slot_of(window: UnlockWindow) -> Slot | None:
    """Where one says it to a window; None when its key was changed behind our back."""
    kept, file_id = bytes(window.public_key or b""), window.file_id
    public, mark = kept[:KEY], kept[KEY:]
    if file_id and wrapping.is_stamped(mark, *_said(window.id, file_id, public)):
        return Slot(window.id.bytes[:8], public)
    return None


def echo(content: str, *, file_id: UUID, place: Place) -> None:
    """Seal a message to every live window that stands open on its file.

    One whose key is not the server's is passed over, and leaves an event.
    """
    vault = Actor.system(VAULT)
    with acting(vault):
        made = []
        for window in _windows(file_id):
            slot = _slot_of(window)
            if slot is not None:
                made.append(_echo(window.id, slot, content, place))
            else:
                record(
                    vault,
                    action="vault.damaged",
                    object_kind="window",
                    object_id=window.id,
                    decision=Decision.REFUSED,
                )
        with suppress(OperationalError), transaction.atomic():
            # Refused where another reading, at this moment, has just said the same.
            Echo.objects.bulk_create(made, ignore_conflicts=True)


def is_unheard(file_id: UUID, rows: set[UUID]) -> bool:
    """Whether a live window that stands open lacks one of these rows."""
    with acting(Actor.system(VAULT)):
        genuine = [window.id for window in _windows(file_id) if _slot_of(window)]
        heard = Echo.objects.filter(row_id__in=rows, window_id__in=genuine)
        return heard.count() < len(rows) * len(genuine)


def _windows(file_id: UUID) -> QuerySet[UnlockWindow]:
    return UnlockWindow.objects.filter(
        kind=Unlock.LIVE, file_id=file_id, idle_until__gt=clock.now()
    )


def _echo(window_id: UUID, slot: Slot, content: str, place: Place) -> Echo:
    return Echo(
        id=new_id(),
        window_id=window_id,
        table=place.table,
        column=place.column,
        row_id=place.row,
        token=entries.add(slot, content, place),
    )


def echoes_of(window_id: UUID) -> Echoes:
    """All copies in one's own window, by table, column and row."""
    rows = Echo.objects.filter(window_id=window_id)
    return {(row.table, row.column, row.row_id): bytes(row.token) for row in rows}


def echo_of(window_id: UUID, echoes: Echoes, private: bytes, place: Place) -> Any:
    """The copy of a cell in one's own window. Raises Damaged; None when it was said before."""
    token = echoes.get((place.table, place.column, place.row))
    return None if token is None else entries.read(private, window_id.bytes[:8], token, place)
