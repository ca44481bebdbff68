"""Slots equal an independent computation, whatever the clocks do; filters, notice, horizon."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test.utils import CaptureQueriesContext

from eap.booking import offers
from eap.booking.models import AvailabilityException, AvailabilityRule, Counsellor
from eap.booking.offers import Wish
from eap.booking.selectors import slots
from eap.booking.words import GAP, GRID, HORIZON, NOTICE, Status
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.errors import Invalid, Missing
from eap.programme import selectors as programme
from tests.factories.booking import (
    NOON,
    SERVICE,
    insert_appointment,
    make_counsellor,
    make_rule,
    make_service,
    offered,
    past_the_walls,
)

pytestmark = pytest.mark.django_db
Stretch = tuple[datetime, datetime]

# A zone and a moment near something its clocks did.
ODD_MOMENTS = (
    ("Europe/Berlin", datetime(2027, 3, 20, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2027, 10, 23, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 25, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 3, 28, tzinfo=UTC)),  # half an hour
    ("America/Sao_Paulo", datetime(2018, 10, 28, tzinfo=UTC)),  # a gap at midnight
    ("Africa/Casablanca", datetime(2024, 3, 5, tzinfo=UTC)),  # Ramadan
    ("Asia/Shanghai", datetime(1988, 4, 10, tzinfo=UTC)),  # summer time of old
    ("Asia/Shanghai", datetime(2027, 3, 1, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2027, 3, 1, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 25, tzinfo=UTC)),  # a day that never was
)


@dataclass
class Scene:
    """One counsellor's hours as plain values, for the oracle."""

    zone: str
    rules: list[AvailabilityRule]
    added: list[Stretch]
    taken_away: list[Stretch]
    blocks: list[Stretch]


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """As PostgreSQL reads wall clocks: the later of two, and forward out of a gap."""
    early = local.replace(tzinfo=zone, fold=0)
    late = local.replace(tzinfo=zone, fold=1)
    ambiguous = early.utcoffset() != late.utcoffset() and early.astimezone(UTC) < late.astimezone(
        UTC
    )
    return (late if ambiguous else early).astimezone(UTC)


def _rule_blocks(rule: AvailabilityRule, zone: str, first: date, last: date) -> list[Stretch]:
    found, day = [], first
    while day <= last:
        cycle = (day - rule.anchor).days - rule.offset_day
        if cycle % rule.cycle_days == 0 and day in rule.valid:
            local = datetime.combine(day, rule.starts)
            start = _instant(local, ZoneInfo(zone))
            end = _instant(local + rule.length, ZoneInfo(zone))
            if start < end:
                found.append((start, end))
        day += timedelta(days=1)
    return found


