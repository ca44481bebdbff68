"""How the vault stands, for administrators: ids, numbers and days, never key material."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actor import AsStaff, actor_of
from eap.vault import overview


class RootKeyOut(serializers.Serializer[object]):
    """A root key of the provider."""

    id = serializers.CharField()
    state = serializers.CharField()


class KekOut(serializers.Serializer[object]):
    """A key that wraps places: `left_on` is the day on which its last row left it."""

    id = serializers.CharField()
    state = serializers.CharField()
    rows = serializers.IntegerField()
    left_on = serializers.DateField(allow_null=True)


class IndexRootOut(serializers.Serializer[object]):
    """A root of the blind indexes; `rows` is null where no check has counted them."""

    version = serializers.IntegerField()
    state = serializers.CharField()
    rows = serializers.IntegerField(allow_null=True)


class LinesOut(serializers.Serializer[object]):
    """The directory of one kind of holder; `refused` is null where only the check tries it."""

    holder = serializers.CharField()
    lines = serializers.IntegerField()
    standing = serializers.IntegerField()
    refused = serializers.IntegerField(allow_null=True)


class FilesOut(serializers.Serializer[object]):
    """The files of one kind, and how many are due for a new seed."""

    kind = serializers.CharField()
    files = serializers.IntegerField()
    due = serializers.IntegerField()


class LastCheckOut(serializers.Serializer[object]):
    """The last check and what it counted."""

    at = serializers.DateTimeField()
    damaged = serializers.IntegerField()
    cells = serializers.IntegerField(allow_null=True)
    entries = serializers.IntegerField(allow_null=True)
    missing_shares = serializers.IntegerField(allow_null=True)
    stray_shares = serializers.IntegerField(allow_null=True)


class WrongOut(serializers.Serializer[object]):
    """What somebody has to look into: a code, what it is about, how many."""

    code = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField()


class KeysOut(serializers.Serializer[object]):
    """How the vault stands."""

    provider = serializers.CharField()
    roots = RootKeyOut(many=True)
    keks = KekOut(many=True)
    indexes = IndexRootOut(many=True)
    directory = LinesOut(many=True)
    files = FilesOut(many=True)
    waiting = serializers.IntegerField()
    erased = serializers.IntegerField()
    checked = LastCheckOut(allow_null=True)
    wrong = WrongOut(many=True)


class Keys(APIView):
    """How the vault stands, and what is wrong with it."""

    permission_classes = (AsStaff,)

    @extend_schema(operation_id="keys_read", responses={200: KeysOut})
    def get(self, request: Request) -> Response:
        return Response(KeysOut(overview.overview(actor_of(request))).data)
