"""The notes passphrase of a person of staff: how it opens their private half, and is slowed down.

Wrong tries are answered later and later, never with a lock-out: nobody can shut a counsellor
out. A try is counted before it is checked, so that many at once gain nothing.
"""

import os
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.db import connection

from eap.core import clock
from eap.core.errors import Conflict, Invalid, Throttled
from eap.vault import pairs, words12
from eap.vault.cipher import NONCE, TAG, derive
from eap.vault.keyring import keyring
from eap.vault.models import Passphrase

SUITE = 1
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 1
SALT = 16
LEAST_LETTERS, LEAST_DISTINCT, MOST_LETTERS = 12, 5, 200
FREE_TRIES = 3
LONGEST_DELAY = 300  # seconds
QUEUE_SECONDS = 30
LOOK_AGAIN = 0.02  # seconds

_cores = threading.BoundedSemaphore(len(os.sched_getaffinity(0)))


@dataclass(frozen=True, repr=False)
class Stored:
    """A private half as it is kept, and whose it is."""

    staff_id: UUID
    pair_id: UUID
    salt: bytes
    sealed_key: bytes

    @property
    def is_whole(self) -> bool:
        """Whether it is of the right size; one that was changed within it is a wrong key."""
        return (len(self.salt), len(self.sealed_key)) == (SALT, NONCE + pairs.KEY + TAG)

    @property
    def about(self) -> bytes:
        """What the sealing is bound to."""
        return b"eap1 passphrase" + bytes([SUITE]) + self.staff_id.bytes + self.pair_id.bytes


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


def store(staff_id: UUID, pair_id: UUID, private: bytes, passphrase: str) -> Stored:
    """The private half under the passphrase, with a fresh salt. Costs one Argon2."""
    empty = Stored(staff_id, pair_id, os.urandom(SALT), b"")
    key = _stretched(passphrase, empty)
    return replace(empty, sealed_key=_sealed(key, private, empty.about))


def opened(stored: Stored, passphrase: str) -> bytes | None:
    """The private half, or None when this is not the passphrase.

    Costs one Argon2; call it outside a transaction.
    """
    return _opened(_stretched(passphrase, stored), stored.sealed_key, stored.about)


def recovery_copy(stored: Stored, private: bytes, words: str | Iterable[str]) -> bytes:
    """The private half once more, under the twelve words of a recovery code."""
    return _sealed(_recovery_key(words), private, b"recovery" + stored.about)


def recovered(stored: Stored, copy: bytes, words: str | Iterable[str]) -> bytes | None:
    """The private half, or None when these are not the words. Raises Invalid for no such words."""
    return _opened(_recovery_key(words), copy, b"recovery" + stored.about)


def _recovery_key(words: str | Iterable[str]) -> bytes:
    return derive(words12.entropy_of(words) + keyring().pepper, b"recovery")


def _sealed(key: bytes, private: bytes, about: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCMSIV(key).encrypt(nonce, private, about)


def _opened(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    if len(sealed) <= NONCE + TAG:
        return None
    try:
        return AESGCMSIV(key).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except InvalidTag:
        return None


def count_try(staff_id: UUID) -> Stored:
    """Count one try in the caller's transaction, to be committed before it is checked.

    Raises Conflict when no passphrase is set, or its recovery code was never typed again;
    Throttled while the delay of earlier tries lasts.
    """
    row = Passphrase.objects.select_for_update().filter(staff_id=staff_id).first()
    if row is None or row.recovery_copy is None:
        raise Conflict("no_passphrase")
    now = clock.now()
    if row.next_try_at and now < row.next_try_at:
        wait = (row.next_try_at - now) / timedelta(seconds=1)
        raise Throttled("too_many_tries", retry_after=int(wait) + 1)
    row.tries += 1
    row.next_try_at = now + timedelta(seconds=delay_after(row.tries))
    row.save(update_fields=("tries", "next_try_at"))
    return stored_in(row)


def stored_in(row: Passphrase) -> Stored:
    """What a row keeps."""
    return Stored(row.staff_id, row.pair_id, bytes(row.salt), bytes(row.sealed_key))


def forgive(staff_id: UUID) -> None:
    """Forget the wrong tries after a right one."""
    Passphrase.objects.filter(staff_id=staff_id).update(tries=0, next_try_at=None)


def delay_after(tries: int) -> int:
    """Seconds before the next try: none for the first few, then doubling up to five minutes."""
    if tries < FREE_TRIES:
        return 0
    return min(1 << min(tries - FREE_TRIES, 16), LONGEST_DELAY)


def _stretched(passphrase: str, stored: Stored) -> bytes:
    """Argon2id, then the pepper."""
    with _turn():
        stretched = Argon2id(
            salt=stored.salt, length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB
        ).derive(_normal(passphrase).encode("utf-8", "replace"))
    return derive(stretched + keyring().pepper, b"passphrase", stored.staff_id.bytes)


@contextmanager
def one_at_a_time(staff_id: UUID) -> Iterator[None]:
    """Have one try of a person be made after the other, whichever process makes it.

    Else two right ones given at once would each count as the other's wrong one. Raises Throttled.
    """
    lock = [int.from_bytes(staff_id.bytes[:8], signed=True)]
    with connection.cursor() as cursor:
        for _ in range(int(QUEUE_SECONDS / LOOK_AGAIN)):
            cursor.execute("SELECT pg_try_advisory_lock(%s)", lock)
            if cursor.fetchone() == (True,):
                break
            time.sleep(LOOK_AGAIN)
        else:
            raise Throttled("busy", retry_after=QUEUE_SECONDS)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", lock)


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
