"""Collects rows of many tables and writes them so that each finds what it refers to."""

from collections import defaultdict

from django.db.models import Model

from eap.booking.models import Appointment
from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.crisis.models import Crisis, Page, Step
from eap.messages.models import Message
from eap.notes.models import Note
from eap.people.models import Client, Consent, PrivateKey, VisitCode
from eap.tally.models import CapCounter, Contribution

ORDER: tuple[type[Model], ...] = (
    Client, VisitCode, PrivateKey, Consent, Case, Assignment, Request, RiskEntry, Appointment,
    Note, Message, Crisis, Page, Step, CapCounter, Contribution,
)  # fmt: skip
_AT_ONCE = 500


class Rows:
    """Rows waiting to be written."""

    def __init__(self) -> None:
        self._waiting: dict[type[Model], list[Model]] = defaultdict(list)

    def add(self, *rows: Model) -> None:
        """Keep rows of any of the tables in `ORDER`."""
        for row in rows:
            self._waiting[type(row)].append(row)

    def write(self) -> None:
        """Write all of them."""
        for model in ORDER:
            model._base_manager.bulk_create(self._waiting.pop(model, []), batch_size=_AT_ONCE)
        if self._waiting:
            raise RuntimeError(f"no place in the order for {sorted(map(str, self._waiting))}")
