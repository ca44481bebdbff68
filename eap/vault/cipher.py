"""The ciphertext of a cell. Knows bytes and places, nothing of tables or people.

A cell, after vault format 1:

    E1 | format 1 | suite 1 | flags 1 | key id 8 | nonce 12 | AES-GCM(len 4 | data | 0..) | tag 16

The additional data bind it to the stable names of its table and column, its row's UUID, the
row's version and the 12 header bytes, so it opens nowhere else. A key serves one file, so random
96-bit nonces cannot meet. No key is tried: the header names exactly one.
"""

import json
import os
import re
from functools import lru_cache
from struct import Struct
from typing import Any, Final, NoReturn
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from eap.core.errors import Conflict, Invalid

FORMAT = b"\xe1\x01\x01"  # mark, format, suite
TEXT, JSON = b"\x00", b"\x01"  # flags: what the data are
HEADER, NONCE, TAG, LENGTH, KEY_ID = 12, 12, 16, 4, 8
BODY = HEADER + NONCE  # where the sealed bytes begin
OVERHEAD = BODY + TAG
LEAST = 64  # bytes that are sealed however short the content is
ROW, VERSION = 16, 8  # bytes in what binds a cell
_HEADER, _NONCE, _BODY = slice(HEADER), slice(HEADER, BODY), slice(BODY, None)  # made once
_length = Struct(">I").unpack_from
# Signed, so that a version that was made negative by SQL is Damaged and nothing worse.
_counted = Struct(">q").pack
SHORTEST = OVERHEAD + LEAST
ALIAS = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Damaged(Conflict):
    """A cell, or a wrapped key, is not what was written there. Carries no content.

    Whoever would write over it, or beside it in a file that was changed, is refused.
    """

    def __init__(self) -> None:
        super().__init__("damaged")


class Place:
    """Where a cell stands: stable names of table and column, the row's id and its version.

    `bound` says the same in bytes, made once: what the cell's seal covers besides its header.
    `name` is `bound` without the version. Raises ValueError for a name that is not stable.
    """

    __slots__ = ("bound", "column", "name", "row", "table", "version")

    def __init__(self, table: str, column: str, row: UUID, version: int = 1) -> None:
        self.table: Final = table
        self.column: Final = column
        self.row: Final = row
        self.version: Final = version
        self.name: Final = _names(table, column) + row.int.to_bytes(ROW)
        self.bound: Final = self.name + _counted(version)

    def __repr__(self) -> str:
        return f"Place({self.table!r}, {self.column!r}, {self.row!r}, {self.version!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.bound == other.bound

    def __hash__(self) -> int:
        return hash(self.bound)


class FieldKey:
    """The key of one file's cells, with its cipher object made once (more costly than a cell)."""

    __slots__ = ("aead", "json_header", "text_header")

    def __init__(self, seed: bytes, file_id: UUID) -> None:
        material = derive(seed, b"field key", file_id.bytes, length=32 + KEY_ID)
        self.aead = AESGCM(material[:32])
        self.text_header = FORMAT + TEXT + material[32:]
        self.json_header = FORMAT + JSON + material[32:]

    @property
    def headers(self) -> tuple[bytes, bytes]:
        """The headers of the cells that it opens."""
        return self.text_header, self.json_header

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


def parts_of(name: bytes) -> tuple[str, str, UUID]:
    """Table, column and row of a place's name."""
    size = int.from_bytes(name[4:6])
    return name[6 : 6 + size].decode(), name[8 + size : -ROW].decode(), UUID(bytes=name[-ROW:])


def padded_length(length: int) -> int:
    """What `length` bytes are padded to: at least 64, then steps that cost at most 12 %.

    The steps are those of Padmé (Nikitin et al. 2019): only the leading bits of a length stay.
    """
    if length <= LEAST:
        return LEAST
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    return -(-length >> low_bits) << low_bits  # the low bits rounded up


def encrypt(key: FieldKey, content: Any, place: Place) -> bytes:
    """Seal text, or any JSON value, for one place. Raises Invalid when it is neither."""
    plain = padded(content)
    header = key.text_header if isinstance(content, str) else key.json_header
    nonce = os.urandom(NONCE)
    return header + nonce + key.aead.encrypt(nonce, plain, place.bound + header)


def decrypt(key: FieldKey, token: bytes, place: Place) -> Any:
    """What was sealed for this place. Raises Damaged whatever else the token is."""
    header = token[_HEADER]
    is_text = header == key.text_header
    if (is_text or header == key.json_header) and len(token) >= SHORTEST:
        try:
            plain = key.aead.decrypt(token[_NONCE], token[_BODY], place.bound + header)
            data = plain[LENGTH : LENGTH + _length(plain)[0]]  # content_of, without a call's cost
            return data.decode() if is_text else json.loads(data)
        except InvalidTag:
            pass
    raise Damaged  # outside of the handler: without its context


def padded(content: Any) -> bytes:
    """What is encrypted for text or a JSON value: its length, itself, zeros. Raises Invalid."""
    try:
        data = (content if isinstance(content, str) else _json(content)).encode()
    except (TypeError, ValueError, RecursionError):
        data = None  # refused below, outside of the handler: Python's own error quotes the content
    if data is None:
        raise Invalid("not_sealable")
    plain = len(data).to_bytes(LENGTH) + data
    return plain.ljust(padded_length(len(plain)), b"\0")


def content_of(plain: bytes, *, is_text: bool) -> Any:
    """The text or JSON value again."""
    data = plain[LENGTH : LENGTH + _length(plain)[0]]
    return data.decode() if is_text else json.loads(data)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
