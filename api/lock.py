"""The lock of a staff screen, kept in the sign-in's session so that no reload and no tab lifts it.

It goes by the notes passphrase, or, for whoever has no notes, by proving who one is once more.
"""

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records

if TYPE_CHECKING:  # see api.actor
    from django.http import HttpRequest

_MARK = "locked_after_proof_at"
_BY_NOTES = "by notes"


def _last_proof(request: "HttpRequest") -> float:
    """When somebody last proved who they are in this session, in seconds since 1970; or 0."""
    user = getattr(request, "user", None)
    return max((float(one["at"]) for one in get_authentication_records(request, user)), default=0)


def lock(request: "HttpRequest", *, has_notes: bool) -> None:
    """Lock the screen of this sign-in. With notes no proof but their passphrase lifts it."""
    request.session[_MARK] = _BY_NOTES if has_notes else _last_proof(request)


def lift(request: "HttpRequest") -> None:
    """Unlock it: the passphrase was right."""
    request.session.pop(_MARK, None)


def is_locked(request: "HttpRequest") -> bool:
    """Whether it was locked and nobody has given since what lifts it."""
    return request.session.get(_MARK) in (_BY_NOTES, _last_proof(request))
