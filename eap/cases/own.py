"""What the acting client may know of their own requests and cases. Never content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.cases.models import Case, Request
from eap.cases.selectors import NEWEST, SEALED
from eap.cases.words import WAITING_STATES
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.vault.blind import blind_index, blind_indexes


@dataclass(frozen=True)
class RequestHeader:
    """A request without what it says."""

    id: UUID
    case_id: UUID
    appointment_id: UUID | None
    band: str
    urgent: bool
    state: str
    submitted_at: datetime
    prepared_at: datetime | None


@as_actor
def own_request(actor: Actor) -> RequestHeader | None:
    """The client's newest request that has had no session yet, or None."""
    require(actor, "cases.request.own")
    rows = Request.objects.filter(case__client_id=actor.known_id, state__in=WAITING_STATES)
    row = rows.defer(*SEALED).order_by(*NEWEST).first()
    return _header(row) if row else None


@as_actor
def own_request_by_key(actor: Actor, *, key: str) -> RequestHeader | None:
    """The client's request that their browser sent with this random key before, or None."""
    require(actor, "cases.request.own")
    indexes = blind_indexes(key, table="request", column="key")
    rows = Request.objects.filter(key_index__in=indexes, case__client_id=actor.known_id)
    row = rows.defer(*SEALED).first()
    return _header(row) if row else None


@as_actor
def own_counsellors(actor: Actor) -> set[UUID]:
    """The counsellors of the acting client's cases, of all times. Raises Missing for staff."""
    require(actor, "cases.request.own")
    cases = Case.objects.filter(client_id=actor.known_id, counsellor_id__isnull=False)
    return {found for found in cases.values_list("counsellor_id", flat=True) if found is not None}


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many requests of the client are kept here."""
    require(actor, "cases.request.own")
    return {"requests": Request.objects.filter(case__client_id=actor.known_id).count()}


def key_index(key: str) -> bytes:
    """What a request is found by when it is sent again."""
    return blind_index(key, table="request", column="key")


def _header(row: Request) -> RequestHeader:
    return RequestHeader(
        id=row.id,
        case_id=row.case_id,
        appointment_id=row.appointment_id,
        band=row.band,
        urgent=row.urgent,
        state=row.state,
        submitted_at=row.submitted_at,
        prepared_at=row.prepared_at,
    )
