"""How much of a frozen pulse figure is told, on the screen as in every file and answer.

Numbers are whole and answers counted in tens, for a share of so many answers is a count. Where
fewer than ten people ticked a thing, or fewer than ten did not, only that is said. Hidden figures
have one reason for all: which rule hid a group would tell something about it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from eap.core.figures import told_change
from eap.wellbeing.pulse import MIN_ANSWERS, Interval, Verdict, difference
from eap.wellbeing.words import State

NOT_SHOWN = "not_shown"
FEW_TICKED, FEW_LEFT = "few_ticked", "few_left"
MOST_WAVES = 4  # on each side of a day


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a figure; `answers` in tens. `low` and `high` of few are bounds."""

    state: str
    reason: str
    point: int | None
    low: int | None
    high: int | None
    answers: int | None


@dataclass(frozen=True, slots=True)
class Around:
    """The mean of the waves before a day against that of the waves after it, at most four each.

    All are whole and `change` is the difference of the two told; `low` and `high` are the 95 %
    limits of the unrounded change, outward. `verdict`: whether the unrounded limits leave out zero.
    """

    waves_before: int
    waves_after: int
    before: int
    after: int
    change: int
    low: int
    high: int
    verdict: str


def about(answers: int) -> int:
    """Answers in tens, never fewer than ten."""
    return max(MIN_ANSWERS, (answers + 5) // 10 * 10)


def told(figure: Interval, *, is_share: bool) -> Told:
    """A figure that is shown, no more exactly than it may be."""
    answers, reason = about(figure.answers), _few(figure) if is_share else ""
    if reason:
        bound = min(100, math.ceil(100 * MIN_ANSWERS / answers))
        low, high = (0, bound) if reason == FEW_TICKED else (100 - bound, 100)
        return Told(State.FEW, reason, None, low, high, answers)
    low, high = math.floor(figure.low), math.ceil(figure.high)
    return Told(State.VALUE, "", round(figure.value), low, high, answers)


def _few(figure: Interval) -> str:
    ticked = round(figure.value * figure.answers / 100)
    if ticked < MIN_ANSWERS:
        return FEW_TICKED
    return FEW_LEFT if figure.answers - ticked < MIN_ANSWERS else ""


def around(
    figures: Sequence[tuple[date, date, Interval]], day: date, *, is_share: bool
) -> Around | None:
    """What changed at `day` in a group's figures (first and last day of the wave, figure).

    None without a wave on both sides, or where one of them must not be told. Waves count alike and
    as independent; a wave that holds the day is on neither side.
    """
    before = [figure for _, closes, figure in figures if closes < day][-MOST_WAVES:]
    after = [figure for opens, _, figure in figures if opens >= day][:MOST_WAVES]
    if not before or not after:
        return None
    if is_share and any(_few(figure) for figure in (*before, *after)):
        return None
    earlier, later = _mean(before), _mean(after)
    _, low, high = difference(earlier, later)
    verdict = Verdict.UP if low > 0 else Verdict.DOWN if high < 0 else Verdict.CANNOT_TELL
    sides = round(earlier.value), round(later.value)
    return Around(len(before), len(after), *sides, *told_change(*sides, low, high), verdict)


def _mean(figures: Sequence[Interval]) -> Interval:
    """The mean of independent figures: half-widths are added in quadrature (Zou and Donner)."""
    value = fmean(figure.value for figure in figures)
    below = math.hypot(*(figure.value - figure.low for figure in figures)) / len(figures)
    above = math.hypot(*(figure.high - figure.value for figure in figures)) / len(figures)
    return Interval(value, value - below, value + above, sum(one.answers for one in figures))
