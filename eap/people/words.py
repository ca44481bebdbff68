"""Choice lists of clients: how they came, what they consented to, and which text they saw."""

from datetime import timedelta

from django.db import models

from eap.core.errors import Invalid

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
CODE_DIGITS = 12
CODE_LASTS = timedelta(days=30)
CARD_LENGTH = 10
CARD_LASTS = timedelta(days=730)
REGRET = timedelta(hours=72)  # from asking to be erased until it is carried out
CARD_KEPT_FOR = timedelta(days=366)  # a year after its end, with the leap day it may have


class Way(models.TextChoices):
    """With what a person first booked."""

    CARD = "card", "Card"
    NO_CARD = "no_card", "No card"


class CardKind(models.TextChoices):
    """A card of a shuffled batch, or one handed over by a counsellor in place of a lost one."""

    BATCH = "batch", "Batch"
    REPLACEMENT = "replacement", "Replacement"


class Purpose(models.TextChoices):
    """What a client agrees to, each by itself. Only `service` is required."""

    SERVICE = "service", "Service and record"
    STATISTICS = "statistics", "Anonymised statistics"
    QUESTIONNAIRES = "questionnaires", "Sharing self-checks with the counsellor"
    MESSAGES = "messages", "Messages between sessions"


class HoldReason(models.TextChoices):
    """Why the law has a record kept."""

    ORDER = "order", "A written legal demand"
    CLAIM = "claim", "A complaint or a claim that is not settled"


REQUIRED = Purpose.SERVICE

# The id of the text shown now. A changed text gets a new id; the old ids stay with what was given.
# Messages between sessions have no place yet: what gates nothing is not asked for.
TEXTS: dict[str, str] = {
    Purpose.SERVICE: "service-2",
    Purpose.STATISTICS: "statistics-1",
    Purpose.QUESTIONNAIRES: "questionnaires-1",
}


class NotAccepted(Invalid):
    """A card, code or key opens nothing. Used, expired, mistyped and never made look alike."""

    def __init__(self, field: str) -> None:
        super().__init__("not_accepted", {field: "not_accepted"})
