"""Shapes of measures and self-checks."""

from rest_framework import serializers

from api.damage import DamageOut
from api.serializers import Marks, Strict
from eap.wellbeing.definitions import Risk


class MeasureOut(serializers.Serializer[object]):
    """A measure that can be taken. Its copyright line is always shown with it."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    version = serializers.CharField()
    copyright = serializers.CharField()
    questions = serializers.IntegerField()
    asks_safety = serializers.BooleanField()


class MeasuresOut(serializers.Serializer[object]):
    """Every measure that can be taken, in each language there is."""

    measures = MeasureOut(many=True)


class OptionOut(serializers.Serializer[object]):
    """One answer; without an ordinal it means "not answered"."""

    ordinal = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()


class MeasureItemOut(serializers.Serializer[object]):
    """One question. One that is not `scored` needs no answer."""

    link_id = serializers.CharField()
    text = serializers.CharField()
    scored = serializers.BooleanField()
    options = OptionOut(many=True)


class MeasureFormOut(serializers.Serializer[object]):
    """A measure to be filled in."""

    measure = MeasureOut()
    instructions = serializers.ListField(child=serializers.CharField())
    items = MeasureItemOut(many=True)


class AnswersIn(Strict):
    """Link id -> ordinal; null or absent is not answered."""

    answers = Marks()


class SaveIn(AnswersIn):
    """The same, to be kept, and shared with the counsellor if wanted."""

    share = serializers.BooleanField(default=False)


class CheckResultOut(serializers.Serializer[object]):
    """What the answers come to. `risk` present: help is shown before anything else."""

    definition = serializers.CharField()
    total = serializers.FloatField(allow_null=True)
    highest = serializers.IntegerField()
    band = serializers.CharField(allow_null=True)
    past_line = serializers.BooleanField(allow_null=True)
    answered = serializers.IntegerField()
    missing = serializers.IntegerField()
    risk = serializers.ChoiceField(choices=[risk.value for risk in Risk])


class KeptCheckOut(serializers.Serializer[object]):
    """A self-check that was kept."""

    id = serializers.UUIDField()
    result = CheckResultOut()
    shared = serializers.BooleanField()


class OpenedCheckOut(serializers.Serializer[object]):
    """An opened self-check; `answers` by item code. Empty where it is damaged."""

    id = serializers.UUIDField()
    measure = MeasureOut()
    at = serializers.DateTimeField()
    shared = serializers.BooleanField()
    answers = serializers.DictField(
        child=serializers.IntegerField(allow_null=True), allow_null=True
    )
    result = CheckResultOut(allow_null=True)
    damaged = serializers.BooleanField()


class OpenedChecksOut(serializers.Serializer[object]):
    """Opened self-checks, newest first."""

    checks = OpenedCheckOut(many=True)
    damage = DamageOut()


class SharedCheckOut(serializers.Serializer[object]):
    """A shared self-check without what it says."""

    id = serializers.UUIDField()
    measure = MeasureOut()
    shared_at = serializers.DateTimeField()
    urgent = serializers.BooleanField()


class SharedChecksOut(serializers.Serializer[object]):
    """What a client shared in a case, newest first."""

    checks = SharedCheckOut(many=True)
