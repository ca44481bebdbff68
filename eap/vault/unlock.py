"""Unlocking: the only place where an `Unlocked` is made, and without one nothing opens.

An unlock belongs to one signed-in session of one browser. It ends by itself when unused (10
minutes for staff, 30 for a client), at sign-out, and at a fixed end. The server's clock decides.
What it opens with lies in the database under the half key in the browser's cookie; neither half
is of use without the other.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn, final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Least

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core import clock
from eap.core.actor import PRIVATE_KEY, STAFF, Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Invalid, Locked, Missing, Refused
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import directory, files, live, pairs, passphrases, words12
from eap.vault.cipher import NONCE, derive
from eap.vault.models import Echo, Passkey, PasskeyChallenge, Passphrase, UnlockWindow, Wrap
from eap.vault.pairs import Opener
from eap.vault.passphrases import Stored
from eap.vault.words import Unlock, client

IDLE = {Unlock.CARE: timedelta(minutes=10), Unlock.OWN: timedelta(minutes=30)}
LONGEST = timedelta(hours=12)
FRESH = timedelta(minutes=15)  # of unlocking, for what is asked with the passphrase anew
LONGEST_SESSION = timedelta(hours=3)
HALF = 32  # bytes in the browser's cookie
_ONE = 16 + pairs.KEY  # a pair's id and its private half

_MAKER = object()


@final
@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """Proof that somebody has unlocked, and the private halves it opens with, by their pairs.

    `live` are the windows of live text by the file they belong to. Only `unlocked` makes it; it
    lives for one reading.
    """

    keys: dict[UUID, bytes]
    live: Mapping[UUID, UUID] = field(default_factory=dict)
    maker: InitVar[object] = None
    _openers: dict[UUID, Opener] = field(default_factory=dict)

    def opener(self, pair_id: UUID) -> Opener:
        """What opens with one of them."""
        if pair_id not in self._openers:
            self._openers[pair_id] = Opener(self.keys[pair_id])
        return self._openers[pair_id]

    def __post_init__(self, maker: object) -> None:
        if maker is not _MAKER:
            raise TypeError("only an unlock makes this")

    def __repr__(self) -> str:
        return "<Unlocked>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("an unlock is neither copied nor stored")


@dataclass(frozen=True)
class UnlockState:
    """What the screen may know. `kinds` is empty when locked.

    The times are those of the person's own unlock, or else of the duty or live one. `is_set`:
    somebody of staff has chosen a passphrase, so that there is something to unlock with.
    `has_passkey`: one of their passkeys unlocks as well.
    """

    kinds: frozenset[str]
    opened_at: datetime | None = None
    idle_until: datetime | None = None
    until: datetime | None = None
    is_set: bool = False
    has_passkey: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.kinds)


@contextmanager
def committed(actor: Actor) -> Iterator[None]:
    """`acting(actor)` in a transaction of its own, whose end is a real commit.

    Raises RuntimeError inside another transaction: there, a rollback could undo the trace.
    """
    with transaction.atomic(durable=True):
        pass  # touches no database; it only refuses to stand inside another block
    with acting(actor):
        yield


def unlock(actor: Actor, *, passphrase: str) -> UnlockState:
    """Open a person of staff's unlock by their notes passphrase. Costs one Argon2.

    Raises Refused (role, wrong passphrase), Conflict (none set), Throttled.
    """
    require(actor, "vault.unlock")
    session_of(actor)
    pair_id, private = prove(actor, passphrase)
    with committed(actor):
        return open_care(actor, pair_id, private)


def open_care(actor: Actor, pair_id: UUID, private: bytes) -> UnlockState:
    """Open the unlock of whoever has just shown that the pair is theirs, in their transaction."""
    return _open(actor, Unlock.CARE, clock.now() + LONGEST, {pair_id: private})


def prove(actor: Actor, passphrase: str) -> tuple[UUID, bytes]:
    """The actor's pair and its private half, by their passphrase. Raises what `unlock` raises.

    The try is counted and committed first, then made with no transaction open. Raises besides
    Conflict("key_damaged") when the row was changed; the recovery code may still open it.
    """
    with passphrases.one_at_a_time(actor.known_id):
        with committed(actor):
            stored = passphrases.count_try(actor.known_id)
        _demand_whole(actor, stored)
        private = passphrases.opened(stored, passphrase)
        settle_try(actor, private, rule="wrong passphrase")
    if private is None:
        raise Refused("wrong_passphrase")
    return stored.pair_id, private


def settle_try(actor: Actor, private: bytes | None, *, rule: str) -> None:
    """Forgive earlier tries after a right one; leave a trace, by this `rule`, of a wrong one."""
    with committed(actor):
        if private is not None:
            passphrases.forgive(actor.known_id)
        else:
            _refused(actor, "vault.unlock", rule=rule)


def _demand_whole(actor: Actor, stored: Stored) -> None:
    if stored.is_whole:
        return
    with committed(actor):
        _refused(actor, "vault.damaged", rule="passphrase row")
    raise Conflict("key_damaged", reference=str(stored.pair_id))


def _refused(actor: Actor, action: str, *, rule: str) -> None:
    record(
        actor,
        action=action,
        object_kind="staff",
        object_id=actor.known_id,
        decision=Decision.REFUSED,
        rule=rule,
    )


def lay_by(actor: Actor, private: bytes) -> bytes:
    """A private half to be taken up later in this browser, under its half key."""
    nonce = os.urandom(NONCE)
    return nonce + _by(actor).encrypt(nonce, private, actor.known_id.bytes)


def take_up(actor: Actor, laid_by: bytes) -> bytes:
    """What was laid by in this browser. Raises Refused in another."""
    try:
        return _by(actor).decrypt(laid_by[:NONCE], laid_by[NONCE:], actor.known_id.bytes)
    except (InvalidTag, ValueError):
        pass
    raise Refused("other_browser")


def _by(actor: Actor) -> AESGCMSIV:
    return AESGCMSIV(derive(_half_of(actor), b"laid by"))


def client_private(words: str) -> bytes:
    """The private half that twelve words stand for. Raises Invalid when they are none."""
    return derive(words12.entropy_of(words), b"client key")


def unlock_own(actor: Actor, *, private: bytes) -> UnlockState:
    """Open a client's unlock by the private half that their words gave. No Argon2 on this path.

    Raises Refused when they came in otherwise, or when it is not the half of their standing key.
    """
    require(actor, "vault.unlock_own")
    if actor.way_in != PRIVATE_KEY:
        raise Refused("private_key_needed")
    with acting(actor):
        line = directory.standing([client(actor.known_id)]).get(client(actor.known_id))
        if line is None or line.public_key != pairs.public_of(private):
            raise Refused("private_key_needed")
        return _open(actor, Unlock.OWN, clock.now() + LONGEST, {line.id: private})


def unlock_live(
    actor: Actor, *, appointment_id: UUID, file_id: UUID, until: datetime
) -> UnlockState:
    """Open a client's unlock for one live text session: what is said from now until its end.

    The caller has made sure that the appointment is the client's, is now, and has this file. That
    the file is this client's, the place says that the server made for them: raises Missing.
    """
    require(actor, "vault.unlock_own")
    if until > clock.now() + LONGEST_SESSION:
        raise Invalid("too_long")
    _demand_place(actor, file_id)
    private = pairs.new_private()
    with acting(actor):
        return _open(
            actor, Unlock.LIVE, until, {file_id: private}, file_id=file_id, about=appointment_id
        )


def _demand_place(actor: Actor, file_id: UUID) -> None:
    with acting(actor):
        own = Wrap.objects.filter(file_id=file_id, holder=actor.kind, holder_id=actor.known_id)
        if not any(files.is_placed(place) for place in own):
            raise Missing


def start_duty(actor: Actor, *, until: datetime, desk_key: tuple[UUID, bytes]) -> UnlockState:
    """Open calls for help on this device for a shift of at most 12 hours. Takes an open unlock.

    `desk_key` is the desk's pair and its private half, which `desks.key_of` gives. Raises Refused
    (not on call), Locked, Invalid (too long).
    """
    require(actor, "vault.duty.start")
    if until > clock.now() + LONGEST:
        raise Invalid("too_long")
    with acting(actor):
        if not _standing(actor).filter(kind=Unlock.CARE).exists():
            raise Locked
        return _open(actor, Unlock.DUTY, until, dict([desk_key]))


@as_actor
def stay_open(actor: Actor, *, until: datetime) -> UnlockState:
    """Keep a counsellor's open unlock from idling out while their own session with a client runs.

    At most three hours ahead, and never past the unlock's fixed end.
    """
    if until > clock.now() + LONGEST_SESSION:
        raise Invalid("too_long")
    kept = _standing(actor).filter(kind=Unlock.CARE)
    if not kept.update(idle_until=Least(F("until"), Greatest(F("idle_until"), until))):
        raise Locked
    return _state(actor)


@as_actor
def lock(actor: Actor, *, duty: bool = False) -> None:
    """Close this session's unlocks. Only with `duty`, as at sign-out, the duty unlock as well."""
    windows = _of_session(actor)
    closing = windows if duty else windows.exclude(kind=Unlock.DUTY)
    closed, _ = closing.delete()
    if closed:
        record(actor, action="vault.lock", object_kind=actor.kind, object_id=actor.known_id)


