"""Shapes of the booking door. Moments are ISO 8601 in UTC."""

from typing import Any

from rest_framework import serializers

from api.serializers import NamedOut, Strict, Version
from eap.core.errors import Conflict
from eap.core.languages import LANGUAGES
from eap.programme.words import Modality


class CounsellorOut(serializers.Serializer[object]):
    """A counsellor as a client sees them."""

    id = serializers.UUIDField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    pronoun = serializers.CharField(allow_blank=True)
    languages = serializers.ListField(child=serializers.CharField())


class SlotsIn(Strict):
    """What is looked for; `from` and `to` are days in the house's zone, both included."""

    service = serializers.CharField(max_length=20)
    modality = serializers.ChoiceField(choices=Modality.choices, required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own, so it cannot be declared above."""
        window = {
            "from": serializers.DateField(source="first"),
            "to": serializers.DateField(source="last"),
        }
        return {**super().get_fields(), **window}


class SlotOut(serializers.Serializer[object]):
    """An offered start."""

    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    counsellor = CounsellorOut()
    modalities = serializers.ListField(child=serializers.CharField())


class DaySlotsOut(serializers.Serializer[object]):
    """A day and what it offers, perhaps nothing."""

    date = serializers.DateField()
    slots = SlotOut(many=True)


class SlotsOut(serializers.Serializer[object]):
    """Offered slots by day. `no_card_open`: a newcomer may book one without a card."""

    time_zone = serializers.CharField()
    days = DaySlotsOut(many=True)
    no_card_open = serializers.BooleanField()


class HoldIn(Strict):
    """A start from the list."""

    service = serializers.CharField(max_length=20)
    counsellor = serializers.UUIDField(source="counsellor_id")
    start = serializers.DateTimeField()
    modality = serializers.ChoiceField(choices=Modality.choices)


class HoldOut(serializers.Serializer[object]):
    """A start held for five minutes for whoever has the secret."""

    hold = serializers.UUIDField(source="id")
    secret = serializers.CharField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    modality = serializers.CharField()
    counsellor = CounsellorOut()


class HeldIn(Strict):
    """A hold, and the secret that only its holder has."""

    hold = serializers.UUIDField()
    secret = serializers.CharField(max_length=80)


class TakenOut(serializers.Serializer[object]):
    """409: the start is not to be had; the nearest three that are."""

    status = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    nearest = SlotOut(many=True)


def with_slots(error: Conflict) -> Conflict:
    """The same refusal with its slots in the shape of the list."""
    if "nearest" in error.extra:
        error.extra["nearest"] = SlotOut(error.extra["nearest"], many=True).data
    return error


class AppointmentOut(serializers.Serializer[object]):
    """An appointment as its client sees it."""

    id = serializers.UUIDField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    modality = serializers.CharField()
    status = serializers.CharField()
    version = serializers.IntegerField()
    counsellor = CounsellorOut()
    service = NamedOut()
    can_join = serializers.BooleanField()
    can_change_until = serializers.DateTimeField()


class AppointmentsOut(serializers.Serializer[object]):
    """Those to come, soonest first, and those past, latest first."""

    upcoming = AppointmentOut(many=True)
    past = AppointmentOut(many=True)


class MoveIn(HeldIn):
    """The hold to move to, and the version the client has seen."""

    version = Version()


class VersionIn(Strict):
    """The version that was seen."""

    version = Version()


class CalendarFileIn(Strict):
    """The language of the one word in the file."""

    language = serializers.ChoiceField(choices=LANGUAGES, default="zh-Hans")


class JoiningOut(serializers.Serializer[object]):
    """How to join; `live` means text in the product."""

    phone_line = serializers.CharField(allow_null=True)
    room = serializers.CharField(allow_null=True)
    live = serializers.BooleanField()
    until = serializers.DateTimeField()
