"""Rho, sigma, shares and ceilings; the proof of each sigma is OpenDP's, not ours."""

import math
from decimal import Decimal
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eap.publication.mechanism import budget
from eap.publication.mechanism.noise import proven_rho

phi = NormalDist().cdf


def test_sigma_is_sensitivity_over_root_two_rho() -> None:
    charges = budget.allocate(Decimal("0.25"))
    assert charges["org_month"].sigma == pytest.approx(math.sqrt(2) / math.sqrt(0.1), abs=2e-6)
    assert charges["site_quarter"].sigma == pytest.approx(3.651484, abs=2e-6)


@given(
    st.decimals(min_value="0.0005", max_value="0.5", places=4),
    st.sampled_from([1.0, math.sqrt(2), 2.0]),
)
def test_the_loss_proven_by_opendp_never_exceeds_the_charge(
    rho: Decimal, sensitivity: float
) -> None:
    sigma = budget.sigma_for(rho, sensitivity=sensitivity)
    proven = proven_rho(sigma=sigma, sensitivity=sensitivity)
    assert proven <= float(rho)
    assert proven == pytest.approx(float(rho), rel=1e-4)


def test_default_shares_spend_the_whole_year_and_not_more() -> None:
    assert sum(budget.DEFAULT_SHARES.values()) == 1
    charges = budget.allocate()
    assert sum(charge.rho for charge in charges.values()) == Decimal("0.25")
    assert set(charges) == set(budget.DEFAULT_SHARES)


def test_one_table_may_take_everything() -> None:
    (charge,) = budget.allocate(shares={"org_quarter": Decimal(1)}).values()
    assert charge.rho == Decimal("0.25")
    assert charge.sigma == pytest.approx(2, abs=2e-6)


def test_a_table_with_another_sensitivity_gets_more_noise_for_the_same_charge() -> None:
    charges = budget.allocate(sensitivities={"site_concern": 2.0})
    assert charges["site_concern"].sensitivity == 2
    assert charges["site_concern"].sigma == pytest.approx(
        budget.allocate()["site_concern"].sigma * math.sqrt(2), rel=1e-6
    )


@pytest.mark.parametrize(
    ("per_cell", "per_year", "expected"),
    [(1, 2, math.sqrt(2)), (2, 2, 2.0), (1, 1, 1.0), (2, 5, 3.0)],
)
def test_l2_sensitivity(per_cell: int, per_year: int, expected: float) -> None:
    sensitivity = budget.l2_sensitivity(per_cell=per_cell, per_year=per_year)
    assert sensitivity == pytest.approx(expected)


@pytest.mark.parametrize(("per_cell", "per_year"), [(0, 2), (3, 2)])
def test_impossible_caps_are_refused(per_cell: int, per_year: int) -> None:
    with pytest.raises(ValueError, match="counts at least once"):
        budget.l2_sensitivity(per_cell=per_cell, per_year=per_year)


@pytest.mark.parametrize("rho", ["0", "-0.1", "0.51"])
def test_a_year_above_the_ceiling_or_without_budget_is_refused(rho: str) -> None:
    with pytest.raises(ValueError, match="budget"):
        budget.allocate(Decimal(rho))


@pytest.mark.parametrize("shares", [["0.6", "0.41"], ["0.5", "0"], ["1.2", "-0.2"]])
def test_shares_may_not_promise_more_than_there_is(shares: list[str]) -> None:
    with pytest.raises(ValueError, match="shares"):
        budget.allocate(shares={str(n): Decimal(share) for n, share in enumerate(shares)})


def test_no_budget_no_sigma() -> None:
    with pytest.raises(ValueError, match="without budget"):
        budget.sigma_for(Decimal(0))


def test_epsilon_is_the_published_one_and_bounds_the_exact_gaussian() -> None:
    assert budget.epsilon(0.25) == pytest.approx(3.5, abs=0.05)
    for rho in (0.05, 0.25, 0.5, 1.0):
        epsilon, mu = budget.epsilon(rho), math.sqrt(2 * rho)
        exact_delta = phi(-epsilon / mu + mu / 2) - math.exp(epsilon) * phi(-epsilon / mu - mu / 2)
        assert exact_delta <= 1e-6
        assert epsilon < rho + 2 * math.sqrt(rho * math.log(1e6))
