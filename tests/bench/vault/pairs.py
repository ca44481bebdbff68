"""One act measured against another, side by side. Needs no more than peers.py has: `cryptography`.

An act is one round of many calls. Each round of it stands between two rounds of the bare act, and
the figure is the median over all rounds, so that a busy machine disturbs both sides alike.

There are two bare acts. The *call* is AES-256-GCM alone: nonce and bytes lie ready, bytes come
out. The *least* is the smallest code that keeps text: from a `str` to `nonce | ciphertext` as a
column holds it, and from there to the `str` again. What a library does besides shows in the
second; the first is the same on every library.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Round = Callable[[], object]
Clock = Callable[[], float]

SIZES = (40, 1024, 10_240)  # bytes of text
LATIN, CHINESE = "a", "夜班之后睡不好，心里很慌。"
NONCE = 12
ROUNDS = 101


class Ratio(NamedTuple):
    """How many times as costly: the median of all rounds, and between what half of them lie."""

    median: float
    low: float
    high: float


def text_of(size: int, words: str = LATIN) -> str:
    """`size` bytes of text: these words over and over, as far as they go."""
    text = (words * size).encode()[:size].decode(errors="ignore")
    return text + LATIN * (size - len(text.encode()))


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
) -> dict[str, Ratio]:
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
    return {name: ratio_of(values) for name, values in found.items()}


def ratio_of(values: list[float]) -> Ratio:
    """Of all rounds."""
    low, median, high = statistics.quantiles(values, n=4)
    return Ratio(median, low, high)


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


def call_writing(size: int, *, drawn: bool = True) -> Round:
    """The call on as many bytes, no additional data; `drawn`: with a nonce drawn for each."""
    aead, nonce, data = _aead(), os.urandom(NONCE), b"a" * size
    times = range(calls_for(size))

    def ready() -> None:
        for _ in times:
            aead.encrypt(nonce, data, None)

    def act() -> None:
        for _ in times:
            aead.encrypt(os.urandom(NONCE), data, None)

    return act if drawn else ready


def call_reading(size: int) -> Round:
    """The call back to bytes; making text of them is not part of it."""
    aead, nonce, data = _aead(), os.urandom(NONCE), b"a" * size
    sealed = [aead.encrypt(nonce, data, None) for _ in range(calls_for(size))]

    def act() -> None:
        for one in sealed:
            aead.decrypt(nonce, one, None)

    return act


def least_writing(text: str) -> Round:
    """From text to what a column holds."""
    aead, times = _aead(), range(calls_for(len(text.encode())))

    def act() -> None:
        for _ in times:
            nonce = os.urandom(NONCE)
            nonce + aead.encrypt(nonce, text.encode(), None)

    return act


def least_reading(text: str) -> Round:
    """From what a column holds to the text."""
    aead, data = _aead(), text.encode()
    nonces = [os.urandom(NONCE) for _ in range(calls_for(len(data)))]
    stored = [nonce + aead.encrypt(nonce, data, None) for nonce in nonces]

    def act() -> None:
        for one in stored:
            aead.decrypt(one[:NONCE], one[NONCE:], None).decode()

    return act


def _aead() -> AESGCM:
    return AESGCM(os.urandom(32))
