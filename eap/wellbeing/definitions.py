"""What a measure counts: versioned scoring definitions, keyed by item codes, without any wording.

A definition never changes once a score refers to it: a correction is a new version, and old
scores keep the version they were made with. `eap.wellbeing.scoring` applies definitions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Answers = Mapping[str, int | None]
"""Item code to the ordinal answered; None or absent means not answered."""


class Risk(StrEnum):
    """What the safety items of a measure say, whatever its total is."""

    NOT_SCREENED = "not_screened"  # the measure asks nothing about safety
    NOT_ASSESSED = "not_assessed"  # it asks, and the question was left unanswered
    NONE = "none"
    PRESENT = "present"


RiskRule = Callable[[Answers], Risk]


def no_safety_item(answers: Answers) -> Risk:
    """The risk rule of a measure without a safety item."""
    return Risk.NOT_SCREENED


def above_zero(code: str) -> RiskRule:
    """A risk rule: any answer above zero to item `code` is a risk, no answer is not assessed."""

    def rule(answers: Answers) -> Risk:
        answer = answers.get(code)
        if answer is None:
            return Risk.NOT_ASSESSED
        return Risk.PRESENT if answer > 0 else Risk.NONE

    return rule


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its code, the ordinals it may be answered with, lowest first."""

    code: str
    ordinals: tuple[int, ...]
    reversed: bool = False

    def points(self, answer: int) -> int:
        """What `answer` adds to a score: mirrored within the ordinals when reversed."""
        return self.ordinals[0] + self.ordinals[-1] - answer if self.reversed else answer


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of a scale, from `lowest` up to the next band."""

    lowest: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """score = factor x mean points of the answered items, rounded half-up to `places`.

    A sum is the scale whose factor is its number of items, which also prorates missing answers
    (mean substitution). More than `missing_allowed` missing answers give no score. `line` is
    where concern begins: at or above it, or at or below it when higher is better.
    """

    code: str
    items: tuple[str, ...]
    factor: int
    missing_allowed: int
    places: int = 0
    bands: tuple[Band, ...] = ()
    line: int | None = None
    higher_is_better: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of how one measure is scored.

    `panel` is its LOINC panel code ("" where there is none). `unscored` and `totals` are codes an
    imported questionnaire may carry besides the items: a question that does not count, and a
    total the form computes itself. `answer_codes` gives the ordinals of coded answers.
    """

    name: str
    version: int
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    panel: str = ""
    unscored: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    answer_codes: Mapping[str, int] = field(default_factory=dict)
    risk: RiskRule = no_safety_item

    @property
    def ref(self) -> str:
        """Name and version, as stored with every score: `phq-9/1`."""
        return f"{self.name}/{self.version}"

    def item(self, code: str) -> Item | None:
        """The item of that code, None when the measure has no such item."""
        return next((item for item in self.items if item.code == code), None)

    def scale(self, code: str = "total") -> Scale:
        """The scale of that code; KeyError when the measure has no such scale."""
        for scale in self.scales:
            if scale.code == code:
                return scale
        raise KeyError(code)


def items(
    codes: Iterable[str], ordinals: tuple[int, ...], reversed_codes: Iterable[str] = ()
) -> tuple[Item, ...]:
    """Items that share their ordinals; those in `reversed_codes` count backwards."""
    backwards = frozenset(reversed_codes)
    return tuple(Item(code, ordinals, code in backwards) for code in codes)


_FREQUENCY_0_TO_3 = MappingProxyType({"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3})

_PHQ_9_ITEMS = (
    "44250-9", "44255-8", "44259-0", "44254-1", "44251-7",
    "44258-2", "44252-5", "44253-3", "44260-8",
)  # fmt: skip
_PHQ_9_SELF_HARM = "44260-8"

PHQ_9 = Definition(
    name="phq-9",
    version=1,
    panel="44249-1",
    items=items(_PHQ_9_ITEMS, (0, 1, 2, 3)),
    scales=(
        Scale(
            code="total",
            items=_PHQ_9_ITEMS,
            factor=9,
            missing_allowed=2,
            bands=(
                Band(0, "minimal"),
                Band(5, "mild"),
                Band(10, "moderate"),
                Band(15, "moderately_severe"),
                Band(20, "severe"),
            ),
            line=10,
        ),
    ),
    unscored=frozenset({"69722-7"}),
    totals=frozenset({"44261-6"}),
    answer_codes=_FREQUENCY_0_TO_3,
    risk=above_zero(_PHQ_9_SELF_HARM),
)

_GAD_7_ITEMS = (
    "69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7",
)  # fmt: skip

GAD_7 = Definition(
    name="gad-7",
    version=1,
    panel="69737-5",
    items=items(_GAD_7_ITEMS, (0, 1, 2, 3)),
    scales=(
        Scale(
            code="total",
            items=_GAD_7_ITEMS,
            factor=7,
            missing_allowed=2,
            bands=(
                Band(0, "minimal"),
                Band(5, "mild"),
                Band(10, "moderate"),
                Band(15, "severe"),
            ),
            line=8,
        ),
    ),
    unscored=frozenset({"69722-7"}),
    totals=frozenset({"70274-6"}),
    answer_codes=_FREQUENCY_0_TO_3,
)

_PULSE_ITEMS = tuple(f"H{number}" for number in range(1, 11))

HOUSE_PULSE = Definition(
    name="house-pulse",
    version=1,
    items=items(_PULSE_ITEMS, (0, 1, 2, 3, 4), reversed_codes=("H2",)),
    scales=(
        Scale(
            code="total",
            items=_PULSE_ITEMS,
            factor=25,
            missing_allowed=2,
            places=2,
            higher_is_better=True,
        ),
    ),
)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {definition.ref: definition for definition in (PHQ_9, GAD_7, HOUSE_PULSE)}
)


def find(name: str) -> Definition | None:
    """The definition called `name/version`, or the newest version of plain `name`."""
    if name in DEFINITIONS:
        return DEFINITIONS[name]
    return _newest(definition for definition in DEFINITIONS.values() if definition.name == name)


def find_by_panel(panel: str) -> Definition | None:
    """The newest definition of a LOINC panel code."""
    return _newest(
        definition for definition in DEFINITIONS.values() if panel and definition.panel == panel
    )


def _newest(found: Iterable[Definition]) -> Definition | None:
    return max(found, key=lambda definition: definition.version, default=None)
