"""What comes of importing a measure: its words and answers ready to be stored, or a refusal."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from eap.core.errors import Invalid


class Licence(StrEnum):
    """On what terms the operator may use the wording: the operator's own declaration."""

    FREE = "free"
    NON_COMMERCIAL = "non-commercial"
    PERMISSION = "permission"


class Problem(NamedTuple):
    """One reason for a refusal: JSON path, line in the file where it has one, what is wrong."""

    where: str
    line: int | None
    problem: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.where}" if self.line else self.where
        return f"{place}: {self.problem}"


class ImportRefused(Invalid):
    """The file was not imported; `problems` lists all that was found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("measure_refused", {p.where: p.problem for p in problems})
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the operator says about the file; empty means "as in the file".

    `licence` is a value of `Licence` and always the operator's to choose; `permission_number`
    goes with `permission`. `definition` names the scoring (`phq-9` or `phq-9/1`) when the file
    carries no panel code.
    """

    url: str = ""
    version: str = ""
    language: str = ""
    title: str = ""
    copyright: str = ""
    licence: str = ""
    permission_number: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class ImportedOption:
    """One answer. An `ordinal` of None on a scored item means "not answered"."""

    ordinal: int | None
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One question in the words of the file."""

    code: str
    link_id: str
    text: str
    options: tuple[ImportedOption, ...]
    scored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMeasure:
    """A measure ready to be stored. `content_hash` covers all that people will read."""

    definition: str
    url: str
    version: str
    language: str
    title: str
    copyright: str
    licence: Licence
    permission_number: str
    instructions: tuple[str, ...]
    items: tuple[ImportedItem, ...]

    @property
    def content_hash(self) -> str:
        """SHA-256 in hex over canonical JSON of everything but the operator's licence."""
        content = asdict(self)
        del content["licence"], content["permission_number"]
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()
