"""What people of the synthetic company say and write, in two languages. Every sentence is made up.

No sentence is of anybody real, and none is of a published questionnaire.
"""

from eap.demo.speech import en, zh
from eap.demo.speech.words import Words
from eap.demo.told.chance import Chance
from eap.demo.told.comings import CHINESE
from eap.notes.words import Template
from eap.programme.words import concern_group

EARLY, MIDDLE, LATE = range(3)
# Which sections a template shows; the same text stands in each under another name.
SECTIONS_OF = {
    Template.FREE: ("free",),
    Template.SOAP: ("reported", "observed", "appraisal", "plan"),
    Template.DAP: ("reported", "appraisal", "plan"),
    Template.BIRP: ("observed", "intervention", "response", "plan"),
}


def _of(language: str) -> Words:
    return zh.WORDS if language == CHINESE else en.WORDS


def line(language: str, concern: str, chance: Chance) -> str:
    """The line a client adds to a first booking."""
    return chance.choice(_of(language).lines[concern_group(concern)])


def told(language: str, concern: str, chance: Chance) -> str:
    """What a client writes to help their counsellor prepare."""
    words = _of(language)
    return words.join.join(
        (chance.choice(words.told[concern_group(concern)]), chance.choice(words.wishes))
    )


def note(language: str, concern: str, stage: int, template: str, chance: Chance) -> dict[str, str]:
    """The sections of a progress note. `stage` says whether the work begins, goes on or ends."""
    words = _of(language)
    said = {
        "reported": chance.choice(words.reported[concern_group(concern)][stage]),
        "observed": chance.choice(words.observed[stage]),
        "appraisal": chance.choice(words.appraisal[stage]),
        "intervention": chance.choice(words.intervention[concern_group(concern)]),
        "response": chance.choice(words.response),
        "plan": chance.choice(words.plan[stage]),
    }
    if template == Template.FREE:
        return {"free": words.join.join(said.values())}
    return {name: said[name] for name in SECTIONS_OF[Template(template)]}


def process_note(language: str, chance: Chance) -> dict[str, str]:
    """A counsellor's thought for themselves."""
    return {"free": chance.choice(_of(language).process)}


def talk(language: str, concern: str, chance: Chance) -> list[tuple[bool, str]]:
    """A live text session as (from the client, text), in order."""
    words = _of(language)
    said = [(True, chance.choice(words.told[concern_group(concern)]))]
    for from_client, turns in words.talk:
        if from_client and chance.happens(0.2):
            continue
        said.append((from_client, chance.choice(turns)))
    return [(False, chance.choice(words.welcome)), *said]


def risk(language: str, chance: Chance) -> str:
    """What a judgement of risk rests on."""
    return chance.choice(_of(language).risk)


def call(language: str, act: str, chance: Chance) -> str:
    """What somebody on duty notes about a step of a call for help."""
    return chance.choice(_of(language).call[act])
