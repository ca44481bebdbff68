"""The ciphertext and the wrapping of keys. Knows bytes and places, nothing of tables or people.

A cell, after vault format 1:

    E1 | format 1 | suite 1 | flags 1 | key id 8 | nonce 12 | AES-GCM(len 4 | data | 0..) | tag 16

The additional data bind it to the stable names of its table and column, its row's UUID, the
row's version and the 12 header bytes, so it opens nowhere else. A key serves one file, so random
96-bit nonces cannot meet. No key is tried: the header names exactly one.
"""

import hmac
import json
import os
import re
from functools import lru_cache
from struct import Struct
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from eap.core.errors import Invalid
from eap.vault.keyring import Kek

FORMAT = b"\xe1\x01\x01"  # mark, format, suite
TEXT, JSON = b"\x00", b"\x01"  # flags: what the data are
HEADER, NONCE, TAG, LENGTH, KEY_ID = 12, 12, 16, 4, 8
OVERHEAD = HEADER + NONCE + TAG
LEAST = 64  # bytes that are sealed however short the content is
SEED = 32
COMMITMENT = 16
_length = Struct(">I").unpack_from
SHORTEST = OVERHEAD + LEAST
ALIAS = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Damaged(Exception):
    """A cell, or the wrapped seed of a file, is not what was written there. Carries no content."""


class Place(NamedTuple):
    """Where a cell stands: stable names of table and column, the row's id and its version."""

    table: str
    column: str
    row: UUID
    version: int = 1


class FieldKey:
    """The key of one file's cells, with its cipher object made once (more costly than a cell)."""

    __slots__ = ("aead", "json_header", "text_header")

    def __init__(self, seed: bytes, file_id: UUID) -> None:
        material = derive(seed, b"field key", file_id.bytes, length=32 + KEY_ID)
        self.aead = AESGCM(material[:32])
        self.text_header = FORMAT + TEXT + material[32:]
        self.json_header = FORMAT + JSON + material[32:]

    def __repr__(self) -> str:
        return "<FieldKey>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")


def derive(secret: bytes, *about: bytes, length: int = 32) -> bytes:
    """`length` bytes for the use that `about` names, by HKDF-SHA256 from a uniform secret."""
    info = b"eap1" + b"".join(len(part).to_bytes(2) + part for part in about)
    return HKDFExpand(SHA256(), length, info).derive(secret)


@lru_cache(maxsize=1024)
def _names(table: str, column: str) -> bytes:
    for name in (table, column):
        if not ALIAS.fullmatch(name):
            raise ValueError(f"{name!r} is not a stable name: lower-case letters, digits and _")
    parts = (table.encode(), column.encode())
    return b"eap1" + b"".join(len(part).to_bytes(2) + part for part in parts)


def _bound(place: Place, header: bytes) -> bytes:
    table, column, row, version = place
    return _names(table, column) + row.int.to_bytes(16) + version.to_bytes(8) + header


def padded_length(length: int) -> int:
    """What `length` bytes are padded to: at least 64, then steps that cost at most 12 %.

    The steps are those of Padmé (Nikitin et al. 2019): only the leading bits of a length stay.
    """
    if length <= LEAST:
        return LEAST
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (length + mask) & ~mask


def encrypt(key: FieldKey, content: Any, place: Place) -> bytes:
    """Seal text, or any JSON value, for one place. Raises Invalid when it is neither."""
    data = _encoded(content)
    header = key.text_header if isinstance(content, str) else key.json_header
    size = LENGTH + len(data)
    plain = len(data).to_bytes(LENGTH) + data + bytes(padded_length(size) - size)
    nonce = os.urandom(NONCE)
    return header + nonce + key.aead.encrypt(nonce, plain, _bound(place, header))


def decrypt(key: FieldKey, token: bytes, place: Place) -> Any:
    """What was sealed for this place. Raises Damaged whatever else the token is."""
    header = token[:HEADER]
    known = header == key.text_header or header == key.json_header
    plain = None
    if known and len(token) >= SHORTEST:
        try:
            plain = key.aead.decrypt(
                token[HEADER : HEADER + NONCE], token[HEADER + NONCE :], _bound(place, header)
            )
        except InvalidTag:
            plain = None  # refused below, outside of the handler: without its context
    if plain is None:
        raise Damaged
    data = plain[LENGTH : LENGTH + _length(plain)[0]]
    return data.decode() if header == key.text_header else json.loads(data)


def _encoded(content: Any) -> bytes:
    """UTF-8 of the text or the JSON. An error of Python's own would carry the content along."""
    data = None
    try:
        text = content if isinstance(content, str) else _json(content)
        data = text.encode()
    except (TypeError, ValueError, RecursionError):
        data = None
    if data is None:
        raise Invalid("not_sealable")
    return data


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def wrap(kek: Kek, seed: bytes, about: bytes) -> bytes:
    """The seed under a KEK, bound to what it is `about`: nonce 12 | AES-256-GCM-SIV | tag."""
    nonce = os.urandom(NONCE)
    return nonce + kek.siv.encrypt(nonce, seed, _wrapping(kek, about))


def unwrap(kek: Kek, wrapped: bytes, about: bytes, commitment: bytes) -> bytes:
    """The seed again. Raises Damaged unless it is the very seed that was committed to."""
    seed = None
    if len(wrapped) == NONCE + SEED + TAG:
        try:
            seed = kek.siv.decrypt(wrapped[:NONCE], wrapped[NONCE:], _wrapping(kek, about))
        except InvalidTag:
            seed = None
    if seed is None or not hmac.compare_digest(commit(seed, about), commitment):
        raise Damaged
    return seed


def _wrapping(kek: Kek, about: bytes) -> bytes:
    return b"eap1 seed" + kek.id.encode() + about


def commit(seed: bytes, about: bytes) -> bytes:
    """16 bytes that fit one seed only: GCM alone could open under two keys."""
    return hmac.digest(seed, b"eap1 commitment" + about, "sha256")[:COMMITMENT]
