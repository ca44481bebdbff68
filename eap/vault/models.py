"""The vault's rows: files and their seeds, who holds them, key pairs, attachments, passphrases and
passkeys, open unlocks.

A file names no person. Who a file is about is known only by the row of a room that points at it,
and who may open it by its circle.
"""

from django.db import models

from eap.core.actor import CLIENT, STAFF
from eap.core.ids import new_id
from eap.vault.fields import SealedField
from eap.vault.words import (
    ERASABLE,
    Challenge,
    Device,
    EscrowEnd,
    EscrowReason,
    Held,
    Kind,
    Unlock,
)


def _one_of(field: str, values: list[str], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q((f"{field}__in", values)), name=name)


class File(models.Model):
    """What content is sealed under. Deleting the row makes everything sealed under it unreadable.

    `created_on` is a date only: a time would place the booking that made it.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    created_on = models.DateField()

    class Meta:
        db_table = "vault_file"
        constraints = (_one_of("kind", Kind.values, "vault_file_kind"),)

    class Privacy:
        open = ("id", "kind", "created_on")
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


class Seed(models.Model):
    """One seed of a file: its public half, to which anybody can add, and how to know it again.

    A file has one seed until somebody leaves its circle; what is written after that is sealed
    under the next `number`. `key_id` stands in the header of every cell. `stamp` is the server's:
    a public half put in by SQL is not sealed to. `due`: whoever opens the file next makes the
    next seed (`rotation.renew_due`).
    """

    id = models.UUIDField(primary_key=True)
    file_id = models.UUIDField()
    number = models.PositiveIntegerField(default=1)
    key_id = models.BinaryField()
    public_key = models.BinaryField()
    commitment = models.BinaryField()
    stamp = models.BinaryField()
    due = models.BooleanField(default=False)

    class Meta:
        db_table = "vault_seed"
        constraints = (
            models.UniqueConstraint(fields=("file_id", "number"), name="vault_seed_number"),
        )

    class Privacy:
        open = ("id", "file_id", "number", "key_id", "public_key", "commitment", "stamp", "due")
        kept = "as long as its file"
        guarded = False
        app = "rcud"

    def __str__(self) -> str:
        return f"seed {self.number}"


class KeyPair(models.Model):
    """A line of the directory: the public half of somebody's key, signed.

    One line of a holder stands (`until` is null); those before it stay, for what was sealed to
    them. A private half is nowhere here. Of a desk: `due` when somebody left it, so that its next
    member makes another key; `emptied` is the server's mark that nobody was left.
    """

    id = models.UUIDField(primary_key=True)
    holder = models.CharField(max_length=10, choices=Held.choices)
    holder_id = models.UUIDField()
    version = models.PositiveIntegerField()
    public_key = models.BinaryField()
    signature = models.BinaryField()
    since = models.DateField()
    until = models.DateField(null=True)
    due = models.BooleanField(default=False)
    emptied = models.BinaryField(null=True)

    class Meta:
        db_table = "vault_key_pair"
        constraints = (
            _one_of("holder", Held.values, "vault_key_pair_holder"),
            models.UniqueConstraint(
                fields=("holder", "holder_id"),
                condition=models.Q(until__isnull=True),
                name="vault_key_pair_standing",
            ),
        )

    class Privacy:
        pseudonym = ("holder_id",)
        open = (
            "id",
            "holder",
            "version",
            "public_key",
            "signature",
            "since",
            "until",
            "due",
            "emptied",
        )
        kept = "as long as something is sealed to it"

    def __str__(self) -> str:
        return f"{self.holder} key {self.version}"


class Wrap(models.Model):
    """One place in a circle: a secret sealed to one holder's key.

    The secret is a file's seed (`subject_id` is the seed's id), or a desk's private half (the
    pair's id; `file_id` is null). A place without `token` waits: its holder has no key yet, or a
    new one. A desk gets its part from whoever opens the file next, a person by hand
    (`circles.let_in`). `stamp` is the server's, so that no place is made by SQL.
    """

    id = models.UUIDField(primary_key=True)
    subject_id = models.UUIDField()
    file_id = models.UUIDField(null=True)
    holder = models.CharField(max_length=10, choices=Held.choices)
    holder_id = models.UUIDField()
    pair_id = models.UUIDField(null=True)
    token = models.BinaryField(null=True)
    kek_id = models.CharField(max_length=16, default="", db_index=True)
    stamp = models.BinaryField()
    since = models.DateField()

    class Meta:
        db_table = "vault_wrap"
        indexes = (
            models.Index(fields=("holder_id",), name="vault_wrap_holder"),
            models.Index(fields=("file_id",), name="vault_wrap_file"),
        )
        constraints = (
            _one_of("holder", Held.values, "vault_wrap_holder_kind"),
            models.UniqueConstraint(
                fields=("subject_id", "holder", "holder_id"), name="vault_wrap_place"
            ),
        )

    class Privacy:
        pseudonym = ("holder_id", "file_id")
        open = (
            "id",
            "subject_id",
            "holder",
            "pair_id",
            "token",
            "kek_id",
            "stamp",
            "since",
        )
        kept = "as long as its holder is in the circle"

    def __str__(self) -> str:
        return f"wrap for {self.holder}"


class SubjectKey(models.Model):
    """The key of one subject's operational values (`subjects`): masked with the share of `id`,
    which is kept outside of the database, and wrapped under a KEK.
    """

    id = models.UUIDField(primary_key=True)
    subject_id = models.UUIDField(unique=True)
    token = models.BinaryField()
    kek_id = models.CharField(max_length=16, db_index=True)
    commitment = models.BinaryField()

    class Meta:
        db_table = "vault_subject_key"

    class Privacy:
        pseudonym = ("subject_id",)
        open = ("id", "token", "kek_id", "commitment")
        kept = "as long as what is sealed under it; erasure deletes it first"

    def __str__(self) -> str:
        return "a subject's key"


class Manifest(models.Model):
    """What stands in a file: its cells' versions and digests, stamped, so that a lost one shows."""

    file_id = models.UUIDField(primary_key=True)
    version = models.PositiveIntegerField(default=1)
    content = models.BinaryField()
    mac = models.BinaryField()
    stamp = models.BinaryField()

    class Meta:
        db_table = "vault_manifest"

    class Privacy:
        open = ("file_id", "version", "content", "mac", "stamp")
        kept = "as long as its file"
        guarded = False
        app = "rcud"

    def __str__(self) -> str:
        return "manifest"


