"""Passkeys beside the notes passphrase: unlocking by a device's fingerprint, face or PIN.

A passkey is added by whoever has unlocked, a moment ago, and in no other way: neither a new
password nor an administrator makes one. It opens the key pair for which it was added; with another
pair (`enrolment.start_anew`) it is void. The passphrase and its recovery code always stay.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, QuerySet

from eap.audit.services import record
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Locked, Missing, Refused
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import passphrases, prf, webauthn
from eap.vault.models import Passkey, PasskeyChallenge
from eap.vault.unlock import (
    UnlockState,
    committed,
    demand_fresh,
    held_by,
    open_care,
    passphrase_of,
    session_of,
    settle_try,
)
from eap.vault.webauthn import Made, Used
from eap.vault.words import Challenge, Device

CHALLENGE = 32
ANSWER_WITHIN = timedelta(minutes=5)
MOST = 10


@dataclass(frozen=True)
class Known:
    """One's own passkey. The days only: hours would tell when somebody works."""

    id: UUID
    device: str
    made_on: date
    used_on: date | None


@dataclass(frozen=True)
class Offered:
    """What a browser is told of a passkey that may open: it finds it by `credential_id`."""

    credential_id: bytes
    salt: bytes
    transports: tuple[str, ...]


@dataclass(frozen=True)
class Adding:
    """What a browser makes a new passkey from. `known` are there already and not made twice."""

    rp_id: str
    user: bytes
    challenge: bytes
    salt: bytes
    known: tuple[Offered, ...]


@dataclass(frozen=True)
class Asking:
    """What a browser asks a passkey with."""

    rp_id: str
    challenge: bytes
    passkeys: tuple[Offered, ...]


@as_actor
def known_passkeys(actor: Actor) -> list[Known]:
    """One's own passkeys for the key that stands, the oldest first."""
    require(actor, "vault.unlock")
    rows = _standing(actor).order_by("made_on", "id")
    return [Known(row.id, row.device, row.made_on, row.used_on) for row in rows]


@as_actor
def begin_adding(actor: Actor) -> Adding:
    """Begin to add a passkey: a challenge, to be answered within five minutes by `add`.

    Raises Locked when the last unlock is over 15 minutes old, Conflict("no_passphrase") before
    there is a confirmed one, Conflict("too_many").
    """
    require(actor, "vault.unlock")
    demand_fresh(actor)
    if not passphrase_of(actor).exists():
        raise Conflict("no_passphrase")
    known = _offered(actor)
    if len(known) >= MOST:
        raise Conflict("too_many")
    salt = os.urandom(prf.SALT)
    challenge = _new_challenge(actor, Challenge.ADD, salt=salt)
    return Adding(webauthn.rp_id(), actor.known_id.bytes, challenge, salt, known)


def add(
    actor: Actor, *, made: Made, used: Used, device: str, transports: Sequence[str] = ()
) -> Known:
    """Add the passkey that was `made`, once it has been `used` to give its secret.

    Takes the unlock that is open in this browser. Raises Locked, Conflict("stale") for a challenge
    that is over, Invalid for what is no passkey or gave no secret, Conflict("there_already").
    """
    require(actor, "vault.unlock")
    with committed(actor):
        asked = _taken_challenge(actor, Challenge.ADD)
        pair_id = passphrase_of(actor).values_list("pair_id", flat=True).first()
        unlocked = held_by(actor)
    private = unlocked.keys.get(pair_id) if unlocked and pair_id else None
    if private is None or pair_id is None:
        raise Locked
    if asked is None or asked.salt is None:
        raise Conflict("stale")
    challenge = bytes(asked.challenge)
    credential = webauthn.credential_of(made, challenge)
    if not webauthn.is_signed(used, credential, challenge) or len(used.secret) != prf.SECRET:
        raise Invalid("not_a_passkey")
    empty = prf.Stored(new_id(), actor.known_id, pair_id, credential, bytes(asked.salt))
    return _add(actor, prf.store(empty, private, used.secret), made, device, transports)


def _add(
    actor: Actor, stored: prf.Stored, made: Made, device: str, transports: Sequence[str]
) -> Known:
    row = Passkey(
        id=stored.id,
        staff_id=stored.staff_id,
        pair_id=stored.pair_id,
        credential_id=made.credential_id,
        credential=stored.credential,
        salt=stored.salt,
        sealed_key=stored.sealed_key,
        transports=",".join(one for one in webauthn.TRANSPORTS if one in transports),
        device=Device(device),
        made_on=clock.today(),
    )
    try:
        with committed(actor):
            row.save(force_insert=True)
            _recorded(actor, "add", row.id)
    except IntegrityError:
        raise Conflict("there_already") from None
    return Known(row.id, row.device, row.made_on, None)


