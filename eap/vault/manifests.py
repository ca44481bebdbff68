"""What stands in a file: every cell with its version and a digest of its ciphertext.

Cells bind themselves to their place, but a row that was deleted, put back from yesterday or
doubled says nothing of itself. A file's manifest does. It is no secret (the rows are there to be
counted) but carries two marks:

* the server's stamp over all of it, renewed by whatever is added or erased, so that `vault check`
  can try every cell without a key, and whoever has only the database cannot mend it;
* a MAC under the file's own seed over `known`, the cells of those who could open the file, so
  that the keyring is not enough either.

What was added without reading, or erased as the rules have it, stands in `added`: the former
until it is absorbed.

As bytes: the length of `known` in 4, then `known` and `added`; in each, for every table and
column, the length of their names in 2, the number of cells in 4, the names as a place is bound
to them, and 40 bytes a cell: row, version, digest.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from eap.vault.cipher import ROW, VERSION, Damaged, Place
from eap.vault.files import FileKeys
from eap.vault.models import Manifest
from eap.vault.wrapping import is_stamped, stamp

DIGEST = MAC = 16
AT_ONCE = 1000
GONE = bytes(VERSION + DIGEST)  # stands where a cell was erased: no cell has this digest
Cells = dict[bytes, bytes]  # a place's name -> version and digest
_length = Struct(">I")
_group = Struct(">HI")
_cell = Struct(f"{ROW}s{VERSION + DIGEST}s")


def digest_of(token: bytes) -> bytes:
    """16 bytes that fit one ciphertext only.

    Not its own tag: whoever had the key could make another ciphertext with the same one.
    """
    return hashlib.sha256(token).digest()[:DIGEST]


@dataclass
class Listed:
    """A file's manifest, read. What stands in `added` was said after what stands in `known`."""

    known: Cells = field(default_factory=dict)
    added: Cells = field(default_factory=dict)

    def know(self, place: Place, token: bytes) -> None:
        """What is at this place now, written by somebody who could open the file."""
        self.added.pop(place.name, None)
        self.known[place.name] = place.bound[-VERSION:] + digest_of(token)

    def add(self, place: Place, token: bytes) -> None:
        """What is at this place now, added without reading."""
        self.added[place.name] = place.bound[-VERSION:] + digest_of(token)

    def erase(self, place: Place) -> None:
        """That nothing is at this place any more."""
        self.added[place.name] = GONE

    def names(self) -> set[bytes]:
        """The name of every cell that must be there."""
        return {name for name, what in (self.known | self.added).items() if what != GONE}

    def has(self, place: Place) -> bool:
        """Whether a cell must be there."""
        what = self.added.get(place.name) or self.known.get(place.name, GONE)
        return what != GONE

    def fits(self, place: Place, token: bytes) -> bool:
        """Whether this ciphertext is what was last written at its place, and was not erased."""
        what = self.added.get(place.name) or self.known.get(place.name)
        return what == place.bound[-VERSION:] + digest_of(token)

    def fits_hash(self, place: Place, sha256: bytes) -> bool:
        """The same of a ciphertext of which only the hash is known."""
        what = self.added.get(place.name) or self.known.get(place.name)
        return what == place.bound[-VERSION:] + sha256[:DIGEST]

    def as_bytes(self) -> bytes:
        """In a stable order, so that equal manifests are equal bytes."""
        known = self.known_bytes
        return _length.pack(len(known)) + known + _packed(self.added)

    @property
    def known_bytes(self) -> bytes:
        """The part that the MAC is over."""
        return _packed(self.known)


class Kept(NamedTuple):
    """A manifest that is as stamped: its MAC, and what that is over as it was written."""

    listed: Listed
    known_bytes: bytes
    mac: bytes


def _packed(cells: Cells) -> bytes:
    groups = defaultdict(list)
    for name, what in sorted(cells.items()):
        groups[name[:-ROW]].append(name[-ROW:] + what)
    return b"".join(
        _group.pack(len(names), len(rows)) + names + b"".join(rows)
        for names, rows in groups.items()
    )


def _unpacked(content: bytes) -> Cells:
    cells: Cells = {}
    at = 0
    while at < len(content):
        size, count = _group.unpack_from(content, at)
        first = at + _group.size + size
        names, at = content[at + _group.size : first], first + count * _cell.size
        cells |= {names + row: what for row, what in _cell.iter_unpack(content[first:at])}
    return cells


