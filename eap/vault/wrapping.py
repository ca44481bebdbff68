"""How a file's seed lies in the database. Three layers, each against somebody else:

* the seed is masked with the file's share, which is kept outside of the database and its
  backups: without it (see `shares`) no dump opens the file any more;
* what is masked is sealed to the key of one holder, so that a holder's secret is needed;
* that is wrapped under the keyring's KEK, so that a dump alone has nothing to be tried on.
"""

import hmac
import os
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag

from eap.vault import pairs
from eap.vault.cipher import NONCE, TAG, Damaged, derive
from eap.vault.keyring import Kek, keyring
from eap.vault.pairs import Opener
from eap.vault.words import Holder

SECRET = 32  # bytes of a seed, and of a desk's private half
STAMP = 16


class Place(NamedTuple):
    """What a wrap is bound to: the secret's id, its holder, and the id of the holder's pair."""

    subject: UUID
    holder: Holder
    pair: UUID

    @property
    def about(self) -> bytes:
        """All of it as bytes."""
        kind, holder_id = self.holder
        ids = self.subject.bytes + holder_id.bytes + self.pair.bytes
        return b"eap1 wrap" + ids + kind.encode()


def wrapped(kek: Kek, secret: bytes, public: bytes, place: Place) -> bytes:
    """The secret for the holder of `public`: nonce 12 | AES-256-GCM-SIV of what HPKE made | tag."""
    about = place.about
    return _outer(kek, pairs.seal_to(public, secret, about), about)


def opened(kek: Kek, token: bytes, opener: Opener, place: Place) -> bytes:
    """The secret again. Raises Damaged unless it is a wrap for just this place."""
    about = place.about
    return opener.open(_inner(kek, token, about), about)


def bare(kek: Kek, token: bytes, place: Place) -> bytes:
    """What is sealed to the holder, without the layer of the keyring. Raises Damaged."""
    return _inner(kek, token, place.about)


def covered(kek: Kek, sealed: bytes, place: Place) -> bytes:
    """What was sealed to the holder elsewhere, with the layer of the keyring."""
    return _outer(kek, sealed, place.about)


def rewrapped(old: Kek, new: Kek, token: bytes, place: Place) -> bytes:
    """The same wrap under another KEK; what it holds stays shut. Raises Damaged."""
    about = place.about
    return _outer(new, _inner(old, token, about), about)


def _outer(kek: Kek, sealed: bytes, about: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + kek.siv.encrypt(nonce, sealed, kek.id.encode() + about)


def _inner(kek: Kek, token: bytes, about: bytes) -> bytes:
    if len(token) > NONCE + TAG:
        try:
            return kek.siv.decrypt(token[:NONCE], token[NONCE:], kek.id.encode() + about)
        except InvalidTag:
            pass
    raise Damaged  # outside of the handler: without its context


def masked(seed: bytes, share: bytes, seed_id: UUID) -> bytes:
    """The seed under its file's share; masking again gives the seed back."""
    mask = derive(share, b"mask", seed_id.bytes)
    return (int.from_bytes(seed) ^ int.from_bytes(mask)).to_bytes(SECRET)


def stamp(*parts: bytes) -> bytes:
    """The server's mark on what it wrote: 16 bytes nobody makes who has only the database."""
    said = b"".join(len(part).to_bytes(4) + part for part in parts)
    return hmac.digest(keyring().entries, said, "sha256")[:STAMP]


def is_stamped(mark: bytes, *parts: bytes) -> bool:
    """Whether the server put this mark on these parts."""
    return hmac.compare_digest(mark, stamp(*parts))
