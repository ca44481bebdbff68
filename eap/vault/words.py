"""The vault's choice lists: kinds of files, purposes of reading, kinds of unlocks."""

from django.db import models


class Kind(models.TextChoices):
    """What a file belongs to."""

    CASE = "case", "Case"
    DRAWER = "drawer", "A client's own drawer"
    CRISIS = "crisis", "Crisis request"


class Purpose(models.TextChoices):
    """Why content is read. Every reading names one, and the trace keeps it."""

    CARE = "care", "Care of one's own client"
    CRISIS = "crisis", "Crisis"
    SUPERVISION = "supervision", "Supervision or review of a risk"
    SUBJECT_ACCESS = "subject_access", "The client asked for their own record"
    LEGAL_ORDER = "legal_order", "A written legal demand"
    OWN = "own", "The client's own reading"


class Unlock(models.TextChoices):
    """How a window was opened, which decides what it reaches."""

    CARE = "care", "By passphrase"
    DUTY = "duty", "For a shift on call: crisis files only"
    OWN = "own", "By the client's private key"
    LIVE = "live", "For one live text session: that file's messages only"
