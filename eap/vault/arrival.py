"""Unlocking as people do it: the window, then what the desks of their roles are due."""

from eap.core.actor import Actor
from eap.vault import desk_keys, unlock
from eap.vault.unlock import UnlockState


def arrive(actor: Actor, *, passphrase: str) -> UnlockState:
    """Unlock, and do for one's desks what has to be done. Raises what `unlock.unlock` raises."""
    state = unlock.unlock(actor, passphrase=passphrase)
    desk_keys.tend(actor)
    return state
