"""The notes passphrase of a person of staff: how it is stretched, checked and slowed down.

Wrong tries are answered later and later, never with a lock-out: nobody can shut a counsellor
out. A try is counted before it is checked, so that many at once gain nothing.
"""

import hmac
import os
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from eap.core import clock
from eap.core.errors import Conflict, Invalid, Throttled
from eap.vault.cipher import derive
from eap.vault.keyring import keyring
from eap.vault.models import Passphrase

SUITE = 1
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 1
SALT = 16
LEAST_LETTERS, LEAST_DISTINCT, MOST_LETTERS = 12, 5, 200
FREE_TRIES = 3
LONGEST_DELAY = 300  # seconds
QUEUE_SECONDS = 30

_cores = threading.BoundedSemaphore(len(os.sched_getaffinity(0)))


@dataclass(frozen=True, repr=False)
class Stored:
    """What one try is checked against."""

    staff_id: UUID
    salt: bytes
    verifier: bytes


def demand_strength(passphrase: str) -> None:
    """Raise Invalid when it is too short or too simple. A character that is not ASCII counts twice.

    Length is all that is asked, besides not being one key held down.
    """
    text = _normal(passphrase)
    letters = sum(1 if character.isascii() else 2 for character in text)
    if letters < LEAST_LETTERS:
        raise Invalid(fields={"passphrase": "too_short"})
    if len(text) > MOST_LETTERS:
        raise Invalid(fields={"passphrase": "too_long"})
    if len(set(text)) < LEAST_DISTINCT:
        raise Invalid(fields={"passphrase": "too_simple"})


def store(staff_id: UUID, passphrase: str) -> Stored:
    """A fresh salt and verifier. Costs one Argon2."""
    salt = os.urandom(SALT)
    return Stored(staff_id, salt, _verifier(staff_id, passphrase, salt))


def matches(stored: Stored, passphrase: str) -> bool:
    """Whether this is the passphrase. Costs one Argon2; call it outside a transaction."""
    found = _verifier(stored.staff_id, passphrase, stored.salt)
    return hmac.compare_digest(found, stored.verifier)


def count_try(staff_id: UUID) -> Stored:
    """Count one try in the caller's transaction, to be committed before it is checked.

    Raises Conflict when no passphrase is set, Throttled while the delay of earlier tries lasts.
    """
    row = Passphrase.objects.select_for_update().filter(staff_id=staff_id).first()
    if row is None:
        raise Conflict("no_passphrase")
    now = clock.now()
    if row.next_try_at and now < row.next_try_at:
        wait = (row.next_try_at - now) / timedelta(seconds=1)
        raise Throttled("too_many_tries", retry_after=int(wait) + 1)
    row.tries += 1
    row.next_try_at = now + timedelta(seconds=delay_after(row.tries))
    row.save(update_fields=("tries", "next_try_at"))
    return Stored(row.staff_id, bytes(row.salt), bytes(row.verifier))


def forgive(staff_id: UUID) -> None:
    """Forget the wrong tries after a right one."""
    Passphrase.objects.filter(staff_id=staff_id).update(tries=0, next_try_at=None)


def delay_after(tries: int) -> int:
    """Seconds before the next try: none for the first few, then doubling up to five minutes."""
    if tries < FREE_TRIES:
        return 0
    return min(1 << min(tries - FREE_TRIES, 16), LONGEST_DELAY)


def _verifier(staff_id: UUID, passphrase: str, salt: bytes) -> bytes:
    """Argon2id, then the pepper. Other uses of the stretched passphrase derive their own key."""
    with _turn():
        stretched = Argon2id(
            salt=salt, length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB
        ).derive(_normal(passphrase).encode("utf-8", "replace"))
    return derive(stretched + keyring().pepper, b"passphrase verifier", staff_id.bytes)


@contextmanager
def _turn() -> Iterator[None]:
    """One Argon2 per core at a time: 64 MiB each, and the help pages need the processor too."""
    if not _cores.acquire(timeout=QUEUE_SECONDS):
        raise Throttled("busy", retry_after=QUEUE_SECONDS)
    try:
        yield
    finally:
        _cores.release()


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)
