"""What is read of the pulse: the frozen figures of its waves, as lines for a chart."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid
from eap.core.policy import require
from eap.wellbeing.models import PulseResult, PulseWave
from eap.wellbeing.pulse import GroupFigure, Interval, Unseen, Verdict, change
from eap.wellbeing.pulse_form import DRIVER_CODES, DRIVERS, MODULES, SCORE_NAME, Wording
from eap.wellbeing.words import Split, State, WaveState

EVERYONE = Wording("all", "全体", "Everyone")


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave with its first and last day."""

    code: str
    opens_on: date
    closes_on: date
    state: str
    module: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """Something that can be drawn. `unit`: points (0 to 100) or percent."""

    code: str
    name_zh: str
    name_en: str
    unit: str
    higher_is_better: bool


@dataclass(frozen=True, slots=True)
class PulsePoint:
    """One wave of a line, with its 95 % limits and how many answered of `issued` strips.

    `reason` says why a figure is hidden, else "". A wave in which the group was not asked, or
    in which nobody answered, has no data.
    """

    wave: str
    state: str
    reason: str
    point: float | None
    low: float | None
    high: float | None
    answers: int | None
    issued: int
    roster: int


@dataclass(frozen=True, slots=True)
class PulseLine:
    """One group, or in a list of drivers one driver of everyone.

    `code` is `all`, a site, a shift, both joined by `/`, or a driver. `verdict` compares the last
    two frozen waves: up, down or cannot_tell.
    """

    code: str
    name_zh: str
    name_en: str
    points: list[PulsePoint]
    verdict: str


@dataclass(frozen=True, slots=True)
class PulseSeries:
    """Frozen `waves` in order and a line a group; `next_wave` is the open one or the next to come.

    `drivers` are everyone's of the last two waves, the most ticked first.
    """

    waves: list[WaveView]
    next_wave: WaveView | None
    measures: list[MeasureView]
    measure: str
    split: str
    lines: list[PulseLine]
    drivers: list[PulseLine]


@as_actor
def pulse_series(
    actor: Actor, *, measure: str = SCORE_NAME.code, split: str = Split.OVERALL
) -> PulseSeries:
    """One measure by one split over all frozen waves. Raises Invalid for unknown codes."""
    require(actor, "wellbeing.pulse.read")
    known = _measures()
    faults = {
        **({} if measure in {view.code for view in known} else {"measure": "unknown"}),
        **({} if split in Split.values else {"split": "unknown"}),
    }
    if faults:
        raise Invalid(fields=faults)
    waves = list(PulseWave.objects.order_by("opens_on"))
    frozen = [wave for wave in waves if wave.state == WaveState.FROZEN]
    coming = next((wave for wave in waves if wave.state != WaveState.FROZEN), None)
    return PulseSeries(
        waves=[_wave(wave) for wave in frozen],
        next_wave=_wave(coming) if coming else None,
        measures=known,
        measure=measure,
        split=split,
        lines=_lines(frozen, measure, split),
        drivers=_drivers(frozen[-2:]),
    )


def _wave(wave: PulseWave) -> WaveView:
    return WaveView(wave.code, wave.opens_on, wave.closes_on, wave.state, wave.module)


def _measures() -> list[MeasureView]:
    means = [SCORE_NAME, *(module.name for module in MODULES.values())]
    return [
        *(MeasureView(name.code, name.zh, name.en, "points", True) for name in means),
        *(MeasureView(name.code, name.zh, name.en, "percent", False) for name in DRIVERS),
    ]


def _results(waves: Sequence[PulseWave]) -> QuerySet[PulseResult]:
    return PulseResult.objects.filter(wave__in=waves).select_related("site", "shift")


def _lines(waves: Sequence[PulseWave], measure: str, split: str) -> list[PulseLine]:
    groups: dict[tuple[str, str], dict[UUID, PulseResult]] = defaultdict(dict)
    for row in _results(waves).filter(measure=measure, split=split):
        site, shift = row.site.code if row.site else "", row.shift.code if row.shift else ""
        groups[site, shift][row.wave_id] = row
    return [
        _line(_name_of_group(next(iter(rows.values()))), waves, rows)
        for _, rows in sorted(groups.items())
    ]


def _drivers(waves: Sequence[PulseWave]) -> list[PulseLine]:
    found: dict[str, dict[UUID, PulseResult]] = defaultdict(dict)
    for row in _results(waves).filter(measure__in=DRIVER_CODES, split=Split.OVERALL):
        found[row.measure][row.wave_id] = row
    lines = [_line(name, waves, found[name.code]) for name in DRIVERS if name.code in found]
    return sorted(lines, key=lambda line: -(line.points[-1].point or 0))


def _name_of_group(row: PulseResult) -> Wording:
    parts = [part for part in (row.site, row.shift) if part is not None]
    if not parts:
        return EVERYONE
    return Wording(
        "/".join(part.code for part in parts),
        " · ".join(part.name_zh for part in parts),
        " · ".join(part.name_en for part in parts),
    )


def _line(name: Wording, waves: Sequence[PulseWave], rows: dict[UUID, PulseResult]) -> PulseLine:
    figures = [_figure(rows.get(wave.id)) for wave in waves[-2:]]
    verdict = change(*figures) if len(figures) == 2 else Verdict.CANNOT_TELL
    points = [_point(wave, rows.get(wave.id)) for wave in waves]
    return PulseLine(name.code, name.zh, name.en, points, verdict)


def _figure(row: PulseResult | None) -> GroupFigure:
    if row is None or row.value is None or row.low is None or row.high is None:
        return GroupFigure(None, Unseen.NO_DATA)
    return GroupFigure(Interval(row.value, row.low, row.high, row.answers or 0), None)


def _point(wave: PulseWave, row: PulseResult | None) -> PulsePoint:
    if row is None:
        return PulsePoint(wave.code, State.NONE, "", None, None, None, None, 0, 0)
    state = State.VALUE if row.value is not None else State.HIDDEN
    reason = row.unseen
    if reason == Unseen.NO_DATA:
        state, reason = State.NONE, ""
    return PulsePoint(
        wave=wave.code,
        state=state,
        reason=reason,
        point=row.value,
        low=row.low,
        high=row.high,
        answers=row.answers,
        issued=row.issued,
        roster=row.roster,
    )
