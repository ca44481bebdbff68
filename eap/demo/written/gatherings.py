"""Group sessions: some that were, a circle that is full, and a lecture with seats left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from eap.booking.models import Appointment
from eap.booking.words import GAP, Status
from eap.booking.words import Kind as HourKind
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.demo.told.chance import Chance, stream
from eap.demo.told.comings import CHINESE
from eap.demo.told.company import Company
from eap.demo.told.diary import is_working, local
from eap.demo.written.staff import Member
from eap.demo.written.trail import Trail
from eap.groups.models import GroupSession, Seat, WaitingEntry
from eap.groups.words import NAMES, Kind, SeatState, State
from eap.programme.words import Modality

EVENING = 18 * 60 + 30  # after the hours of sessions
LENGTH = timedelta(minutes=90)
NOTICE = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Plan:
    """A session to be written; `joined` is how many took a seat or wait for one."""

    title_zh: str
    title_en: str
    kind: str
    day: date
    capacity: int
    joined: int
    state: State


PAST = (
    ("责骂之后怎么把自己接回来", "After abuse: getting back to oneself"),
    ("倒班的人怎么睡", "Sleeping on shifts"),
    ("忙季里的小休息", "Small rests in a busy season"),
    ("和班组长好好说一次", "One good talk with a team leader"),
)


class Gatherings:
    """Writes group sessions led by one counsellor, with seats taken by clients under aliases."""

    def __init__(self, trail: Trail, company: Company, leader: Member, manager: Member) -> None:
        self._trail, self._company = trail, company
        self._leader, self._manager = leader, manager

    def hold_past(self, clients: Sequence[UUID]) -> None:
        """One workshop a quarter, completed."""
        day, number = self._company.first + timedelta(days=40), 0
        while day < self._company.last - timedelta(days=14):
            title_zh, title_en = PAST[number % len(PAST)]
            joined = min(9 + number % 4, len(clients))
            self._write(
                Plan(title_zh, title_en, Kind.WORKSHOP, _workday(day), 14, joined, State.EVALUATED),
                clients,
            )
            day, number = day + timedelta(days=91), number + 1

    def plan_next(self, clients: Sequence[UUID], today: date) -> None:
        """A full circle with people waiting, and a lecture that has seats."""
        self._write(
            Plan(
                "夜班同路人小组", "Circle for people on nights", Kind.CIRCLE,
                _workday(today + timedelta(days=6)), 8, 10, State.OPEN,
            ),
            clients,
        )  # fmt: skip
        self._write(
            Plan(
                "讲座：挂机之后的两分钟", "Lecture: two minutes after a call", Kind.WORKSHOP,
                _workday(today + timedelta(days=10)), 40, 13, State.OPEN,
            ),
            clients,
        )  # fmt: skip

    def _write(self, plan: Plan, clients: Sequence[UUID]) -> None:
        chance = stream(self._company.seed, "group", plan.title_en, plan.day)
        start = local(plan.day, EVENING)
        hour = self._hour(start, is_over=plan.state == State.EVALUATED)
        group = GroupSession(
            id=new_id(),
            title_zh=plan.title_zh,
            title_en=plan.title_en,
            kind=plan.kind,
            language=CHINESE,
            facilitator_id=self._leader.id,
            reserved_id=hour.id,
            during=DateTimeTZRange(start, start + LENGTH),
            capacity=plan.capacity,
            minimum=4,
            state=plan.state,
        )
        GroupSession.objects.bulk_create([group])
        planned_at = start - NOTICE
        self._say_planned(group, hour, planned_at)
        joined = chance.sample(list(clients), min(plan.joined, len(clients)))
        self._seat(group, joined, planned_at + timedelta(hours=3), chance)

    def _hour(self, start: datetime, *, is_over: bool) -> Appointment:
        """The stretch of the leader's calendar that is kept for the group."""
        hour = Appointment(
            id=new_id(),
            counsellor_id=self._leader.id,
            kind=HourKind.GROUP,
            modality=Modality.ROOM,
            room=self._leader.post.room or None,
            during=DateTimeTZRange(start, start + LENGTH),
            block=DateTimeTZRange(start, start + LENGTH + GAP),
            status=Status.DONE if is_over else Status.BOOKED,
            created_at=start - NOTICE,
        )
        Appointment.objects.bulk_create([hour])
        return hour

    def _say_planned(self, group: GroupSession, hour: Appointment, at: datetime) -> None:
        lead, thing = self._leader.actor, ("group", group.id)
        self._trail.say(lead, "booking.next.book", ("appointment", hour.id), at)
        self._trail.say(lead, "groups.session.create", thing, at)
        approve = {"became": State.APPROVED.value}
        self._trail.say(
            self._manager.actor,
            "groups.session.approve",
            thing,
            at + timedelta(hours=1),
            details=approve,
        )
        steps = [(State.OPEN, at + timedelta(hours=2))]
        if group.state == State.EVALUATED:
            steps += [
                (State.CLOSED, group.during.lower - timedelta(hours=1)),
                (State.RUNNING, group.during.lower),
                (State.COMPLETED, group.during.upper),
                (State.EVALUATED, group.during.upper + timedelta(days=1)),
            ]
        for state, when in steps:
            self._trail.say(
                lead, "groups.session.lead", thing, when, details={"became": state.value}
            )

    def _seat(
        self, group: GroupSession, joined: Sequence[UUID], since: datetime, chance: Chance
    ) -> None:
        """Seats in the order of joining; those who come after the last seat wait."""
        aliases = _aliases(len(joined), chance)
        seats, waiting = [], []
        for number in range(1, group.capacity + 1):
            taken = number <= len(joined)
            seats.append(
                Seat(
                    group=group,
                    number=number,
                    state=_seat_state(group, chance) if taken else SeatState.FREE,
                    client_id=joined[number - 1] if taken else None,
                    alias=aliases[number - 1] if taken else None,
                )
            )
        for place, client_id in enumerate(joined):
            at = since + timedelta(minutes=37 * place)
            became = "seated" if place < group.capacity else "waiting"
            if place >= group.capacity:
                waiting.append(
                    WaitingEntry(
                        group=group, client_id=client_id, alias=aliases[place], joined_at=at
                    )
                )
            self._trail.say(
                Actor.client(client_id),
                "groups.seat.take",
                ("group", group.id),
                at,
                details={"became": became},
            )
        Seat.objects.bulk_create(seats)
        WaitingEntry.objects.bulk_create(waiting)


def _seat_state(group: GroupSession, chance: Chance) -> SeatState:
    if group.state != State.EVALUATED:
        return SeatState.REGISTERED
    return SeatState.ATTENDED if chance.happens(0.85) else SeatState.ABSENT


def _aliases(count: int, chance: Chance) -> list[str]:
    """Different names of the list."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[chance.choice(NAMES)] = None
    return list(found)


def _workday(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day
