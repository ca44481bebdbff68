"""Shapes of a counsellor's calendar, hours and the rota."""

from typing import Any

from rest_framework import serializers

from api.serializers import NamedOut, Strict

RULE, EXCEPTION = "rule", "exception"
NEEDED = {RULE: ("anchor", "starts", "minutes"), EXCEPTION: ("adds", "start", "end")}


class CalendarIn(Strict):
    """`from` and `to` are days in the counsellor's zone, both included."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own, so it cannot be declared."""
        return {
            "from": serializers.DateField(source="first"),
            "to": serializers.DateField(source="last"),
        }


class StaffAppointmentOut(serializers.Serializer[object]):
    """An hour of a counsellor: a case by id, never a person."""

    id = serializers.UUIDField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    modality = serializers.CharField()
    status = serializers.CharField()
    version = serializers.IntegerField()
    service = NamedOut()
    case = serializers.UUIDField(source="case_id", allow_null=True)
    kind = serializers.CharField()
    unattended = serializers.BooleanField()


class StretchOut(serializers.Serializer[object]):
    """From `start` up to `end`."""

    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class ExceptionOut(StretchOut):
    """Hours added to the rules or taken away."""

    id = serializers.UUIDField()
    adds = serializers.BooleanField()


class DutyShiftOut(StretchOut):
    """A shift on call. `own`: it is the asking person's."""

    id = serializers.UUIDField()
    staff = serializers.UUIDField(source="staff_id")
    name = serializers.CharField()
    own = serializers.BooleanField()
    level = serializers.IntegerField()


class CalendarCaseOut(serializers.Serializer[object]):
    """What a case is called. `kept`: its page opens to the reader."""

    id = serializers.UUIDField(source="case.id")
    number = serializers.CharField(source="case.number")
    code_name_zh = serializers.CharField(source="case.code_name_zh")
    code_name_en = serializers.CharField(source="case.code_name_en")
    kept = serializers.BooleanField()


class CalendarOut(serializers.Serializer[object]):
    """What stands in a counsellor's calendar, and the cases in it."""

    time_zone = serializers.CharField(source="calendar.time_zone")
    appointments = StaffAppointmentOut(many=True, source="calendar.appointments")
    offered = StretchOut(many=True, source="calendar.offered")
    exceptions = ExceptionOut(many=True, source="calendar.exceptions")
    duty = DutyShiftOut(many=True, source="calendar.duty")
    cases = CalendarCaseOut(many=True)


class RuleOut(serializers.Serializer[object]):
    """Hours that come round; `starts` is wall clock, `valid_until` the last day."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    anchor = serializers.DateField()
    cycle_days = serializers.IntegerField()
    offset_day = serializers.IntegerField()
    starts = serializers.TimeField(format="%H:%M")
    minutes = serializers.IntegerField()
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class HoursOut(serializers.Serializer[object]):
    """A counsellor's hours as planned; `room` is where they meet people, "" while none is set."""

    time_zone = serializers.CharField()
    room = serializers.CharField(allow_blank=True)
    rules = RuleOut(many=True)
    exceptions = ExceptionOut(many=True)


class HoursIn(Strict):
    """A rule (anchor, starts, minutes, and a cycle) or an exception (adds, start, end)."""

    kind = serializers.ChoiceField(choices=(RULE, EXCEPTION))
    anchor = serializers.DateField(required=False)
    cycle_days = serializers.IntegerField(min_value=1, max_value=56, default=7)
    offset_day = serializers.IntegerField(min_value=0, max_value=55, default=0)
    starts = serializers.TimeField(required=False)
    minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False)
    valid_from = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)
    adds = serializers.BooleanField(required=False)
    start = serializers.DateTimeField(required=False)
    end = serializers.DateTimeField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Each kind needs its own fields."""
        missing = [name for name in NEEDED[attrs["kind"]] if name not in attrs]
        if missing:
            raise serializers.ValidationError({name: ["required"] for name in missing}, "required")
        return attrs


class HoursAddedOut(serializers.Serializer[object]):
    """The new rule or exception. `affected`: booked starts it lies across; they stay booked."""

    id = serializers.UUIDField()
    affected = serializers.ListField(child=serializers.DateTimeField())


class RotaIn(Strict):
    """A window of at most 92 days."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own, so it cannot be declared."""
        return {
            "from": serializers.DateTimeField(source="start"),
            "to": serializers.DateTimeField(source="end"),
        }


class DeclaredOut(StretchOut):
    """A stretch declared hotline-only."""

    id = serializers.UUIDField()


class RotaOut(serializers.Serializer[object]):
    """The rota; `gaps` are hours without anybody at level 1 and not declared hotline-only."""

    shifts = DutyShiftOut(many=True)
    hotline_only = DeclaredOut(many=True)
    gaps = StretchOut(many=True)


class ColleagueOut(serializers.Serializer[object]):
    """Somebody whom the rota may name. `signed_in`: they ever have, so a call can reach them."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    signed_in = serializers.BooleanField()


class PlanOut(RotaOut):
    """The rota for those who plan it. `planned_until`: when the last thing planned ends, if any."""

    people = ColleagueOut(many=True)
    planned_until = serializers.DateTimeField(allow_null=True)


class ShiftIn(Strict):
    """Who is on call, on which rung, when."""

    staff = serializers.UUIDField(source="staff_id")
    level = serializers.IntegerField(min_value=1, max_value=3)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class HotlineOnlyIn(Strict):
    """Hours in which nobody is on call on purpose."""

    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class RotaAddedOut(serializers.Serializer[object]):
    """What was made."""

    id = serializers.UUIDField()


class SupplyOut(serializers.Serializer[object]):
    """What is offered, from hours alone: a week's counsellor hours per 1,000 heads over the next
    four weeks (null without heads), the next free day (null when nothing is offered), and the part
    of the next 14 days, 0 to 1, with somebody on call or declared hotline-only."""

    hours_per_1000 = serializers.FloatField(allow_null=True)
    next_free_day = serializers.DateField(allow_null=True)
    duty_cover = serializers.FloatField()
