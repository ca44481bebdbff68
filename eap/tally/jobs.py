"""What the tally does at night: rewrite open periods, and forget who was counted in past years."""

from procrastinate.contrib.django import app

from eap.core.actor import Actor
from eap.tally.policies import TIDYING
from eap.tally.services import close_years, shuffle_open_periods


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="tally-shuffle", name="tally.shuffle")
def shuffle_tally(timestamp: int) -> None:
    """Rewrite open periods in random order; safe to repeat."""
    shuffle_open_periods(Actor.system(TIDYING))


@app.periodic(cron="43 3 * * *")
@app.task(queueing_lock="tally-years", name="tally.close_years")
def forget_past_years(timestamp: int) -> None:
    """Delete the counters of years that are closed, and their key; safe to repeat."""
    close_years(Actor.system(TIDYING))
