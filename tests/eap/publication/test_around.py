"""The use of the service around a day, as operations read it: of releases and nothing else."""

import json
from datetime import UTC, date, datetime

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.publication import selectors, services
from eap.publication.around import Around
from eap.publication.models import ProgrammeYear, Release
from eap.tally.models import Contribution
from eap.workload.events import keep_event
from tests.factories.booking import past_the_walls
from tests.factories.publication import PUBLISHER, contribute, make_company, publisher_login

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # two years are published for each
OPS = Actor.staff(new_id(), frozenset({"operations"}))
NOW = datetime(2027, 1, 20, tzinfo=UTC)
FLAG = date(2026, 6, 29)  # the last Monday before a quarter
QUARTERS = [date(year, month, 1) for year in (2025, 2026) for month in (1, 4, 7, 10)]


@pytest.fixture(autouse=True)
def _published() -> None:
    """About 30 people a quarter at every place, and 90 at A after the day."""
    make_company([date(2025, 1, 1), date(2026, 1, 1)])
    for quarter in QUARTERS:
        for site in ("A", "B", "C", "D"):
            contribute(quarter, site, 90 if site == "A" and quarter > FLAG else 30)
    with publisher_login():
        list(services.publish_due(PUBLISHER, today=NOW.date()))


def _around(site: str, day: date, *, code: str = "openings_site", at: datetime = NOW) -> Around:
    with clock.standing_at(at):
        found = selectors.series(OPS, code=code, around=day)
    around = next(line.around for line in found.lines if line.code == site)
    assert around is not None
    return around


def test_a_large_change_is_told_with_its_limits() -> None:
    found = _around("A", FLAG)
    # The quarter that holds the day is on neither side.
    assert (found.periods_before, found.periods_after, found.verdict) == (4, 2, "up")
    assert found.change is not None and found.low is not None and found.high is not None
    assert 35 < found.change < 85
    assert found.before is not None and found.after is not None
    assert found.change == found.after - found.before
    assert 0 < found.low <= found.change <= found.high


def test_where_nothing_changed_the_least_that_could_be_seen_is_said() -> None:
    found = _around("B", FLAG)
    assert found.change is not None and found.smallest is not None
    assert -20 < found.change < 20
    assert 12 <= found.smallest <= 24


def test_rates_are_compared_in_the_units_of_their_chart() -> None:
    people, rate = _around("A", FLAG), _around("A", FLAG, code="utilisation")
    assert rate.verdict == people.verdict == "up"
    assert people.change is not None and rate.change is not None
    assert rate.change == pytest.approx(people.change * 4000 / 2000, abs=2)


@pytest.mark.parametrize(
    ("day", "sides"),
    [(date(2025, 6, 30), (1, 4)), (date(2026, 9, 28), (4, 1)), (date(2024, 1, 1), (0, 4))],
)
def test_one_period_on_a_side_is_too_early(day: date, sides: tuple[int, int]) -> None:
    found = _around("A", day)
    assert (found.periods_before, found.periods_after) == sides
    assert found.verdict == "too_early"
    assert (found.before, found.after, found.change, found.low, found.high) == (None,) * 5
    assert found.elsewhere is None
    assert found.smallest is not None and found.smallest > 10


def test_other_places_are_compared_unless_something_happened_there_too() -> None:
    before = _around("A", FLAG).elsewhere
    assert before is not None
    assert -60 < before.change < 60
    assert before.low <= before.change <= before.high
    for site in ("B", "E"):  # E is one of those counted together
        keep_event(
            Actor.system("demo"),
            site=site,
            day=date(2026, 2, 2),
            kind="shifts",
            name_zh="取消12小时班",
            name_en="No more 12-hour shifts",
        )
    assert _around("A", FLAG).elsewhere is None


def test_growth_of_a_site_is_not_a_change_of_its_use() -> None:
    grown = _around("B", date(2026, 1, 1))
    with past_the_walls():
        ProgrammeYear.objects.filter(year=2025).update(
            heads={"all": 4400, "A": 2000, "B": 600, "other_sites": 1800}
        )
    then = _around("B", date(2026, 1, 1))
    assert grown.before is not None and then.before is not None
    assert then.before == pytest.approx(2 * grown.before, abs=1)
    assert then.after == grown.after


def test_only_releases_are_read() -> None:
    """The signed measurements say all of it: without anything counted it stays the same."""
    said = _around("A", FLAG)
    with past_the_walls():
        Contribution.objects.all().delete()
    assert _around("A", FLAG) == said
    noisy = {
        release.period: json.loads(release.body)["noisy"]["A"]
        for release in Release.objects.filter(table="site_quarter")
    }
    after = (noisy["2026-Q3"] + noisy["2026-Q4"]) / 2
    assert said.after == round(after)


def test_nothing_is_compared_where_lines_are_not_sites_or_no_day_is_asked() -> None:
    with clock.standing_at(NOW):
        for code, day in (("openings", FLAG), ("concerns", FLAG), ("openings_site", None)):
            found = selectors.series(OPS, code=code, around=day)
            assert [line.around for line in found.lines] == [None] * len(found.lines)
