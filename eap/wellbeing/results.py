"""From the answers of a wave to the figures of all its groups. Pure: reads and stores nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from eap.wellbeing import scoring
from eap.wellbeing.definitions import HOUSE_PULSE, Definition
from eap.wellbeing.doors import Answered
from eap.wellbeing.pulse import Group, GroupFigure, group_means, group_shares
from eap.wellbeing.pulse import Split as Division
from eap.wellbeing.pulse_form import DRIVER_CODES, ModuleForm
from eap.wellbeing.words import SCORE, Split


@dataclass(frozen=True, slots=True)
class Cell:
    """A group of one split: None stands for all sites, or all shifts."""

    split: Split
    site_id: UUID | None = None
    shift_id: UUID | None = None

    @property
    def key(self) -> str:
        """A name for the group, one for each."""
        return f"{self.split}/{self.site_id or ''}/{self.shift_id or ''}"


@dataclass(frozen=True, slots=True)
class Pool:
    """The people of one site and shift: heads, and strips made for them."""

    site_id: UUID
    shift_id: UUID
    roster: int
    issued: int

    @property
    def cells(self) -> tuple[Cell, Cell, Cell, Cell]:
        """The four groups the pool belongs to."""
        return (
            Cell(Split.OVERALL),
            Cell(Split.SITE, site_id=self.site_id),
            Cell(Split.SHIFT, shift_id=self.shift_id),
            Cell(Split.SITE_SHIFT, self.site_id, self.shift_id),
        )


@dataclass(frozen=True, slots=True)
class Result:
    """One measure of one group, with its roster and how many strips it got."""

    cell: Cell
    measure: str
    figure: GroupFigure
    roster: int
    issued: int


def results(answers: Mapping[Pool, list[Answered]], module: ModuleForm) -> Iterator[Result]:
    """Every figure of a wave, group by group; pools without an answer belong in `answers` too.

    Means count the answers that could be scored, shares count all.
    """
    cells = {cell.key: cell for pool in answers for cell in pool.cells}
    roster = _sums(answers, lambda pool: pool.roster)
    issued = _sums(answers, lambda pool: pool.issued)
    for measure, figures in _measures(answers, roster, module):
        for key, figure in figures.items():
            yield Result(cells[key], measure, figure, roster[key], issued[key])


def _sums(pools: Iterable[Pool], part: Callable[[Pool], int]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for pool in pools:
        for cell in pool.cells:
            total[cell.key] += part(pool)
    return total


def _measures(
    answers: Mapping[Pool, list[Answered]], roster: Mapping[str, int], module: ModuleForm
) -> Iterator[tuple[str, dict[str, GroupFigure]]]:
    splits = divisions(answers)
    scores = _scores(answers, lambda given: _score(HOUSE_PULSE, given.items))
    yield SCORE, group_means(scores, roster, splits)
    scores = _scores(answers, lambda given: _score(module.definition, given.module))
    yield module.name.code, group_means(scores, roster, splits)
    count = {pool: len(given) for pool, given in answers.items()}
    received = _sums(answers, lambda pool: count[pool])
    groups = [Group(key, roster[key], number) for key, number in received.items()]
    for driver in DRIVER_CODES:
        ticked = {
            pool: sum(driver in one.drivers for one in given) for pool, given in answers.items()
        }
        in_group = _sums(answers, ticked.__getitem__)
        yield driver, group_shares(in_group, groups, splits)


def divisions(pools: Iterable[Pool]) -> list[Division]:
    """How the groups divide: all into sites and into shifts, each of these into its pools."""
    children: dict[tuple[str, Split], dict[str, None]] = defaultdict(dict)
    for pool in pools:
        overall, site, shift, both = (cell.key for cell in pool.cells)
        children[overall, Split.SITE][site] = None
        children[overall, Split.SHIFT][shift] = None
        children[site, Split.SITE_SHIFT][both] = None
        children[shift, Split.SITE_SHIFT][both] = None
    return [Division(parent, tuple(found)) for (parent, _), found in children.items()]


def _scores(
    answers: Mapping[Pool, list[Answered]], score: Callable[[Answered], Decimal | None]
) -> dict[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for pool, given in answers.items():
        values = [value for one in given if (value := score(one)) is not None]
        for cell in pool.cells:
            found.setdefault(cell.key, []).extend(values)
    return found


def _score(definition: Definition, given: Mapping[str, int]) -> Decimal | None:
    return scoring.score(definition, given).total.value
