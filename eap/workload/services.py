"""Keeping an imported month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from eap.audit.services import record
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid
from eap.core.ids import new_id
from eap.core.policy import require
from eap.programme.models import Site
from eap.workload.acd_log import Calls, MonthOfCalls
from eap.workload.models import DailyFigure, Import
from eap.workload.words import ABOUT_AGENTS, MIN_AGENTS, Family, Format, Unseen


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept; a `version` above 1 took an earlier one's place."""

    version: int


@as_actor
def keep_month(
    actor: Actor, *, site: str, month: MonthOfCalls, format: str = Format.ACD_LOG
) -> Kept:
    """Keep a month's figures for a site, in place of what was shown of that month before.

    A day with fewer than MIN_AGENTS agents gets no figure about agents, and the month none
    when it had as few, or when the days left out did: they would be the month less its days.
    Raises Invalid for an unknown site or a month that is still to come.
    """
    rule = require(actor, "workload.month.import")
    first = date.fromisoformat(f"{month.month}-01")
    if first > clock.today():
        raise Invalid(fields={"month": "in_the_future"})
    place = Site.objects.select_for_update().filter(code=site).first()
    if place is None:
        raise Invalid(fields={"site": "unknown"})
    earlier = Import.objects.filter(site=place, format=format, month=first)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    earlier.filter(shown=True).update(shown=False)
    kept = Import(
        id=new_id(),
        site=place,
        format=Format(format),
        month=first,
        redated_from=date.fromisoformat(f"{month.original_month}-01") if month.label else None,
        version=version,
        lines=month.lines,
        rejected=month.rejected,
        imported_at=clock.now(),
    )
    Import.objects.bulk_create([kept])
    require(actor, "workload.figure.import")
    DailyFigure.objects.bulk_create(_figures(kept, month), batch_size=1000)
    record(
        actor,
        action="workload.month.import",
        object_kind="import",
        object_id=kept.id,
        rule=rule,
        details={"site": site, "month": month.month, "version": version},
    )
    return Kept(version)


def _figures(kept: Import, month: MonthOfCalls) -> Iterator[DailyFigure]:
    for day in month.days:
        few = Unseen.FEW_AGENTS if day.calls.agent_days < MIN_AGENTS else None
        yield from _figures_of(kept, day.day, day.calls, few)
    yield from _figures_of(kept, None, month.total, _unseen_month(month))


def _unseen_month(month: MonthOfCalls) -> Unseen | None:
    if month.agents < MIN_AGENTS:
        return Unseen.FEW_AGENTS
    small = any(day.calls.agent_days < MIN_AGENTS for day in month.days)
    return Unseen.NEXT_TO_HIDDEN if small and month.agents_of_small_days < MIN_AGENTS else None


def _figures_of(
    kept: Import, day: date | None, calls: Calls, unseen: Unseen | None
) -> Iterator[DailyFigure]:
    """A ratio of nothing (nobody queued) has no row."""
    for family, (amount, per) in _parts(calls).items():
        if unseen and family in ABOUT_AGENTS:
            yield DailyFigure(of=kept, day=day, family=family, unseen=unseen)
        elif per != 0:
            yield DailyFigure(of=kept, day=day, family=family, amount=amount, per=per)


def _parts(calls: Calls) -> dict[Family, tuple[int, int | None]]:
    return {
        Family.CALLS: (calls.calls, None),
        Family.HANDLING: (calls.handling_seconds, calls.handled),
        Family.ABANDONMENT: (calls.abandoned, calls.queued),
        Family.OCCUPANCY: (calls.busy_seconds, calls.span_seconds),
        Family.QUEUE: (calls.queue_seconds, calls.queued),
        Family.AGENT_DAYS: (calls.agent_days, None),
    }
