"""Choice lists of workload: formats, families of figures, and why a figure is not shown."""

from django.db import models

MIN_AGENTS = 10  # a figure about the work of fewer people would be about those people
REDATED = "re-dated"


class Format(models.TextChoices):
    """Files that can be imported."""

    ACD_LOG = "acd-log", "ACD call log, one line a call"


class Family(models.TextChoices):
    """What is measured. `services._parts` says of which sums each is made."""

    CALLS = "calls", "Calls"
    HANDLING = "handling_seconds", "Mean handling time"
    ABANDONMENT = "abandonment", "Abandonment"
    OCCUPANCY = "occupancy", "Occupancy"
    QUEUE = "queue_seconds", "Mean time in the queue"
    AGENT_DAYS = "agent_days", "Agent-days"


UNITS: dict[str, str] = {
    Family.CALLS: "count",
    Family.HANDLING: "seconds",
    Family.ABANDONMENT: "share",
    Family.OCCUPANCY: "share",
    Family.QUEUE: "seconds",
    Family.AGENT_DAYS: "count",
}
ABOUT_AGENTS = frozenset({Family.HANDLING, Family.OCCUPANCY})


class Happening(models.TextChoices):
    """What kind of thing happened at a site that may explain a turn in a chart."""

    SHIFTS = "shifts", "Shifts changed"
    QUALITY_CHECKS = "quality_checks", "Quality checks changed"
    PENALTIES = "penalties", "Penalties changed"
    OTHER = "other", "Something else"


class Unseen(models.TextChoices):
    """Why an imported day or month has no figure about agents."""

    FEW_AGENTS = "few_agents", "Fewer than ten agents were there"
    NEXT_TO_HIDDEN = "next_to_hidden", "Showing it would reveal the hidden days"


class State(models.TextChoices):
    """What stands at a point of a chart. Hidden is not nothing, and nothing is not zero."""

    VALUE = "value", "A figure"
    HIDDEN = "hidden", "Hidden for privacy"
    NONE = "none", "No data"
