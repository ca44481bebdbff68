"""Key pairs: sealing a secret, or an entry, to somebody's public key. Knows bytes only.

HPKE in base mode (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM), which has no additional data:
everything a sealing is bound to stands in `info`.
"""

import os
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from eap.vault.cipher import Damaged

KEY = 32  # bytes of a public and of a private half
_suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_private() -> bytes:
    """A fresh private half, 32 bytes."""
    return os.urandom(KEY)


def public_of(private: bytes) -> bytes:
    """The public half, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, secret: bytes, about: bytes) -> bytes:
    """Seal to whoever holds the private half: 32 bytes of a one-time key, the text, a tag of 16."""
    return _suite.encrypt(secret, X25519PublicKey.from_public_bytes(public), info=about)


class Opener:
    """A private half that opens many: its key object is as costly to make as one opening."""

    __slots__ = ("_key",)

    def __init__(self, private: bytes) -> None:
        self._key = X25519PrivateKey.from_private_bytes(private)

    def open(self, token: bytes, about: bytes) -> bytes:
        """What was sealed to it about just this. Raises Damaged whatever else the token is."""
        try:
            return _suite.decrypt(token, self._key, info=about)
        except InvalidTag:
            pass
        raise Damaged  # outside of the handler: without its context

    def __repr__(self) -> str:
        return "<Opener>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")


def open_with(private: bytes, token: bytes, about: bytes) -> bytes:
    """The same for one opening."""
    return Opener(private).open(token, about)
