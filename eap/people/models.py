"""Clients and the secrets by which they come in. Secrets are stored as keyed hashes only.

What leads from such a hash to a client carries the server's stamp (`stamps`).
"""

from django.db import models
from django.db.models import Q

from eap.core.actor import PRIVATE_KEY, VISIT
from eap.core.ids import new_id
from eap.people.words import CardKind, HoldReason, Purpose, Way
from eap.programme.models import ShiftPattern, Site
from eap.programme.words import Tenure

WAYS_IN = ((VISIT, "Visit code"), (PRIVATE_KEY, "Private key"))


class Client(models.Model):
    """A person as the programme knows them: a random id and a few coarse facts they gave.

    `site` and `shift` come from the card's pool, else from what the client chose to say.
    `statistics` is the consent to be counted as it stands now.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    came_on = models.DateField()
    language = models.CharField(max_length=10)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    shift = models.ForeignKey(ShiftPattern, on_delete=models.PROTECT, null=True, related_name="+")
    tenure = models.CharField(max_length=2, choices=Tenure.choices, null=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    statistics = models.BooleanField()

    class Meta:
        db_table = "people_client"

    class Privacy:
        operational = ("came_on", "language", "site", "shift", "tenure", "way", "statistics")
        pseudonym = ("id",)
        kept = "ten years after the last session"


class ClientSession(models.Model):
    """One coming-in on one device, found by the keyed hash of the cookie's token."""

    id = models.UUIDField(primary_key=True, default=new_id)
    token_hash = models.BinaryField(max_length=32, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="sessions")
    way_in = models.CharField(max_length=12, choices=WAYS_IN)
    opened_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    until = models.DateTimeField()
    stamp = models.BinaryField(max_length=16)

    class Meta:
        db_table = "people_client_session"

    class Privacy:
        operational = ("opened_at", "last_used_at", "until")
        blind = ("token_hash", "stamp")
        pseudonym = ("client",)
        open = ("id", "way_in")
        kept = "until the client leaves, at the latest 12 hours"
        door = "ru"


class VisitCode(models.Model):
    """The code shown once at the first booking. It opens appointments, never content.

    `retry_index` is of the random key the browser sent with that booking, so that sending it
    again gives the same client and the same code.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    code_index = models.BinaryField(max_length=16, unique=True)
    retry_index = models.BinaryField(max_length=16)
    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="visit_code")
    ends_on = models.DateField()
    stamp = models.BinaryField(max_length=16)

    class Meta:
        db_table = "people_visit_code"

    class Indexes:
        lasting = ("code_index",)
        passing = ("retry_index",)

    class Privacy:
        operational = ("ends_on",)
        blind = ("code_index", "retry_index", "stamp")
        pseudonym = ("client",)
        open = ("id",)
        kept = "until 30 days after the last session"
        door = "ru"


class PrivateKey(models.Model):
    """Twelve words that open a client's own content.

    `tail_index` is of the last two words and stands only until they were typed again; a key that
    was not confirmed opens nothing. So does `laid_by`, its private half under the half key of the
    browser that made it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    key_index = models.BinaryField(max_length=16, unique=True)
    tail_index = models.BinaryField(max_length=16, null=True)
    laid_by = models.BinaryField(null=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="private_keys")
    made_on = models.DateField()
    confirmed = models.BooleanField(default=False)
    stamp = models.BinaryField(max_length=16)

    class Meta:
        db_table = "people_private_key"
        constraints = (
            models.UniqueConstraint(fields=("client", "confirmed"), name="people_one_key"),
            models.CheckConstraint(
                condition=Q(confirmed=False) | Q(tail_index__isnull=True), name="people_key_tail"
            ),
        )

    class Indexes:
        lasting = ("key_index",)
        passing = ("tail_index",)

    class Privacy:
        operational = ("made_on", "confirmed")
        blind = ("key_index", "tail_index", "laid_by", "stamp")
        pseudonym = ("client",)
        open = ("id",)
        kept = "as long as the client, or until a new key is made"
        door = "r"


class Voucher(models.Model):
    """A card as the database has it. It opens one client's first booking, once.

    Nobody knows who got or used which: the used mark has no time and leads to no client, and the
    transaction and the place it was made in are wiped every night (`cards.shuffle_cards`).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    code_index = models.BinaryField(max_length=16, unique=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    shift = models.ForeignKey(ShiftPattern, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.UUIDField()
    kind = models.CharField(max_length=12, choices=CardKind.choices, default=CardKind.BATCH)
    made_on = models.DateField()
    ends_on = models.DateField()
    used = models.BooleanField(default=False)

    class Meta:
        db_table = "people_voucher"

    class Indexes:
        lasting = ("code_index",)

    class Privacy:
        operational = ("site", "shift", "used")
        blind = ("code_index",)
        open = ("id", "batch", "kind", "made_on", "ends_on")
        kept = "one year after its end"
        door = "rcud"


class Consent(models.Model):
    """A client's agreement to one purpose, with the id of the text they saw."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    version = models.CharField(max_length=30)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_consent"
        constraints = (
            models.UniqueConstraint(
                fields=("client", "purpose"),
                condition=Q(withdrawn_at__isnull=True),
                name="people_one_consent",
            ),
        )

    class Privacy:
        operational = ("purpose", "version", "given_at", "withdrawn_at")
        pseudonym = ("client",)
        open = ("id",)
        kept = "as long as the client's record"


class Erasure(models.Model):
    """That a client asked to be erased: their row, and so all that leads to them."""

    client = models.OneToOneField(
        Client, on_delete=models.CASCADE, primary_key=True, related_name="erasure"
    )
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "people_erasure"

    class Privacy:
        operational = ("asked_at",)
        pseudonym = ("client",)
        kept = "until it is taken back or carried out"


class LegalHold(models.Model):
    """That the law has a client's record kept for the time being. Nothing of it is erased."""

    client = models.OneToOneField(
        Client, on_delete=models.CASCADE, primary_key=True, related_name="legal_hold"
    )
    reason = models.CharField(max_length=10, choices=HoldReason.choices)
    since = models.DateField()

    class Meta:
        db_table = "people_legal_hold"

    class Privacy:
        operational = ("reason", "since")
        pseudonym = ("client",)
        kept = "until it is lifted"


class TryCount(models.Model):
    """How often one network prefix, or one person who has come in, tried one kind of thing.

    Who it was, and what, is one keyed hash: a row leads to nobody.
    """

    bucket = models.BinaryField(max_length=16, primary_key=True)
    since = models.DateTimeField()
    tries = models.PositiveIntegerField()

    class Meta:
        db_table = "people_try_count"

    class Indexes:
        passing = ("bucket",)

    class Privacy:
        blind = ("bucket",)
        open = ("since", "tries")
        kept = "15 minutes, swept within the hour"
        guarded = False
        app = "rcud"
