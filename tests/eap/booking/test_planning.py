"""Hours, calendar, rota and supply: what is planned, what is shown, what operations may know."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from eap.access.models import Staff
from eap.booking import agenda, jobs, planning, rota, selectors, services
from eap.booking.models import Appointment, Counsellor
from eap.booking.planning import Pattern, Profile
from eap.booking.supply import no_card_open, supply
from eap.booking.words import HORIZON, Status
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.errors import Invalid, Refused
from eap.core.ids import new_id
from eap.tally.models import PlainCount
from tests.factories.booking import (
    NOON,
    booked,
    client_actor,
    counsellor_actor,
    hold_of,
    insert_appointment,
    make_counsellor,
    make_rule,
    make_service,
    offered,
    past_the_walls,
)
from tests.factories.programme import make_employer
from tests.factories.staff import make_staff

pytestmark = pytest.mark.django_db
SETUP = Actor.system("setup")
OPERATIONS = Actor.staff(new_id(), frozenset({"operations"}))
LEAD = Actor.staff(new_id(), frozenset({"clinical_lead"}))


@pytest.fixture
def ann() -> Counsellor:
    make_service()
    return make_counsellor("Ann")


def _profile(**changed: object) -> Profile:
    given: dict[str, object] = {
        "name_zh": "李文",
        "name_en": "Li Wen",
        "time_zone": "Asia/Shanghai",
        "languages": ("zh-Hans",),
        "modalities": ("text", "phone"),
        **changed,
    }
    return Profile(**given)  # type: ignore[arg-type]


def test_a_counsellor_begins_with_a_profile_and_hours() -> None:
    make_service()
    staff = make_staff("counsellor")
    planning.put_counsellor(SETUP, staff_id=staff.id, profile=_profile())
    pattern = Pattern(anchor=date(2026, 1, 5), starts=time(9), length=timedelta(hours=8))
    planning.add_rule(SETUP, counsellor_id=staff.id, pattern=pattern)
    with standing_at(NOON):
        starts = {slot.start.date() for slot in offered(days=28)}
    assert {day.weekday() for day in starts} == {0}  # the anchor was a Monday
    planning.put_counsellor(SETUP, staff_id=staff.id, profile=_profile(taking=False))
    with standing_at(NOON):
        assert offered(days=28) == []


@pytest.mark.parametrize(
    "wrong",
    [{"time_zone": "Mars/Base"}, {"modalities": ()}, {"modalities": ("video",)}],
)
def test_a_profile_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        planning.put_counsellor(SETUP, staff_id=new_id(), profile=_profile(**wrong))


def test_profiles_are_not_written_by_counsellors(ann: Counsellor) -> None:
    for actor in (counsellor_actor(ann), client_actor(), OPERATIONS):
        with pytest.raises(Refused):
            planning.put_counsellor(actor, staff_id=ann.staff_id, profile=_profile())


def test_hours_of_twelve_on_and_thirty_six_off(ann: Counsellor) -> None:
    counsellor = make_counsellor("Bo", every_day=False, time_zone="UTC")
    make_rule(counsellor, cycle_days=2, anchor=date(2027, 3, 2), starts=time(8), hours=12)
    actor = counsellor_actor(counsellor)
    with standing_at(NOON):
        found = agenda.calendar(actor, first=date(2027, 3, 1), last=date(2027, 3, 7))
    assert [stretch.start.day for stretch in found.offered] == [2, 4, 6]
    assert {stretch.end - stretch.start for stretch in found.offered} == {timedelta(hours=12)}


def test_today_is_the_counsellors_own_day(ann: Counsellor) -> None:
    """23:30 UTC is already tomorrow in Shanghai."""
    late = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)
    yesterday = insert_appointment(ann, datetime(2027, 3, 1, 3, 0, tzinfo=UTC))
    today = insert_appointment(ann, datetime(2027, 3, 2, 3, 0, tzinfo=UTC))
    insert_appointment(make_counsellor("Bo"), datetime(2027, 3, 2, 3, 0, tzinfo=UTC))
    with standing_at(late):
        assert [one.id for one in agenda.day(counsellor_actor(ann))] == [today]
    with standing_at(NOON):
        assert [one.id for one in agenda.day(counsellor_actor(ann))] == [yesterday]


def test_a_leavers_appointments_are_listed_for_who_hands_them_on(ann: Counsellor) -> None:
    manager = Actor.staff(new_id(), frozenset({"programme_manager"}))
    ahead = insert_appointment(ann, NOON + timedelta(days=2))
    insert_appointment(ann, NOON - timedelta(days=2))
    insert_appointment(ann, NOON + timedelta(days=3), status=Status.CANCELLED)
    with standing_at(NOON):
        found = selectors.of_counsellor(manager, staff_id=ann.staff_id)
        with pytest.raises(Refused):
            selectors.of_counsellor(counsellor_actor(ann), staff_id=ann.staff_id)
    assert [one.id for one in found] == [ahead]


def test_a_cases_appointments_are_its_counsellors(ann: Counsellor) -> None:
    case_id = new_id()
    first = insert_appointment(ann, NOON - timedelta(days=7), status=Status.DONE, case_id=case_id)
    last = insert_appointment(ann, NOON + timedelta(days=7), case_id=case_id)
    found = selectors.of_case(counsellor_actor(ann), case_id=case_id)
    assert [one.id for one in found] == [last, first]
    assert selectors.of_case(counsellor_actor(make_counsellor("Bo")), case_id=case_id) == []


# The rota


def _on_call(staff: Staff, level: int, start: datetime, hours: int = 8) -> None:
    planning.add_shift(
        LEAD, staff_id=staff.id, level=level, start=start, end=start + timedelta(hours=hours)
    )


def test_everybody_of_a_level_is_on_duty_and_nobody_after() -> None:
    first, second, lead = make_staff("on_call"), make_staff("on_call"), make_staff("clinical_lead")
    _on_call(first, 1, NOON)
    _on_call(second, 1, NOON + timedelta(hours=2))
    _on_call(lead, 3, NOON)
    at = NOON + timedelta(hours=3)
    assert set(selectors.on_duty(level=1, at=at)) == {first.id, second.id}
    assert selectors.on_duty(level=2, at=at) == []
    assert selectors.on_duty(level=3, at=at) == [lead.id]
    assert selectors.on_duty(level=1, at=NOON + timedelta(hours=8)) == [second.id]
    Staff.objects.filter(pk=second.id).update(is_active=False)
    assert selectors.on_duty(level=1, at=NOON + timedelta(hours=8)) == []


def test_only_an_undeclared_gap_is_a_gap() -> None:
    staff, end = make_staff("on_call"), NOON + timedelta(days=1)
    _on_call(staff, 1, NOON)
    _on_call(staff, 2, NOON + timedelta(hours=10))
    planning.declare_hotline_only(LEAD, start=NOON + timedelta(hours=8), end=end)
    assert rota.duty_gaps(start=NOON, end=end) == []
    (gap,) = rota.duty_gaps(start=NOON, end=end + timedelta(hours=1))
    assert (gap.start, gap.end) == (end, end + timedelta(hours=1))
    assert rota.duty_gaps(start=NOON, end=end, level=2)[0].start == NOON


def test_a_shift_covers_until_its_person_left() -> None:
    staff = make_staff("on_call")
    _on_call(staff, 1, NOON)
    left, end = NOON + timedelta(hours=3), NOON + timedelta(hours=8)
    Staff.objects.filter(pk=staff.id).update(is_active=False, retired_at=left)
    (gap,) = rota.duty_gaps(start=NOON, end=end)
    assert (gap.start, gap.end) == (left, end)


def test_what_a_leaver_has_on_the_rota_and_what_nobody_else_has() -> None:
    leaver, other = make_staff("on_call"), make_staff("on_call")
    _on_call(leaver, 1, NOON)
    _on_call(leaver, 2, NOON + timedelta(days=1))
    _on_call(other, 1, NOON + timedelta(hours=2), hours=3)
    planning.declare_hotline_only(
        LEAD, start=NOON + timedelta(hours=7), end=NOON + timedelta(hours=9)
    )
    with standing_at(NOON + timedelta(hours=1)):
        duty = rota.duty_of(LEAD, staff_id=leaver.id)
    assert [shift.level for shift in duty.shifts] == [1, 2]
    left = [(open_.start - NOON, open_.end - NOON) for open_ in duty.left_open]
    assert left == [tuple(timedelta(hours=h) for h in hours) for hours in ((1, 2), (5, 7))]
    with standing_at(NOON + timedelta(days=3)):
        over = rota.duty_of(LEAD, staff_id=leaver.id)
    assert (over.shifts, over.left_open) == ([], [])
    with pytest.raises(Refused):
        rota.duty_of(Actor.staff(leaver.id, frozenset({"on_call"})), staff_id=leaver.id)


def test_the_plan_says_until_when_anything_is_planned() -> None:
    staff = make_staff("on_call")

    def planned_until() -> datetime | None:
        with standing_at(NOON):
            return rota.plan(LEAD, start=NOON, end=NOON + timedelta(days=15)).planned_until

    assert planned_until() is None
    _on_call(staff, 1, NOON + timedelta(days=40))
    assert planned_until() == NOON + timedelta(days=40, hours=8)
    Staff.objects.filter(pk=staff.id).update(is_active=False)
    assert planned_until() is None


# Supply


def test_supply_counts_hours_days_and_cover_and_names_nobody(ann: Counsellor) -> None:
    make_counsellor("Bo")
    staff = make_staff("on_call")
    _on_call(staff, 1, NOON, 24)
    with standing_at(NOON):
        before = supply(OPERATIONS, heads=1000)
        booked(client_actor(), offered()[0])
        after = supply(OPERATIONS, heads=1000)
        first = offered()[0].start
        assert supply(OPERATIONS, heads=0).hours_per_1000 is None
    assert before.hours_per_1000 == pytest.approx(2 * 8 * 7)  # two of them, eight hours a day
    assert before.duty_cover == pytest.approx(1 / 14)
    assert before.next_free_day == (first + timedelta(hours=8)).date()
    assert after == before  # hours offered do not fall when somebody books
    assert not {"id", "name", "client", "counsellor"} & set(asdict(before))


def test_supply_is_for_operations() -> None:
    for actor in (client_actor(), Actor.anonymous(), LEAD):
        with pytest.raises(Refused):
            supply(actor, heads=1000)


def test_last_months_hours_are_told_to_the_tally_once(ann: Counsellor) -> None:
    _on_call(make_staff("on_call"), 1, NOON, 24)
    with standing_at(NOON + timedelta(days=31)):
        jobs.count_hours(0)
        planning.add_exception(
            counsellor_actor(ann),
            counsellor_id=ann.staff_id,
            adds=False,
            start=NOON,
            end=NOON + timedelta(days=30),
        )
        jobs.count_hours(0)
    found = PlainCount.objects.values_list("kind", "month", "value")
    march = date(2027, 3, 1)
    assert set(found) == {
        ("hours_offered", march, Decimal(8 * 31)),
        ("duty_hours_covered", march, Decimal(24)),
    }


def test_nothing_offered_has_no_next_day(ann: Counsellor) -> None:
    with standing_at(NOON):
        planning.add_exception(
            counsellor_actor(ann),
            counsellor_id=ann.staff_id,
            adds=False,
            start=NOON,
            end=NOON + HORIZON + timedelta(days=1),
        )
        assert supply(OPERATIONS, heads=1000).next_free_day is None


# The quota of bookings without a card


def _without_card(counsellor: Counsellor, count: int) -> None:
    for place in range(count):
        insert_appointment(counsellor, NOON + timedelta(days=40 + place))
    with past_the_walls():
        Appointment.objects.update(without_card=True)


def test_the_quota_is_a_part_of_what_is_open(ann: Counsellor) -> None:
    """31 days of eight hours: eight sessions a day, so the fifth part is about fifty."""
    make_employer(no_card_percent=20)
    with standing_at(NOON):
        assert no_card_open(Actor.anonymous())
        _without_card(ann, 45)
        assert no_card_open(Actor.anonymous())
    with past_the_walls():
        Appointment.objects.all().delete()
    with standing_at(NOON):
        _without_card(ann, 70)
        assert not no_card_open(Actor.anonymous())


def test_the_quota_is_for_newcomers_and_may_be_nothing(ann: Counsellor) -> None:
    with standing_at(NOON):
        make_employer(no_card_percent=20)
        assert no_card_open(Actor.anonymous())
        assert not no_card_open(client_actor())
        make_employer(no_card_percent=0)
        assert not no_card_open(Actor.anonymous())


def test_a_booking_without_a_card_uses_the_quota(ann: Counsellor) -> None:
    client = client_actor()
    with standing_at(NOON):
        hold = hold_of(offered()[0])
        services.book_hold(
            client,
            hold=hold.id,
            secret=hold.secret,
            client_id=client.known_id,
            case_id=new_id(),
            without_card=True,
        )
    with past_the_walls():
        assert Appointment.objects.get(pk=hold.id).without_card
