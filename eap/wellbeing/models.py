"""Imported measures, a client's saved self-checks, and the pulse waves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from eap.cases.models import Case
from eap.core.ids import new_id
from eap.people.models import Client
from eap.programme.models import ShiftPattern, Site
from eap.programme.words import Tenure
from eap.vault.fields import SealedField
from eap.vault.sealing import Place
from eap.wellbeing.imported import Licence
from eap.wellbeing.words import MOST_DRIVERS, Module, Split, WaveState

LICENCES = tuple((licence.value, licence.value) for licence in Licence)


class Measure(models.Model):
    """The wording of one measure in one language and version, as imported. Never changed.

    `content` holds `instructions` and `items` with their options; `content_hash` is SHA-256 over
    everything people read. `version_label` is the publisher's own word for the version.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    definition = models.CharField(max_length=40)
    url = models.CharField(max_length=300)
    version_label = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    copyright = models.TextField()
    licence = models.CharField(max_length=20, choices=LICENCES)
    permission_number = models.CharField(max_length=100, blank=True, default="")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64, unique=True)
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "wellbeing_measure"
        constraints = (
            models.UniqueConstraint(
                fields=("url", "language", "version_label"), name="wellbeing_one_version"
            ),
        )

    class Privacy:
        open = (
            *("id", "definition", "url", "version_label", "language", "title", "copyright"),
            *("licence", "permission_number", "content", "content_hash", "imported_at"),
        )
        kept = "always: scores refer to it"
        guarded = False
        app = "rc"


