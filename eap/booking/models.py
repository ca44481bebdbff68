"""Counsellors' hours, appointments and the on-call rota.

Only `Appointment` bears a client. Ranges are always `[)`, so sessions back to back touch
without overlapping. Rules keep the wall clock and a zone; everything booked keeps instants.
"""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Q

from eap.access.models import Staff
from eap.booking.words import ACTIVE, Kind, RuleKind, Status
from eap.core.ids import new_id
from eap.programme.words import Modality


def _half_open(field: str) -> Q:
    return Q(
        (f"{field}__isempty", False), (f"{field}__lower_inc", True), (f"{field}__upper_inc", False)
    )


class Counsellor(models.Model):
    """What clients and the calendar need to know of a counsellor. One row a person of staff."""

    staff = models.OneToOneField(Staff, primary_key=True, on_delete=models.PROTECT)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    pronoun = models.CharField(max_length=20, default="")
    time_zone = models.CharField(max_length=40)
    languages = ArrayField(models.CharField(max_length=10))
    modalities = ArrayField(models.CharField(max_length=10, choices=Modality.choices))
    phone_line = models.CharField(max_length=40, default="")
    room = models.CharField(max_length=80, default="")
    taking = models.BooleanField(default=True)

    class Meta:
        db_table = "booking_counsellor"

    class Privacy:
        operational = ("name_zh", "name_en", "pronoun", "phone_line", "room")
        open = ("staff", "time_zone", "languages", "modalities", "taking")
        kept = "as long as the staff account"
        guarded = False
        app = "rcu"

    def __str__(self) -> str:
        return self.name_en


class AvailabilityRule(models.Model):
    """Hours that come round: every `cycle_days` days, `offset_day` days after `anchor`.

    A weekly rule is cycle 7; twelve hours on and thirty-six off is cycle 2. `starts` is the wall
    clock in the counsellor's zone, so 09:00 stays 09:00 when the clocks change.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    counsellor = models.ForeignKey(Counsellor, on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=10, choices=RuleKind.choices, default=RuleKind.NORMAL)
    anchor = models.DateField()
    cycle_days = models.PositiveSmallIntegerField(default=7)
    offset_day = models.PositiveSmallIntegerField(default=0)
    starts = models.TimeField()
    length = models.DurationField()
    valid = DateRangeField()

    class Meta:
        db_table = "booking_availability_rule"
        constraints = (
            models.CheckConstraint(
                condition=Q(cycle_days__range=(1, 56)) & Q(offset_day__lt=F("cycle_days")),
                name="booking_rule_cycle",
            ),
            models.CheckConstraint(
                condition=Q(length__gt=timedelta(0)) & Q(length__lte=timedelta(days=1)),
                name="booking_rule_length",
            ),
        )

    class Privacy:
        open = (
            "id", "counsellor", "kind", "anchor", "cycle_days", "offset_day", "starts", "length",
            "valid",
        )  # fmt: skip
        kept = "as long as the staff account"
        guarded = False
        app = "rcud"
        door = "r"


class AvailabilityException(models.Model):
    """A stretch of time outside the rules: `adds` hours, or takes them away (which wins)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    counsellor = models.ForeignKey(Counsellor, on_delete=models.PROTECT, related_name="exceptions")
    adds = models.BooleanField()
    during = DateTimeRangeField()

    class Meta:
        db_table = "booking_availability_exception"
        constraints = (
            models.CheckConstraint(condition=_half_open("during"), name="booking_exception_range"),
        )

    class Privacy:
        open = ("id", "counsellor", "adds", "during")
        kept = "as long as the staff account"
        guarded = False
        app = "rcud"
        door = "r"


