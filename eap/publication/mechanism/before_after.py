"""Whether the use of the service differs before and after a day, from released counts alone.

The mean of the periods before is held against the mean of those after. The variance of the
difference adds up both kinds of chance: the published noise, sigma^2 a cell, and that of the events
themselves, which arrive as Poisson counts, whose variance is their mean. So a side of n periods
has the variance (sum of sigma^2 + sum of counts) / n^2, each term in the units of the chart.

The counts are the noisy measurements as they were signed, not the figures displayed. Measurements
carry independent noise of a known sigma and may be negative, so that their sum is unbiased. The
displayed figures of a year were fitted to each other, which ties their errors together once the
year is out, and are cut at zero, which lifts small ones: added up, they would have no correct
interval.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eap.publication.mechanism.intervals import Z95, Verdict

FOUR_IN_FIVE = 0.8416212335729143  # quantile of the normal distribution


@dataclass(frozen=True, slots=True)
class Measured:
    """A released noisy count and its sigma; `factor` makes it a figure in the chart's units."""

    count: float
    sigma: float
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """Means a period on both sides, and the 95 % limits of their difference."""

    before: float
    after: float
    change: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """Whether the limits leave out zero."""
        if self.low > 0:
            return Verdict.UP
        return Verdict.DOWN if self.high < 0 else Verdict.CANNOT_TELL


def compare(before: Sequence[Measured], after: Sequence[Measured]) -> Change:
    """What changed from one run of periods to the next; each has at least one period."""
    (earlier, earlier_variance), (later, later_variance) = _mean(before), _mean(after)
    half = Z95 * math.sqrt(earlier_variance + later_variance)
    change = later - earlier
    return Change(earlier, later, change, change - half, change + half)


def _mean(cells: Sequence[Measured]) -> tuple[float, float]:
    """The mean of the cells and its variance."""
    noise = math.fsum((cell.sigma * cell.factor) ** 2 for cell in cells)
    chance = math.fsum(cell.count * cell.factor**2 for cell in cells)
    value = math.fsum(cell.count * cell.factor for cell in cells) / len(cells)
    return value, (noise + max(0.0, chance)) / len(cells) ** 2


def smallest_change(cells: Sequence[Measured], *, before: int, after: int) -> float:
    """The change that so many periods on both sides would show in four of five cases.

    `cells` say how much is counted in a period while nothing changes. The usual reckoning of power
    for a difference of two means (Lachin 1981): (z of 95 % + z of 80 %) standard deviations.
    """
    count = max(0.0, math.fsum(cell.count for cell in cells) / len(cells))
    one = math.fsum((cell.sigma**2 + count) * cell.factor**2 for cell in cells) / len(cells)
    return (Z95 + FOUR_IN_FIVE) * math.sqrt(one * (1 / before + 1 / after))
