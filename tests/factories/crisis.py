"""Calls for help and people on duty."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from psycopg.types.range import TimestamptzRange

from eap.booking.models import OnCallShift
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.crisis import selectors, services
from eap.crisis.words import Source
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, Desk, Holder
from tests.factories.keys import HALF, give_key
from tests.factories.staff import make_staff


def on_rota(level: int, role: str = "on_call", name: str = "Chen Yu") -> Actor:
    """Somebody on call at this level for the next eight hours, with the desk's key."""
    actor = make_duty_without_key(level, role, name)
    give_key(actor)
    return actor


def make_duty_without_key(level: int = 1, role: str = "on_call", name: str = "Chen Yu") -> Actor:
    """The same, who has no key yet."""
    staff = make_staff(role, name=name)
    now = clock.now()
    OnCallShift.objects.bulk_create([
        OnCallShift(
            staff=staff,
            level=level,
            during=TimestamptzRange(now - timedelta(hours=1), now + timedelta(hours=8)),
        )
    ])  # fmt: skip
    return Actor.staff(staff.id, frozenset({role}), session=staff.id, half=HALF)


def change_desk_key(holder: Holder = DESKS[Desk.ON_CALL]) -> None:
    """What whoever has only the database may do: another public half in somebody's line."""
    _turn_a_bit(holder)


def mend_desk_key() -> None:
    """The line as it was signed."""
    _turn_a_bit(DESKS[Desk.ON_CALL])


def _turn_a_bit(holder: Holder) -> None:
    with acting(Actor.system(VAULT)), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault_key_pair SET public_key ="
            " set_bit(public_key, 3, 1 - get_bit(public_key, 3))"
            " WHERE holder = %s AND holder_id = %s AND until IS NULL",
            holder,
        )
        assert cursor.rowcount == 1


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
