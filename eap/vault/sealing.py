"""Adding content: anyone may, nobody needs an unlock. Reading it back is `opening`."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from eap.core import clock
from eap.core.ids import new_id
from eap.vault import cipher, files
from eap.vault.cipher import Place
from eap.vault.fields import Sealed
from eap.vault.models import File
from eap.vault.words import Kind

__all__ = ["Place", "destroy_file", "new_file", "new_files", "seal"]


def new_file(kind: Kind | str) -> UUID:
    """Make a file of this kind in the caller's transaction and return its id."""
    return new_files(kind, count=1)[0]


def new_files(kind: Kind | str, *, count: int) -> list[UUID]:
    """Make many files of one kind at once; for writing history in bulk."""
    made = [files.fresh_row(new_id(), Kind(kind).value) for _ in range(count)]
    today = clock.today()
    File.objects.bulk_create(
        [File(**row._asdict(), created_on=today) for row in made], batch_size=1000
    )
    return [row.id for row in made]


def seal(content: Any, *, file_id: UUID, place: Place) -> Sealed:
    """Seal text, or any JSON value, under a file for one cell.

    Raises Invalid when `content` is neither, File.DoesNotExist when the file was destroyed, and
    cipher.Damaged when the file's own row was changed behind our back.
    """
    key = files.key_of(_row(file_id))
    return Sealed(cipher.encrypt(key, content, place))


def destroy_file(file_id: UUID) -> None:
    """Erase by key: whatever is sealed under the file can never be opened again."""
    File.objects.filter(id=file_id).delete()
    _row.cache_clear()


@lru_cache(maxsize=4096)
def _row(file_id: UUID) -> files.FileRow:
    """Remembered, because a seed never changes; opening always asks the database."""
    found = files.rows([file_id]).get(file_id)
    if found is None:
        raise File.DoesNotExist
    return found
