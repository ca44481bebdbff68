"""Which starts are offered: one statement asks for the free ones, a keyed choice hides some.

A list of all free starts would show by what vanishes from it when somebody books. So a stable
part is left out, and a start that is missing may be taken or merely not offered. Outside this
file nobody can tell the two apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import shake_256
from itertools import groupby
from typing import Any
from uuid import UUID

from eap.booking import sql
from eap.booking.words import GAP, GRID, GRID_ORIGIN, HORIZON, NEAREST, NOTICE, OFFERED_PART
from eap.core import clock
from eap.programme.selectors import ServiceView
from eap.vault.blind import blind_index, index_versions

_NEAR = timedelta(days=2)
_DRAW = 4  # bytes
_OFFERED_BELOW = int(OFFERED_PART * 2 ** (8 * _DRAW))
_STEP = int(GRID.total_seconds())
_DAY = 24 * 60 * 60
_PLACES = _DAY // _STEP


@dataclass(frozen=True, slots=True)
class CounsellorView:
    """A counsellor as a client sees them."""

    id: UUID
    name_zh: str
    name_en: str
    pronoun: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """An offered start. `modalities` are the ways of meeting this counsellor offers for it."""

    start: datetime
    end: datetime
    counsellor: CounsellorView
    modalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for. `first` and `last` are days in the house's zone, both included."""

    service: ServiceView
    modality: str | None = None
    language: str | None = None
    counsellor_id: UUID | None = None
    first: date | None = None
    last: date | None = None
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def length(self) -> timedelta:
        """How long one session lasts."""
        return timedelta(minutes=self.service.minutes)


@dataclass(frozen=True, slots=True)
class Offer:
    """Offered slots by day, in the zone in which the days were cut."""

    time_zone: str
    days: dict[date, list[Slot]]


# The house's zone is the one most counsellors work in; days are cut there, and only there.
_HOUSE = """
    SELECT coalesce(mode() WITHIN GROUP (ORDER BY time_zone), 'UTC') AS zone
    FROM booking_counsellor WHERE taking
"""
_SLOTS = f"""
WITH house AS ({_HOUSE}), since AS (
    SELECT zone, greatest(%(opens)s, %(first)s::date::timestamp AT TIME ZONE zone) AS opens
    FROM house
), asked AS (
    SELECT zone, opens,
           greatest(opens, least(
               %(closes)s, (%(last)s::date + 1)::timestamp AT TIME ZONE zone)) AS closes
    FROM since
)
SELECT asked.zone, counsellor.staff_id, counsellor.name_zh, counsellor.name_en,
       counsellor.pronoun, counsellor.languages, counsellor.modalities, free.day, free.starts
FROM asked
LEFT JOIN booking_counsellor AS counsellor
       ON counsellor.taking
      AND counsellor.modalities && %(modalities)s::varchar[]
      AND (%(language)s::text IS NULL OR %(language)s = ANY (counsellor.languages))
      AND (%(counsellor)s::uuid IS NULL OR counsellor.staff_id = %(counsellor)s)
LEFT JOIN LATERAL (
    SELECT (start AT TIME ZONE asked.zone)::date AS day,
           array_agg(extract(epoch FROM start)::bigint ORDER BY start) AS starts
    FROM unnest(harbour.free_time(
        counsellor.staff_id, counsellor.time_zone,
        CASE WHEN %(modality)s = 'room' THEN nullif(counsellor.room, '') END,
        asked.opens, asked.closes + %(length)s, %(gap)s, %(moment)s
    )) AS stretch
    CROSS JOIN LATERAL generate_series(
        date_bin(%(grid)s, lower(stretch) + %(grid)s - interval '1 microsecond', %(origin)s),
        upper(stretch) - %(length)s,
        %(grid)s
    ) AS start
    WHERE start >= asked.opens AND start < asked.closes
    GROUP BY 1
) AS free ON true
ORDER BY free.day, counsellor.name_en, counsellor.staff_id
"""  # noqa: S608 - only the constant above is put in


