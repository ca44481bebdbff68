"""Takes away sign-ins that have ended."""

from procrastinate.contrib.django import app

from eap.access import sign_ins
from eap.access.policies import SIGN_INS
from eap.core.actor import Actor


@app.periodic(cron="23 3 * * *")
@app.task(name="access.sweep_sign_ins", queueing_lock="access.sweep_sign_ins", pass_context=False)
def sweep(timestamp: int) -> None:
    """Every night; safe to repeat."""
    sign_ins.sweep_ended(Actor.system(SIGN_INS))
