"""Jobs of the crisis room: paging at each rung's time, and erasing numbers."""

from procrastinate.contrib.django import app

from eap.core.actor import Actor
from eap.crisis.escalation import climb
from eap.crisis.policies import CALL_ERASURE
from eap.crisis.retention import erase_numbers
from eap.crisis.words import CLIMB, QUEUE


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name=CLIMB)
def climb_rungs(timestamp: int) -> None:
    """Page what is due. Runs at each rung's time and every minute besides; safe to repeat."""
    climb()


@app.periodic(cron="41 4 * * *")
@app.task(queueing_lock="erase-numbers", name="crisis.erase_numbers")
def erase_old_numbers(timestamp: int) -> None:
    """Erase numbers and places of calls closed thirty days ago."""
    erase_numbers(Actor.system(CALL_ERASURE))
