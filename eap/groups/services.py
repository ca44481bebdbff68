"""Acts on group sessions: plan, open, join, leave, say who came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from eap.audit import services as audit
from eap.booking import services as booking
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from eap.core.policy import Rule, require
from eap.groups import doors
from eap.groups.models import GroupSession
from eap.groups.selectors import own_group, unmarked
from eap.groups.words import (
    MARKS,
    MOST_SEATS,
    TRANSITIONS,
    Kind,
    SeatState,
    State,
    name_of,
)
from eap.tally.services import add_plain_count
from eap.tally.words import SEATS_OFFERED, SEATS_TAKEN

LONGEST = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Joined:
    """`state` is registered, with a seat's number, or waiting, with a band of the line."""

    state: str
    number: int | None
    alias: str | None
    position_band: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A session as its leader plans it, before anybody has approved it."""

    title_zh: str
    title_en: str
    kind: str
    language: str
    start: datetime
    end: datetime
    capacity: int
    minimum: int

    @property
    def during(self) -> DateTimeTZRange:
        """The time it takes."""
        return DateTimeTZRange(self.start, self.end)

    def demand_sound(self) -> None:
        """Raises Invalid, with what cannot be."""
        if not 2 <= self.capacity <= MOST_SEATS or not 1 <= self.minimum <= self.capacity:
            raise Invalid(fields={"capacity": "out_of_range"})
        if self.kind not in Kind.values:
            raise Invalid(fields={"kind": "unknown"})
        if not timedelta(0) < self.end - self.start <= LONGEST:
            raise Invalid("bad_window", {"end": "bad_window"})

    def write(self, group: GroupSession) -> None:
        """Put what is planned into its row."""
        group.title_zh, group.title_en = self.title_zh, self.title_en
        group.kind, group.language = Kind(self.kind), self.language
        group.during, group.capacity, group.minimum = self.during, self.capacity, self.minimum


@as_actor
def create_group(actor: Actor, *, plan: Plan) -> UUID:
    """Plan a session, led by the acting counsellor, as a draft; its hour is kept at once.

    Raises Invalid, or Conflict("slot_taken") when the counsellor has something else.
    """
    rule = require(actor, "groups.session.create")
    plan.demand_sound()
    group = GroupSession(id=new_id(), facilitator_id=actor.known_id)
    group.reserved_id = booking.reserve(actor, start=plan.start, end=plan.end)
    plan.write(group)
    group.save()
    doors.make_seats(group.id)
    _record(actor, "groups.session.create", group.id, rule)
    return group.id


@as_actor
def change_draft(actor: Actor, *, group_id: UUID, version: int, plan: Plan) -> int:
    """Rewrite a draft that its leader planned and nobody has approved; returns the new version.

    Another hour is kept in place of the old one, and there are as many seats as it now has.
    Raises Missing, Invalid, Conflict("not_now") once it is no draft, Conflict("stale") when
    `version` is not the present one, Conflict("slot_taken").
    """
    group = _to_change(group_id)
    rule = require(actor, "groups.session.lead", group)
    _demand_draft(group, version)
    plan.demand_sound()
    if plan.during != group.during:
        booking.release_reserved(actor, appointment_id=group.reserved_id)
        group.reserved_id = booking.reserve(actor, start=plan.start, end=plan.end)
    plan.write(group)
    group.version += 1
    group.save()
    doors.make_seats(group_id)
    _record(actor, "groups.session.lead", group_id, rule, version=group.version)
    return group.version


def _to_change(group_id: UUID) -> GroupSession:
    group = GroupSession.objects.select_for_update().filter(pk=group_id).first()
    if group is None:
        raise Missing
    return group


def _demand_draft(group: GroupSession, version: int) -> None:
    if group.state != State.DRAFT:
        raise Conflict("not_now")
    if group.version != version:
        raise Conflict("stale", version=group.version)


def _record(actor: Actor, action: str, group_id: UUID, rule: Rule, **details: str | int) -> None:
    audit.record(
        actor,
        action=action,
        object_kind="group",
        object_id=group_id,
        rule=rule,
        details=details or None,
    )


@as_actor
def set_state(actor: Actor, *, group_id: UUID, to: str, version: int | None = None) -> str:
    """Take a session one step on. The programme manager approves; all else is its leader's.

    Raises Conflict("not_now") for a step its state does not allow, Conflict("stale") when a
    `version` is given and it was rewritten since, Conflict("attendance_open", seats=[numbers])
    when it is to be completed with seats nobody has marked.
    """
    group = _to_change(group_id)
    permission = "groups.session.approve" if to == State.APPROVED else "groups.session.lead"
    rule = require(actor, permission, group)
    if to not in TRANSITIONS[group.state]:
        raise Conflict("not_now")
    if version not in (None, group.version):
        raise Conflict("stale", version=group.version)
    if to == State.COMPLETED:
        _count_seats(actor, group)
    if to == State.CANCELLED:
        booking.release_reserved(actor, appointment_id=group.reserved_id)
    group.state = State(to)
    group.save(update_fields=("state",))
    _record(actor, permission, group_id, rule, became=to)
    return to


def _count_seats(actor: Actor, group: GroupSession) -> None:
    """Tell the tally how many seats there were and were taken, once each has been spoken of."""
    seats = doors.roster(group.id)
    if open_seats := unmarked(seats):
        raise Conflict("attendance_open", seats=open_seats)
    day = group.during.lower.date()
    taken = sum(seat.state != SeatState.FREE for seat in seats)
    add_plain_count(actor, kind=SEATS_OFFERED, happened=day, value=len(seats))
    add_plain_count(actor, kind=SEATS_TAKEN, happened=day, value=taken)


@as_actor
def take_seat(actor: Actor, *, group_id: UUID, alias: str) -> Joined:
    """Join under a name of the list, said in either language; with no seat free, go to the end of
    the line.

    Raises Invalid("not_offered") for any other name, Missing, Conflict("not_open"),
    Conflict("already_joined"), Conflict("alias_taken").
    """
    rule = require(actor, "groups.seat.take")
    name = name_of(alias)
    if name is None:
        raise Invalid(fields={"alias": "not_offered"})
    before = own_group(actor, group_id=group_id)
    word = doors.take_seat(before.group.id, name)
    if word not in ("seated", "waiting"):
        raise Conflict(word)
    _record(actor, "groups.seat.take", group_id, rule, became=word)
    after = own_group(actor, group_id=group_id)
    if after.seat is None:
        return Joined("waiting", None, None, after.group.position_band)
    return Joined("registered", after.seat.number, after.seat.alias, None)


@as_actor
def leave_seat(actor: Actor, *, group_id: UUID) -> None:
    """Give up a seat or a place in the line, until the session begins; asks no reason.

    Raises Missing when one is in neither, Conflict("too_late").
    """
    rule = require(actor, "groups.seat.leave")
    own_group(actor, group_id=group_id)
    word = doors.leave_seat(group_id)
    if word == "not_joined":
        raise Missing
    if word != "left":
        raise Conflict(word)
    _record(actor, "groups.seat.leave", group_id, rule)


@as_actor
def mark_attendance(actor: Actor, *, group_id: UUID, seat: int, state: str) -> None:
    """Say of a taken seat whether its alias came; may be changed until the session is evaluated.

    Raises Invalid, Missing, Conflict("not_begun"), Conflict("not_now").
    """
    group = GroupSession.objects.filter(pk=group_id).first()
    if group is None:
        raise Missing
    rule = require(actor, "groups.session.lead", group)
    if state not in MARKS:
        raise Invalid(fields={"state": "unknown"})
    if clock.now() < group.during.lower:
        raise Conflict("not_begun")
    if group.state in (State.EVALUATED, State.CANCELLED):
        raise Conflict("not_now")
    if not doors.mark_seat(group_id, seat, state):
        raise Missing
    _record(actor, "groups.session.lead", group_id, rule, seat=seat, became=state)
