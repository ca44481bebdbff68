"""Shapes of the unlock door. A passphrase goes in and never comes out."""

from rest_framework import serializers

from api.serializers import Strict


class UnlockIn(Strict):
    """The notes passphrase."""

    passphrase = serializers.CharField(max_length=200, trim_whitespace=False)


class PassphraseIn(Strict):
    """A new notes passphrase, with the current one when there is one."""

    new = serializers.CharField(max_length=200, trim_whitespace=False)
    current = serializers.CharField(
        max_length=200, trim_whitespace=False, required=False, allow_blank=True, default=""
    )


class UnlockOut(serializers.Serializer[object]):
    """What is open in this session: care, duty, own or live; nothing when locked.

    `is_set`: a passphrase has been chosen.
    """

    kinds = serializers.ListField(child=serializers.CharField())
    opened_at = serializers.DateTimeField(allow_null=True)
    idle_until = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    is_set = serializers.BooleanField()
