"""The pulse: opening a strip and answering, as nobody; figures for operations."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import ActorAuthentication, AsStaff, actor_of
from api.same_site import refuse_other_sites
from api.throttles import few_wrong_tries
from api.wellbeing import pulse_serializers as shapes
from eap.core.actor import Actor
from eap.people.tries import WRONG_STRIPS
from eap.wellbeing import pulse_form, pulse_series, waves


class AsNobody(ActorAuthentication):
    """Whoever is signed in on this device answers as nobody: no cookie is even looked at."""

    def authenticate(self, request: Request) -> tuple[None, Actor]:
        return None, Actor.anonymous(request_id=getattr(request._request, "request_id", ""))


class Open(APIView):
    """What a strip asks."""

    authentication_classes = (AsNobody,)

    @extend_schema(
        operation_id="pulse_open", request=shapes.StripIn, responses={200: shapes.SheetOut}
    )
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        given = shapes.StripIn.of(request.data)
        with few_wrong_tries(request, WRONG_STRIPS):
            sheet = waves.open_sheet(actor_of(request), **given)
        return Response(shapes.SheetOut(sheet).data)


class Answer(APIView):
    """One answer for one strip."""

    authentication_classes = (AsNobody,)

    @extend_schema(operation_id="pulse_answer", request=shapes.AnswerIn, responses={201: None})
    def post(self, request: Request) -> Response:
        refuse_other_sites(request._request)
        given = shapes.AnswerIn.of(request.data)
        with few_wrong_tries(request, WRONG_STRIPS):
            waves.answer(actor_of(request), **given)
        return Response(status=201)


class Figures(APIView):
    """Frozen waves; before the first one, its dates."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="ops_pulse",
        parameters=[shapes.PulseQuery],
        responses={200: shapes.PulseOut},
    )
    def get(self, request: Request) -> Response:
        asked = shapes.PulseQuery.of(request.query_params.dict())
        found = pulse_series.pulse_series(actor_of(request), **asked)
        return Response(shapes.PulseOut(found).data)


class Form(APIView):
    """What the pulse asks, for the dictionary: the same wording whoever looks."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="ops_pulse_form", responses={200: shapes.PulseFormOut})
    def get(self, request: Request) -> Response:
        form = {
            "items": pulse_form.ITEMS,
            "choices": pulse_form.CHOICES,
            "drivers": pulse_form.DRIVERS,
            "modules": pulse_form.MODULES.values(),
        }
        return Response(shapes.PulseFormOut(form).data)
