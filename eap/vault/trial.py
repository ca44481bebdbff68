"""Trying every sealed cell, and every attachment's chunks: does it open at its place?
Nothing of the content leaves this module.

It reads ciphertext past the permission table, so it is for the database's owner, and it tells
numbers and ids only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model

from eap.vault import attachments, cipher, files
from eap.vault.cipher import Damaged, FieldKey, Place
from eap.vault.fields import SealedField, token_of
from eap.vault.models import Attachment

BATCH = 500


class Cell(NamedTuple):
    """One sealed column: its field, its stable name, and the lookup of its version, if any."""

    field: str
    column: str
    version: str


@dataclass(frozen=True)
class Binding:
    """How a model's sealed columns are bound, from its nested `Sealing`."""

    model: type[Model]
    table: str
    file: str
    cells: tuple[Cell, ...]


def bindings(models: Iterable[type[Model]] | None = None) -> list[Binding]:
    """One per model with sealed columns, by table name.

    Raises TypeError when one does not declare `Sealing`, ValueError when two use one name.
    """
    chosen = apps.get_models() if models is None else models
    found = [binding for model in chosen for binding in _binding(model)]
    counted = Counter(binding.table for binding in found)
    if twice := [table for table, count in counted.items() if count > 1]:
        raise ValueError(f"two models seal under the name {', '.join(twice)}")
    return sorted(found, key=lambda binding: binding.table)


def _binding(model: type[Model]) -> Iterator[Binding]:
    sealed = [f.name for f in model._meta.local_fields if isinstance(f, SealedField)]
    if not sealed:
        return
    declared = getattr(model, "Sealing", None)
    if declared is None:
        raise TypeError(f"{model._meta.label} has sealed columns and no Sealing")
    yield Binding(model, declared.table, _lookup(declared.file), tuple(_cells(declared, sealed)))


def _cells(declared: type, fields: list[str]) -> Iterator[Cell]:
    names = getattr(declared, "columns", {})
    version = getattr(declared, "version", None) or ""
    for name in fields:
        own = version.get(name, "") if isinstance(version, dict) else version
        yield Cell(name, names.get(name, name), _lookup(own))


def _lookup(path: str) -> str:
    return path.replace(".", "__")


def is_hidden(binding: Binding) -> bool:
    """Whether row-level security hides rows of the table from this login: no rows, no verdict."""
    table = binding.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_security_active(%s) AND NOT EXISTS (SELECT FROM pg_policies"
            " WHERE tablename = %s AND policyname = 'wall_trial' AND current_user = ANY (roles))",
            [table, table],
        )
        return bool(cursor.fetchone()[0])


def row_count(binding: Binding) -> int:
    """How many rows there are to try."""
    return binding.model._base_manager.count()


@dataclass
class Tried:
    """What came of one batch: cells that were tried, and the rows with a damaged one."""

    rows: int = 0
    cells: int = 0
    damaged: list[Place] = field(default_factory=list)


def tried(binding: Binding) -> Iterator[Tried]:
    """Try all rows of one model, batch by batch. Needs a transaction; a NULL cell is no cell."""
    lookups = {"pk", binding.file}
    for cell in binding.cells:
        lookups |= {cell.field, cell.version or "pk"}
    rows = binding.model._base_manager.order_by("pk").values(*lookups)
    stream = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        yield _try_batch(binding, batch)


def _try_batch(binding: Binding, batch: list[dict[str, Any]]) -> Tried:
    keys = _keys({row[binding.file] for row in batch})
    result = Tried(rows=len(batch))
    for row in batch:
        for cell in binding.cells:
            if row[cell.field] is None:
                continue
            result.cells += 1
            version = row[cell.version] if cell.version else 1
            place = Place(binding.table, cell.column, row["pk"], version)
            if not _opens(keys.get(row[binding.file]), token_of(row[cell.field]), place):
                result.damaged.append(place)
    if binding.model is Attachment:
        _try_chunks(keys, batch, result)
    return result


def _try_chunks(keys: dict[UUID, FieldKey], batch: list[dict[str, Any]], result: Tried) -> None:
    """Add the chunks of each attachment whose descriptor opens; it is damaged once at most."""
    for row in batch:
        place = Place(attachments.TABLE, attachments.COLUMN, row["pk"])
        if place in result.damaged:
            continue
        content = cipher.decrypt(keys[row["file_id"]], token_of(row["descriptor"]), place)
        inner = attachments.unpacked(content, row["pk"])
        try:
            if inner is None:
                raise Damaged
            for _ in attachments.joined(row["pk"], inner):
                result.cells += 1
        except Damaged:
            result.damaged.append(place._replace(column=attachments.CHUNKS))


def _keys(file_ids: set[UUID]) -> dict[UUID, FieldKey]:
    keys = {}
    for row in files.rows(file_ids).values():
        try:
            keys[row.id] = files.key_of(row)
        except Damaged:
            continue  # every cell under it is counted as damaged
    return keys


def _opens(key: FieldKey | None, token: bytes, place: Place) -> bool:
    if key is None:
        return False
    try:
        cipher.decrypt(key, token, place)
    except Damaged:
        return False
    return True
