"""Sending, and asking again and again for what is new."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, AsStaff, actor_of
from api.half import keep_half
from api.messages import serializers as shapes
from eap.messages import selectors, services


def _read(request: Request, appointment_id: UUID) -> Response:
    given = shapes.AfterIn.of(request.query_params.dict())
    thread = services.read_thread(actor_of(request), appointment_id=appointment_id, **given)
    return keep_half(request, Response(shapes.ThreadOut(thread).data))


def _post(request: Request, appointment_id: UUID) -> Response:
    given = shapes.MessageIn.of(request.data)
    posted = services.post_message(actor_of(request), appointment_id=appointment_id, **given)
    return keep_half(request, Response(shapes.PostedOut(posted).data, status=201))


class Live(APIView):
    """The client's side of a session."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="live_read", parameters=[shapes.AfterIn], responses={200: shapes.ThreadOut}
    )
    def get(self, request: Request, appointment_id: UUID) -> Response:
        return _read(request, appointment_id)

    @extend_schema(
        operation_id="live_send", request=shapes.MessageIn, responses={201: shapes.PostedOut}
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        return _post(request, appointment_id)


class StaffLive(APIView):
    """The counsellor's side of a session."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="staff_live_read",
        parameters=[shapes.AfterIn],
        responses={200: shapes.ThreadOut},
    )
    def get(self, request: Request, appointment_id: UUID) -> Response:
        return _read(request, appointment_id)

    @extend_schema(
        operation_id="staff_live_send",
        request=shapes.MessageIn,
        responses={201: shapes.PostedOut},
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        return _post(request, appointment_id)


class StaffLiveUnread(APIView):
    """What waits in a session, for a page that shows none of it, and for the lock."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(
        operation_id="staff_live_unread",
        parameters=[shapes.AfterIn],
        responses={200: shapes.UnreadOut},
    )
    def get(self, request: Request, appointment_id: UUID) -> Response:
        given = shapes.AfterIn.of(request.query_params.dict())
        unread = selectors.unread(actor_of(request), appointment_id=appointment_id, **given)
        return Response(shapes.UnreadOut(unread).data)
