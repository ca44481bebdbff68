"""The load of the work: a month of calls for each site, as an import of a call log keeps it."""

import math
from datetime import date

from eap.core import clock
from eap.core.actor import Actor
from eap.core.months import days_of, later, months_from
from eap.demo.told.chance import Chance, stream
from eap.demo.told.company import PART, SITES, Company, Site
from eap.demo.told.diary import local
from eap.demo.told.seasons import PEAK_MONTHS, season
from eap.workload.acd_log import Calls, DayOfCalls, MonthOfCalls
from eap.workload.services import keep_month
from eap.workload.words import MIN_AGENTS

AT_WORK, AT_WEEKENDS = 0.66, 0.45
OCCUPANCY, OCCUPANCY_SPREAD, IN_PEAK = 0.78, 0.02, 0.10
HANDLING, HANDLING_SPREAD = 360, 0.04
SPAN_SECONDS = 8 * 3600
QUEUED, QUEUE_SECONDS = 0.42, 55
ABANDONED = 0.07
SHORT_SHIFTS = 0.5  # part-timers are at work half as often


def import_months(actor: Actor, company: Company, since: date, today: date) -> None:
    """Keep the months from that of `since` on that are over, imported on the day after each."""
    for month in months_from(since, later(today, -1)):
        for site in SITES:
            with clock.standing_at(local(later(month, 1), 10 * 60)):
                keep_month(actor, site=site.code, month=_month(company, site, month))


def _month(company: Company, site: Site, first: date) -> MonthOfCalls:
    heads = sum(
        count * (SHORT_SHIFTS if shift == PART else 1)
        for (place, shift, _), count in company.heads(first).items()
        if place == site.code
    )
    chance = stream(company.seed, "calls", site.code, first)
    slow = math.exp(chance.gauss(0, HANDLING_SPREAD))
    days = tuple(DayOfCalls(day, _day(heads, day, slow, chance)) for day in days_of(first))
    small = max((d.calls.agent_days for d in days if d.calls.agent_days < MIN_AGENTS), default=0)
    label = f"{first:%Y-%m}"
    return MonthOfCalls(
        month=label,
        original_month=label,
        days=days,
        left_out=(),
        agents=round(heads),
        agents_of_small_days=small,
        lines=sum(day.calls.calls for day in days),
        rejected=0,
        rejections=(),
    )


def _day(heads: float, day: date, slow: float, chance: Chance) -> Calls:
    part = AT_WORK if day.weekday() < 5 else AT_WEEKENDS
    agents = round(heads * part * chance.uniform(0.96, 1.04))
    if not agents:
        return Calls()
    busy = OCCUPANCY + (IN_PEAK if day.month in PEAK_MONTHS else 0.0)
    # On days on which more call, people are busier; nobody is busier than all the time.
    busy = min(0.97, busy + 0.05 * (season(day) - 1) + chance.gauss(0, OCCUPANCY_SPREAD))
    span = agents * SPAN_SECONDS
    handling = HANDLING * slow * math.exp(chance.gauss(0, 0.02))
    handled = round(span * busy / handling)
    offered = round(handled * (1 + QUEUED * ABANDONED * busy / OCCUPANCY))
    queued = round(offered * QUEUED * (busy / OCCUPANCY) ** 2)
    return Calls(
        calls=offered,
        queued=queued,
        queue_seconds=round(queued * QUEUE_SECONDS * (busy / OCCUPANCY) ** 3),
        abandoned=offered - handled,
        handled=handled,
        handling_seconds=round(handled * handling),
        agent_days=agents,
        busy_seconds=round(span * busy),
        span_seconds=span,
    )
