"""Unlocking: the only place where an `Unlocked` is made, and without one nothing opens.

An unlock belongs to one signed-in session. It ends by itself when unused (10 minutes for staff,
30 for a client), at sign-out, and at a fixed end. The server's clock decides.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import InitVar, dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, NoReturn, final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Least

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core import clock
from eap.core.actor import PRIVATE_KEY, STAFF, Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Invalid, Locked, Refused
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import passphrases
from eap.vault.models import Passphrase, UnlockWindow
from eap.vault.words import Kind, Unlock

IDLE = {Unlock.CARE: timedelta(minutes=10), Unlock.OWN: timedelta(minutes=30)}
LONGEST = timedelta(hours=12)
LONGEST_SESSION = timedelta(hours=3)
LIVE_TABLE = "message"  # the stable name of the table of messages

_MAKER = object()


class Reach(NamedTuple):
    """What one open window lets its holder open."""

    kind: str
    file_id: UUID | None

    def covers(self, file_kind: str, file_id: UUID, table: str) -> bool:
        """Whether a cell of `table` under this file is within reach."""
        if self.kind == Unlock.DUTY:
            return file_kind == Kind.CRISIS
        if self.kind == Unlock.LIVE:
            return file_id == self.file_id and table == LIVE_TABLE
        return True


@final
@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """Proof that somebody has unlocked. Only `unlocked` makes it; it lives for one reading."""

    reaches: tuple[Reach, ...]
    maker: InitVar[object]

    def __post_init__(self, maker: object) -> None:
        if maker is not _MAKER:
            raise TypeError("only an unlock makes this")

    def covers(self, file_kind: str, file_id: UUID, table: str) -> bool:
        """Whether any open window reaches a cell of `table` under this file."""
        return any(reach.covers(file_kind, file_id, table) for reach in self.reaches)

    def __repr__(self) -> str:
        return "<Unlocked>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("an unlock is neither copied nor stored")


@dataclass(frozen=True)
class UnlockState:
    """What the screen may know. `kinds` is empty when locked.

    The times are those of the person's own unlock, or else of the duty or live one. `is_set`:
    somebody of staff has chosen a passphrase, so that there is something to unlock with.
    """

    kinds: frozenset[str]
    opened_at: datetime | None = None
    idle_until: datetime | None = None
    until: datetime | None = None
    is_set: bool = False

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


def set_passphrase(actor: Actor, *, passphrase: str, current: str = "") -> None:
    """Set one's own notes passphrase; changing it takes the `current` one and closes every window.

    Raises Invalid (too short, too simple), Refused (wrong current one), Throttled.
    """
    require(actor, "vault.unlock")
    passphrases.demand_strength(passphrase)
    staff_id = actor.known_id
    with acting(actor):
        is_set = Passphrase.objects.filter(staff_id=staff_id).exists()
    if is_set:
        _prove(actor, current)
    made = passphrases.store(staff_id, passphrase)
    fields = {
        "suite": passphrases.SUITE,
        "salt": made.salt,
        "verifier": made.verifier,
        "set_at": clock.now(),
        "tries": 0,
        "next_try_at": None,
    }
    with committed(actor):
        if is_set:
            Passphrase.objects.filter(staff_id=staff_id).update(**fields)
            UnlockWindow.objects.filter(holder_id=staff_id).delete()
        else:
            _first_passphrase(staff_id, fields)
        record(actor, action="vault.passphrase.set", object_kind="staff", object_id=staff_id)


def _first_passphrase(staff_id: UUID, fields: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            Passphrase.objects.create(staff_id=staff_id, **fields)
    except IntegrityError:
        raise Conflict("stale") from None


def unlock(actor: Actor, *, passphrase: str) -> UnlockState:
    """Open a person of staff's unlock by their notes passphrase. Costs one Argon2.

    Raises Refused (role, wrong passphrase), Conflict (none set), Throttled.
    """
    require(actor, "vault.unlock")
    _session_of(actor)
    _prove(actor, passphrase)
    with committed(actor):
        return _open(actor, Unlock.CARE, clock.now() + LONGEST)


def _prove(actor: Actor, passphrase: str) -> None:
    """Check the passphrase: counted and committed first, then tried with no transaction open."""
    staff_id = actor.known_id
    with committed(actor):
        stored = passphrases.count_try(staff_id)
    right = passphrases.matches(stored, passphrase)
    with committed(actor):
        if right:
            passphrases.forgive(staff_id)
        else:
            record(
                actor,
                action="vault.unlock",
                object_kind="staff",
                object_id=staff_id,
                decision=Decision.REFUSED,
                rule="wrong passphrase",
            )
    if not right:
        raise Refused("wrong_passphrase")


def unlock_own(actor: Actor) -> UnlockState:
    """Open a client's unlock; having come by private key is the proof. No Argon2 on this path."""
    require(actor, "vault.unlock_own")
    if actor.way_in != PRIVATE_KEY:
        raise Refused("private_key_needed")
    with acting(actor):
        return _open(actor, Unlock.OWN, clock.now() + LONGEST)


