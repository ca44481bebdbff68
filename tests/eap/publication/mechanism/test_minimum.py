"""The table of least headcounts that the privacy notice prints, reproduced from the budget."""

from decimal import Decimal

import pytest

from eap.publication.mechanism.budget import allocate
from eap.publication.mechanism.intervals import Z95
from eap.publication.mechanism.minimum import (
    FLOOR,
    expected_count,
    minimum_headcount,
    needed_headcount,
)

PRINTED = [
    ("org_month", "month", 1, 3_240, 2_290),
    ("site_quarter", "week", 1, 11_450, 8_100),
    ("site_quarter", "month", 1, 2_640, 1_870),
    ("site_quarter", "quarter", 1, 880, 620),
    ("site_quarter", "year", 1, 220, 160),
    ("site_concern", "quarter", 4, 4_980, 3_520),
    ("site_concern", "year", 4, 1_250, 880),
]


@pytest.mark.parametrize(("table", "period", "categories", "quarter_rho", "half_rho"), PRINTED)
def test_the_printed_table(
    table: str, period: str, categories: int, quarter_rho: int, half_rho: int
) -> None:
    for rho, printed in (("0.25", quarter_rho), ("0.5", half_rho)):
        sigma = allocate(Decimal(rho))[table].sigma
        assert abs(needed_headcount(sigma, period, categories=categories) - printed) <= 5


def test_an_org_quarter_from_the_org_share() -> None:
    assert abs(needed_headcount(allocate()["org_month"].sigma, "quarter") - 1_080) <= 5


def test_the_minimum_is_the_first_headcount_at_which_noise_is_half_the_expectation() -> None:
    sigma = allocate()["site_quarter"].sigma
    least = needed_headcount(sigma, "quarter")
    assert Z95 * sigma <= expected_count(least, "quarter") / 2
    assert Z95 * sigma > expected_count(least - 1, "quarter") / 2


def test_never_below_the_floor() -> None:
    sigma = allocate(Decimal("0.5"))["site_quarter"].sigma
    assert needed_headcount(sigma, "year") < FLOOR == minimum_headcount(sigma, "year")
    assert minimum_headcount(sigma, "week") == needed_headcount(sigma, "week")


def test_more_use_needs_fewer_heads() -> None:
    assert needed_headcount(4, "quarter", utilisation=0.13) == pytest.approx(
        needed_headcount(4, "quarter") / 2, abs=1
    )
