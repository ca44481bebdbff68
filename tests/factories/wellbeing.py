"""Measures with placeholder wording, clients who came by private key, and pulse waves."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.people import services as people
from eap.programme.models import ShiftPattern, Site
from eap.wellbeing.definitions import PHQ_9, Definition
from eap.wellbeing.fhir import LOINC, parse
from eap.wellbeing.imported import ImportOptions
from eap.wellbeing.jobs import ARRANGER, FREEZER
from eap.wellbeing.models import PulseAnswer
from eap.wellbeing.policies import IMPORTING
from eap.wellbeing.pulse_form import ITEM_CODES
from eap.wellbeing.services import keep_measure
from eap.wellbeing.strips import make_strips
from eap.wellbeing.waves import answer, freeze_wave, make_wave, open_wave
from eap.wellbeing.words import Module
from tests.factories import programme
from tests.factories.keys import HALF

IMPORTER = Actor.system(IMPORTING)
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
OPENS, CLOSES = date(2026, 11, 9), date(2026, 11, 22)
DURING = datetime(2026, 11, 16, 9, tzinfo=UTC)
AFTER = datetime(2026, 11, 23, 9, tzinfo=UTC)
SAFETY_ITEM = "/44260-8"
NOBODY = Actor.anonymous(half=HALF)
_words: dict[UUID, str] = {}


def questionnaire(definition: Definition = PHQ_9, **changes: Any) -> dict[str, Any]:
    """A complete FHIR Questionnaire that says "item 1", "item 2" and so on."""
    return {
        "resourceType": "Questionnaire",
        "url": f"https://example.org/{definition.name}",
        "version": "1.0",
        "language": "en",
        "title": f"Placeholder {definition.name}",
        "copyright": "The holder",
        "code": [{"system": LOINC, "code": definition.panel}],
        "item": [
            {
                "linkId": f"/{item.code}",
                "type": "choice",
                "text": f"item {number}",
                "code": [{"system": LOINC, "code": item.code}],
                "answerOption": [
                    {
                        "extension": [{"url": ORDINAL, "valueDecimal": ordinal}],
                        "valueCoding": {"code": f"a{ordinal}", "display": f"answer {ordinal}"},
                    }
                    for ordinal in item.ordinals
                ],
            }
            for number, item in enumerate(definition.items, start=1)
        ],
    } | changes


def make_measure(definition: Definition = PHQ_9, **changes: Any) -> UUID:
    """An imported measure."""
    content = json.dumps(questionnaire(definition, **changes)).encode()
    return keep_measure(IMPORTER, measure=parse(content, ImportOptions(licence="free"))).id


def answers_of(digits: str, definition: Definition = PHQ_9) -> dict[str, int | None]:
    """Answers by link id, one digit an item; `-` is not answered."""
    return {
        f"/{item.code}": None if digit == "-" else int(digit)
        for item, digit in zip(definition.items, digits, strict=True)
    }


def with_key(client: Actor) -> Actor:
    """The same client, come in by a private key made just now."""
    words = people.make_private_key(client, language="en")
    people.confirm_private_key(client, words=words[-2:])
    _words[client.known_id] = " ".join(words)
    return come_again(client)


def come_again(client: Actor) -> Actor:
    """A client who has a key, come in by it anew."""
    return people.come_in_with_words(NOBODY, words=_words[client.known_id]).actor


def make_site(code: str = "HZ", **heads: int) -> Site:
    """A site with so many heads on each shift: `make_site("HZ", day=30, night=30)`."""
    site = Site.objects.create(code=code, name_zh=f"{code} 职场", name_en=f"{code} site")
    for shift, count in heads.items():
        programme.make_heads(site, make_shift(shift), count)
    return site


def make_shift(code: str) -> ShiftPattern:
    """A shift pattern; the same one when asked again."""
    shift, _ = ShiftPattern.objects.get_or_create(
        code=code, defaults={"name_zh": f"{code} 班", "name_en": f"{code} shift", "hours": ""}
    )
    return shift


def plan(code: str = "2026-Q4", opens: date = OPENS, closes: date = CLOSES) -> str:
    """A wave without strips; returns its code."""
    make_wave(ARRANGER, code=code, opens_on=opens, closes_on=closes, module=Module.LOYALTY)
    return code


def open_with_strips(*sites: str, wave: str = "") -> dict[tuple[str, str], list[str]]:
    """An open wave with a strip for every head; (site, shift) -> codes."""
    wave = wave or plan()
    piles = [pile for site in sites for pile in make_strips(ARRANGER, wave=wave, site=site)]
    open_wave(ARRANGER, wave=wave)
    return {(pile.site, pile.shift): list(pile.codes) for pile in piles}


def give(strip: str, score: int = 2, drivers: Iterable[str] = (), **changes: Any) -> None:
    """Answer a strip with `score` for every item."""
    given = {
        "items": dict.fromkeys(ITEM_CODES, score),
        "drivers": list(drivers),
        "module": {},
        "tenure": None,
    }
    answer(NOBODY, strip=strip, **(given | changes))


def freeze(wave: str = "2026-Q4", at: datetime = AFTER) -> int:
    """Freeze a wave the day after its last."""
    with clock.standing_at(at):
        return freeze_wave(FREEZER, wave=wave)


def raw(sql: str) -> list[tuple[Any, ...]]:
    """Rows of a statement in the present transaction."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def answers() -> list[PulseAnswer]:
    """Every answer that was given."""
    with acting(FREEZER):
        return list(PulseAnswer.objects.all())
