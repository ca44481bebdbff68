"""Notes and their addenda. Text is sealed; a signed note carries a digest of its sealed body."""

from django.db import models

from eap.cases.models import Case
from eap.core.ids import new_id
from eap.notes.words import NoteKind, NoteState, Template
from eap.vault.fields import SealedField


class Note(models.Model):
    """One note by one author. `body` is sealed JSON: section -> text.

    A progress note is sealed under its case's file, a process note under a file of its own, so
    that handing the case on never hands it on too. `version` counts the savings and is part of
    the body's seal, so an older body put back is noticed. `digest` is the SHA-256 of the sealed
    body at signing: it proves, without opening, that the note is still what was signed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    file_id = models.UUIDField()
    author_id = models.UUIDField()
    appointment_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=8, choices=NoteKind.choices)
    template = models.CharField(max_length=4, choices=Template.choices)
    state = models.CharField(max_length=6, choices=NoteState.choices, default=NoteState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    body = SealedField()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "notes_note"
        constraints = (
            models.UniqueConstraint(
                fields=("appointment_id", "author_id", "kind"),
                condition=models.Q(appointment_id__isnull=False),
                name="notes_one_a_session",
            ),
            models.CheckConstraint(
                condition=models.Q(state=NoteState.DRAFT, signed_at=None, digest=None)
                | models.Q(state=NoteState.SIGNED, signed_at__isnull=False, digest__isnull=False),
                name="notes_signed_whole",
            ),
        )
        indexes = (
            models.Index(fields=("case", "-started_at"), name="notes_of_case"),
            models.Index(
                fields=("author_id", "started_at"),
                condition=models.Q(state=NoteState.DRAFT),
                name="notes_unsigned",
            ),
        )

    class Privacy:
        sealed = ("body",)
        operational = ("kind", "template", "state", "started_at", "saved_at", "signed_at")
        pseudonym = ("case", "file_id", "author_id", "appointment_id")
        open = ("id", "version", "digest")
        kept = "as long as its case"

    class Sealing:
        table = "note"
        file = "file_id"
        version = "version"
        fixed = "state = 'signed'"  # its digest is of the ciphertext


class Addendum(models.Model):
    """What was added to a signed note. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="addenda")
    author_id = models.UUIDField()
    body = SealedField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notes_addendum"
        indexes = (models.Index(fields=("note", "at"), name="notes_addenda"),)

    class Privacy:
        sealed = ("body",)
        operational = ("at",)
        pseudonym = ("note", "author_id")
        open = ("id",)
        kept = "as long as its case"

    class Sealing:
        table = "addendum"
        file = "note.file_id"
