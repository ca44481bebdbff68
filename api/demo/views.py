"""The start page and its doors. Off the demo's own machine there is no such thing."""

from django.http import Http404, HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import entries
from api.demo.local import is_local_demo
from api.demo.serializers import DoorsOut
from eap.core.errors import Missing
from eap.demo.doors import doors


class Doors(APIView):
    """How each persona of the synthetic company signs in."""

    @extend_schema(operation_id="demo_doors", responses={200: DoorsOut})
    def get(self, request: Request) -> Response:
        if not is_local_demo(request._request):
            raise Missing
        return Response(DoorsOut({"doors": doors()}).data)


def start(request: HttpRequest) -> HttpResponse:
    """The start page, one of the staff entry's."""
    if not is_local_demo(request):
        raise Http404
    return entries.staff(request)
