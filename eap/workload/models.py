"""Imported months of workload and their figures. They bear no agent and no customer."""

from django.db import models
from django.db.models import Q

from eap.core.ids import new_id
from eap.programme.models import Site
from eap.workload.words import Family, Format, Happening, Unseen


class Import(models.Model):
    """One file's month at one site. The file's name is not kept: names of people stand in names.

    Importing the month again makes the next `version`; earlier ones stay and are not `shown`.
    `redated_from` is the first day of the month the file itself speaks of, when it is another.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=10, choices=Format.choices)
    month = models.DateField()
    redated_from = models.DateField(null=True)
    version = models.PositiveSmallIntegerField()
    shown = models.BooleanField(default=True)
    lines = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "workload_import"
        constraints = (
            models.UniqueConstraint(
                fields=("site", "format", "month", "version"), name="workload_one_version"
            ),
            models.UniqueConstraint(
                fields=("site", "format", "month"),
                condition=Q(shown=True),
                name="workload_one_shown",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="workload_month_start"),
        )

    class Privacy:
        open = (
            *("id", "site", "format", "month", "redated_from", "version", "shown"),
            *("lines", "rejected", "imported_at"),
        )
        kept = "ten years"


class DailyFigure(models.Model):
    """One figure of one day, or with no `day` of the whole month: `amount`, or `amount` / `per`.

    A ratio keeps both its parts, so that a month is as exact as its days. Where there were too
    few agents nothing is stored but why (`unseen`).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="figures")
    day = models.DateField(null=True)
    family = models.CharField(max_length=20, choices=Family.choices)
    amount = models.BigIntegerField(null=True)
    per = models.BigIntegerField(null=True)
    unseen = models.CharField(max_length=20, choices=Unseen.choices, blank=True, default="")

    class Meta:
        db_table = "workload_daily_figure"
        constraints = (
            models.UniqueConstraint(
                fields=("of", "family", "day"), nulls_distinct=False, name="workload_one_figure"
            ),
            models.CheckConstraint(
                condition=Q(unseen="", amount__isnull=False)
                | (~Q(unseen="") & Q(amount__isnull=True, per__isnull=True)),
                name="workload_hidden_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(per__isnull=True) | Q(per__gt=0), name="workload_per_positive"
            ),
        )

    class Privacy:
        open = ("id", "of", "day", "family", "amount", "per", "unseen")
        kept = "as long as its import"

    @property
    def value(self) -> float | None:
        """The figure in the unit of its family; None when hidden."""
        if self.amount is None:
            return None
        return float(self.amount) if self.per is None else self.amount / self.per


class OrganisationEvent(models.Model):
    """Something that happened at a site on a day, for charts to mark. It is about nobody."""

    id = models.UUIDField(primary_key=True, default=new_id)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=20, choices=Happening.choices)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        db_table = "workload_organisation_event"
        indexes = (models.Index(fields=("day",), name="workload_events_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=Happening.values), name="workload_event_kind"
            ),
        )

    class Privacy:
        open = ("id", "site", "day", "kind", "name_zh", "name_en")
        kept = "ten years"
