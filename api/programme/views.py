"""The programme's public readings."""

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.programme import serializers as shapes
from eap.crisis.selectors import somebody_on_duty
from eap.desk.words import KEPT
from eap.people.who_sees import who_sees
from eap.programme import selectors
from eap.programme.words import Tenure


class Help(APIView):
    """The help card: numbers as configured, and whether a call back would find somebody."""

    authentication_classes = ()

    @extend_schema(operation_id="help_read", responses={200: shapes.HelpOut})
    def get(self, request: Request) -> Response:
        card = {
            "lines": selectors.help_lines(),
            "on_duty": somebody_on_duty(),
            "callback_number": selectors.employer().callback_number,
        }
        return Response(shapes.HelpOut(card).data)


class WhoSees(APIView):
    """Who can see what, made from the permission table."""

    authentication_classes = ()

    @extend_schema(operation_id="who_sees_read", responses={200: shapes.WhoSeesOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.WhoSeesOut({**asdict(who_sees()), "kept": KEPT["notes"]}).data)


class Services(APIView):
    """What can be booked."""

    authentication_classes = ()

    @extend_schema(operation_id="services_list", responses={200: shapes.ServicesOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.ServicesOut({"services": selectors.services()}).data)


class Places(APIView):
    """What a person may say of where and how they work: sites of at least fifty people."""

    authentication_classes = ()

    @extend_schema(operation_id="sites_list", responses={200: shapes.PlacesOut})
    def get(self, request: Request) -> Response:
        places = {
            "sites": selectors.sites(least_heads=selectors.LEAST_HEADS_NAMED),
            "shifts": selectors.shift_patterns(),
            "tenures": Tenure.values,
        }
        return Response(shapes.PlacesOut(places).data)