def begin(made: Iterable[tuple[FileKeys, Listed]]) -> None:
    """Write the manifests of new files."""
    rows = [_row(keys.file_id, 1, listed, mac_of(keys, listed)) for keys, listed in made]
    Manifest.objects.bulk_create(rows, AT_ONCE)


def read(file_ids: Iterable[UUID]) -> dict[UUID, Kept]:
    """Manifests by file; one that is not as stamped is left out."""
    found = {}
    for row in Manifest.objects.filter(file_id__in=list(file_ids)):
        try:
            found[row.file_id] = _proved(row)
        except Damaged:
            continue
    return found


def is_kept_by(keys: FileKeys, kept: Kept) -> bool:
    """Whether the MAC over what is known was made by a holder of this seed."""
    return hmac.compare_digest(kept.mac, _mac(keys, kept.known_bytes))


def mac_of(keys: FileKeys, listed: Listed) -> bytes:
    """The MAC over what is known."""
    return _mac(keys, listed.known_bytes)


def _mac(keys: FileKeys, known_bytes: bytes) -> bytes:
    return keys.mac(b"manifest", known_bytes)[:MAC]


def write(
    file_id: UUID,
    *,
    known: Iterable[tuple[Place, bytes]] = (),
    added: Iterable[tuple[Place, bytes]] = (),
    gone: Iterable[Place] = (),
    keys: FileKeys | None = None,
) -> None:
    """Set cells in a file's manifest, in the caller's transaction; `known` takes `keys`.

    Writers of one file wait for each other here until commit. Raises Damaged when the manifest
    is missing or not as stamped: then nothing more is written over the traces.
    """
    row = Manifest.objects.select_for_update().filter(file_id=file_id).first()
    if row is None:
        raise Damaged
    kept = _proved(row)
    if keys is not None and not is_kept_by(keys, kept):
        raise Damaged
    listed, mac = kept.listed, kept.mac
    for place, token in added:
        listed.add(place, token)
    for place, token in known:
        listed.know(place, token)
    for place in gone:
        listed.erase(place)
    if keys is not None:
        mac = mac_of(keys, listed)
    _save(_row(file_id, row.version + 1, listed, mac))


def wait_for(file_id: UUID) -> None:
    """Wait until nobody else writes in the file's manifest; nobody will until commit."""
    Manifest.objects.select_for_update().filter(file_id=file_id).first()


def hold(file_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these files in whose manifest nobody is writing now; nobody will until commit.

    It never waits, so whoever comes by it waits for nobody while others wait for them.
    """
    rows = Manifest.objects.select_for_update(skip_locked=True).filter(file_id__in=list(file_ids))
    return set(rows.values_list("file_id", flat=True))


def take_over(old: FileKeys, new: FileKeys) -> None:
    """Have the file's next seed answer for what is known. Raises Damaged."""
    row = Manifest.objects.select_for_update().get(file_id=new.file_id)
    kept = _proved(row)
    if not is_kept_by(old, kept):
        raise Damaged
    mac = _mac(new, kept.known_bytes)
    _save(_row(new.file_id, row.version + 1, kept.listed, mac))


def _save(made: Manifest) -> None:
    Manifest.objects.filter(file_id=made.file_id).update(
        version=made.version, content=made.content, mac=made.mac, stamp=made.stamp
    )


def _row(file_id: UUID, version: int, listed: Listed, mac: bytes) -> Manifest:
    content = listed.as_bytes()
    mark = stamp(b"manifest", file_id.bytes, version.to_bytes(8, signed=True), content, mac)
    return Manifest(file_id=file_id, version=version, content=content, mac=mac, stamp=mark)


def _proved(row: Manifest) -> Kept:
    content, mac = bytes(row.content), bytes(row.mac)
    said = (b"manifest", row.file_id.bytes, row.version.to_bytes(8, signed=True), content, mac)
    if not is_stamped(bytes(row.stamp), *said):
        raise Damaged
    end = _length.size + _length.unpack_from(content)[0]
    known = content[_length.size : end]
    return Kept(Listed(_unpacked(known), _unpacked(content[end:])), known, mac)
