"""From a file's rows to its keys, and back: making a file, and giving its seeds to a circle.

A seed leaves this module only as `FileKeys`.
"""

import hmac
import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, NoReturn
from uuid import UUID

from eap.core import clock
from eap.core.errors import Conflict
from eap.core.ids import new_id
from eap.vault import directory, pairs, shares, wrapping
from eap.vault.cipher import Damaged, FieldKey, derive
from eap.vault.directory import Line
from eap.vault.entries import Slot
from eap.vault.keyring import Kek, keyring
from eap.vault.models import File, Seed, Wrap
from eap.vault.pairs import Opener
from eap.vault.words import Held, Holder

KEY_ID = slice(4, 12)  # of a field key's header
COMMITMENT = 16
AT_ONCE = 1000
SHARED = (Held.DESK, Held.ESCROW)  # nobody comes by those keys with a sign-in alone
FILLED = ("token", "kek_id", "pair_id", "stamp")  # the fields of a place that `fill` sets


class FileKeys:
    """The keys of one seed of one file: for its cells, and for what was added without reading."""

    __slots__ = ("_seed", "field", "file_id", "key_id", "seed_id")

    def __init__(self, seed: bytes, seed_id: UUID, file_id: UUID) -> None:
        self._seed = seed
        self.field = FieldKey(seed, file_id)
        self.key_id = self.field.text_header[KEY_ID]
        self.seed_id = seed_id
        self.file_id = file_id

    @property
    def entry_private(self) -> bytes:
        """The private half of the pair to which entries are sealed."""
        return derive(self._seed, b"entries", self.file_id.bytes)

    def mac(self, use: bytes, said: bytes) -> bytes:
        """32 bytes that only a holder of the seed makes."""
        key = derive(self._seed, use, self.file_id.bytes)
        return hmac.digest(key, said, "sha256")

    @property
    def commitment(self) -> bytes:
        """16 bytes that fit this seed only: GCM alone could open under two keys."""
        return self.mac(b"commitment", self.seed_id.bytes)[:COMMITMENT]

    def masked(self, share: bytes) -> bytes:
        """The seed as it lies in a wrap."""
        return wrapping.masked(self._seed, share, self.seed_id)

    def __repr__(self) -> str:
        return "<FileKeys>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")


def slot_of(file_id: UUID) -> Slot:
    """Where entries of a file go in.

    Raises File.DoesNotExist when it was destroyed, Damaged when its seed's row was changed.
    """
    row = Seed.objects.filter(file_id=file_id).order_by("-number").first()
    if row is None:
        raise File.DoesNotExist
    return _proved(row)


def _proved(row: Seed) -> Slot:
    slot = Slot(bytes(row.key_id), bytes(row.public_key))
    said = _said(row.id, row.file_id, row.number, slot, bytes(row.commitment))
    if not wrapping.is_stamped(bytes(row.stamp), *said):
        raise Damaged
    return slot


def is_proved(row: Seed) -> bool:
    """Whether the row is what the server wrote."""
    try:
        _proved(row)
    except Damaged:
        return False
    return True


def _said(seed_id: UUID, file_id: UUID, number: int, slot: Slot, commit: bytes) -> Sequence[bytes]:
    return (b"seed", seed_id.bytes, file_id.bytes, number.to_bytes(4, signed=True), *slot, commit)


class Draft(NamedTuple):
    """A file that is still to be written: its kind, its day, who shall hold it, and its secrets."""

    kind: str
    on: date
    circle: tuple[Holder, ...]
    keys: FileKeys
    share: bytes

    def __repr__(self) -> str:
        return "<Draft>"


def draft(kind: str, circle: Sequence[Holder]) -> Draft:
    """A new file with its first seed. Nothing of it is written."""
    keys = FileKeys(os.urandom(wrapping.SECRET), new_id(), new_id())
    return Draft(kind, clock.today(), tuple(circle), keys, os.urandom(shares.SHARE))


def keep(drafts: Sequence[Draft]) -> None:
    """Write new files in the caller's transaction, sealed to everybody in their circles with a key.

    Raises Conflict("no_key_yet") when nobody of a circle but the custodians could open one,
    KeyRefused.
    """
    lines = directory.standing({holder for one in drafts for holder in one.circle})
    wraps = [wrap for one in drafts for wrap in _wraps(one.keys, one.share, one.circle, lines)]
    shares.keep({one.keys.file_id: one.share for one in drafts})
    File.objects.bulk_create(
        [File(id=one.keys.file_id, kind=one.kind, created_on=one.on) for one in drafts], AT_ONCE
    )
    Seed.objects.bulk_create([_seed_row(one.keys, number=1) for one in drafts], AT_ONCE)
    Wrap.objects.bulk_create(wraps, AT_ONCE)


