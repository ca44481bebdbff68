"""How a change between two figures is told, alike for the use of the service and the pulse."""

import math


def told_change(before: int, after: int, low: float, high: float) -> tuple[int, int, int]:
    """The change between two whole figures as a reader finds it, with limits that hold it.

    `low` and `high` are limits of the unrounded change: they are rounded outward, and widened where
    rounding the two figures carried their difference beyond them.
    """
    change = after - before
    return change, min(math.floor(low), change), max(math.ceil(high), change)
