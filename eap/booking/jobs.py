"""Tidying up. Holds that ran out stop counting by themselves; this only clears them away."""

from datetime import timedelta

from procrastinate.contrib.django import app

from eap.booking import doors
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require

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
    sweep_holds(Actor.system("bookings"))