class Appointment(models.Model):
    """An hour of a counsellor, held or booked, and what became of it.

    `during` is the session, `block` the session and the gap behind it. A hold is a row like any
    other, inside the same constraints, with a keyed hash of its secret instead of a client. A
    moved appointment stays as MOVED; its successor carries on `ical_uid` and `sequence`.
    `without_card` marks bookings that used the quota for people who have no card yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    counsellor = models.ForeignKey(
        Counsellor, on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    client_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SESSION)
    service = models.CharField(max_length=40, default="")
    modality = models.CharField(max_length=10, choices=Modality.choices)
    room = models.CharField(max_length=80, null=True)
    during = DateTimeRangeField()
    block = DateTimeRangeField()
    status = models.PositiveSmallIntegerField(choices=Status.choices)
    hold_index = models.BinaryField(null=True)
    hold_expires_at = models.DateTimeField(null=True)
    without_card = models.BooleanField(default=False)
    checked_in_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    ical_uid = models.UUIDField(default=new_id)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "booking_appointment"
        constraints = (
            ExclusionConstraint(
                name="booking_counsellor_once",
                expressions=(("counsellor", "="), ("block", RangeOperators.OVERLAPS)),
                condition=Q(status__in=ACTIVE),
            ),
            ExclusionConstraint(
                name="booking_client_once",
                expressions=(("client_id", "="), ("during", RangeOperators.OVERLAPS)),
                condition=Q(status__in=ACTIVE),
            ),
            ExclusionConstraint(
                name="booking_room_once",
                expressions=(("room", "="), ("block", RangeOperators.OVERLAPS)),
                condition=Q(status__in=ACTIVE, room__isnull=False),
            ),
            models.CheckConstraint(
                condition=_half_open("during") & Q(block__contains=F("during")),
                name="booking_ranges",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=(Status.HELD, Status.EXPIRED), client_id__isnull=True)
                    | Q(kind=Kind.GROUP, client_id__isnull=True)
                    | Q(client_id__isnull=False, case_id__isnull=False)
                ),
                name="booking_whose",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.HELD)
                | Q(hold_index__isnull=False, hold_expires_at__isnull=False),
                name="booking_hold_whole",
            ),
        )
        indexes = (
            models.Index(fields=("client_id",), name="booking_by_client"),
            # Calendars also show what is over, which the constraints' indexes leave out.
            models.Index("counsellor", "during__startswith", name="booking_by_counsellor"),
            models.Index(
                fields=("hold_expires_at",),
                name="booking_holds",
                condition=Q(status=Status.HELD),
            ),
        )

    class Indexes:
        passing = ("hold_index",)

    class Privacy:
        operational = (
            "during", "block", "status", "kind", "service", "modality", "room", "without_card",
            "hold_expires_at", "checked_in_at", "created_at",
        )  # fmt: skip
        blind = ("hold_index",)
        pseudonym = ("counsellor", "client_id", "case_id")
        open = ("id", "version", "sequence", "ical_uid")
        kept = "as long as its case; holds that expired are deleted after a day"
        door = "rcud"


class OnCallShift(models.Model):
    """One person on call at one level. Nobody stands on two rungs of the ladder at once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="on_call_shifts")
    level = models.PositiveSmallIntegerField()
    during = DateTimeRangeField()

    class Meta:
        db_table = "booking_on_call_shift"
        constraints = (
            ExclusionConstraint(
                name="booking_one_rung",
                expressions=(("staff", "="), ("during", RangeOperators.OVERLAPS)),
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="booking_duty_level"),
            models.CheckConstraint(condition=_half_open("during"), name="booking_duty_range"),
        )

    class Privacy:
        open = ("id", "staff", "level", "during")
        kept = "ten years"
        guarded = False
        app = "rcud"


class HotlineOnly(models.Model):
    """Time in which nobody is on call on purpose: the help card leads to the hotline alone."""

    id = models.UUIDField(primary_key=True, default=new_id)
    during = DateTimeRangeField()

    class Meta:
        db_table = "booking_hotline_only"
        constraints = (
            models.CheckConstraint(condition=_half_open("during"), name="booking_hotline_range"),
        )

    class Privacy:
        open = ("id", "during")
        kept = "ten years"
        guarded = False
        app = "rcud"
