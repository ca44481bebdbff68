"""No count below ten can be read from what is told of a share, and days are compared honestly."""

from datetime import date

import pytest

from eap.core.figures import told_change
from eap.wellbeing.pulse import Interval, share_interval
from eap.wellbeing.pulse_told import Told, about, around, told

DAY = date(2026, 7, 6)


@pytest.mark.parametrize(("answers", "said"), [(10, 10), (14, 10), (15, 20), (79, 80), (905, 910)])
def test_answers_are_told_in_tens(answers: int, said: int) -> None:
    assert about(answers) == said


@pytest.mark.parametrize("ticked", [0, 1, 5, 9])
def test_fewer_than_ten_of_about_eighty_is_all_that_is_told(ticked: int) -> None:
    shown = told(share_interval(ticked, 79), is_share=True)
    assert shown == Told("few", "few_ticked", None, 0, 13, 80)
    others = told(share_interval(79 - ticked, 79), is_share=True)
    assert others == Told("few", "few_left", None, 87, 100, 80)


def test_shares_and_means_are_whole_and_limits_go_outward() -> None:
    assert told(share_interval(25, 79), is_share=True) == Told("value", "", 32, 22, 43, 80)
    mean = Interval(55.4, 51.9, 58.2, 79)
    assert told(mean, is_share=False) == Told("value", "", 55, 51, 59, 80)


def wave(month: int, value: float, half: float = 3.0) -> tuple[date, date, Interval]:
    figure = Interval(value, value - half, value + half, 100)
    return date(2026, month, 1), date(2026, month, 14), figure


def test_waves_before_a_day_against_waves_after_it() -> None:
    found = around([wave(2, 50), wave(5, 52), wave(8, 58)], DAY, is_share=False)
    assert found is not None
    assert (found.waves_before, found.waves_after) == (2, 1)
    assert (found.before, found.after, found.change, found.verdict) == (51, 58, 7, "up")
    assert (found.low, found.high) == (3, 11)  # 7 less and more the root of 3² + (3²+3²)/2²
    still = around([wave(2, 50), wave(8, 51)], DAY, is_share=False)
    assert still is not None and still.verdict == "cannot_tell"


def test_the_change_is_the_difference_of_the_figures_told() -> None:
    """55.6 and 62.4 are told as 56 and 62: the change is 6, though 6.8 would round to 7."""
    found = around([wave(2, 55.6), wave(8, 62.4)], DAY, is_share=False)
    assert found is not None
    assert (found.before, found.after, found.change, found.verdict) == (56, 62, 6, "up")
    assert found.low <= found.change <= found.high


def test_limits_are_widened_where_rounding_carries_the_change_beyond_them() -> None:
    assert told_change(56, 62, 6.2, 7.4) == (6, 6, 8)
    assert told_change(55, 62, 5.1, 5.9) == (7, 5, 7)


def test_at_most_four_waves_a_side_and_none_that_holds_the_day() -> None:
    early = [wave(month, 90 if month == 1 else 50) for month in (1, 2, 3, 4, 5)]
    found = around([*early, wave(7, 99), wave(8, 50)], DAY, is_share=False)
    assert found is not None
    assert (found.waves_before, found.before, found.waves_after, found.after) == (4, 50, 1, 50)


def test_nothing_is_compared_where_a_side_is_missing_or_must_not_be_told() -> None:
    assert around([wave(2, 50)], DAY, is_share=False) is None
    assert around([wave(2, 50), wave(8, 5)], DAY, is_share=True) is None
