"""What happens at the synthetic company, before anything is written: its figures and its bounds."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from eap.booking.words import Status
from eap.core.months import later
from eap.demo.told.company import SITES, found_company, shares
from eap.demo.told.courses import Course
from eap.demo.told.day import full_day
from eap.demo.told.diary import ZONE, is_working, local
from eap.demo.told.seasons import MONTHS, WEEKDAYS
from eap.demo.told.stories import Kind, stories
from eap.demo.told.telling import FIRST, Telling, tell
from eap.demo.told.truth import write_truth
from eap.programme.words import Tenure
from eap.publication.periods import periods_of

NOW = datetime(2026, 11, 18, 3, 2, tzinfo=UTC)
FILES = ("truth.csv", "roster.csv", "offfloor.csv")


def _tell(*, seed: int = 1, agents: int = 5_000, months: int = 24, now: datetime = NOW) -> Telling:
    return tell(seed=seed, agents=agents, months=months, weights=[3, 1, 1], now=now)


@pytest.fixture(scope="module")
def told() -> Telling:
    return _tell()


def _files(telling: Telling, folder: Path) -> dict[str, bytes]:
    write_truth(folder, telling.company, telling.courses, telling.counted)
    return {name: (folder / name).read_bytes() for name in FILES}


def test_one_seed_tells_one_truth_and_another_seed_another(tmp_path: Path) -> None:
    small = {"agents": 400, "months": 6}
    first = _files(_tell(**small), tmp_path / "1")  # type: ignore[arg-type]
    again = _files(_tell(**small), tmp_path / "2")  # type: ignore[arg-type]
    other = _files(_tell(seed=2, **small), tmp_path / "3")  # type: ignore[arg-type]
    assert first == again
    assert all(first[name] != other[name] for name in FILES)


def test_the_past_stays_as_it_was_when_more_time_has_passed() -> None:
    early = found_company(seed=3, agents=400, first=date(2026, 1, 1), last=date(2026, 6, 1))
    late = found_company(
        seed=3,
        agents=400,
        first=date(2026, 1, 1),
        last=date(2026, 12, 1),
        told_until=date(2026, 6, 1),
    )
    assert late.stories == early.stories
    assert late.heads(date(2026, 5, 1)) == early.heads(date(2026, 5, 1))


def test_six_sites_keep_their_heads_while_people_come_and_go(told: Telling) -> None:
    company = told.company
    for day in (company.first, company.last):
        by_site = Counter(person.seat.site for person in company.at_work(day))
        assert by_site == {site.code: site.size for site in SITES}
    assert len(company.people) > 1.5 * len(company.seats)


@pytest.mark.parametrize(
    ("band", "part"),
    [
        (Tenure.UNDER_3_MONTHS, 0.09),
        (Tenure.UNDER_1_YEAR, 0.22),
        (Tenure.UNDER_3_YEARS, 0.36),
        (Tenure.UNDER_5_YEARS, 0.17),
        (Tenure.OVER_5_YEARS, 0.16),
    ],
)
def test_tenure_is_as_published(told: Telling, band: Tenure, part: float) -> None:
    for day in (told.company.first, told.company.last):
        heads = sum(
            count for (_, _, tenure), count in told.company.heads(day).items() if tenure == band
        )
        assert heads / 5_000 == pytest.approx(part, abs=0.015)


def test_one_site_left_its_long_shifts_and_no_other_did(told: Telling) -> None:
    story = next(s for s in told.company.stories if s.kind == Kind.SHORTER_SHIFTS)

    def long_days(day: date) -> Counter[str]:
        return Counter({
            site: sum(n for (s, shift, _), n in told.company.heads(day).items()
                      if s == site and shift == "12-36")
            for site in (place.code for place in SITES)
        })  # fmt: skip

    before, after = long_days(story.day - timedelta(days=1)), long_days(story.day)
    assert before[story.site] > 400 and after[story.site] == 0
    assert all(after[site] == before[site] for site in before if site != story.site)


def test_the_year_and_the_week_average_to_one() -> None:
    assert sum(MONTHS) == pytest.approx(12)
    assert sum(WEEKDAYS) == pytest.approx(7)


def test_about_seven_percent_come_in_a_year_for_about_three_sessions(told: Telling) -> None:
    years = (told.company.last - told.company.first).days / 365.25
    assert len(told.courses) / years / 5_000 == pytest.approx(0.078, abs=0.012)
    over = [course for course in told.courses if course.closed_at]
    assert sum(len(course.done) for course in over) / len(over) == pytest.approx(3.0, abs=0.3)
    first = [course.meetings[0] for course in told.courses if course.meetings]
    missed = sum(meeting.status == Status.NO_SHOW for meeting in first) / len(first)
    assert 0.12 < missed < 0.22


def test_people_who_fear_fines_come_more_often(told: Telling) -> None:
    story = next(s for s in told.company.stories if s.kind == Kind.ERROR_FINES)
    days = (told.company.last - story.day).days
    coming = [c.coming.day for c in told.courses if c.coming.person.seat.site == story.site]
    after = sum(day >= story.day for day in coming)
    before = sum(story.day - timedelta(days=days) <= day < story.day for day in coming)
    assert after > 1.5 * before


@pytest.mark.parametrize(
    ("last", "turn"),
    [
        (date(2026, 11, 18), date(2026, 4, 1)),
        (date(2027, 1, 4), date(2026, 4, 1)),  # the last quarter is over, but not published
        (date(2027, 1, 15), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2025, 10, 1)),
    ],
)
def test_two_stories_begin_with_the_last_two_published_quarters(last: date, turn: date) -> None:
    told = stories(last - timedelta(days=730), last)
    found = {story.kind: story.day for story in told}
    assert found[Kind.SHORTER_SHIFTS] == found[Kind.ERROR_FINES] == turn
    published = [
        quarter
        for year in (turn.year, last.year)
        for quarter in periods_of(year, "quarter")
        if quarter.start >= turn and quarter.due <= last
    ]
    assert len(set(published)) == 2


@pytest.mark.parametrize("months", [4, 6, 9, 12, 24])
def test_in_a_short_history_too_every_story_lies_within_it(months: int) -> None:
    for last in (date(2026, 10, 3), date(2026, 11, 18), date(2027, 1, 14), date(2027, 1, 15)):
        first = later(last, -months)
        assert all(first <= story.day < last for story in stories(first, last))


def test_fines_are_felt_more_and_more_and_shorter_shifts_at_once() -> None:
    told = stories(date(2024, 11, 1), date(2026, 11, 18))
    felt = {
        story.kind: [story.felt(story.day + timedelta(days=days)) for days in (-1, 0, 90, 180, 400)]
        for story in told
    }
    assert felt[Kind.SHORTER_SHIFTS] == [0, 1, 1, 1, 1]
    assert felt[Kind.ERROR_FINES] == [0, 0, 0.5, 1, 1]


def test_nobody_counts_more_than_once_a_quarter_and_twice_a_year(told: Telling) -> None:
    in_quarter = Counter((c.client_id, c.day.year, (c.day.month + 2) // 3) for c in told.counted)
    in_year = Counter((c.client_id, c.day.year) for c in told.counted)
    assert max(in_quarter.values()) == 1
    assert max(in_year.values()) <= 2
    agreed = {course.visitor.id for course in told.courses if course.visitor.counted}
    assert {one.client_id for one in told.counted} <= agreed
    assert len(agreed) / len({c.visitor.id for c in told.courses}) == pytest.approx(0.8, abs=0.05)


def test_a_counsellor_is_in_one_place_at_a_time(told: Telling) -> None:
    starts = Counter((c.keeper, m.start) for c in told.courses for m in c.meetings)
    assert max(starts.values()) == 1
    assert all(
        is_working(m.start.astimezone(ZONE).date()) for c in told.courses for m in c.meetings
    )


def test_one_counsellor_has_sixty_open_cases_and_three_people_wait(told: Telling) -> None:
    theirs = [c for c in told.courses if c.keeper == FIRST and not c.closed_at and c.claimed_at]
    assert len(theirs) == 60
    waiting = [c for c in told.courses if c.claimed_at is None and c.keeper in (FIRST, None)]
    assert [(c.keeper, c.danger, bool(c.meetings)) for c in waiting] == [
        (FIRST, "urgent", True),
        (FIRST, "", True),
        (None, "", False),
    ]


def test_nothing_is_told_that_is_still_to_come(told: Telling) -> None:
    def moments(course: Course) -> list[datetime]:
        told_of = [course.asked_at, course.prepared_at, course.claimed_at, course.closed_at]
        held = [m.end for m in course.meetings if m.status != Status.BOOKED]
        return [at for at in (*told_of, *held) if at is not None]

    assert max(at for course in told.courses for at in moments(course)) <= NOW
    assert all(c.ahead is None or c.ahead.end > NOW for c in told.courses)


@pytest.mark.parametrize("hour", range(24))
def test_the_day_is_full_at_every_hour_and_one_session_begins_soon(hour: int) -> None:
    now = local(date(2026, 11, 18), hour * 60 + 7).astimezone(UTC)
    day = full_day(now)
    assert timedelta(minutes=4) < day[0].start - now <= timedelta(minutes=10)
    assert len(day) >= 7
    blocks = sorted((meeting.start, meeting.end) for meeting in day)
    assert all(end <= start for (_, end), (start, _) in pairwise(blocks))
    assert all((meeting.end <= now) == (meeting.status == Status.DONE) for meeting in day)


def test_shares_add_up_to_the_whole() -> None:
    assert shares([2000, 1200, 800, 500, 350, 150], 400) == [160, 96, 64, 40, 28, 12]
    assert sum(shares([0.45, 0.33, 0.06, 0.11, 0.05], 17)) == 17
