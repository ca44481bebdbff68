"""Rows that say who somebody is, stamped by the server.

A session, a visit code and a private key each lead from a keyed hash to a client. Whoever has the
database could have their own secret lead to somebody else; so each row carries the server's stamp
over its hash and its client, and one that was moved by SQL is nobody's.
"""

from uuid import UUID

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Alarm
from eap.people.words import NotAccepted
from eap.vault.wrapping import is_stamped, stamp

__all__ = ["Moved", "is_stamped", "of_code", "of_key", "of_session", "stamp", "tell"]


def of_session(
    session_id: UUID, token_hash: bytes, client_id: UUID, way_in: str
) -> tuple[bytes, ...]:
    """What the stamp of one coming-in is over."""
    return b"client session", session_id.bytes, token_hash, client_id.bytes, way_in.encode()


def of_code(code_index: bytes, retry_index: bytes, client_id: UUID) -> tuple[bytes, ...]:
    """What the stamp of a visit code is over."""
    return b"visit code", code_index, retry_index, client_id.bytes


def of_key(key_index: bytes, client_id: UUID) -> tuple[bytes, ...]:
    """What the stamp of a private key is over."""
    return b"private key", key_index, client_id.bytes


class Moved(NotAccepted, Alarm):
    """A way in leads to this client that is not the server's. It opens nothing, as if it were not.

    That it was tried stays in the trail.
    """

    def __init__(self, field: str, client_id: UUID) -> None:
        super().__init__(field)
        self.client_id = client_id

    def ring(self, by: Actor) -> None:
        """Leave an event with the client's id."""
        tell(by, client_id=self.client_id)


@as_actor
def tell(actor: Actor, *, client_id: UUID) -> None:
    """Record that a way in to this client was met that is not the server's."""
    record(
        actor,
        action="people.way_in.refused",
        object_kind="client",
        object_id=client_id,
        decision=Decision.REFUSED,
    )
