"""Who may unlock, and whose passphrase, passkeys and windows a person sees: their own."""

from django.db.models import Model

from eap.core.actor import CLIENT
from eap.core.policy import Permission, Relation, Rule
from eap.core.roles import Role
from eap.vault.models import (
    Echo,
    EscrowRequest,
    KeyPair,
    Passkey,
    PasskeyChallenge,
    Passphrase,
    SubjectKey,
    UnlockWindow,
    Wrap,
)
from eap.vault.words import DESKS, MEMBERS, Desk

VAULT = "system:vault"  # seals to people, sweeps windows that ended, and tries every cell

# Nobody else has a relation that leads to content, and so nothing to unlock.
READERS = (Role.COUNSELLOR, Role.CLINICAL_LEAD, Role.ON_CALL)

own_passphrase = Relation(
    "set it for themselves",
    holds=lambda actor, passphrase: passphrase.staff_id == actor.id,
    sql="{row}.staff_id = (SELECT harbour.actor_id())",
)
own_passkey = Relation(
    "added it",
    holds=lambda actor, passkey: passkey.staff_id == actor.id,
    sql="{row}.staff_id = (SELECT harbour.actor_id())",
)
own_challenge = Relation(
    "asked for it",
    holds=lambda actor, challenge: challenge.staff_id == actor.id,
    sql="{row}.staff_id = (SELECT harbour.actor_id())",
)
own_window = Relation(
    "opened it",
    holds=lambda actor, window: window.holder_id == actor.id,
    sql="{row}.holder_id = (SELECT harbour.actor_id())",
)

own_pair = Relation(
    "holds it",
    holds=lambda actor, pair: pair.holder_id == actor.id,
    sql="{row}.holder_id = (SELECT harbour.actor_id())",
)
own_place = Relation(
    "it is their place",
    holds=lambda actor, wrap: wrap.holder_id == actor.id,
    sql="{row}.holder_id = (SELECT harbour.actor_id())",
)
own_echo = Relation(
    "opened its window",
    holds=lambda actor, echo: UnlockWindow.objects.filter(
        id=echo.window_id, holder_id=actor.known_id
    ).exists(),
    sql=(
        "EXISTS (SELECT FROM vault_unlock_window AS own WHERE own.id = {row}.window_id"
        " AND own.holder_id = (SELECT harbour.actor_id()))"
    ),
)


def _at(desk: Desk) -> Relation:
    holder = DESKS[desk].id
    return Relation(
        f"it is the desk's ({desk})",
        holds=lambda actor, wrap: wrap.holder_id == holder,
        sql=f"{{row}}.holder_id = '{holder}'",
    )


def absorbed(model: type[Model]) -> Permission:
    """The vault may seal a row's content anew when somebody who may has opened it."""
    table = model.Sealing.table  # type: ignore[attr-defined]
    return Permission(f"vault.absorb.{table}", on=model, covers="ru", to=(Rule(VAULT),))


PERMISSIONS = (
    Permission("vault.unlock", to=tuple(Rule(role) for role in READERS)),
    Permission("vault.duty.start", to=(Rule(Role.ON_CALL),)),
    Permission("vault.unlock_own", to=(Rule(CLIENT),)),
    Permission(
        "vault.passphrase.own",
        on=Passphrase,
        covers="rcud",
        to=tuple(Rule(role, own_passphrase) for role in READERS),
    ),
    Permission(
        "vault.passkey.own",
        on=Passkey,
        covers="rcud",
        to=tuple(Rule(role, own_passkey) for role in READERS),
    ),
    Permission(
        "vault.challenge.own",
        on=PasskeyChallenge,
        covers="rcud",
        to=tuple(Rule(role, own_challenge) for role in READERS),
    ),
    Permission("vault.challenge.sweep", on=PasskeyChallenge, covers="rd", to=(Rule(VAULT),)),
    Permission(
        "vault.window.own",
        on=UnlockWindow,
        covers="rcud",
        to=tuple(Rule(role, own_window) for role in (*READERS, CLIENT)),
    ),
    Permission("vault.window.sweep", on=UnlockWindow, covers="rd", to=(Rule(VAULT),)),
    Permission(
        "vault.pair.own",
        on=KeyPair,
        covers="r",
        to=tuple(Rule(role, own_pair) for role in (*READERS, CLIENT)),
    ),
    Permission("vault.pair.keep", on=KeyPair, covers="rcu", to=(Rule(VAULT),)),
    Permission("vault.pair.forget", on=KeyPair, covers="d", to=(Rule(VAULT),)),
    Permission(
        "vault.place.own",
        on=Wrap,
        covers="r",
        to=(
            *(Rule(role, own_place) for role in (*READERS, CLIENT)),
            *(Rule(role, _at(desk)) for desk, roles in MEMBERS.items() for role in roles),
        ),
    ),
    Permission("vault.place.keep", on=Wrap, covers="rcud", to=(Rule(VAULT),)),
    Permission("vault.subject_key.keep", on=SubjectKey, covers="rcud", to=(Rule(VAULT),)),
    Permission("vault.echo.own", on=Echo, covers="r", to=(Rule(CLIENT, own_echo),)),
    Permission("vault.echo.keep", on=Echo, covers="rcd", to=(Rule(VAULT),)),
    Permission("vault.window.speak", on=UnlockWindow, covers="r", to=(Rule(VAULT),)),
    Permission("vault.desk.admit", to=tuple(Rule(role) for role in READERS)),
    Permission("vault.desk.put_out", to=(Rule(Role.PROGRAMME_MANAGER),)),  # with a role, or all
    Permission("vault.desk.members", to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("vault.share.finish", to=(Rule(VAULT),)),
    Permission(
        "vault.escrow.conduct", on=EscrowRequest, covers="rcu", to=(Rule(VAULT),)
    ),  # by `manage.py escrow`, never by a page
    Permission(
        "vault.escrow.watch",
        on=EscrowRequest,
        covers="r",
        to=tuple(Rule(role) for role in READERS),
    ),
    Permission("vault.escrow.object", to=tuple(Rule(role) for role in READERS)),
    Permission("vault.escrow.give", to=tuple(Rule(role) for role in READERS)),
    Permission(
        "vault.status.read", to=(Rule(Role.SYSTEM_ADMIN), Rule(Role.PRIVACY_OFFICER))
    ),  # ids, numbers and days
    Permission("vault.key.rotate", to=(Rule(VAULT),)),
)
