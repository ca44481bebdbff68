"""Apply a scoring definition to one person's answers. Pure: nothing is read, stored or logged.

Arithmetic is decimal and rounds halves up, so that 4.5 is 5 on every machine. A safety item is
read by itself: a total of 1 can carry a risk, and a total can exist where risk was not assessed.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from eap.core.errors import Invalid
from eap.wellbeing.definitions import Answers, Definition, Risk, Scale


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """The result on one scale; `value` is None when too much was left unanswered.

    `past_line` says whether the value lies where the measure's concern begins (caseness), None
    when there is no value or the scale has no such line.
    """

    code: str
    value: Decimal | None
    band: str | None
    past_line: bool | None
    answered: int
    missing: int


@dataclass(frozen=True, slots=True)
class Score:
    """All scales of one filled-in measure, the definition that made them, and the risk reading."""

    definition: str
    scales: tuple[ScaleScore, ...]
    risk: Risk

    @property
    def total(self) -> ScaleScore:
        """The first scale; the only one for most measures."""
        return self.scales[0]


def score(definition: Definition, answers: Answers) -> Score:
    """Score `answers`; Invalid when a code or an answer is not of this measure."""
    _refuse_strangers(definition, answers)
    return Score(
        definition=definition.ref,
        scales=tuple(_on_scale(definition, scale, answers) for scale in definition.scales),
        risk=definition.risk(answers),
    )


def _refuse_strangers(definition: Definition, answers: Answers) -> None:
    """Every fault at once, by item code; the answer itself is content and is not repeated."""
    faults = {}
    for code, answer in answers.items():
        item = definition.item(code)
        if item is None:
            faults[code] = "not_an_item_of_this_measure"
        elif answer is not None and (type(answer) is not int or answer not in item.ordinals):
            faults[code] = "not_one_of_its_answers"
    if faults:
        raise Invalid("answers_do_not_fit_measure", faults)


def _on_scale(definition: Definition, scale: Scale, answers: Answers) -> ScaleScore:
    points = [
        item.points(answer)
        for item in definition.items
        if item.code in scale.items and (answer := answers.get(item.code)) is not None
    ]
    missing = len(scale.items) - len(points)
    if not points or missing > scale.missing_allowed:
        return ScaleScore(scale.code, None, None, None, len(points), missing)
    value = _half_up(Decimal(sum(points) * scale.factor) / len(points), scale.places)
    return ScaleScore(
        scale.code, value, band(scale, value), past_line(scale, value), len(points), missing
    )


def _half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def band(scale: Scale, value: Decimal) -> str | None:
    """The code of the band `value` lies in, None when the scale has no bands."""
    return next((b.code for b in reversed(scale.bands) if value >= b.lowest), None)


def past_line(scale: Scale, value: Decimal) -> bool | None:
    """Whether `value` lies on the side of concern, the line included; None without a line."""
    if scale.line is None:
        return None
    return value <= scale.line if scale.higher_is_better else value >= scale.line
