"""Chunks open at their own place only, whole and in order; the stored size is a step."""

import os
import pickle
from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eap.vault import chunks
from eap.vault.chunks import CHUNK, ChunkKey, Cut, padded_size
from eap.vault.cipher import Damaged

ID = uuid4()
KEY = ChunkKey(os.urandom(32), ID)
OVERHEAD = 12 + 16


def sealed(data: bytes, key: ChunkKey = KEY) -> list[bytes]:
    cut = Cut([data])
    tokens = [key.seal(part, index, last=last) for index, (part, last) in enumerate(cut)]
    assert cut.size == len(data)
    return tokens


def opened(tokens: list[bytes], size: int, *, count: int | None = None) -> bytes:
    count = len(tokens) if count is None else count
    return b"".join(chunks.joined(KEY, enumerate(tokens), count=count, size=size))


class TestCut:
    @pytest.mark.parametrize(
        "size", [0, 1, 4095, 4096, 4097, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 700_000]
    )
    def test_what_goes_in_comes_out(self, size: int) -> None:
        data = os.urandom(size)
        tokens = sealed(data)
        assert opened(tokens, size) == data
        assert {len(token) for token in tokens[:-1]} <= {CHUNK + OVERHEAD}
        assert sum(len(token) - OVERHEAD for token in tokens) == padded_size(size)

    @given(st.lists(st.binary(max_size=300), max_size=30), st.integers(1, 70))
    def test_however_it_comes_in(self, parts: list[bytes], chunk: int) -> None:
        whole = b"".join(parts)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(chunks, "CHUNK", chunk)
            patch.setattr(chunks, "LEAST", 1)
            made = list(Cut(parts))
        assert [last for _, last in made] == [False] * (len(made) - 1) + [True]
        assert b"".join(data for data, _ in made).startswith(whole)
        assert {len(data) for data, _ in made[:-1]} <= {chunk}
        assert 0 < len(made[-1][0]) <= chunk

    def test_one_chunk_is_held_at_a_time(self) -> None:
        asked = 0

        def parts() -> Iterator[bytes]:
            nonlocal asked
            for _ in range(100):
                asked += 1
                yield bytes(CHUNK)

        for index, _ in enumerate(Cut(parts())):
            assert asked <= index + 2

    def test_sizes_fall_into_few_buckets(self) -> None:
        assert {padded_size(size) for size in range(4097)} == {4096}
        assert len({padded_size(size) for size in range(100_000, 10_000_000, 1000)}) < 250
        assert all(size <= padded_size(size) <= size * 1.12 for size in range(5000, 10**6, 777))


class TestDamaged:
    DATA = os.urandom(3 * CHUNK - 5000)

    @pytest.fixture
    def tokens(self) -> list[bytes]:
        return sealed(self.DATA)

    def demand_damaged(self, tokens: list[bytes], count: int = 3) -> None:
        with pytest.raises(Damaged) as caught:
            opened(tokens, len(self.DATA), count=count)
        assert (caught.value.args, caught.value.__context__) == (("damaged",), None)

    def test_every_byte_of_a_chunk(self) -> None:
        (token,) = sealed(b"short")
        for place in range(len(token)):
            hurt = bytearray(token)
            hurt[place] ^= 0x01
            with pytest.raises(Damaged):
                opened([bytes(hurt)], 5)

    def test_every_length_of_a_chunk(self) -> None:
        (token,) = sealed(b"short")
        for length in (0, 1, 11, 12, 27, 28, len(token) - 1):
            with pytest.raises(Damaged):
                opened([token[:length]], 5)
        with pytest.raises(Damaged):
            opened([token + b"\x00"], 5)

    def test_swapped_doubled_and_left_out(self, tokens: list[bytes]) -> None:
        a, b, c = tokens
        for wrong in ([b, a, c], [a, a, c], [a, c, b], [a, b, b], [a, c], [b, c], [a, b], [a], []):
            self.demand_damaged(wrong)
        for wrong in ([a, b, c, c], [a, b, c, a]):
            self.demand_damaged(wrong)

    @pytest.mark.parametrize("last", [False, True])
    def test_the_last_one_is_no_other_and_no_other_is_the_last(self, last: bool) -> None:
        token = KEY.seal(b"x", 0, last=last)
        assert KEY.open(token, 0, last=last) == b"x"
        with pytest.raises(Damaged):
            KEY.open(token, 0, last=not last)

    def test_a_last_one_of_zeros_alone_is_missed_too(self) -> None:
        size = 64 * CHUNK + 1
        tokens = sealed(bytes(size))
        assert len(tokens) == 66
        with pytest.raises(Damaged):
            opened(tokens[:65], size, count=66)

    def test_an_end_is_not_moved(self, tokens: list[bytes]) -> None:
        a, b, c = tokens
        self.demand_damaged([a, b], count=2)
        self.demand_damaged([a, b, c, c], count=4)

    def test_what_another_attachment_holds(self, tokens: list[bytes]) -> None:
        secret = os.urandom(32)
        data = self.DATA
        for key in (ChunkKey(os.urandom(32), ID), ChunkKey(secret, uuid4())):
            self.demand_damaged([tokens[0], sealed(data, key)[1], tokens[2]])

    def test_under_one_key_another_attachments_chunk_is_foreign_too(self) -> None:
        secret = os.urandom(32)
        mine, other = ChunkKey(secret, ID), ChunkKey(secret, uuid4())
        with pytest.raises(Damaged):
            mine.open(other.seal(b"x", 0, last=True), 0, last=True)

    def test_a_gap_in_the_numbers(self, tokens: list[bytes]) -> None:
        rows, given = [(0, tokens[0]), (2, tokens[2])], b""
        with pytest.raises(Damaged):
            for part in chunks.joined(KEY, rows, count=3, size=len(self.DATA)):
                given += part
        assert given == self.DATA[:CHUNK]

    def test_more_bytes_promised_than_sealed(self, tokens: list[bytes]) -> None:
        with pytest.raises(Damaged):
            opened(tokens, padded_size(len(self.DATA)) + 1)


def test_equal_bytes_are_sealed_differently() -> None:
    assert sealed(b"same")[0] != sealed(b"same")[0]


def test_a_key_shows_and_gives_nothing() -> None:
    assert repr(KEY) == "<ChunkKey>"
    with pytest.raises(TypeError, match="not copied"):
        pickle.dumps(KEY)
