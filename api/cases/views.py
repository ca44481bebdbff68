"""Claiming, opening and judging."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.cases import serializers as shapes
from eap.cases import reading, services


class Claim(APIView):
    """Take a request off the desk. Of two who try at once, one gets 409 `already_claimed`."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="request_claim", request=None, responses={200: shapes.ClaimedOut})
    def post(self, request: Request, request_id: UUID) -> Response:
        case_id = services.claim(actor_of(request), request_id=request_id)
        return Response(shapes.ClaimedOut({"case": case_id}).data)


class OpenRequest(APIView):
    """Open what was told with one request; traced."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="request_open", request=shapes.OpeningIn, responses={200: shapes.ToldOut}
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        given = shapes.OpeningIn.of(request.data)
        told = reading.open_request(actor_of(request), request_id=request_id, **given)
        return Response(shapes.ToldOut(told).data)


class OpenCase(APIView):
    """Open what was told in a case; traced."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="case_open",
        request=shapes.OpeningIn,
        responses={200: shapes.CaseContentOut},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        given = shapes.OpeningIn.of(request.data)
        content = reading.open_case(actor_of(request), case_id=case_id, **given)
        return Response(shapes.CaseContentOut(content).data)


class OpenReasons(APIView):
    """Open what the judgements of a case's risk rest on; traced."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="case_risk_open",
        request=shapes.OpeningIn,
        responses={200: shapes.ReasonsOut},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        given = shapes.OpeningIn.of(request.data)
        found = reading.open_reasons(actor_of(request), case_id=case_id, **given)
        return Response(shapes.ReasonsOut(found).data)


class ClientKey(APIView):
    """Let the key that a client made open what was said, when they told you of it in a session."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_key", request=None, responses={204: None})
    def post(self, request: Request, case_id: UUID) -> Response:
        services.let_key_in(actor_of(request), case_id=case_id)
        return Response(status=204)


class Risk(APIView):
    """Judge the risk of one's own case."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_risk", request=shapes.RiskIn, responses={200: shapes.RiskOut})
    def post(self, request: Request, case_id: UUID) -> Response:
        judged = shapes.RiskIn.of(request.data)
        at = services.judge_risk(actor_of(request), case_id=case_id, **judged)
        return Response(shapes.RiskOut({"risk_level": judged["level"], "risk_at": at}).data)
