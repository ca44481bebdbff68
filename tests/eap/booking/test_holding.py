"""Holding and booking, with every way of being refused; the walls around an appointment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from eap.booking import jobs, selectors, services
from eap.booking.models import Appointment, Counsellor
from eap.booking.offers import Slot
from eap.booking.words import HOLD_FOR, Status
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.ids import new_id
from tests.factories.booking import (
    NOON,
    SERVICE,
    booked,
    client_actor,
    counsellor_actor,
    hold_of,
    make_counsellor,
    offered,
    overlapping,
    past_the_walls,
    status_of,
)

pytestmark = pytest.mark.django_db


def _book(
    client: Actor, hold: services.Hold, secret: str | None = None
) -> selectors.AppointmentView:
    return services.book_hold(
        client,
        hold=hold.id,
        secret=secret or hold.secret,
        client_id=client.known_id,
        case_id=new_id(),
    )


def test_a_hold_takes_the_time_away_and_its_secret_books_it(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        hold = hold_of(slot)
        assert slot not in offered()
        appointment = _book(client, hold)
        again = _book(client, hold)
    assert (appointment.id, appointment.status, appointment.version) == (hold.id, "booked", 1)
    assert (appointment.start, appointment.end) == (slot.start, slot.end)
    assert again == appointment


def test_only_the_hash_of_the_secret_is_kept(slot: Slot) -> None:
    with standing_at(NOON):
        hold = hold_of(slot)
    with past_the_walls():
        kept = bytes(Appointment.objects.get(pk=hold.id).hold_index or b"")
    assert kept and hold.secret.encode() not in kept


@pytest.mark.parametrize(
    "start",
    [
        NOON + timedelta(minutes=30),  # too soon
        NOON + timedelta(days=40),  # beyond the horizon
        datetime(2027, 3, 4, 20, 0, tzinfo=UTC),  # at night
        datetime(2027, 3, 4, 2, 7, tzinfo=UTC),  # not on the grid
    ],
)
def test_a_start_that_is_not_offered_answers_as_a_taken_one(slot: Slot, start: datetime) -> None:
    wanted = Slot(start, start + timedelta(minutes=50), slot.counsellor, slot.modalities)
    with standing_at(NOON), pytest.raises(Conflict) as refused:
        hold_of(wanted)
    assert refused.value.code == "slot_taken"
    assert len(refused.value.extra["nearest"]) == 3  # type: ignore[arg-type]


def test_an_unknown_counsellor_answers_as_a_taken_start_too(slot: Slot) -> None:
    with standing_at(NOON), pytest.raises(Conflict) as refused:
        services.hold(
            Actor.anonymous(),
            service=SERVICE,
            counsellor_id=new_id(),
            start=slot.start,
            modality="text",
        )
    assert refused.value.code == "slot_taken"


def test_staff_hold_nothing_and_bad_words_are_refused(ann: Counsellor, slot: Slot) -> None:
    with standing_at(NOON):
        with pytest.raises(Refused):
            hold_of(slot, actor=counsellor_actor(ann))
        with pytest.raises(Invalid):
            hold_of(slot, modality="video")


def test_a_hold_ends_after_five_minutes(slot: Slot) -> None:
    with standing_at(NOON):
        hold = hold_of(slot)
    with standing_at(NOON + HOLD_FOR - timedelta(seconds=1)):
        assert slot not in offered()
        assert selectors.held(Actor.anonymous(), hold=hold.id, secret=hold.secret).id == hold.id
    with standing_at(NOON + HOLD_FOR):
        assert slot in offered()
        with pytest.raises(Conflict, match="hold_expired"):
            _book(client_actor(), hold)
        with pytest.raises(Conflict, match="hold_expired"):
            selectors.held(Actor.anonymous(), hold=hold.id, secret=hold.secret)
        assert hold_of(slot).id != hold.id


def test_a_wrong_secret_and_an_unknown_hold_answer_alike(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        hold = hold_of(slot)
        for hold_id, secret in ((hold.id, "guess"), (new_id(), hold.secret)):
            with pytest.raises(Conflict, match="hold_expired"):
                services.book_hold(
                    client,
                    hold=hold_id,
                    secret=secret,
                    client_id=client.known_id,
                    case_id=new_id(),
                )


def test_somebody_elses_booked_hold_is_as_good_as_expired(slot: Slot) -> None:
    with standing_at(NOON):
        hold = hold_of(slot)
        _book(client_actor(), hold)
        with pytest.raises(Conflict, match="hold_expired"):
            _book(client_actor(), hold)


def test_nobody_books_for_another_client(slot: Slot) -> None:
    with standing_at(NOON):
        hold = hold_of(slot)
        with pytest.raises(Missing):
            services.book_hold(
                client_actor(),
                hold=hold.id,
                secret=hold.secret,
                client_id=new_id(),
                case_id=new_id(),
            )


def test_a_client_has_one_thing_at_a_time(ann: Counsellor) -> None:
    make_counsellor("Bo")
    client = client_actor()
    with standing_at(NOON):
        mine, other = overlapping("Ann", "Bo")
        booked(client, mine)
        hold = hold_of(other)
        with pytest.raises(Conflict, match="client_overlap"):
            _book(client, hold)


def test_held_says_what_is_held_and_that_it_was_booked(ann: Counsellor, slot: Slot) -> None:
    with standing_at(NOON):
        hold = hold_of(slot, modality="phone")
        held = selectors.held(Actor.anonymous(), hold=hold.id, secret=hold.secret)
        _book(client_actor(), hold)
        after = selectors.held(Actor.anonymous(), hold=hold.id, secret=hold.secret)
    assert (held.service, held.modality, held.start) == (SERVICE, "phone", slot.start)
    assert (held.counsellor_id, held.booked, after.booked) == (ann.staff_id, False, True)


def test_the_sweep_marks_and_forgets_and_is_the_jobs_alone(slot: Slot) -> None:
    with standing_at(NOON):
        hold = hold_of(slot)
    with pytest.raises(Refused):
        jobs.sweep_holds(Actor.anonymous())
    with standing_at(NOON + HOLD_FOR):
        assert jobs.sweep_holds(Actor.system("bookings")) == 1
        assert jobs.sweep_holds(Actor.system("bookings")) == 0
    assert status_of(hold.id) == Status.EXPIRED
    with standing_at(NOON + timedelta(days=2)):
        jobs.sweep_holds(Actor.system("bookings"))
    with past_the_walls():
        assert not Appointment.objects.filter(pk=hold.id).exists()


# The walls


@pytest.mark.parametrize("roles", ["client", "counsellor", "programme_manager", "system:bookings"])
def test_the_app_cannot_insert_an_appointment_and_who_does_not_erase_deletes_none(
    ann: Counsellor, slot: Slot, roles: str
) -> None:
    with standing_at(NOON):
        appointment = booked(client_actor(), slot)
    actor = Actor.staff(ann.staff_id, frozenset({roles}))
    with (
        acting(actor),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute("INSERT INTO booking_appointment (id) VALUES (gen_random_uuid())")
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("DELETE FROM booking_appointment")
        assert cursor.rowcount == 0
    assert status_of(appointment.id) == Status.BOOKED


def test_rows_are_seen_by_both_sides_and_by_nobody_else(ann: Counsellor, slot: Slot) -> None:
    client, bo = client_actor(), make_counsellor("Bo")
    with standing_at(NOON):
        appointment = booked(client, slot)

    def sees(actor: Actor) -> bool:
        with acting(actor):
            return Appointment.objects.filter(pk=appointment.id).exists()

    assert sees(client) and sees(counsellor_actor(ann))
    assert not sees(client_actor())
    assert not sees(counsellor_actor(bo))
    assert not sees(Actor.anonymous())
    assert not sees(Actor.staff(new_id(), frozenset({"operations", "auditor"})))
    assert sees(Actor.staff(new_id(), frozenset({"programme_manager"})))


def test_the_doors_ask_who_is_acting(slot: Slot) -> None:
    """The functions are a second wall of their own: no client, no booking."""
    with standing_at(NOON):
        hold = hold_of(slot)
    with acting(Actor.anonymous()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT harbour.book_hold(%s, '', %s, false, now()),"
            " harbour.move_booking(%s, 1, %s, '', now()),"
            " harbour.book_own_time(%s, 'session', %s, %s, NULL, '', 'text',"
            " '[2027-01-01,2027-01-02)', '[2027-01-01,2027-01-02)', now())",
            [hold.id, new_id(), new_id(), hold.id, new_id(), new_id(), new_id()],
        )
        assert cursor.fetchone() == ("refused", "refused", "refused")
