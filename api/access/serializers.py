"""Shapes of the staff door."""

from rest_framework import serializers

from api.booking.staff_serializers import DutyShiftOut, StretchOut
from api.serializers import Strict
from eap.core.languages import LANGUAGES
from eap.core.roles import Role


class RolesIn(Strict):
    """The roles a person is to hold."""

    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=Role.choices), min_length=1, max_length=8
    )


class InviteIn(RolesIn):
    """A new person of staff."""

    email = serializers.EmailField()
    name = serializers.CharField(max_length=80)
    language = serializers.ChoiceField(choices=LANGUAGES)


class InvitedOut(serializers.Serializer[object]):
    """The new account and the key with which its owner sets a password; shown once."""

    id = serializers.UUIDField(source="staff_id")
    key = serializers.CharField()


class InvitationOut(serializers.Serializer[object]):
    """Another key for an account there is."""

    key = serializers.CharField()


class PersonOut(serializers.Serializer[object]):
    """An account; `email` is null when it is damaged."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="display_name")
    email = serializers.EmailField(allow_null=True)
    language = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    invited_at = serializers.DateTimeField(allow_null=True)
    signed_in = serializers.BooleanField()
    retired_at = serializers.DateTimeField(allow_null=True)


class PeopleOut(serializers.Serializer[object]):
    """Every account, and the pairs of roles that one person may not combine."""

    people = PersonOut(many=True)
    apart = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class RetireIn(Strict):
    """`leave_cases`: the open cases that only they can open are left as they are."""

    leave_cases = serializers.BooleanField(default=False)


class OpenCaseOut(serializers.Serializer[object]):
    """A case somebody would leave, by number and state only."""

    id = serializers.UUIDField(source="case.id")
    number = serializers.CharField(source="case.number")
    code_name_zh = serializers.CharField(source="case.code_name_zh")
    code_name_en = serializers.CharField(source="case.code_name_en")
    state = serializers.CharField()
    opened_at = serializers.DateTimeField()


class OpenAppointmentOut(serializers.Serializer[object]):
    """An hour somebody would leave."""

    id = serializers.UUIDField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    modality = serializers.CharField()
    status = serializers.CharField()


class LeavingOut(serializers.Serializer[object]):
    """What somebody who leaves has open.

    Only they can open the `open_cases`; the `waiting` requests can be assigned to somebody else.
    `left_open`: hours of their shifts in which nobody else is on the first rung, and which are not
    declared hotline-only.
    """

    open_cases = OpenCaseOut(many=True)
    waiting = serializers.IntegerField()
    unsigned_notes = serializers.IntegerField()
    appointments = OpenAppointmentOut(many=True)
    shifts = DutyShiftOut(many=True, source="duty.shifts")
    left_open = StretchOut(many=True, source="duty.left_open")
