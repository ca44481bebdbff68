"""Who is asking: makes the frozen actor from the visit cookie or the staff sign-in."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.half import half_of
from api.lock import is_locked
from eap.access import selectors as access
from eap.core.actor import ANONYMOUS, CLIENT, STAFF, Actor
from eap.core.errors import Locked
from eap.people import selectors as people
from eap.vault.unlock import is_on_duty

if TYPE_CHECKING:  # views read this module's name from the settings while they are imported
    from rest_framework.views import APIView


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: Any, reason: str) -> Any:
        return reason


def known(http: HttpRequest) -> Actor:
    """Whoever the sign-in or the visit cookie says it is, else anonymous."""
    request_id, half = getattr(http, "request_id", ""), half_of(http)
    user = getattr(http, "user", None)
    if user is not None and user.is_authenticated:
        return access.staff_actor(user.pk, http.session.session_key or "", request_id, half)
    token = http.COOKIES.get(settings.CLIENT_COOKIE_NAME, "")
    found = people.client_actor(token, request_id, half) if token else None
    return found or Actor.anonymous(request_id=request_id, half=half)


class ActorAuthentication(BaseAuthentication):
    """Puts the actor on `request.auth`. A cookie that no longer opens anything means anonymous.

    Writing with a cookie demands the CSRF header, for clients and staff alike.
    """

    def authenticate(self, request: Request) -> tuple[Any, Actor]:
        actor = self._actor(request)
        if actor.kind != ANONYMOUS:
            self._demand_csrf(request)
        return getattr(request._request, "user", None), actor

    def _actor(self, request: Request) -> Actor:
        return known(request._request)

    def _demand_csrf(self, request: Request) -> None:
        check = _Csrf(lambda _: None)  # type: ignore[arg-type]
        check.process_request(request._request)
        if check.process_view(request._request, None, (), {}):  # type: ignore[arg-type]
            raise PermissionDenied(code="csrf")

    def authenticate_header(self, request: Request) -> str:
        return "Cookie"


class _OfKind(BasePermission):
    kinds: frozenset[str] = frozenset()

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if actor_of(request).kind not in self.kinds:
            raise NotAuthenticated
        return True


class AsClient(_OfKind):
    """Somebody who came in by visit code or private key."""

    kinds = frozenset({CLIENT})


class AsStaff(_OfKind):
    """Somebody of the programme's staff. What they may do, the domain decides.

    While their screen is locked only views with `while_locked` answer, and as long as duty is open
    on this session the methods in `on_duty` too, since that is what opening it promised. The
    others say 423.
    """

    kinds = frozenset({STAFF})

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """True, or raises NotAuthenticated or Locked."""
        super().has_permission(request, view)
        if is_locked(request._request) and not _answers_locked(request, view):
            raise Locked
        return True


def _answers_locked(request: Request, view: "APIView") -> bool:
    if getattr(view, "while_locked", False):
        return True
    return request.method in getattr(view, "on_duty", ()) and is_on_duty(actor_of(request))


def actor_of(request: Request) -> Actor:
    """The actor made for this request."""
    actor = request.auth
    assert isinstance(actor, Actor)  # noqa: S101 - set by ActorAuthentication on every view
    return actor
