"""Making strips: codes to print, cut and lay out in piles, one pile for each site and shift."""

from dataclasses import dataclass

from eap.audit.services import record
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.policy import require
from eap.people.codes import new_cards
from eap.programme.models import ShiftPattern, Site
from eap.programme.selectors import heads
from eap.vault.blind import bare_code, blind_index, blind_indexes
from eap.wellbeing.models import PulseBatch, PulseToken, PulseWave
from eap.wellbeing.words import MOST_AT_ONCE, WaveState


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips of one site and shift, shuffled. The codes exist nowhere else."""

    site: str
    site_zh: str
    site_en: str
    shift: str
    shift_zh: str
    shift_en: str
    codes: tuple[str, ...]


@as_actor
def make_strips(
    actor: Actor, *, wave: str, site: str, shift: str | None = None, count: int | None = None
) -> list[Strips]:
    """Make strips for a site (or one of its shifts), one a head unless `count` says otherwise.

    With a `count` more are added to what was made before. Raises Missing (no such wave), Invalid
    (unknown site or shift, count out of range), Conflict("frozen"), Conflict("nothing_to_make")
    when nobody works there or all have theirs.
    """
    require(actor, "wellbeing.pulse.arrange")
    found = locked_wave(wave)
    if found.state == WaveState.FROZEN:
        raise Conflict("frozen")
    place, patterns = _place(site, shift)
    if count is not None and not 1 <= count <= MOST_AT_ONCE:
        raise Invalid(fields={"count": "range"})
    made = [
        strips
        for pattern in patterns
        if (strips := _make(actor, found, place, pattern, count)) is not None
    ]
    if not made:
        raise Conflict("nothing_to_make")
    return made


def _place(site: str, shift: str | None) -> tuple[Site, list[ShiftPattern]]:
    place = Site.objects.filter(code=site).first()
    patterns = list(ShiftPattern.objects.order_by("code"))
    chosen = [pattern for pattern in patterns if shift in (None, pattern.code)]
    if place is None or not chosen:
        raise Invalid(fields={"shift" if place else "site": "unknown"})
    return place, chosen


def _make(
    actor: Actor, wave: PulseWave, site: Site, shift: ShiftPattern, count: int | None
) -> Strips | None:
    """None where nobody works, or where strips were made already and no number was asked for."""
    roster = heads(wave.opens_on, site_id=site.id, shift_id=shift.id)
    if not roster:
        return None
    batch, is_new = PulseBatch.objects.get_or_create(
        wave=wave, site=site, shift=shift, defaults={"issued": 0, "roster": roster}
    )
    if count is None and not is_new:
        return None
    codes = new_cards(count or roster)
    tokens = [PulseToken(token_index=token_index(code), batch=batch) for code in codes]
    require(actor, "wellbeing.pulse.mint", tokens[0])
    # In the order of their hashes, so that the table does not tell how the pile lay.
    tokens.sort(key=lambda token: bytes(token.token_index))
    PulseToken.objects.bulk_create(tokens, batch_size=1000)
    batch.issued += len(codes)
    batch.save(update_fields=("issued",))
    record(
        actor,
        action="wellbeing.pulse.mint",
        object_kind="batch",
        object_id=batch.id,
        details={"wave": wave.code, "site": site.code, "shift": shift.code, "count": len(codes)},
    )
    return Strips(
        site.code,
        site.name_zh,
        site.name_en,
        shift.code,
        shift.name_zh,
        shift.name_en,
        tuple(codes),
    )


def token_index(typed: str) -> bytes:
    """What is stored of a strip, however it was typed."""
    return blind_index(bare_code(typed), table="wellbeing_pulse_token", column="code")


def token_indexes(typed: str) -> list[bytes]:
    """What may be stored of a strip, by every index root."""
    return blind_indexes(bare_code(typed), table="wellbeing_pulse_token", column="code")


def locked_wave(code: str) -> PulseWave:
    """The wave, locked until the transaction ends. Raises Missing."""
    wave = PulseWave.objects.select_for_update().filter(code=code).first()
    if wave is None:
        raise Missing
    return wave
