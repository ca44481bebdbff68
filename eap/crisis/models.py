"""A call for help, who was paged for it, and what was done."""

from django.db import models

from eap.core.ids import new_id
from eap.crisis.words import Act, Outcome, Source, State
from eap.vault.fields import SealedField
from eap.vault.words import Unkept


class Crisis(models.Model):
    """One call for help. The number to call back and the place are sealed and erased after.

    Where nothing can be sealed to the people on duty it stands all the same: without content, and
    `unkept` says why. Its file is then made by whoever first writes a note about it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RAISED)
    ticket_index = models.BinaryField(max_length=16, unique=True)
    number = SealedField(null=True)
    whereabouts = SealedField(null=True)
    unkept = models.CharField(max_length=10, choices=Unkept.choices, blank=True, default="")
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    contacted_at = models.DateTimeField(null=True)
    all_right_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default="")
    attempts = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "crisis_crisis"
        indexes = (
            models.Index(
                fields=("raised_at",),
                condition=models.Q(closed_at__isnull=True),
                name="crisis_open_by_age",
            ),
            models.Index(fields=("client_id",), name="crisis_by_client"),
            models.Index(
                fields=("closed_at",),
                condition=models.Q(number__isnull=False) | models.Q(whereabouts__isnull=False),
                name="crisis_with_number",
            ),
        )

    class Indexes:
        passing = ("ticket_index",)

    class Privacy:
        sealed = ("number", "whereabouts")
        operational = ("language",)
        blind = ("ticket_index",)
        pseudonym = ("client_id", "acknowledged_by")
        open = (
            "id", "file_id", "source", "state", "unkept", "raised_at", "acknowledged_at",
            "contacted_at", "all_right_at", "closed_at", "outcome", "attempts",
        )  # fmt: skip
        kept = "ten years; the number and the place thirty days after closing"
        door = "ru"

    class Sealing:
        table = "crisis"
        file = "file_id"
        version = None


class Page(models.Model):
    """One person paged for one call on one rung; the unique row keeps a page from going twice."""

    id = models.UUIDField(primary_key=True, default=new_id)
    crisis = models.ForeignKey(Crisis, on_delete=models.PROTECT, related_name="pages")
    level = models.SmallIntegerField()
    staff_id = models.UUIDField()
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "crisis_page"
        constraints = (
            models.UniqueConstraint(
                fields=("crisis", "level", "staff_id"), name="crisis_page_once"
            ),
        )

    class Privacy:
        pseudonym = ("staff_id",)
        open = ("id", "crisis", "level", "sent_at")
        kept = "ten years"


class Step(models.Model):
    """One act on a call, with an optional sealed note."""

    id = models.UUIDField(primary_key=True, default=new_id)
    crisis = models.ForeignKey(Crisis, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=20, choices=Act.choices)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    note = SealedField(null=True)

    class Meta:
        db_table = "crisis_step"
        indexes = (models.Index(fields=("crisis", "at"), name="crisis_step_in_order"),)

    class Privacy:
        sealed = ("note",)
        pseudonym = ("by_id",)
        open = ("id", "crisis", "act", "at")
        kept = "ten years"

    class Sealing:
        table = "crisis_step"
        file = "crisis.file_id"
        version = None
