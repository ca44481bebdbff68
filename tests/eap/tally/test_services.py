"""Contributions are bounded and lead to nobody; past years are forgotten; plain counts add up."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.core.ids import new_id
from eap.tally import services
from eap.tally.models import CapCounter, Contribution, PlainCount
from eap.tally.policies import SUPPLY
from eap.tally.pseudonym import pseudonym
from eap.tally.words import Facet
from tests.factories.booking import past_the_walls
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
TIDYING = Actor.system("shuffle")
COUNTING = Actor.system(SUPPLY)


@pytest.fixture(autouse=True)
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "HARBOUR_STATE", tmp_path)


@pytest.fixture
def counsellor() -> Actor:
    return staff_actor("counsellor")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def contribute(actor: Actor, client_id: UUID, day: date, *, site: str = "HZ") -> bool:
    """One first session, told on the day it happened."""
    with clock.standing_at(at(day)):
        return services.contribute(
            actor,
            client_id=client_id,
            happened=day,
            site=site,
            shift="",
            tenure="t1",
            concern="sleep",
            severity=3,
            wait_days=4,
        )


def contributions(facet: Facet = Facet.OPENING) -> list[Contribution]:
    with past_the_walls():
        return list(Contribution.objects.filter(facet=facet).order_by("period"))


class TestBounds:
    def test_a_person_counts_once_a_quarter_and_twice_a_year(self, counsellor: Actor) -> None:
        client = new_id()
        days = [date(2027, 1, 5), date(2027, 3, 9), date(2027, 5, 4), date(2027, 8, 2)]
        assert [contribute(counsellor, client, day) for day in days] == [True, False, True, False]
        assert contribute(counsellor, client, date(2028, 2, 1))
        assert contribute(counsellor, new_id(), date(2027, 1, 5))
        assert len(contributions()) == 4

    def test_what_is_counted_is_a_month_and_coarse(self, counsellor: Actor) -> None:
        contribute(counsellor, new_id(), date(2027, 2, 25), site="")
        kept = {facet: [(r.period, r.value) for r in contributions(facet)] for facet in Facet}
        year, month = date(2027, 1, 1), date(2027, 2, 1)
        assert kept == {
            Facet.OPENING: [(month, "")],
            Facet.SITE: [(year, "not_said")],
            Facet.SHIFT: [(year, "not_said")],
            Facet.TENURE: [(year, "t1")],
            Facet.CONCERN: [(year, "sleep")],
            Facet.SEVERITY: [(year, "3")],
            Facet.WAIT: [(year, "1")],
            Facet.CRISIS: [],
        }

    def test_a_late_event_counts_in_a_month_that_is_open(self, counsellor: Actor) -> None:
        for told, month in ((date(2027, 2, 14), date(2027, 1, 1)),
                            (date(2027, 2, 15), date(2027, 2, 1))):  # fmt: skip
            with clock.standing_at(at(told)):
                services.contribute(
                    counsellor, client_id=new_id(), happened=date(2027, 1, 31), site="", shift="",
                    tenure="", concern="", severity=None, wait_days=0,
                )  # fmt: skip
            assert contributions()[-1].period == month

    def test_only_those_who_hold_sessions_count_them(self) -> None:
        for actor in (staff_actor("operations"), Actor.client(new_id()), Actor.anonymous()):
            with pytest.raises(Refused):
                contribute(actor, new_id(), date(2027, 1, 5))


class TestNights:
    def test_what_grew_lately_is_written_anew_and_the_rest_is_left(self, counsellor: Actor) -> None:
        for day in (date(2026, 12, 3), date(2027, 3, 3), date(2027, 3, 4)):
            contribute(counsellor, new_id(), day)
        before = {row.id for row in contributions()}
        with clock.standing_at(at(date(2027, 3, 5))):
            assert services.shuffle_open_periods(TIDYING) == 2 * 7
        after = contributions()
        assert [row.period for row in after] == [date(2026, 12, 1), *[date(2027, 3, 1)] * 2]
        assert len(before & {row.id for row in after}) == 1

    def test_a_year_is_forgotten_when_nothing_can_be_added_to_it(
        self, counsellor: Actor, tmp_path: Path, django_capture_on_commit_callbacks: object
    ) -> None:
        client = new_id()
        contribute(counsellor, client, date(2026, 11, 3))
        contribute(counsellor, client, date(2027, 1, 4))
        known = pseudonym(client, 2026)
        for day, years in ((date(2027, 1, 14), [2026, 2027]), (date(2027, 1, 15), [2027])):
            with (
                clock.standing_at(at(day)),
                django_capture_on_commit_callbacks(execute=True),  # type: ignore[operator]
            ):
                services.close_years(TIDYING)
            with past_the_walls():
                assert sorted(CapCounter.objects.values_list("year", flat=True)) == years
            assert sorted(int(file.stem[6:]) for file in tmp_path.glob("tally-*.key")) == years
        assert len(contributions()) == 2
        assert pseudonym(client, 2026) != known, "another key was made: the old one is gone"

    def test_only_the_job_tidies(self, counsellor: Actor) -> None:
        for actor in (counsellor, staff_actor("system_admin"), Actor.anonymous()):
            with pytest.raises(Refused):
                services.shuffle_open_periods(actor)
            with pytest.raises(Refused):
                services.close_years(actor)


class TestPlainCounts:
    def test_what_happens_adds_up_and_what_is_whole_stands(self, counsellor: Actor) -> None:
        day = date(2027, 3, 9)
        for value in (8, 12):
            services.add_plain_count(counsellor, kind="seats", happened=day, value=value)
        for hours in ("101.50", "99"):
            services.keep_plain_count(COUNTING, kind="hours", happened=day, value=Decimal(hours))
        found = dict(PlainCount.objects.values_list("kind", "value"))
        assert found == {"seats": Decimal(20), "hours": Decimal("101.50")}
        assert set(PlainCount.objects.values_list("month", flat=True)) == {date(2027, 3, 1)}

    def test_not_everybody_writes_them(self) -> None:
        for actor in (staff_actor("operations"), Actor.client(new_id()), Actor.anonymous()):
            with pytest.raises(Refused):
                services.add_plain_count(actor, kind="x", happened=date(2027, 3, 9), value=1)
