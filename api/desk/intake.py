"""A client's first steps: booking what is held, and telling something beforehand."""

from contextlib import nullcontext

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, actor_of
from api.desk import serializers as shapes
from api.same_site import refuse_other_sites
from api.session.cookie import keep_visit
from api.throttles import few_wrong_tries
from eap.desk import intake
from eap.desk.intake import About, Preparation, Wanted


class Bookings(APIView):
    """Book what is held. The visit code is shown once; sent again, it answers the same."""

    @extend_schema(
        operation_id="booking_create", request=shapes.BookingIn, responses={201: shapes.BookedOut}
    )
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        given = shapes.BookingIn.of(request.data)
        # Whoever brings no card guesses at none, and does not wait for those who do.
        with few_wrong_tries(request) if given["card"] else nullcontext():
            taken = intake.take_request(actor_of(request), wanted=Wanted(**given))
        answer = Response(shapes.BookedOut(taken).data, status=201)
        return keep_visit(answer, taken.session_token) if taken.session_token else answer


class Preparations(APIView):
    """What is told before the next session. An answer that speaks of danger calls at once."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="preparation_read", responses={200: shapes.PreparationStateOut})
    def get(self, request: Request) -> Response:
        state = intake.preparation_state(actor_of(request))
        return Response(shapes.PreparationStateOut(state).data)

    @extend_schema(
        operation_id="preparation_save",
        request=shapes.PreparationIn,
        responses={200: shapes.PreparedOut},
    )
    def put(self, request: Request) -> Response:
        told = shapes.PreparationIn.of(request.data)
        prepared = intake.prepare(
            actor_of(request),
            about=About(**told.pop("about")),
            callback_number=told.pop("callback_number") or "",
            preparation=Preparation(
                tuple(told.pop("concerns")), tuple(told.pop("drivers")), **told
            ),
        )
        return Response(shapes.PreparedOut(prepared).data)
