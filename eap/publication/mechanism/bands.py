"""Percentiles read off released bands. They are interpolated from noisy counts, and must say so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BandPercentile:
    """An interpolated percentile; `at_least` when it lies in the last, open band."""

    value: float
    at_least: bool


def percentile(
    edges: Sequence[float], counts: Sequence[float], share: float
) -> BandPercentile | None:
    """The value below which `share` (0..1) of the counted lie, linear within its band.

    `edges` are the lower edges of the bands in ascending order, the last band open above;
    negative counts are taken as 0. None when nothing is left to count.
    """
    if len(edges) != len(counts) or list(edges) != sorted(set(edges)):
        raise ValueError("one ascending lower edge for each band")
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    counted = [max(0.0, count) for count in counts]
    rest = share * math.fsum(counted)
    if not any(counted):
        return None
    for low, high, count in zip(edges, edges[1:], counted, strict=False):
        if count and rest <= count:
            return BandPercentile(low + (high - low) * rest / count, at_least=False)
        rest -= count
    return BandPercentile(edges[-1], at_least=True)
