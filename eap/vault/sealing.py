"""Writing content. Anybody may add; who has unlocked the file writes under its field key."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn
from uuid import UUID

from django.db.models import QuerySet

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core.actor import STAFF, Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Alarm, Conflict, Locked
from eap.vault import cipher, entries, files, manifests, shredding
from eap.vault.cipher import Damaged, Place
from eap.vault.fields import Sealed, token_of
from eap.vault.files import Draft, FileKeys
from eap.vault.holding import held_files
from eap.vault.manifests import Listed
from eap.vault.models import File, Tombstone
from eap.vault.policies import VAULT
from eap.vault.shredding import erased_of
from eap.vault.unlock import held_by, unlock_state
from eap.vault.words import ESCROW, Holder, Kind, Unlock

__all__ = [
    "Fresh",
    "NotYours",
    "Place",
    "demand_whole",
    "destroy_client",
    "destroy_file",
    "erased",
    "erased_of",
    "fresh_file",
    "hold_still",
    "keep",
    "new_file",
    "seal",
    "tombstones",
]


class Fresh:
    """A file still to be kept, for whoever writes its whole history at once (`keep`)."""

    __slots__ = ("_draft", "_listed", "id")

    def __init__(self, draft: Draft) -> None:
        self.id = draft.keys.file_id
        self._draft = draft
        self._listed = Listed()

    def seal(self, content: Any, place: Place) -> Sealed:
        """Seal text, or any JSON value, for one cell. Raises Invalid when it is neither."""
        token = cipher.encrypt(self._draft.keys.field, content, place)
        self._listed.know(place, token)
        return Sealed(token)

    def __repr__(self) -> str:
        return "<Fresh>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")


def new_file(kind: Kind | str, *, circle: Sequence[Holder]) -> UUID:
    """Make a file in the caller's transaction, sealed to its circle; returns its id.

    Raises what `keep` raises.
    """
    made = fresh_file(kind, circle=circle)
    keep([made])
    return made.id


def fresh_file(kind: Kind | str, *, circle: Sequence[Holder]) -> Fresh:
    """A new file for this circle, of which nothing is written yet.

    The custodians belong to every circle but a drawer's, which is the client's alone.
    """
    kind = Kind(kind)
    besides = () if kind == Kind.DRAWER else (ESCROW,)
    return Fresh(files.draft(kind.value, tuple(dict.fromkeys((*circle, *besides)))))


def keep(made: Sequence[Fresh]) -> None:
    """Write new files with what was sealed in them, in the caller's transaction.

    Who has no key yet is let in by hand (`circles.let_in`) after they have one. Raises
    Conflict("no_key_yet") when nobody in a circle could open it, and directory.KeyRefused.
    """
    with acting(Actor.system(VAULT)):
        files.keep([fresh._draft for fresh in made])
    manifests.begin((fresh._draft.keys, fresh._listed) for fresh in made)


class NotYours(Conflict, Alarm):
    """Somebody of staff would write in a file that their open unlock does not hold.

    What they write belongs to their own files: a row that leads to another one was moved behind
    their back. The act is undone; that it was tried stays in the trail.
    """

    def __init__(self, file_id: UUID) -> None:
        super().__init__("not_yours")
        self.file_id = file_id

    def ring(self, by: Actor) -> None:
        """Leave an event with the file's id."""
        as_actor(record)(
            by,
            action="vault.write.refused",
            object_kind="file",
            object_id=self.file_id,
            decision=Decision.REFUSED,
        )


def seal(content: Any, *, file_id: UUID, place: Place, by: Actor | None = None) -> Sealed:
    """Seal text, or any JSON value, under a file for one cell.

    With an open unlock of `by` that holds the file, under the file's own key; else as an entry,
    which needs no unlock. Whoever of staff has unlocked adds to no file they do not hold: raises
    NotYours, or Locked where only their duty stands open. Raises Invalid when `content` is
    neither, File.DoesNotExist when the file was destroyed, and cipher.Damaged when its rows were
    changed behind our back. A damaged manifest of a call for help refuses nothing: the call goes
    on, and reading tells of the damage.
    """
    keys = _held(by, file_id) if by else None
    if keys is None:
        token = entries.add(files.slot_of(file_id), content, place)
    else:
        token = cipher.encrypt(keys.field, content, place)
    cell = [(place, token)]
    try:
        if keys is None:
            manifests.write(file_id, added=cell)
        else:
            manifests.write(file_id, known=cell, keys=keys)
    except Damaged:
        if not File.objects.filter(id=file_id, kind=Kind.CRISIS).exists():
            raise
    return Sealed(token)


def _held(by: Actor, file_id: UUID) -> FileKeys | None:
    unlocked = held_by(by)
    if unlocked is None:
        return None
    manifests.wait_for(file_id)  # so that nobody changes the circle between the keys and the cell
    held = held_files(unlocked, [file_id])[file_id]
    if held.keys:
        return held.latest
    if by.kind == STAFF and not held.is_erased:
        raise NotYours(file_id) if Unlock.CARE in unlock_state(by).kinds else Locked
    return None


def hold_still(file_id: UUID) -> None:
    """Let nobody else write in a file until commit, so that what is looked at stays as it is."""
    manifests.wait_for(file_id)


def demand_whole(sealed: Sealed | None, *, file_id: UUID, place: Place) -> None:
    """Raise Damaged unless a cell that is to be written over is what was last written there."""
    kept = manifests.read([file_id]).get(file_id)
    if kept is None:
        raise Damaged
    if sealed is None:
        is_whole = not kept.listed.has(place)
    else:
        is_whole = kept.listed.fits(place, token_of(sealed))
    if not is_whole:
        raise Damaged


def erased(file_id: UUID, places: Sequence[Place]) -> None:
    """Say that cells were taken away as the rules have it, so that nobody looks for them."""
    with suppress(Damaged):  # what is to go goes all the same; `vault check` tells of the rest
        manifests.write(file_id, gone=places)


def destroy_file(file_id: UUID) -> None:
    """Erase by key: whatever is sealed under the file can never be opened again.

    Its attachments go too. Nothing happens when it was erased before.
    """
    shredding.shred(file_id)


def tombstones() -> QuerySet[Any, Any]:
    """The ids of all files and clients that were erased, to be asked for in a query."""
    return Tombstone.objects.values("file_id")


def destroy_client(client_id: UUID) -> None:
    """Erase a client's keys, open unlocks and places, and have a tombstone of theirs stand."""
    shredding.shred_client(client_id)
