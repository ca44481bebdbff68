"""Sealing to a public key, held against a published vector and hurt in every byte."""

import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eap.vault import pairs
from eap.vault.cipher import Damaged

# RFC 9180's test vectors (the JSON file its appendix A names, commit 5f503c5): base mode,
# DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; the first encryption.
INFO = "4f6465206f6e2061204772656369616e2055726e"
PRIVATE = "497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d"
PUBLIC = "430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c"
ENC = "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256"
KEY = "f50b0609186798729ed0564b36ef2ef8044f1f9d05636874d1f46c819c7a669f"
NONCE = "151d9929e2449747889bc923"
AAD = "436f756e742d30"
CIPHERTEXT = (
    "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a"
)
PLAINTEXT = "4265617574792069732074727574682c20747275746820626561757479"

SECRET, ABOUT = b"what is sealed", b"the place it is sealed for"


def test_it_is_the_published_suite() -> None:
    """The published message carries additional data and ours carry none: the tag alone differs."""
    private, info, plain = (bytes.fromhex(one) for one in (PRIVATE, INFO, PLAINTEXT))
    aead, nonce = AESGCM(bytes.fromhex(KEY)), bytes.fromhex(NONCE)
    published = aead.encrypt(nonce, plain, bytes.fromhex(AAD))
    bare = aead.encrypt(nonce, plain, None)
    assert published.hex() == CIPHERTEXT
    assert bare[: len(plain)] == published[: len(plain)]
    assert pairs.public_of(private).hex() == PUBLIC
    assert pairs.open_with(private, bytes.fromhex(ENC) + bare, info) == plain


def test_it_comes_back_to_whoever_has_the_private_half() -> None:
    private = pairs.new_private()
    token = pairs.seal_to(pairs.public_of(private), SECRET, ABOUT)
    assert len(token) == 32 + len(SECRET) + 16
    assert pairs.open_with(private, token, ABOUT) == SECRET
    assert token != pairs.seal_to(pairs.public_of(private), SECRET, ABOUT)


def test_every_other_token_key_and_place_is_damaged() -> None:
    private = pairs.new_private()
    token = pairs.seal_to(pairs.public_of(private), SECRET, ABOUT)
    for at in range(len(token)):
        hurt = bytes(byte ^ (1 if place == at else 0) for place, byte in enumerate(token))
        _refuses(private, hurt, ABOUT)
    for part in (
        b"",
        token[:31],
        token[:32],
        token[:-1],
        token + b"\0",
        os.urandom(200),
        bytes(80),
    ):
        _refuses(private, part, ABOUT)
    _refuses(pairs.new_private(), token, ABOUT)
    _refuses(private, token, ABOUT + b"\0")
    _refuses(private, token, b"")


def _refuses(private: bytes, token: bytes, about: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        pairs.open_with(private, token, about)
    assert (caught.value.args, caught.value.__context__) == (("damaged",), None)