def house_zone() -> str:
    """The zone in which the house counts its hours, such as "Asia/Shanghai"."""
    return str(sql.rows(_HOUSE, {})[0][0])


def find(wish: Wish) -> Offer:
    """The offered slots that meet `wish`, after the notice and before the horizon. One query."""
    found = _free_starts(wish)  # never empty: without any free start one row tells the zone
    days: dict[date, list[Slot]] = {}
    for _zone, *about, day, starts in found:
        if day is not None:
            days.setdefault(day, []).extend(_slots(wish, about, starts))
    for slots in days.values():
        slots.sort(key=lambda slot: slot.start)
    return Offer(found[0][0], {day: slots for day, slots in days.items() if slots})


def _free_starts(wish: Wish) -> list[tuple[Any, ...]]:
    now = clock.now()
    return sql.rows(
        _SLOTS,
        {
            "opens": max(filter(None, (now + NOTICE, wish.opens))),
            "closes": min(filter(None, (now + HORIZON, wish.closes))),
            "first": wish.first,
            "last": wish.last,
            "modality": wish.modality,
            "modalities": list(wanted_modalities(wish)),
            "language": wish.language,
            "counsellor": wish.counsellor_id,
            "length": wish.length,
            "gap": GAP,
            "grid": GRID,
            "origin": GRID_ORIGIN,
            "moment": now,
        },
    )


def wanted_modalities(wish: Wish) -> tuple[str, ...]:
    """Ways of meeting the service allows and the wish admits."""
    allowed = wish.service.modalities
    return allowed if wish.modality is None else tuple({wish.modality} & set(allowed))


def _slots(wish: Wish, about: Sequence[Any], starts: Iterable[int]) -> list[Slot]:
    staff_id, name_zh, name_en, pronoun, languages, modalities = about
    view = CounsellorView(staff_id, name_zh, name_en, pronoun, tuple(languages))
    ways = tuple(way for way in wish.service.modalities if way in modalities)
    length = wish.length
    moments = [datetime.fromtimestamp(epoch, UTC) for epoch in _drawn(staff_id, starts)]
    return [Slot(start, start + length, view, ways) for start in moments]


def _drawn(counsellor_id: UUID, starts: Iterable[int]) -> list[int]:
    """Those of `starts`, in seconds since 1970, that belong to the offered part."""
    kept: list[int] = []
    version = index_versions()[0]
    for day, of_day in groupby(starts, lambda at: at // _DAY):
        offered = _draw(counsellor_id, day, version)
        kept += [at for at in of_day if at % _DAY // _STEP in offered]
    return kept


@lru_cache(maxsize=16384)
def _draw(counsellor_id: UUID, day: int, version: int) -> frozenset[int]:
    """Which places of the grid are offered on one day in UTC: a keyed draw for each.

    With another index root (`version`) other places are drawn, in every process at once.
    """
    exact = counsellor_id.bytes + day.to_bytes(8, signed=True)
    seed = blind_index(exact, table="booking_slot", column="day", version=version)
    draws = shake_256(seed).digest(_PLACES * _DRAW)
    return frozenset(
        place
        for place in range(_PLACES)
        if int.from_bytes(draws[place * _DRAW : (place + 1) * _DRAW]) < _OFFERED_BELOW
    )


def nearest(wish: Wish, start: datetime) -> list[Slot]:
    """The offered slots closest to `start` with any counsellor, at most three, nearest first."""
    now = clock.now()
    centre = min(max(start, now), now + HORIZON)
    for reach in (_NEAR, HORIZON):
        around = Wish(
            wish.service, modality=wish.modality, opens=centre - reach, closes=centre + reach
        )
        slots = [slot for day in find(around).days.values() for slot in day]
        if len(slots) >= NEAREST:
            break
    return sorted(slots, key=lambda slot: (abs(slot.start - start), slot.start))[:NEAREST]
