"""Taking, keeping and sharing self-checks, and reading them back."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsClient, AsStaff, actor_of
from api.cases.serializers import OpeningIn
from api.wellbeing import serializers as shapes
from eap.wellbeing import reading, selectors, services


class Measures(APIView):
    """What can be taken, by anybody."""

    @extend_schema(operation_id="checks_list", responses={200: shapes.MeasuresOut})
    def get(self, request: Request) -> Response:
        found = selectors.measures(actor_of(request))
        return Response(shapes.MeasuresOut({"measures": found}).data)


class Measure(APIView):
    """One measure to be filled in."""

    @extend_schema(operation_id="checks_read", responses={200: shapes.MeasureFormOut})
    def get(self, request: Request, measure_id: UUID) -> Response:
        found = selectors.measure_form(actor_of(request), measure_id=measure_id)
        return Response(shapes.MeasureFormOut(found).data)


class Score(APIView):
    """What the answers come to. Nothing is stored."""

    @extend_schema(
        operation_id="checks_score",
        request=shapes.AnswersIn,
        responses={200: shapes.CheckResultOut},
    )
    def post(self, request: Request, measure_id: UUID) -> Response:
        given = shapes.AnswersIn.of(request.data)
        result = services.score_check(actor_of(request), measure_id=measure_id, **given)
        return Response(shapes.CheckResultOut(result).data)


class Save(APIView):
    """Keep a self-check; takes the private key."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="checks_save", request=shapes.SaveIn, responses={201: shapes.KeptCheckOut}
    )
    def post(self, request: Request, measure_id: UUID) -> Response:
        given = shapes.SaveIn.of(request.data)
        kept = services.save_check(actor_of(request), measure_id=measure_id, **given)
        return Response(shapes.KeptCheckOut(kept).data, status=201)


class OpenSaved(APIView):
    """Open the client's own kept self-checks; traced."""

    permission_classes = (AsClient,)

    @extend_schema(
        operation_id="checks_open", request=None, responses={200: shapes.OpenedChecksOut}
    )
    def post(self, request: Request) -> Response:
        found = reading.open_own_checks(actor_of(request))
        return Response(shapes.OpenedChecksOut(found).data)


class Saved(APIView):
    """A kept self-check."""

    permission_classes = (AsClient,)

    @extend_schema(operation_id="checks_delete", responses={204: None})
    def delete(self, request: Request, check_id: UUID) -> Response:
        services.delete_check(actor_of(request), check_id=check_id)
        return Response(status=204)


class Shared(APIView):
    """What a client shared in one of the counsellor's own cases."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="case_checks", responses={200: shapes.SharedChecksOut})
    def get(self, request: Request, case_id: UUID) -> Response:
        found = selectors.shared_checks(actor_of(request), case_id=case_id)
        return Response(shapes.SharedChecksOut({"checks": found}).data)


class OpenShared(APIView):
    """Open what was shared in a case; traced."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="case_checks_open",
        request=OpeningIn,
        responses={200: shapes.OpenedChecksOut},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        given = OpeningIn.of(request.data)
        found = reading.open_shared_checks(actor_of(request), case_id=case_id, **given)
        return Response(shapes.OpenedChecksOut(found).data)
