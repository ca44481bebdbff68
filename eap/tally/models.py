"""What is counted, and how often a pseudonym was counted. The two never meet in one row."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db import models

from eap.core.ids import new_id
from eap.tally.words import MONTHS_OF, NOT_SAID, Facet


def _coarse() -> models.Q:
    """Each facet stands at the first day of a period of its own length, and of no other."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for facet, months in MONTHS_OF.items():
        by_length[months].append(facet.value)
    firsts = (
        models.Q(facet__in=facets, period__month__in=list(range(1, 13, months)))
        for months, facets in by_length.items()
    )
    return models.Q(period__day=1) & reduce(or_, firsts)


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
        door = "rcd"
        kept = "until the year's last period is closed; the key of the pseudonym goes with it"


class Contribution(models.Model):
    """One facet of one countable first session, in the coarsest period its tables need.

    A whole session in one row could be told by its site, shift, month and wait, which its case
    has too; so its facets lie apart, and nothing joins them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    facet = models.CharField(max_length=10, choices=((f.value, f.value) for f in Facet))
    period = models.DateField()
    value = models.CharField(max_length=20)

    class Meta:
        db_table = "tally_contribution"
        indexes = (models.Index(fields=("facet", "period"), name="tally_by_facet"),)
        constraints = (
            models.CheckConstraint(condition=_coarse(), name="tally_coarse"),
            models.CheckConstraint(
                condition=~models.Q(facet=Facet.SEVERITY.value)
                | models.Q(value__in=("1", "2", "3", "4", "5", NOT_SAID)),
                name="tally_severity_bounds",
            ),
            models.CheckConstraint(
                condition=~models.Q(facet=Facet.WAIT.value)
                | models.Q(value__in=("0", "1", "2", "3")),
                name="tally_wait_bounds",
            ),
        )

    class Privacy:
        open = ("id", "facet", "period", "value")
        kept = "as long as releases are defended; it belongs to nobody"
        publisher = "r"
        door = "rcd"


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
