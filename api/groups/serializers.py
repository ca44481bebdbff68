"""Shapes of the groups door. No shape has a field for a client's id."""

from rest_framework import serializers

from api.serializers import Strict, Version
from eap.core.languages import LANGUAGES
from eap.groups.words import MARKS, MOST_SEATS, Kind, State


class LeaderOut(serializers.Serializer[object]):
    """Who leads a group, by name."""

    name_zh = serializers.CharField(allow_blank=True)
    name_en = serializers.CharField(allow_blank=True)


class GroupOut(serializers.Serializer[object]):
    """A group session; `state` is full when it is open with no free seat.

    `version` counts the rewritings of its draft.
    """

    id = serializers.UUIDField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    kind = serializers.CharField()
    language = serializers.CharField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    capacity = serializers.IntegerField()
    minimum = serializers.IntegerField()
    free = serializers.IntegerField()
    waiting = serializers.IntegerField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    facilitator = LeaderOut()
    mine = serializers.CharField(allow_null=True)
    position_band = serializers.CharField(allow_null=True)


class GroupsOut(serializers.Serializer[object]):
    """Group sessions."""

    groups = GroupOut(many=True)


class OwnSeatOut(serializers.Serializer[object]):
    """One's own seat."""

    number = serializers.IntegerField()
    alias = serializers.CharField()
    state = serializers.CharField()


class OwnGroupOut(serializers.Serializer[object]):
    """A group with one's own seat and, for its members, the aliases in it; `names` are free for who
    may still join, and `room` is where it meets, for them and its members."""

    group = GroupOut()
    seat = OwnSeatOut(allow_null=True)
    aliases = serializers.ListField(child=serializers.CharField())
    names = serializers.ListField(child=serializers.CharField())
    room = serializers.CharField(allow_blank=True)


class AliasIn(Strict):
    """The name one chooses for the hour, of those offered."""

    alias = serializers.CharField(max_length=40)


class JoinedOut(serializers.Serializer[object]):
    """201 registered, with a seat's number; 202 waiting, with a band of the line."""

    state = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    alias = serializers.CharField(allow_null=True)
    position_band = serializers.CharField(allow_null=True)


class GroupIn(Strict):
    """A new session, led by whoever plans it."""

    title_zh = serializers.CharField(max_length=60)
    title_en = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(choices=Kind.choices)
    language = serializers.ChoiceField(choices=LANGUAGES)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    capacity = serializers.IntegerField(min_value=2, max_value=MOST_SEATS)
    minimum = serializers.IntegerField(min_value=1, max_value=MOST_SEATS)


class DraftIn(GroupIn):
    """A draft as it shall be; `version` is the one that was read."""

    version = Version()


class DraftOut(serializers.Serializer[object]):
    """The draft's version after the change."""

    version = serializers.IntegerField()


class GroupMadeOut(serializers.Serializer[object]):
    """The new session."""

    id = serializers.UUIDField()


class RosterLineOut(serializers.Serializer[object]):
    """One seat, by alias."""

    seat = serializers.IntegerField(source="number")
    alias = serializers.CharField(allow_null=True)
    state = serializers.CharField()


class RosterOut(serializers.Serializer[object]):
    """A group as its facilitator sees it."""

    group = GroupOut()
    seats = RosterLineOut(many=True)


class AttendanceIn(Strict):
    """Whether the alias on a seat came."""

    seat = serializers.IntegerField(min_value=1, max_value=MOST_SEATS)
    state = serializers.ChoiceField(choices=[str(mark) for mark in MARKS])


class StateIn(Strict):
    """The next state. With a `version`, only if the session was not rewritten since."""

    to = serializers.ChoiceField(choices=State.values)
    version = Version(required=False, allow_null=True, default=None)


class StateOut(serializers.Serializer[object]):
    """The state it is in now."""

    state = serializers.CharField()
