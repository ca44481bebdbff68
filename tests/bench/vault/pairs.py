"""One act measured against another, side by side. Needs no more than peers.py has: `cryptography`.

An act is one round of many calls. Each round of it stands between two rounds of the bare act, and
the figure is the median over all rounds, so that a busy machine disturbs both sides alike.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Round = Callable[[], object]
Clock = Callable[[], float]

SIZES = (40, 1024, 10_240)  # bytes of text
ROUNDS = 101


def calls_for(size: int) -> int:
    """Calls in a round, so that a round takes about a millisecond."""
    return 50 if size > 4096 else 100


def seconds(act: Round, clock: Clock = time.process_time) -> float:
    """Processor time of one round; `clock` may be the wall's where a server works along."""
    began = clock()
    act()
    return clock() - began


def ratios(
    acts: dict[str, Round],
    bare: Round,
    *,
    rounds: int = ROUNDS,
    clock: Clock = time.process_time,
) -> dict[str, float]:
    """name -> how many times as costly a round of the act is as one of `bare`."""
    for act in (bare, *acts.values()):
        act()  # caches are filled and code is specialised before anything counts
    found: dict[str, list[float]] = {name: [] for name in acts}
    with _only_their_garbage():
        before = seconds(bare, clock)
        for _ in range(rounds):
            for name, act in acts.items():
                cost = seconds(act, clock)
                after = seconds(bare, clock)
                found[name].append(2 * cost / (before + after))
                before = after
    return {name: statistics.median(values) for name, values in found.items()}


@contextmanager
def _only_their_garbage() -> Iterator[None]:
    """Let the collector see only what the rounds make.

    Going through all that Django has loaded takes longer than a round, and would fall now on the
    one act, now on the other.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def each(call: Callable[[Any], object], arguments: list[Any]) -> Round:
    """A round that makes the call once for each argument, with nothing but the loop around it."""

    def act() -> None:
        for argument in arguments:
            call(argument)

    return act


def bare_writing(size: int) -> Round:
    """AES-256-GCM and a random nonce, no additional data, on as many bytes."""
    aead, times, data = AESGCM(os.urandom(32)), range(calls_for(size)), b"a" * size

    def act() -> None:
        for _ in times:
            aead.encrypt(os.urandom(12), data, None)

    return act


def bare_reading(size: int) -> Round:
    """The same back to bytes; making text of them is not part of it."""
    aead, nonce, sealed = _sealed(size)

    def act() -> None:
        for one in sealed:
            aead.decrypt(nonce, one, None)

    return act


def bare_reading_text(size: int) -> Round:
    """The same back to text: what no reading of text can be cheaper than."""
    aead, nonce, sealed = _sealed(size)

    def act() -> None:
        for one in sealed:
            aead.decrypt(nonce, one, None).decode()

    return act


def _sealed(size: int) -> tuple[AESGCM, bytes, list[bytes]]:
    aead, nonce = AESGCM(os.urandom(32)), os.urandom(12)
    return aead, nonce, [aead.encrypt(nonce, b"a" * size, None) for _ in range(calls_for(size))]
