"""Finding a row by an exact secret without storing the secret: a keyed hash of it.

    version of the index root 2 | HMAC-SHA256, its first 14 bytes

The version stands in clear, so that rows found by an old root can be counted, and a value is
looked up by every root there is (`blind_indexes`): the roots change while people come in.

For visit codes, vouchers, private keys and sign-in names only. Never for what has few values
(topic, gender, risk) nor for anything said: its hash would tell it.
"""

import hmac
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from eap.vault.cipher import derive
from eap.vault.keyring import Keyring, KeyringError, keyring

Found = TypeVar("Found")
INDEX_BYTES = 16
VERSION = 2  # bytes of the index root's version


def blind_index(
    value: str | bytes, *, table: str, column: str, version: int | None = None
) -> bytes:
    """16 bytes that are equal for equal values of one column and tell nothing without the keyring,
    besides the version of the index root.

    Text is compared in NFKC, folded and trimmed; bytes as they are. `table` and `column` are
    stable names. `version` tells the old index from the new one while a column is re-indexed;
    left out, it is the keyring's current one. Raises KeyringError when there is no such version.
    """
    exact = _normal(value).encode() if isinstance(value, str) else value
    ring = keyring()
    version = ring.index_version if version is None else version
    if version not in ring.index_roots:
        raise KeyringError(f"There is no index root {version}.")
    key = _key(ring, table, column, version)
    counted = version.to_bytes(VERSION)
    return counted + hmac.digest(key, counted + exact, "sha256")[: INDEX_BYTES - VERSION]


def version_of(index: bytes) -> int:
    """The version of the root by which an index was made."""
    return int.from_bytes(index[:VERSION])


def index_versions() -> list[int]:
    """The versions of all index roots, the current one first, then the newest."""
    ring = keyring()
    others = sorted(ring.index_roots.keys() - {ring.index_version}, reverse=True)
    return [ring.index_version, *others]


def blind_indexes(value: str | bytes, *, table: str, column: str) -> list[bytes]:
    """The index of a value by every root, the current one's first: any of them may be its row's."""
    return [
        blind_index(value, table=table, column=column, version=version)
        for version in index_versions()
    ]


def found_by(
    ask: Callable[[bytes], Found | None], indexes: Callable[[], list[bytes]]
) -> tuple[bytes, Found] | None:
    """The first answer that is not None or False, with the index it was found by.

    `indexes` gives those of a value by every root. While there are several everything is asked
    twice: between two questions somebody else may have come with the value, and by that have
    moved its row to the current root, which may be newer than those of the first round.
    """
    for _ in range(2):
        for index in indexes():
            answer = ask(index)
            if answer is not None and answer is not False:
                return index, answer
        if len(index_versions()) == 1:
            break
    return None


def bare_code(typed: str) -> str:
    """A code without the spaces and dashes people write it with: its letters and digits only."""
    return "".join(character for character in _normal(typed) if character.isalnum())


def _normal(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


@lru_cache(maxsize=256)
def _key(ring: Keyring, table: str, column: str, version: int) -> bytes:
    about = (b"blind index", table.encode(), column.encode(), version.to_bytes(2))
    return derive(ring.index_roots[version], *about)
