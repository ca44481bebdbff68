"""Cases, requests, assignments, judgements of risk, and the sequence of case numbers."""

import django.db.models.deletion
from django.db import migrations, models

import eap.core.ids
import eap.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programme", "0001_initial"),
    ]

    operations = [
        # Numbers are taken before the row, and gaps do not matter.
        migrations.RunSQL(
            "CREATE SEQUENCE cases_case_numbers START 1001", "DROP SEQUENCE cases_case_numbers"
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.IntegerField(unique=True)),
                ("code_name", models.CharField(max_length=20)),
                ("client_id", models.UUIDField()),
                ("file_id", models.UUIDField()),
                ("counsellor_id", models.UUIDField(null=True)),
                ("on_desk", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assessing", "Assessing"),
                            ("active", "Active"),
                            ("on_hold", "On hold"),
                            ("closing", "Closing"),
                            ("closed", "Closed"),
                        ],
                        default="assessing",
                        max_length=12,
                    ),
                ),
                ("tenure", models.CharField(blank=True, max_length=4)),
                ("language", models.CharField(max_length=10)),
                ("statistics", models.BooleanField()),
                ("opened_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_met", "Goals met"),
                            ("referred", "Referred"),
                            ("declined_further", "Declined further sessions"),
                            ("no_contact", "No contact after three attempts"),
                            ("left_employer", "Left the employer"),
                            ("out_of_scope", "Out of scope"),
                            ("died", "Died"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "risk_level",
                    models.CharField(
                        choices=[
                            ("not_assessed", "Not assessed"),
                            ("none_stated", "None stated"),
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("imminent", "Imminent"),
                        ],
                        default="not_assessed",
                        max_length=12,
                    ),
                ),
                ("risk_at", models.DateTimeField(null=True)),
                ("sessions_done", models.IntegerField(default=0)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.service",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.shiftpattern",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.site",
                    ),
                ),
            ],
            options={
                "db_table": "cases_case",
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("counsellor_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_assignment",
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("appointment_id", models.UUIDField(null=True)),
                ("key_index", models.BinaryField(max_length=16, unique=True)),
                (
                    "band",
                    models.CharField(
                        choices=[
                            ("crisis", "Crisis"),
                            ("urgent", "Urgent"),
                            ("routine", "Routine"),
                            ("advice", "Advice only"),
                        ],
                        default="routine",
                        max_length=8,
                    ),
                ),
                ("urgent", models.BooleanField(default=False)),
                ("submitted_at", models.DateTimeField()),
                ("prepared_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("triaged", "Triaged"),
                            ("booked", "Booked"),
                            ("converted", "Converted"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("line", eap.vault.fields.SealedField()),
                ("preparation", eap.vault.fields.SealedField(null=True)),
                ("version", models.IntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="cases.case",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.service",
                    ),
                ),
            ],
            options={
                "db_table": "cases_request",
            },
        ),
        migrations.CreateModel(
            name="RiskEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("not_assessed", "Not assessed"),
                            ("none_stated", "None stated"),
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("imminent", "Imminent"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", eap.vault.fields.SealedField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_entries",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_risk_entry",
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["counsellor_id", "-opened_at", "id"], name="cases_caseload"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("on_desk", True)), fields=["opened_at"], name="cases_on_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("client_id", "counsellor_id"),
                name="cases_one_open_each",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("case",),
                name="cases_one_assignment",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["case", "-submitted_at"], name="cases_requests"),
        ),
        migrations.AddIndex(
            model_name="riskentry",
            index=models.Index(fields=["case", "-at"], name="cases_risk_entries"),
        ),
    ]
