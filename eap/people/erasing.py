"""A client's wish to be erased, what the law has kept, and the client's own rows.

Asking and taking back are the client's, with three days between asking and carrying out; the
desk carries out, for it joins the rooms.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.audit import services as audit
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid, Missing
from eap.core.policy import require
from eap.people.models import (
    Client,
    ClientSession,
    Consent,
    Erasure,
    LegalHold,
    PrivateKey,
    VisitCode,
)
from eap.people.policies import whose
from eap.people.selectors import demand_key
from eap.people.words import REGRET, HoldReason
from eap.vault.sealing import destroy_client, tombstones


@as_actor
def ask_erasure(actor: Actor) -> datetime:
    """Ask for everything of oneself to be erased; returns when that is due.

    Asking again changes nothing. Raises Refused("private_key_needed"): whoever finds a visit code
    cannot ask.
    """
    wanted = Erasure(client_id=whose(actor))
    rule = require(actor, "people.erasure.ask", wanted, hidden=False)
    demand_key(actor)
    asked, is_new = Erasure.objects.get_or_create(
        client_id=actor.known_id, defaults={"asked_at": clock.now()}
    )
    if is_new:
        audit.record(
            actor,
            action="people.erasure.ask",
            object_kind="client",
            object_id=actor.known_id,
            rule=rule,
        )
    return asked.asked_at + REGRET


@as_actor
def take_back(actor: Actor) -> None:
    """Take it back, with a visit code too: then everything stays. Nothing to take back is fine."""
    rule = require(actor, "people.erasure.take_back", Erasure(client_id=whose(actor)), hidden=False)
    gone, _ = Erasure.objects.filter(client_id=actor.known_id).delete()
    if gone:
        audit.record(
            actor,
            action="people.erasure.take_back",
            object_kind="client",
            object_id=actor.known_id,
            rule=rule,
        )


@as_actor
def own_due(actor: Actor) -> datetime | None:
    """When the acting client is to be erased; None when they did not ask."""
    require(actor, "people.erasure.ask", Erasure(client_id=whose(actor)), hidden=False)
    asked = Erasure.objects.filter(client_id=actor.known_id).first()
    return None if asked is None else asked.asked_at + REGRET


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked to be erased, and when it is due."""

    client_id: UUID
    due_at: datetime


@as_actor
def asked_erasures(actor: Actor) -> list[Asked]:
    """Everybody who asked and was not erased yet, the longest ago first."""
    require(actor, "people.erasure.erase")
    rows = Erasure.objects.order_by("asked_at")
    return [Asked(row.client_id, row.asked_at + REGRET) for row in rows]


@as_actor
def begin_erasure(actor: Actor, *, client_id: UUID) -> bool:
    """Take up a wish that is due, in the caller's transaction.

    False when it was taken back, or somebody else is at it.
    """
    require(actor, "people.erasure.erase")
    due = Erasure.objects.filter(client_id=client_id, asked_at__lte=clock.now() - REGRET)
    gone, _ = due.delete()
    return bool(gone)


@as_actor
def holds_of(actor: Actor, *, client_id: UUID) -> list[str]:
    """Why the law has a client's record kept, as codes of `HoldReason`; the actor's own to see."""
    found = LegalHold.objects.filter(client_id=client_id)
    return list(found.values_list("reason", flat=True))


@as_actor
def hold(actor: Actor, *, client_id: UUID, reason: str) -> None:
    """Keep a client's record as the law wants it. Raises Invalid, Missing."""
    rule = require(actor, "people.hold.set")
    if reason not in HoldReason.values:
        raise Invalid(fields={"reason": "unknown"})
    if not Client.objects.filter(id=client_id).exists():
        raise Missing
    LegalHold.objects.filter(client_id=client_id).delete()
    LegalHold.objects.create(client_id=client_id, reason=reason, since=clock.today())
    audit.record(
        actor,
        action="people.hold.set",
        object_kind="client",
        object_id=client_id,
        rule=rule,
        details={"reason": reason},
    )


@as_actor
def lift_hold(actor: Actor, *, client_id: UUID) -> None:
    """The law does not need the record any more. Raises Missing when it was not held."""
    rule = require(actor, "people.hold.set")
    gone, _ = LegalHold.objects.filter(client_id=client_id).delete()
    if not gone:
        raise Missing
    audit.record(
        actor, action="people.hold.lift", object_kind="client", object_id=client_id, rule=rule
    )


@as_actor
def restored_clients(actor: Actor) -> list[UUID]:
    """Clients who were erased and came back with an older dump."""
    require(actor, "people.client.erase")
    return list(Client.objects.filter(id__in=tombstones()).values_list("id", flat=True))


@as_actor
def erase_client(actor: Actor, *, client_id: UUID) -> None:
    """Erase a client's own rows and keys, when the other rooms have erased theirs.

    Safe to repeat.
    """
    require(actor, "people.client.erase")
    for part in (ClientSession, VisitCode, PrivateKey, Consent, Erasure, LegalHold):
        part._default_manager.filter(client_id=client_id).delete()
    Client.objects.filter(id=client_id).delete()
    destroy_client(client_id)
