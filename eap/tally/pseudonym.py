"""The year's pseudonym: a keyed hash whose key is one file a year, destroyed when the year is out.

Without the file nobody, not even with the whole database, can tell whose counter a row is.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings


def _path(year: int) -> Path:
    return Path(settings.HARBOUR_STATE) / f"tally-{year}.key"


def _key(year: int) -> bytes:
    path = _path(year)
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(fresh, path)  # the first of two processes wins, both then read the same key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()


def pseudonym(client_id: UUID, year: int) -> bytes:
    """The client's pseudonym for one year's counters: 32 bytes."""
    return hmac.new(_key(year), client_id.bytes, hashlib.sha256).digest()


def kept_pseudonyms(client_id: UUID) -> list[bytes]:
    """The client's pseudonyms for all years whose key is still there."""
    paths = _path(0).parent.glob("tally-*.key")
    return [pseudonym(client_id, _year(path)) for path in paths]


def _year(path: Path) -> int:
    return int(path.stem.removeprefix("tally-"))


def destroy_keys_before(year: int) -> None:
    """Make the pseudonyms of earlier years belong to nobody for good."""
    for path in _path(year).parent.glob("tally-*.key"):
        if _year(path) < year:
            path.unlink(missing_ok=True)
