"""Readings of group sessions: what is open, one's own seat, the roster by alias."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.booking.models import Counsellor
from eap.core import clock
from eap.core.actor import CLIENT, Actor
from eap.core.database import as_actor
from eap.core.errors import Missing
from eap.core.policy import allows, require
from eap.groups import doors
from eap.groups.doors import Places, SeatLine
from eap.groups.models import GroupSession, Seat, WaitingEntry
from eap.groups.words import FULL, NAMES, SHOWN, EntryState, SeatState, State, position_band

REGISTERED, WAITING = "registered", "waiting"


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a group, by name."""

    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group session. `mine` says how the acting client stands: registered, waiting or None.

    `position_band` is where somebody waiting stands, coarsely.
    """

    id: UUID
    title_zh: str
    title_en: str
    kind: str
    language: str
    start: datetime
    end: datetime
    capacity: int
    minimum: int
    free: int
    waiting: int
    state: str
    version: int
    facilitator: Leader
    mine: str | None
    position_band: str | None


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """The acting client's own seat."""

    number: int
    alias: str
    state: str


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A group as one of its members sees it; `aliases` is empty for anybody else.

    `names` are those nobody in it has, for a client who may still join.
    `room` is the leader's own, which planning the group keeps for its hour. It is told to a client
    who sits in the group or may still join it, because whoever is watched must know it first; the
    list that anybody may read has no room, so that nobody can wait at a door by it.
    """

    group: GroupView
    seat: OwnSeat | None
    aliases: list[str]
    names: list[str]
    room: str


@dataclass(frozen=True, slots=True)
class Roster:
    """A group as its facilitator sees it."""

    group: GroupView
    seats: list[SeatLine]


@as_actor
def open_groups(actor: Actor) -> list[GroupView]:
    """Groups one may see: open or about to meet, and those one has a seat in; soonest first."""
    require(actor, "groups.session.list")
    shown = GroupSession.objects.filter(state__in=SHOWN, during__endswith__gt=clock.now())
    return _views(actor, shown.order_by("during__startswith", "id"))


@as_actor
def own_group(actor: Actor, *, group_id: UUID) -> OwnGroup:
    """One group with one's own seat and the aliases in it. Raises Missing."""
    require(actor, "groups.session.list")
    found = _find(group_id)
    seat = _own_seat(actor, group_id)
    if found.state not in SHOWN and seat is None:
        raise Missing
    (view,) = _views(actor, [found])
    lines = doors.roster(group_id)
    concerned = seat or view.mine or _may_join(actor, view)
    room = _room_of(found.facilitator_id) if concerned else ""
    aliases = [line.alias for line in lines if line.alias]
    return OwnGroup(view, seat, aliases, _free_names(actor, view), room)


def _free_names(actor: Actor, group: GroupView) -> list[str]:
    if group.mine or not _may_join(actor, group):
        return []
    taken = doors.names_taken(group.id)
    return [name for name in NAMES if name not in taken]


def _may_join(actor: Actor, group: GroupView) -> bool:
    return actor.kind == CLIENT and group.state in (State.OPEN, FULL)


def _room_of(leader: UUID) -> str:
    return Counsellor.objects.filter(pk=leader).values_list("room", flat=True).first() or ""


def _own_seat(actor: Actor, group_id: UUID) -> OwnSeat | None:
    if actor.kind != CLIENT:
        return None
    row = Seat.objects.filter(group_id=group_id, client_id=actor.known_id).first()
    return OwnSeat(row.number, row.alias or "", row.state) if row else None


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many seats the client has or had, and how many places in a line."""
    require(actor, "groups.seat.read", Seat(client_id=actor.id))
    return {
        "group_seats": Seat.objects.filter(client_id=actor.known_id).count(),
        "group_lines": WaitingEntry.objects.filter(client_id=actor.known_id).count(),
    }


@as_actor
def facilitated(actor: Actor) -> list[GroupView]:
    """Groups the counsellor leads, or all of them for who approves; latest first."""
    rows = GroupSession.objects.order_by("-during__startswith", "id")
    if not allows(actor, "groups.session.supervise"):
        require(actor, "groups.session.create")
        rows = rows.filter(facilitator_id=actor.known_id)
    return _views(actor, rows)


@as_actor
def of_hours(actor: Actor, *, reserved_ids: Iterable[UUID]) -> list[GroupView]:
    """The counsellor's own groups for which these hours of theirs are kept, soonest first."""
    require(actor, "groups.session.create")
    rows = GroupSession.objects.filter(
        facilitator_id=actor.known_id, reserved_id__in=list(reserved_ids)
    )
    return _views(actor, rows.order_by("during__startswith", "id"))


@as_actor
def roster(actor: Actor, *, group_id: UUID) -> Roster:
    """Seats by alias, for the facilitator alone. Raises Missing."""
    found = _find(group_id)
    require(actor, "groups.session.lead", found)
    (view,) = _views(actor, [found])
    return Roster(view, doors.roster(group_id))


def _find(group_id: UUID) -> GroupSession:
    found = GroupSession.objects.filter(pk=group_id).first()
    if found is None:
        raise Missing
    return found


def _views(actor: Actor, rows: Iterable[GroupSession]) -> list[GroupView]:
    groups = list(rows)
    places = doors.places(group.id for group in groups)
    leaders = _leaders({group.facilitator_id for group in groups})
    mine = _standing(actor)
    return [_view(group, places[group.id], leaders, mine.get(group.id)) for group in groups]


def _leaders(staff_ids: set[UUID]) -> dict[UUID, Leader]:
    rows = Counsellor.objects.filter(pk__in=staff_ids).values_list("pk", "name_zh", "name_en")
    return {staff_id: Leader(zh, en) for staff_id, zh, en in rows}


def _standing(actor: Actor) -> dict[UUID, str]:
    """How the acting client stands to each group they have to do with."""
    if actor.kind != CLIENT:
        return {}
    waiting = WaitingEntry.objects.filter(client_id=actor.known_id, state=EntryState.WAITING)
    seated = Seat.objects.filter(client_id=actor.known_id)
    return {
        **dict.fromkeys(waiting.values_list("group_id", flat=True), WAITING),
        **dict.fromkeys(seated.values_list("group_id", flat=True), REGISTERED),
    }


def _view(
    group: GroupSession, places: Places, leaders: dict[UUID, Leader], mine: str | None
) -> GroupView:
    full = group.state == State.OPEN and not places.free
    return GroupView(
        id=group.id,
        title_zh=group.title_zh,
        title_en=group.title_en,
        kind=group.kind,
        language=group.language,
        start=group.during.lower,
        end=group.during.upper,
        capacity=group.capacity,
        minimum=group.minimum,
        free=places.free,
        waiting=places.waiting,
        state=FULL if full else group.state,
        version=group.version,
        facilitator=leaders.get(group.facilitator_id, Leader("", "")),
        mine=mine,
        position_band=position_band(places.ahead) if mine == WAITING else None,
    )


def unmarked(lines: list[SeatLine]) -> list[int]:
    """Numbers of taken seats of which nobody has said who came."""
    return [line.number for line in lines if line.state == SeatState.REGISTERED]
