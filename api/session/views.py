"""Who this browser is, coming in by code or words, and leaving."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import ActorAuthentication, actor_of
from api.half import drop_half, keep_half
from api.lock import is_locked
from api.same_site import refuse_other_sites
from api.session.cookie import drop_visit, keep_visit
from api.session.serializers import CodeIn, SessionOut, WordsIn
from api.throttles import few_wrong_tries
from eap.access import selectors as access
from eap.booking import selectors as booking
from eap.core.actor import CLIENT, STAFF, Actor
from eap.people import selectors as people
from eap.people import services
from eap.vault import unlock
from eap.wellbeing import selectors as wellbeing


class WithoutToken(ActorAuthentication):
    """Knows the actor but asks for no CSRF token: a leaving page cannot send headers."""

    def _demand_csrf(self, request: Request) -> None:
        """The view refuses other sites instead."""


def described(actor: Actor) -> dict[str, object]:
    """What the pages may know of the actor."""
    name, language, unlocked_until = "", "", None
    if actor.kind == STAFF:
        name, language = access.own_name(actor)
    if actor.kind == CLIENT:
        language = people.own(actor).language
    if actor.kind in (CLIENT, STAFF):
        unlocked_until = unlock.unlock_state(actor).idle_until
    return {
        "kind": actor.kind,
        "way_in": actor.way_in,
        "roles": sorted(actor.roles) if actor.kind == STAFF else [],
        "name": name,
        "language": language,
        "unlocked_until": unlocked_until,
        "locked": False,
        "neutral_name": settings.NEUTRAL_NAME,
        "exit_path": settings.EXIT_PATH,
        "time_zone": booking.house_zone(actor),
        "self_checks": wellbeing.has_measures(actor),
    }


class Session(APIView):
    """Who this browser is. Also sets the CSRF cookie, so it is a page's first call."""

    @extend_schema(operation_id="session_read", responses={200: SessionOut})
    def get(self, request: Request) -> Response:
        get_token(request._request)
        known = described(actor_of(request)) | {"locked": is_locked(request._request)}
        return Response(SessionOut(known).data)


class Code(APIView):
    """Come in by visit code."""

    @extend_schema(operation_id="session_code", request=CodeIn, responses={200: SessionOut})
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        given = CodeIn.of(request.data)
        with few_wrong_tries(request):
            session = services.come_in_with_code(actor_of(request), **given)
        return keep_visit(Response(SessionOut(described(session.actor)).data), session.token)


class Words(APIView):
    """Come in by private key."""

    @extend_schema(operation_id="session_words", request=WordsIn, responses={200: SessionOut})
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        given = WordsIn.of(request.data)
        with few_wrong_tries(request):
            session = services.come_in_with_words(actor_of(request), **given)
        response = keep_visit(Response(SessionOut(described(session.actor)).data), session.token)
        return keep_half(request, response)


def end(request: HttpRequest, actor: Actor) -> None:
    """Close everything that this browser had opened."""
    if actor.kind == STAFF:
        unlock.lock(actor, duty=True)
        logout(request)
    else:
        services.leave(actor)


class Leave(APIView):
    """Leave at once: everything this browser had opened is closed, whoever it was."""

    authentication_classes = (WithoutToken,)
    parser_classes = ()

    @extend_schema(operation_id="session_leave", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        end(request._request, actor_of(request))
        return drop_half(drop_visit(Response(status=204)))
