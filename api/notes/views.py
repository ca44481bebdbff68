"""Notes of one's own cases."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.cases.serializers import OpeningIn
from api.notes import serializers as shapes
from eap.notes import services


class Notes(APIView):
    """Begin a note; a session that has one of this kind already answers with that one."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="note_start",
        request=shapes.NoteStartIn,
        responses={201: shapes.NoteHeadOut},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        wanted = shapes.NoteStartIn.of(request.data)
        started = services.start_note(
            actor_of(request),
            case_id=case_id,
            kind=wanted["kind"],
            template=wanted["template"],
            appointment_id=wanted["appointment"],
        )
        return Response(shapes.NoteHeadOut(started).data, status=201)


class Note(APIView):
    """Save a draft. A stale version answers 409 `stale` with the version that is kept."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="note_save",
        request=shapes.NoteSaveIn,
        responses={200: shapes.NoteSavedOut},
    )
    def put(self, request: Request, note_id: UUID) -> Response:
        given = shapes.NoteSaveIn.of(request.data)
        saved = services.save_draft(actor_of(request), note_id=note_id, **given)
        return Response(shapes.NoteSavedOut(saved).data)


class OpenNote(APIView):
    """Open a note; traced."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="note_open", request=OpeningIn, responses={200: shapes.NoteOut})
    def post(self, request: Request, note_id: UUID) -> Response:
        given = OpeningIn.of(request.data)
        opened = services.open_note(actor_of(request), note_id=note_id, **given)
        return Response(shapes.NoteOut(opened).data)


class Sign(APIView):
    """Sign and lock. 423 `unlock_again` when the last unlock is over 15 minutes old."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="note_sign",
        request=shapes.NoteSignIn,
        responses={200: shapes.NoteSignedOut},
    )
    def post(self, request: Request, note_id: UUID) -> Response:
        given = shapes.NoteSignIn.of(request.data)
        signed = services.sign_note(actor_of(request), note_id=note_id, **given)
        return Response(shapes.NoteSignedOut(signed).data)


class Addenda(APIView):
    """Add to a signed note."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="note_add", request=shapes.AddendumIn, responses={201: shapes.AddedOut}
    )
    def post(self, request: Request, note_id: UUID) -> Response:
        given = shapes.AddendumIn.of(request.data)
        addendum_id, at = services.add_addendum(actor_of(request), note_id=note_id, **given)
        return Response(shapes.AddedOut({"id": addendum_id, "at": at}).data, status=201)
