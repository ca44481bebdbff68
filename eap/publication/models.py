"""The year's programme with its ledger, and releases, which are never changed."""

from django.db import models

from eap.core.ids import new_id
from eap.publication.mechanism.budget import YEAR_CEILING, YEAR_RHO


class ProgrammeYear(models.Model):
    """What may be spent in one year, and its frozen map: site -> published cell, cell -> heads."""

    year = models.SmallIntegerField(primary_key=True)
    rho_limit = models.DecimalField(max_digits=6, decimal_places=5, default=YEAR_RHO)
    rho_charged = models.DecimalField(max_digits=6, decimal_places=5, default=0)
    cells = models.JSONField(default=dict)
    heads = models.JSONField(default=dict)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "publication_year"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(rho_charged__lte=models.F("rho_limit")),
                name="publication_within_year",
            ),
            models.CheckConstraint(
                condition=models.Q(rho_limit__lte=YEAR_CEILING), name="publication_ceiling"
            ),
            models.CheckConstraint(
                condition=models.Q(rho_charged__gte=0), name="publication_never_in_credit"
            ),
        )

    class Privacy:
        open = ("year", "rho_limit", "rho_charged", "cells", "heads", "opened_at")
        kept = "always"
        guarded = False
        app = "r"
        publisher = "rc"
        door = "ru"


class LedgerEntry(models.Model):
    """What one table costs for a whole year; charged when it is taken up, never given back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="ledger")
    table = models.CharField(max_length=30)
    sensitivity = models.FloatField()
    sigma = models.FloatField()
    rho = models.DecimalField(max_digits=6, decimal_places=5)
    charged_at = models.DateTimeField()

    class Meta:
        db_table = "publication_ledger"
        constraints = (
            models.UniqueConstraint(fields=("year", "table"), name="publication_charged_once"),
            models.CheckConstraint(condition=models.Q(rho__gt=0), name="publication_rho_positive"),
        )

    class Privacy:
        open = ("id", "year", "table", "sensitivity", "sigma", "rho", "charged_at")
        kept = "always"
        guarded = False
        app = "r"
        publisher = "rc"
        door = "r"


class Release(models.Model):
    """One period of one table: the noisy measurements as signed, and how they are displayed.

    `body` is canonical JSON and is what the signature and the hash chain cover.
    """

    number = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=30)
    year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="releases")
    period = models.CharField(max_length=10)
    body = models.TextField()
    display = models.JSONField()
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    released_at = models.DateTimeField()

    class Meta:
        db_table = "publication_release"
        constraints = (
            models.UniqueConstraint(fields=("table", "period"), name="publication_drawn_once"),
        )

    class Privacy:
        open = (
            "number", "table", "year", "period", "body", "display", "digest", "previous",
            "signature", "released_at",
        )  # fmt: skip
        kept = "always"
        guarded = False
        app = "r"
        publisher = "rc"