def unlock_live(
    actor: Actor, *, appointment_id: UUID, file_id: UUID, until: datetime
) -> UnlockState:
    """Open a client's unlock for one live text session: that file's messages, until its end.

    The caller has made sure that the appointment is the client's, is now, and has this file.
    """
    require(actor, "vault.unlock_own")
    if until > clock.now() + LONGEST_SESSION:
        raise Invalid("too_long")
    with acting(actor):
        return _open(actor, Unlock.LIVE, until, file_id=file_id, about=appointment_id)


def start_duty(actor: Actor, *, until: datetime) -> UnlockState:
    """Open crisis files on this device for a shift of at most 12 hours. Takes an open unlock.

    Raises Refused (not on call), Locked, Invalid (too long).
    """
    require(actor, "vault.duty.start")
    if until > clock.now() + LONGEST:
        raise Invalid("too_long")
    with acting(actor):
        if not _standing(actor).filter(kind=Unlock.CARE).exists():
            raise Locked
        return _open(actor, Unlock.DUTY, until)


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
    reaches = tuple(
        Reach(kind, file_id) for kind, file_id in windows.values_list("kind", "file_id")
    )
    if not reaches:
        raise Locked
    for kind, idle in IDLE.items():
        if any(reach.kind == kind for reach in reaches):
            later = Least(F("until"), Greatest(F("idle_until"), now + idle))
            windows.filter(kind=kind).update(idle_until=later, last_used_at=now)
    return Unlocked(reaches, _MAKER)


def sweep(actor: Actor) -> int:
    """Delete windows that have ended, whoever's: they tell when somebody was here. A job's act."""
    require(actor, "vault.window.sweep")
    with acting(actor):
        gone, _ = UnlockWindow.objects.filter(idle_until__lte=clock.now()).delete()
    return gone


def _session_of(actor: Actor) -> UUID:
    if actor.session is None:
        raise Refused("not_signed_in")
    return actor.session


def _of_session(actor: Actor) -> QuerySet[UnlockWindow]:
    if actor.id is None or actor.session is None:
        return UnlockWindow.objects.none()
    return UnlockWindow.objects.filter(holder=actor.kind, holder_id=actor.id, session=actor.session)


def _standing(actor: Actor) -> QuerySet[UnlockWindow]:
    return _of_session(actor).filter(idle_until__gt=clock.now())


def _open(
    actor: Actor,
    kind: Unlock,
    until: datetime,
    *,
    file_id: UUID | None = None,
    about: UUID | None = None,
) -> UnlockState:
    now, session = clock.now(), _session_of(actor)
    _of_session(actor).filter(kind=kind).delete()
    UnlockWindow.objects.filter(holder_id=actor.known_id, idle_until__lte=now).delete()
    UnlockWindow.objects.create(
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
    record(
        actor,
        action=f"vault.unlock.{kind}",
        object_kind="appointment" if about else actor.kind,
        object_id=about or actor.known_id,
    )
    return _state(actor)


def _state(actor: Actor) -> UnlockState:
    windows = list(_standing(actor))
    is_set = actor.kind == STAFF and Passphrase.objects.filter(staff_id=actor.known_id).exists()
    if not windows:
        return UnlockState(frozenset(), is_set=is_set)
    main = next((window for window in windows if window.kind in IDLE), windows[0])
    kinds = frozenset(window.kind for window in windows)
    return UnlockState(kinds, main.opened_at, main.idle_until, main.until, is_set)
