"""Fits that add up: exactness, the optimum, coverage of intervals on simulated quarters."""

import random
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from eap.publication.mechanism.consistency import Family, Fit, fit
from eap.publication.mechanism.intervals import Estimate, figure
from eap.publication.mechanism.noise import add_noise

SITES = ("a", "b", "c", "d")
CONCERNS = ("1", "2", "3")
MONTHS = ("m1", "m2", "m3")
QUARTER = [
    Family("org", MONTHS),
    Family("org", SITES),
    *(Family(site, tuple(site + concern for concern in CONCERNS)) for site in SITES),
    Family("org", tuple(f"concern {concern}" for concern in CONCERNS)),
    *(Family(f"concern {c}", tuple(site + c for site in SITES)) for c in CONCERNS),
]
FINE = tuple(site + concern for site in SITES for concern in CONCERNS)
SIGMA = {**dict.fromkeys(MONTHS, 4.47), **dict.fromkeys(SITES, 3.65), **dict.fromkeys(FINE, 5.16)}


def gaps(values: dict[str, float], families: Iterable[Family]) -> list[float]:
    return [abs(values[f.parent] - sum(values[c] for c in f.children)) for f in families]


def values_of(result: Fit) -> dict[str, float]:
    return {cell: estimate.value for cell, estimate in result.estimates.items()}


def measure(truth: dict[str, int]) -> dict[str, Estimate]:
    """One release of the quarter's tables: the org, and concerns over sites, are not measured."""
    noisy: dict[str, Estimate] = {}
    for table in (MONTHS, SITES, FINE):
        sigma = SIGMA[table[0]]
        drawn = add_noise([truth[cell] for cell in table], sigma=sigma)
        noisy |= {c: Estimate(v, sigma) for c, v in zip(table, drawn, strict=True)}
    return noisy


def simulated_quarter(chance: random.Random) -> dict[str, int]:
    """True counts: 0 to 25 a site, most in one concern; months split them."""
    truth = dict.fromkeys((*MONTHS, *SITES, *FINE), 0)
    for site in SITES:
        for _ in range(chance.randrange(26)):
            truth[site] += 1
            truth[site + chance.choice("1112223")] += 1
            truth[chance.choice(MONTHS)] += 1
    return truth


noisy_quarters = st.lists(
    st.integers(min_value=-15, max_value=40), min_size=len(SIGMA), max_size=len(SIGMA)
).map(
    lambda values: {
        cell: Estimate(value, SIGMA[cell]) for cell, value in zip(SIGMA, values, strict=True)
    }
)


@settings(max_examples=40, deadline=None)
@given(noisy_quarters)
def test_everything_adds_up_and_nothing_shown_is_negative(noisy: dict[str, Estimate]) -> None:
    result = fit(noisy, QUARTER)
    assert max(gaps(values_of(result), QUARTER)) < 1e-9
    assert gaps({c: float(v) for c, v in result.shown.items()}, QUARTER) == [0.0] * len(QUARTER)
    assert min(result.shown.values()) >= 0
    assert set(result.shown) == set(result.estimates) >= {"org", "concern 1"}


def test_two_measurements_of_one_total_meet_at_their_weighted_mean() -> None:
    noisy = {"total": Estimate(20, 2.0), "left": Estimate(6, 1.0), "right": Estimate(8, 1.0)}
    result = fit(noisy, [Family("total", ("left", "right"))])
    # The children say 14 with variance 2, the parent 20 with variance 4.
    assert result.estimates["total"].value == pytest.approx(16)
    assert result.estimates["left"].value == pytest.approx(7)
    assert result.estimates["total"].sigma == pytest.approx((1 / (1 / 4 + 1 / 2)) ** 0.5)
    assert result.shown == {"total": 16, "left": 7, "right": 9}


def test_the_fit_never_adds_uncertainty() -> None:
    result = fit({cell: Estimate(5, sigma) for cell, sigma in SIGMA.items()}, QUARTER)
    assert all(result.estimates[cell].sigma < sigma for cell, sigma in SIGMA.items())


def test_consistent_numbers_are_left_alone() -> None:
    truth = simulated_quarter(random.Random(3))
    result = fit({cell: Estimate(truth[cell], SIGMA[cell]) for cell in SIGMA}, QUARTER)
    assert {cell: result.shown[cell] for cell in SIGMA} == truth
    assert result.shown["org"] == sum(truth[month] for month in MONTHS)


def test_the_display_is_the_least_squares_point_among_non_negative_ones() -> None:
    """Against a general-purpose solver, on a case where several cells would be negative."""
    cells = ("total", "a", "b", "c")
    raw = np.array([5.0, -8.0, 6.0, -1.0])
    sigma = np.array([3.0, 2.0, 4.0, 2.0])
    noisy = {c: Estimate(v, s) for c, v, s in zip(cells, raw, sigma, strict=True)}
    solution = minimize(
        lambda free: ((((np.append(free.sum(), free)) - raw) / sigma) ** 2).sum(),
        x0=np.ones(3),
        bounds=[(0, None)] * 3,
        method="SLSQP",
        options={"ftol": 1e-14},
    )
    result = fit(noisy, [Family("total", ("a", "b", "c"))])
    assert values_of(result)["a"] < 0
    expected = dict(zip("abc", solution.x, strict=True))
    for cell, value in expected.items():
        assert abs(result.shown[cell] - value) <= 0.5 + 1e-6


def test_tables_without_families_are_only_rounded() -> None:
    result = fit({"x": Estimate(-3, 2.0), "y": Estimate(7, 2.0)}, [])
    assert result.shown == {"x": 0, "y": 7}
    assert result.estimates["x"] == Estimate(-3, pytest.approx(2.0))


def test_a_cell_nothing_speaks_of_is_refused() -> None:
    with pytest.raises(ValueError, match="follow from none"):
        fit({"total": Estimate(5, 1.0)}, [Family("total", ("left", "right"))])


@pytest.mark.slow
def test_fits_are_unbiased_and_intervals_cover() -> None:
    """Noise is fresh every run; the bounds leave room for more than five deviations."""
    chance = random.Random(11)
    errors: list[float] = []
    covered = cells = 0
    for _ in range(120):
        truth = simulated_quarter(chance)
        result = fit(measure(truth), QUARTER)
        for cell, count in truth.items():
            estimate = result.estimates[cell]
            shown = figure(estimate, result.shown[cell])
            errors.append(estimate.value - count)
            covered += shown.low - 1e-9 <= count <= shown.high + 1e-9
            cells += 1
    assert cells > 2_000
    assert abs(sum(errors) / cells) < 0.5
    assert 0.92 < covered / cells < 0.98
