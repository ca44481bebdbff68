"""Frozen figures as they are read: ten answers show, nine hide, and nothing follows by minus."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean
from typing import Any

import pytest

from eap.core import clock
from eap.core.database import acting
from eap.core.errors import Invalid, Refused
from eap.core.roles import Role
from eap.wellbeing.models import PulseResult
from eap.wellbeing.pulse_series import PulseLine, PulsePoint, PulseSeries, pulse_series
from tests.factories import wellbeing as make
from tests.factories.staff import staff_actor
from tests.factories.wellbeing import AFTER, DURING

pytestmark = pytest.mark.django_db
# All fours score 90 and all zeros 10, because H2 counts backwards.
SCORES = {0: 10.0, 2: 50.0, 4: 90.0}


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with clock.standing_at(DURING):
        yield


def read(**asked: str) -> PulseSeries:
    return pulse_series(staff_actor("operations"), **asked)


def points(**asked: str) -> dict[str, PulsePoint]:
    """Group -> its point of the last wave."""
    return {line.code: line.points[-1] for line in read(**asked).lines}


@dataclass
class Wave:
    """An open wave whose strips are used up from the front of each pile."""

    piles: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def answer(self, site: str, shift: str, count: int, **given: Any) -> None:
        for _ in range(count):
            make.give(self.piles[site, shift].pop(), **given)


def test_nine_answers_hide_and_ten_show() -> None:
    make.make_site("HZ", day=30)
    make.make_site("CD", day=30)
    wave = Wave(make.open_with_strips("HZ", "CD"))
    wave.answer("HZ", "day", 10, score=4)
    wave.answer("CD", "day", 10, score=0)
    make.freeze()
    shown = points(split="site")
    assert (shown["HZ"].point, shown["CD"].point) == (90.0, 10.0)
    assert (shown["HZ"].answers, shown["HZ"].issued, shown["HZ"].roster) == (10, 30, 30)


def test_one_group_of_nine_hides_itself_and_its_sibling_in_every_measure() -> None:
    make.make_site("HZ", day=30)
    make.make_site("CD", day=30)
    wave = Wave(make.open_with_strips("HZ", "CD"))
    wave.answer("HZ", "day", 9, score=4, drivers=["D08"])
    wave.answer("CD", "day", 12, score=0)
    make.freeze()
    for measure in ("score", "D08", "D01"):
        found = points(split="site", measure=measure)
        assert {point.state for point in found.values()} == {"hidden"}
        assert {point.reason for point in found.values()} == {"not_shown"}
        assert all(point.answers is None and point.point is None for point in found.values())
        assert points(measure=measure)["all"].state in {"value", "few"}
    with acting(staff_actor("operations")):
        kept = PulseResult.objects.exclude(unseen="")
        assert kept.exists() and not kept.filter(answers__isnull=False).exists()


def test_a_roster_below_25_hides_whatever_came() -> None:
    make.make_site("HZ", day=24, night=60)
    wave = Wave(make.open_with_strips("HZ"))
    wave.answer("HZ", "day", 20)
    wave.answer("HZ", "night", 20)
    make.freeze()
    found = points(split="shift")
    assert {point.reason for point in found.values()} == {"not_shown"}
    assert points(split="site")["HZ"].state == "value"


def test_a_cell_belongs_to_its_site_and_its_shift() -> None:
    for site in ("HZ", "CD"):
        make.make_site(site, day=40, night=40)
    wave = Wave(make.open_with_strips("HZ", "CD"))
    for site, shift, count in (
        ("HZ", "day", 12), ("HZ", "night", 9), ("CD", "day", 12), ("CD", "night", 12),
    ):  # fmt: skip
        wave.answer(site, shift, count)
    make.freeze()
    assert {point.state for point in points(split="site_shift").values()} == {"hidden"}
    assert {point.state for point in points(split="site").values()} == {"value"}
    assert {point.state for point in points(split="shift").values()} == {"value"}


def test_nobody_answering_is_no_data_and_not_zero() -> None:
    make.make_site("HZ", day=30)
    make.make_site("CD", day=30)
    wave = Wave(make.open_with_strips("HZ", "CD"))
    wave.answer("HZ", "day", 12)
    make.freeze()
    found = points(split="site")
    assert (found["CD"].state, found["CD"].reason, found["CD"].point) == ("none", "", None)
    assert found["HZ"].state == "value"


def test_means_and_shares_are_those_of_the_answers() -> None:
    make.make_site("HZ", day=60)
    wave = Wave(make.open_with_strips("HZ"))
    wave.answer("HZ", "day", 5, score=4, drivers=["D08", "D05"], module={"L1": 4, "L2": 4})
    wave.answer("HZ", "day", 9, score=2, drivers=["D08"], module=dict.fromkeys(_LOYALTY, 3))
    wave.answer("HZ", "day", 6, score=0, module=dict.fromkeys(_LOYALTY, 1))
    wave.answer("HZ", "day", 1, items={"H1": 4, "H3": 4})  # too few to be scored
    make.freeze()
    score = points()["all"]
    assert score.answers == 20
    assert score.point == round(fmean([90.0] * 5 + [50.0] * 9 + [10.0] * 6))
    assert score.low is not None and score.high is not None
    assert score.low < score.point < score.high
    share = points(measure="D08")["all"]
    assert (share.state, share.reason, share.point) == ("few", "few_left", None)
    none = points(measure="D01")["all"]
    assert (none.state, none.reason, none.low, none.high) == ("few", "few_ticked", 0, 50)
    loyalty = points(measure="loyalty")["all"]
    assert (loyalty.answers, loyalty.point) == (20, round((9 * 75 + 6 * 25) / 15))


_LOYALTY = ("L1", "L2", "L3", "L4", "L5")


def two_waves(before: int, after: int, *, alike: bool = False) -> None:
    """Twenty answers a wave: half of them `before` or `after`, the others in the middle.

    Who does not answer 0 ticks D08 as well: that half, and where they are `alike` everybody.
    """
    make.make_site("HZ", day=40)
    make.plan("2027-Q1", date(2027, 2, 1), date(2027, 2, 14))
    for code, score, moment, end in (
        ("2026-Q4", before, DURING, AFTER),
        ("2027-Q1", after, DURING.replace(2027, 2, 3), AFTER.replace(2027, 2, 15)),
    ):
        if code == "2026-Q4":
            make.plan(code)
        with clock.standing_at(moment):
            wave = Wave(make.open_with_strips("HZ", wave=code))
            wave.answer("HZ", "day", 10, score=score, drivers=["D08"] if score else [])
            wave.answer("HZ", "day", 10, score=2, drivers=["D08"] if score and alike else [])
        make.freeze(code, end)


def only(lines: list[PulseLine]) -> PulseLine:
    (line,) = lines
    return line


@pytest.mark.parametrize(
    ("before", "after", "verdict"), [(0, 4, "up"), (4, 0, "down"), (2, 2, "cannot_tell")]
)
def test_the_verdict_compares_the_last_two_waves(before: int, after: int, verdict: str) -> None:
    two_waves(before, after)
    found = read()
    assert [wave.code for wave in found.waves] == ["2026-Q4", "2027-Q1"]
    line = only(found.lines)
    assert (line.verdict, [point.wave for point in line.points]) == (
        verdict,
        ["2026-Q4", "2027-Q1"],
    )


def test_drivers_of_everyone_stand_in_order_of_their_share() -> None:
    two_waves(4, 0)
    found = read()
    assert len(found.drivers) == 12
    shift = next(line for line in found.drivers if line.code == "D08")
    assert [point.point for point in shift.points] == [50, None]
    assert shift.name_zh and found.drivers_compared == 12
    last = [line.points[-1].point or 0 for line in found.drivers]
    assert last == sorted(last, reverse=True)


def test_a_driver_that_nearly_everyone_ticked_stands_first_though_only_its_range_is_shown() -> None:
    two_waves(0, 4, alike=True)
    first = read().drivers[0]
    assert first.code == "D08"
    assert first.points[-1].reason == "few_left"


def test_before_the_first_wave_its_dates_are_all_there_is() -> None:
    make.plan()
    found = read()
    assert found.waves == [] and found.lines == [] and found.drivers == []
    assert found.next_wave is not None
    assert str(found.next_wave.opens_on) == "2026-11-09"


def test_an_open_wave_shows_nothing_of_its_answers() -> None:
    make.make_site("HZ", day=40)
    Wave(make.open_with_strips("HZ")).answer("HZ", "day", 20)
    found = read()
    assert found.lines == [] and found.next_wave is not None
    assert found.next_wave.state == "open"


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any) -> None:
    two_waves(0, 4)
    actor = staff_actor("operations")
    with django_assert_max_num_queries(8):
        pulse_series(actor, split="site_shift")


@pytest.mark.parametrize("asked", [{"measure": "D26"}, {"split": "tenure"}, {"measure": ""}])
def test_unknown_codes_are_named(asked: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        read(**asked)
    assert refusal.value.fields == dict.fromkeys(asked, "unknown")


READERS = {"operations", "programme_manager", "clinical_lead", "privacy_officer"}


@pytest.mark.parametrize("role", Role.values)
def test_who_reads_the_figures(role: str) -> None:
    make.make_site("HZ", day=40)
    make.open_with_strips("HZ")
    make.freeze()
    actor = staff_actor(role)
    with acting(actor):
        assert PulseResult.objects.exists() == (role in READERS)
    if role in READERS:
        assert pulse_series(actor).waves
    else:
        with pytest.raises(Refused):
            pulse_series(actor)
