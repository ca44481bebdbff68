"""What whoever opened a file does for it besides: absorbs what was added, gives others their part.

Both need the file's seed, so they wait for the next reading by somebody who holds it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import cipher, directory, files, manifests
from eap.vault.bindings import Binding, bindings
from eap.vault.cipher import Place
from eap.vault.files import FileKeys
from eap.vault.holding import HeldFile
from eap.vault.manifests import Listed
from eap.vault.models import Wrap
from eap.vault.policies import VAULT
from eap.vault.words import Holder


class Entry(NamedTuple):
    """A cell that was read as an entry: where, the old token, the content, the file's keys."""

    place: Place
    token: bytes
    content: object
    keys: FileKeys

    def __repr__(self) -> str:
        return "<Entry>"


def settle(read: Iterable[Entry], held: Mapping[UUID, HeldFile]) -> None:
    """Seal entries anew under the field key and fill the places that wait, in one transaction."""
    absorbed = [entry for entry in read if _is_absorbed(entry)]
    with acting(Actor.system(VAULT)):
        waiting = _waiting(held)
        if absorbed:
            _absorb(absorbed)
        if waiting:
            _fill(waiting, held)


def _is_absorbed(entry: Entry) -> bool:
    return entry.place.table in _by_table()


@cache
def _by_table() -> dict[str, Binding]:
    return {binding.table: binding for binding in bindings()}


def _absorb(read: Iterable[Entry]) -> None:
    """Put the new cell where the old one still stands; what changed meanwhile is left."""
    known = defaultdict(list)
    for entry in read:
        token = cipher.encrypt(entry.keys.field, entry.content, entry.place)
        if _swapped(entry, token):
            known[entry.keys].append((entry.place, token))
    for keys, cells in known.items():
        manifests.write(keys.file_id, known=cells, keys=keys)


def _swapped(entry: Entry, token: bytes) -> bool:
    binding = _by_table()[entry.place.table]
    column = binding.column_of(entry.place.column)
    meta = binding.model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {meta.db_table} SET {column} = %s"  # noqa: S608 - names of our own models
            f" WHERE {meta.pk.column} = %s AND {column} = %s{binding.unless_fixed}",
            [token, entry.place.row, entry.token],
        )
        return bool(cursor.rowcount == 1)


def _waiting(held: Mapping[UUID, HeldFile]) -> list[Wrap]:
    opened = [file_id for file_id, file in held.items() if file.keys]
    return list(Wrap.objects.filter(file_id__in=opened, token__isnull=True)) if opened else []


def _fill(waiting: Iterable[Wrap], held: Mapping[UUID, HeldFile]) -> None:
    places = {Holder(wrap.holder, wrap.holder_id) for wrap in waiting}
    lines = directory.standing(places)
    for wrap in waiting:
        line = lines.get(Holder(wrap.holder, wrap.holder_id))
        file = held[wrap.file_id] if wrap.file_id else HeldFile()
        keys = next((one for one in file.keys if one.seed_id == wrap.subject_id), None)
        # A key that took another's place is let in by hand: it may be somebody else's.
        if line is None or line.version > 1 or keys is None:
            continue
        files.fill(wrap, keys.masked(file.share), line)
        wrap.save(update_fields=("token", "kek_id", "pair_id"))


def lost_rows(listed: Listed) -> list[tuple[str, UUID]]:
    """Tables and ids of rows whose cells are listed and that are not there."""
    wanted = defaultdict(set)
    for table, _, row in listed.names():
        wanted[table].add(UUID(row))
    lost = []
    with acting(Actor.system(VAULT)):
        for table, rows in sorted(wanted.items()):
            model = _by_table()[table].model
            there = set(model._base_manager.filter(pk__in=rows).values_list("pk", flat=True))
            lost += [(table, row) for row in sorted(rows - there)]
    return lost
