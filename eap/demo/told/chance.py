"""Chance from a seed. Every subject has a stream of its own, so adding one shifts no other."""

import math
from collections.abc import Mapping
from random import Random
from typing import TypeVar

Named = TypeVar("Named", bound=str)


class Chance(Random):
    """A seeded stream with the few draws the synthetic company needs besides Python's own."""

    def poisson(self, mean: float) -> int:
        """How many of something that comes `mean` times on average (small means only)."""
        limit, product, count = math.exp(-mean), self.random(), 0
        while product > limit:
            product *= self.random()
            count += 1
        return count

    def repeats(self, mean: float, most: int) -> int:
        """A geometric number from 1 to `most`; `mean` is that of the untruncated one."""
        count = 1
        while count < most and self.random() < 1 - 1 / mean:
            count += 1
        return count

    def happens(self, probability: float) -> bool:
        """Whether it does."""
        return self.random() < probability

    def one_of(self, weights: Mapping[Named, float]) -> Named:
        """A key, drawn by its weight."""
        return self.choices(list(weights), list(weights.values()))[0]


def stream(seed: int, *about: object) -> Chance:
    """The stream of one subject, such as one person or one day."""
    return Chance("/".join(map(str, (seed, *about))))
