"""Erasing the notes of a case. A process note has a file of its own, which goes too."""

from collections.abc import Collection
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.notes.models import Addendum, Note
from eap.notes.words import NoteKind
from eap.vault.sealing import destroy_file


@as_actor
def erase_notes(actor: Actor, *, case_ids: Collection[UUID]) -> None:
    """Erase every note of these cases with its addenda. Safe to repeat."""
    require(actor, "notes.note.erase")
    notes = Note.objects.filter(case_id__in=case_ids)
    own_files = notes.filter(kind=NoteKind.PROCESS).values_list("file_id", flat=True)
    for file_id in own_files:
        destroy_file(file_id)
    Addendum.objects.filter(note__in=notes).delete()
    notes.delete()
