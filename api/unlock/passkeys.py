"""Passkeys that unlock notes: ask for a challenge, then answer it with what the browser gave."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from api.half import keep_half
from api.lock import lift
from api.unlock.serializers import (
    PasskeyAddingOut,
    PasskeyAskingOut,
    PasskeyIn,
    PasskeyOut,
    UnlockByPasskeyIn,
    UnlockOut,
)
from eap.vault import arrival, passkeys


class Asking(APIView):
    """What to ask a passkey with, to unlock. On the lock too."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(
        operation_id="unlock_passkey_challenge", request=None, responses={200: PasskeyAskingOut}
    )
    def post(self, request: Request) -> Response:
        return Response(PasskeyAskingOut(passkeys.begin_unlock(actor_of(request))).data)


class ByPasskey(APIView):
    """Open by a passkey, which also lifts the lock of the screen."""

    permission_classes = (AsStaff,)
    while_locked = True

    @extend_schema(
        operation_id="unlock_by_passkey", request=UnlockByPasskeyIn, responses={200: UnlockOut}
    )
    def post(self, request: Request) -> Response:
        given = UnlockByPasskeyIn.of(request.data)
        opened = arrival.arrive_by_passkey(actor_of(request), **given)
        lift(request._request)
        return keep_half(request, Response(UnlockOut(opened).data))


class Adding(APIView):
    """What to make a new passkey from. Takes an unlock of the last 15 minutes."""

    permission_classes = (AsStaff,)

    @extend_schema(
        operation_id="unlock_passkeys_challenge", request=None, responses={200: PasskeyAddingOut}
    )
    def post(self, request: Request) -> Response:
        return Response(PasskeyAddingOut(passkeys.begin_adding(actor_of(request))).data)


class Passkeys(APIView):
    """One's own passkeys; add one that was just made."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="unlock_passkeys", responses={200: PasskeyOut(many=True)})
    def get(self, request: Request) -> Response:
        return Response(PasskeyOut(passkeys.known_passkeys(actor_of(request)), many=True).data)

    @extend_schema(
        operation_id="unlock_passkeys_add", request=PasskeyIn, responses={201: PasskeyOut}
    )
    def post(self, request: Request) -> Response:
        given = PasskeyIn.of(request.data)
        return Response(PasskeyOut(passkeys.add(actor_of(request), **given)).data, status=201)


class Passkey(APIView):
    """Remove one's own passkey; it takes no unlock."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="unlock_passkeys_remove", responses={204: None})
    def delete(self, request: Request, passkey_id: UUID) -> Response:
        passkeys.remove(actor_of(request), passkey_id=passkey_id)
        return Response(status=204)
