"""What stands in a file: every cell with its version and a digest of its ciphertext.

Cells bind themselves to their place, but a row that was deleted, put back from yesterday or
doubled says nothing of itself. A file's manifest does. It is no secret (the rows are there to be
counted) but carries two marks:

* the server's stamp over all of it, renewed by whatever is added or erased, so that `vault check`
  can try every cell without a key, and whoever has only the database cannot mend it;
* a MAC under the file's own seed over `known`, the cells of those who could open the file, so
  that the keyring is not enough either.

What was added without reading stands in `added` until it is absorbed; what was erased as the
rules have it stands in `gone`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from eap.vault.cipher import Damaged, Place
from eap.vault.files import FileKeys
from eap.vault.models import Manifest
from eap.vault.wrapping import is_stamped, stamp

DIGEST = MAC = 16
AT_ONCE = 1000
Name = tuple[str, str, str]  # table, column, row


def name_of(place: Place) -> Name:
    """A cell's place without its version."""
    return place.table, place.column, place.row.hex


def digest_of(token: bytes) -> str:
    """16 bytes, in hex, that fit one ciphertext only."""
    return hashlib.sha256(token).hexdigest()[: 2 * DIGEST]


@dataclass
class Listed:
    """A file's manifest, read. Values are (version, digest)."""

    known: dict[Name, tuple[int, str]] = field(default_factory=dict)
    added: dict[Name, tuple[int, str]] = field(default_factory=dict)
    gone: set[Name] = field(default_factory=set)

    def know(self, place: Place, token: bytes) -> None:
        """What is at this place now, written by somebody who could open the file."""
        name = name_of(place)
        self.added.pop(name, None)
        self.gone.discard(name)
        self.known[name] = place.version, digest_of(token)

    def add(self, place: Place, token: bytes) -> None:
        """What is at this place now, added without reading."""
        self.gone.discard(name_of(place))
        self.added[name_of(place)] = place.version, digest_of(token)

    def names(self) -> set[Name]:
        """Every cell that must be there."""
        return (self.known.keys() | self.added.keys()) - self.gone

    def fits(self, place: Place, token: bytes) -> bool:
        """Whether this ciphertext is what was last written at its place, and was not erased."""
        name = name_of(place)
        if name in self.gone:
            return False
        return (self.added.get(name) or self.known.get(name)) == (place.version, digest_of(token))

    def as_bytes(self) -> bytes:
        """In a stable order, so that equal manifests are equal bytes."""
        return _json([_rows(self.known), _rows(self.added), sorted(self.gone)])

    @property
    def known_bytes(self) -> bytes:
        """The part that the MAC is over."""
        return _json(_rows(self.known))


def _rows(cells: dict[Name, tuple[int, str]]) -> list[list[Any]]:
    return [[*name, *what] for name, what in sorted(cells.items())]


def _json(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()


def _cells(rows: list[list[Any]]) -> dict[Name, tuple[int, str]]:
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}


def begin(made: Iterable[tuple[FileKeys, Listed]]) -> None:
    """Write the manifests of new files."""
    rows = [_row(keys.file_id, 1, listed, mac_of(keys, listed)) for keys, listed in made]
    Manifest.objects.bulk_create(rows, AT_ONCE)


def read(file_ids: Iterable[UUID]) -> dict[UUID, tuple[Listed, bytes]]:
    """Manifests with their MACs, by file; one that is not as stamped is left out."""
    found = {}
    for row in Manifest.objects.filter(file_id__in=list(file_ids)):
        try:
            found[row.file_id] = _proved(row), bytes(row.mac)
        except Damaged:
            continue
    return found


def is_kept_by(keys: FileKeys, listed: Listed, mac: bytes) -> bool:
    """Whether the MAC over what is known was made by a holder of this seed."""
    return hmac.compare_digest(mac, mac_of(keys, listed))


def mac_of(keys: FileKeys, listed: Listed) -> bytes:
    """The MAC over what is known."""
    return keys.mac(b"manifest", listed.known_bytes)[:MAC]


def write(
    file_id: UUID,
    *,
    known: Iterable[tuple[Place, bytes]] = (),
    added: Iterable[tuple[Place, bytes]] = (),
    gone: Iterable[Name] = (),
    keys: FileKeys | None = None,
) -> None:
    """Set cells in a file's manifest, in the caller's transaction; `known` takes `keys`.

    Writers of one file wait for each other here until commit. Raises Damaged when the manifest
    is missing or not as stamped: then nothing more is written over the traces.
    """
    row = Manifest.objects.select_for_update().filter(file_id=file_id).first()
    if row is None:
        raise Damaged
    listed, mac = _proved(row), bytes(row.mac)
    if keys is not None and not is_kept_by(keys, listed, mac):
        raise Damaged
    for place, token in added:
        listed.add(place, token)
    for place, token in known:
        listed.know(place, token)
    for name in gone:
        listed.gone.add(name)
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
    listed = _proved(row)
    if not is_kept_by(old, listed, bytes(row.mac)):
        raise Damaged
    made = _row(new.file_id, row.version + 1, listed, mac_of(new, listed))
    _save(made)


def _save(made: Manifest) -> None:
    Manifest.objects.filter(file_id=made.file_id).update(
        version=made.version, content=made.content, mac=made.mac, stamp=made.stamp
    )


def _row(file_id: UUID, version: int, listed: Listed, mac: bytes) -> Manifest:
    content = listed.as_bytes()
    mark = stamp(b"manifest", file_id.bytes, version.to_bytes(8), content, mac)
    return Manifest(file_id=file_id, version=version, content=content, mac=mac, stamp=mark)


def _proved(row: Manifest) -> Listed:
    content, mac = bytes(row.content), bytes(row.mac)
    said = (b"manifest", row.file_id.bytes, row.version.to_bytes(8), content, mac)
    if not is_stamped(bytes(row.stamp), *said):
        raise Damaged
    known, added, gone = json.loads(content)
    return Listed(_cells(known), _cells(added), {(one[0], one[1], one[2]) for one in gone})