class Tombstone(models.Model):
    """That there was a file, or a client, and that it was erased. Nothing tells whose it was.

    Of a client it is their id, which leads nowhere any more; of a subject that of their key.
    """

    file_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=ERASABLE)
    on = models.DateField()
    stamp = models.BinaryField()

    class Meta:
        db_table = "vault_tombstone"

    class Privacy:
        open = ("file_id", "kind", "on", "stamp")
        kept = "for good: a restored backup is told what to erase again"
        guarded = False
        app = "rc"

    def __str__(self) -> str:
        return f"{self.kind} erased"


class Passphrase(models.Model):
    """The private half of a person of staff, under their notes passphrase and a recovery code.

    Both are made with a pepper from the keyring, so a dump alone cannot be guessed at. `suite`
    names the Argon2id parameters. `waiting_copy` is the copy under a recovery code that was shown
    and not yet typed again; until the first one was, nothing opens.
    """

    staff_id = models.UUIDField(primary_key=True)
    suite = models.PositiveSmallIntegerField()
    salt = models.BinaryField()
    pair_id = models.UUIDField()
    sealed_key = models.BinaryField()
    recovery_copy = models.BinaryField(null=True)
    waiting_copy = models.BinaryField(null=True)
    set_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_passphrase"

    class Privacy:
        blind = ("sealed_key", "recovery_copy", "waiting_copy")
        pseudonym = ("staff_id",)
        open = ("suite", "salt", "pair_id", "set_at", "tries", "next_try_at")
        kept = "as long as the staff account"

    def __str__(self) -> str:
        return "a notes passphrase"


class Passkey(models.Model):
    """The private half of a person of staff once more, under the secret that a passkey gives.

    The passkey gives it for the `salt`, which is no secret, and only with its owner's fingerprint,
    face or PIN; it is kept nowhere. `credential` is the passkey's id and public key. It opens
    `pair_id` and is void once that is not the pair of the passphrase any more. Days only: hours
    would tell when somebody works.
    """

    id = models.UUIDField(primary_key=True)
    staff_id = models.UUIDField()
    pair_id = models.UUIDField()
    credential_id = models.BinaryField()
    credential = models.BinaryField()
    salt = models.BinaryField()
    sealed_key = models.BinaryField()
    transports = models.CharField(max_length=60, default="", blank=True)
    device = models.CharField(max_length=10, choices=Device.choices)
    made_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        db_table = "vault_passkey"
        constraints = (
            _one_of("device", Device.values, "vault_passkey_device"),
            models.UniqueConstraint(
                fields=("staff_id", "credential_id"), name="vault_passkey_once"
            ),
        )

    class Privacy:
        operational = ("made_on", "used_on")
        blind = ("sealed_key",)
        pseudonym = ("staff_id", "credential_id", "credential")
        open = ("id", "pair_id", "salt", "transports", "device")
        kept = "until its owner removes it or gives their key up, at most as long as the account"

    def __str__(self) -> str:
        return "a passkey"


