"""Acts on pulse waves: plan one, open it, answer, freeze it. `strips` makes the strips.

A strip is drawn blind from the pile of its site and shift, so its holder is known to nobody; the
answer keeps the pile and not the strip. What could still lead from one to the other, the order in
which rows were written, is wiped every night and when the wave is frozen.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eap.audit.services import record
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid
from eap.core.ids import new_id
from eap.core.policy import require
from eap.people.words import NotAccepted
from eap.programme.words import Tenure
from eap.vault.blind import found_by
from eap.wellbeing import doors, scoring
from eap.wellbeing.definitions import HOUSE_PULSE, Answers, Definition
from eap.wellbeing.doors import Answered
from eap.wellbeing.models import PulseAnswer, PulseBatch, PulseResult, PulseToken, PulseWave
from eap.wellbeing.pulse_form import (
    CHOICES,
    DRIVER_CODES,
    DRIVERS,
    ITEMS,
    MODULES,
    TENURES,
    ModuleForm,
    Wording,
)
from eap.wellbeing.results import Pool, Result, results
from eap.wellbeing.strips import locked_wave, token_indexes
from eap.wellbeing.words import ANSWERS_KEPT_FOR, MOST_DRIVERS, WaveState

CODE = re.compile(r"[A-Za-z0-9-]{1,20}")
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a strip opens: the wave's days, whose figure the answer will be in, what is asked."""

    wave: str
    closes_on: date
    site_zh: str
    site_en: str
    shift_zh: str
    shift_en: str
    module: ModuleForm
    items: tuple[Wording, ...] = ITEMS
    choices: tuple[Wording, ...] = CHOICES
    drivers: tuple[Wording, ...] = DRIVERS
    most_drivers: int = MOST_DRIVERS
    tenure_choices: tuple[Wording, ...] = TENURES


@as_actor
def make_wave(actor: Actor, *, code: str, opens_on: date, closes_on: date, module: str) -> UUID:
    """Plan a wave; its last day still counts. Raises Invalid, also when it overlaps another."""
    rule = require(actor, "wellbeing.pulse.arrange")
    faults = {}
    if not CODE.fullmatch(code):
        faults["code"] = "format"
    elif PulseWave.objects.filter(code=code).exists():
        faults["code"] = "taken"
    if closes_on < opens_on:
        faults["closes_on"] = "before_opening"
    elif PulseWave.objects.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).exists():
        faults["opens_on"] = "overlaps"
    if module not in MODULES:
        faults["module"] = "unknown"
    if faults:
        raise Invalid(fields=faults)
    wave = PulseWave(id=new_id(), code=code, opens_on=opens_on, closes_on=closes_on, module=module)
    PulseWave.objects.bulk_create([wave])
    record(actor, action="wellbeing.pulse.plan", object_kind="wave", object_id=wave.id, rule=rule)
    return wave.id


@as_actor
def open_wave(actor: Actor, *, wave: str) -> None:
    """Let strips be answered from the wave's first day on. Raises Missing, Conflict."""
    rule = require(actor, "wellbeing.pulse.arrange")
    found = locked_wave(wave)
    if found.state != WaveState.DRAFT:
        raise Conflict("wrong_state", state=found.state)
    if not found.batches.exists():
        raise Conflict("no_strips")
    found.state = WaveState.OPEN
    found.save(update_fields=("state",))
    record(actor, action="wellbeing.pulse.open", object_kind="wave", object_id=found.id, rule=rule)


@as_actor
def open_sheet(actor: Actor, *, strip: str) -> Sheet:
    """What a strip opens. Raises NotAccepted: used, unknown, early and late look alike."""
    require(actor, "wellbeing.pulse.answer")
    batch = _batch(strip)
    return Sheet(
        wave=batch.wave.code,
        closes_on=batch.wave.closes_on,
        site_zh=batch.site.name_zh,
        site_en=batch.site.name_en,
        shift_zh=batch.shift.name_zh,
        shift_en=batch.shift.name_en,
        module=MODULES[batch.wave.module],
    )


@as_actor
def answer(
    actor: Actor,
    *,
    strip: str,
    items: Answers,
    drivers: list[str],
    module: Answers,
    tenure: str | None,
) -> None:
    """Give one answer for one strip. Leaves no trace of who, when or by which strip.

    Raises NotAccepted as `open_sheet` does, Invalid naming every field at fault; the strip then
    stays unused.
    """
    require(actor, "wellbeing.pulse.answer")
    batch = _batch(strip)
    faults = {
        **_fault("items", HOUSE_PULSE, items),
        **_fault("module", MODULES[batch.wave.module].definition, module),
        **_fault_of_drivers(drivers),
    }
    if tenure is not None and tenure not in Tenure.values:
        faults["tenure"] = "unknown"
    given = Answered(_given(items), tuple(drivers), _given(module), tenure)
    if not given.items:
        faults.setdefault("items", "required")
    if faults:
        raise Invalid(fields=faults)
    on = clock.today()
    accepted = found_by(
        lambda index: doors.answer(index, given, on=on), lambda: token_indexes(strip)
    )
    if not accepted:
        raise NotAccepted("strip")


