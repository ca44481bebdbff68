"""The vault's nightly job."""

from procrastinate.contrib.django import app

from eap.core.actor import Actor
from eap.vault.policies import VAULT
from eap.vault.unlock import sweep


@app.periodic(cron="7 3 * * *")
@app.task(queueing_lock="vault-sweep", name="vault.sweep_windows")
def sweep_windows(timestamp: int) -> None:
    """Remove unlocks that have ended; safe to repeat."""
    sweep(Actor.system(VAULT))
