"""Counsellors, their hours, appointments and the on-call rota."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import eap.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Counsellor",
            fields=[
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name_zh", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=60)),
                ("pronoun", models.CharField(default="", max_length=20)),
                ("gender", models.CharField(default="", max_length=10)),
                ("time_zone", models.CharField(max_length=40)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), size=None
                    ),
                ),
                (
                    "modalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("text", "Live text"), ("phone", "Phone"), ("room", "Room")],
                            max_length=10,
                        ),
                        size=None,
                    ),
                ),
                ("phone_line", models.CharField(default="", max_length=40)),
                ("room", models.CharField(default="", max_length=80)),
                ("site_id", models.UUIDField(null=True)),
                ("taking", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "booking_counsellor",
            },
        ),
        migrations.CreateModel(
            name="HotlineOnly",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            ],
            options={
                "db_table": "booking_hotline_only",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inc", True),
                            ("during__upper_inc", False),
                        ),
                        name="booking_hotline_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("normal", "Sessions"), ("group", "Group sessions")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                ("anchor", models.DateField()),
                ("cycle_days", models.PositiveSmallIntegerField(default=7)),
                ("offset_day", models.PositiveSmallIntegerField(default=0)),
                ("starts", models.TimeField()),
                ("length", models.DurationField()),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "counsellor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="booking.counsellor",
                    ),
                ),
            ],
            options={
                "db_table": "booking_availability_rule",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cycle_days__range", (1, 56)),
                            ("offset_day__lt", models.F("cycle_days")),
                        ),
                        name="booking_rule_cycle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("length__gt", datetime.timedelta(0)),
                            ("length__lte", datetime.timedelta(days=1)),
                        ),
                        name="booking_rule_length",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityException",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("adds", models.BooleanField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "counsellor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="booking.counsellor",
                    ),
                ),
            ],
            options={
                "db_table": "booking_availability_exception",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inc", True),
                            ("during__upper_inc", False),
                        ),
                        name="booking_exception_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("client_id", models.UUIDField(null=True)),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("session", "Session"), ("group", "Group session")],
                        default="session",
                        max_length=10,
                    ),
                ),
                ("service", models.CharField(default="", max_length=40)),
                (
                    "modality",
                    models.CharField(
                        choices=[("text", "Live text"), ("phone", "Phone"), ("room", "Room")],
                        max_length=10,
                    ),
                ),
                ("room", models.CharField(max_length=80, null=True)),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("block", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Booked"),
                            (2, "Held"),
                            (3, "Moved"),
                            (4, "Cancelled"),
                            (5, "Late Cancel"),
                            (6, "Done"),
                            (7, "No Show"),
                            (8, "Expired"),
                            (9, "Counsellor Cancelled"),
                        ]
                    ),
                ),
                ("hold_index", models.BinaryField(null=True)),
                ("hold_expires_at", models.DateTimeField(null=True)),
                ("without_card", models.BooleanField(default=False)),
                ("checked_in_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("ical_uid", models.UUIDField(default=eap.core.ids.new_id)),
                ("created_at", models.DateTimeField()),
                (
                    "counsellor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="booking.counsellor",
                    ),
                ),
            ],
            options={
                "db_table": "booking_appointment",
                "indexes": [
                    models.Index(fields=["client_id"], name="booking_by_client"),
                    models.Index(
                        models.F("counsellor"),
                        models.F("during__startswith"),
                        name="booking_by_counsellor",
                    ),
                    models.Index(
                        condition=models.Q(("status", 2)),
                        fields=["hold_expires_at"],
                        name="booking_holds",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status__in", (1, 2))),
                        expressions=(("counsellor", "="), ("block", "&&")),
                        name="booking_counsellor_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status__in", (1, 2))),
                        expressions=(("client_id", "="), ("during", "&&")),
                        name="booking_client_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("room__isnull", False), ("status__in", (1, 2))),
                        expressions=(("room", "="), ("block", "&&")),
                        name="booking_room_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inc", True),
                            ("during__upper_inc", False),
                            ("block__contains", models.F("during")),
                        ),
                        name="booking_ranges",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("client_id__isnull", True), ("status__in", (2, 8))),
                            models.Q(("client_id__isnull", True), ("kind", "group")),
                            models.Q(("case_id__isnull", False), ("client_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="booking_whose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", 2), _negated=True),
                            models.Q(
                                ("hold_expires_at__isnull", False), ("hold_index__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="booking_hold_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OnCallShift",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_call_shifts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "booking_on_call_shift",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=(("staff", "="), ("during", "&&")), name="booking_one_rung"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))), name="booking_duty_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inc", True),
                            ("during__upper_inc", False),
                        ),
                        name="booking_duty_range",
                    ),
                ],
            },
        ),
    ]
