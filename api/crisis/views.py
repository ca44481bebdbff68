"""The caller's door and the console's."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import ActorAuthentication, AsStaff, actor_of
from api.crisis import serializers as shapes
from api.same_site import refuse_other_sites
from eap.core.actor import CLIENT, Actor
from eap.core.errors import Missing
from eap.crisis import selectors, services
from eap.crisis.words import Source


class _Forgiving(ActorAuthentication):
    """A call for help is accepted even where a cookie or its token has gone stale."""

    def authenticate(self, request: Request) -> tuple[object, Actor]:
        try:
            return super().authenticate(request)
        except APIException:
            return None, Actor.anonymous()


class Calls(APIView):
    """Ask the counsellor on duty to call."""

    authentication_classes = (_Forgiving,)

    @extend_schema(
        operation_id="crisis_raise", request=shapes.CallIn, responses={201: shapes.RaisedOut}
    )
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        actor, call = actor_of(request), shapes.CallIn.of(request.data)
        raised = services.raise_crisis(
            actor,
            source=Source.PAGE,
            language=call["language"],
            number=call["number"],
            whereabouts=call["where"],
            client_id=actor.id if actor.kind == CLIENT else None,
        )
        return Response(shapes.RaisedOut(raised).data, status=201)


class Ticket(APIView):
    """How the caller's own call stands. The ticket is never in an address."""

    authentication_classes = (_Forgiving,)

    @extend_schema(
        operation_id="crisis_ticket", request=shapes.TicketIn, responses={200: shapes.TicketOut}
    )
    def post(self, request: Request) -> Response:
        given = shapes.TicketIn.of(request.data)
        state = selectors.ticket_state(actor_of(request), ticket=given["ticket"])
        if state is None:
            raise Missing
        return Response(shapes.TicketOut(state).data)


class Console(APIView):
    """Open calls with their clocks; a locked screen must not hide that somebody calls."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(operation_id="crisis_console", responses={200: shapes.ConsoleOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.ConsoleOut(selectors.console(actor_of(request))).data)


class Acknowledge(APIView):
    """Take a call."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="crisis_acknowledge", request=None, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        services.acknowledge(actor_of(request), crisis_id=crisis_id)
        return Response(status=204)


class Open(APIView):
    """Open the number and the place; traced."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="crisis_open", request=None, responses={200: shapes.OpenedOut})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        opened = services.open_call(actor_of(request), crisis_id=crisis_id)
        return Response(shapes.OpenedOut(opened).data)


class Attempt(APIView):
    """Record a try to reach the person."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="crisis_attempt", request=shapes.NoteIn, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        given = shapes.NoteIn.of(request.data)
        services.attempt(actor_of(request), crisis_id=crisis_id, **given)
        return Response(status=204)


class Contact(APIView):
    """Record that a human spoke with the person."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="crisis_contact", request=shapes.NoteIn, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        given = shapes.NoteIn.of(request.data)
        services.reach(actor_of(request), crisis_id=crisis_id, **given)
        return Response(status=204)


class Close(APIView):
    """Close a call."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="crisis_close", request=shapes.CloseIn, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        given = shapes.CloseIn.of(request.data)
        services.close(actor_of(request), crisis_id=crisis_id, **given)
        return Response(status=204)
