"""From a file's row to its key. The seed leaves this module only as a `FieldKey`."""

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from eap.vault import cipher
from eap.vault.cipher import Damaged, FieldKey
from eap.vault.keyring import Kek, keyring
from eap.vault.models import File


class FileRow(NamedTuple):
    """The columns of a file's row that its key is made from."""

    id: UUID
    kind: str
    wrapped_seed: bytes
    commitment: bytes
    kek_id: str


def rows(file_ids: Iterable[UUID]) -> dict[UUID, FileRow]:
    """The rows that exist, by id."""
    found = File.objects.filter(id__in=file_ids).values_list(*FileRow._fields)
    return {row[0]: FileRow(row[0], row[1], bytes(row[2]), bytes(row[3]), row[4]) for row in found}


def fresh_row(file_id: UUID, kind: str) -> FileRow:
    """A new seed, wrapped under the primary KEK."""
    seed, about = os.urandom(cipher.SEED), _about(file_id, kind)
    kek = keyring().primary
    wrapped = cipher.wrap(kek, seed, about)
    return FileRow(file_id, kind, wrapped, cipher.commit(seed, about), kek.id)


def key_of(row: FileRow) -> FieldKey:
    """The key of a file. Raises Damaged when the row was changed or its KEK is not here.

    A file's kind is bound to its seed: it decides what a duty unlock reaches.
    """
    kek = keyring().keks.get(row.kek_id)
    if kek is None:
        raise Damaged
    return _unwrapped(kek, row)


@lru_cache(maxsize=4096)
def _unwrapped(kek: Kek, row: FileRow) -> FieldKey:
    about = _about(row.id, row.kind)
    seed = cipher.unwrap(kek, row.wrapped_seed, about, row.commitment)
    return FieldKey(seed, row.id)


def _about(file_id: UUID, kind: str) -> bytes:
    return file_id.bytes + kind.encode()
