"""How a private half lies under a passkey: the secret it gives for a salt (WebAuthn's prf).

The secret has 32 bytes and is as random as a key, so nothing is guessed and no Argon2 is needed;
the pepper is taken in all the same, so that a dump and a stolen secret do not suffice either.
The secret passes through the server while it opens, as the passphrase does, and is never kept.
"""

import hmac
import os
from dataclasses import dataclass, replace
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from eap.vault.cipher import NONCE, TAG, derive
from eap.vault.keyring import keyring
from eap.vault.models import Passkey

SECRET = 32
SALT = 32
COMMITMENT = 16
_KEY = 32
_BODY = COMMITMENT + NONCE


@dataclass(frozen=True, repr=False)
class Stored:
    """A private half as it is kept under one passkey, and whose it is.

    `credential` is the passkey's id and public key as the standard lays them out.
    """

    id: UUID
    staff_id: UUID
    pair_id: UUID
    credential: bytes
    salt: bytes
    sealed_key: bytes = b""

    @property
    def about(self) -> bytes:
        """What the sealing is bound to."""
        return b"eap1 passkey" + self.staff_id.bytes + self.pair_id.bytes + self.id.bytes


def stored_in(row: Passkey) -> Stored:
    """What a row keeps."""
    return Stored(
        row.id,
        row.staff_id,
        row.pair_id,
        bytes(row.credential),
        bytes(row.salt),
        bytes(row.sealed_key),
    )


def store(empty: Stored, private: bytes, secret: bytes) -> Stored:
    """The same with the private half under the passkey's secret: commitment 16 | nonce 12 | sealed.

    The commitment says which key it is, since the cipher alone would not.
    """
    key, commitment = _key_of(empty, secret)
    nonce = os.urandom(NONCE)
    sealed = AESGCMSIV(key).encrypt(nonce, private, empty.about)
    return replace(empty, sealed_key=commitment + nonce + sealed)


def opened(stored: Stored, secret: bytes) -> bytes | None:
    """The private half, or None when this is not the secret or something was changed."""
    sealed = stored.sealed_key
    key, commitment = _key_of(stored, secret)
    if len(sealed) <= _BODY + TAG or not hmac.compare_digest(sealed[:COMMITMENT], commitment):
        return None
    try:
        return AESGCMSIV(key).decrypt(sealed[COMMITMENT:_BODY], sealed[_BODY:], stored.about)
    except InvalidTag:
        return None


def _key_of(stored: Stored, secret: bytes) -> tuple[bytes, bytes]:
    """The key and its commitment: from the secret and the pepper, for this passkey in this row."""
    made = derive(
        secret + keyring().pepper,
        b"passkey",
        stored.about,
        stored.credential,
        stored.salt,
        length=_KEY + COMMITMENT,
    )
    return made[:_KEY], made[_KEY:]
