"""The exact bytes that are hashed and signed. Changing any of them breaks every proof given out.

Each statement is one line of JSON without spaces, in ASCII, beginning with its own name and
version, so that a checker in any language can make it again.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from eap.audit.models import AuditBatch

EVENT_FIELDS = (
    "id",
    "at",
    "actor_kind",
    "actor_id",
    "role",
    "action",
    "object_kind",
    "object_id",
    "subject_id",
    "purpose",
    "decision",
    "rule",
    "request_id",
    "commitment",
    "epoch",
    "xid",
    "writer",
    "writer_no",
)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, bytes | memoryview):
        return value.hex()
    return value


def moment(value: datetime) -> str:
    """A moment in UTC to the microsecond, always in the same form."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _line(parts: Sequence[object]) -> bytes:
    return json.dumps(parts, separators=(",", ":"), default=_plain).encode("ascii")


def event(row: Sequence[object]) -> bytes:
    """Statement of an event, given its `EVENT_FIELDS` in order."""
    return _line(("harbour.audit.event.1", *row))


def batch(sealed: AuditBatch) -> bytes:
    """Statement of a batch: its place, bounds and root."""
    return _line(
        (
            "harbour.audit.batch.1",
            sealed.no,
            sealed.epoch,
            sealed.below_xid,
            sealed.first_event,
            sealed.last_event,
            sealed.count,
            sealed.root,
        )
    )


def head(sealed: AuditBatch) -> bytes:
    """What is signed: the root of the tree of all batches up to and with this one."""
    return _line(("harbour.audit.head.1", sealed.no + 1, sealed.head, sealed.sealed_at))


def commitment(salt: bytes, details: Mapping[str, Any]) -> bytes:
    """Salted SHA-256 of an event's details; without the salt a short detail could be guessed."""
    text = json.dumps(details, separators=(",", ":"), sort_keys=True).encode("ascii")
    return sha256(b"harbour.audit.details.1" + salt + text).digest()
