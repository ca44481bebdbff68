"""Shapes of the live text door."""

from rest_framework import serializers

from api.damage import DamageOut
from api.serializers import Strict, Whole
from eap.messages.words import LONGEST_MESSAGE


class MessageIn(Strict):
    """What is said. Sent again under the same random `key` it is kept once."""

    text = serializers.CharField(max_length=LONGEST_MESSAGE)
    key = serializers.UUIDField(required=False)


class PostedOut(serializers.Serializer[object]):
    """The message that is on disk; `number` is its place in the session."""

    number = serializers.IntegerField()
    sent_at = serializers.DateTimeField()


class AfterIn(Strict):
    """The number of the last message seen."""

    after = Whole(default=0)


class MessageOut(serializers.Serializer[object]):
    """One message; `text` is null when it is damaged, `key` what its sender gave."""

    number = serializers.IntegerField()
    key = serializers.UUIDField(format="hex", allow_null=True)
    from_client = serializers.BooleanField()
    sent_at = serializers.DateTimeField()
    text = serializers.CharField(allow_null=True)


class UnreadOut(serializers.Serializer[object]):
    """How many messages of the client are newer, and whether the session is open."""

    count = serializers.IntegerField()
    open = serializers.BooleanField(source="is_open")


class ThreadOut(serializers.Serializer[object]):
    """New messages in order; `until` is when the window closes."""

    messages = MessageOut(many=True)
    open = serializers.BooleanField(source="is_open")
    until = serializers.DateTimeField()
    damage = DamageOut()
