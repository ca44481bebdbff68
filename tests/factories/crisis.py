"""Calls for help and people on duty."""

from datetime import timedelta
from uuid import UUID

from psycopg.types.range import TimestamptzRange

from eap.booking.models import OnCallShift
from eap.core import clock
from eap.core.actor import Actor
from eap.crisis import selectors, services
from eap.crisis.words import Source
from tests.factories.keys import HALF, give_key
from tests.factories.staff import make_staff


def on_rota(level: int, role: str = "on_call", name: str = "Chen Yu") -> Actor:
    """Somebody on call at this level for the next eight hours."""
    staff = make_staff(role, name=name)
    now = clock.now()
    OnCallShift.objects.bulk_create([
        OnCallShift(
            staff=staff,
            level=level,
            during=TimestamptzRange(now - timedelta(hours=1), now + timedelta(hours=8)),
        )
    ])  # fmt: skip
    actor = Actor.staff(staff.id, frozenset({role}), session=staff.id, half=HALF)
    give_key(actor)
    return actor


def raised(number: str = "138 0000 0000", *, client_id: UUID | None = None) -> services.Raised:
    """A call for help from the help page."""
    actor = Actor.anonymous() if client_id is None else Actor.client(client_id)
    return services.raise_crisis(
        actor, source=Source.PAGE, language="en", number=number, client_id=client_id
    )


def only_call(actor: Actor) -> selectors.Call:
    """The one open call on the console."""
    (call,) = selectors.console(actor).open
    return call
