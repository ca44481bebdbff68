"""How a person of staff, and a client, come by a key: passphrase, recovery code, twelve words."""

from uuid import UUID

from django.db import IntegrityError, transaction

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Refused
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import circles, desk_keys, desks, directory, pairs, passphrases, words12
from eap.vault.models import Passkey, Passphrase, UnlockWindow
from eap.vault.passphrases import Stored, stored_in
from eap.vault.policies import VAULT
from eap.vault.unlock import committed, held_by, passphrase_of, prove
from eap.vault.words import client, staff


def set_passphrase(
    actor: Actor, *, passphrase: str, current: str = "", language: str = "en"
) -> list[str]:
    """Set one's own notes passphrase; changing it takes the `current` one and closes every window.

    The first time it makes a key pair as well and returns the twelve words of a recovery code in
    `language`; nothing opens until they were typed again (`confirm_recovery`). A change leaves
    the code as it is and returns no words.

    Raises Invalid (too short, too simple), Refused (wrong current one), Throttled, Conflict.
    """
    require(actor, "vault.unlock")
    passphrases.demand_strength(passphrase)
    with acting(actor):
        is_set = passphrase_of(actor).exists()
    if is_set:
        pair_id, private = prove(actor, current)
        _replace(actor, passphrases.store(actor.known_id, pair_id, private, passphrase))
        return []
    private, words = pairs.new_private(), list(words12.new_words(language))
    stored = passphrases.store(actor.known_id, new_id(), private, passphrase)
    waiting = passphrases.recovery_copy(stored, private, words)
    with committed(actor):
        Passphrase.objects.filter(staff_id=stored.staff_id, recovery_copy__isnull=True).delete()
        _create(stored, waiting)
    return words


def _create(stored: Stored, waiting: bytes) -> None:
    try:
        with transaction.atomic():
            Passphrase.objects.create(
                staff_id=stored.staff_id, waiting_copy=waiting, **_fields(stored)
            )
    except IntegrityError:
        raise Conflict("stale") from None


def _fields(stored: Stored) -> dict[str, object]:
    return {
        "suite": passphrases.SUITE,
        "salt": stored.salt,
        "pair_id": stored.pair_id,
        "sealed_key": stored.sealed_key,
        "set_at": clock.now(),
        "tries": 0,
        "next_try_at": None,
    }


def _replace(actor: Actor, stored: Stored, waiting: bytes | None = None) -> None:
    """Another passphrase for the same key; every window it opened is closed."""
    with committed(actor):
        rows = Passphrase.objects.filter(staff_id=stored.staff_id)
        rows.update(**_fields(stored))
        if waiting is not None:
            rows.update(waiting_copy=waiting)
        UnlockWindow.objects.filter(holder_id=stored.staff_id).delete()
        _recorded(actor, "set")


def _recorded(actor: Actor, what: str, decision: str = Decision.ALLOWED) -> None:
    record(
        actor,
        action=f"vault.passphrase.{what}",
        object_kind="staff",
        object_id=actor.known_id,
        decision=decision,
    )


def confirm_recovery(actor: Actor, *, words: str) -> None:
    """Prove that the recovery code was kept, by typing it again; from now on it is the code.

    With the first one the key stands in the directory, and the desks that nobody holds yet are
    this person's. Raises Conflict("no_code") when none waits, Conflict("stale") when somebody else
    did the same at this moment, Invalid, Refused for other words.
    """
    require(actor, "vault.unlock")
    with acting(actor):
        row = Passphrase.objects.filter(staff_id=actor.known_id).first()
    if row is None or row.waiting_copy is None:
        raise Conflict("no_code")
    private = passphrases.recovered(stored_in(row), bytes(row.waiting_copy), words)
    if private is None:
        raise Refused("wrong_code")
    try:
        _confirm(actor, row, pairs.public_of(private))
    except IntegrityError:  # two people founded a desk at once
        raise Conflict("stale") from None


def _confirm(actor: Actor, row: Passphrase, public: bytes) -> None:
    with committed(actor):
        waiting = Passphrase.objects.filter(staff_id=row.staff_id, waiting_copy=row.waiting_copy)
        if not waiting.update(recovery_copy=row.waiting_copy, waiting_copy=None):
            raise Conflict("stale")
        if row.recovery_copy is None:
            _enter(actor, row.pair_id, public)
            _recorded(actor, "set")
        else:
            _recorded(actor, "code")


def _enter(actor: Actor, pair_id: UUID, public: bytes) -> None:
    with acting(Actor.system(VAULT)):
        line = directory.enter(staff(actor.known_id), public, pair_id)
        desks.found_missing(actor.roles, line)


def recover(actor: Actor, *, words: str, passphrase: str, language: str = "en") -> list[str]:
    """Open one's key by the recovery code and choose a new passphrase; returns a new code's words.

    The old code stays good until the new one was typed again. Raises Conflict("no_passphrase"),
    Refused("wrong_code"), Invalid, Throttled.
    """
    require(actor, "vault.unlock")
    passphrases.demand_strength(passphrase)
    words12.entropy_of(words)
    with passphrases.one_at_a_time(actor.known_id):
        pair_id, private = _recovered(actor, words)
        code = list(words12.new_words(language))
        fresh = passphrases.store(actor.known_id, pair_id, private, passphrase)
        _replace(actor, fresh, passphrases.recovery_copy(fresh, private, code))
    return code


def _recovered(actor: Actor, words: str) -> tuple[UUID, bytes]:
    with committed(actor):
        stored = passphrases.count_try(actor.known_id)
        copy = passphrase_of(actor).values_list("recovery_copy", flat=True).get()
    private = passphrases.recovered(stored, bytes(copy or b""), words)
    if private is None:
        with committed(actor):
            _recorded(actor, "recover", Decision.REFUSED)
        raise Refused("wrong_code")
    return stored.pair_id, private


def start_anew(actor: Actor) -> None:
    """Give up a key whose passphrase and code are both lost: what was sealed to it stays shut.

    Its passkeys go with it. The desks it opened are open to it no more, and get another key.
    A new passphrase may be set then. Others seal to the new key by an act of their own, never by
    themselves: whoever got hold of somebody's sign-in gets nothing by this.
    """
    require(actor, "vault.unlock")
    with committed(actor):
        Passphrase.objects.filter(staff_id=actor.known_id).delete()
        Passkey.objects.filter(staff_id=actor.known_id).delete()
        UnlockWindow.objects.filter(holder_id=actor.known_id).delete()
        with acting(Actor.system(VAULT)):
            desk_keys.given_up(actor.known_id)
        _recorded(actor, "lost")


def end_client(client_id: UUID) -> None:
    """End a client's key that was lost, and whatever it has open. The caller has seen to who may.

    Nothing is sealed to it any more.
    """
    with acting(Actor.system(VAULT)):
        directory.end(client(client_id))
        UnlockWindow.objects.filter(holder_id=client_id).delete()


def enter_client(actor: Actor, *, private: bytes) -> None:
    """Enter a client's own new key; what an earlier one opens here and now is sealed to it too."""
    unlocked = held_by(actor)
    with acting(Actor.system(VAULT)):
        line = directory.enter(client(actor.known_id), pairs.public_of(private), new_id())
        if unlocked is not None:
            circles.follow(unlocked, line)
