"""Many want one hour: exactly one wins, and the others get something better than an error."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from eap.booking import services
from eap.booking.models import Appointment
from eap.booking.offers import Slot
from eap.booking.words import HOLD_FOR, Status
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.errors import Conflict
from eap.core.ids import new_id
from tests.factories.booking import (
    NOON,
    booked,
    client_actor,
    hold_of,
    make_counsellor,
    make_service,
    offered,
    overlapping,
    past_the_walls,
)
from tests.factories.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS = 24


def _overlaps() -> int:
    with past_the_walls(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM booking_appointment a JOIN booking_appointment b"
            " ON a.id < b.id AND a.counsellor_id = b.counsellor_id AND a.block && b.block"
            " WHERE a.status IN (1, 2) AND b.status IN (1, 2)"
        )
        (found,) = cursor.fetchone()
    return int(found)


def _rows(status: Status) -> int:
    with past_the_walls():
        return Appointment.objects.filter(status=status).count()


def _hold_at(slot: Slot) -> services.Hold:
    with standing_at(NOON):
        return hold_of(slot)


@pytest.fixture
def slot() -> Slot:
    make_service()
    make_counsellor("Ann")
    make_counsellor("Bo")
    with standing_at(NOON):
        return next(slot for slot in offered() if slot.counsellor.name_en == "Ann")


def test_one_of_many_wins_and_every_loser_gets_the_nearest_three(slot: Slot) -> None:
    for _ in range(3):
        answers = at_once([partial(_hold_at, slot)] * CALLERS)
        won = [answer for answer in answers if isinstance(answer, services.Hold)]
        lost = [answer for answer in answers if isinstance(answer, Conflict)]
        assert len(won) == 1
        assert len(lost) == CALLERS - 1
        for loser in lost:
            assert loser.code == "slot_taken"
            _assert_nearest(loser.extra["nearest"], slot)
        slot = loser.extra["nearest"][0]  # type: ignore[index]
    assert _rows(Status.HELD) == 3
    assert _overlaps() == 0


def _assert_nearest(nearest: object, wanted: Slot) -> None:
    assert isinstance(nearest, list) and len(nearest) == 3
    distances = [abs(slot.start - wanted.start) for slot in nearest]
    assert distances == sorted(distances)
    assert wanted not in nearest
    with standing_at(NOON):
        others = [slot for slot in offered(days=4) if slot not in nearest and slot != wanted]
    assert min(abs(slot.start - wanted.start) for slot in others) >= distances[-1]


def test_expired_holds_in_the_way_are_swept_by_whoever_comes_first(slot: Slot) -> None:
    _hold_at(slot)

    def later() -> services.Hold:
        with standing_at(NOON + HOLD_FOR + timedelta(seconds=1)):
            return hold_of(slot)

    answers = at_once([later] * CALLERS)
    assert sum(isinstance(answer, services.Hold) for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == CALLERS - 1
    assert (_rows(Status.HELD), _rows(Status.EXPIRED)) == (1, 1)


def test_booking_a_hold_many_times_at_once_books_it_once(slot: Slot) -> None:
    client, case_id = client_actor(), new_id()
    hold = _hold_at(slot)

    def book() -> object:
        with standing_at(NOON):
            return services.book_hold(
                client,
                hold=hold.id,
                secret=hold.secret,
                client_id=client.known_id,
                case_id=case_id,
            ).id

    assert at_once([book] * CALLERS) == [hold.id] * CALLERS
    assert _rows(Status.BOOKED) == 1


def test_a_client_books_two_overlapping_holds_at_once_and_gets_one(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        holds = [hold_of(found) for found in overlapping("Ann", "Bo")]

    def book(hold: services.Hold) -> object:
        with standing_at(NOON):
            return services.book_hold(
                client,
                hold=hold.id,
                secret=hold.secret,
                client_id=client.known_id,
                case_id=new_id(),
            )

    answers = at_once([partial(book, hold) for hold in holds])
    lost = [answer for answer in answers if isinstance(answer, Conflict)]
    assert [loser.code for loser in lost] == ["client_overlap"]
    assert _rows(Status.BOOKED) == 1


def test_moving_many_to_one_hour_moves_one_and_nobody_loses_theirs(slot: Slot) -> None:
    with standing_at(NOON):
        free = [found for found in offered(days=25) if found.start > NOON + timedelta(days=3)]
    clients = [client_actor() for _ in range(CALLERS)]
    mine = {}
    for client in clients:
        mine[client] = _first_bookable(client, free)
    goal = free[-1]

    def move(client: Actor) -> object:
        with standing_at(NOON):
            hold = hold_of(goal, actor=client)
            return services.move(
                client,
                appointment_id=mine[client],
                hold=hold.id,
                secret=hold.secret,
                version=1,
            ).id

    answers = at_once([partial(move, client) for client in clients])
    lost = [answer for answer in answers if isinstance(answer, Conflict)]
    assert [loser.code for loser in lost] == ["slot_taken"] * (CALLERS - 1)
    assert _rows(Status.BOOKED) == CALLERS
    assert _rows(Status.MOVED) == 1
    assert _overlaps() == 0


def _first_bookable(client: Actor, free: list[Slot]) -> object:
    with standing_at(NOON):
        while True:
            try:
                return booked(client, free.pop(0)).id
            except Conflict:
                continue


def test_moving_one_appointment_to_two_hours_at_once_leaves_one(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        free = [found for found in offered(days=25) if found.start > NOON + timedelta(days=3)]
        mine = booked(client, free[0]).id
    goals = [free[len(free) // 2], free[-1]]
    holds = [_hold_at(goal) for goal in goals]

    def move(hold: services.Hold) -> object:
        with standing_at(NOON):
            return services.move(
                client, appointment_id=mine, hold=hold.id, secret=hold.secret, version=1
            )

    answers = at_once([partial(move, hold) for hold in holds])
    lost = [answer for answer in answers if isinstance(answer, Exception)]
    assert [getattr(loser, "code", loser) for loser in lost] == ["stale"]
    assert (_rows(Status.BOOKED), _rows(Status.MOVED), _rows(Status.HELD)) == (1, 1, 1)
