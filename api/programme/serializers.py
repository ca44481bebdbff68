"""Shapes of the programme door."""

from rest_framework import serializers

from api.serializers import NamedOut


class ServiceOut(NamedOut):
    """A bookable service."""

    line_zh = serializers.CharField()
    line_en = serializers.CharField()
    minutes = serializers.IntegerField()
    modalities = serializers.ListField(child=serializers.CharField())


class ServicesOut(serializers.Serializer[object]):
    """The catalogue."""

    services = ServiceOut(many=True)


class ShiftOut(NamedOut):
    """A shift pattern."""

    hours = serializers.CharField(allow_blank=True)


class PlacesOut(serializers.Serializer[object]):
    """What a person may say of where and how they work; sites large enough to be named."""

    sites = NamedOut(many=True)
    shifts = ShiftOut(many=True)
    tenures = serializers.ListField(child=serializers.CharField())


class HelpLineOut(serializers.Serializer[object]):
    """A number to call now."""

    kind = serializers.ChoiceField(choices=("hotline", "emergency"))
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    number = serializers.CharField()
    hours_zh = serializers.CharField(allow_blank=True)
    hours_en = serializers.CharField(allow_blank=True)
    cost_zh = serializers.CharField(allow_blank=True)
    cost_en = serializers.CharField(allow_blank=True)


class HelpOut(serializers.Serializer[object]):
    """Everything the help card shows."""

    lines = HelpLineOut(many=True)
    on_duty = serializers.BooleanField()
    callback_number = serializers.CharField(allow_blank=True)


class ViewerOut(serializers.Serializer[object]):
    """One possible reader; `what` are codes of what they can read, `when` the condition."""

    role = serializers.CharField()
    sees = serializers.BooleanField()
    what = serializers.ListField(child=serializers.CharField())
    when = serializers.CharField(allow_blank=True)


class WhoSeesOut(serializers.Serializer[object]):
    """Who can see what, the limits of confidentiality, and how long a record is kept (`kept`), as
    codes the pages put into words."""

    viewers = ViewerOut(many=True)
    limits = serializers.ListField(child=serializers.CharField())
    consent_version = serializers.CharField()
    kept = serializers.CharField()
