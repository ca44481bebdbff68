"""Pulse figures: intervals against textbook values, hiding against somebody who subtracts."""

import random
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, t

from eap.wellbeing.pulse import (
    MIN_ANSWERS,
    Group,
    GroupFigure,
    Interval,
    Split,
    Unseen,
    Verdict,
    change,
    group_means,
    group_shares,
    mean_interval,
    share_interval,
    visibility,
)

SITES = ("a", "b", "c")
SHIFTS = ("day", "night")
CELLS = tuple(f"{site} {shift}" for site, shift in product(SITES, SHIFTS))
SPLITS = (
    Split("org", SITES),
    Split("org", SHIFTS),
    *(Split(site, tuple(f"{site} {shift}" for shift in SHIFTS)) for site in SITES),
    *(Split(shift, tuple(f"{site} {shift}" for site in SITES)) for shift in SHIFTS),
)


def company(cells: dict[str, int], roster: int = 100) -> list[Group]:
    """Every group of site x shift with the answers of its cells."""
    answers = {"org": sum(cells.values())} | cells
    answers |= {site: sum(n for key, n in cells.items() if key[0] == site) for site in SITES}
    answers |= {shift: sum(n for key, n in cells.items() if shift in key) for shift in SHIFTS}
    return [Group(key, roster, count) for key, count in answers.items()]


@pytest.mark.parametrize(
    ("roster", "answers", "reason"),
    [
        (25, 10, None),
        (25, 9, Unseen.FEW_ANSWERS),
        (24, 10, Unseen.SMALL_ROSTER),
        (200, 1, Unseen.FEW_ANSWERS),
        (200, 0, Unseen.NO_DATA),
    ],
)
def test_a_group_alone(roster: int, answers: int, reason: Unseen | None) -> None:
    assert visibility([Group("org", roster, answers)], []) == {"org": reason}


def test_large_groups_are_all_shown() -> None:
    seen = visibility(company(dict.fromkeys(CELLS, 10)), SPLITS)
    assert set(seen.values()) == {None}


def test_one_small_child_hides_its_siblings_but_not_its_parent() -> None:
    groups = [Group("org", 200, 44), Group("a", 100, 40), Group("b", 100, 4)]
    assert visibility(groups, [Split("org", ("a", "b"))]) == {
        "org": None,
        "a": Unseen.NEXT_TO_HIDDEN,
        "b": Unseen.FEW_ANSWERS,
    }


def test_a_hidden_parent_hides_its_children() -> None:
    cells = dict.fromkeys(CELLS, 30) | {"c day": 3, "c night": 3}
    seen = visibility(company(cells), SPLITS)
    assert seen["c"] is Unseen.FEW_ANSWERS
    assert seen["a"] is seen["a day"] is Unseen.NEXT_TO_HIDDEN
    assert seen["org"] is seen["day"] is None


def test_a_small_remainder_hides_the_split() -> None:
    groups = [Group("org", 200, 64), Group("a", 100, 30), Group("b", 100, 30)]
    seen = visibility(groups, [Split("org", ("a", "b"))])
    assert (seen["a"], seen["b"]) == (Unseen.SMALL_REMAINDER, Unseen.SMALL_REMAINDER)
    enough = [Group("org", 200, 70), *groups[1:]]
    assert visibility(enough, [Split("org", ("a", "b"))])["a"] is None


def test_a_group_without_answers_hides_nobody() -> None:
    groups = [Group("org", 200, 40), Group("a", 100, 40), Group("b", 100, 0)]
    assert visibility(groups, [Split("org", ("a", "b"))]) == {
        "org": None,
        "a": None,
        "b": Unseen.NO_DATA,
    }


def test_no_data_is_not_told_beside_hidden_groups() -> None:
    """Or the zero of b's day would give b's night, and that the single answer of c's night."""
    cells = dict(zip(CELLS, (0, 0, 0, 10, 10, 1), strict=True))
    seen = visibility(company(cells), SPLITS)
    assert seen["a"] is Unseen.NO_DATA
    assert seen["b day"] is seen["b night"] is Unseen.NEXT_TO_HIDDEN


def test_children_larger_than_their_parent_are_an_error() -> None:
    with pytest.raises(ValueError, match="more answers"):
        visibility([Group("org", 99, 10), Group("a", 99, 11)], [Split("org", ("a",))])


@given(st.lists(st.integers(min_value=0, max_value=25), min_size=len(CELLS), max_size=len(CELLS)))
def test_no_small_number_can_be_worked_out_from_what_is_shown(counts: list[int]) -> None:
    """Whatever set of cells the shown groups determine holds no answers or at least 10.

    The attacker knows all additive relations: the answers of a set of cells are determined when
    its vector lies in the span of the shown groups' vectors.
    """
    groups = company(dict(zip(CELLS, counts, strict=True)))
    seen = visibility(groups, SPLITS)
    known = [
        [float(_belongs(cell, group.key)) for cell in CELLS]
        for group in groups
        if seen[group.key] in (None, Unseen.NO_DATA)
    ]
    rank = np.linalg.matrix_rank(np.array(known)) if known else 0
    for chosen in product((0.0, 1.0), repeat=len(CELLS)):
        if known and rank == np.linalg.matrix_rank(np.array([*known, chosen])):
            answers = sum(count for count, taken in zip(counts, chosen, strict=True) if taken)
            assert answers == 0 or answers >= MIN_ANSWERS


