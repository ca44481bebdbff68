"""The signing key: made once, for its owner's eyes, and refused when others can read it."""

from pathlib import Path

import pytest

from eap.audit import signer


def test_a_signature_holds_for_its_message_and_key_only(own_signer: Path) -> None:
    signature = signer.sign(b"figures")
    assert signer.verify(b"figures", signature, signer.public_key())
    assert not signer.verify(b"other figures", signature, signer.public_key())
    assert not signer.verify(b"figures", signature, bytes(32))
    assert not signer.verify(b"figures", b"short", signer.public_key())
    assert not signer.verify(b"figures", signature, b"short")


def test_making_it_again_keeps_it(own_signer: Path) -> None:
    before = signer.public_key()
    assert own_signer.stat().st_mode & 0o777 == 0o600
    assert signer.make_signer() == own_signer
    assert signer.public_key() == before


def test_a_key_that_others_can_read_is_refused(own_signer: Path) -> None:
    own_signer.chmod(0o640)
    with pytest.raises(signer.NoSigner, match="0600"):
        signer.sign(b"figures")


def test_a_missing_key_says_what_to_set(own_signer: Path) -> None:
    own_signer.unlink()
    with pytest.raises(signer.NoSigner, match="HARBOUR_SIGNER"):
        signer.public_key()
