"""Unlocking as people do it: the window, then what the desks of their roles are due."""

from eap.core.actor import Actor
from eap.vault import desk_keys, passkeys, unlock
from eap.vault.unlock import UnlockState
from eap.vault.webauthn import Used


def arrive(actor: Actor, *, passphrase: str) -> UnlockState:
    """Unlock, and do for one's desks what has to be done. Raises what `unlock.unlock` raises."""
    state = unlock.unlock(actor, passphrase=passphrase)
    desk_keys.tend(actor)
    return state


def arrive_by_passkey(actor: Actor, *, used: Used) -> UnlockState:
    """The same by a passkey. Raises what `passkeys.unlock_by_passkey` raises."""
    state = passkeys.unlock_by_passkey(actor, used=used)
    desk_keys.tend(actor)
    return state
