"""An attachment's bytes, sealed in chunks. Knows bytes and one id, nothing of tables or people.

A chunk holds 64 KiB, the last one what is left:

    nonce 12 | AES-256-GCM(data) | tag 16

The additional data bind it to its attachment, its index and to whether it is the last one. So a
chunk opens nowhere else, and none can be left out, added, doubled or put in another order
(after the STREAM construction of Hoang et al. 2015, with an index instead of a counting nonce).
Zeros after the bytes hide the exact size: what a row tells is a step of `cipher.padded_length`.
The exact size and the key stand in the attachment's descriptor, which is an ordinary cell.
"""

import os
from collections.abc import Iterable, Iterator
from typing import NoReturn
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eap.vault.cipher import NONCE, TAG, Damaged, padded_length

CHUNK = 64 * 1024  # bytes before sealing
LEAST = 4096  # bytes that are sealed however small the attachment is
KEY = 32
_PREFIX = b"eap1 attachment chunk"  # stable: a part of every ciphertext
_ENDS = {False: b"\x00", True: b"\x01"}


class ChunkKey:
    """The key of one attachment. It seals that attachment's chunks and nothing else."""

    __slots__ = ("_about", "_aead")

    def __init__(self, key: bytes, attachment_id: UUID) -> None:
        self._aead = AESGCM(key)
        self._about = _PREFIX + attachment_id.bytes

    def __repr__(self) -> str:
        return "<ChunkKey>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")

    def seal(self, data: bytes, index: int, *, last: bool) -> bytes:
        """One chunk as stored. A random nonce: a key seals some hundred chunks at most."""
        nonce = os.urandom(NONCE)
        return nonce + self._aead.encrypt(nonce, data, self._bound(index, last))

    def open(self, token: bytes, index: int, *, last: bool) -> bytes:
        """The chunk's bytes, padding included. Raises Damaged whatever else the token is."""
        data = None
        if len(token) >= NONCE + TAG:
            try:
                data = self._aead.decrypt(token[:NONCE], token[NONCE:], self._bound(index, last))
            except InvalidTag:
                data = None  # refused below, outside of the handler: without its context
        if data is None:
            raise Damaged
        return data

    def _bound(self, index: int, last: bool) -> bytes:
        return self._about + index.to_bytes(4) + _ENDS[last]


def padded_size(size: int) -> int:
    """What `size` bytes of an attachment are padded to: at least 4 KiB, at most 12 % more."""
    return max(LEAST, padded_length(size))


class Cut:
    """A stream of bytes cut into padded chunks, one in memory at a time.

    Iterating yields (data, whether it is the last); afterwards `size` is the number of bytes
    that came in, without padding.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts
        self.size = 0

    def __iter__(self) -> Iterator[tuple[bytes, bool]]:
        held = bytearray()
        for part in self._parts:
            self.size += len(part)
            held += part
            while len(held) > CHUNK:  # a full chunk may still be the last
                yield bytes(held[:CHUNK]), False
                del held[:CHUNK]
        left = padded_size(self.size) - (self.size - len(held))
        while left > CHUNK:
            yield bytes(held).ljust(CHUNK, b"\x00"), False
            held.clear()
            left -= CHUNK
        yield bytes(held).ljust(left, b"\x00"), True


def joined(
    key: ChunkKey, rows: Iterable[tuple[int, bytes]], *, count: int, size: int
) -> Iterator[bytes]:
    """The bytes again from (index, token) in order of the index, each part verified.

    Raises Damaged at the first chunk that is not the one that belongs there, at one too many,
    and at the end when one is missing.
    """
    left, expected = size, 0
    for index, token in rows:
        if index != expected:
            raise Damaged
        data = key.open(token, index, last=index == count - 1)
        yield data[:left]
        left -= min(left, len(data))
        expected += 1
    if expected != count or left:
        raise Damaged
