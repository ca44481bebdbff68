"""What whoever opened a file does for it besides: absorbs what was added, gives desks their part.

Both need the file's seed, so they wait for the next reading by somebody who holds it. Whatever
somebody else is writing just now is left to a later one: settling waits for nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BinaryField, F, Func, Value

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import cipher, directory, files, manifests, rotation
from eap.vault.bindings import Binding, bindings
from eap.vault.cipher import Damaged, Place, parts_of
from eap.vault.files import FileKeys
from eap.vault.holding import HeldFile
from eap.vault.manifests import Listed
from eap.vault.models import Wrap
from eap.vault.policies import VAULT
from eap.vault.words import Holder

Refused = list[tuple[str, UUID]]  # kinds and ids of rows, for the trail


class Entry(NamedTuple):
    """A cell that was read as an entry: where, the old token, the content, the file's keys."""

    place: Place
    token: bytes
    content: object
    keys: FileKeys

    def __repr__(self) -> str:
        return "<Entry>"


def settle(read: Iterable[Entry], held: Mapping[UUID, HeldFile]) -> Refused:
    """Seal entries anew under the field key, fill the places that wait, make seeds that are due.

    Returns what of it was refused and where: the reading itself is over and stands.
    """
    absorbed = [entry for entry in read if _is_absorbed(entry)]
    refused: Refused = []
    with acting(Actor.system(VAULT)):
        refused += _fill(_waiting(held), held)
    if absorbed:
        with acting(Actor.system(VAULT)):
            refused += _absorb(absorbed)
    with acting(Actor.system(VAULT)):
        refused += rotation.renew_due(held)
    return refused


def _is_absorbed(entry: Entry) -> bool:
    return entry.place.table in _by_table()


@cache
def _by_table() -> dict[str, Binding]:
    return {binding.table: binding for binding in bindings()}


def _absorb(read: Iterable[Entry]) -> Refused:
    """Put the new cell where the old one still stands; what changed meanwhile is left."""
    free = manifests.hold({entry.keys.file_id for entry in read})
    by_file = defaultdict(list)
    for entry in read:
        if entry.keys.file_id in free:
            by_file[entry.keys].append(entry)
    refused = []
    for keys, entries in by_file.items():
        try:
            with transaction.atomic():
                _absorb_in(keys, entries)
        except Damaged:
            refused.append(("file", keys.file_id))
    return refused


def _absorb_in(keys: FileKeys, entries: Iterable[Entry]) -> None:
    known = []
    for entry in entries:
        token = cipher.encrypt(keys.field, entry.content, entry.place)
        if _swapped(entry, token):
            known.append((entry.place, token))
    if known:
        manifests.write(keys.file_id, known=known, keys=keys)


def _swapped(entry: Entry, token: bytes) -> bool:
    binding = _by_table()[entry.place.table]
    column = binding.column_of(entry.place.column)
    meta = binding.model._meta
    key = meta.pk.column
    still = f"{key} = %s AND {column} = %s{binding.unless_fixed}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {meta.db_table} SET {column} = %s WHERE {key} = (SELECT {key}"  # noqa: S608 - names of our own models
            f" FROM {meta.db_table} WHERE {still} FOR UPDATE SKIP LOCKED)",
            [token, entry.place.row, entry.token],
        )
        return bool(cursor.rowcount == 1)


def _waiting(held: Mapping[UUID, HeldFile]) -> list[Wrap]:
    opened = [file_id for file_id, file in held.items() if file.keys]
    places = Wrap.objects.select_for_update(skip_locked=True)
    return list(places.filter(file_id__in=opened, token__isnull=True)) if opened else []


def _fill(waiting: Iterable[Wrap], held: Mapping[UUID, HeldFile]) -> Refused:
    refused = [("wrap", wrap.id) for wrap in waiting if not files.is_placed(wrap)]
    # A person's key is let in by hand, the first one too: somebody else may have made it.
    shared = [wrap for wrap in waiting if wrap.holder in files.SHARED]
    places = [wrap for wrap in shared if files.is_waiting(wrap)]
    lines, changed = directory.tried({Holder(wrap.holder, wrap.holder_id) for wrap in places})
    for wrap in places:
        line = lines.get(Holder(wrap.holder, wrap.holder_id))
        file = held[wrap.file_id] if wrap.file_id else HeldFile()
        keys = next((one for one in file.keys if one.seed_id == wrap.subject_id), None)
        if line is None or keys is None:
            continue
        files.fill(wrap, keys.masked(file.share), line)
        wrap.save(update_fields=files.FILLED)
    directory.tell(Actor.system(VAULT), changed)
    return refused


def lost_cells(names: Iterable[bytes]) -> list[tuple[str, str, UUID]]:
    """Those of these cells of which nothing is there, without their row or emptied: where."""
    lost = []
    with acting(Actor.system(VAULT)):
        for (table, column), rows in _by_column(names):
            there = _there(_by_table()[table], column, rows)
            lost += [(table, column, row) for row in sorted(rows - there)]
    return lost


def unsound_cells(
    listed: Listed, tables: Collection[str] = ()
) -> list[tuple[str, str, UUID, bool]]:
    """The cells that are listed and are not there as listed: where, and whether they are gone.

    Of all tables, or of those named. The database hashes what stands there: nothing is fetched.
    """
    unsound = []
    with acting(Actor.system(VAULT)):
        for (table, column), rows in _by_column(listed.names()):
            if tables and table not in tables:
                continue
            there = _standing(_by_table()[table], column, rows)
            for row in sorted(rows):
                cell = there.get(row)
                if cell is None or not (
                    cell is _UNREAD or _is_listed(listed, table, column, row, cell)
                ):
                    unsound.append((table, column, row, cell is None))
    return unsound


_UNREAD = (0, b"")  # of cells in rows of their own: they are tried when they are read


def _is_listed(listed: Listed, table: str, column: str, row: UUID, cell: tuple[int, bytes]) -> bool:
    version, sha = cell
    return listed.fits_hash(Place(table, column, row, version), sha)


def _by_column(names: Iterable[bytes]) -> list[tuple[tuple[str, str], set[UUID]]]:
    wanted = defaultdict(set)
    for table, column, row in map(parts_of, names):
        wanted[table, column].add(row)
    return sorted(wanted.items())


def _standing(binding: Binding, column: str, rows: set[UUID]) -> dict[UUID, tuple[int, bytes]]:
    """Version and SHA-256 of the cells that are there, by row."""
    cell = next((cell for cell in binding.cells if cell.column == column), None)
    if cell is None:
        return dict.fromkeys(_there(binding, column, rows), _UNREAD)
    hashed = Func(F(cell.field), function="sha256", output_field=BinaryField())
    found = binding.model._base_manager.filter(pk__in=rows, **{f"{cell.field}__isnull": False})
    version = F(cell.version) if cell.version else Value(1)
    return {
        row: (number, bytes(sha)) for row, number, sha in found.values_list("pk", version, hashed)
    }


def _there(binding: Binding, column: str, rows: set[UUID]) -> set[UUID]:
    found = binding.model._base_manager.filter(pk__in=rows)
    field = binding.field_of(column)
    if field:
        found = found.filter(**{f"{field}__isnull": False})
    return set(found.values_list("pk", flat=True))
