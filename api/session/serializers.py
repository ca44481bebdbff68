"""Shapes of the session door."""

from rest_framework import serializers

from api.serializers import Strict


class SessionOut(serializers.Serializer[object]):
    """Who this browser is to us at this moment."""

    kind = serializers.ChoiceField(choices=("anonymous", "client", "staff"))
    way_in = serializers.ChoiceField(choices=("", "visit", "private_key"))
    roles = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    unlocked_until = serializers.DateTimeField(allow_null=True)
    locked = serializers.BooleanField()
    neutral_name = serializers.CharField()
    exit_path = serializers.CharField()
    time_zone = serializers.CharField()
    self_checks = serializers.BooleanField()


class CodeIn(Strict):
    """A visit code as typed: spaces and dashes do not matter."""

    code = serializers.CharField(max_length=40)


class WordsIn(Strict):
    """Twelve words as typed."""

    words = serializers.CharField(max_length=400)
