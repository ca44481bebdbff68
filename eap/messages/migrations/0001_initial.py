"""Messages of live text."""

import django.db.models.deletion
from django.db import migrations, models

import eap.core.ids
import eap.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("appointment_id", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("from_client", models.BooleanField()),
                ("author_id", models.UUIDField()),
                ("body", eap.vault.fields.SealedField()),
                ("sent_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "messages_message",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("appointment_id", "number"), name="messages_in_order"
                    )
                ],
            },
        ),
    ]
