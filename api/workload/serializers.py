"""Shapes of workload figures."""

from rest_framework import serializers

from api.serializers import NamedOut, Strict
from eap.workload.words import REDATED, UNITS, Family, Format, Happening, State, Unseen


class WorkloadQuery(Strict):
    """Which figures; naming a site brings its days as well."""

    family = serializers.ChoiceField(choices=Family.values)
    site = serializers.SlugField(max_length=20, required=False, default=None)


class WorkloadPointOut(serializers.Serializer[object]):
    """A day, or a month by its first day."""

    start = serializers.DateField()
    state = serializers.ChoiceField(choices=State.values)
    value = serializers.FloatField(allow_null=True)
    reason = serializers.ChoiceField(choices=("", *Unseen.values))
    label = serializers.ChoiceField(choices=("", REDATED))  # type: ignore[assignment] # DRF's own word
    redated_from = serializers.CharField(allow_blank=True)


class WorkloadLineOut(serializers.Serializer[object]):
    """One site's days and months."""

    site = NamedOut()
    days = WorkloadPointOut(many=True)
    months = WorkloadPointOut(many=True)


class WorkloadOut(serializers.Serializer[object]):
    """One family of figures, exact."""

    family = serializers.ChoiceField(choices=Family.values)
    unit = serializers.ChoiceField(choices=tuple(dict.fromkeys(UNITS.values())))
    lines = WorkloadLineOut(many=True)


class ImportOut(serializers.Serializer[object]):
    """One import."""

    id = serializers.UUIDField()
    site = NamedOut()
    format = serializers.ChoiceField(choices=Format.values)
    month = serializers.CharField()
    label = serializers.ChoiceField(choices=("", REDATED))  # type: ignore[assignment] # DRF's own word
    redated_from = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    shown = serializers.BooleanField()
    lines = serializers.IntegerField()
    rejected = serializers.IntegerField()
    imported_at = serializers.DateTimeField()


class ImportsOut(serializers.Serializer[object]):
    """Every import, the newest month first."""

    imports = ImportOut(many=True)


class EventOut(serializers.Serializer[object]):
    """Something that happened at a site, from `day` on."""

    day = serializers.DateField()
    kind = serializers.ChoiceField(choices=Happening.values)
    site = NamedOut()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()


class EventsOut(serializers.Serializer[object]):
    """Every happening, the latest first."""

    events = EventOut(many=True)
