"""What is on offer, counted from hours and never from people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from eap.booking import offers, sql
from eap.booking.offers import Wish
from eap.booking.rota import Stretch, duty_gaps
from eap.booking.words import GAP, HORIZON, NOTICE
from eap.core import clock
from eap.core.actor import ANONYMOUS, Actor
from eap.core.database import as_actor
from eap.core.months import later, month_of
from eap.core.policy import require
from eap.programme import selectors as programme
from eap.tally.services import keep_plain_count
from eap.tally.words import DUTY_HOURS_COVERED, HOURS_OFFERED

WEEKS_AHEAD = 4
DUTY_AHEAD = timedelta(days=14)
_USUAL = timedelta(minutes=50)
_CENTI = Decimal("0.01")

_HOURS = """
SELECT coalesce(sum(extract(epoch FROM upper(part) - lower(part))), 0) / 3600
FROM booking_counsellor AS counsellor
CROSS JOIN LATERAL unnest(
    harbour.offered_time(counsellor.staff_id, counsellor.time_zone, %(opens)s, %(closes)s)
    * tstzmultirange(tstzrange(%(opens)s, %(closes)s))
) AS part
WHERE counsellor.taking
"""

# How many sessions of the usual length the free stretches have room for, and how many booked
# ones used the quota.
_QUOTA = """
SELECT harbour.bookings_without_card(%(moment)s),
       coalesce(sum(floor(
           extract(epoch FROM upper(part) - lower(part) + %(gap)s)
           / extract(epoch FROM %(usual)s + %(gap)s))), 0)
FROM booking_counsellor AS counsellor
CROSS JOIN LATERAL unnest(
    harbour.free_time(counsellor.staff_id, counsellor.time_zone, NULL, %(opens)s, %(closes)s,
                      %(gap)s, %(moment)s)
    * tstzmultirange(tstzrange(%(opens)s, %(closes)s))
) AS part
WHERE counsellor.taking
"""


@dataclass(frozen=True, slots=True)
class Supply:
    """Can people get help, from supply alone.

    `hours_per_1000`: counsellor hours offered a week per 1,000 heads, over the next four weeks;
    None without heads. `next_free_day`: as any agent sees it; None when nothing is offered.
    `duty_cover`: part of the next 14 days, 0 to 1, with somebody on call or declared
    hotline-only.
    """

    hours_per_1000: float | None
    next_free_day: date | None
    duty_cover: float


@as_actor
def count_month(actor: Actor, *, month: date) -> None:
    """Tell the tally how many hours of a month that is over were offered, and covered by duty.

    What was told of the month before stands, so this is safe to repeat. Raises Refused.
    """
    start, end = _bounds(month)
    uncovered = _hours(duty_gaps(start=start, end=end))
    figures = {
        HOURS_OFFERED: _hours_offered(start, end),
        DUTY_HOURS_COVERED: (end - start) / timedelta(hours=1) - uncovered,
    }
    for kind, hours in figures.items():
        value = Decimal(hours).quantize(_CENTI)
        keep_plain_count(actor, kind=kind, happened=month, value=value)


def _bounds(month: date) -> tuple[datetime, datetime]:
    return (
        datetime.combine(month_of(month), time(), tzinfo=UTC),
        datetime.combine(later(month, 1), time(), tzinfo=UTC),
    )


@as_actor
def supply(actor: Actor, *, heads: int) -> Supply:
    """The figures of supply for operations' first screen. They name no person."""
    require(actor, "booking.supply.read")
    now = clock.now()
    hours = _hours_offered(now, now + timedelta(weeks=WEEKS_AHEAD))
    uncovered = _hours(duty_gaps(start=now, end=now + DUTY_AHEAD))
    return Supply(
        hours_per_1000=round(hours / WEEKS_AHEAD / heads * 1000, 1) if heads else None,
        next_free_day=_next_free_day(),
        duty_cover=1 - uncovered / (DUTY_AHEAD / timedelta(hours=1)),
    )


def _hours_offered(start: datetime, end: datetime) -> float:
    ((hours,),) = sql.rows(_HOURS, {"opens": start, "closes": end})
    return float(hours)


def _hours(stretches: Iterable[Stretch]) -> float:
    return sum((one.end - one.start for one in stretches), timedelta()) / timedelta(hours=1)


def _next_free_day() -> date | None:
    days = [day for service in programme.services() for day in offers.find(Wish(service)).days]
    return min(days, default=None)


@as_actor
def no_card_open(actor: Actor) -> bool:
    """Whether a newcomer may book without a card: a fixed part of the open time is kept for that.

    Only newcomers are asked for a card, so for anybody else the answer is no.
    """
    if actor.kind != ANONYMOUS:
        return False
    now = clock.now()
    window = {"opens": now + NOTICE, "closes": now + HORIZON}
    ((used, open_sessions),) = sql.rows(
        _QUOTA, {**window, "moment": now, "gap": GAP, "usual": _USUAL}
    )
    percent = programme.employer().no_card_percent
    return bool(used * 100 < percent * (used + open_sessions))
