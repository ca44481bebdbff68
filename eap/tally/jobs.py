"""The nightly rewriting of open months."""

from procrastinate.contrib.django import app

from eap.core.actor import Actor
from eap.tally.services import shuffle_open_months


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="tally-shuffle", pass_context=False)
def shuffle_tally(timestamp: int) -> None:
    """Rewrite open months in random order; safe to repeat."""
    shuffle_open_months(Actor.system("shuffle"))
