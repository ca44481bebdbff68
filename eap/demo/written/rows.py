"""Collects rows of many tables and writes them so that each finds what it refers to."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model

from eap.booking.models import Appointment
from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.crisis.models import Crisis, Page, Step
from eap.messages.models import Message
from eap.notes.models import Note
from eap.people.models import Client, Consent, PrivateKey, VisitCode
from eap.tally.models import CapCounter, Contribution
from eap.vault.fields import Sealed
from eap.vault.models import KeyPair
from eap.vault.sealing import Fresh, Place, fresh_file, keep, seal
from eap.vault.words import Holder

ORDER: tuple[type[Model], ...] = (
    Client, VisitCode, PrivateKey, Consent, Case, Assignment, Request, RiskEntry, Appointment,
    Note, Message, Crisis, Page, Step, CapCounter, Contribution,
)  # fmt: skip
_AT_ONCE = 500


class Standing:
    """A file that stands already: what is written now is added to it."""

    def __init__(self, file_id: UUID) -> None:
        self.id = file_id

    def seal(self, content: Any, place: Place) -> Sealed:
        """Seal text, or any JSON value, for one cell."""
        return seal(content, file_id=self.id, place=place)


class Rows:
    """Rows waiting to be written."""

    def __init__(self) -> None:
        self._waiting: dict[type[Model], list[Model]] = defaultdict(list)
        self._files: list[Fresh] = []

    def add(self, *rows: Model) -> None:
        """Keep rows of any of the tables in `ORDER`, or lines of the directory."""
        for row in rows:
            self._waiting[type(row)].append(row)

    def file(self, kind: str, circle: Sequence[Holder]) -> Fresh:
        """A new file of this circle, for what is sealed before `write`."""
        made = fresh_file(kind, circle=circle)
        self._files.append(made)
        return made

    def write(self) -> None:
        """Write all of them; keys first, for files are sealed to them."""
        self._write(KeyPair)
        keep(self._files)
        self._files.clear()
        for model in ORDER:
            self._write(model)
        if self._waiting:
            raise RuntimeError(f"no place in the order for {sorted(map(str, self._waiting))}")

    def _write(self, model: type[Model]) -> None:
        model._base_manager.bulk_create(self._waiting.pop(model, []), batch_size=_AT_ONCE)
