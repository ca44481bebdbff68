"""Before and after: limits that hold, verdicts that rarely err, and the least that can be seen."""

import math
import random
from collections.abc import Sequence

import pytest

from eap.publication.mechanism.before_after import Change, Measured, compare, smallest_change
from eap.publication.mechanism.budget import DEFAULT_SHARES, YEAR_RHO, sigma_for
from eap.publication.mechanism.intervals import Verdict
from eap.publication.mechanism.noise import add_noise

SIGMA = sigma_for(YEAR_RHO * DEFAULT_SHARES["site_quarter"])
TRIALS = 5_000
OFF = 5 * math.sqrt(0.05 * 0.95 / TRIALS)  # five standard errors of a share of 5 %


def _worlds(
    before: Sequence[float], after: Sequence[float], *, trials: int = TRIALS, seed: int = 1
) -> list[Change]:
    """Poisson counts of a fixed seed under real noise, which has none."""
    chance = random.Random(seed)
    means = [*before, *after]
    counts = [_poisson(chance, mean) for _ in range(trials) for mean in means]
    noisy = add_noise(counts, sigma=SIGMA)
    found = []
    for at in range(0, len(noisy), len(means)):
        cells = [Measured(count, SIGMA) for count in noisy[at : at + len(means)]]
        found.append(compare(cells[: len(before)], cells[len(before) :]))
    return found


def _poisson(chance: random.Random, mean: float) -> int:
    left, count = math.exp(-mean), 0
    product = chance.random()
    while product > left:
        product *= chance.random()
        count += 1
    return count


def _share(found: Sequence[Change], verdict: Verdict) -> float:
    return sum(one.verdict == verdict for one in found) / len(found)


@pytest.mark.parametrize(
    ("before", "after"),
    [([20.0] * 4, [20.0] * 2), ([8.0] * 2, [8.0] * 2), ([30.0] * 4, [30.0] * 4)],
)
def test_where_nothing_changed_a_change_is_told_once_in_twenty(
    before: list[float], after: list[float]
) -> None:
    found = _worlds(before, after)
    assert 1 - _share(found, Verdict.CANNOT_TELL) <= 0.05 + OFF
    assert abs(_share(found, Verdict.UP) - _share(found, Verdict.DOWN)) < OFF


@pytest.mark.parametrize(
    ("before", "after"),
    [([20.0] * 4, [20.0] * 2), ([20.0] * 4, [44.0] * 2), ([40.0] * 2, [15.0] * 4)],
)
def test_the_limits_hold_the_truth_in_ninety_five_of_a_hundred(
    before: list[float], after: list[float]
) -> None:
    truth = after[0] - before[0]
    held = sum(one.low <= truth <= one.high for one in _worlds(before, after)) / TRIALS
    assert 0.95 - OFF <= held <= 0.95 + OFF


def test_a_large_change_is_told_and_in_its_direction() -> None:
    assert _share(_worlds([30.0] * 4, [66.0] * 2, trials=500), Verdict.UP) > 0.97
    assert _share(_worlds([66.0] * 4, [30.0] * 4, trials=500), Verdict.DOWN) > 0.97


def test_the_smallest_change_is_told_in_four_of_five_cases() -> None:
    least = smallest_change([Measured(30, SIGMA)], before=4, after=4)
    found = _worlds([30.0 - least / 2] * 4, [30.0 + least / 2] * 4, trials=2_000)
    assert _share(found, Verdict.UP) == pytest.approx(0.8, abs=0.05)


def test_the_variance_is_that_of_noise_and_of_counts() -> None:
    found = compare([Measured(10, 3.0), Measured(14, 3.0)], [Measured(20, 4.0, factor=2.0)])
    half = 1.959963984540054 * math.sqrt((9 + 9 + 24) / 4 + 4 * (16 + 20))
    assert (found.before, found.after, found.change) == (12, 40, 28)
    assert (found.low, found.high) == pytest.approx((28 - half, 28 + half))


def test_counts_that_noise_made_negative_still_have_limits() -> None:
    found = compare([Measured(-4, 3.0)] * 2, [Measured(-1, 3.0)] * 2)
    assert found.verdict == Verdict.CANNOT_TELL
    assert found.high - found.low == pytest.approx(2 * 1.959963984540054 * 3.0)
