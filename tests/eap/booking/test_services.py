"""Moving, cancelling, joining and marking, with every way of being refused."""

from datetime import timedelta

import pytest

from eap.booking import selectors, services
from eap.booking.models import Appointment, Counsellor
from eap.booking.offers import Slot
from eap.booking.words import Status
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.errors import Conflict, Missing
from eap.core.ids import new_id
from tests.factories.booking import (
    NOON,
    booked,
    client_actor,
    counsellor_actor,
    hold_of,
    insert_appointment,
    make_counsellor,
    make_service,
    offered,
    past_the_walls,
    status_of,
)

pytestmark = pytest.mark.django_db


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
    assert status_of(old.id) == Status.BOOKED


def test_a_talk_is_not_moved_to_an_hour_held_for_something_else(slot: Slot) -> None:
    client = client_actor()
    make_service("money-legal")
    with standing_at(NOON):
        old = booked(client, slot)
        goal = offered(days=20)[-1]
        hold = services.hold(
            client,
            service="money-legal",
            counsellor_id=goal.counsellor.id,
            start=goal.start,
            modality="text",
        )
        with pytest.raises(Conflict, match="other_service"):
            services.move(
                client, appointment_id=old.id, hold=hold.id, secret=hold.secret, version=1
            )
    assert (status_of(old.id), status_of(hold.id)) == (Status.BOOKED, Status.HELD)


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
    assert status_of(appointment.id) == Status.COUNSELLOR_CANCELLED


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
