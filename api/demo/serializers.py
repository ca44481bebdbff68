"""Shapes of the doors."""

from rest_framework import serializers

from eap.demo.doors import AGENT, STAFF


class DoorOut(serializers.Serializer[object]):
    """One persona and what fills their form; what does not apply is empty."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=(AGENT, STAFF))
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    email = serializers.CharField(allow_blank=True)
    password = serializers.CharField(allow_blank=True)
    passphrase = serializers.CharField(allow_blank=True)
    visit_code = serializers.CharField(allow_blank=True)
    words = serializers.ListField(child=serializers.CharField())
    cards = serializers.ListField(child=serializers.CharField())
    strips = serializers.ListField(child=serializers.CharField())


class DoorsOut(serializers.Serializer[object]):
    """Every door, in the order of the start page."""

    doors = DoorOut(many=True)
