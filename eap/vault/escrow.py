"""The custodians' key: made, split, joined, and used offline. Knows bytes and words only.

The custodians hold a place in every circle but a drawer's. Their private half exists nowhere: it
is split (SLIP-39) among people outside of the employer, `threshold` of whom have to come together.
When a counsellor lost both passphrase and recovery code, the server hands out a *bundle*: the
custodians' wraps of what the lost key opened, without their outer layer, and the counsellor's new
key. On a machine without a network the custodians join their shares, open each wrap, seal what is
in it to the new key and write the *answer*, which the server puts in the circle (`ceremonies`).

What comes out of a wrap for a moment is a seed masked with its file's share, or a desk's private
half. Neither opens anything by itself: shares and cells never leave the server, and what is sealed
to a desk lies there under the keyring. So nothing the custodians see makes them readers.

A bundle carries a *challenge*: 16 bytes that the server makes anew from its keyring, sealed to the
custodians' key and bound to the request and to the new key. Whoever joined the shares knows it and
puts it as a MAC over the answer. So a new key exchanged on the way is refused here, and an answer
that is another request's, or was changed, is refused by the server. A wrap is bound to its place:
one that was swapped does not open.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from eap.vault import pairs
from eap.vault.cipher import Damaged
from eap.vault.words import ESCROW, staff
from eap.vault.wrapping import Place

LEAST, MOST = 2, 16  # of custodians who come together, and of all of them (SLIP-39)
FINGERPRINT = 16  # bytes
PUBLIC, BUNDLE, ANSWER = (
    "harbour escrow key 1",
    "harbour escrow bundle 1",
    "harbour escrow answer 1",
)

Read = TypeVar("Read")


class EscrowError(ValueError):
    """What was given does not do. The message is one line for whoever sits there, and no secret."""


@dataclass(frozen=True)
class PublicKey:
    """The public half of the custodians' key: 32 bytes, the day, how many of how many it takes."""

    public_key: bytes
    made: date
    threshold: int
    count: int

    def as_text(self) -> str:
        """The file that is entered in the directory."""
        return _text(
            PUBLIC,
            public_key=self.public_key.hex(),
            fingerprint=fingerprint(self.public_key),
            made=self.made.isoformat(),
            threshold=self.threshold,
            count=self.count,
        )


def public_key(text: str) -> PublicKey:
    """The file again. Raises EscrowError when it is none, or its fingerprint does not fit."""

    def read(given: dict[str, Any]) -> PublicKey:
        key = bytes.fromhex(given["public_key"])
        if len(key) != pairs.KEY or given["fingerprint"] != fingerprint(key):
            raise ValueError
        made = date.fromisoformat(given["made"])
        return PublicKey(key, made, int(given["threshold"]), int(given["count"]))

    return _read(text, PUBLIC, read)


def fingerprint(key: bytes) -> str:
    """What people compare by voice: 32 hex digits in groups of four."""
    digits = hashlib.sha256(b"eap1 fingerprint" + key).hexdigest()[: 2 * FINGERPRINT]
    return " ".join(digits[first : first + 4] for first in range(0, len(digits), 4))


def is_fingerprint_of(key: bytes, said: str) -> bool:
    """Whether this is the key's fingerprint, however it was spaced and in whatever case."""
    return "".join(said.split()).lower() == fingerprint(key).replace(" ", "")


def make(threshold: int, count: int) -> tuple[bytes, list[str]]:
    """A new pair: its public half, and the private half as one mnemonic of 33 words for each.

    SLIP-39 with one group and no passphrase. Raises EscrowError unless 2 <= threshold <= count <=
    16.
    """
    if not LEAST <= threshold <= count <= MOST:
        raise EscrowError(
            f"Of {LEAST} to {MOST} custodians at least {LEAST} have to come together."
        )
    private = pairs.new_private()
    shares = generate_mnemonics(1, [(threshold, count)], private)[0]
    return pairs.public_of(private), shares


def join(shares: Sequence[str]) -> bytes:
    """The private half from as many shares as it takes; more do not matter. Raises EscrowError."""
    read = [_share(words) for words in shares]
    if len({share.group_parameters() for share in read}) > 1:
        raise EscrowError("These shares are not of one key: they were made at different times.")
    each = {share.index: share for share in read}
    needed = read[0].member_threshold if read else LEAST
    if len(each) < needed:
        raise EscrowError(f"{needed} custodians have to come together; these are {len(each)}.")
    mnemonics = [share.mnemonic() for share in list(each.values())[:needed]]
    said = "These shares do not fit together: a word is wrong."
    private: bytes = _attempt(lambda: combine_mnemonics(mnemonics), said)
    return private


def _share(words: str) -> Share:
    return _attempt(
        lambda: Share.from_mnemonic(words),
        "A share cannot be read: compare each word with the page.",
    )


def _attempt(act: Callable[[], Read], said: str) -> Read:
    try:
        return act()
    except (MnemonicError, Damaged):
        pass
    raise EscrowError(said)  # outside of the handler: without its context


class EscrowKey(NamedTuple):
    """A key of the custodians that wraps of a bundle are sealed to, and the challenge for it."""

    pair: UUID
    public_key: bytes
    challenge: bytes


class Part(NamedTuple):
    """One wrap: the id of the secret in it, the pair it is sealed to, and what HPKE made."""

    subject: UUID
    pair: UUID
    sealed: bytes


