"""An attack on the noise: how well can somebody who knows everybody else tell one person apart?

For Gaussian noise the two worlds differ by mu = sensitivity / sigma, which the budget keeps at or
below sqrt(2 rho). From many releases of both worlds we take the best threshold on the sum of the
cells the person touches and a lower confidence bound on mu. It cannot prove the mechanism, but it
finds mechanisms that spend more than they say: the known-bad ones must be caught.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest

from eap.publication.mechanism.budget import sigma_for
from eap.publication.mechanism.noise import add_noise

RHO = Decimal("0.25")
ALLOWED = math.sqrt(2 * float(RHO))
RELEASES = 10_000
Z = 3.5  # one-sided, so that five honest pairs fail less than once in a thousand runs

Mechanism = Callable[[Sequence[int]], list[int]]
WITHOUT = (0, 3, 3, 12)
NEIGHBOURS = {
    "a cell goes from 0 to 1": (1, 3, 3, 12),
    "two openings in two quarters": (1, 4, 3, 12),
    "two openings among many": (0, 3, 4, 13),
    "one opening in a small cell": (0, 4, 3, 12),
    "an erased person": (0, 2, 2, 12),
}


def honest(counts: Sequence[int]) -> list[int]:
    return add_noise(counts, sigma=sigma_for(RHO))


def as_if_one_opening(counts: Sequence[int]) -> list[int]:
    """Known bad: noise for a sensitivity of 1 where a person counts twice."""
    return add_noise(counts, sigma=sigma_for(RHO, sensitivity=1))


def hides_zeros(counts: Sequence[int]) -> list[int]:
    """Known bad: a threshold on the true count."""
    noisy = honest(counts)
    return [value if count else 0 for value, count in zip(noisy, counts, strict=True)]


def statistic(mechanism: Mechanism, counts: Sequence[int], cells: Sequence[int]) -> np.ndarray:
    """The sum over the touched cells in each of many releases; a silent cell speaks for itself."""
    releases = np.array(mechanism(list(counts) * RELEASES)).reshape(RELEASES, len(counts))
    touched = releases[:, cells]
    return np.where((touched == 0).all(axis=1), -1_000, touched.sum(axis=1))


def mu_lower_bound(mechanism: Mechanism, neighbour: Sequence[int]) -> float:
    """The best lower bound on mu over thresholds; half of the releases choose the threshold."""
    cells = [i for i, (a, b) in enumerate(zip(WITHOUT, neighbour, strict=True)) if a != b]
    low, high = sorted((WITHOUT, tuple(neighbour)))
    outcomes = [statistic(mechanism, world, cells) for world in (low, high)]
    half = RELEASES // 2

    def bound(threshold: float, part: slice, caution: float) -> float:
        shares = [float((world[part] > threshold).mean()) for world in outcomes]
        margins = [caution * math.sqrt(s * (1 - s) / half) + 2 / half for s in shares]
        least_hits = min(max(shares[1] - margins[1], 1e-6), 1 - 1e-6)
        most_alarms = min(max(shares[0] + margins[0], 1e-6), 1 - 1e-6)
        return NormalDist().inv_cdf(least_hits) - NormalDist().inv_cdf(most_alarms)

    thresholds = np.unique(np.concatenate(outcomes))
    # As cautious in choosing as in telling: a threshold far out is easily best by luck.
    best = max(thresholds, key=lambda t: bound(float(t), slice(0, half), Z))
    return bound(float(best), slice(half, None), Z)


@pytest.mark.slow
@pytest.mark.parametrize("neighbour", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_the_noise_spends_no_more_than_it_says(neighbour: tuple[int, ...]) -> None:
    assert mu_lower_bound(honest, neighbour) <= ALLOWED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mechanism", "neighbour"),
    [
        (as_if_one_opening, NEIGHBOURS["two openings in two quarters"]),
        (hides_zeros, NEIGHBOURS["a cell goes from 0 to 1"]),
        (honest, (2, 5, 3, 12)),  # a person counted four times: no cap
    ],
    ids=["sensitivity 1", "threshold on the true count", "no cap"],
)
def test_known_bad_mechanisms_are_caught(mechanism: Mechanism, neighbour: tuple[int, ...]) -> None:
    assert mu_lower_bound(mechanism, neighbour) > ALLOWED
