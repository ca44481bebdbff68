"""Unlock, lock, duty."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.half import drop_half, keep_half
from api.lock import lift, lock
from api.unlock.serializers import (
    PassphraseIn,
    RecoverIn,
    RecoveryCodeIn,
    RecoveryCodeOut,
    UnlockIn,
    UnlockOut,
)
from eap.crisis import services as crisis
from eap.vault import arrival, enrolment, unlock


class Unlock(APIView):
    """What is open; open by the notes passphrase, which also lifts the lock of the screen."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(operation_id="unlock_state", responses={200: UnlockOut})
    def get(self, request: Request) -> Response:
        return Response(UnlockOut(unlock.unlock_state(actor_of(request))).data)

    @extend_schema(operation_id="unlock_open", request=UnlockIn, responses={200: UnlockOut})
    def post(self, request: Request) -> Response:
        given = UnlockIn.of(request.data)
        opened = arrival.arrive(actor_of(request), **given)
        lift(request._request)
        return keep_half(request, Response(UnlockOut(opened).data))


class Passphrase(APIView):
    """Set one's own notes passphrase; the first time with a recovery code, to be typed again."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="unlock_passphrase", request=PassphraseIn, responses={200: RecoveryCodeOut}
    )
    def put(self, request: Request) -> Response:
        given = PassphraseIn.of(request.data)
        new = given.pop("new")
        words = enrolment.set_passphrase(actor_of(request), passphrase=new, **given)
        return Response(RecoveryCodeOut({"words": words}).data)


class Code(APIView):
    """Type the recovery code again, which makes it the code. On the lock too, after `Recover`."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(operation_id="unlock_code", request=RecoveryCodeIn, responses={204: None})
    def post(self, request: Request) -> Response:
        enrolment.confirm_recovery(actor_of(request), **RecoveryCodeIn.of(request.data))
        return Response(status=204)


class Recover(APIView):
    """Choose a new passphrase by the recovery code; a new code comes with it. On the lock too."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(
        operation_id="unlock_recover", request=RecoverIn, responses={200: RecoveryCodeOut}
    )
    def post(self, request: Request) -> Response:
        given = RecoverIn.of(request.data)
        passphrase = given.pop("new")
        words = enrolment.recover(actor_of(request), passphrase=passphrase, **given)
        return Response(RecoveryCodeOut({"words": words}).data)


class Anew(APIView):
    """Give up a key whose passphrase and code are both lost. Never on the lock."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="unlock_anew", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        enrolment.start_anew(actor_of(request))
        return Response(status=204)


class Duty(APIView):
    """Open calls for help on this device until one's own shift ends."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="unlock_duty", request=None, responses={200: UnlockOut})
    def post(self, request: Request) -> Response:
        return Response(UnlockOut(crisis.start_duty(actor_of(request))).data)


class Lock(APIView):
    """Lock the screen and close what is open; duty stays until its shift ends or at sign-out."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(operation_id="unlock_lock", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        unlock.lock(actor)
        left = unlock.unlock_state(actor)
        lock(request._request, has_notes=left.is_set)
        closed = Response(status=204)
        return closed if left.is_open else drop_half(closed)
