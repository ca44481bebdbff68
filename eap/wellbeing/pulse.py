"""What a frozen pulse wave shows of each group, and whether a group changed between waves.

A group is shown with at least 10 answers from a roster of at least 25, and only where nothing
smaller than 10 can be worked out by subtraction. A split (a site into its shifts) is therefore
shown whole or not at all: one hidden child hides its siblings, a hidden parent its children, and
an unattributed remainder of 1 to 9 answers all children; this is repeated until nothing changes,
since a cell of site x shift belongs to two splits. A group nobody answered in hides nobody, but
is itself hidden beside hidden ones, since its zero would help to subtract.

Two splits of one parent, into sites and into shifts, can be subtracted from each other: all of a
shift, less the sites that work no other, leaves the rest of that shift. Where such a difference
holds 1 to 9 answers only one of the two splits is shown.

Answers are a sample of those who chose to answer; intervals speak of chance, not of that choice.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from statistics import NormalDist, fmean, stdev

from scipy.special import stdtrit

MIN_ANSWERS = 10
MIN_ROSTER = 25
MOST_CROSSED = 12  # beyond that many groups on both sides, trying all differences takes too long
Z95 = 1.959963984540054


class Unseen(StrEnum):
    """Why a group has no figure. Having no data is not the same as being hidden, nor as zero."""

    NO_DATA = "no_data"
    FEW_ANSWERS = "few_answers"
    SMALL_ROSTER = "small_roster"
    NEXT_TO_HIDDEN = "next_to_hidden"  # showing it would reveal a hidden sibling or parent
    SMALL_REMAINDER = "small_remainder"  # its parent holds 1 to 9 answers of no child


_OPEN = (None, Unseen.NO_DATA)  # "nobody answered" tells a number too


@dataclass(frozen=True, slots=True)
class Group:
    """A frozen group of one wave: heads on its roster, answers received from it."""

    key: str
    roster: int
    answers: int


@dataclass(frozen=True, slots=True)
class Split:
    """A group divided into disjoint groups, such as a site into shifts."""

    parent: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean or share of `answers` answers, 0..100, with its 95 % limits."""

    value: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """Either the figure of a group, or why there is none."""

    interval: Interval | None
    unseen: Unseen | None


def visibility(groups: Sequence[Group], splits: Sequence[Split]) -> dict[str, Unseen | None]:
    """Why each group is not shown; None for the groups that are.

    ValueError when the children of a split hold more answers than their parent.
    """
    answers = {group.key: group.answers for group in groups}
    unseen = {group.key: _own_reason(group) for group in groups}
    _hide_until_nothing_changes(splits, answers, unseen)
    for one, other in combinations(splits, 2):
        shown = all(unseen[child] in _OPEN for child in (*one.children, *other.children))
        if one.parent == other.parent and shown and _differ_by_few(one, other, splits, answers):
            unseen |= dict.fromkeys(other.children, Unseen.NEXT_TO_HIDDEN)
            _hide_until_nothing_changes(splits, answers, unseen)
    return unseen


def _hide_until_nothing_changes(
    splits: Sequence[Split], answers: Mapping[str, int], unseen: dict[str, Unseen | None]
) -> None:
    reasons = True
    while reasons:
        reasons = False
        for split in splits:
            reason = _split_reason(split, answers, unseen)
            shown = [child for child in split.children if unseen[child] in _OPEN]
            if reason and shown:
                unseen |= dict.fromkeys(shown, reason)
                reasons = True


def _differ_by_few(
    one: Split, other: Split, splits: Sequence[Split], answers: Mapping[str, int]
) -> bool:
    """Whether groups of one split, less groups of the other within them, leave 1 to 9 answers.

    Any sum of hidden groups that follows from the two splits is made of such differences, and the
    smallest of each kind takes just the groups that share a child with those taken off.
    """
    rows, columns = sorted((one.children, other.children), key=len, reverse=True)
    if len(columns) > MOST_CROSSED:
        return True
    parts: dict[str, set[str]] = {row: set() for row in (*rows, *columns)}
    for split in splits:
        if split.parent in parts:
            parts[split.parent] |= set(split.children)
    for number in range(1, len(columns)):
        for taken in combinations(columns, number):
            inside = set().union(*(parts[column] for column in taken))
            around = (row for row in rows if parts[row] & inside)
            left = sum(answers[row] for row in around) - sum(answers[column] for column in taken)
            if 0 < left < MIN_ANSWERS:
                return True
    return False


