"""Noise for counts: OpenDP's discrete Gaussian on integers, the only random source of this room.

Every integer z is drawn with probability proportional to exp(-(z - x)^2 / (2 sigma^2)), exactly,
without floating-point shortcuts (Canonne, Kamath and Steinke, "The Discrete Gaussian for
Differential Privacy", 2020). OpenDP takes its bits from the operating system and cannot be
seeded: a cell once published is stored, never drawn again.
"""

from collections.abc import Sequence

import opendp.prelude as dp

dp.enable_features("contrib")  # OpenDP's name for mechanisms whose proofs are in review


def add_noise(counts: Sequence[int], *, sigma: float) -> list[int]:
    """One noisy integer for each true count, each with standard deviation (just under) `sigma`.

    Noisy counts may be negative and must stay so until display. ValueError unless the counts are
    integers of at least 0 and `sigma` is positive: without noise nothing is published.
    """
    if any(type(count) is not int or count < 0 for count in counts):
        raise ValueError("counts are whole numbers of at least 0")
    if not counts:
        return []
    return list(_measurement(sigma)(list(counts)))


def proven_rho(*, sigma: float, sensitivity: float) -> float:
    """The zCDP loss OpenDP proves for `sigma` when one person moves the counts by `sensitivity`.

    `sensitivity` is the L2 distance between the counts with and without the person.
    """
    return float(_measurement(sigma).map(sensitivity))  # type: ignore[no-untyped-call]


def _measurement(sigma: float) -> dp.Measurement:
    if not sigma > 0:
        raise ValueError("sigma must be positive")
    counts = dp.vector_domain(dp.atom_domain(T=dp.i64))
    return dp.m.make_gaussian(counts, dp.l2_distance(T=dp.f64), scale=float(sigma))
