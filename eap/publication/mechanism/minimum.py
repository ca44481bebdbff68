"""From what headcount on a table says anything: decided by public numbers, never by a count.

A cell is worth publishing when the half-width of its noise, 1.96 sigma, is at most half of the
count to be expected there. The expectation comes from a public reference utilisation and the
frozen headcount, so neither the set of published cells nor a change of it tells about a person.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from eap.publication.mechanism.intervals import Z95

REFERENCE_UTILISATION = 0.065
FLOOR = 200
PERIODS_PER_YEAR: Mapping[str, int] = MappingProxyType(
    {"week": 52, "month": 12, "quarter": 4, "year": 1}
)


def expected_count(
    headcount: int,
    period: str,
    *,
    categories: int = 1,
    utilisation: float = REFERENCE_UTILISATION,
) -> float:
    """Counted openings to expect in one cell of `period` when `categories` split them evenly."""
    return headcount * utilisation / (PERIODS_PER_YEAR[period] * categories)


def needed_headcount(
    sigma: float,
    period: str,
    *,
    categories: int = 1,
    utilisation: float = REFERENCE_UTILISATION,
) -> int:
    """The least headcount whose expected count is twice the half-width of the noise."""
    per_head = expected_count(1, period, categories=categories, utilisation=utilisation)
    return math.ceil(2 * Z95 * sigma / per_head)


def minimum_headcount(
    sigma: float,
    period: str,
    *,
    categories: int = 1,
    utilisation: float = REFERENCE_UTILISATION,
) -> int:
    """`needed_headcount`, and never less than FLOOR: publish a cell from this headcount on."""
    needed = needed_headcount(sigma, period, categories=categories, utilisation=utilisation)
    return max(FLOOR, needed)
