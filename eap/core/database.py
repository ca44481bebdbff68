"""One transaction, one actor: row-level security reads who is acting from the transaction.

The setting is local to the transaction, so a pooled connection never carries it to the next
borrower; without it every protected table is empty.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import connection, transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Alarm

P = ParamSpec("P")
R = TypeVar("R")

# The moment the transaction took up its actor, for rules that hold only after some time.
MOMENT = "nullif(current_setting('harbour.moment', true), '')::timestamptz"

_current: ContextVar[Actor | None] = ContextVar("acting", default=None)


def _announce(actor: Actor | None) -> None:
    kind = actor.kind if actor else ""
    identity = str(actor.id) if actor and actor.id else ""
    roles = ",".join(sorted(actor.roles)) if actor else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('harbour.actor_kind', %s, true),"
            " set_config('harbour.actor_id', %s, true), set_config('harbour.roles', %s, true),"
            " set_config('harbour.moment', %s, true)",
            [kind, identity, roles, clock.now().isoformat()],
        )


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Open a transaction (or a savepoint in one) in which the database knows `actor`.

    Within another actor's transaction the inner actor holds until the block ends, then the
    outer one again: a newcomer becomes a client in the middle of the first booking. When the
    block fails, rolling back restores the outer setting by itself; an `Alarm` that leaves the
    outermost block is rung then.
    """
    nested = connection.in_atomic_block
    outer = _current.get() if nested else None
    try:
        with _known(actor, outer, nested=nested):
            yield
    except Alarm as alarm:
        if outer is None:
            alarm.ring(actor)
        raise


@contextmanager
def _known(actor: Actor, outer: Actor | None, *, nested: bool) -> Iterator[None]:
    with transaction.atomic():
        if outer != actor:
            _announce(actor)
        token = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(token)
        if nested and outer != actor:
            _announce(outer)


def as_actor(
    function: Callable[Concatenate[Actor, P], R],
) -> Callable[Concatenate[Actor, P], R]:
    """Run a service or selector, whose first argument is the actor, inside `acting(actor)`."""

    @wraps(function)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with acting(actor):
            return function(actor, *args, **kwargs)

    return run
