"""The employer, its places and patterns of work, and the catalogue of services.

Rows are changed, never deleted: figures of earlier years refer to them.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from eap.core.ids import new_id
from eap.programme.words import LineKind, Modality, Tenure


class Employer(models.Model):
    """The one organisation this installation serves.

    `callback_number` is the number our calls come from. `no_card_percent` of the open slots may
    be booked without a card, `sessions_free` sessions are free per case.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    only = models.BooleanField(default=True, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    callback_number = models.CharField(max_length=30)
    no_card_percent = models.PositiveSmallIntegerField(
        default=20, validators=[MaxValueValidator(100)]
    )
    sessions_free = models.PositiveSmallIntegerField(default=6)
    region = models.CharField(max_length=10, default="CN")

    class Meta:
        db_table = "programme_employer"
        constraints = (
            models.CheckConstraint(condition=Q(only=True), name="programme_one_employer"),
            models.CheckConstraint(condition=Q(no_card_percent__lte=100), name="programme_percent"),
        )

    class Privacy:
        open = (
            *("id", "only", "name_zh", "name_en", "callback_number"),
            *("no_card_percent", "sessions_free", "region"),
        )
        kept = "always"
        guarded = False
        app = "rcu"

    def __str__(self) -> str:
        return self.name_en


class Site(models.Model):
    """A place of work. Its time zone is the one its people read times in."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    time_zone = models.CharField(max_length=50, default="Asia/Shanghai")

    class Meta:
        db_table = "programme_site"

    class Privacy:
        open = ("id", "code", "name_zh", "name_en", "time_zone")
        kept = "always"
        guarded = False
        app = "rcu"
        publisher = "r"

    def __str__(self) -> str:
        return self.code


class ShiftPattern(models.Model):
    """A way of working hours, such as fixed day or 12 on and 36 off. `hours` is for reading."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    hours = models.CharField(max_length=80, default="")

    class Meta:
        db_table = "programme_shift_pattern"

    class Privacy:
        open = ("id", "code", "name_zh", "name_en", "hours")
        kept = "always"
        guarded = False
        app = "rcu"
        publisher = "r"

    def __str__(self) -> str:
        return self.code


class Team(models.Model):
    """A team of a site: a name for a place in the house, to which no person belongs here."""

    id = models.UUIDField(primary_key=True, default=new_id)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="teams")
    code = models.CharField(max_length=20)
    shift = models.ForeignKey(ShiftPattern, on_delete=models.PROTECT, related_name="teams")

    class Meta:
        db_table = "programme_team"
        constraints = (
            models.UniqueConstraint(fields=("site", "code"), name="programme_team_code"),
        )

    class Privacy:
        open = ("id", "site", "code", "shift")
        kept = "always"
        guarded = False
        app = "rcu"

    def __str__(self) -> str:
        return self.code


class Headcount(models.Model):
    """How many people worked at a site, on a shift, in a tenure band, in the month of `month`.

    The only thing known of those who never came. `month` is the month's first day.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="headcounts")
    shift = models.ForeignKey(ShiftPattern, on_delete=models.PROTECT, related_name="headcounts")
    tenure = models.CharField(max_length=2, choices=Tenure.choices)
    month = models.DateField()
    heads = models.PositiveIntegerField()

    class Meta:
        db_table = "programme_headcount"
        constraints = (
            models.UniqueConstraint(
                fields=("month", "site", "shift", "tenure"), name="programme_one_headcount"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="programme_month_start"),
            models.CheckConstraint(
                condition=Q(tenure__in=Tenure.values), name="programme_headcount_tenure"
            ),
        )

    class Privacy:
        open = ("id", "site", "shift", "tenure", "month", "heads")
        kept = "ten years"
        guarded = False
        app = "rcu"
        publisher = "r"

    def __str__(self) -> str:
        return f"{self.heads} heads"


class Service(models.Model):
    """Something a person can book, in plain words. `minutes` is the length of one session."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    line_zh = models.CharField(max_length=160)
    line_en = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField(default=50)
    modalities = ArrayField(models.CharField(max_length=10, choices=Modality.choices))
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "programme_service"
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes__gte=5) & Q(minutes__lte=240), name="programme_minutes"
            ),
            models.CheckConstraint(
                condition=Q(modalities__contained_by=Modality.values) & Q(modalities__len__gte=1),
                name="programme_modalities",
            ),
        )

    class Privacy:
        open = (
            *("id", "code", "name_zh", "name_en", "line_zh", "line_en"),
            *("minutes", "modalities", "order", "active"),
        )
        kept = "always"
        guarded = False
        app = "rcu"

    def __str__(self) -> str:
        return self.code


class HelpLine(models.Model):
    """A number to call for help now. `last_checked` is the day somebody last dialled it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    number = models.CharField(max_length=30)
    hours_zh = models.CharField(max_length=80, default="")
    hours_en = models.CharField(max_length=80, default="")
    cost_zh = models.CharField(max_length=80, default="")
    cost_en = models.CharField(max_length=80, default="")
    order = models.PositiveSmallIntegerField(default=0)
    last_checked = models.DateField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "programme_help_line"
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="programme_help_line_number"),
        )

    class Privacy:
        open = (
            *("id", "kind", "name_zh", "name_en", "number", "hours_zh", "hours_en"),
            *("cost_zh", "cost_en", "order", "last_checked", "active"),
        )
        kept = "always"
        guarded = False
        app = "rcu"

    def __str__(self) -> str:
        return self.number
