"""A group session, its numbered seats, and who waits for one."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from eap.core.ids import new_id
from eap.groups.words import MOST_SEATS, EntryState, Kind, SeatState, State


class GroupSession(models.Model):
    """One meeting of a group. `reserved_id` is the hour it takes in the facilitator's calendar.

    `version` counts the rewritings of its draft, so that nobody approves what they did not see.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    title_zh = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=10)
    facilitator_id = models.UUIDField()
    reserved_id = models.UUIDField()
    during = DateTimeRangeField()
    capacity = models.PositiveSmallIntegerField()
    minimum = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "groups_session"
        constraints = (
            models.CheckConstraint(
                condition=Q(capacity__range=(2, MOST_SEATS))
                & Q(minimum__gte=1)
                & Q(minimum__lte=F("capacity")),
                name="groups_seats_in_bounds",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="groups_state"),
        )
        indexes = (models.Index(fields=("facilitator_id",), name="groups_by_facilitator"),)

    class Privacy:
        open = (
            "id", "title_zh", "title_en", "kind", "language", "facilitator_id", "reserved_id",
            "during", "capacity", "minimum", "state", "version",
        )  # fmt: skip
        kept = "ten years"
        guarded = False
        app = "rcu"
        door = "r"

    def __str__(self) -> str:
        return self.title_en


class Seat(models.Model):
    """One seat. Made free with the group, and never by the app itself."""

    id = models.UUIDField(primary_key=True, default=new_id)
    group = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.FREE)
    client_id = models.UUIDField(null=True)
    alias = models.CharField(max_length=24, null=True)

    class Meta:
        db_table = "groups_seat"
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="groups_seat_number"),
            models.UniqueConstraint(fields=("group", "client_id"), name="groups_one_seat_each"),
            models.UniqueConstraint("group", Lower("alias"), name="groups_alias_once"),
            models.CheckConstraint(
                condition=Q(state=SeatState.FREE, client_id__isnull=True, alias__isnull=True)
                | (~Q(state=SeatState.FREE) & Q(client_id__isnull=False, alias__isnull=False)),
                name="groups_seat_whose",
            ),
        )
        indexes = (models.Index(fields=("client_id",), name="groups_seat_by_client"),)

    class Privacy:
        operational = ("state", "alias")
        pseudonym = ("client_id",)
        open = ("id", "group", "number")
        kept = "two years after the session; free seats as long as the session"
        door = "rcud"


class WaitingEntry(models.Model):
    """Somebody waiting for a seat, with the alias they asked for."""

    id = models.UUIDField(primary_key=True, default=new_id)
    group = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="waiting")
    client_id = models.UUIDField()
    alias = models.CharField(max_length=20)
    joined_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.WAITING)

    class Meta:
        db_table = "groups_waiting_entry"
        constraints = (
            models.UniqueConstraint(
                fields=("group", "client_id"),
                condition=Q(state=EntryState.WAITING),
                name="groups_wait_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("group", "joined_at", "id"),
                condition=Q(state=EntryState.WAITING),
                name="groups_waiting_in_order",
            ),
        )

    class Privacy:
        operational = ("alias", "joined_at", "state")
        pseudonym = ("client_id",)
        open = ("id", "group")
        kept = "until the session is over"
        door = "rcu"
