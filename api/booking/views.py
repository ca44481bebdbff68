"""Booking as an agent asks for it."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, actor_of
from api.booking import serializers as shapes
from api.half import keep_half
from api.throttles import UnhurriedLooking, unhurried_holding
from eap.booking import calendar_file, selectors, services
from eap.core.errors import Conflict
from eap.desk import intake
from eap.messages import services as messages


class Slots(APIView):
    """What is offered, day by day; no sign-in."""

    throttle_classes = (UnhurriedLooking,)

    @extend_schema(
        operation_id="slots_list",
        parameters=[shapes.SlotsIn],
        responses={200: shapes.SlotsOut},
    )
    def get(self, request: Request) -> Response:
        asked = shapes.SlotsIn.of(request.query_params.dict())
        found = selectors.slots(actor_of(request), **asked)
        return Response(shapes.SlotsOut(found).data)


class Holds(APIView):
    """Hold a start for five minutes; no sign-in."""

    @extend_schema(
        operation_id="hold_make",
        request=shapes.HoldIn,
        responses={201: shapes.HoldOut, 409: shapes.TakenOut},
    )
    def post(self, request: Request) -> Response:
        given = shapes.HoldIn.of(request.data)
        unhurried_holding(request)
        try:
            held = services.hold(actor_of(request), **given)
        except Conflict as error:
            raise shapes.with_slots(error) from error
        return Response(shapes.HoldOut(held).data, status=201)


class Release(APIView):
    """Give up a hold; whoever looks next finds the start free again."""

    @extend_schema(operation_id="hold_release", request=shapes.HeldIn, responses={204: None})
    def post(self, request: Request) -> Response:
        given = shapes.HeldIn.of(request.data)
        services.release(actor_of(request), **given)
        return Response(status=204)


class Appointments(APIView):
    """The client's own appointments."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="appointments_list", responses={200: shapes.AppointmentsOut})
    def get(self, request: Request) -> Response:
        own = selectors.own_appointments(actor_of(request))
        return Response(shapes.AppointmentsOut(own).data)


class Move(APIView):
    """Give up an appointment for a hold; the old one stands until the new is won."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="appointment_move",
        request=shapes.MoveIn,
        responses={200: shapes.AppointmentOut},
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        given = shapes.MoveIn.of(request.data)
        moved = intake.move_appointment(actor_of(request), appointment_id=appointment_id, **given)
        return Response(shapes.AppointmentOut(moved).data)


class Cancel(APIView):
    """Cancel; asks no reason."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="appointment_cancel",
        request=shapes.VersionIn,
        responses={200: shapes.AppointmentOut},
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        given = shapes.VersionIn.of(request.data)
        cancelled = services.cancel(actor_of(request), appointment_id=appointment_id, **given)
        return Response(shapes.AppointmentOut(cancelled).data)


class Join(APIView):
    """How to join, while the doors are open."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="appointment_join", request=None, responses={200: shapes.JoiningOut}
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        joining = services.join(actor_of(request), appointment_id=appointment_id)
        if joining.live:
            messages.listen(actor_of(request), appointment_id=appointment_id)
        return keep_half(request, Response(shapes.JoiningOut(joining).data))


class CalendarFile(APIView):
    """A calendar file that says there is something, and nothing of what."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="appointment_calendar",
        parameters=[shapes.CalendarFileIn],
        responses={(200, "text/calendar"): OpenApiTypes.STR},
    )
    def get(self, request: Request, appointment_id: UUID) -> HttpResponse:
        asked = shapes.CalendarFileIn.of(request.query_params.dict())
        content = calendar_file.neutral_ics(
            actor_of(request), appointment_id=appointment_id, **asked
        )
        name = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
        return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=name)
