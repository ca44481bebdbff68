"""The custodians' key and the requests to them: what every reader of content may see and stop."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.unlock.serializers import CustodiansOut, EscrowGiveIn, EscrowGivenOut
from eap.vault import ceremonies, custodians


class Custodians(APIView):
    """Their key, and what they were asked for."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="custodians_read", responses={200: CustodiansOut})
    def get(self, request: Request) -> Response:
        actor = actor_of(request)
        key = custodians.standing_key(actor)
        requests = ceremonies.standing_requests(actor)
        return Response(CustodiansOut({"key": key, "requests": requests}).data)


class Key(APIView):
    """Give a replaced key what one holds, its fingerprint compared. Takes an unlock."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="custodians_give", request=EscrowGiveIn, responses={200: EscrowGivenOut}
    )
    def post(self, request: Request) -> Response:
        given = custodians.give(actor_of(request), **EscrowGiveIn.of(request.data))
        return Response(EscrowGivenOut({"given": given}).data)


class Objection(APIView):
    """Object to a request: nothing comes of it any more."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="custodians_object", request=None, responses={204: None})
    def post(self, request: Request, request_id: UUID) -> Response:
        ceremonies.object_to(actor_of(request), request_id=request_id)
        return Response(status=204)
