"""What clients hold themselves."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, actor_of
from api.half import keep_half
from api.people import serializers as shapes
from api.throttles import few_wrong_tries
from eap.desk import selectors as desk
from eap.people import erasing, services


class Key(APIView):
    """Make a private key; the words are shown once."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="key_make", request=shapes.KeyIn, responses={201: shapes.KeyOut})
    def post(self, request: Request) -> Response:
        given = shapes.KeyIn.of(request.data)
        words = services.make_private_key(actor_of(request), **given)
        return keep_half(request, Response(shapes.KeyOut({"words": words}).data, status=201))


class Confirm(APIView):
    """Type the last two words again."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="key_confirm", request=shapes.ConfirmIn, responses={204: None})
    def post(self, request: Request) -> Response:
        given = shapes.ConfirmIn.of(request.data)
        with few_wrong_tries(request):
            services.confirm_private_key(actor_of(request), **given)
        return Response(status=204)


class Data(APIView):
    """What is held. Somebody in by visit code sees their consents only."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="data_read", responses={200: shapes.DataOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.DataOut(desk.own_data(actor_of(request))).data)


class Erasure(APIView):
    """Ask for everything of oneself to be erased, which takes the private key; or take it back."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="erasure_ask", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        erasing.ask_erasure(actor_of(request))
        return Response(status=204)

    @extend_schema(operation_id="erasure_take_back", responses={204: None})
    def delete(self, request: Request) -> Response:
        erasing.take_back(actor_of(request))
        return Response(status=204)


class AccessLog(APIView):
    """What others did with what concerns the client, and by itself what the client did."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="access_log_read",
        parameters=[shapes.PageIn],
        responses={200: shapes.AccessLogOut},
    )
    def get(self, request: Request) -> Response:
        given = shapes.PageIn.of(request.query_params.dict())
        page = desk.own_access_log(actor_of(request), **given)
        return Response(shapes.AccessLogOut(page).data)


class Consents(APIView):
    """Give or withdraw one consent."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="consent_set", request=shapes.ConsentIn, responses={204: None})
    def put(self, request: Request, purpose: str) -> Response:
        given = shapes.ConsentIn.of(request.data)
        services.set_consent(actor_of(request), purpose=purpose, **given)
        return Response(status=204)
