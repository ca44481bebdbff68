"""Holding, booking, moving, cancelling, joining and marking, with every way of being refused."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

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
    insert_appointment,
    make_counsellor,
    make_service,
    offered,
    overlapping,
    past_the_walls,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Counsellor:
    make_service()
    return make_counsellor("Ann", room="B 3")


@pytest.fixture
def slot(ann: Counsellor) -> Slot:
    """An offered start at least three days ahead."""
    with standing_at(NOON):
        return next(slot for slot in offered() if slot.start > NOON + timedelta(days=3))


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


def _status(row_id: UUID) -> int:
    with past_the_walls():
        return Appointment.objects.get(pk=row_id).status


# Holding and booking


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
    assert _status(hold.id) == Status.EXPIRED
    with standing_at(NOON + timedelta(days=2)):
        jobs.sweep_holds(Actor.system("bookings"))
    with past_the_walls():
        assert not Appointment.objects.filter(pk=hold.id).exists()


# The walls


@pytest.mark.parametrize("roles", ["client", "counsellor", "programme_manager", "system:bookings"])
def test_the_app_cannot_insert_or_delete_an_appointment(ann: Counsellor, roles: str) -> None:
    statements = (
        "INSERT INTO booking_appointment (id) VALUES (gen_random_uuid())",
        "DELETE FROM booking_appointment",
    )
    for statement in statements:
        with (
            acting(Actor.staff(ann.staff_id, frozenset({roles}))),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement)


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


# Moving


def test_moving_keeps_the_calendar_entry_and_gives_the_old_hour_back(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        old = booked(client, slot)
        goal = offered(days=20)[-1]
        hold = hold_of(goal, actor=client)
        new = services.move(
            client, appointment_id=old.id, hold=hold.id, secret=hold.secret, version=1
        )
        assert slot in offered()
    with past_the_walls():
        was, is_now = Appointment.objects.get(pk=old.id), Appointment.objects.get(pk=new.id)
    assert (was.status, was.version) == (Status.MOVED, 2)
    assert (is_now.status, is_now.client_id) == (Status.BOOKED, client.id)
    assert (is_now.ical_uid, is_now.sequence) == (was.ical_uid, was.sequence + 1)
    assert is_now.case_id == was.case_id


def test_a_move_that_fails_leaves_the_old_one(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        old = booked(client, slot)
        hold = hold_of(offered(days=20)[-1], actor=client)

        def move(**changed: object) -> None:
            services.move(
                client,
                **{
                    "appointment_id": old.id,
                    "hold": hold.id,
                    "secret": hold.secret,
                    "version": 1,
                    **changed,
                },  # type: ignore[arg-type]
            )

        with pytest.raises(Conflict, match="stale") as stale:
            move(version=7)
        assert stale.value.extra == {"version": 1}
        with pytest.raises(Conflict, match="hold_expired"):
            move(secret="guess")
        with pytest.raises(Missing):
            move(appointment_id=new_id())
    with standing_at(slot.start - timedelta(hours=23)), pytest.raises(Conflict, match="too_late"):
        move()
    assert _status(old.id) == Status.BOOKED


def test_nobody_moves_anothers(ann: Counsellor, slot: Slot) -> None:
    with standing_at(NOON):
        old = booked(client_actor(), slot)
        for other in (client_actor(), counsellor_actor(ann)):
            with pytest.raises(Missing):
                services.move(other, appointment_id=old.id, hold=new_id(), secret="x", version=1)


# Cancelling


@pytest.mark.parametrize(
    ("before", "status"),
    [
        (timedelta(hours=24), "cancelled"),
        (timedelta(hours=23, minutes=59), "late_cancel"),
    ],
)
def test_cancelling_later_than_a_day_before_is_late(
    slot: Slot, before: timedelta, status: str
) -> None:
    client = client_actor()
    with standing_at(NOON):
        appointment = booked(client, slot)
    with standing_at(slot.start - before):
        cancelled = services.cancel(client, appointment_id=appointment.id, version=1)
        assert (cancelled.status, cancelled.version) == (status, 2)
        with pytest.raises(Conflict, match="stale"):
            services.cancel(client, appointment_id=appointment.id, version=1)
        with pytest.raises(Conflict, match="not_changeable"):
            services.cancel(client, appointment_id=appointment.id, version=2)


def test_the_counsellor_cancels_without_it_counting_as_late(ann: Counsellor, slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        appointment = booked(client, slot)
    with standing_at(slot.start - timedelta(hours=1)):
        services.cancel(counsellor_actor(ann), appointment_id=appointment.id, version=1)
    assert _status(appointment.id) == Status.COUNSELLOR_CANCELLED


def test_nothing_is_cancelled_once_it_has_begun_or_by_others(slot: Slot) -> None:
    client = client_actor()
    with standing_at(NOON):
        appointment = booked(client, slot)
        for other in (client_actor(), Actor.anonymous()):
            with pytest.raises(Missing):
                services.cancel(other, appointment_id=appointment.id, version=1)
    with standing_at(slot.start), pytest.raises(Conflict, match="already_past"):
        services.cancel(client, appointment_id=appointment.id, version=1)


# Joining and marking


@pytest.mark.parametrize(
    ("minutes", "open_"), [(-11, False), (-10, True), (30, True), (65, True), (66, False)]
)
def test_the_doors_of_a_session_open_and_close(slot: Slot, minutes: int, open_: bool) -> None:
    client = client_actor()
    with standing_at(NOON):
        appointment = booked(client, slot)
    with standing_at(slot.start + timedelta(minutes=minutes)):
        assert selectors.own_appointment(client, appointment_id=appointment.id).can_join is open_
        window = selectors.live_window(client, appointment_id=appointment.id)
        assert window.is_open is open_
        if open_:
            joining = services.join(client, appointment_id=appointment.id)
            assert (joining.live, joining.phone_line) == (True, None)
        else:
            with pytest.raises(Conflict, match="doors_closed"):
                services.join(client, appointment_id=appointment.id)


@pytest.mark.parametrize(("modality", "phone", "room"), [
    ("phone", "400 820 0000", None),
    ("room", None, "B 3"),
])  # fmt: skip
def test_joining_tells_only_what_is_needed(
    slot: Slot, modality: str, phone: str | None, room: str | None
) -> None:
    client = client_actor()
    with standing_at(NOON):
        appointment = booked(client, slot, modality)
    with standing_at(slot.start):
        joining = services.join(client, appointment_id=appointment.id)
    assert (joining.phone_line, joining.room, joining.live) == (phone, room, False)


def test_attended_and_no_show_are_the_counsellors_word(ann: Counsellor, slot: Slot) -> None:
    counsellor = counsellor_actor(ann)
    with standing_at(NOON):
        appointment = booked(client_actor(), slot)
        with pytest.raises(Conflict, match="not_begun"):
            services.mark_attended(counsellor, appointment_id=appointment.id)
    with standing_at(slot.start + timedelta(minutes=14)), pytest.raises(Conflict):
        services.mark_no_show(counsellor, appointment_id=appointment.id)
    with standing_at(slot.start + timedelta(minutes=15)):
        with pytest.raises(Missing):
            services.mark_no_show(
                counsellor_actor(make_counsellor("Bo")), appointment_id=appointment.id
            )
        missed = services.mark_no_show(counsellor, appointment_id=appointment.id)
        assert missed.status == "no_show"
    with standing_at(slot.end + timedelta(days=7)):
        righted = services.mark_attended(counsellor, appointment_id=appointment.id)
        assert righted.status == "done"
        with pytest.raises(Conflict, match="not_changeable"):
            services.mark_no_show(counsellor, appointment_id=appointment.id)


def test_a_no_show_stands_after_a_week(ann: Counsellor, slot: Slot) -> None:
    row_id = insert_appointment(ann, slot.start, status=Status.NO_SHOW)
    with (
        standing_at(slot.end + timedelta(days=7, minutes=1)),
        pytest.raises(Conflict, match="overturn_past"),
    ):
        services.mark_attended(counsellor_actor(ann), appointment_id=row_id)


def test_what_nobody_spoke_of_becomes_a_task_and_never_a_no_show(
    ann: Counsellor, slot: Slot
) -> None:
    counsellor = counsellor_actor(ann)
    with standing_at(NOON):
        appointment = booked(client_actor(), slot)
    with standing_at(slot.end + timedelta(minutes=29)):
        assert selectors.unattended(counsellor) == []
    with standing_at(slot.end + timedelta(days=3)):
        (task,) = selectors.unattended(counsellor)
        assert (task.id, task.status, task.unattended) == (appointment.id, "booked", True)
        services.mark_attended(counsellor, appointment_id=appointment.id)
        assert selectors.unattended(counsellor) == []


# A counsellor's own calendar


def _next(
    ann: Counsellor,
    start: datetime,
    weeks: int,
    client: UUID | None = None,
    modality: str = "phone",
) -> list:  # type: ignore[type-arg]
    return services.book_next(
        counsellor_actor(ann),
        case_id=new_id(),
        client_id=client or new_id(),
        service=SERVICE,
        start=start,
        modality=modality,
        weeks=weeks,
    )


def test_the_same_time_next_week_keeps_the_wall_clock(slot: Slot) -> None:
    berlin = make_counsellor("Cy", time_zone="Europe/Berlin")
    start = datetime(2027, 3, 23, 9, 0, tzinfo=UTC)  # 10:00, before the clocks change
    with standing_at(NOON):
        found = _next(berlin, start, 3)
    assert [view.start for view in found] == [
        start,
        datetime(2027, 3, 30, 8, 0, tzinfo=UTC),
        datetime(2027, 4, 6, 8, 0, tzinfo=UTC),
    ]


def test_a_series_is_booked_whole_or_not_at_all(ann: Counsellor, slot: Slot) -> None:
    start = slot.start
    with standing_at(NOON):
        insert_appointment(ann, start + timedelta(days=14))
        with pytest.raises(Conflict, match="slot_taken") as refused:
            _next(ann, start, 4)
        assert refused.value.extra == {"taken": [start + timedelta(days=14)]}
        assert len(_next(ann, start, 2)) == 2


def test_a_series_is_the_counsellors_own_and_bounded(ann: Counsellor, slot: Slot) -> None:
    with standing_at(NOON):
        for weeks in (0, 13):
            with pytest.raises(Invalid):
                _next(ann, slot.start, weeks)
        with pytest.raises(Invalid):
            _next(ann, NOON - timedelta(days=1), 1)
        with pytest.raises(Invalid) as unknown:
            _next(ann, slot.start, 1, modality="pigeon")
        assert unknown.value.fields == {"modality": "unknown"}
        with pytest.raises(Missing):
            services.book_next(
                client_actor(),
                case_id=new_id(),
                client_id=new_id(),
                service=SERVICE,
                start=slot.start,
                modality="phone",
            )


def test_a_groups_hour_is_kept_and_given_back(ann: Counsellor, slot: Slot) -> None:
    counsellor = counsellor_actor(ann)
    with standing_at(NOON):
        reserved = services.reserve(counsellor, start=slot.start, end=slot.end)
        assert slot not in offered()
        with pytest.raises(Conflict, match="slot_taken"):
            services.reserve(counsellor, start=slot.start, end=slot.end)
        services.release_reserved(counsellor, appointment_id=reserved)
        assert slot in offered()


def test_own_appointments_are_sorted_and_only_ones_own(ann: Counsellor) -> None:
    client = client_actor()
    with standing_at(NOON):
        first, last = [slot for slot in offered() if slot.start > NOON + timedelta(days=2)][::12][
            :2
        ]
        later, sooner = booked(client, last), booked(client, first)
        past = insert_appointment(
            ann, NOON - timedelta(days=9), status=Status.DONE, client_id=client.id
        )
        insert_appointment(ann, NOON - timedelta(days=8), status=Status.DONE)
        own = selectors.own_appointments(client)
    assert [view.id for view in own.upcoming] == [sooner.id, later.id]
    assert [view.id for view in own.past] == [past]
    assert own.upcoming[0].service.name_en == "Talk to a counsellor"
    assert own.upcoming[0].can_change_until == first.start - timedelta(hours=24)
