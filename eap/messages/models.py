"""Messages of live text sessions, sealed under the case."""

from django.db import models

from eap.cases.models import Case
from eap.core.ids import new_id
from eap.vault.fields import SealedField


class Message(models.Model):
    """One message. `number` counts 1, 2, 3 within its session, in the order of sending.

    `key` is random and made by the writer's page, so that what is sent again is kept once.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    appointment_id = models.UUIDField()
    number = models.PositiveIntegerField()
    from_client = models.BooleanField()
    author_id = models.UUIDField()
    key = models.UUIDField(null=True)
    body = SealedField()
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "messages_message"
        constraints = (
            models.UniqueConstraint(fields=("appointment_id", "number"), name="messages_in_order"),
            models.UniqueConstraint(
                fields=("appointment_id", "author_id", "key"), name="messages_sent_once"
            ),
        )

    class Privacy:
        sealed = ("body",)
        operational = ("from_client", "sent_at", "number")
        pseudonym = ("case", "appointment_id", "author_id")
        open = ("id", "key")
        kept = "as long as its case"

    class Sealing:
        table = "message"
        file = "case.file_id"
