"""Operations read frozen figures with their intervals, or are told when the first one comes."""

from datetime import UTC, date, datetime

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Invalid, Missing, Refused
from eap.core.ids import new_id
from eap.publication import selectors, services
from tests.factories.publication import PUBLISHER, contribute, make_company, publisher_login

pytestmark = pytest.mark.django_db
OPS = Actor.staff(new_id(), frozenset({"operations"}))
MAY = datetime(2026, 5, 20, tzinfo=UTC)


@pytest.fixture
def published() -> None:
    make_company([date(2026, 1, 1)])
    for month in (1, 2, 3, 4):
        contribute(date(2026, month, 1), "A", 40)
    with publisher_login():
        list(services.publish_due(PUBLISHER, today=MAY.date()))


def test_before_anything_is_published_the_date_and_the_width_are_said() -> None:
    make_company([date(2026, 1, 1)])
    with publisher_login():
        list(services.publish_due(PUBLISHER, today=date(2026, 1, 10)))
    with clock.standing_at(datetime(2026, 1, 10, tzinfo=UTC)):
        use = selectors.use(OPS)
    assert use.first_figure == selectors.FirstFigure(date(2026, 2, 15), 27, 9)


@pytest.mark.usefixtures("published")
def test_months_have_values_and_later_ones_are_not_yet() -> None:
    with clock.standing_at(MAY):
        found = selectors.series(OPS, code="openings")
    (line,) = found.lines
    assert [point.state for point in line.points] == ["value"] * 4 + ["not_yet"]
    assert all(0 <= p.low <= p.point <= p.high for p in line.points if p.point is not None)
    assert found.next_due == date(2026, 6, 15)


@pytest.mark.usefixtures("published")
def test_rates_are_per_thousand_a_year_and_small_sites_stand_together() -> None:
    with clock.standing_at(MAY):
        found = selectors.series(OPS, code="utilisation")
    assert [line.code for line in found.lines] == ["A", "B", "other_sites"]
    assert 800 < found.least_heads <= 1200  # B stands alone, C does not
    first = found.lines[0].points[0]
    assert first.point is not None
    assert first.point == pytest.approx(120 * 4000 / 2000 / 1, rel=0.2)


@pytest.mark.usefixtures("published")
def test_what_the_programme_does_not_carry_says_what_it_would_cost() -> None:
    with pytest.raises(Invalid) as refused:
        selectors.series(OPS, code="severity")
    assert (refused.value.code, refused.value.extra) == (
        "not_in_programme", {"would_cost": "0.08"},
    )  # fmt: skip
    with pytest.raises(Missing):
        selectors.series(OPS, code="teams")


@pytest.mark.parametrize("role", ["system_admin", "on_call"])
def test_who_has_no_business_with_figures_is_refused(role: str) -> None:
    with pytest.raises(Refused):
        selectors.use(Actor.staff(new_id(), frozenset({role})))


@pytest.mark.usefixtures("published")
def test_no_point_stands_in_an_interval_as_wide_as_itself() -> None:
    with clock.standing_at(MAY):
        all_of = [selectors.series(OPS, code=code) for code in ("openings_site", "utilisation")]
    points = [
        p for found in all_of for line in found.lines for p in line.points if p.low is not None
    ]
    assert {"value", "range"} == {p.state for p in points}
    for p in points:
        assert (p.point is None) == (p.state == "range")
        assert p.point is None or p.high - p.low < p.point
