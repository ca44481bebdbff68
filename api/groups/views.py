"""Groups as agents and facilitators ask for them."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, AsStaff, actor_of
from api.groups import serializers as shapes
from eap.groups import selectors, services


class Groups(APIView):
    """Groups one may join; no sign-in."""

    @extend_schema(operation_id="groups_list", responses={200: shapes.GroupsOut})
    def get(self, request: Request) -> Response:
        found = selectors.open_groups(actor_of(request))
        return Response(shapes.GroupsOut({"groups": found}).data)


class Group(APIView):
    """One group, with one's own seat."""

    @extend_schema(operation_id="group_read", responses={200: shapes.OwnGroupOut})
    def get(self, request: Request, group_id: UUID) -> Response:
        found = selectors.own_group(actor_of(request), group_id=group_id)
        return Response(shapes.OwnGroupOut(found).data)


class Seat(APIView):
    """Join under an alias; leave without a reason."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="group_join",
        request=shapes.AliasIn,
        responses={201: shapes.JoinedOut, 202: shapes.JoinedOut},
    )
    def post(self, request: Request, group_id: UUID) -> Response:
        given = shapes.AliasIn.of(request.data)
        joined = services.take_seat(actor_of(request), group_id=group_id, **given)
        seated = joined.number is not None
        return Response(shapes.JoinedOut(joined).data, status=201 if seated else 202)

    @extend_schema(operation_id="group_leave", request=None, responses={204: None})
    def delete(self, request: Request, group_id: UUID) -> Response:
        services.leave_seat(actor_of(request), group_id=group_id)
        return Response(status=204)


class StaffGroups(APIView):
    """Groups one leads or approves; planning one."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="staff_groups_list", responses={200: shapes.GroupsOut})
    def get(self, request: Request) -> Response:
        found = selectors.facilitated(actor_of(request))
        return Response(shapes.GroupsOut({"groups": found}).data)

    @extend_schema(
        operation_id="staff_group_create",
        request=shapes.GroupIn,
        responses={201: shapes.GroupMadeOut},
    )
    def post(self, request: Request) -> Response:
        given = shapes.GroupIn.of(request.data)
        group_id = services.create_group(actor_of(request), plan=services.Plan(**given))
        return Response(shapes.GroupMadeOut({"id": group_id}).data, status=201)


class Roster(APIView):
    """Seats by alias, for the facilitator; a draft is rewritten here."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="staff_group_roster", responses={200: shapes.RosterOut})
    def get(self, request: Request, group_id: UUID) -> Response:
        found = selectors.roster(actor_of(request), group_id=group_id)
        return Response(shapes.RosterOut(found).data)

    @extend_schema(
        operation_id="staff_group_change",
        request=shapes.DraftIn,
        responses={200: shapes.DraftOut},
    )
    def put(self, request: Request, group_id: UUID) -> Response:
        given = shapes.DraftIn.of(request.data)
        version = services.change_draft(
            actor_of(request),
            group_id=group_id,
            version=given.pop("version"),
            plan=services.Plan(**given),
        )
        return Response(shapes.DraftOut({"version": version}).data)


class Attendance(APIView):
    """Say whether the alias on a seat came."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="staff_group_attendance",
        request=shapes.AttendanceIn,
        responses={204: None},
    )
    def post(self, request: Request, group_id: UUID) -> Response:
        given = shapes.AttendanceIn.of(request.data)
        services.mark_attendance(actor_of(request), group_id=group_id, **given)
        return Response(status=204)


class State(APIView):
    """Take a session one step on."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="staff_group_state", request=shapes.StateIn, responses={200: shapes.StateOut}
    )
    def post(self, request: Request, group_id: UUID) -> Response:
        given = shapes.StateIn.of(request.data)
        state = services.set_state(actor_of(request), group_id=group_id, **given)
        return Response(shapes.StateOut({"state": state}).data)
