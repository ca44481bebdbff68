"""The tables of the trail."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="AuditDetail",
            fields=[
                ("commitment", models.BinaryField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField()),
                ("details", models.JSONField()),
            ],
            options={
                "db_table": "audit_detail",
            },
        ),
        migrations.CreateModel(
            name="SubjectLink",
            fields=[
                ("object_id", models.UUIDField(primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
            ],
            options={
                "db_table": "audit_subject_link",
            },
        ),
        migrations.CreateModel(
            name="AuditBatch",
            fields=[
                ("no", models.BigIntegerField(primary_key=True, serialize=False)),
                ("epoch", models.BigIntegerField()),
                ("below_xid", models.BigIntegerField()),
                ("first_event", models.BigIntegerField()),
                ("last_event", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("head", models.BinaryField()),
                ("peaks", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "audit_batch",
                "indexes": [models.Index(fields=["epoch", "-below_xid"], name="audit_batch_bound")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("no__gte", 0), ("count__gt", 0)),
                        name="audit_batch_numbers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.UUIDField(null=True)),
                ("role", models.CharField(max_length=200)),
                ("action", models.CharField(max_length=80)),
                ("object_kind", models.CharField(max_length=40)),
                ("object_id", models.UUIDField(null=True)),
                ("subject_id", models.UUIDField(null=True)),
                ("purpose", models.CharField(max_length=30)),
                (
                    "decision",
                    models.CharField(
                        choices=[("allowed", "Allowed"), ("refused", "Refused")], max_length=8
                    ),
                ),
                ("rule", models.CharField(max_length=120)),
                ("request_id", models.CharField(max_length=64)),
                ("commitment", models.BinaryField(null=True)),
                ("epoch", models.BigIntegerField()),
                ("xid", models.BigIntegerField()),
                ("writer", models.UUIDField()),
                ("writer_no", models.BigIntegerField()),
            ],
            options={
                "db_table": "audit_event",
                "indexes": [
                    models.Index(fields=["epoch", "xid", "id"], name="audit_event_sealing"),
                    models.Index(fields=["at", "id"], name="audit_event_trail"),
                    models.Index(
                        condition=models.Q(("subject_id__isnull", False)),
                        fields=["subject_id", "at", "id"],
                        name="audit_event_subject",
                    ),
                    models.Index(
                        condition=models.Q(("actor_id__isnull", False)),
                        fields=["actor_id", "at", "id"],
                        name="audit_event_actor",
                    ),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["object_id"],
                        name="audit_event_object",
                        opclasses=("uuid_bloom_ops",),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor_kind__in", ("anonymous", "client", "staff", "system"))
                        ),
                        name="audit_event_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["allowed", "refused"])),
                        name="audit_event_decision",
                    ),
                ],
            },
        ),
    ]