class Drawer(models.Model):
    """A client's own file, which nobody else is given. Made when something is first put in it."""

    client = models.OneToOneField(
        Client, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    file_id = models.UUIDField()

    class Meta:
        db_table = "wellbeing_drawer"

    class Privacy:
        pseudonym = ("client", "file_id")
        kept = "as long as the client"


class SelfCheck(models.Model):
    """A self-check a client chose to keep: answers and score, sealed in their drawer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    drawer = models.ForeignKey(Drawer, on_delete=models.PROTECT, related_name="checks")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    content = SealedField()
    taken_at = models.DateTimeField()
    shared = models.BooleanField()

    class Meta:
        db_table = "wellbeing_self_check"
        indexes = (models.Index(fields=("drawer", "-taken_at"), name="wellbeing_checks"),)

    class Privacy:
        sealed = ("content",)
        operational = ("measure", "taken_at", "shared")
        pseudonym = ("drawer",)
        open = ("id",)
        kept = "until the client deletes it"

    class Sealing:
        table = "self_check"
        file = "drawer.file_id"

    @property
    def place(self) -> Place:
        """Where the content is sealed to."""
        return Place("self_check", "content", self.id)


class SharedCheck(models.Model):
    """The copy of a self-check that a client gave to their counsellor, sealed in the case's file.

    `urgent` is the one bit a list may show: a safety item was answered above zero.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    content = SealedField()
    shared_at = models.DateTimeField()
    urgent = models.BooleanField()

    class Meta:
        db_table = "wellbeing_shared_check"
        indexes = (models.Index(fields=("case", "-shared_at"), name="wellbeing_shared_checks"),)

    class Privacy:
        sealed = ("content",)
        operational = ("measure", "shared_at", "urgent")
        pseudonym = ("case",)
        open = ("id",)
        kept = "as long as its case"

    class Sealing:
        table = "shared_check"
        file = "case.file_id"

    @property
    def place(self) -> Place:
        """Where the content is sealed to."""
        return Place("shared_check", "content", self.id)


class PulseWave(models.Model):
    """One asking round, with its first and last day. `module` is its rotating five items."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.SlugField(max_length=20, unique=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    module = models.CharField(max_length=20, choices=Module.choices)
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.DRAFT)

    class Meta:
        db_table = "wellbeing_pulse_wave"
        constraints = (
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")), name="wellbeing_wave_days"
            ),
            models.CheckConstraint(
                condition=Q(state__in=WaveState.values), name="wellbeing_wave_state"
            ),
        )

    class Privacy:
        open = ("id", "code", "opens_on", "closes_on", "module", "state")
        kept = "always"
        guarded = False
        app = "rcu"
        door = "ru"


class PulseBatch(models.Model):
    """The strips of one site and shift in a wave: how many were made, and for how many people."""

    id = models.UUIDField(primary_key=True, default=new_id)
    wave = models.ForeignKey(PulseWave, on_delete=models.PROTECT, related_name="batches")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(ShiftPattern, on_delete=models.PROTECT, related_name="+")
    issued = models.PositiveIntegerField()
    roster = models.PositiveIntegerField()

    class Meta:
        db_table = "wellbeing_pulse_batch"
        constraints = (
            models.UniqueConstraint(fields=("wave", "site", "shift"), name="wellbeing_one_batch"),
        )

    class Privacy:
        open = ("id", "wave", "site", "shift", "issued", "roster")
        kept = "always"
        guarded = False
        app = "rcu"
        door = "r"


class PulseToken(models.Model):
    """A strip, by keyed hash only. Drawn blind, it leads to its batch and to nobody.

    It is told that it was used, neither when nor for which answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    token_index = models.BinaryField(max_length=16, unique=True)
    batch = models.ForeignKey(PulseBatch, on_delete=models.PROTECT, related_name="tokens")
    used = models.BooleanField(default=False)

    class Meta:
        db_table = "wellbeing_pulse_token"

    class Indexes:
        lasting = ("token_index",)

    class Privacy:
        operational = ("used",)
        blind = ("token_index",)
        open = ("id", "batch")
        kept = "until its wave is frozen"
        door = "ru"


class PulseAnswer(models.Model):
    """What somebody of a batch answered. No time, no strip, no order: see `waves.shuffle_wave`.

    `items` and `module` map an item's code to 0..4; what was left out is absent.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    batch = models.ForeignKey(PulseBatch, on_delete=models.PROTECT, related_name="answers")
    tenure = models.CharField(max_length=2, choices=Tenure.choices, null=True)
    items = models.JSONField()
    drivers = ArrayField(models.CharField(max_length=3))
    module = models.JSONField()

    class Meta:
        db_table = "wellbeing_pulse_answer"
        constraints = (
            models.CheckConstraint(
                condition=Q(drivers__len__lte=MOST_DRIVERS), name="wellbeing_drivers"
            ),
        )

    class Privacy:
        operational = ("items", "drivers", "module", "tenure")
        open = ("id", "batch")
        kept = "five years, unlinked from anybody"
        door = "c"


class PulseResult(models.Model):
    """One frozen figure of one group (no `site`: of all sites; no `shift`: of all shifts).

    `measure` is the house pulse or a module (mean, 0 to 100) or a driver (percent who ticked it).
    Either the figure stands here with its interval and the number of answers, or why it does not.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    wave = models.ForeignKey(PulseWave, on_delete=models.PROTECT, related_name="results")
    split = models.CharField(max_length=10, choices=Split.choices)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(ShiftPattern, null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=20)
    roster = models.PositiveIntegerField()
    issued = models.PositiveIntegerField()
    answers = models.PositiveIntegerField(null=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unseen = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        db_table = "wellbeing_pulse_result"
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "measure", "split", "site", "shift"),
                nulls_distinct=False,
                name="wellbeing_one_result",
            ),
            models.CheckConstraint(
                condition=Q(
                    unseen="",
                    answers__isnull=False,
                    value__isnull=False,
                    low__isnull=False,
                    high__isnull=False,
                )
                | (
                    ~Q(unseen="")
                    & Q(
                        answers__isnull=True,
                        value__isnull=True,
                        low__isnull=True,
                        high__isnull=True,
                    )
                ),
                name="wellbeing_hidden_is_empty",
            ),
        )

    class Privacy:
        open = (
            *("id", "wave", "split", "site", "shift", "measure", "roster", "issued"),
            *("answers", "value", "low", "high", "unseen"),
        )
        kept = "always"
