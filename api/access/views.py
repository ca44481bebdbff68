"""Managing the accounts of staff."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.access import serializers as shapes
from api.actor import AsStaff, actor_of
from eap.access import selectors, services
from eap.access.words import APART
from eap.desk import selectors as desk
from eap.desk import staffing


class People(APIView):
    """Every account; inviting somebody."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="people_list", responses={200: shapes.PeopleOut})
    def get(self, request: Request) -> Response:
        found = selectors.people(actor_of(request))
        pairs = [sorted(pair) for pair in APART]
        return Response(shapes.PeopleOut({"people": found, "apart": pairs}).data)

    @extend_schema(
        operation_id="people_invite",
        request=shapes.InviteIn,
        responses={201: shapes.InvitedOut},
    )
    def post(self, request: Request) -> Response:
        person = shapes.InviteIn.of(request.data)
        invited = staffing.invite(
            actor_of(request),
            email=person["email"],
            display_name=person["name"],
            language=person["language"],
            roles=frozenset(person["roles"]),
        )
        return Response(shapes.InvitedOut(invited).data, status=201)


class Roles(APIView):
    """Set somebody's roles; it holds from their next request on."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="people_roles", request=shapes.RolesIn, responses={204: None})
    def post(self, request: Request, staff_id: UUID) -> Response:
        given = shapes.RolesIn.of(request.data)
        roles = frozenset(given["roles"])
        staffing.change_roles(actor_of(request), staff_id=staff_id, roles=roles)
        return Response(status=204)


class Invitation(APIView):
    """Another key for somebody who lost theirs or their password."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="people_invitation", request=None, responses={201: shapes.InvitationOut}
    )
    def post(self, request: Request, staff_id: UUID) -> Response:
        key = services.renew_invitation(actor_of(request), staff_id=staff_id)
        return Response(shapes.InvitationOut({"key": key}).data, status=201)


class Retire(APIView):
    """End somebody's sign-in at once. What they leave open is listed under `leaving`.

    409 `cases_left` unless it was said that their open cases are left to nobody.
    """

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="people_retire", request=shapes.RetireIn, responses={204: None})
    def post(self, request: Request, staff_id: UUID) -> Response:
        given = shapes.RetireIn.of(request.data)
        staffing.retire(actor_of(request), staff_id=staff_id, **given)
        return Response(status=204)


class Leaving(APIView):
    """What somebody who leaves has open: cases, appointments and shifts to be handed over."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="people_leaving", responses={200: shapes.LeavingOut})
    def get(self, request: Request, staff_id: UUID) -> Response:
        left = desk.leaver(actor_of(request), staff_id=staff_id)
        return Response(shapes.LeavingOut(left).data)
