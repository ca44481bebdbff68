"""Pulse waves: one a quarter, each answered by some of those at work, and one that is open."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.demo.told.chance import Chance, stream
from eap.demo.told.company import NIGHT, SITES, TWELVE, Company, Person
from eap.demo.told.diary import local
from eap.demo.written.premises import ids_of
from eap.programme.models import ShiftPattern, Site
from eap.programme.words import Driver
from eap.wellbeing.definitions import HOUSE_PULSE
from eap.wellbeing.models import PulseAnswer, PulseBatch, PulseToken, PulseWave
from eap.wellbeing.pulse_form import MODULES
from eap.wellbeing.strips import make_strips, token_index
from eap.wellbeing.waves import freeze_wave, make_wave, open_wave
from eap.wellbeing.words import MOST_DRIVERS, Module, WaveState

RESPONSE, AT_NIGHT, SO_FAR = 0.45, 0.35, 0.35
EASE, EASE_BY_STRAIN, EASE_SPREAD, ITEM_SPREAD = 56.0, -11.0, 12.0, 0.75
SAYS_TENURE = 0.8
MODULE = Module.LOYALTY.value
SPARE_STRIPS = 12
OPENS_ON, LASTS = 10, timedelta(days=14)  # the tenth of a quarter's second month
AGO, AHEAD = timedelta(days=6), timedelta(days=14)

# How heavily each driver weighs; who works long or at night feels the shifts twice.
DRIVERS: dict[str, float] = {
    Driver.ABUSIVE_CUSTOMERS: 46, Driver.CALL_VOLUME: 38, Driver.HANDLING_TIME: 33,
    Driver.QUALITY_CHECKS: 35, Driver.ERROR_FINES: 19, Driver.SHIFTS: 27, Driver.BREAKS: 20,
    Driver.TOOLS: 13, Driver.LAUNCHES: 17, Driver.UNANSWERED: 13, Driver.DISRESPECT: 14,
    Driver.PAY: 16,
}  # fmt: skip
LONG_OR_NIGHT, SHIFTS_THERE = (TWELVE, NIGHT), 60.0
TICKED = {"3": 70, "2": 20, "1": 7, "0": 3}


def run_past_waves(actor: Actor, company: Company, first: date, before: date) -> None:
    """Write and freeze the waves of the quarters that end between `first` and `before`."""
    for opens_on in _openings(first, before):
        code = code_of(opens_on)
        closes_on = opens_on + LASTS
        with clock.standing_at(local(opens_on)):
            wave = _make(actor, code, opens_on, closes_on)
            batches = _batches(company, wave, opens_on)
            PulseBatch.objects.bulk_create(batches.values())
            _answer(company, batches, opens_on)
            open_wave(actor, wave=code)
        with clock.standing_at(local(closes_on + timedelta(days=2))):
            freeze_wave(actor, wave=code)


def run_open_wave(actor: Actor, company: Company, now: datetime) -> tuple[str, ...]:
    """Write the wave that is open now, with strips for everybody and some of them used.

    Returns the codes of some strips that are not; all others exist nowhere.
    """
    opens_on, closes_on = now.date() - AGO, now.date() + AHEAD
    code = code_of(now.date())
    with clock.standing_at(local(opens_on)):
        wave = _make(actor, code, opens_on, closes_on)
        made = [
            strips for site in SITES for strips in make_strips(actor, wave=code, site=site.code)
        ]
        open_wave(actor, wave=code)
    batches = {
        (batch.site.code, batch.shift.code): batch
        for batch in PulseBatch.objects.filter(wave=wave).select_related("site", "shift")
    }
    spare = max(made, key=lambda strips: len(strips.codes)).codes[:SPARE_STRIPS]
    given = _answer(company, batches, opens_on, until=SO_FAR)
    _use_tokens(given, kept={token_index(code) for code in spare})
    return spare


def end_open_wave(actor: Actor, company: Company) -> None:
    """Have the rest answered in the wave that is open, and freeze it."""
    for wave in PulseWave.objects.filter(state=WaveState.OPEN):
        batches = {
            (batch.site.code, batch.shift.code): batch
            for batch in wave.batches.select_related("site", "shift")
        }
        _answer(company, batches, wave.opens_on, since=SO_FAR)
        with clock.standing_at(local(wave.closes_on + timedelta(days=2))):
            freeze_wave(actor, wave=wave.code)


def code_of(day: date) -> str:
    """The code of a quarter's wave."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _openings(first: date, before: date) -> Iterator[date]:
    quarter = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    this = date(before.year, (before.month - 1) // 3 * 3 + 1, 1)
    while quarter < this:
        opens_on = quarter.replace(month=quarter.month + 1, day=OPENS_ON)
        if opens_on >= first:
            yield opens_on
        quarter = (quarter + timedelta(days=95)).replace(day=1)


def _make(actor: Actor, code: str, opens_on: date, closes_on: date) -> PulseWave:
    wave_id = make_wave(actor, code=code, opens_on=opens_on, closes_on=closes_on, module=MODULE)
    return PulseWave.objects.get(pk=wave_id)


def _batches(company: Company, wave: PulseWave, day: date) -> dict[tuple[str, str], PulseBatch]:
    """One strip a head, as counted on the first of the month."""
    sites, shifts = ids_of(Site), ids_of(ShiftPattern)
    heads: Counter[tuple[str, str]] = Counter()
    for (site, shift, _), count in company.heads(day.replace(day=1)).items():
        heads[site, shift] += count
    return {
        (site, shift): PulseBatch(
            id=new_id(),
            wave=wave,
            site_id=sites[site],
            shift_id=shifts[shift],
            issued=count,
            roster=count,
        )
        for (site, shift), count in heads.items()
    }


def _answer(
    company: Company,
    batches: Mapping[tuple[str, str], PulseBatch],
    day: date,
    *,
    since: float = 0.0,
    until: float = 1.0,
) -> Counter[UUID]:
    """Write answers, from one part to another of all that will come; returns how many a batch."""
    who, chance = stream(company.seed, "pulse", day), stream(company.seed, "answers", day, since)
    month = day.replace(day=1)
    rows = []
    for person in company.at_work(month):
        shift = company.shift_on(person.seat, month)
        answers = AT_NIGHT if shift == NIGHT else RESPONSE
        if since <= who.random() / answers < until:
            batch = batches[person.seat.site, shift]
            rows.append(_one_answer(company, person, batch, day, chance))
    PulseAnswer.objects.bulk_create(rows, batch_size=1000)
    return Counter(row.batch_id for row in rows)


def _one_answer(
    company: Company, person: Person, batch: PulseBatch, day: date, chance: Chance
) -> PulseAnswer:
    ease = EASE + EASE_BY_STRAIN * company.strain_on(person, day) + chance.gauss(0, EASE_SPREAD)
    weights = dict(DRIVERS)
    if company.shift_on(person.seat, day) in LONG_OR_NIGHT:
        weights[Driver.SHIFTS] = SHIFTS_THERE
    for story in company.happened(person.seat.site, day):
        felt = story.felt(day)
        ease += story.ease * felt
        for driver, more in story.drivers.items():
            weights[driver] += more * felt
    items = {
        item.code: _mirrored(_choice(ease, chance)) if item.reversed else _choice(ease, chance)
        for item in HOUSE_PULSE.items
    }
    asked = MODULES[MODULE].definition.items
    return PulseAnswer(
        id=new_id(),
        batch=batch,
        tenure=person.tenure_on(day) if chance.happens(SAYS_TENURE) else None,
        items=items,
        drivers=_ticked(weights, chance),
        module={item.code: _choice(ease + 2, chance) for item in asked},
    )


def _choice(ease: float, chance: Chance) -> int:
    return max(0, min(4, round(ease / 25 + chance.gauss(0, ITEM_SPREAD))))


def _mirrored(choice: int) -> int:
    return 4 - choice


def _ticked(weights: Mapping[str, float], chance: Chance) -> list[str]:
    left, ticked = dict(weights), []
    for _ in range(min(int(chance.one_of(TICKED)), MOST_DRIVERS)):
        driver = chance.one_of(left)
        del left[driver]
        ticked.append(str(driver))
    return ticked


def _use_tokens(given: Counter[UUID], *, kept: set[bytes]) -> None:
    """Mark as many strips of each batch as answers came, but none of those to be `kept`."""
    unused: dict[UUID, list[UUID]] = defaultdict(list)
    tokens = PulseToken.objects.filter(batch_id__in=given)
    for token_id, batch_id, index in tokens.values_list("pk", "batch_id", "token_index"):
        if bytes(index) not in kept:
            unused[batch_id].append(token_id)
    used = [token for batch, count in given.items() for token in unused[batch][:count]]
    PulseToken.objects.filter(pk__in=used).update(used=True)
