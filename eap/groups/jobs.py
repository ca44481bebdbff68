"""Nobody waits while a seat is free: closes the moment in which a leaver and a joiner miss
each other. And every night what is past its time goes."""

from procrastinate.contrib.django import app

from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.groups import doors
from eap.groups.policies import ERASURE, FILLING
from eap.groups.retention import forget_old


@as_actor
def fill_seats(actor: Actor) -> int:
    """Give free seats to those who wait; returns how many were seated."""
    require(actor, "groups.seat.fill")
    return doors.fill_all_seats()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="fill-seats", name="groups.fill_seats")
def fill_free_seats(timestamp: int) -> None:
    """Every minute; safe to repeat."""
    fill_seats(Actor.system(FILLING))


@app.periodic(cron="11 4 * * *")
@app.task(queueing_lock="forget-groups", name="groups.forget_old")
def forget_old_groups(timestamp: int) -> None:
    """Delete seats two years after their group met, and lines of groups that have met."""
    forget_old(Actor.system(ERASURE))