def _own_reason(group: Group) -> Unseen | None:
    if group.answers == 0:
        return Unseen.NO_DATA
    if group.answers < MIN_ANSWERS:
        return Unseen.FEW_ANSWERS
    return Unseen.SMALL_ROSTER if group.roster < MIN_ROSTER else None


def _split_reason(
    split: Split, answers: Mapping[str, int], unseen: Mapping[str, Unseen | None]
) -> Unseen | None:
    remainder = answers[split.parent] - sum(answers[child] for child in split.children)
    if remainder < 0:
        raise ValueError("the children of a split hold more answers than their parent")
    if any(unseen[key] not in _OPEN for key in (split.parent, *split.children)):
        return Unseen.NEXT_TO_HIDDEN
    return Unseen.SMALL_REMAINDER if 0 < remainder < MIN_ANSWERS else None


def group_means(
    scores: Mapping[str, Sequence[Decimal]], rosters: Mapping[str, int], splits: Sequence[Split]
) -> dict[str, GroupFigure]:
    """Mean score (0..100) of every group of one wave that may be shown, by group key."""
    groups = [Group(key, rosters[key], len(given)) for key, given in scores.items()]
    return {
        key: GroupFigure(mean_interval(scores[key]) if reason is None else None, reason)
        for key, reason in visibility(groups, splits).items()
    }


def group_shares(
    ticked: Mapping[str, int], groups: Sequence[Group], splits: Sequence[Split]
) -> dict[str, GroupFigure]:
    """Percentage who ticked a thing (a driver, an answer of "true") in every group shown."""
    answers = {group.key: group.answers for group in groups}
    return {
        key: GroupFigure(
            share_interval(ticked[key], answers[key]) if reason is None else None, reason
        )
        for key, reason in visibility(groups, splits).items()
    }


def mean_interval(scores: Sequence[Decimal]) -> Interval:
    """Student's interval for the mean of at least two scores, cut to 0..100."""
    values = [float(score) for score in scores]
    mean = fmean(values)
    half = float(stdtrit(len(values) - 1, 0.975)) * stdev(values) / math.sqrt(len(values))
    return Interval(mean, max(0.0, mean - half), min(100.0, mean + half), len(values))


def share_interval(ticked: int, answers: int) -> Interval:
    """Wilson's score interval for `ticked` of `answers`, in percent."""
    if not 0 <= ticked <= answers or answers == 0:
        raise ValueError("a share is taken of at least one answer")
    share, weight = ticked / answers, Z95**2 / answers
    centre = (share + weight / 2) / (1 + weight)
    half = math.sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Interval(100 * share, 100 * low, 100 * high, answers)


class Verdict(StrEnum):
    """All that is said about a change between two waves. Whether up is good is the measure's."""

    UP = "up"
    DOWN = "down"
    CANNOT_TELL = "cannot_tell"


def difference(
    before: Interval, after: Interval, *, comparisons: int = 1
) -> tuple[float, float, float]:
    """`after` less `before`, with limits that hold for all of so many comparisons at 95 %.

    The limits are built from those of the two figures (the square-and-add rule: Newcombe 1998 for
    shares, Zou and Donner 2008 in general). Waves are taken as independent, which is cautious when
    the same people answer twice. With several comparisons the limits are widened as for 95 % of
    all of them together (Bonferroni's rule; Dunn 1961), by the ratio of normal quantiles.
    """
    wider = NormalDist().inv_cdf(1 - 0.025 / comparisons) / Z95
    moved = after.value - before.value
    below = math.hypot(after.value - after.low, before.high - before.value)
    above = math.hypot(after.high - after.value, before.value - before.low)
    return moved, moved - wider * below, moved + wider * above


def change(before: GroupFigure, after: GroupFigure, *, comparisons: int = 1) -> Verdict:
    """Whether a group's figure moved beyond chance, as one of so many that are judged together.

    A hidden wave cannot tell.
    """
    if before.interval is None or after.interval is None:
        return Verdict.CANNOT_TELL
    _, low, high = difference(before.interval, after.interval, comparisons=comparisons)
    return Verdict.UP if low > 0 else Verdict.DOWN if high < 0 else Verdict.CANNOT_TELL
