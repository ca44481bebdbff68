"""Acts on the trail: record, tie an object to its client, erase details."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from uuid import UUID

from django.db import connection

from eap.audit import statements, writer
from eap.audit.models import AuditDetail, AuditEvent, SubjectLink
from eap.audit.words import Decision
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import EVERYBODY, Rule, require

Details = Mapping[str, str | int | bool | None]
_Value = str | int | bytes | UUID | datetime | None

_ROWS_AT_ONCE = 500
_COLUMNS = (
    "at",
    "actor_kind",
    "actor_id",
    "role",
    "action",
    "object_kind",
    "object_id",
    "purpose",
    "decision",
    "rule",
    "request_id",
    "commitment",
    "writer",
    "writer_no",
)
_INSERT = f"INSERT INTO audit_event ({', '.join(_COLUMNS)})"


@dataclass(frozen=True, slots=True)
class Event:
    """One act to be recorded; the fields are those of `record`, and `by` is who acted."""

    by: Actor
    action: str
    object_kind: str
    object_id: UUID | None
    decision: str = Decision.ALLOWED
    purpose: str = ""
    rule: Rule | str = ""
    details: Details | None = None
    at: datetime | None = None


def record(
    actor: Actor,
    *,
    action: str,
    object_kind: str,
    object_id: UUID | None,
    decision: str = Decision.ALLOWED,
    purpose: str = "",
    rule: Rule | str = "",
    details: Details | None = None,
    at: datetime | None = None,
) -> None:
    """Add one event to the trail, inside the caller's `acting(actor)` transaction.

    `action` is the permission's name (`notes.note.open`), `rule` what `require` returned, so
    that the trail says by which role the actor was let in. `details` are codes, numbers and
    states, never anything a person wrote. The client concerned is found by the database from
    `concerns`, even when the actor may not see the object.

    Raises django.db.DatabaseError when nobody or somebody else is acting in this transaction.
    """
    _write([Event(actor, action, object_kind, object_id, decision, purpose, rule, details, at)])


@as_actor
def record_many(actor: Actor, *, events: Iterable[Event]) -> int:
    """Add synthetic history in other actors' names; returns how many. Only `system:demo` may.

    Give the events in order of time. Raises Refused for anybody else.
    """
    require(actor, "audit.history.record")
    waiting, written = iter(events), 0
    while rows := list(islice(waiting, _ROWS_AT_ONCE)):
        _write(rows)
        written += len(rows)
    return written


def _write(events: Sequence[Event]) -> None:
    """Insert rows without reading them back: the writer may not see the trail."""
    now = clock.now()
    series, first = writer.take(len(events))
    kept = [_detail(event.details) for event in events]
    rows: list[tuple[_Value, ...]] = [
        (*_header(event, now), bytes(detail.commitment) if detail else None, series, first + place)
        for place, (event, detail) in enumerate(zip(events, kept, strict=True))
    ]
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(_insert_one(), rows[0])
        else:
            cursor.execute(_insert_many(), [list(column) for column in zip(*rows, strict=True)])
    AuditDetail.objects.bulk_create([detail for detail in kept if detail])


def _insert_one() -> str:
    return f"{_INSERT} VALUES ({', '.join(['%s'] * len(_COLUMNS))})"


@cache
def _insert_many() -> str:
    """One statement for any number of rows: an array for each column."""
    fields = (AuditEvent._meta.get_field(name) for name in _COLUMNS)
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    return f"{_INSERT} SELECT * FROM unnest({arrays})"  # noqa: S608 - our own names


def _header(event: Event, now: datetime) -> tuple[_Value, ...]:
    by, rule = event.by, event.rule
    role = ",".join(sorted(by.roles))
    if isinstance(rule, Rule):
        role = role if rule.role == EVERYBODY else rule.role
        rule = rule.relation.name
    return (
        event.at or now,
        by.kind,
        by.id,
        role,
        event.action,
        event.object_kind,
        event.object_id,
        event.purpose,
        Decision(event.decision).value,
        rule,
        by.request_id,
    )


def _detail(details: Details | None) -> AuditDetail | None:
    if details is None:
        return None
    salt = secrets.token_bytes(16)
    return AuditDetail(
        commitment=statements.commitment(salt, details), salt=salt, details=dict(details)
    )


def concerns(actor: Actor, *, object_id: UUID, client_id: UUID) -> None:
    """Say which client a new object concerns, inside the caller's `acting(actor)` transaction.

    Rooms call it when they create the object, a client's own row included, before recording.
    Raises django.db.IntegrityError when the object is tied to a client already.
    """
    SubjectLink.objects.create(object_id=object_id, client_id=client_id)


def concern_many(actor: Actor, *, links: Mapping[UUID, UUID]) -> None:
    """Tie many objects (object id -> client id) at once, as `concerns` does."""
    SubjectLink.objects.bulk_create(
        (SubjectLink(object_id=thing, client_id=client) for thing, client in links.items()),
        batch_size=2000,
    )


@as_actor
def forget(actor: Actor, *, client_id: UUID) -> None:
    """Erase every detail about a client and the ties of objects to them.

    The events' headers stay, under a pseudonym that leads nowhere any more, and every batch
    still verifies. Raises Refused for anybody but `system:erasure`.
    """
    require(actor, "audit.detail.erase")
    record(actor, action="audit.detail.erase", object_kind="client", object_id=client_id)
    about = AuditEvent.objects.filter(subject_id=client_id, commitment__isnull=False)
    AuditDetail.objects.filter(commitment__in=about.values("commitment")).delete()
    SubjectLink.objects.filter(client_id=client_id).delete()
