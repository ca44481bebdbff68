"""What is read of the pulse: the frozen figures of its waves, as lines for a chart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
from eap.wellbeing.pulse_told import NOT_SHOWN, Around, Told, around, told
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
    """One wave of a line, with its 95 % limits and about how many answered of `issued` strips.

    `reason` is "" for a value, `not_shown` for whatever is hidden; a share of few people has
    `few_ticked` or `few_left` and bounds instead of limits. A wave in which the group was not
    asked, or in which nobody answered, has no data.
    """

    wave: str
    state: str
    reason: str
    point: int | None
    low: int | None
    high: int | None
    answers: int | None
    issued: int
    roster: int


@dataclass(frozen=True, slots=True)
class PulseLine:
    """One group, or in a list of drivers one driver of everyone.

    `code` is `all`, a site, a shift, both joined by `/`, or a driver. `verdict` compares the last
    two frozen waves: up, down or cannot_tell. `around` compares the waves before and after a day.
    """

    code: str
    name_zh: str
    name_en: str
    points: list[PulsePoint]
    verdict: str
    around: Around | None


@dataclass(frozen=True, slots=True)
class PulseSeries:
    """Frozen `waves` in order and a line a group; `next_wave` is the open one or the next to come.

    `splits` are those in which anything is shown of the measure. Verdicts of the lines hold for
    `compared` comparisons together: a driver is one of twelve that can be looked at. `drivers` are
    everyone's of the last two waves, the most ticked first, with verdicts for
    `drivers_compared` of them together.
    """

    waves: list[WaveView]
    next_wave: WaveView | None
    measures: list[MeasureView]
    measure: str
    split: str
    splits: list[str]
    lines: list[PulseLine]
    compared: int
    drivers: list[PulseLine]
    drivers_compared: int


@as_actor
def pulse_series(
    actor: Actor,
    *,
    measure: str = SCORE_NAME.code,
    split: str = Split.OVERALL,
    around: date | None = None,
) -> PulseSeries:
    """One measure by one split over all frozen waves; `around` is a day on which something began.

    Raises Invalid for unknown codes.
    """
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
    groups = _groups(frozen, measure, split)
    compared = _comparable(groups.values(), frozen) * (len(DRIVERS) if _is_share(measure) else 1)
    drivers = _everyones_drivers(frozen[-2:])
    drivers_compared = _comparable(drivers.values(), frozen)
    return PulseSeries(
        waves=[_wave(wave) for wave in frozen],
        next_wave=_wave(coming) if coming else None,
        measures=known,
        measure=measure,
        split=split,
        splits=_splits(frozen, measure),
        lines=[_line(name, frozen, rows, compared, around) for name, rows in groups.items()],
        compared=compared,
        drivers=sorted(
            (_line(name, frozen[-2:], rows, drivers_compared) for name, rows in drivers.items()),
            key=_most_ticked,
        ),
        drivers_compared=drivers_compared,
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


Rows = dict[UUID, PulseResult]  # a wave's id -> its row


def _is_share(measure: str) -> bool:
    return measure in DRIVER_CODES


def _splits(waves: Sequence[PulseWave], measure: str) -> list[str]:
    shown = PulseResult.objects.filter(wave__in=waves, measure=measure, value__isnull=False)
    found = set(shown.values_list("split", flat=True))
    return [split for split in Split.values if split in found]


def _groups(waves: Sequence[PulseWave], measure: str, split: str) -> dict[Wording, Rows]:
    groups: dict[tuple[str, str], Rows] = defaultdict(dict)
    for row in _results(waves).filter(measure=measure, split=split):
        site, shift = row.site.code if row.site else "", row.shift.code if row.shift else ""
        groups[site, shift][row.wave_id] = row
    return {_name_of_group(next(iter(rows.values()))): rows for _, rows in sorted(groups.items())}


def _everyones_drivers(waves: Sequence[PulseWave]) -> dict[Wording, Rows]:
    found: dict[str, Rows] = defaultdict(dict)
    for row in _results(waves).filter(measure__in=DRIVER_CODES, split=Split.OVERALL):
        found[row.measure][row.wave_id] = row
    return {name: found[name.code] for name in DRIVERS if name.code in found}


def _most_ticked(line: PulseLine) -> float:
    """Places a driver by its share, or by the middle of its range where no point is shown."""
    last = line.points[-1]
    if last.point is not None:
        return -last.point
    return -((last.low or 0) + (last.high or 0)) / 2


def _name_of_group(row: PulseResult) -> Wording:
    parts = [part for part in (row.site, row.shift) if part is not None]
    if not parts:
        return EVERYONE
    return Wording(
        "/".join(part.code for part in parts),
        " · ".join(part.name_zh for part in parts),
        " · ".join(part.name_en for part in parts),
    )


def _comparable(groups: Iterable[Rows], waves: Sequence[PulseWave]) -> int:
    """How many groups have a figure in both of the last two waves; at least one."""
    last = [wave.id for wave in waves[-2:]]
    return max(1, sum(all(_interval(rows.get(wave)) for wave in last) for rows in groups))


def _line(
    name: Wording,
    waves: Sequence[PulseWave],
    rows: Rows,
    compared: int,
    day: date | None = None,
) -> PulseLine:
    found = [(wave, _interval(rows.get(wave.id))) for wave in waves]
    last = [GroupFigure(figure, None) for _, figure in found[-2:]]
    verdict = change(*last, comparisons=compared) if len(last) == 2 else Verdict.CANNOT_TELL
    dated = [(wave.opens_on, wave.closes_on, figure) for wave, figure in found if figure]
    is_share = any(_is_share(row.measure) for row in rows.values())
    return PulseLine(
        name.code,
        name.zh,
        name.en,
        [_point(wave, rows.get(wave.id)) for wave in waves],
        verdict,
        around(dated, day, is_share=is_share) if day else None,
    )


def _interval(row: PulseResult | None) -> Interval | None:
    if row is None or row.value is None or row.low is None or row.high is None:
        return None
    return Interval(row.value, row.low, row.high, row.answers or 0)


_HIDDEN = Told(State.HIDDEN, NOT_SHOWN, None, None, None, None)
_NO_DATA = Told(State.NONE, "", None, None, None, None)


def _point(wave: PulseWave, row: PulseResult | None) -> PulsePoint:
    figure = _interval(row)
    if row is None or row.unseen == Unseen.NO_DATA:
        shown = _NO_DATA
    else:
        shown = told(figure, is_share=_is_share(row.measure)) if figure else _HIDDEN
    return PulsePoint(
        wave=wave.code,
        state=shown.state,
        reason=shown.reason,
        point=shown.point,
        low=shown.low,
        high=shown.high,
        answers=shown.answers,
        issued=row.issued if row else 0,
        roster=row.roster if row else 0,
    )
