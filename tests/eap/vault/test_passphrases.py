"""Notes passphrases: strength, storage, and waiting longer after every wrong try."""

import os
import threading
import time
from dataclasses import replace
from uuid import uuid4

import pytest

from eap.core.errors import Invalid, Throttled
from eap.vault import passphrases, words12
from eap.vault.passphrases import (
    delay_after,
    demand_strength,
    opened,
    recovered,
    recovery_copy,
    store,
)

PRIVATE = os.urandom(32)
WORDS = words12.new_words("en")


@pytest.mark.parametrize("good", ["four grey herons", "四只灰鹭站水边", "Kd7!kd7?zzQp"])
def test_length_is_enough(good: str) -> None:
    demand_strength(good)


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "too_short"),
        ("eleven char", "too_short"),
        ("四只灰鹭站", "too_short"),
        ("aaaaaaaaaaaaaaaa", "too_simple"),
        ("abcabcabcabc", "too_simple"),
        ("long enough " * 20, "too_long"),
    ],
)
def test_weak_ones_are_refused_by_kind(weak: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        demand_strength(weak)
    assert caught.value.fields == {"passphrase": why}


def test_only_the_right_one_opens_and_only_for_its_person_and_key() -> None:
    stored = store(uuid4(), uuid4(), PRIVATE, "four grey herons")
    assert opened(stored, "four grey herons") == PRIVATE
    assert opened(stored, "ｆｏｕｒ grey herons") == PRIVATE
    for wrong in ("four grey heron", "Four grey herons", "", "\ud800"):
        assert opened(stored, wrong) is None
    for other in ({"staff_id": uuid4()}, {"pair_id": uuid4()}, {"salt": bytes(16)}):
        assert opened(replace(stored, **other), "four grey herons") is None
    assert PRIVATE not in stored.sealed_key
    assert repr(stored).startswith("<eap.vault.passphrases.Stored object")


def test_every_changed_byte_opens_nothing() -> None:
    stored = store(uuid4(), uuid4(), PRIVATE, "four grey herons")
    copy = recovery_copy(stored, PRIVATE, WORDS)
    for kept, again in (
        (
            stored.sealed_key,
            lambda hurt: opened(replace(stored, sealed_key=hurt), "four grey herons"),
        ),
        (copy, lambda hurt: recovered(stored, hurt, WORDS)),
    ):
        assert again(kept) == PRIVATE
        for at in range(0, len(kept), 7):
            assert again(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]) is None
            assert again(kept[:at]) is None
    assert recovered(stored, stored.sealed_key, WORDS) is None


def test_only_the_code_recovers_and_only_its_person_and_key() -> None:
    stored = store(uuid4(), uuid4(), PRIVATE, "four grey herons")
    copy = recovery_copy(stored, PRIVATE, WORDS)
    assert recovered(stored, copy, " ".join(WORDS)) == PRIVATE
    assert recovered(stored, copy, words12.new_words("en")) is None
    again = store(stored.staff_id, stored.pair_id, PRIVATE, "five grey herons")
    assert recovered(again, copy, WORDS) == PRIVATE  # another passphrase leaves the code good
    for other in ({"staff_id": uuid4()}, {"pair_id": uuid4()}):
        assert recovered(replace(stored, **other), copy, WORDS) is None


def test_without_the_pepper_a_dump_cannot_be_guessed_at(request: pytest.FixtureRequest) -> None:
    stored = store(uuid4(), uuid4(), PRIVATE, "four grey herons")
    copy = recovery_copy(stored, PRIVATE, WORDS)
    request.getfixturevalue("other_keyring")
    assert opened(stored, "four grey herons") is None
    assert recovered(stored, copy, WORDS) is None


def test_the_first_tries_are_free_and_the_wait_is_bounded() -> None:
    waits = [delay_after(tries) for tries in range(1, 14)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert delay_after(10**6) == passphrases.LONGEST_DELAY


def test_no_more_than_one_argon2_per_core_runs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred at one moment: the real function, counted as it enters and leaves."""
    assert passphrases._cores._value == len(os.sched_getaffinity(0))  # type: ignore[attr-defined]
    running, most, lock = 0, 0, threading.Lock()
    real = passphrases.Argon2id

    class Counted:
        def __init__(self, **parameters: object) -> None:
            self.inner = real(**parameters)

        def derive(self, secret: bytes) -> bytes:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            try:
                return self.inner.derive(secret)
            finally:
                with lock:
                    running -= 1

    monkeypatch.setattr(passphrases, "Argon2id", Counted)
    monkeypatch.setattr(passphrases, "MEMORY_KIB", 4 * 1024)
    monkeypatch.setattr(passphrases, "_cores", threading.BoundedSemaphore(2))
    stored = store(uuid4(), uuid4(), PRIVATE, "four grey herons")
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append(opened(stored, "four grey herons") == PRIVATE))
        for _ in range(100)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 100
    assert most <= 2


def test_who_cannot_get_a_turn_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = threading.BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(passphrases, "_cores", taken)
    monkeypatch.setattr(passphrases, "QUEUE_SECONDS", 0)
    with pytest.raises(Throttled, match="busy"):
        store(uuid4(), uuid4(), PRIVATE, "four grey herons")


def test_what_it_costs_is_what_is_promised() -> None:
    assert (passphrases.MEMORY_KIB, passphrases.PASSES) == (64 * 1024, 3)
    began = time.process_time()
    store(uuid4(), uuid4(), PRIVATE, "four grey herons")
    assert time.process_time() - began > 0.04
