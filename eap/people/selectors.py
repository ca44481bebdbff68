"""Readings of clients: who a cookie stands for, and what a client may read of themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eap.core import clock
from eap.core.actor import CLIENT, PRIVATE_KEY, Actor
from eap.core.database import as_actor
from eap.core.errors import Refused
from eap.core.policy import require
from eap.people import codes, doors, stamps
from eap.people.models import Client, Consent
from eap.people.policies import whose
from eap.people.words import IDLE, REQUIRED, TEXTS


def client_actor(token: str, request_id: str, half: bytes | None = None) -> Actor | None:
    """The client behind a cookie's token, or None when it opens nothing any more.

    Asked once for every request of a client: one call of one database function. A session that
    was moved to another client opens nothing, and leaves an event.
    """
    token_hash = codes.token_hash(token)
    found = doors.session(token_hash, at=clock.now(), idle=IDLE)
    if found is None:
        return None
    said = stamps.of_session(found.session_id, token_hash, found.client_id, found.way_in)
    if not stamps.is_stamped(found.stamp, *said):
        stamps.tell(Actor.anonymous(request_id=request_id), client_id=found.client_id)
        return None
    return Actor.client(
        found.client_id,
        session=found.session_id,
        way_in=found.way_in,
        request_id=request_id,
        half=half,
    )


@dataclass(frozen=True, slots=True)
class OwnView:
    """What is known of a client."""

    client_id: UUID
    language: str
    site_id: UUID | None
    shift_id: UUID | None
    tenure: str | None
    way: str
    statistics: bool


@as_actor
def own(actor: Actor) -> OwnView:
    """A client's own row. Raises Missing for anybody else."""
    require(actor, "people.client.read", Client(id=whose(actor)))
    client = Client.objects.get(pk=actor.known_id)
    return OwnView(
        client_id=client.id,
        language=client.language,
        site_id=client.site_id,
        shift_id=client.shift_id,
        tenure=client.tenure,
        way=client.way,
        statistics=client.statistics,
    )


def own_counts(actor: Actor) -> dict[str, int]:
    """How many things a client has told of themselves: site, shift, how long they are here."""
    known = own(actor)
    told = (known.site_id, known.shift_id, known.tenure)
    return {"about_you": sum(one is not None for one in told)}


@dataclass(frozen=True, slots=True)
class ConsentView:
    """How a consent stands. `version` is the text agreed to, or the one shown now."""

    purpose: str
    required: bool
    given: bool
    version: str
    given_at: datetime | None


@as_actor
def consents(actor: Actor) -> list[ConsentView]:
    """How each of a client's consents stands, the required one first."""
    require(actor, "people.consent.read", Consent(client_id=whose(actor)))
    standing = {
        consent.purpose: consent
        for consent in Consent.objects.filter(client_id=actor.known_id, withdrawn_at__isnull=True)
    }
    return [
        ConsentView(
            purpose=purpose,
            required=purpose == REQUIRED,
            given=purpose in standing,
            version=standing[purpose].version if purpose in standing else text,
            given_at=standing[purpose].given_at if purpose in standing else None,
        )
        for purpose, text in TEXTS.items()
    ]


@as_actor
def key_made_on(actor: Actor, *, client_id: UUID) -> date | None:
    """When a client's private key was made, None while there is none.

    A visit code is enough to make the first one, so whoever holds the code, and the counsellor of
    the case, are told of it: a key made by somebody else is noticed. Raises Missing.
    """
    require(actor, "people.private_key.date", Client(id=client_id))
    return doors.key_made_on(client_id)


def came_by_key(actor: Actor) -> bool:
    """Whether a client came by private key: a visit code shows nothing that was told."""
    return actor.kind == CLIENT and actor.way_in == PRIVATE_KEY


def demand_key(actor: Actor) -> None:
    """Raise Refused("private_key_needed") for a client who came by visit code only."""
    if actor.kind == CLIENT and not came_by_key(actor):
        raise Refused("private_key_needed")
