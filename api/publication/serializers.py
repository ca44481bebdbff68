"""Shapes of published figures."""

from rest_framework import serializers

from api.serializers import Strict
from eap.publication.around import TOO_EARLY
from eap.publication.mechanism.intervals import Verdict

VERDICTS = [verdict.value for verdict in Verdict]


class SeriesQuery(Strict):
    """Which indicator to draw, and around which day to compare."""

    indicator = serializers.SlugField(max_length=30)
    around = serializers.DateField(required=False)


class IndicatorOut(serializers.Serializer[object]):
    """One entry of the dictionary."""

    code = serializers.CharField()
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    says_en = serializers.CharField()
    says_zh = serializers.CharField()
    in_programme = serializers.SerializerMethodField()
    would_cost = serializers.CharField(allow_blank=True)

    def get_in_programme(self, indicator: object) -> bool:
        """Whether this year's programme carries it."""
        return getattr(indicator, "table", None) is not None


class PointOut(serializers.Serializer[object]):
    """One period on a chart."""

    period = serializers.CharField()
    start = serializers.DateField()
    end = serializers.DateField()
    state = serializers.ChoiceField(choices=("value", "range", "zero", "not_yet"))
    point = serializers.IntegerField(allow_null=True)
    low = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True)


class ElsewhereOut(serializers.Serializer[object]):
    """What changed meanwhile at sites where nothing happened, as if they had as many heads."""

    change = serializers.IntegerField()
    low = serializers.IntegerField()
    high = serializers.IntegerField()


class UseAroundOut(serializers.Serializer[object]):
    """Means of up to four periods before and after a day, and their difference with its limits.

    Without two periods on both sides it is too early, and there are no figures but the smallest
    change that could be seen.
    """

    periods_before = serializers.IntegerField()
    periods_after = serializers.IntegerField()
    verdict = serializers.ChoiceField(choices=[*VERDICTS, TOO_EARLY])
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)
    change = serializers.IntegerField(allow_null=True)
    low = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True)
    smallest = serializers.IntegerField(allow_null=True)
    elsewhere = ElsewhereOut(allow_null=True)


class LineOut(serializers.Serializer[object]):
    """One line of a chart; `around` only where a day was asked for."""

    code = serializers.CharField()
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    heads = serializers.IntegerField(allow_null=True)
    points = PointOut(many=True)
    change = serializers.ChoiceField(choices=VERDICTS)
    around = UseAroundOut(allow_null=True)


class SeriesOut(serializers.Serializer[object]):
    """A chart with its lines, what they cost, and the headcount below which no cell is shown."""

    indicator = IndicatorOut()
    period_kind = serializers.ChoiceField(choices=("month", "quarter", "year"))
    lines = LineOut(many=True)
    next_due = serializers.DateField(allow_null=True)
    rho_limit = serializers.FloatField()
    epsilon = serializers.FloatField()
    least_heads = serializers.IntegerField(allow_null=True)


class FirstFigureOut(serializers.Serializer[object]):
    """What can be said before anything is published."""

    due = serializers.DateField()
    about = serializers.IntegerField()
    half_width = serializers.IntegerField()


class UseOut(serializers.Serializer[object]):
    """The last row of the first screen: figures, or when the first one comes."""

    first_figure = FirstFigureOut(allow_null=True)
    openings = SeriesOut(allow_null=True)
    utilisation = SeriesOut(allow_null=True)
