"""A counsellor's own calendar: the next sessions of a case, a group's hour; one's own list."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from eap.booking import selectors, services
from eap.booking.models import Counsellor
from eap.booking.offers import Slot
from eap.booking.words import Status
from eap.core.clock import standing_at
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from tests.factories.booking import (
    NOON,
    SERVICE,
    booked,
    client_actor,
    counsellor_actor,
    insert_appointment,
    make_counsellor,
    offered,
)

pytestmark = pytest.mark.django_db


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
