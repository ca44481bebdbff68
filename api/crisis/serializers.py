"""Shapes of the console's door."""

from rest_framework import serializers

from api.damage import DamageOut
from api.serializers import Strict
from eap.crisis.words import Outcome
from eap.vault.words import Unkept


class NoteIn(Strict):
    """An optional note on an act, sealed."""

    note = serializers.CharField(max_length=2000, allow_blank=True, required=False, default="")


class CloseIn(NoteIn):
    """How the call ended."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)


class StepOut(serializers.Serializer[object]):
    """One line of a call's log. Opening the call gives its note under its id."""

    id = serializers.UUIDField()
    act = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    has_note = serializers.BooleanField()


class CallOut(serializers.Serializer[object]):
    """One call on the console, without content."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    came_from = serializers.CharField()
    language = serializers.CharField()
    known_client = serializers.BooleanField()
    case = serializers.UUIDField(source="case_id", allow_null=True)
    raised_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = serializers.CharField(allow_blank=True)
    mine = serializers.BooleanField()
    contacted_at = serializers.DateTimeField(allow_null=True)
    all_right_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    attempts = serializers.IntegerField()
    rung = serializers.IntegerField()
    has_number = serializers.BooleanField()
    unkept = serializers.ChoiceField(choices=Unkept.choices, allow_blank=True)
    may_open = serializers.BooleanField()
    steps = StepOut(many=True)


class ConsoleOut(serializers.Serializer[object]):
    """The console."""

    now = serializers.DateTimeField()
    open = CallOut(many=True)
    closed = CallOut(many=True)


class OpenedOut(serializers.Serializer[object]):
    """The sealed part of a call. What is damaged is null, and named in `damaged`."""

    number = serializers.CharField(allow_blank=True, allow_null=True)
    whereabouts = serializers.CharField(allow_blank=True, allow_null=True)
    notes = serializers.DictField(child=serializers.CharField(allow_null=True))
    damaged = serializers.ListField(child=serializers.CharField())
    damage = DamageOut()
