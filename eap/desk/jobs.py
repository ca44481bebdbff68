"""Erasing what is due, every hour."""

from procrastinate.contrib.django import app

from eap.audit.words import ERASING
from eap.core.actor import Actor
from eap.desk.erasing import erase_what_is_due


@app.periodic(cron="27 * * * *")  # after the vault has said what to erase again
@app.task(queueing_lock="desk-erase", name="desk.erase")
def erase(timestamp: int) -> None:
    """Erase who asked and whose time has come, and what came back; safe to repeat."""
    erase_what_is_due(Actor.system(ERASING))
