"""Operations subtract the pulse's figures from each other to reach a few people's answers."""

import random
from itertools import product
from uuid import UUID

import numpy as np
import pytest

from eap.wellbeing.pulse import MIN_ANSWERS, Group, Unseen, visibility
from eap.wellbeing.results import Pool, divisions


def _grid(chance: random.Random) -> dict[Pool, int]:
    """Answers of some pools of up to three sites and shifts, many of them few or none."""
    counts = (0, 0, chance.randint(1, 9), chance.randint(10, 14), chance.randint(10, 30))
    return {
        Pool(UUID(int=site), UUID(int=shift), chance.choice((20, 60)), 60): chance.choice(
            (*counts, chance.randint(1, 9), chance.randint(10, 30))
        )
        for site in range(1, 1 + chance.randint(1, 3))
        for shift in range(11, 11 + chance.randint(1, 3))
        if chance.random() < 0.9
    }


def _solvable(grid: dict[Pool, int]) -> list[int]:
    """Sizes below the minimum of sets of pools whose answers follow from what is shown.

    Each figure shown is a row of ones for its pools; what follows from them lies in their span.
    """
    pools = list(grid)
    members: dict[str, list[float]] = {}
    for place, pool in enumerate(pools):
        for cell in pool.cells:
            members.setdefault(cell.key, [0.0] * len(pools))[place] = 1.0
    heads, answers = [pool.roster for pool in pools], list(grid.values())
    groups = [
        Group(key, int(np.dot(row, heads)), int(np.dot(row, answers)))
        for key, row in members.items()
    ]
    unseen = visibility(groups, divisions(pools))
    shown = np.array([members[key] for key in members if unseen[key] in (None, Unseen.NO_DATA)])
    if not len(shown):
        return []
    rank = np.linalg.matrix_rank(shown)
    return [
        size
        for row in product((0.0, 1.0), repeat=len(pools))
        if 0 < (size := int(np.dot(row, answers))) < MIN_ANSWERS
        and np.linalg.matrix_rank(np.vstack([shown, row])) == rank
    ]


def test_sites_less_shifts_leave_no_few() -> None:
    """Site 3 works one shift only: without it, that shift is two people of site 1."""
    answers = {(1, 11): 2, (1, 12): 13, (2, 12): 12, (3, 11): 14}
    grid = {Pool(UUID(int=a), UUID(int=b), 60, 60): n for (a, b), n in answers.items()}
    assert _solvable(grid) == []


@pytest.mark.parametrize("seed", range(150))
def test_no_sum_of_few_answers_follows_from_what_is_shown(seed: int) -> None:
    assert _solvable(_grid(random.Random(seed))) == []
