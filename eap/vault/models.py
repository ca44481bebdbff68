"""The vault's rows: files with their wrapped seeds, attachments, notes passphrases, open unlocks.

A file names no person. Who a file is about is known only by the row of a room that points at it.
"""

from django.db import models

from eap.core.actor import CLIENT, STAFF
from eap.core.ids import new_id
from eap.vault.fields import SealedField
from eap.vault.words import Kind, Unlock


def _one_of(field: str, values: list[str], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q((f"{field}__in", values)), name=name)


class File(models.Model):
    """What content is sealed under. Deleting the row makes everything sealed under it unreadable.

    `created_on` is a date only: a time would place the booking that made it.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    wrapped_seed = models.BinaryField()
    commitment = models.BinaryField()
    kek_id = models.CharField(max_length=16, db_index=True)
    created_on = models.DateField()

    class Meta:
        db_table = "vault_file"
        constraints = (_one_of("kind", Kind.values, "vault_file_kind"),)

    class Privacy:
        open = ("id", "kind", "wrapped_seed", "commitment", "kek_id", "created_on")
        kept = "as long as what is sealed under it; erasure deletes it first"
        guarded = False
        app = "rcud"

    def __str__(self) -> str:
        return f"{self.kind} file"


class Attachment(models.Model):
    """One document, sealed. What it is called, and the key of its bytes, are in `descriptor`.

    Like its file it bears nobody, so it has no walls: whose it is says only the row of a room
    that points at it, and that row has walls. The vault could not state a room's rule, and who
    may add without reading would have to read here to have a chunk let in. Against a forgotten
    filter stands the file: an attachment is asked for together with the file somebody was let
    into, and opens under no other. `created_on` is a date only.
    """

    id = models.UUIDField(primary_key=True)
    file_id = models.UUIDField(db_index=True)
    descriptor = SealedField()
    created_on = models.DateField()

    class Meta:
        db_table = "vault_attachment"

    class Privacy:
        sealed = ("descriptor",)
        pseudonym = ("file_id",)
        open = ("id", "created_on")
        kept = "as long as what points at it; without its file it cannot be opened"
        guarded = False
        app = "rcud"

    class Sealing:
        table = "attachment"
        file = "file_id"

    def __str__(self) -> str:
        return "an attachment"


class AttachmentChunk(models.Model):
    """Up to 64 KiB of an attachment, sealed under its own key. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=new_id)
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="chunks", db_index=False
    )  # the constraint below is its index
    index = models.PositiveIntegerField()
    token = models.BinaryField()

    class Meta:
        db_table = "vault_attachment_chunk"
        constraints = (
            models.UniqueConstraint(fields=("attachment", "index"), name="vault_one_chunk_a_place"),
        )

    class Privacy:
        open = ("id", "attachment", "index", "token")
        kept = "as long as its attachment"
        guarded = False
        app = "rcd"

    def __str__(self) -> str:
        return "a chunk of an attachment"


class Passphrase(models.Model):
    """What a person of staff proves their notes passphrase against, and how often it went wrong.

    The verifier is made with a pepper from the keyring, so a dump alone cannot be guessed at.
    `suite` names the Argon2id parameters.
    """

    staff_id = models.UUIDField(primary_key=True)
    suite = models.PositiveSmallIntegerField()
    salt = models.BinaryField()
    verifier = models.BinaryField()
    set_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_passphrase"

    class Privacy:
        blind = ("verifier",)
        pseudonym = ("staff_id",)
        open = ("suite", "salt", "set_at", "tries", "next_try_at")
        kept = "as long as the staff account"

    def __str__(self) -> str:
        return "a notes passphrase"


class UnlockWindow(models.Model):
    """A time during which one signed-in person may open content.

    It ends at `idle_until`, which use moves on, and never later than `until`. `file_id` is set
    on a live window, which reaches that file's messages only.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Unlock.choices)
    holder = models.CharField(max_length=10, choices=((STAFF, "Staff"), (CLIENT, "Client")))
    holder_id = models.UUIDField()
    session = models.UUIDField()
    file_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    idle_until = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "vault_unlock_window"
        indexes = (models.Index(fields=("holder_id", "session"), name="vault_window_holder"),)
        constraints = (
            _one_of("kind", Unlock.values, "vault_window_kind"),
            _one_of("holder", [STAFF, CLIENT], "vault_window_holder_kind"),
        )

    class Privacy:
        operational = ("opened_at", "last_used_at", "idle_until", "until")
        pseudonym = ("holder_id", "session", "file_id")
        open = ("id", "kind", "holder")
        kept = "until it is closed, at the latest the night after its end"

    def __str__(self) -> str:
        return f"{self.kind} window"
