"""What is counted, and how often a pseudonym was counted. The two never meet in one row."""

from django.db import models

from eap.core.ids import new_id


class CapCounter(models.Model):
    """How often one pseudonym was counted in one quarter."""

    id = models.UUIDField(primary_key=True, default=new_id)
    pseudonym = models.BinaryField(max_length=32)
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    counted = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "tally_cap_counter"
        constraints = (
            models.UniqueConstraint(
                fields=("pseudonym", "year", "quarter"), name="tally_one_counter_a_quarter"
            ),
            models.CheckConstraint(condition=models.Q(counted__lte=1), name="tally_quarter_cap"),
        )

    class Privacy:
        pseudonym = ("pseudonym",)
        open = ("id", "year", "quarter", "counted")
        kept = "until the year's last period is closed; the key of the pseudonym goes with it"


class Contribution(models.Model):
    """One countable first session. No reference, no pseudonym, no time finer than its month."""

    id = models.UUIDField(primary_key=True, default=new_id)
    month = models.DateField()
    site = models.CharField(max_length=20)
    shift = models.CharField(max_length=20)
    tenure = models.CharField(max_length=20)
    concern = models.CharField(max_length=20)
    severity = models.SmallIntegerField(null=True)
    wait_band = models.SmallIntegerField()
    crisis = models.BooleanField(default=False)

    class Meta:
        db_table = "tally_contribution"
        indexes = (models.Index(fields=("month",), name="tally_by_month"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(month__day=1), name="tally_month_only"),
            models.CheckConstraint(
                condition=models.Q(severity__isnull=True) | models.Q(severity__range=(1, 5)),
                name="tally_severity_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(wait_band__range=(0, 3)), name="tally_wait_bounds"
            ),
        )

    class Privacy:
        open = (
            "id", "month", "site", "shift", "tenure", "concern", "severity", "wait_band", "crisis",
        )  # fmt: skip
        kept = "as long as releases are defended; it belongs to nobody"
        publisher = "r"


class PlainCount(models.Model):
    """A fact that is not about persons, such as seats offered, summed over a month."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=40)
    month = models.DateField()
    site = models.CharField(max_length=20, default="")
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "tally_plain_count"
        constraints = (
            models.UniqueConstraint(fields=("kind", "month", "site"), name="tally_one_count"),
        )

    class Privacy:
        open = ("id", "kind", "month", "site", "value")
        kept = "ten years"
        guarded = False
        app = "rcu"
        publisher = "r"
