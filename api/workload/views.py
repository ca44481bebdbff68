"""Workload for operations: their own imports, exact."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.workload import serializers as shapes
from eap.workload import events, selectors


class Workload(APIView):
    """One family by month for every site; by day as well for one site."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="ops_workload",
        parameters=[shapes.WorkloadQuery],
        responses={200: shapes.WorkloadOut},
    )
    def get(self, request: Request) -> Response:
        asked = shapes.WorkloadQuery.of(request.query_params.dict())
        found = selectors.workload(actor_of(request), **asked)
        return Response(shapes.WorkloadOut(found).data)


class Imports(APIView):
    """What was imported, and which version is shown."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="ops_imports", responses={200: shapes.ImportsOut})
    def get(self, request: Request) -> Response:
        found = selectors.imports(actor_of(request))
        return Response(shapes.ImportsOut({"imports": found}).data)


class Events(APIView):
    """What happened at the sites, for charts to mark."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="ops_events", responses={200: shapes.EventsOut})
    def get(self, request: Request) -> Response:
        found = events.events(actor_of(request))
        return Response(shapes.EventsOut({"events": found}).data)