def _batch(strip: str) -> PulseBatch:
    on = clock.today()
    found = found_by(lambda index: doors.batch_of(index, on=on), lambda: token_indexes(strip))
    if found is None:
        raise NotAccepted("strip")
    return PulseBatch.objects.select_related("wave", "site", "shift").get(id=found[1])


def _fault(field: str, definition: Definition, answers: Answers) -> dict[str, str]:
    if any(definition.item(code) is None for code in answers):
        return {field: "unknown_item"}  # named by no code: a stranger's text is not sent back
    try:
        scoring.score(definition, answers)
    except Invalid as refusal:
        return {f"{field}.{code}": reason for code, reason in refusal.fields.items()}
    return {}


def _fault_of_drivers(drivers: list[str]) -> dict[str, str]:
    if len(drivers) > MOST_DRIVERS or len(set(drivers)) < len(drivers):
        return {"drivers": "too_many"}
    return {} if set(drivers) <= set(DRIVER_CODES) else {"drivers": "unknown"}


def _given(answers: Answers) -> dict[str, int]:
    return {code: answer for code, answer in answers.items() if answer is not None}


@as_actor
def freeze_wave(actor: Actor, *, wave: str) -> int:
    """After its last day: compute and freeze a wave's figures; returns how many there are.

    Unused strips are void: all strips are deleted. Answers are written anew in random order.
    Raises Missing, Conflict("wrong_state"), Conflict("still_open").
    """
    rule = require(actor, "wellbeing.pulse.freeze")
    found = locked_wave(wave)
    if found.state != WaveState.OPEN:
        raise Conflict("wrong_state", state=found.state)
    if clock.today() <= found.closes_on:
        raise Conflict("still_open", closes_on=str(found.closes_on))
    _write_anew(found)
    require(actor, "wellbeing.pulse.void")
    PulseToken.objects.filter(batch__in=_batches(found)).delete()
    require(actor, "wellbeing.pulse.conclude")
    rows = [_row(found, result) for result in results(_answers(found), MODULES[found.module])]
    PulseResult.objects.bulk_create(rows, batch_size=_BATCH)
    found.state = WaveState.FROZEN
    found.save(update_fields=("state",))
    record(
        actor, action="wellbeing.pulse.freeze", object_kind="wave", object_id=found.id, rule=rule
    )
    return len(rows)


@as_actor
def shuffle_wave(actor: Actor, *, wave: str) -> None:
    """Wipe the order in which strips were used and answers came, while a wave is open."""
    require(actor, "wellbeing.pulse.freeze")
    require(actor, "wellbeing.pulse.void")
    found = locked_wave(wave)
    _write_anew(found)
    _lay_anew(found)


@as_actor
def forget_old_answers(actor: Actor) -> int:
    """Delete the answers of waves that closed more than five years ago; returns how many.

    Their frozen figures stay. Safe to repeat.
    """
    require(actor, "wellbeing.pulse.freeze")
    closed = clock.today() - ANSWERS_KEPT_FOR
    old = PulseBatch.objects.filter(wave__closes_on__lt=closed, answers__isnull=False)
    batches = list(old.distinct().values_list("pk", flat=True))
    gone, _ = PulseAnswer.objects.filter(batch__in=batches).delete()
    return gone


def _batches(wave: PulseWave) -> list[UUID]:
    """The wave's batches by id: rows are deleted by these, never through a join with themselves."""
    return list(wave.batches.values_list("pk", flat=True))


def _write_anew(wave: PulseWave) -> None:
    """Answers under new ids in random order: neither place nor transaction tells them apart."""
    rows = list(PulseAnswer.objects.filter(batch__wave=wave))
    secrets.SystemRandom().shuffle(rows)
    PulseAnswer.objects.filter(batch__in=_batches(wave)).delete()
    for row in rows:
        row.id = new_id()
    PulseAnswer.objects.bulk_create(rows, batch_size=_BATCH)


def _lay_anew(wave: PulseWave) -> None:
    """Strips in the order of their hashes again: changed in place, they lie as they were used."""
    rows = list(PulseToken.objects.filter(batch__wave=wave))
    PulseToken.objects.filter(batch__in=_batches(wave)).delete()
    for row in rows:
        row.id = new_id()
    rows.sort(key=lambda row: bytes(row.token_index))
    PulseToken.objects.bulk_create(rows, batch_size=_BATCH)


def _answers(wave: PulseWave) -> Mapping[Pool, list[Answered]]:
    pools = {
        batch.id: Pool(batch.site_id, batch.shift_id, batch.roster, batch.issued)
        for batch in wave.batches.all()
    }
    found: dict[Pool, list[Answered]] = {pool: [] for pool in pools.values()}
    for row in PulseAnswer.objects.filter(batch__wave=wave):
        given = Answered(row.items, tuple(row.drivers), row.module, row.tenure)
        found[pools[row.batch_id]].append(given)
    return found


def _row(wave: PulseWave, result: Result) -> PulseResult:
    interval, unseen = result.figure.interval, result.figure.unseen
    return PulseResult(
        wave=wave,
        split=result.cell.split,
        site_id=result.cell.site_id,
        shift_id=result.cell.shift_id,
        measure=result.measure,
        roster=result.roster,
        issued=result.issued,
        answers=interval.answers if interval else None,
        value=interval.value if interval else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        unseen=unseen or "",
    )
