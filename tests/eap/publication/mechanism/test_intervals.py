"""Intervals, rates and the three verdicts."""

import math

import numpy as np
import pytest

from eap.publication.mechanism.intervals import (
    Z95,
    Estimate,
    Figure,
    Verdict,
    figure,
    verdict,
)


def test_the_interval_is_cut_at_zero_not_moved() -> None:
    shown = figure(Estimate(4, 3), 4)
    assert shown == Figure(None, 0.0, pytest.approx(4 + Z95 * 3))
    assert figure(Estimate(-20, 3), 0) == Figure(None, 0.0, 0.0)


@pytest.mark.parametrize(("shown", "has_point"), [(12, True), (11, False), (0, False)])
def test_a_point_only_where_it_is_larger_than_its_interval_is_wide(
    shown: int, has_point: bool
) -> None:
    drawn = figure(Estimate(12, 3), shown)  # 11.76 wide
    assert (drawn.point is not None) == has_point
    if has_point:
        assert drawn.point == shown


def test_verdicts() -> None:
    before = Estimate(16, 3)
    edge = Z95 * math.sqrt(18)
    assert verdict(before, Estimate(16 + edge + 0.1, 3), sampling=False) is Verdict.UP
    assert verdict(before, Estimate(16 - edge - 0.1, 3), sampling=False) is Verdict.DOWN
    assert verdict(before, Estimate(16 + edge - 0.1, 3), sampling=False) is Verdict.CANNOT_TELL


def test_allowing_for_chance_in_the_events_asks_for_more() -> None:
    before, after = Estimate(65, 6), Estimate(88, 6)
    assert verdict(before, after, sampling=False) is Verdict.UP
    assert verdict(before, after, sampling=True) is Verdict.CANNOT_TELL
    assert verdict(before, Estimate(110, 6), sampling=True) is Verdict.UP


def test_many_figures_judged_together_ask_for_more() -> None:
    before, after = Estimate(65, 6), Estimate(105, 6)
    assert verdict(before, after, sampling=True) is Verdict.UP
    assert verdict(before, after, sampling=True, comparisons=7) is Verdict.CANNOT_TELL
    assert verdict(before, Estimate(120, 6), sampling=True, comparisons=7) is Verdict.UP


def test_growth_of_the_workforce_is_no_change() -> None:
    before, after = Estimate(100, 1), Estimate(200, 1)
    assert verdict(before, after, sampling=True) is Verdict.UP
    assert verdict(before, after, sampling=True, growth=2) is Verdict.CANNOT_TELL
    assert verdict(before, Estimate(100, 1), sampling=True, growth=2) is Verdict.DOWN


def test_negative_fits_have_no_sampling_variance() -> None:
    assert verdict(Estimate(-2, 1), Estimate(-2, 1), sampling=True) is Verdict.CANNOT_TELL


@pytest.mark.parametrize(("rate_after", "least", "most"), [(40, 0.0, 0.08), (90, 0.9, 1.0)])
def test_false_alarms_are_rare_and_large_changes_are_seen(
    rate_after: int, least: float, most: float
) -> None:
    """Normal noise from seeded test data; 2,000 pairs of quarters."""
    chance = np.random.default_rng(5)
    sigma = 3.65
    before = chance.poisson(40, 2_000) + chance.normal(0, sigma, 2_000)
    after = chance.poisson(rate_after, 2_000) + chance.normal(0, sigma, 2_000)
    told = [
        verdict(Estimate(b, sigma), Estimate(a, sigma), sampling=True) is not Verdict.CANNOT_TELL
        for b, a in zip(before, after, strict=True)
    ]
    assert least <= np.mean(told) <= most
