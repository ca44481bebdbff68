"""Where sign-ins are kept: the database knows a hash of each cookie and never the cookie itself.

Whoever reads the table, or a dump of it, therefore cannot go on in somebody else's name, nor use an
unlock they left open.
"""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from eap.core.actor import Actor
from eap.core.policy import require

_LETTERS = 40  # what the library's column holds: 160 bits


def _kept(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:_LETTERS]


class SessionStore(db.SessionStore):
    """Django's own store, asked and filled by hash. For WSGI: its async half is not changed."""

    def _get_session_from_db(self) -> Any:
        now = timezone.now()  # noqa: TID251 - the library's own clock wrote when it expires
        rows = self.model.objects.filter(expire_date__gt=now)
        found = rows.filter(session_key=_kept(self.session_key or "")).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a sign-in with this cookie is kept."""
        return super().exists(_kept(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to write."""
        row = super().create_model_instance(data)
        row.session_key = _kept(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the sign-in with this cookie, or this one."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(_kept(key))


def sweep_ended(actor: Actor) -> None:
    """Delete the sign-ins that have ended; the library only stops looking at them."""
    require(actor, "access.sign_in.sweep")
    SessionStore.clear_expired()
