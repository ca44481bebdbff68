"""Shapes of the client's own door."""

from rest_framework import serializers

from api.serializers import Strict, Whole
from eap.core.languages import LANGUAGES
from eap.desk.words import Waits


class KeyIn(Strict):
    """The language of the words."""

    language = serializers.ChoiceField(choices=LANGUAGES)


class KeyOut(serializers.Serializer[object]):
    """Twelve words, shown once."""

    words = serializers.ListField(child=serializers.CharField())


class ConfirmIn(Strict):
    """The last two of the twelve words."""

    words = serializers.ListField(
        child=serializers.CharField(max_length=20), min_length=2, max_length=2
    )


class ConsentOut(serializers.Serializer[object]):
    """How a consent stands."""

    purpose = serializers.CharField()
    needed = serializers.BooleanField(source="required")
    given = serializers.BooleanField()
    version = serializers.CharField()
    given_at = serializers.DateTimeField(allow_null=True)


class KindOut(serializers.Serializer[object]):
    """How much of one kind is held, and how long."""

    kind = serializers.CharField()
    count = serializers.IntegerField()
    kept = serializers.CharField()


class ErasureOut(serializers.Serializer[object]):
    """When everything of the client is to be erased, and what that would wait for now, by code."""

    due_at = serializers.DateTimeField()
    waits_for = serializers.ListField(child=serializers.ChoiceField(choices=Waits.choices))


class DataOut(serializers.Serializer[object]):
    """What is held; `kinds` is empty and `key_needed` true for somebody in by visit code.

    `key_made_on` is the day the private key was made, null while there is none; `key_waits` while
    the counsellor is still to let it in to what was said; `erasure` is null while nobody asked.
    """

    key_needed = serializers.BooleanField()
    key_made_on = serializers.DateField(allow_null=True)
    key_waits = serializers.BooleanField()
    kinds = KindOut(many=True)
    consents = ConsentOut(many=True)
    erasure = ErasureOut(allow_null=True)


class ConsentIn(Strict):
    """Given or withdrawn."""

    given = serializers.BooleanField()


class AccessOut(serializers.Serializer[object]):
    """One line of the access log. The time is the hour's beginning."""

    at = serializers.DateTimeField(source="hour")
    who = serializers.CharField()
    act = serializers.CharField()
    thing = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    allowed = serializers.BooleanField()


class AccessLogOut(serializers.Serializer[object]):
    """A page of the access log, newest first; `next` asks for the one before.

    `own` is how many lines there are of what the client did themselves.
    """

    entries = AccessOut(many=True, source="lines")
    next = serializers.IntegerField(allow_null=True, source="older")
    own = serializers.IntegerField()


class PageIn(Strict):
    """Which page, from the `next` of another; of one's `own` doing or of all else."""

    before = Whole(required=False, allow_null=True, default=None)
    own = serializers.BooleanField(default=False)
