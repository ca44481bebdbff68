"""How certain a released figure is, and what may be said of two of them.

Intervals cover the privacy noise at 95 %. A comparison may also have to allow for chance in the
events themselves: arrivals are taken as Poisson, whose variance is their mean.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A released value, possibly negative, and the standard deviation of its noise."""

    value: float
    sigma: float

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval."""
        return Z95 * self.sigma

    def scaled(self, factor: float) -> "Estimate":
        """The estimate in other units, such as per 1,000 heads."""
        return Estimate(self.value * factor, self.sigma * abs(factor))


@dataclass(frozen=True, slots=True)
class Figure:
    """What a chart draws: an interval of at least 0, and a point unless it would mislead."""

    point: float | None
    low: float
    high: float


def figure(estimate: Estimate, shown: float) -> Figure:
    """`shown` (the non-negative display value) with the interval of the unclamped `estimate`.

    The interval is cut at 0, not moved. No point is given where it `would_mislead`.
    """
    low = max(0.0, estimate.value - estimate.half_width)
    high = max(0.0, estimate.value + estimate.half_width)
    return Figure(None if would_mislead(shown, low, high) else shown, low, high)


def would_mislead(point: float, low: float, high: float) -> bool:
    """Whether an interval is at least as wide as its figure: then only the interval is shown."""
    return high - low >= point


class Verdict(StrEnum):
    """All that is ever said about a change."""

    UP = "up"
    DOWN = "down"
    CANNOT_TELL = "cannot_tell"


def verdict(
    before: Estimate,
    after: Estimate,
    *,
    sampling: bool,
    growth: float = 1.0,
    comparisons: int = 1,
) -> Verdict:
    """Whether `after` differs from `before` beyond 95 % of chance in all `comparisons` together.

    Several figures of one table are judged by Bonferroni's rule (Dunn 1961).

    `growth` is headcount after over headcount before: what the earlier count would be today.
    Without `sampling` only privacy noise is allowed for ("did the count differ?"), with it also
    Poisson variance of both counts ("did something change?"). Both are counts, not rates.
    """
    earlier = before.scaled(growth)
    variance = earlier.sigma**2 + after.sigma**2
    if sampling:
        variance += max(0.0, before.value) * growth**2 + max(0.0, after.value)
    difference = after.value - earlier.value
    limit = NormalDist().inv_cdf(1 - 0.025 / comparisons)
    if abs(difference) <= limit * math.sqrt(variance):
        return Verdict.CANNOT_TELL
    return Verdict.UP if difference > 0 else Verdict.DOWN
