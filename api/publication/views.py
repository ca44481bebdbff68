"""Published figures for operations."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.publication import serializers as shapes
from eap.publication import selectors


class Dictionary(APIView):
    """Every indicator of the use of the service, in this year's programme or not."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="ops_indicators", responses={200: shapes.IndicatorOut(many=True)})
    def get(self, request: Request) -> Response:
        found = selectors.indicators(actor_of(request))
        return Response(shapes.IndicatorOut(found, many=True).data)


class Series(APIView):
    """One indicator as a chart."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="ops_series",
        parameters=[shapes.SeriesQuery],
        responses={200: shapes.SeriesOut},
    )
    def get(self, request: Request) -> Response:
        asked = shapes.SeriesQuery.of(request.query_params.dict())
        found = selectors.series(
            actor_of(request), code=asked["indicator"], around=asked.get("around")
        )
        return Response(shapes.SeriesOut(found).data)


class Use(APIView):
    """The row "use of the service" of the first screen."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="ops_use", responses={200: shapes.UseOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.UseOut(selectors.use(actor_of(request))).data)
