"""What the server must know with nobody logged in, sealed under a key of whom it is about.

The keys are in `subjects`, which says who can open this and who cannot. A model says what it keeps
this way, so that `manage.py vault` knows every cell:

    class Staff(models.Model):
        id = models.UUIDField(primary_key=True)     # always a UUID, made before the row
        address = models.BinaryField()              # Privacy: operational

        class Operational:
            table = "staff"                         # Place.table; never renamed, used by one model
            subject = "id"                          # the way from the row to its subject's id
            columns = {"address": "address"}        # field -> Place.column

A cell is as any other (`cipher`): bound to its table, column and row, and its header names one
key. Unlike content it has no manifest: a row that was deleted, or put back whole as it stood in an
older dump, is not noticed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import cipher, subjects
from eap.vault.cipher import Damaged, FieldKey, Place
from eap.vault.opening import Opened
from eap.vault.policies import VAULT

BATCH = 500


class Value(NamedTuple):
    """What is to be sealed: whom it is about, text or any JSON value, and where it will stand."""

    subject: UUID
    content: Any
    place: Place

    def __repr__(self) -> str:
        return "<Value>"


class Cell(NamedTuple):
    """One sealed cell as it was read: whom it is about, its bytes, and where it stands."""

    subject: UUID
    token: bytes
    place: Place


def seal(values: Sequence[Value]) -> list[bytes]:
    """Seal each value under its subject's key, which is made where there is none; in their order.

    In the caller's transaction and a constant number of statements. Raises Invalid for what is
    no JSON value, Damaged when a subject's key was changed behind our back, KeyringError,
    SharesError.
    """
    about = {value.subject for value in values}
    with acting(Actor.system(VAULT)):
        keys = subjects.keys_of(about, make=True)
    if keys.keys() < about:
        raise Damaged
    return [cipher.encrypt(keys[one.subject], one.content, one.place) for one in values]


def open_many(cells: Sequence[Cell]) -> list[Opened]:
    """Open each cell, in their order and a constant number of statements.

    One that was changed, moved or emptied, or whose subject was erased, comes back damaged, alone,
    and leaves an audit event. Raises KeyringError, SharesError: then nothing opens.
    """
    with acting(Actor.system(VAULT)):
        keys = subjects.keys_of({cell.subject for cell in cells})
        found = [opened(keys, cell) for cell in cells]
        for cell, one in zip(cells, found, strict=True):
            if one.damaged:
                report(cell.place)
    return found


def opened(keys: Mapping[UUID, FieldKey], cell: Cell) -> Opened:
    """One cell under its subject's key; damaged without one."""
    key = keys.get(cell.subject)
    try:
        if key is not None:
            return Opened(cipher.decrypt(key, bytes(cell.token), cell.place))
    except Damaged:
        pass
    return Opened(None, damaged=True)


def report(place: Place) -> None:
    """Leave the audit event of a damaged cell."""
    vault = Actor.system(VAULT)
    with acting(vault):
        record(
            vault,
            action="vault.damaged",
            object_kind=place.table,
            object_id=place.row,
            decision=Decision.REFUSED,
            details={"column": place.column, "version": place.version},
        )


@dataclass(frozen=True)
class Operational:
    """What a model keeps this way, from its nested `Operational`: field -> stable column name."""

    model: type[Model]
    table: str
    subject: str
    columns: Mapping[str, str]

    def cells(self) -> Iterator[list[Cell]]:
        """Every cell there is, batch by batch. A NULL cell is no cell."""
        lookups = {"pk", self.subject, *self.columns}
        rows = self.model._base_manager.order_by("pk").values(*lookups)
        stream = rows.iterator(chunk_size=BATCH)
        while batch := list(islice(stream, BATCH)):
            yield [cell for row in batch for cell in self._cells(row)]

    def _cells(self, row: Mapping[str, Any]) -> Iterator[Cell]:
        for field, column in self.columns.items():
            if row[field] is not None:
                place = Place(self.table, column, row["pk"])
                yield Cell(row[self.subject], bytes(row[field]), place)


def kept() -> list[Operational]:
    """One for each model that keeps something this way, by table name.

    Raises ValueError when two use one name.
    """
    found = [_kept(model) for model in apps.get_models() if hasattr(model, "Operational")]
    counted = Counter(one.table for one in found)
    if twice := [table for table, count in counted.items() if count > 1]:
        raise ValueError(f"two models seal under the name {', '.join(twice)}")
    return sorted(found, key=lambda one: one.table)


def _kept(model: type[Model]) -> Operational:
    declared = model.Operational  # type: ignore[attr-defined]
    subject = declared.subject.replace(".", "__")
    return Operational(model, declared.table, subject, declared.columns)
