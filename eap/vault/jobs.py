"""The vault's jobs: every night, and every hour what must not wait for one."""

from procrastinate.contrib.django import app

from eap.core.actor import Actor
from eap.vault.policies import VAULT
from eap.vault.shredding import finish
from eap.vault.unlock import sweep


@app.periodic(cron="7 3 * * *")
@app.task(queueing_lock="vault-sweep", name="vault.sweep_windows")
def sweep_windows(timestamp: int) -> None:
    """Remove unlocks that have ended; safe to repeat."""
    sweep(Actor.system(VAULT))


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="vault-shares", name="vault.finish_erasing")
def finish_erasing(timestamp: int) -> None:
    """Finish erasing what was interrupted or came back with a dump; safe to repeat."""
    finish(Actor.system(VAULT))
