"""Notes and addenda."""

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
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("file_id", models.UUIDField()),
                ("author_id", models.UUIDField()),
                ("appointment_id", models.UUIDField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("progress", "Progress note"), ("process", "Process note")],
                        max_length=8,
                    ),
                ),
                (
                    "template",
                    models.CharField(
                        choices=[
                            ("free", "Free text"),
                            ("soap", "SOAP"),
                            ("dap", "DAP"),
                            ("birp", "BIRP"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("signed", "Signed")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("body", eap.vault.fields.SealedField()),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("digest", models.BinaryField(max_length=32, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "notes_note",
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("author_id", models.UUIDField()),
                ("body", eap.vault.fields.SealedField()),
                ("at", models.DateTimeField()),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="notes.note",
                    ),
                ),
            ],
            options={
                "db_table": "notes_addendum",
            },
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["case", "-started_at"], name="notes_of_case"),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                condition=models.Q(("state", "draft")),
                fields=["author_id", "started_at"],
                name="notes_unsigned",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                condition=models.Q(("appointment_id__isnull", False)),
                fields=("appointment_id", "author_id", "kind"),
                name="notes_one_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", None), ("signed_at", None), ("state", "draft")),
                    models.Q(
                        ("digest__isnull", False), ("signed_at__isnull", False), ("state", "signed")
                    ),
                    _connector="OR",
                ),
                name="notes_signed_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="addendum",
            index=models.Index(fields=["note", "at"], name="notes_addenda"),
        ),
    ]
