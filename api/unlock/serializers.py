"""Shapes of the unlock door. A passphrase goes in and never comes out."""

from rest_framework import serializers

from api.serializers import Strict
from eap.core.languages import LANGUAGES
from eap.vault.words import EscrowReason


class UnlockIn(Strict):
    """The notes passphrase."""

    passphrase = serializers.CharField(max_length=200, trim_whitespace=False)


class PassphraseIn(Strict):
    """A new notes passphrase, with the current one when there is one."""

    new = serializers.CharField(max_length=200, trim_whitespace=False)
    current = serializers.CharField(
        max_length=200, trim_whitespace=False, required=False, allow_blank=True, default=""
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="en")


class RecoveryCodeIn(Strict):
    """The twelve words of the recovery code."""

    words = serializers.CharField(max_length=400)


class RecoverIn(Strict):
    """The recovery code's words and a new notes passphrase."""

    words = serializers.CharField(max_length=400)
    new = serializers.CharField(max_length=200, trim_whitespace=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="en")


class RecoveryCodeOut(serializers.Serializer[object]):
    """The twelve words of a recovery code, shown once; none where the code stays as it is."""

    words = serializers.ListField(child=serializers.CharField())


class UnlockOut(serializers.Serializer[object]):
    """What is open in this session: care, duty, own or live; nothing when locked.

    `is_set`: a passphrase has been chosen.
    """

    kinds = serializers.ListField(child=serializers.CharField())
    opened_at = serializers.DateTimeField(allow_null=True)
    idle_until = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    is_set = serializers.BooleanField()


class EscrowRequestOut(serializers.Serializer[object]):
    """A request to the custodians that stands: for whom (`own`: oneself), from when, new key."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    own = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=EscrowReason.choices)
    asked_at = serializers.DateTimeField()
    not_before = serializers.DateTimeField()
    fingerprint = serializers.CharField()


class EscrowKeyOut(serializers.Serializer[object]):
    """The custodians' key. `behind`: secrets one holds that are to be given to it by hand."""

    fingerprint = serializers.CharField()
    behind = serializers.IntegerField()


class CustodiansOut(serializers.Serializer[object]):
    """The custodians' key, if there is one, and the requests to them that stand."""

    key = EscrowKeyOut(allow_null=True)
    requests = EscrowRequestOut(many=True)


class EscrowGiveIn(Strict):
    """The fingerprint, as a custodian said it."""

    fingerprint = serializers.CharField(max_length=60)


class EscrowGivenOut(serializers.Serializer[object]):
    """How many secrets were given."""

    given = serializers.IntegerField()