def _belongs(cell: str, key: str) -> bool:
    return key == "org" or key in (cell, *cell.split())


def test_group_means_show_figures_or_reasons() -> None:
    scores = {
        "org": [Decimal(50)] * 20 + [Decimal(70)] * 20,
        "a": [Decimal(50)] * 20,
        "b": [Decimal(70)] * 20,
    }
    figures = group_means(scores, dict.fromkeys(scores, 80), [Split("org", ("a", "b"))])
    assert figures["org"].interval is not None
    assert figures["org"].interval.value == 60
    assert figures["a"] == GroupFigure(Interval(50, 50, 50, 20), None)
    scores["b"] = scores["b"][:9]
    scores["org"] = scores["org"][:29]
    hidden = group_means(scores, dict.fromkeys(scores, 80), [Split("org", ("a", "b"))])
    assert hidden["a"] == GroupFigure(None, Unseen.NEXT_TO_HIDDEN)
    assert hidden["b"] == GroupFigure(None, Unseen.FEW_ANSWERS)


def test_group_shares_show_figures_or_reasons() -> None:
    groups = [Group("org", 80, 40), Group("small", 80, 9)]
    figures = group_shares({"org": 10, "small": 9}, groups, [])
    assert figures["org"].interval is not None
    assert figures["org"].interval.value == 25
    assert figures["small"] == GroupFigure(None, Unseen.FEW_ANSWERS)


def test_the_mean_interval_is_students() -> None:
    scores = [Decimal(value) for value in (40, 55, 60, 62, 70, 71, 45, 52, 66, 58)]
    found = mean_interval(scores)
    values = np.array([float(score) for score in scores])
    low, high = t.interval(0.95, 9, values.mean(), values.std(ddof=1) / np.sqrt(10))
    assert (found.value, found.low, found.high) == pytest.approx((values.mean(), low, high))
    assert found.answers == 10


def test_the_mean_interval_stays_on_the_scale() -> None:
    found = mean_interval([Decimal(0)] * 9 + [Decimal(100)])
    assert found.low == 0
    assert mean_interval([Decimal(100)] * 9 + [Decimal(0)]).high == 100


@pytest.mark.parametrize(("ticked", "answers"), [(0, 10), (3, 10), (10, 10), (37, 200)])
def test_the_share_interval_is_wilsons(ticked: int, answers: int) -> None:
    found = share_interval(ticked, answers)
    expected = binomtest(ticked, answers).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx(
        (100 * expected.low, 100 * expected.high), abs=1e-9
    )


@pytest.mark.parametrize(("ticked", "answers"), [(0, 0), (-1, 10), (11, 10)])
def test_a_share_needs_answers(ticked: int, answers: int) -> None:
    with pytest.raises(ValueError, match="share"):
        share_interval(ticked, answers)


def shown(value: float, half: float) -> GroupFigure:
    return GroupFigure(Interval(value, value - half, value + half, 50), None)


def test_change_between_waves() -> None:
    assert change(shown(50, 3), shown(54.3, 3)) is Verdict.UP
    assert change(shown(50, 3), shown(45.7, 3)) is Verdict.DOWN
    assert change(shown(50, 3), shown(54.2, 3)) is Verdict.CANNOT_TELL
    assert change(shown(50, 3), GroupFigure(None, Unseen.FEW_ANSWERS)) is Verdict.CANNOT_TELL
    assert change(GroupFigure(None, Unseen.NO_DATA), shown(50, 3)) is Verdict.CANNOT_TELL


def test_many_comparisons_ask_for_more() -> None:
    assert change(shown(50, 3), shown(55, 3)) is Verdict.UP
    assert change(shown(50, 3), shown(55, 3), comparisons=12) is Verdict.CANNOT_TELL
    assert change(shown(50, 3), shown(57, 3), comparisons=12) is Verdict.UP


def test_change_is_rarely_claimed_where_there_is_none() -> None:
    """1,000 pairs of waves of 20 answers each, from seeded test data."""
    chance = random.Random(4)

    def wave(centre: float) -> GroupFigure:
        scores = [Decimal(round(min(100, max(0, chance.gauss(centre, 18))), 2)) for _ in range(20)]
        return GroupFigure(mean_interval(scores), None)

    quiet = sum(change(wave(55), wave(55)) is not Verdict.CANNOT_TELL for _ in range(1_000))
    loud = sum(change(wave(45), wave(65)) is Verdict.UP for _ in range(1_000))
    assert quiet <= 60
    assert loud >= 850
