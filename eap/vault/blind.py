"""Finding a row by an exact secret without storing the secret: a keyed hash of it.

For visit codes, vouchers, private keys and sign-in names only. Never for what has few values
(topic, gender, risk) nor for anything said: its hash would tell it.
"""

import hmac
import unicodedata
from functools import lru_cache

from eap.vault.cipher import derive
from eap.vault.keyring import Keyring, KeyringError, keyring

INDEX_BYTES = 16


def blind_index(
    value: str | bytes, *, table: str, column: str, version: int | None = None
) -> bytes:
    """16 bytes that are equal for equal values of one column, and tell nothing without the keyring.

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
    return hmac.digest(key, version.to_bytes(2) + exact, "sha256")[:INDEX_BYTES]


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
