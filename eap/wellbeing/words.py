"""Choice lists of measures and pulse waves."""

from datetime import timedelta

from django.db import models

MOST_DRIVERS = 3
MOST_AT_ONCE = 20_000
ANSWERS_KEPT_FOR = timedelta(days=1827)  # five years, with the leap days they may have


class WaveState(models.TextChoices):
    """Where a pulse wave stands. A frozen wave is never changed."""

    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    FROZEN = "frozen", "Frozen"


class Module(models.TextChoices):
    """The rotating five items of a wave."""

    LOYALTY = "loyalty", "Loyalty"


class Split(models.TextChoices):
    """By what a wave's results are divided."""

    OVERALL = "overall", "Everyone"
    SITE = "site", "By site"
    SHIFT = "shift", "By shift"
    SITE_SHIFT = "site_shift", "By site and shift"


SCORE = "score"  # the house pulse; other measures are codes of drivers and modules


class State(models.TextChoices):
    """What stands at a point of a chart. Hidden is not nothing, and nothing is not zero."""

    VALUE = "value", "A figure"
    FEW = "few", "Fewer than ten people on one side"
    HIDDEN = "hidden", "Hidden for privacy"
    NONE = "none", "No data"
