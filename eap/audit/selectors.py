"""Readings of the trail: a client's access log, and the details of acts of one name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from eap.audit.models import AuditDetail, AuditEvent
from eap.audit.words import OWN_COUNSELLOR, Decision, plain_act, plain_who
from eap.core.actor import CLIENT, Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.core.roles import Role

MOST = 200


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the access log: no name, no reference, no time finer than the hour.

    `who` is a role word or `you`, `own_counsellor`, `another_client`, `anonymous`, `system`;
    `act` one of the words in `words.ACTS` and `words.WHOLE`, or `acted`; `thing` the kind of
    object, such as `note`.
    """

    hour: datetime
    who: str
    act: str
    thing: str
    purpose: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Lines of the access log, newest first. `older` asks for the next page; None at the end.

    `own` counts what the client did themselves, which lies on pages of its own.
    """

    lines: list[Access]
    older: int | None
    own: int


@as_actor
def details_of(actor: Actor, *, action: str) -> list[dict[str, Any]]:
    """The details of every act of one name, in no order; erased ones are left out."""
    require(actor, "audit.detail.read")
    acts = AuditEvent.objects.filter(action=action, decision=Decision.ALLOWED)
    kept = AuditDetail.objects.filter(commitment__in=acts.values("commitment"))
    return list(kept.values_list("details", flat=True))


@as_actor
def access_log(
    actor: Actor,
    *,
    older: int | None = None,
    limit: int = 30,
    counsellors: Collection[UUID] = (),
    own: bool = False,
) -> AccessPage:
    """What others did with what concerns the acting client, and what was refused to anybody.

    With `own` what the client did themselves instead. `counsellors` are the client's own ones,
    told from others who were there.

    Pages are counted from the oldest line, so that new ones do not shift them and the number
    given out says nothing about the rest of the trail. Raises Missing for anybody but a client.
    """
    about = AuditEvent(subject_id=actor.id)
    require(actor, "audit.access_log.read", about)
    everything = AuditEvent.objects.filter(subject_id=actor.known_id).order_by("at", "id")
    by_oneself = Q(actor_kind=CLIENT, actor_id=actor.known_id, decision=Decision.ALLOWED)
    done = everything.filter(by_oneself)
    events = done if own else everything.exclude(by_oneself)
    end = events.count()
    if older is not None:
        end = min(max(older, 0), end)
    start = max(end - _limited(limit), 0)
    lines = [_line(event, actor, counsellors) for event in events[start:end]]
    return AccessPage(lines[::-1], start or None, done.count())


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many lines the acting client's access log has. Raises Missing for anybody else."""
    require(actor, "audit.access_log.read", AuditEvent(subject_id=actor.id))
    return {"access_log": AuditEvent.objects.filter(subject_id=actor.known_id).count()}


def _line(event: AuditEvent, reader: Actor, counsellors: Collection[UUID]) -> Access:
    who = plain_who(event.actor_kind, event.role, same=event.actor_id == reader.id)
    if who == Role.COUNSELLOR and event.actor_id in counsellors:
        who = OWN_COUNSELLOR
    return Access(
        hour=event.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0),
        who=who,
        act=plain_act(event.action),
        thing=event.object_kind,
        purpose=event.purpose,
        allowed=event.decision == Decision.ALLOWED,
    )


def _limited(limit: int) -> int:
    return min(max(limit, 1), MOST)