class PasskeyChallenge(models.Model):
    """What a passkey has to sign: made for one session, used once, over after minutes.

    `salt` is that of a passkey which is being added.
    """

    id = models.UUIDField(primary_key=True)
    staff_id = models.UUIDField()
    session = models.UUIDField()
    use = models.CharField(max_length=10, choices=Challenge.choices)
    challenge = models.BinaryField()
    salt = models.BinaryField(null=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "vault_passkey_challenge"
        constraints = (
            _one_of("use", Challenge.values, "vault_challenge_use"),
            models.UniqueConstraint(
                fields=("staff_id", "session", "use"), name="vault_one_challenge"
            ),
        )

    class Privacy:
        operational = ("until",)
        pseudonym = ("staff_id", "session")
        open = ("id", "use", "challenge", "salt")
        kept = "until it is answered, at the latest the night after its end"

    def __str__(self) -> str:
        return "a challenge to a passkey"


class UnlockWindow(models.Model):
    """A time during which one signed-in person may open content.

    It ends at `idle_until`, which use moves on, and never later than `until`. `sealed_keys` are
    the private halves it opens with, under the half key in the browser's cookie: the row alone
    opens nothing. A live window has a key pair of its own; `file_id` is the file whose messages
    are sealed to its `public_key` as well.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Unlock.choices)
    holder = models.CharField(max_length=10, choices=((STAFF, "Staff"), (CLIENT, "Client")))
    holder_id = models.UUIDField()
    session = models.UUIDField()
    file_id = models.UUIDField(null=True)
    half_mark = models.BinaryField()
    public_key = models.BinaryField(null=True)
    sealed_keys = models.BinaryField()
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
        blind = ("sealed_keys", "half_mark")
        open = ("id", "kind", "holder", "public_key")
        kept = "until it is closed, at the latest the night after its end"

    def __str__(self) -> str:
        return f"{self.kind} window"


class Echo(models.Model):
    """A live message sealed once more, to one open window of somebody without a private key.

    It goes with its window.
    """

    id = models.UUIDField(primary_key=True)
    window_id = models.UUIDField()
    table = models.CharField(max_length=63)
    column = models.CharField(max_length=63)
    row_id = models.UUIDField()
    token = models.BinaryField()

    class Meta:
        db_table = "vault_echo"
        constraints = (
            models.UniqueConstraint(
                fields=("window_id", "table", "column", "row_id"), name="vault_echo_place"
            ),
        )

    class Privacy:
        blind = ("token",)
        pseudonym = ("window_id", "row_id")
        open = ("id", "table", "column")
        kept = "until its window is closed"

    def __str__(self) -> str:
        return "echo"


class EscrowRequest(models.Model):
    """That the custodians are to bring back, for one counsellor, what their lost key opened.

    `pair_id` is the counsellor's new key. It may be carried out from `not_before` until `until`,
    and stands while `end` is empty. `asked_by` and `ended_by` are staff.
    """

    id = models.UUIDField(primary_key=True)
    staff_id = models.UUIDField()
    pair_id = models.UUIDField()
    reason = models.CharField(max_length=10, choices=EscrowReason.choices)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    until = models.DateTimeField()
    end = models.CharField(max_length=10, choices=EscrowEnd.choices, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        db_table = "vault_escrow_request"
        constraints = (
            _one_of("reason", EscrowReason.values, "vault_escrow_reason"),
            _one_of("end", ["", *EscrowEnd.values], "vault_escrow_end"),
            models.UniqueConstraint(
                fields=("staff_id",), condition=models.Q(end=""), name="vault_escrow_standing"
            ),
        )

    class Privacy:
        operational = ("asked_at", "not_before", "until", "ended_at")
        pseudonym = ("staff_id", "pair_id", "asked_by", "ended_by")
        open = ("id", "reason", "end")
        kept = "ten years"

    def __str__(self) -> str:
        return "a request to the custodians"


class Milestone(models.Model):
    """When something last happened to the vault as a whole, such as "check" or "KEK ID left".

    `count` is what it counted: damaged cells, or nothing.
    """

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "vault_milestone"

    class Privacy:
        open = ("name", "at", "count")
        kept = "for good"
        guarded = False
        app = "rcud"

    def __str__(self) -> str:
        return self.name
