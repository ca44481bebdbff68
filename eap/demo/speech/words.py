"""The shape of one language's sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences to choose from, by group of concern, by stage (begins, goes on, ends), or plain.

    `talk` are turns of a live text session: from the client or not, and what may be said. `join`
    stands between sentences.
    """

    join: str
    lines: Mapping[str, Sentences]
    told: Mapping[str, Sentences]
    wishes: Sentences
    reported: Mapping[str, tuple[Sentences, ...]]
    observed: tuple[Sentences, ...]
    appraisal: tuple[Sentences, ...]
    intervention: Mapping[str, Sentences]
    response: Sentences
    plan: tuple[Sentences, ...]
    process: Sentences
    welcome: Sentences
    talk: tuple[tuple[bool, Sentences], ...]
    risk: Sentences
    call: Mapping[str, Sentences]
