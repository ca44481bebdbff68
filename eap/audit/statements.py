"""The exact texts that are hashed and signed. Changing any of them breaks every proof given out.

A statement is plain lines: its own name and version, then one value a line, in a fixed order and
form, so that a checker in any language can make it again. Text is written as a JSON string, so
that no value can run into the next line.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

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
_FORMS = {
    "at": """to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
    "commitment": "encode(e.commitment, 'hex')",
    **{
        name: f"to_json(e.{name})::text"
        for name in ("role", "action", "object_kind", "purpose", "rule", "request_id")
    },
}


def event_sql() -> str:
    """SQL over `audit_event e` for the statement of an event; nothing is written as nothing.

    The database writes the text, because reading a million rows into Python values first takes
    several times as long as hashing them.
    """
    values = (_FORMS.get(name, f"e.{name}::text") for name in EVENT_FIELDS)
    lines = ", ".join(f"coalesce({value}, '')" for value in values)
    return f"concat_ws(E'\\n', 'harbour.audit.event.1', {lines})"


def moment(value: datetime) -> str:
    """A moment in UTC to the microsecond, always in the same form."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def batch(sealed: AuditBatch) -> str:
    """Statement of a batch: its place, bounds and root."""
    return "\n".join(
        (
            "harbour.audit.batch.1",
            str(sealed.no),
            str(sealed.epoch),
            str(sealed.below_xid),
            str(sealed.first_event),
            str(sealed.last_event),
            str(sealed.count),
            sealed.root.hex(),
        )
    )


def head(sealed: AuditBatch) -> str:
    """What is signed: the root of the tree of all batches up to and with this one."""
    return "\n".join(
        (
            "harbour.audit.head.1",
            str(sealed.no + 1),
            sealed.head.hex(),
            moment(sealed.sealed_at),
        )
    )


def commitment(salt: bytes, details: Mapping[str, Any]) -> bytes:
    """Salted SHA-256 of an event's details; without the salt a short detail could be guessed."""
    text = json.dumps(details, separators=(",", ":"), sort_keys=True)
    return sha256(b"harbour.audit.details.1\n" + salt + text.encode("ascii")).digest()
