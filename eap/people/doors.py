"""Finding a client by a secret before anybody is acting: calls of the database's own functions.

Each function (see migrations 0002 and 0009) takes a keyed hash and answers the least: nobody can
list what is behind it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class FoundSession:
    """Who came in by a cookie's token, and how."""

    session_id: UUID
    client_id: UUID
    way_in: str
    stamp: bytes


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """Whose visit code it is; `standing` tells whether it still opens something."""

    client_id: UUID
    retry_index: bytes
    standing: bool
    stamp: bytes


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whose private key it is."""

    client_id: UUID
    stamp: bytes


@dataclass(frozen=True, slots=True)
class Pool:
    """The site and shift a card was made for; None where it is for all."""

    site_id: UUID | None
    shift_id: UUID | None


def _one(sql: str, *parameters: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return tuple(row) if row else None


def session(token_hash: bytes, *, at: datetime, idle: timedelta) -> FoundSession | None:
    """The open session of this token; asking counts as using it."""
    row = _one("SELECT * FROM harbour.client_session(%s, %s, %s)", token_hash, at, idle)
    if row is None:
        return None
    session_id, client_id, way_in, stamp = row
    return FoundSession(session_id, client_id, way_in, bytes(stamp))


def code_holder(code_index: bytes, *, on: date) -> CodeHolder | None:
    """Who holds this visit code, whether or not it has ended."""
    row = _one("SELECT * FROM harbour.visit_code_holder(%s, %s)", code_index, on)
    if row is None:
        return None
    client_id, retry_index, standing, stamp = row
    return CodeHolder(client_id, bytes(retry_index), bool(standing), bytes(stamp))


def reindex_code(older: list[bytes], current: bytes, stamp: bytes) -> None:
    """Have a visit code that stands under an older index root be found by the current one."""
    if older:
        _one("SELECT harbour.reindex_visit_code(%s, %s, %s)", older, current, stamp)


def key_holder(key_index: bytes) -> KeyHolder | None:
    """The client whose confirmed private key this is."""
    row = _one("SELECT * FROM harbour.private_key_holder(%s)", key_index)
    return KeyHolder(row[0], bytes(row[1])) if row else None


def key_made_on(client_id: UUID) -> date | None:
    """When this client's confirmed private key was made; None without one."""
    row = _one("SELECT harbour.private_key_made_on(%s)", client_id)
    return row[0] if row else None


def redeem(code_index: bytes, *, on: date) -> Pool | None:
    """Use up an unused card that has not ended, in one statement; None when there is none."""
    row = _one("SELECT * FROM harbour.redeem_voucher(%s, %s)", code_index, on)
    return Pool(*row) if row else None


def shuffle_cards() -> int:
    """Write all cards anew in the order of their hashes; returns how many there are."""
    row = _one("SELECT harbour.shuffle_vouchers()")
    return int(row[0]) if row else 0


def extend_code(client_id: UUID, *, until: date) -> None:
    """Let a client's visit code open until this day at least."""
    _one("SELECT harbour.extend_visit_code(%s, %s)", client_id, until)


def one_at_a_time(retry_index: bytes) -> None:
    """Let one transaction at a time book with this browser's key: a double click waits here."""
    _one("SELECT pg_advisory_xact_lock(%s)", int.from_bytes(retry_index[:8], signed=True))