@as_actor
def unlock_state(actor: Actor) -> UnlockState:
    """What is open now. Asking is not using: it moves no time on."""
    return _state(actor)


def demand_fresh(actor: Actor) -> None:
    """Raise Locked unless the actor's own unlock is open, Locked("unlock_again") when it is old."""
    state = unlock_state(actor)
    if Unlock.CARE not in state.kinds or state.opened_at is None:
        raise Locked
    if clock.now() - state.opened_at > FRESH:
        raise Locked("unlock_again")


@as_actor
def is_on_duty(actor: Actor) -> bool:
    """Whether calls for help are open on this session until the shift ends. Moves no time on."""
    return _standing(actor).filter(kind=Unlock.DUTY).exists()


@as_actor
def unlocked(actor: Actor) -> Unlocked:
    """Use the open unlock of this session. Raises Locked when there is none.

    Using moves the idle end of each open window on.
    """
    now = clock.now()
    windows = _standing(actor)
    found = _keys_in(actor, list(windows))
    if not found.keys:
        raise Locked
    kinds = set(windows.values_list("kind", flat=True))
    for kind in kinds & IDLE.keys():
        later = Least(F("until"), Greatest(F("idle_until"), now + IDLE[Unlock(kind)]))
        windows.filter(kind=kind).update(idle_until=later, last_used_at=now)
    return found


