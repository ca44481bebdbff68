"""The tables of the trail. They are written by `services` and `sealer` only."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from eap.audit.words import KINDS, Decision


class AuditEvent(models.Model):
    """One act of one actor on one reference. Rows are inserted and never change.

    `subject_id` (the client concerned), `epoch` (the database cluster) and `xid` (the
    transaction) are filled in by the database, whatever the writer says. `commitment` is the
    salted hash of the details kept in `AuditDetail`, so those can be erased and this row stays
    provable. `writer` and `writer_no` number what one thread of one process wrote, so that a
    row deleted before it was sealed leaves a gap.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    role = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=30)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    rule = models.CharField(max_length=120)
    request_id = models.CharField(max_length=64)
    commitment = models.BinaryField(null=True)
    epoch = models.BigIntegerField()
    xid = models.BigIntegerField()
    writer = models.UUIDField()
    writer_no = models.BigIntegerField()

    class Meta:
        db_table = "audit_event"
        constraints = (
            models.CheckConstraint(condition=Q(actor_kind__in=KINDS), name="audit_event_kind"),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="audit_event_decision"
            ),
        )
        indexes = (
            models.Index(fields=("epoch", "xid", "id"), name="audit_event_sealing"),
            models.Index(fields=("at", "id"), name="audit_event_trail"),
            models.Index(
                fields=("subject_id", "at", "id"),
                name="audit_event_subject",
                condition=Q(subject_id__isnull=False),
            ),
            models.Index(
                fields=("actor_id", "at", "id"),
                name="audit_event_actor",
                condition=Q(actor_id__isnull=False),
            ),
            # Objects are random and seldom asked for: a Bloom filter a block range costs an
            # append next to nothing, a tree would dirty a page of its own each time.
            BrinIndex(
                fields=("object_id",), opclasses=("uuid_bloom_ops",), name="audit_event_object"
            ),
        )

    class Privacy:
        pseudonym = ("actor_id", "object_id", "subject_id")
        open = (
            "id",
            "at",
            "actor_kind",
            "role",
            "action",
            "object_kind",
            "purpose",
            "decision",
            "rule",
            "request_id",
            "commitment",
            "epoch",
            "xid",
            "writer",
            "writer_no",
        )
        kept = "ten years"
        publisher = "c"

    def __str__(self) -> str:
        return f"event {self.pk}"


class AuditDetail(models.Model):
    """What an event says beyond its header, found by the event's commitment; may be erased."""

    commitment = models.BinaryField(primary_key=True)
    salt = models.BinaryField()
    details = models.JSONField()

    class Meta:
        db_table = "audit_detail"

    class Privacy:
        operational = ("details",)
        open = ("commitment", "salt")
        kept = "ten years"
        publisher = "c"

    def __str__(self) -> str:
        return "details of an event"


class SubjectLink(models.Model):
    """Which client an object concerns, so that a refused attempt on its id finds the client."""

    object_id = models.UUIDField(primary_key=True)
    client_id = models.UUIDField(db_index=True)

    class Meta:
        db_table = "audit_subject_link"

    class Privacy:
        pseudonym = ("object_id", "client_id")
        kept = "ten years"
        door = "r"

    def __str__(self) -> str:
        return f"object {self.object_id}"


class AuditBatch(models.Model):
    """The events of finished transactions, closed under a Merkle root and a signed head.

    A batch holds the rows of `epoch` whose `xid` lies below `below_xid` and not in an earlier
    batch. `root` is the Merkle root of those rows, `head` the Merkle root of all batches so far,
    `peaks` its compact range (the roots of the perfect subtrees, left to right), all in the
    shape of RFC 9162. `signature` is Ed25519 over the head's statement.
    """

    no = models.BigIntegerField(primary_key=True)
    epoch = models.BigIntegerField()
    below_xid = models.BigIntegerField()
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    count = models.BigIntegerField()
    root = models.BinaryField()
    head = models.BinaryField()
    peaks = models.BinaryField()
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "audit_batch"
        indexes = (models.Index(fields=("epoch", "-below_xid"), name="audit_batch_bound"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(no__gte=0) & Q(count__gt=0), name="audit_batch_numbers"
            ),
        )

    class Privacy:
        open = (
            "no",
            "epoch",
            "below_xid",
            "first_event",
            "last_event",
            "count",
            "root",
            "head",
            "peaks",
            "signature",
            "sealed_at",
        )
        kept = "ten years"

    def __str__(self) -> str:
        return f"batch {self.no}"
