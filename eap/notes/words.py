"""Kinds, templates and states of notes, and the sections that every template is a view of."""

from django.db import models


class NoteKind(models.TextChoices):
    """A progress note belongs to the record; a process note is its author's alone."""

    PROGRESS = "progress", "Progress note"
    PROCESS = "process", "Process note"


class Template(models.TextChoices):
    """How the sections are laid out for writing."""

    FREE = "free", "Free text"
    SOAP = "soap", "SOAP"
    DAP = "dap", "DAP"
    BIRP = "birp", "BIRP"


class NoteState(models.TextChoices):
    """A draft is saved over and over; a signed note never changes again."""

    DRAFT = "draft", "Draft"
    SIGNED = "signed", "Signed"


SECTIONS = ("reported", "observed", "appraisal", "intervention", "response", "plan", "free")
UNTOUCHED = 1  # the version of a note that was opened for writing and never saved
LONGEST_SECTION = 20_000
LONGEST_ADDENDUM = 4_000
