"""Group sessions, their seats and who waits for one."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import eap.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="GroupSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("title_zh", models.CharField(max_length=60)),
                ("title_en", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("circle", "Closed group"),
                            ("workshop", "Workshop"),
                            ("salon", "Peer salon"),
                            ("listening", "Listening session"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("facilitator_id", models.UUIDField()),
                ("reserved_id", models.UUIDField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("minimum", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("open", "Open"),
                            ("closed", "Registration closed"),
                            ("running", "Running"),
                            ("completed", "Completed"),
                            ("evaluated", "Evaluated"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "db_table": "groups_session",
                "indexes": [models.Index(fields=["facilitator_id"], name="groups_by_facilitator")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__range", (2, 40)),
                            ("minimum__gte", 1),
                            ("minimum__lte", models.F("capacity")),
                        ),
                        name="groups_seats_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "approved",
                                    "open",
                                    "closed",
                                    "running",
                                    "completed",
                                    "evaluated",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="groups_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("free", "Free"),
                            ("registered", "Registered"),
                            ("attended", "Attended"),
                            ("absent", "Absent"),
                        ],
                        default="free",
                        max_length=10,
                    ),
                ),
                ("client_id", models.UUIDField(null=True)),
                ("alias", models.CharField(max_length=24, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="groups.groupsession",
                    ),
                ),
            ],
            options={
                "db_table": "groups_seat",
                "indexes": [models.Index(fields=["client_id"], name="groups_seat_by_client")],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "number"), name="groups_seat_number"),
                    models.UniqueConstraint(
                        fields=("group", "client_id"), name="groups_one_seat_each"
                    ),
                    models.UniqueConstraint(
                        models.F("group"),
                        django.db.models.functions.text.Lower("alias"),
                        name="groups_alias_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alias__isnull", True),
                                ("client_id__isnull", True),
                                ("state", "free"),
                            ),
                            models.Q(
                                models.Q(("state", "free"), _negated=True),
                                ("alias__isnull", False),
                                ("client_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="groups_seat_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("alias", models.CharField(max_length=20)),
                ("joined_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("seated", "Given a seat"),
                            ("left", "Left"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="groups.groupsession",
                    ),
                ),
            ],
            options={
                "db_table": "groups_waiting_entry",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["group", "joined_at", "id"],
                        name="groups_waiting_in_order",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("group", "client_id"),
                        name="groups_wait_once",
                    )
                ],
            },
        ),
    ]
