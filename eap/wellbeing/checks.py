"""A self-check as it is answered: from the answers a person gives to a score. Stores nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eap.core.errors import Invalid
from eap.wellbeing import scoring
from eap.wellbeing.definitions import Answers, Definition, Risk, find
from eap.wellbeing.models import Measure


@dataclass(frozen=True, repr=False, slots=True)
class CheckResult:
    """The reading of one self-check: `total` out of `highest`, None when too much was left out.

    `past_line` tells whether the total lies where the measure's concern begins. `risk` is read
    from the safety item alone, whatever the total.
    """

    definition: str
    total: float | None
    highest: int
    band: str | None
    past_line: bool | None
    answered: int
    missing: int
    risk: str

    @property
    def at_risk(self) -> bool:
        """Whether the safety item was answered above zero."""
        return self.risk == Risk.PRESENT


@dataclass(frozen=True, repr=False, slots=True)
class Check:
    """The scored answers by item code, and their reading."""

    answers: dict[str, int | None]
    result: CheckResult

    def as_json(self) -> dict[str, Any]:
        """What is sealed."""
        return {"answers": self.answers, "result": asdict(self.result)}


def definition_of(measure: Measure) -> Definition:
    """The scoring a measure was imported for; definitions are never taken away."""
    definition = find(measure.definition)
    if definition is None:
        raise LookupError(measure.definition)
    return definition


def check(measure: Measure, answers: Answers) -> Check:
    """Score answers given by the link ids of `measure`; what does not count is left out.

    Raises Invalid, naming each answer at fault by its link id.
    """
    definition = definition_of(measure)
    codes: Mapping[str, str] = {item["link_id"]: item["code"] for item in measure.content["items"]}
    if not set(answers) <= set(codes):  # named by no key: a stranger's text is not sent back
        raise Invalid("answers_do_not_fit_measure", {"answers": "unknown_item"})
    given = {
        codes[link]: answer for link, answer in answers.items() if definition.item(codes[link])
    }
    try:
        score = scoring.score(definition, given)
    except Invalid as refusal:
        links = {code: link for link, code in codes.items()}
        faults = {links[code]: reason for code, reason in refusal.fields.items()}
        raise Invalid(refusal.code, faults) from None
    return Check(given, _result(definition, score))


def _result(definition: Definition, score: scoring.Score) -> CheckResult:
    total, scale = score.total, definition.scales[0]
    return CheckResult(
        definition=definition.ref,
        total=None if total.value is None else float(total.value),
        highest=scale.factor * definition.items[0].ordinals[-1],
        band=total.band,
        past_line=total.past_line,
        answered=total.answered,
        missing=total.missing,
        risk=score.risk,
    )
