"""A counsellor's day, queue, caseload and cases, and the acts on them that join rooms."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.desk import serializers as shapes
from eap.desk import selectors, services


class Today(APIView):
    """The day's sessions and what needs the counsellor."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="today_read", responses={200: shapes.TodayOut})
    def get(self, request: Request) -> Response:
        return Response(shapes.TodayOut(selectors.today(actor_of(request))).data)


class Queue(APIView):
    """Requests that may be claimed."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="queue_list",
        parameters=[shapes.CursorIn],
        responses={200: shapes.QueueOut},
    )
    def get(self, request: Request) -> Response:
        given = shapes.CursorIn.of(request.query_params.dict())
        page = selectors.queue(actor_of(request), **given)
        return Response(shapes.QueueOut(page).data)


class Cases(APIView):
    """The counsellor's own cases."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="cases_list",
        parameters=[shapes.CaseloadIn],
        responses={200: shapes.CaseloadOut},
    )
    def get(self, request: Request) -> Response:
        given = shapes.CaseloadIn.of(request.query_params.dict())
        page = selectors.caseload(actor_of(request), **given)
        return Response(shapes.CaseloadOut(page).data)


class Case(APIView):
    """A case's head."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_read", responses={200: shapes.CasePageOut})
    def get(self, request: Request, case_id: UUID) -> Response:
        page = selectors.case_page(actor_of(request), case_id=case_id)
        return Response(shapes.CasePageOut(page).data)


class Timeline(APIView):
    """What happened in a case, by codes."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="case_timeline",
        parameters=[shapes.TimelineIn],
        responses={200: shapes.TimelineOut},
    )
    def get(self, request: Request, case_id: UUID) -> Response:
        given = shapes.TimelineIn.of(request.query_params.dict())
        page = selectors.timeline(actor_of(request), case_id=case_id, **given)
        return Response(shapes.TimelineOut(page).data)


class Close(APIView):
    """Close a case. 409 `blocked` names everything that must be settled first."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="case_close",
        request=shapes.CloseCaseIn,
        responses={200: shapes.CaseStateOut},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        given = shapes.CloseCaseIn.of(request.data)
        state = services.close_case(actor_of(request), case_id=case_id, **given)
        return Response(shapes.CaseStateOut({"state": state}).data)


class Next(APIView):
    """Book the next session of a case, or the same time for several weeks."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="case_book_next", request=shapes.NextIn, responses={201: shapes.NextOut}
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        given = shapes.NextIn.of(request.data)
        booked = services.book_next(actor_of(request), case_id=case_id, **given)
        return Response(shapes.NextOut({"appointments": booked}).data, status=201)


class Card(APIView):
    """A card in place of a lost code or key."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_card", request=None, responses={201: shapes.CardOut})
    def post(self, request: Request, case_id: UUID) -> Response:
        code = services.replacement_card(actor_of(request), case_id=case_id)
        return Response(shapes.CardOut({"code": code}).data, status=201)


class Attended(APIView):
    """A session took place."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="session_attended",
        request=shapes.AttendedIn,
        responses={200: shapes.AttendedOut},
    )
    def post(self, request: Request, appointment_id: UUID) -> Response:
        given = shapes.AttendedIn.of(request.data)
        done = services.attended(actor_of(request), appointment_id=appointment_id, **given)
        return Response(shapes.AttendedOut(done).data)


class NoShow(APIView):
    """A client did not come."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="session_no_show", request=None, responses={200: shapes.MissedOut})
    def post(self, request: Request, appointment_id: UUID) -> Response:
        missed = services.no_show(actor_of(request), appointment_id=appointment_id)
        return Response(shapes.MissedOut(missed).data)