def _recorded(actor: Actor, what: str, passkey_id: UUID) -> None:
    record(actor, action=f"vault.passkey.{what}", object_kind="passkey", object_id=passkey_id)


@as_actor
def remove(actor: Actor, *, passkey_id: UUID) -> None:
    """Remove one's own passkey: it opens nothing any more. Takes no unlock. Raises Missing."""
    require(actor, "vault.unlock")
    gone, _ = Passkey.objects.filter(staff_id=actor.known_id, id=passkey_id).delete()
    if not gone:
        raise Missing
    _recorded(actor, "remove", passkey_id)


@as_actor
def begin_unlock(actor: Actor) -> Asking:
    """Begin to unlock by a passkey: a challenge, to be answered within five minutes.

    Raises Conflict("no_passkey") when there is none for the key that stands.
    """
    require(actor, "vault.unlock")
    session_of(actor)
    offered = _offered(actor)
    if not offered:
        raise Conflict("no_passkey")
    return Asking(webauthn.rp_id(), _new_challenge(actor, Challenge.OPEN), offered)


def unlock_by_passkey(actor: Actor, *, used: Used) -> UnlockState:
    """Open a person of staff's unlock by one of their passkeys.

    Counted and slowed down together with the passphrase. Raises Conflict("no_passphrase",
    "stale" for a challenge that is over), Refused("wrong_passkey"), Throttled.
    """
    require(actor, "vault.unlock")
    session_of(actor)
    with passphrases.one_at_a_time(actor.known_id):
        with committed(actor):
            passphrases.count_try(actor.known_id)
            asked = _taken_challenge(actor, Challenge.OPEN)
            row = _standing(actor).filter(credential_id=used.credential_id).first()
        if asked is None:
            settle_try(actor, None, rule="challenge over")
            raise Conflict("stale")
        private = _opened(row, used, bytes(asked.challenge)) if row else None
        settle_try(actor, private, rule="wrong passkey")
    if row is None or private is None:
        raise Refused("wrong_passkey")
    with committed(actor):
        Passkey.objects.filter(id=row.id).update(used_on=clock.today())
        return open_care(actor, row.pair_id, private)


def _opened(row: Passkey, used: Used, challenge: bytes) -> bytes | None:
    stored = prf.stored_in(row)
    if not webauthn.is_signed(used, stored.credential, challenge):
        return None
    return prf.opened(stored, used.secret)


def _standing(actor: Actor) -> QuerySet[Passkey]:
    """The actor's passkeys for the key pair that their confirmed passphrase opens."""
    same_pair = passphrase_of(actor).filter(pair_id=OuterRef("pair_id"))
    return Passkey.objects.filter(Exists(same_pair), staff_id=actor.known_id)


def _offered(actor: Actor) -> tuple[Offered, ...]:
    return tuple(
        Offered(
            bytes(row.credential_id),
            bytes(row.salt),
            tuple(row.transports.split(",")) if row.transports else (),
        )
        for row in _standing(actor).order_by("made_on", "id")
    )


def _new_challenge(actor: Actor, use: Challenge, *, salt: bytes | None = None) -> bytes:
    """A challenge of this session in place of an earlier one."""
    made = os.urandom(CHALLENGE)
    session = session_of(actor)
    PasskeyChallenge.objects.filter(staff_id=actor.known_id, session=session, use=use).delete()
    PasskeyChallenge.objects.create(
        id=new_id(),
        staff_id=actor.known_id,
        session=session,
        use=use,
        challenge=made,
        salt=salt,
        until=clock.now() + ANSWER_WITHIN,
    )
    return made


def _taken_challenge(actor: Actor, use: Challenge) -> PasskeyChallenge | None:
    """The challenge of this session, which is used up by this; None when it is over."""
    standing = PasskeyChallenge.objects.select_for_update().filter(
        staff_id=actor.known_id, session=session_of(actor), use=use
    )
    asked = standing.first()
    if asked is None:
        return None
    standing.filter(id=asked.id).delete()
    return asked if clock.now() < asked.until else None
