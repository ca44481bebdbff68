"""The on-call rota as a whole: its shifts, and the hours nobody covers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max
from django.db.models.functions import Upper
from psycopg.types.multirange import TimestamptzMultirange

from eap.access import selectors as access
from eap.access.selectors import Colleague
from eap.booking import sql
from eap.booking.models import HotlineOnly, OnCallShift
from eap.booking.words import ANSWERING
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid
from eap.core.policy import require

LONGEST = timedelta(days=92)

_GAPS = """
SELECT lower(gap), upper(gap)
FROM unnest(
    %(window)s
    - coalesce((SELECT range_agg(shift.during * tstzrange(NULL, staff.retired_at))
                FROM booking_on_call_shift AS shift JOIN access_staff AS staff
                ON staff.id = shift.staff_id
                WHERE shift.level = %(level)s AND shift.during && %(window)s
                AND shift.staff_id IS DISTINCT FROM %(without)s::uuid), '{}')
    - coalesce((SELECT range_agg(during) FROM booking_hotline_only
                WHERE during && %(window)s), '{}')
) AS gap
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, from `start` up to `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Declared(Stretch):
    """A stretch declared hotline-only, by the id with which it is taken back."""

    id: UUID


@dataclass(frozen=True, slots=True)
class DutyView:
    """A shift on call. `own`: it is the asking person's."""

    id: UUID
    staff_id: UUID
    name: str
    own: bool
    level: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Rota:
    """Shifts in a window, hours declared hotline-only, and gaps nobody has declared."""

    shifts: list[DutyView]
    hotline_only: list[Declared]
    gaps: list[Stretch]


@dataclass(frozen=True, slots=True)
class Plan(Rota):
    """The rota for those who plan it: with everybody whom it may name.

    `planned_until` is when the last thing planned ends, in the window or after it; None when
    nothing is planned from now on.
    """

    people: list[Colleague]
    planned_until: datetime | None


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """One person's coming shifts, and the hours nobody else would have on the first rung."""

    shifts: list[DutyView]
    left_open: list[Stretch]


def duty_view(actor: Actor, shift: OnCallShift) -> DutyView:
    """A shift as plain values, for `actor`."""
    return DutyView(
        id=shift.id,
        staff_id=shift.staff_id,
        name=shift.staff.display_name,
        own=shift.staff_id == actor.id,
        level=shift.level,
        start=shift.during.lower,
        end=shift.during.upper,
    )


def duty_gaps(*, start: datetime, end: datetime, level: int = 1) -> list[Stretch]:
    """Stretches of [start, end) with nobody on call at `level` and not declared hotline-only.

    A shift counts up to the moment at which its person left the programme.
    """
    return _gaps([DateTimeTZRange(start, end)], level=level)


def _gaps(
    windows: list[DateTimeTZRange], *, level: int, without: UUID | None = None
) -> list[Stretch]:
    asked = {"window": TimestamptzMultirange(windows), "level": level, "without": without}
    return [Stretch(*gap) for gap in sql.rows(_GAPS, asked)]


@as_actor
def rota(actor: Actor, *, start: datetime, end: datetime) -> Rota:
    """The rota between two moments, at most 92 days apart."""
    require(actor, "booking.duty.read")
    return Rota(*_standing(actor, start, end))


@as_actor
def plan(actor: Actor, *, start: datetime, end: datetime) -> Plan:
    """The rota between two moments, and whom it may name. Raises Refused, Invalid."""
    require(actor, "booking.duty.change")
    standing = _standing(actor, start, end)
    return Plan(*standing, people=access.colleagues(ANSWERING), planned_until=_planned_until())


def _planned_until() -> datetime | None:
    shifts = OnCallShift.objects.filter(staff__is_active=True)
    last = [
        rows.aggregate(last=Max(Upper("during")))["last"] for rows in (shifts, HotlineOnly.objects)
    ]
    now = clock.now()
    return max((end for end in last if end and end > now), default=None)


@as_actor
def duty_of(actor: Actor, *, staff_id: UUID) -> OwnDuty:
    """What somebody has on the rota from now on, soonest first: for a leaver's hand-over."""
    require(actor, "booking.duty.change")
    now = clock.now()
    ahead = DateTimeTZRange(now, None)
    rows = OnCallShift.objects.select_related("staff").filter(
        staff_id=staff_id, during__overlap=ahead
    )
    shifts = [duty_view(actor, shift) for shift in rows.order_by("during__startswith", "id")]
    first = [DateTimeTZRange(max(s.start, now), s.end) for s in shifts if s.level == 1]
    return OwnDuty(shifts, _gaps(first, level=1, without=staff_id))


def _standing(
    actor: Actor, start: datetime, end: datetime
) -> tuple[list[DutyView], list[Declared], list[Stretch]]:
    if not timedelta(0) < end - start <= LONGEST:
        raise Invalid("bad_window", {"to": "bad_window"})
    window = DateTimeTZRange(start, end)
    shifts = OnCallShift.objects.select_related("staff").filter(
        during__overlap=window, staff__is_active=True
    )
    hotline = HotlineOnly.objects.filter(during__overlap=window)
    return (
        [duty_view(actor, shift) for shift in shifts.order_by("during__startswith", "level", "id")],
        [
            Declared(row.during.lower, row.during.upper, row.id)
            for row in hotline.order_by("during__startswith", "id")
        ],
        duty_gaps(start=start, end=end),
    )