@dataclass(frozen=True, repr=False)
class Bundle:
    """What the custodians are given: for which request and holder, the holder's new key, wraps."""

    request: UUID
    holder: UUID
    pair: UUID
    public_key: bytes
    keys: tuple[EscrowKey, ...] = ()
    parts: tuple[Part, ...] = ()

    def about(self, escrow: UUID) -> bytes:
        """What the challenge for one key of the custodians is bound to."""
        ids = self.request.bytes + self.holder.bytes + self.pair.bytes + escrow.bytes
        return b"eap1 escrow challenge" + ids + self.public_key

    def as_text(self) -> str:
        """The file for the custodians."""
        return _text(
            BUNDLE,
            request=str(self.request),
            holder=str(self.holder),
            pair=str(self.pair),
            public_key=self.public_key.hex(),
            keys=[[str(one.pair), one.public_key.hex(), one.challenge.hex()] for one in self.keys],
            parts=_listed(self.parts),
        )


def bundle(text: str) -> Bundle:
    """The file again. Raises EscrowError when it is none."""

    def read(given: dict[str, Any]) -> Bundle:
        keys = [
            EscrowKey(UUID(pair), bytes.fromhex(public), bytes.fromhex(challenge))
            for pair, public, challenge in given["keys"]
        ]
        return Bundle(
            request=UUID(given["request"]),
            holder=UUID(given["holder"]),
            pair=UUID(given["pair"]),
            public_key=bytes.fromhex(given["public_key"]),
            keys=tuple(keys),
            parts=_parts(given["parts"]),
        )

    return _read(text, BUNDLE, read)


@dataclass(frozen=True, repr=False)
class Answer:
    """What the custodians give back: for which request, made by which of their keys, new wraps.

    Each part is sealed to the holder's new pair.
    """

    request: UUID
    escrow: UUID
    parts: tuple[Part, ...]
    mac: bytes = b""

    def as_text(self) -> str:
        """The file for the server."""
        return _text(
            ANSWER,
            request=str(self.request),
            escrow=str(self.escrow),
            parts=_listed(self.parts),
            mac=self.mac.hex(),
        )

    def is_by(self, challenge: bytes) -> bool:
        """Whether it was made, just so, by whoever knows the challenge."""
        return hmac.compare_digest(self.mac, _mac(challenge, self))


def answer(text: str) -> Answer:
    """The file again. Raises EscrowError when it is none."""

    def read(given: dict[str, Any]) -> Answer:
        parts, mac = _parts(given["parts"]), bytes.fromhex(given["mac"])
        return Answer(UUID(given["request"]), UUID(given["escrow"]), parts, mac)

    return _read(text, ANSWER, read)


def opened(given: Bundle, shares: Sequence[str], *, new_key: str) -> Answer:
    """Join the shares and seal what the custodians hold to the holder's new key.

    `new_key` is that key's fingerprint as the counsellor said it to the custodians: of everything
    in a bundle this is what they can know for themselves. Raises EscrowError: another key, too few
    shares, shares of another key, anything in the bundle that was changed or swapped.
    """
    if not is_fingerprint_of(given.public_key, new_key):
        raise EscrowError("The new key in the bundle is not the one whose fingerprint was said.")
    private = join(shares)
    key = _key_of(given, pairs.public_of(private))
    changed = "The bundle was changed, or damaged on the way. Ask for it anew."
    challenge = _attempt(
        lambda: pairs.open_with(private, key.challenge, given.about(key.pair)), changed
    )
    mine = [part for part in given.parts if part.pair == key.pair]
    parts = _attempt(lambda: tuple(_resealed(given, part, private) for part in mine), changed)
    made = Answer(given.request, key.pair, parts)
    return replace(made, mac=_mac(challenge, made))


def _key_of(given: Bundle, public: bytes) -> EscrowKey:
    for key in given.keys:
        if key.public_key == public:
            return key
    raise EscrowError("Nothing in the bundle is sealed to the key of these shares.")


def _resealed(given: Bundle, part: Part, private: bytes) -> Part:
    secret = pairs.open_with(private, part.sealed, Place(part.subject, ESCROW, part.pair).about)
    place = Place(part.subject, staff(given.holder), given.pair)
    return Part(part.subject, given.pair, pairs.seal_to(given.public_key, secret, place.about))


def _mac(challenge: bytes, made: Answer) -> bytes:
    said = b"eap1 escrow answer" + made.request.bytes + made.escrow.bytes
    for part in made.parts:
        said += part.subject.bytes + part.pair.bytes + len(part.sealed).to_bytes(4) + part.sealed
    return hmac.digest(challenge, said, "sha256")


def _listed(parts: Sequence[Part]) -> list[list[str]]:
    return [[str(part.subject), str(part.pair), part.sealed.hex()] for part in parts]


def _parts(rows: list[list[str]]) -> tuple[Part, ...]:
    return tuple(Part(UUID(one), UUID(pair), bytes.fromhex(sealed)) for one, pair, sealed in rows)


def _text(kind: str, **content: object) -> str:
    return json.dumps({"what": kind, **content}, indent=1) + "\n"


def _read(text: str, kind: str, read: Callable[[dict[str, Any]], Read]) -> Read:
    try:
        given = json.loads(text)
        if given["what"] == kind:
            return read(given)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise EscrowError(f"This is no {kind.rpartition(' ')[0]}, or it was changed.")
