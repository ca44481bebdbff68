"""Shapes of the pulse."""

from rest_framework import serializers

from api.serializers import Marks, Strict
from eap.programme.words import Tenure
from eap.wellbeing.pulse import Verdict
from eap.wellbeing.pulse_told import FEW_LEFT, FEW_TICKED, NOT_SHOWN
from eap.wellbeing.words import MOST_DRIVERS, Module, Split, State, WaveState

VERDICTS = [verdict.value for verdict in Verdict]


class StripIn(Strict):
    """A strip's code as typed: spaces and dashes do not matter."""

    strip = serializers.CharField(max_length=40)


class AnswerIn(StripIn):
    """One person's answers, 0 to 4 by item code; anything may be left out."""

    items = Marks()
    drivers = serializers.ListField(
        child=serializers.CharField(max_length=3), max_length=MOST_DRIVERS, default=list
    )
    module = Marks(default=dict)
    tenure = serializers.ChoiceField(choices=Tenure.values, allow_null=True, default=None)


class WordingOut(serializers.Serializer[object]):
    """A code with its words."""

    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()


class ModuleOut(serializers.Serializer[object]):
    """The rotating items of a wave."""

    name = WordingOut()
    items = WordingOut(many=True)


class SheetOut(serializers.Serializer[object]):
    """What a strip opens: whose figure the answer will be in, and what is asked."""

    wave = serializers.CharField()
    closes_on = serializers.DateField()
    site_name_zh = serializers.CharField(source="site_zh")
    site_name_en = serializers.CharField(source="site_en")
    shift_name_zh = serializers.CharField(source="shift_zh")
    shift_name_en = serializers.CharField(source="shift_en")
    items = WordingOut(many=True)
    choices = WordingOut(many=True)
    drivers = WordingOut(many=True)
    most_drivers = serializers.IntegerField()
    module = ModuleOut()
    tenure_choices = WordingOut(many=True)


class PulseFormOut(serializers.Serializer[object]):
    """Everything any wave asks, word for word."""

    items = WordingOut(many=True)
    choices = WordingOut(many=True)
    drivers = WordingOut(many=True)
    modules = ModuleOut(many=True)


class PulseQuery(Strict):
    """What to draw."""

    measure = serializers.SlugField(max_length=20, required=False)
    split = serializers.ChoiceField(choices=Split.values, required=False)
    around = serializers.DateField(required=False)


class WaveOut(serializers.Serializer[object]):
    """A wave with its first and last day."""

    code = serializers.CharField()
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    state = serializers.ChoiceField(choices=WaveState.values)
    module = serializers.ChoiceField(choices=Module.values)


class PulseMeasureOut(serializers.Serializer[object]):
    """Something that can be drawn."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    unit = serializers.ChoiceField(choices=("points", "percent"))
    higher_is_better = serializers.BooleanField()


class PulsePointOut(serializers.Serializer[object]):
    """One wave of a line; `reason` says why there is no value. `answers` in tens."""

    wave = serializers.CharField()
    state = serializers.ChoiceField(choices=State.values)
    reason = serializers.ChoiceField(choices=("", NOT_SHOWN, FEW_TICKED, FEW_LEFT))
    point = serializers.IntegerField(allow_null=True)
    low = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True)
    answers = serializers.IntegerField(allow_null=True)
    issued = serializers.IntegerField()
    roster = serializers.IntegerField()


class AroundOut(serializers.Serializer[object]):
    """Means of up to four waves before and after a day, and their difference with its limits."""

    waves_before = serializers.IntegerField()
    waves_after = serializers.IntegerField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    change = serializers.IntegerField()
    low = serializers.IntegerField()
    high = serializers.IntegerField()
    verdict = serializers.ChoiceField(choices=VERDICTS)


class PulseLineOut(serializers.Serializer[object]):
    """One group, or one driver; `verdict` compares its last two waves."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    points = PulsePointOut(many=True)
    verdict = serializers.ChoiceField(choices=VERDICTS)
    around = AroundOut(allow_null=True)


class PulseOut(serializers.Serializer[object]):
    """Frozen waves with their figures, and the next wave's dates."""

    waves = WaveOut(many=True)
    next_wave = WaveOut(allow_null=True)
    measures = PulseMeasureOut(many=True)
    measure = serializers.CharField()
    split = serializers.ChoiceField(choices=Split.values)
    splits = serializers.ListField(child=serializers.CharField())
    lines = PulseLineOut(many=True)
    compared = serializers.IntegerField()
    drivers = PulseLineOut(many=True)
    drivers_compared = serializers.IntegerField()
