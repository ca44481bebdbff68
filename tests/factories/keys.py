"""Keys as they come about, without the cost of a passphrase: real pairs, their halves kept here."""

import os
from datetime import timedelta
from uuid import UUID

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.vault import desks, directory, enrolment, pairs, passphrases, words12
from eap.vault import unlock as vault
from eap.vault.models import Passphrase, UnlockWindow
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, ESCROW, MEMBERS, Desk, Holder, Unlock, staff

HALF = os.urandom(vault.HALF)  # of a browser like any other
_SOMEBODY = staff(UUID("0b0a7d1c-5a0e-4f6e-8a52-52f2a5b0c0de"))  # on duty, whoever that is
_PRIVATE = {holder: pairs.new_private() for holder in (*DESKS.values(), ESCROW)}


def private_of(holder: Holder) -> bytes:
    """The private half of somebody in these tests, the same throughout."""
    return _PRIVATE.setdefault(holder, pairs.new_private())


def open_desks() -> None:
    """Both desks and the custodians have keys, as in a programme that is open.

    Somebody is in each.
    """
    with acting(Actor.system(VAULT)):
        _enter(ESCROW)
        for holder in DESKS.values():
            desks.let_in(_enter(holder).id, private_of(holder), _enter(_SOMEBODY))


def _enter(holder: Holder) -> directory.Line:
    standing = directory.standing([holder]).get(holder)
    return standing or directory.enter(holder, pairs.public_of(private_of(holder)), new_id())


def enter(holder: Holder) -> None:
    """Somebody has a key."""
    with acting(Actor.system(VAULT)):
        _enter(holder)


def own_key(actor: Actor) -> UUID:
    """A person of staff with a key whom nobody let in anywhere yet; returns the pair's id."""
    with acting(Actor.system(VAULT)):
        return _enter(staff(actor.known_id)).id


def give_key(actor: Actor) -> UUID:
    """A person of staff with a key, let in to the desks of their roles; returns the pair's id."""
    with acting(Actor.system(VAULT)):
        line = _enter(staff(actor.known_id))
        for desk, roles in MEMBERS.items():
            if actor.roles & {role.value for role in roles}:
                desks.let_in(_enter(DESKS[Desk(desk)]).id, private_of(DESKS[desk]), line)
    return line.id


def give_passphrase(actor: Actor, passphrase: str) -> list[str]:
    """A passphrase for the key that stands or is given now, its recovery code typed again.

    Returns the words of that code. Letting in to desks is `give_key`.
    """
    private, words = private_of(staff(actor.known_id)), list(words12.new_words("en"))
    stored = passphrases.store(actor.known_id, own_key(actor), private, passphrase)
    copy = passphrases.recovery_copy(stored, private, words)
    with acting(actor):
        Passphrase.objects.create(
            staff_id=stored.staff_id, recovery_copy=copy, **enrolment._fields(stored)
        )
    return words


def unlock(actor: Actor, *, ago: timedelta = timedelta(0)) -> Actor:
    """Open the actor's unlock without the cost of a passphrase; returns the actor."""
    give_key(actor)
    return unlock_only(actor, ago=ago)


def unlock_only(actor: Actor, *, ago: timedelta = timedelta(0)) -> Actor:
    """The same for somebody who may have been let in to no desk."""
    pair_id = own_key(actor)
    opened = clock.now() - ago
    with acting(actor):
        keys = {pair_id: private_of(staff(actor.known_id))}
        vault._open(actor, Unlock.CARE, opened + timedelta(hours=12), keys)
        UnlockWindow.objects.filter(session=actor.session).update(
            opened_at=opened, idle_until=clock.now() + timedelta(minutes=10)
        )
    return actor
