"""The one key that signs: heads of the trail and releases of figures. It opens nothing.

The key is a PEM file at `settings.HARBOUR_SIGNER`, readable by its owner only.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


class NoSigner(Exception):
    """There is no signing key, or others may read it. The message says what to do."""


def _file() -> Path:
    return Path(settings.HARBOUR_SIGNER)


def make_signer() -> Path:
    """Make the signing key where there is none, with mode 0600, and return its file."""
    file = _file()
    if file.exists():
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    secret = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(secret)
    return file


def _key() -> Ed25519PrivateKey:
    file = _file()
    if not file.exists():
        raise NoSigner("the signing key is missing: set HARBOUR_SIGNER to its file")
    if file.stat().st_mode & 0o077:
        raise NoSigner("the signing key is readable by others: set its mode to 0600")
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigner("the signing key is not an Ed25519 key")
    return key


def sign(message: bytes) -> bytes:
    """The 64-byte Ed25519 signature of `message`. Raises NoSigner."""
    return _key().sign(message)


def public_key() -> bytes:
    """The 32 raw bytes of the public key, to be published. Raises NoSigner."""
    return _key().public_key().public_bytes_raw()


def verify(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether `signature` of `message` was made by the holder of `public_key` (32 raw bytes)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
