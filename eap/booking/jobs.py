"""Clearing away holds that ran out, which count no more by themselves, and counting hours."""

from datetime import timedelta

from procrastinate.contrib.django import app

from eap.booking import doors
from eap.booking.policies import SWEEPING
from eap.booking.supply import count_month
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.months import later
from eap.core.policy import require
from eap.tally.policies import SUPPLY

FORGET_AFTER = timedelta(days=1)


@as_actor
def sweep_holds(actor: Actor) -> int:
    """Mark holds that ran out and delete those a day old; returns how many were marked."""
    require(actor, "booking.hold.sweep")
    return doors.sweep_holds(forget_before=clock.now() - FORGET_AFTER)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="expire-holds", name="booking.expire_holds")
def expire_holds(timestamp: int) -> None:
    """Every minute; safe to repeat."""
    sweep_holds(Actor.system(SWEEPING))


@app.periodic(cron="51 2 1-7 * *")  # should the first night be missed, the next one does it
@app.task(queueing_lock="count-hours", name="booking.count_hours")
def count_hours(timestamp: int) -> None:
    """Tell the tally of last month's hours; safe to repeat."""
    count_month(Actor.system(SUPPLY), month=later(clock.today(), -1))