@as_actor
def held_by(actor: Actor) -> Unlocked | None:
    """What is unlocked, for writing: without it one adds. Moves no time on."""
    found = _keys_in(actor, [one for one in _standing(actor) if one.kind != Unlock.LIVE])
    return found if found.keys else None


def _keys_in(actor: Actor, windows: list[UnlockWindow]) -> Unlocked:
    """What the windows open with."""
    keys: dict[UUID, bytes] = {}
    listening = {}
    for window in windows:
        opened = _unsealed(actor, window)
        keys |= opened
        if window.kind == Unlock.LIVE and window.file_id in opened:
            listening[window.file_id] = window.id
    return Unlocked(keys, listening, _MAKER)


def sweep(actor: Actor) -> int:
    """Delete windows and challenges that have ended, whoever's: they tell when somebody was here.

    A job's act; returns how many windows.
    """
    require(actor, "vault.window.sweep")
    with acting(actor):
        gone, _ = UnlockWindow.objects.filter(idle_until__lte=clock.now()).delete()
        PasskeyChallenge.objects.filter(until__lte=clock.now()).delete()
        standing = UnlockWindow.objects.values("id")
        Echo.objects.exclude(window_id__in=standing).delete()
    return gone


def session_of(actor: Actor) -> UUID:
    """The signed-in session, to which whatever is unlocked belongs. Raises Refused without one."""
    if actor.session is None:
        raise Refused("not_signed_in")
    return actor.session


def _of_session(actor: Actor) -> QuerySet[UnlockWindow]:
    if actor.id is None or actor.session is None:
        return UnlockWindow.objects.none()
    return UnlockWindow.objects.filter(holder=actor.kind, holder_id=actor.id, session=actor.session)


