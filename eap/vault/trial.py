"""Trying every sealed cell: is it what was last written at its place? No content is opened.

No key of the server opens content, so a cell is held against its file's manifest: a digest of
the ciphertext, stamped by the server. An operational cell the server opens, and lets go of. It
reads past the permission table, so it is for the database's owner, and it tells numbers and ids
only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import attachments, manifests, operational, subjects
from eap.vault.bindings import Binding
from eap.vault.cipher import Place
from eap.vault.fields import token_of
from eap.vault.manifests import Kept
from eap.vault.models import Attachment
from eap.vault.operational import Operational

BATCH = 500


def is_hidden(binding: Binding) -> bool:
    """Whether row-level security hides rows of the table from this login: no rows, no verdict."""
    return hides_rows(binding.model._meta.db_table)


def hides_rows(table: str) -> bool:
    """The same of any table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_security_active(%s) AND NOT EXISTS (SELECT FROM pg_policies"
            " WHERE tablename = %s AND policyname = 'wall_trial' AND current_user = ANY (roles))",
            [table, table],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def at_one_moment(actor: Actor) -> Iterator[None]:
    """A transaction that sees one moment: what is changed while one tries is not damaged.

    Within another transaction it sees what that one sees.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with acting(actor):
            yield


def row_count(binding: Binding | Operational) -> int:
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
    lists = manifests.read({row[binding.file] for row in batch})
    result = Tried(rows=len(batch))
    for row in batch:
        kept = lists.get(row[binding.file])
        for cell in binding.cells:
            if row[cell.field] is None:
                continue
            result.cells += 1
            version = row[cell.version] if cell.version else 1
            place = Place(binding.table, cell.column, row["pk"], version)
            if kept is None or not kept.listed.fits(place, token_of(row[cell.field])):
                result.damaged.append(place)
    if binding.model is Attachment:
        _try_chunks(lists, batch, result)
    return result


def _try_chunks(lists: dict[UUID, Kept], batch: list[dict[str, Any]], result: Tried) -> None:
    """Add the chunks of each attachment, held against the digest of all of them."""
    for row in batch:
        kept = lists.get(row["file_id"])
        place, digest = attachments.chunks_of(row["pk"])
        result.cells += place.version
        if kept is None or not kept.listed.fits(place, digest):
            result.damaged.append(place)


def tried_operational(kept: Operational) -> Iterator[Tried]:
    """Open all operational cells of one model, batch by batch. Needs the vault's transaction."""
    for batch in kept.cells():
        keys = subjects.keys_of({cell.subject for cell in batch})
        damaged = [cell.place for cell in batch if operational.opened(keys, cell).damaged]
        yield Tried(len({cell.place.row for cell in batch}), len(batch), damaged)
