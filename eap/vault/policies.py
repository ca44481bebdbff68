"""Who may unlock, and whose passphrase and windows a person sees: their own."""

from eap.core.actor import CLIENT
from eap.core.policy import Permission, Relation, Rule
from eap.core.roles import Role
from eap.vault.models import Passphrase, UnlockWindow

VAULT = "system:vault"  # sweeps windows that ended, and tries every cell

# Nobody else has a relation that leads to content, and so nothing to unlock.
READERS = (Role.COUNSELLOR, Role.CLINICAL_LEAD, Role.ON_CALL)

own_passphrase = Relation(
    "set it for themselves",
    holds=lambda actor, passphrase: passphrase.staff_id == actor.id,
    sql="{row}.staff_id = (SELECT harbour.actor_id())",
)
own_window = Relation(
    "opened it",
    holds=lambda actor, window: window.holder_id == actor.id,
    sql="{row}.holder_id = (SELECT harbour.actor_id())",
)

PERMISSIONS = (
    Permission("vault.unlock", to=tuple(Rule(role) for role in READERS)),
    Permission("vault.duty.start", to=(Rule(Role.ON_CALL),)),
    Permission("vault.unlock_own", to=(Rule(CLIENT),)),
    Permission(
        "vault.passphrase.own",
        on=Passphrase,
        covers="rcu",
        to=tuple(Rule(role, own_passphrase) for role in READERS),
    ),
    Permission(
        "vault.window.own",
        on=UnlockWindow,
        covers="rcud",
        to=tuple(Rule(role, own_window) for role in (*READERS, CLIENT)),
    ),
    Permission("vault.window.sweep", on=UnlockWindow, covers="rd", to=(Rule(VAULT),)),
)