def _merged(parts: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlaps(start: datetime, end: datetime, parts: list[Stretch]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in parts)


def oracle(scene: Scene, opens: datetime, closes: datetime, length: timedelta) -> list[datetime]:
    """Free starts by trying every point of the grid."""
    first, last = (opens - timedelta(days=4)).date(), (closes + timedelta(days=4)).date()
    there = list(scene.added)
    for rule in scene.rules:
        there += _rule_blocks(rule, scene.zone, first, last)
    there = _merged(there)
    seconds = int(GRID.total_seconds())
    start = datetime.fromtimestamp(-(-int(opens.timestamp()) // seconds) * seconds, UTC)
    found = []
    while start < closes:
        end = start + length
        inside = any(lower <= start and end <= upper for lower, upper in there)
        away = _overlaps(start, end, scene.taken_away)
        if inside and not away and not _overlaps(start, end + GAP, scene.blocks):
            found.append(start)
        start += GRID
    return found


def _random_rule(draw: random.Random, counsellor: Counsellor, around: date) -> AvailabilityRule:
    cycle = draw.choice((1, 2, 4, 7, 7, 9))
    lower = around + timedelta(days=draw.randint(-20, 10)) if draw.random() < 0.4 else None
    upper = around + timedelta(days=draw.randint(11, 40)) if draw.random() < 0.4 else None
    return make_rule(
        counsellor,
        anchor=around + timedelta(days=draw.randint(-400, 400)),
        cycle_days=cycle,
        offset_day=draw.randrange(cycle),
        starts=time(draw.randrange(24), draw.choice((0, 0, 15, 30, 45))),
        hours=draw.choice((0.25, 1, 3.5, 8, 10, 12, 24)),
        valid=DateRange(lower, upper),
    )


def _random_stretch(draw: random.Random, around: datetime) -> Stretch:
    start = around + timedelta(minutes=draw.randint(-2000, 20000))
    return start, start + timedelta(minutes=draw.choice((5, 30, 60, 500, 3000)))


def _random_scene(draw: random.Random, zone: str, opens: datetime) -> tuple[Counsellor, Scene]:
    counsellor = make_counsellor(time_zone=zone, every_day=False)
    rules = [_random_rule(draw, counsellor, opens.date()) for _ in range(draw.randint(1, 4))]
    scene = Scene(zone, rules, [], [], [])
    for _ in range(draw.randint(0, 4)):
        adds, (start, end) = draw.random() < 0.5, _random_stretch(draw, opens)
        AvailabilityException.objects.create(
            counsellor=counsellor, adds=adds, during=DateTimeTZRange(start, end)
        )
        (scene.added if adds else scene.taken_away).append((start, end))
    for _ in range(draw.randint(0, 12)):
        _random_appointment(draw, counsellor, scene, opens)
    return counsellor, scene


def _random_appointment(
    draw: random.Random, counsellor: Counsellor, scene: Scene, opens: datetime
) -> None:
    start = opens + timedelta(minutes=draw.randint(-200, 12000))
    end = start + timedelta(minutes=50)
    if _overlaps(start, end + GAP, scene.blocks):
        return
    status = draw.choice((Status.BOOKED, Status.HELD, Status.CANCELLED, Status.DONE))
    insert_appointment(
        counsellor, start, status=status, expires=opens + timedelta(minutes=draw.choice((-1, 1)))
    )
    if status in (Status.BOOKED, Status.HELD):
        scene.blocks.append((start, end + GAP))


@pytest.mark.parametrize(("zone", "moment"), ODD_MOMENTS)
def test_slots_equal_an_independent_computation(zone: str, moment: datetime) -> None:
    service = programme.service(make_service().code)
    some = 0
    for seed in range(25):
        draw = random.Random(f"{zone} {moment} {seed}")
        counsellor, scene = _random_scene(draw, zone, moment)
        now = moment + timedelta(minutes=draw.randint(0, 3000))
        _drop_expired(counsellor, scene, now)
        closes = now + timedelta(days=draw.randint(1, 20))
        wish = Wish(service, counsellor_id=counsellor.staff_id, closes=closes)
        with standing_at(now):
            found = [slot.start for day in offers.find(wish).days.values() for slot in day]
        expected = [
            start
            for start in oracle(scene, now + NOTICE, closes, timedelta(minutes=50))
            if offers._drawn(counsellor.staff_id, [int(start.timestamp())])
        ]
        assert found == expected, seed
        some += len(found)
    assert some > 100  # the comparison was not of nothing with nothing


def _drop_expired(counsellor: Counsellor, scene: Scene, now: datetime) -> None:
    """A hold that has run out by `now` is in nobody's way."""
    with past_the_walls():
        expired = counsellor.appointments.filter(status=Status.HELD, hold_expires_at__lte=now)
        for row in expired:
            scene.blocks.remove((row.block.lower, row.block.upper))


def test_a_night_block_is_longer_or_shorter_when_the_clocks_change() -> None:
    service = programme.service(make_service().code)
    counsellor = make_counsellor(time_zone="Europe/Berlin", every_day=False)
    make_rule(counsellor, starts=time(20), hours=10)
    spans = {}
    for day in (date(2027, 3, 27), date(2027, 6, 1), date(2027, 10, 30)):
        evening = datetime.combine(day, time(12), UTC)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT upper(part) - lower(part) FROM unnest(harbour.offered_time("
                "%s, 'Europe/Berlin', %s, %s)) AS part WHERE lower(part) > %s LIMIT 1",
                [counsellor.staff_id, evening, evening, evening],
            )
            (spans[day.month],) = cursor.fetchone()
    assert service.minutes == 50
    assert [spans[month].total_seconds() / 3600 for month in (3, 6, 10)] == [9, 10, 11]


def test_about_seven_in_ten_free_starts_are_offered_and_always_the_same() -> None:
    make_service()
    make_counsellor()
    with standing_at(NOON):
        first, second = offered(days=30), offered(days=30)
    with standing_at(NOON + timedelta(hours=1)):
        later = offered(days=29)
    assert first == second
    assert {slot.start for slot in later} <= {slot.start for slot in first}
    free = 30 * 15  # eight hours of half-hour starts a day, the last fifty minutes before the end
    assert 0.6 < len(first) / free < 0.8


def test_nothing_is_offered_before_the_notice_or_beyond_the_horizon() -> None:
    make_service()
    counsellor = make_counsellor(every_day=False)
    make_rule(counsellor, starts=time(0), hours=24)
    with standing_at(NOON):
        starts = [slot.start for slot in offered(days=31)]
    assert NOON + NOTICE <= min(starts) < NOON + NOTICE + timedelta(hours=4)
    assert NOON + HORIZON - timedelta(hours=6) < max(starts) < NOON + HORIZON


def test_filters_by_language_way_of_meeting_and_service() -> None:
    make_service()
    make_counsellor("Ann", languages=("en",), modalities=("phone",))
    make_counsellor("Bo", languages=("zh-Hans",), modalities=("text", "room"))

    def names(**wanted: str) -> set[str]:
        with standing_at(NOON):
            found = slots(
                Actor.anonymous(),
                service=SERVICE,
                first=NOON.date(),
                last=NOON.date() + timedelta(days=5),
                **wanted,  # type: ignore[arg-type]
            )
        return {slot.counsellor.name_en for day in found.days for slot in day.slots}

    assert names() == {"Ann", "Bo"}
    assert names(language="en") == {"Ann"}
    assert names(modality="text") == {"Bo"}
    assert names(modality="phone", language="zh-Hans") == set()
    with pytest.raises(Missing):
        slots(Actor.anonymous(), service="none", first=NOON.date(), last=NOON.date())


def test_a_room_shared_by_two_is_offered_to_one() -> None:
    make_service()
    first = make_counsellor("Ann", room="B 3")
    make_counsellor("Bo", room="B 3")
    start = datetime(2027, 3, 3, 2, 0, tzinfo=UTC)
    end = start + timedelta(hours=5)
    insert_appointment(first, start, minutes=300, modality="room", room="B 3")

    def taken(modality: str) -> bool:
        with standing_at(NOON):
            found = slots(
                Actor.anonymous(),
                service=SERVICE,
                first=NOON.date(),
                last=NOON.date() + timedelta(days=5),
                modality=modality,
            )
        starts = [slot.start for day in found.days for slot in day.slots]
        return not any(start - GRID <= begins <= end for begins in starts)

    assert taken("room")
    assert not taken("text")


@pytest.mark.parametrize(("first", "last"), [(0, -1), (0, 32), (0, 100000)])
def test_absurd_windows_are_refused(first: int, last: int) -> None:
    make_service()
    with standing_at(NOON), pytest.raises(Invalid):
        slots(
            Actor.anonymous(),
            service=SERVICE,
            first=NOON.date() + timedelta(days=first),
            last=NOON.date() + timedelta(days=last),
        )


def test_days_with_nothing_are_listed_and_cut_in_the_house_zone() -> None:
    make_service()
    counsellor = make_counsellor(every_day=False)
    make_rule(counsellor, cycle_days=7, offset_day=0, anchor=date(2027, 3, 3), starts=time(0))
    with standing_at(NOON):
        found = slots(
            Actor.anonymous(),
            service=SERVICE,
            first=date(2027, 3, 2),
            last=date(2027, 3, 4),
        )
    assert found.time_zone == "Asia/Shanghai"
    assert [bool(day.slots) for day in found.days] == [False, True, False]
    assert min(slot.start for slot in found.days[1].slots) < datetime(2027, 3, 3, tzinfo=UTC)


def test_one_statement_however_many_counsellors() -> None:
    service = programme.service(make_service().code)
    for place in range(5):
        make_counsellor(f"C{place}")
    with standing_at(NOON), CaptureQueriesContext(connection) as queries:
        offers.find(Wish(service))
    assert len(queries) == 1


def test_no_sequential_scan_of_appointments_and_both_columns_in_the_index_condition() -> None:
    """Explains the very text of the function, with its arguments, on a table of some size."""
    make_service()
    busy = [make_counsellor(f"C{place}") for place in range(4)]
    for counsellor in busy:
        for day in range(300):
            insert_appointment(counsellor, NOON + timedelta(days=day - 150))
    with past_the_walls(), connection.cursor() as cursor:
        cursor.execute("ANALYZE booking_appointment")
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'free_time'")
        (body,) = cursor.fetchone()
        cursor.execute("SET ROLE harbour_door")
        cursor.execute(
            "PREPARE asked(uuid, text, text, timestamptz, timestamptz, interval, timestamptz) AS "
            + body.replace("%", "%%")
        )
        cursor.execute(
            "EXPLAIN EXECUTE asked(%s, 'UTC', 'B 3', %s, %s, '10 minutes', %s)",
            [busy[0].staff_id, NOON, NOON + HORIZON, NOON],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on booking_appointment" not in plan
    assert "(counsellor_id = " in plan and "(block && " in plan
    assert "booking_counsellor_once" in plan and "booking_room_once" in plan
