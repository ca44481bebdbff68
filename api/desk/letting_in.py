"""Desks and who is let in to them."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.desk.serializers import DesksOut, LetInIn
from eap.desk import letting_in


class Desks(APIView):
    """The desks of one's roles: whether one is in, who could let one in, whom one could let in."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="desks_list", responses={200: DesksOut})
    def get(self, request: Request) -> Response:
        found = letting_in.own_desks(actor_of(request))
        return Response(DesksOut({"desks": found}).data)


class Members(APIView):
    """Let a colleague in. Takes an unlock: nobody can do it for somebody who is in."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="desk_admit", request=LetInIn, responses={204: None})
    def post(self, request: Request, desk: str) -> Response:
        given = LetInIn.of(request.data)
        staff_id: UUID = given["staff"]
        letting_in.let_in(actor_of(request), desk=desk, staff_id=staff_id)
        return Response(status=204)