def _standing(actor: Actor) -> QuerySet[UnlockWindow]:
    """Windows that are open in this browser: another one's half opens none of them."""
    if actor.half is None:
        return UnlockWindow.objects.none()
    own = _of_session(actor).filter(half_mark=_mark(actor.half))
    return own.filter(idle_until__gt=clock.now())


def _open(
    actor: Actor,
    kind: Unlock,
    until: datetime,
    keys: Mapping[UUID, bytes],
    *,
    file_id: UUID | None = None,
    about: UUID | None = None,
) -> UnlockState:
    now, session = clock.now(), session_of(actor)
    _of_session(actor).filter(kind=kind).delete()
    UnlockWindow.objects.filter(holder_id=actor.known_id, idle_until__lte=now).delete()
    window = UnlockWindow(
        id=new_id(),
        kind=kind,
        holder=actor.kind,
        holder_id=actor.known_id,
        session=session,
        file_id=file_id,
        opened_at=now,
        last_used_at=now,
        idle_until=min(until, now + IDLE.get(kind, LONGEST)),
        until=until,
    )
    window.half_mark = _mark(_half_of(actor))
    if file_id is not None:
        window.public_key = live.stamped_key(window.id, file_id, pairs.public_of(keys[file_id]))
    window.sealed_keys = _sealed(actor, window, keys)
    window.save(force_insert=True)
    record(
        actor,
        action=f"vault.unlock.{kind}",
        object_kind="appointment" if about else actor.kind,
        object_id=about or actor.known_id,
    )
    return _state(actor)


def _half_of(actor: Actor) -> bytes:
    if actor.half is None or len(actor.half) != HALF:
        raise Refused("not_signed_in")
    return actor.half


def _mark(half: bytes) -> bytes:
    return derive(half, b"half mark", length=16)


def _sealed(actor: Actor, window: UnlockWindow, keys: Mapping[UUID, bytes]) -> bytes:
    nonce = os.urandom(NONCE)
    content = b"".join(pair.bytes + private for pair, private in keys.items())
    return nonce + _lid(_half_of(actor), window).encrypt(nonce, content, _bound(window))


def _unsealed(actor: Actor, window: UnlockWindow) -> dict[UUID, bytes]:
    sealed = bytes(window.sealed_keys)
    try:
        lid = _lid(_half_of(actor), window)
        content = lid.decrypt(sealed[:NONCE], sealed[NONCE:], _bound(window))
    except (InvalidTag, ValueError):
        return {}
    parts = [content[first : first + _ONE] for first in range(0, len(content), _ONE)]
    return {UUID(bytes=part[:16]): part[16:] for part in parts}


def _lid(half: bytes, window: UnlockWindow) -> AESGCMSIV:
    return AESGCMSIV(derive(half, b"window", window.id.bytes))


def _bound(window: UnlockWindow) -> bytes:
    ids = window.id.bytes + window.holder_id.bytes + window.session.bytes
    return b"eap1 window" + ids + str(window.kind).encode()


def _state(actor: Actor) -> UnlockState:
    windows = list(_standing(actor))
    pair_id = _own_pair(actor) if actor.kind == STAFF else None
    is_set, has_passkey = pair_id is not None, _has_passkey(actor, pair_id)
    if not windows:
        return UnlockState(frozenset(), is_set=is_set, has_passkey=has_passkey)
    main = next((window for window in windows if window.kind in IDLE), windows[0])
    kinds = frozenset(window.kind for window in windows)
    return UnlockState(kinds, main.opened_at, main.idle_until, main.until, is_set, has_passkey)


def _own_pair(actor: Actor) -> UUID | None:
    return passphrase_of(actor).values_list("pair_id", flat=True).first()


def _has_passkey(actor: Actor, pair_id: UUID | None) -> bool:
    if pair_id is None:
        return False
    return Passkey.objects.filter(staff_id=actor.known_id, pair_id=pair_id).exists()


def passphrase_of(actor: Actor) -> QuerySet[Passphrase]:
    """The actor's passphrase, where its recovery code was typed again: before, nothing opens."""
    return Passphrase.objects.filter(staff_id=actor.known_id, recovery_copy__isnull=False)
