"""Who wraps the keyring's own secrets. Never content, and never a key of a file: those stay local.

A root provider sees the keyring's few secrets when a process starts and when the keyring is
changed. `LocalRoot` keeps its keys in the keyring file itself, so that file opens by itself;
`eap.vault.transit` keeps them in a Vault or OpenBao server, and the file alone opens nothing.
"""

import base64
import os
import secrets
from typing import Any, NamedTuple, NoReturn, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

PRIMARY, ENABLED = "primary", "enabled"
ID_BYTES, KEY_BYTES, NONCE = 8, 32, 12


class KeyringError(RuntimeError):
    """The keyring cannot be used. The message says why and what to do, never a secret."""


class RootKey(NamedTuple):
    """A key of a provider. New secrets are wrapped under the primary; an enabled one unwraps."""

    id: str
    state: str


class RootProvider(Protocol):
    """Wraps secrets of the keyring. `about` names the one secret and is bound to it.

    Every method raises KeyringError when the provider cannot do what is asked.
    """

    name: str

    def wrap(self, secret: bytes, about: str) -> str:
        """The secret under the primary key, as printable ASCII."""

    def unwrap(self, wrapped: str, about: str) -> bytes:
        """The secret again, only for the `about` it was wrapped for and under an enabled key."""

    def keys(self) -> list[RootKey]:
        """Every key that still unwraps, oldest first; the last one is primary."""

    def rotate(self) -> str:
        """Make a new primary key and return its id. What was wrapped before still unwraps."""

    def retire(self, key_id: str) -> None:
        """End a key that is not primary, and with a server's versions all older ones as well."""

    def record(self) -> dict[str, Any]:
        """What the keyring file must say to find this provider again."""


class LocalRoot:
    """Root keys beside what they wrap, under AES-256-GCM-SIV.

    They protect nothing from whoever has the file. They make the file of one shape with every
    provider, bind each secret to its name, and are what `move` leaves behind.
    """

    name = "local"

    def __init__(self, keys: dict[str, bytes]) -> None:
        """`keys` by id, oldest first, the last one primary; see `fresh` and `from_record`."""
        self._keys = keys

    @classmethod
    def fresh(cls) -> "LocalRoot":
        """With one new key."""
        root = cls({})
        root.rotate()
        return root

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "LocalRoot":
        """From the keyring file. Raises ValueError, KeyError or TypeError when it is no record."""
        keys = {one["id"]: base64.b64decode(one["key"], validate=True) for one in record["keys"]}
        if not keys or {len(key) for key in keys.values()} != {KEY_BYTES}:
            raise ValueError
        return cls(keys)

    def record(self) -> dict[str, Any]:
        """The keys themselves: this part of the file is the secret one."""
        keys = [{"id": i, "key": base64.b64encode(key).decode()} for i, key in self._keys.items()]
        return {"provider": self.name, "keys": keys}

    def wrap(self, secret: bytes, about: str) -> str:
        """`ID:BASE64(nonce 12 | AES-256-GCM-SIV | tag 16)`, with id and `about` as AAD."""
        key_id, nonce = self._primary, os.urandom(NONCE)
        sealed = AESGCMSIV(self._keys[key_id]).encrypt(nonce, secret, _bound(key_id, about))
        return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"

    def unwrap(self, wrapped: str, about: str) -> bytes:
        """The secret. The key is the one the text names; none is tried."""
        key_id, _, text = wrapped.partition(":")
        secret = None
        try:
            sealed = base64.b64decode(text, validate=True)
            siv = AESGCMSIV(self._keys[key_id])
            secret = siv.decrypt(sealed[:NONCE], sealed[NONCE:], _bound(key_id, about))
        except (InvalidTag, KeyError, ValueError):
            secret = None  # refused below, outside of the handler: without its context
        if secret is None:
            raise KeyringError(unopened(about))
        return secret

    def keys(self) -> list[RootKey]:
        """Oldest first, the last one primary."""
        return [RootKey(i, PRIMARY if i == self._primary else ENABLED) for i in self._keys]

    def rotate(self) -> str:
        """A new random key, primary from now on."""
        key_id = secrets.token_hex(ID_BYTES)
        self._keys[key_id] = secrets.token_bytes(KEY_BYTES)
        return key_id

    def retire(self, key_id: str) -> None:
        """Forget the key. Raises KeyringError when it is primary or unknown."""
        demand_retirable(self.keys(), key_id)
        del self._keys[key_id]

    @property
    def _primary(self) -> str:
        return next(reversed(self._keys))

    def __repr__(self) -> str:
        return "<LocalRoot>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")


def _bound(key_id: str, about: str) -> bytes:
    return f"harbour root {key_id} {about}".encode()


def unopened(about: str) -> str:
    """What is said of a secret that was not wrapped for `about`, or not under any key there is."""
    return (
        f"The keyring's {about} does not open: it is damaged, or its root key is another one or"
        " retired. Put the keyring back from its own backup."
    )


def demand_retirable(keys: list[RootKey], key_id: str) -> None:
    """Raise KeyringError unless the key is one of these and not primary."""
    if RootKey(key_id, PRIMARY) in keys:
        raise KeyringError(f"Root key {key_id} is primary. Rotate first, then retire it.")
    if RootKey(key_id, ENABLED) not in keys:
        raise KeyringError(f"There is no root key {key_id}.")
