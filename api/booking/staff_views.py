"""Calendar, hours, rota and supply as staff ask for them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.booking import serializers as client_shapes
from api.booking import staff_serializers as shapes
from eap.booking import agenda, planning, rota, services
from eap.booking.planning import AddedHours, Pattern
from eap.booking.supply import supply
from eap.core import clock
from eap.core.actor import Actor
from eap.desk import selectors as desk
from eap.programme import selectors as programme


class Calendar(APIView):
    """The counsellor's own calendar."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="calendar_read",
        parameters=[shapes.CalendarIn],
        responses={200: shapes.CalendarOut},
    )
    def get(self, request: Request) -> Response:
        asked = shapes.CalendarIn.of(request.query_params.dict())
        found = desk.week(actor_of(request), **asked)
        return Response(shapes.CalendarOut(found).data)


class Hours(APIView):
    """The counsellor's own hours: rules and exceptions."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="hours_read", responses={200: shapes.HoursOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.HoursOut(agenda.hours(actor_of(request))).data)

    @extend_schema(
        operation_id="hours_add", request=shapes.HoursIn, responses={201: shapes.HoursAddedOut}
    )
    def post(self, request: Request) -> Response:
        given = shapes.HoursIn.of(request.data)
        added = _add(actor_of(request), given)
        return Response(shapes.HoursAddedOut(added).data, status=201)


def _add(actor: Actor, given: dict[str, Any]) -> AddedHours:
    if given["kind"] == shapes.EXCEPTION:
        return planning.add_exception(
            actor,
            counsellor_id=actor.known_id,
            adds=given["adds"],
            start=given["start"],
            end=given["end"],
        )
    pattern = Pattern(
        anchor=given["anchor"],
        starts=given["starts"],
        length=timedelta(minutes=given["minutes"]),
        cycle_days=given["cycle_days"],
        offset_day=given["offset_day"],
        valid_from=given.get("valid_from"),
        valid_until=given.get("valid_until"),
    )
    rule_id = planning.add_rule(actor, counsellor_id=actor.known_id, pattern=pattern)
    return AddedHours(rule_id, [])


class Rule(APIView):
    """Remove hours that come round; what is booked in them stays."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="rule_remove", request=None, responses={204: None})
    def delete(self, request: Request, rule_id: UUID) -> Response:
        planning.remove_rule(actor_of(request), rule_id=rule_id)
        return Response(status=204)


class HoursException(APIView):
    """Remove an exception."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="exception_remove", request=None, responses={204: None})
    def delete(self, request: Request, exception_id: UUID) -> Response:
        planning.remove_exception(actor_of(request), exception_id=exception_id)
        return Response(status=204)


class StaffCancel(APIView):
    """A counsellor cancels a session of theirs."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="staff_appointment_cancel",
        request=client_shapes.VersionIn,
        responses={200: client_shapes.AppointmentOut},
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        given = client_shapes.VersionIn.of(request.data)
        cancelled = services.cancel(actor_of(request), appointment_id=appointment_id, **given)
        return Response(client_shapes.AppointmentOut(cancelled).data)


class Rota(APIView):
    """The on-call rota with its gaps; putting somebody on it."""

    permission_classes = (AsStaff,)
    on_duty = ("GET",)

    @extend_schema(
        operation_id="rota_read", parameters=[shapes.RotaIn], responses={200: shapes.RotaOut}
    )
    def get(self, request: Request) -> Response:
        asked = shapes.RotaIn.of(request.query_params.dict())
        return Response(shapes.RotaOut(rota.rota(actor_of(request), **asked)).data)

    @extend_schema(
        operation_id="shift_add", request=shapes.ShiftIn, responses={201: shapes.RotaAddedOut}
    )
    def post(self, request: Request) -> Response:
        given = shapes.ShiftIn.of(request.data)
        shift_id = planning.add_shift(actor_of(request), **given)
        return Response(shapes.RotaAddedOut({"id": shift_id}).data, status=201)


class Plan(APIView):
    """The rota with everybody whom it may name, for those who plan it."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="rota_plan", parameters=[shapes.RotaIn], responses={200: shapes.PlanOut}
    )
    def get(self, request: Request) -> Response:
        asked = shapes.RotaIn.of(request.query_params.dict())
        return Response(shapes.PlanOut(rota.plan(actor_of(request), **asked)).data)


class Shift(APIView):
    """Take a shift off the rota."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="shift_remove", request=None, responses={204: None})
    def delete(self, request: Request, shift_id: UUID) -> Response:
        planning.remove_shift(actor_of(request), shift_id=shift_id)
        return Response(status=204)


class HotlineOnly(APIView):
    """Declare that nobody is on call on purpose."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="hotline_only_declare",
        request=shapes.HotlineOnlyIn,
        responses={201: shapes.RotaAddedOut},
    )
    def post(self, request: Request) -> Response:
        given = shapes.HotlineOnlyIn.of(request.data)
        row_id = planning.declare_hotline_only(actor_of(request), **given)
        return Response(shapes.RotaAddedOut({"id": row_id}).data, status=201)


class Declared(APIView):
    """Take a declared stretch back."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="hotline_only_take_back", request=None, responses={204: None})
    def delete(self, request: Request, stretch_id: UUID) -> Response:
        planning.take_back_hotline_only(actor_of(request), stretch_id=stretch_id)
        return Response(status=204)


class Supply(APIView):
    """Can people get help, from supply alone."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="ops_supply", responses={200: shapes.SupplyOut})
    def get(self, request: Request) -> Response:
        found = supply(actor_of(request), heads=programme.heads(clock.today()))
        return Response(shapes.SupplyOut(found).data)
