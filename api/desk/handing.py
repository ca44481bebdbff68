"""Assigning requests that wait, handing cases over, and letting a client's new key in."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.desk.serializers import (
    AssignIn,
    CandidatesOut,
    CursorIn,
    HandOverIn,
    HandOverOut,
    NewKeyIn,
    NewKeyOut,
    ToAssignListOut,
)
from eap.desk import assigning, handing_over, new_key


class Waiting(APIView):
    """Every request that waits, without what was told: for the programme manager."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="waiting_list", parameters=[CursorIn], responses={200: ToAssignListOut}
    )
    def get(self, request: Request) -> Response:
        given = CursorIn.of(request.query_params.dict())
        page = assigning.waiting(actor_of(request), **given)
        return Response(ToAssignListOut(page).data)


class Candidates(APIView):
    """The counsellors and how they fit one waiting request, the best first."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="waiting_counsellors", responses={200: CandidatesOut})
    def get(self, request: Request, request_id: UUID) -> Response:
        found = assigning.candidates(actor_of(request), request_id=request_id)
        return Response(CandidatesOut({"counsellors": found}).data)


class Assign(APIView):
    """Assign a waiting request. Nothing is opened by it; the counsellor still has to claim it."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="waiting_assign", request=AssignIn, responses={204: None})
    def post(self, request: Request, request_id: UUID) -> Response:
        given = AssignIn.of(request.data)
        to: UUID = given["counsellor"]
        assigning.assign(actor_of(request), request_id=request_id, to=to)
        return Response(status=204)


class HandOver(APIView):
    """Hand one's own case over. 409 `blocked` names what must be settled first."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_hand_over_read", responses={200: HandOverOut})
    def get(self, request: Request, case_id: UUID) -> Response:
        found = handing_over.prospect(actor_of(request), case_id=case_id)
        return Response(HandOverOut(found).data)

    @extend_schema(operation_id="case_hand_over", request=HandOverIn, responses={204: None})
    def post(self, request: Request, case_id: UUID) -> Response:
        given = HandOverIn.of(request.data)
        to: UUID = given["counsellor"]
        handing_over.hand_over(actor_of(request), case_id=case_id, to=to)
        return Response(status=204)


class HandBack(APIView):
    """Send back a case that was handed over and not claimed."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="request_hand_back", request=None, responses={204: None})
    def post(self, request: Request, request_id: UUID) -> Response:
        handing_over.hand_back(actor_of(request), request_id=request_id)
        return Response(status=204)


class NewKey(APIView):
    """The key of somebody who lost theirs and came back by a replacement card."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_new_key_read", responses={200: NewKeyOut})
    def get(self, request: Request, case_id: UUID) -> Response:
        found = new_key.newer_cases(actor_of(request), case_id=case_id)
        return Response(NewKeyOut({"cases": found}).data)

    @extend_schema(operation_id="case_new_key", request=NewKeyIn, responses={204: None})
    def post(self, request: Request, case_id: UUID) -> Response:
        given = NewKeyIn.of(request.data)
        newer: UUID = given["case"]
        new_key.let_new_key_in(actor_of(request), case_id=case_id, newer=newer)
        return Response(status=204)
