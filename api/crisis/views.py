"""The console's door, and the one act of a client. Other callers come through pages.py."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, AsStaff, actor_of
from api.crisis import serializers as shapes
from eap.crisis import selectors, services


class AllRight(APIView):
    """A client says that they are all right; their call stays open for whoever is on duty."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="crisis_all_right", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        services.say_all_right(actor_of(request))
        return Response(status=204)


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
    on_duty = ("POST",)

    @extend_schema(operation_id="crisis_acknowledge", request=None, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        services.acknowledge(actor_of(request), crisis_id=crisis_id)
        return Response(status=204)


class Open(APIView):
    """Open the number and the place; traced."""

    permission_classes = (AsStaff,)
    on_duty = ("POST",)

    @extend_schema(operation_id="crisis_open", request=None, responses={200: shapes.OpenedOut})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        opened = services.open_call(actor_of(request), crisis_id=crisis_id)
        return Response(shapes.OpenedOut(opened).data)


class Attempt(APIView):
    """Record a try to reach the person."""

    permission_classes = (AsStaff,)
    on_duty = ("POST",)

    @extend_schema(operation_id="crisis_attempt", request=shapes.NoteIn, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        given = shapes.NoteIn.of(request.data)
        services.attempt(actor_of(request), crisis_id=crisis_id, **given)
        return Response(status=204)


class Contact(APIView):
    """Record that a human spoke with the person."""

    permission_classes = (AsStaff,)
    on_duty = ("POST",)

    @extend_schema(operation_id="crisis_contact", request=shapes.NoteIn, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        given = shapes.NoteIn.of(request.data)
        services.reach(actor_of(request), crisis_id=crisis_id, **given)
        return Response(status=204)


class Close(APIView):
    """Close a call."""

    permission_classes = (AsStaff,)
    on_duty = ("POST",)

    @extend_schema(operation_id="crisis_close", request=shapes.CloseIn, responses={204: None})
    def post(self, request: Request, crisis_id: UUID) -> Response:
        given = shapes.CloseIn.of(request.data)
        services.close(actor_of(request), crisis_id=crisis_id, **given)
        return Response(status=204)
