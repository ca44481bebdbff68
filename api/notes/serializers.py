"""Shapes of the notes door."""

from rest_framework import serializers

from api.damage import DamageOut
from api.serializers import Strict, Version
from eap.notes.words import LONGEST_ADDENDUM, LONGEST_SECTION, NoteKind, Template


class NoteStartIn(Strict):
    """What is begun. `appointment` is null for a note of no session."""

    kind = serializers.ChoiceField(choices=NoteKind.choices)
    template = serializers.ChoiceField(choices=Template.choices)
    appointment = serializers.UUIDField(allow_null=True, default=None)


class NoteHeadOut(serializers.Serializer[object]):
    """A note's head, as its editor needs it."""

    id = serializers.UUIDField(source="note_id")
    kind = serializers.CharField()
    template = serializers.CharField()
    appointment = serializers.UUIDField(source="appointment_id", allow_null=True)
    state = serializers.CharField()
    version = serializers.IntegerField()
    started_at = serializers.DateTimeField()


class SectionsIn(Strict):
    """Every section may be left out; what a template does not show is kept all the same."""

    reported = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )
    observed = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )
    appraisal = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )
    intervention = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )
    response = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )
    plan = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )
    free = serializers.CharField(
        max_length=LONGEST_SECTION, allow_blank=True, required=False, trim_whitespace=False
    )


class NoteSaveIn(Strict):
    """The whole text, and the version it was written over."""

    sections = SectionsIn()
    version = Version()
    template = serializers.ChoiceField(choices=Template.choices, required=False)


class NoteSavedOut(serializers.Serializer[object]):
    """The version that is now on disk."""

    version = serializers.IntegerField()


class NoteSignIn(Strict):
    """The version that is signed."""

    version = Version()


class NoteSignedOut(serializers.Serializer[object]):
    """When it was locked, and the SHA-256 of the sealed text in hex."""

    signed_at = serializers.DateTimeField()
    digest = serializers.CharField()


class AddendumIn(Strict):
    """What is added to a signed note."""

    text = serializers.CharField(max_length=LONGEST_ADDENDUM)


class AddedOut(serializers.Serializer[object]):
    """The addendum that is now on disk."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()


class AddendumOut(serializers.Serializer[object]):
    """An addendum; `text` is null when it is damaged."""

    id = serializers.UUIDField(source="addendum_id")
    at = serializers.DateTimeField()
    text = serializers.CharField(allow_null=True)


class NoteOut(serializers.Serializer[object]):
    """A note with its text; `sections` is null when it is damaged.

    `session_at` is when the session it is of begins, null for a note of none.
    """

    head = NoteHeadOut(source="header")
    case = serializers.UUIDField(source="case_id")
    session_at = serializers.DateTimeField(allow_null=True)
    sections = serializers.DictField(child=serializers.CharField(), allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    digest = serializers.CharField(allow_blank=True)
    mine = serializers.BooleanField(source="is_mine")
    addenda = AddendumOut(many=True)
    damage = DamageOut()
