"""Live text for a client without a private key: what is said is sealed to their window as well.

A visit code opens no content. While a session runs, its client's browser has a key pair of its
own, and each message is sealed once more to it; with the window the copies go.
"""

from typing import Any
from uuid import UUID

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.vault import entries
from eap.vault.cipher import Place
from eap.vault.entries import Slot
from eap.vault.models import Echo, UnlockWindow
from eap.vault.policies import VAULT
from eap.vault.words import Unlock


def echo(content: str, *, file_id: UUID, place: Place) -> None:
    """Seal a message to every live window that stands open on its file."""
    with acting(Actor.system(VAULT)):
        windows = UnlockWindow.objects.filter(
            kind=Unlock.LIVE, file_id=file_id, idle_until__gt=clock.now()
        )
        made = [_echo(window, content, place) for window in windows]
        Echo.objects.bulk_create(made, ignore_conflicts=True)


def is_unheard(file_id: UUID, rows: set[UUID]) -> bool:
    """Whether a live window that stands open lacks one of these rows."""
    with acting(Actor.system(VAULT)):
        windows = UnlockWindow.objects.filter(
            kind=Unlock.LIVE, file_id=file_id, idle_until__gt=clock.now()
        )
        heard = Echo.objects.filter(row_id__in=rows, window_id__in=windows.values("id"))
        return heard.count() < len(rows) * windows.count()


def _echo(window: UnlockWindow, content: str, place: Place) -> Echo:
    slot = Slot(window.id.bytes[:8], bytes(window.public_key or b""))
    return Echo(
        id=new_id(),
        window_id=window.id,
        table=place.table,
        column=place.column,
        row_id=place.row,
        token=entries.add(slot, content, place),
    )


def echo_of(window_id: UUID, private: bytes, place: Place) -> Any:
    """The copy of a cell in one's own window. Raises Damaged; None when it was said before."""
    row = Echo.objects.filter(
        window_id=window_id, table=place.table, column=place.column, row_id=place.row
    ).first()
    if row is None:
        return None
    return entries.read(private, window_id.bytes[:8], bytes(row.token), place)
