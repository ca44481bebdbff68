"""Collects the trail of synthetic history and the ties of objects to clients, then writes both."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from eap.audit import services as audit
from eap.audit.services import Event
from eap.core.actor import Actor
from eap.core.policy import EVERYBODY, Rule, permissions


class Trail:
    """Events in any order; written in the order of time, after the ties that name their client."""

    def __init__(self) -> None:
        self._events: list[tuple[datetime, Event]] = []
        self._ties: dict[UUID, UUID] = {}

    def tie(self, client_id: UUID, *things: UUID) -> None:
        """Say whom new objects concern."""
        self._ties |= dict.fromkeys(things, client_id)

    def say(
        self,
        by: Actor,
        action: str,
        thing: tuple[str, UUID | None],
        at: datetime,
        *,
        under: str | None = None,
        purpose: str = "",
        details: Mapping[str, str | int | bool | None] | None = None,
    ) -> None:
        """One act on `thing`, (kind, id).

        `under` is the permission that let it pass: the action's own unless named, "" where the
        service records none.
        """
        permission = action if under is None else under
        rule = _rule(by, permission) if permission else ""
        kind, object_id = thing
        event = Event(
            by, action, kind, object_id, purpose=purpose, rule=rule, details=details, at=at
        )
        self._events.append((at, event))

    def write(self, actor: Actor) -> int:
        """Write everything collected; returns how many events there were."""
        audit.concern_many(actor, links=self._ties)
        self._events.sort(key=lambda one: one[0])
        count = audit.record_many(actor, events=(event for _, event in self._events))
        self._events, self._ties = [], {}
        return count


def _rule(by: Actor, permission: str) -> Rule:
    """The rule under which somebody of this role passes; KeyError when the role has none."""
    for rule in permissions()[permission].to:
        if rule.role == EVERYBODY or by.has(rule.role):
            return rule
    raise KeyError(f"{permission} is not for {sorted(by.roles)}")