def renew(file_id: UUID, share: bytes, places: Sequence[Wrap]) -> FileKeys:
    """The next seed of a file, for what is written from now on, given to who is at these places.

    A person whose place is not filled for their standing key gets another one that is not: their
    key is let in by hand. Raises what `keep` raises.
    """
    keys = FileKeys(os.urandom(wrapping.SECRET), new_id(), file_id)
    holders = {Holder(place.holder, place.holder_id): place.pair_id for place in places}
    standing = directory.standing(holders).items()
    lines = {
        holder: line
        for holder, line in standing
        if holder.kind in SHARED or line.id == holders[holder]
    }
    wraps = _wraps(keys, share, list(holders), lines)
    number = Seed.objects.filter(file_id=file_id).count() + 1
    Seed.objects.bulk_create([_seed_row(keys, number=number)])
    Wrap.objects.bulk_create(wraps)
    return keys


def _wraps(
    keys: FileKeys, share: bytes, circle: Sequence[Holder], lines: Mapping[Holder, Line]
) -> list[Wrap]:
    """A place for everybody of the circle, filled for those with a key."""
    masked = keys.masked(share)
    wraps = [place_of(keys.seed_id, holder, keys.file_id) for holder in circle]
    for wrap, holder in zip(wraps, circle, strict=True):
        if holder in lines:
            fill(wrap, masked, lines[holder])
    if not any(wrap.token and wrap.holder != Held.ESCROW for wrap in wraps):
        raise Conflict("no_key_yet")
    return wraps


def _seed_row(keys: FileKeys, *, number: int) -> Seed:
    slot = Slot(keys.key_id, pairs.public_of(keys.entry_private))
    commit = keys.commitment
    said = _said(keys.seed_id, keys.file_id, number, slot, commit)
    return Seed(
        id=keys.seed_id,
        file_id=keys.file_id,
        number=number,
        key_id=slot.key_id,
        public_key=slot.public_key,
        commitment=commit,
        stamp=wrapping.stamp(*said),
    )


def place_of(subject_id: UUID, holder: Holder, file_id: UUID | None) -> Wrap:
    """A place in a circle, still without a token."""
    place = Wrap(
        id=new_id(),
        subject_id=subject_id,
        file_id=file_id,
        holder=holder.kind,
        holder_id=holder.id,
        since=clock.today(),
    )
    place.stamp = wrapping.stamp(_WAITS, *_placed(place))
    return place


# A place is stamped as one that waits until it is filled. One that was filled once is never
# again filled by itself, so that emptying it by SQL gives nothing to whoever has its holder's
# key today.
_WAITS, _WAS_FILLED = b"place that waits", b"place"


def _placed(wrap: Wrap) -> Sequence[bytes]:
    ids = (wrap.subject_id, wrap.holder_id, wrap.file_id, wrap.pair_id)
    return (wrap.holder.encode(), *(one.bytes if one else b"" for one in ids))


def _is_stamped(wrap: Wrap, how: bytes) -> bool:
    return wrapping.is_stamped(bytes(wrap.stamp), how, *_placed(wrap))


def is_placed(wrap: Wrap) -> bool:
    """Whether the server made this place; one that was put in by SQL is nobody's."""
    return _is_stamped(wrap, _WAS_FILLED) or _is_stamped(wrap, _WAITS)


def is_waiting(wrap: Wrap) -> bool:
    """Whether the server made this place for somebody without a key, and it was never filled."""
    return wrap.token is None and _is_stamped(wrap, _WAITS)


def fill(wrap: Wrap, secret: bytes, line: Line) -> None:
    """Seal a secret for one place, to its holder's standing key; `FILLED` is to be saved.

    Raises Damaged for a place that the server did not make.
    """
    kek, place = keyring().primary, wrapping.Place(wrap.subject_id, line.holder, line.id)
    _fill(wrap, wrapping.wrapped(kek, secret, line.public_key, place), kek, line)


def put_in(wrap: Wrap, sealed: bytes, line: Line) -> None:
    """As `fill`, with what was sealed to the holder's standing key for this place elsewhere."""
    kek, place = keyring().primary, wrapping.Place(wrap.subject_id, line.holder, line.id)
    _fill(wrap, wrapping.covered(kek, sealed, place), kek, line)


def _fill(wrap: Wrap, token: bytes, kek: Kek, line: Line) -> None:
    holder = Holder(wrap.holder, wrap.holder_id)
    if line.holder != holder or not is_placed(wrap):
        raise Damaged
    wrap.token, wrap.kek_id, wrap.pair_id = token, kek.id, line.id
    wrap.stamp = wrapping.stamp(_WAS_FILLED, *_placed(wrap))


def secret_in(wrap: Wrap, opener: Opener) -> bytes:
    """What a filled place holds, for whoever has its holder's private half. Raises Damaged."""
    kek = keyring().keks.get(wrap.kek_id)
    if kek is None or wrap.token is None or wrap.pair_id is None:
        raise Damaged
    holder = Holder(wrap.holder, wrap.holder_id)
    place = wrapping.Place(wrap.subject_id, holder, wrap.pair_id)
    return wrapping.opened(kek, bytes(wrap.token), opener, place)


def keys_in(seed: Seed, masked: bytes, share: bytes) -> FileKeys:
    """The keys of a seed as it came out of a wrap. Raises Damaged unless it is that very seed."""
    _proved(seed)
    keys = FileKeys(wrapping.masked(masked, share, seed.id), seed.id, seed.file_id)
    if not hmac.compare_digest(keys.commitment, bytes(seed.commitment)):
        raise Damaged
    return keys
