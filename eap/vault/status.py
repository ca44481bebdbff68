"""How the vault stands, as one page: keys, directory, files and what waits. Never key material.

What of it is wrong is said by `verdict`, for the operator's command, the doctor and the screen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from eap.core import clock
from eap.vault import desk_keys, desks, directory, entries, indexes, rotation, shares, trial
from eap.vault.bindings import bindings
from eap.vault.checked import LastCheck, last_check
from eap.vault.keyring import keyring, root
from eap.vault.models import File, KeyPair, Seed, SubjectKey, Tombstone, Wrap
from eap.vault.shredding import STRAYS_KEPT_FOR, erased_of, homes_of
from eap.vault.words import DESKS, Desk, Kind

AT_ONCE = 1000


@dataclass(frozen=True)
class RootState:
    """A root key of the provider: its id and "primary" or "enabled"."""

    id: str
    state: str


@dataclass(frozen=True)
class KekState:
    """A KEK: "primary", "enabled" or "missing" (rows name it, the keyring has it not).

    `left_on` is the day on which its last row left it.
    """

    id: str
    state: str
    rows: int
    left_on: date | None


@dataclass(frozen=True)
class IndexState:
    """A column of blind indexes, and its rows by the version of their root.

    `rows` is None where this login does not see the table. `lasting`: somebody may still come
    with the value; otherwise the rows age out.
    """

    column: str
    lasting: bool
    rows: dict[int, int] | None


@dataclass(frozen=True)
class DirectoryState:
    """One kind of holder: its lines, how many stand, and the ids of those that were changed."""

    holder: str
    lines: int
    standing: int
    refused: tuple[UUID, ...]


@dataclass(frozen=True)
class DeskState:
    """A desk: how many people of staff open it, and how many secrets an earlier key shuts.

    `members` is None for a desk without a standing key. `due`: somebody left, and the next member
    who unlocks makes another key. `left`: everybody left it, as the server saw it, so the next of
    its roles to unlock founds it; members who were taken away in the database are no such leaving.
    """

    desk: str
    members: int | None
    due: bool
    left: bool
    behind: int


@dataclass(frozen=True)
class FileState:
    """One kind of file: how many there are, and how many have a seed that is due."""

    kind: str
    files: int
    due: int


@dataclass(frozen=True)
class ShareState:
    """Files and subjects' keys whose share is gone, and shares of neither.

    `unburied` are of what was erased: the job destroys them within the hour. `strays` are of what
    was not (an older dump was restored, or the file never came about): they wait
    `STRAYS_KEPT_FOR`, and `overdue` counts those that have waited longer.
    """

    missing: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    unburied: int
    strays: int
    overdue: int


@dataclass(frozen=True)
class Status:
    """All of it.

    `waiting` are places without a token, `entries` cells not absorbed yet, None where this login
    does not see every table with content. `subjects` have a key of operational values.
    """

    provider: str
    roots: tuple[RootState, ...]
    keks: tuple[KekState, ...]
    index_version: int
    indexes: tuple[IndexState, ...]
    directory: tuple[DirectoryState, ...]
    desks: tuple[DeskState, ...]
    files: tuple[FileState, ...]
    waiting: int
    entries: int | None
    shares: ShareState
    subjects: int
    erased: int
    checked: LastCheck | None


def status() -> Status:
    """How the vault stands now. Within the vault's transaction. Raises KeyringError, SharesError.

    Costs a few counts, a signature check for each line of the directory, and one look at each
    column with content or with a blind index: seconds for a hundred thousand cells.
    """
    under = root()
    return Status(
        provider=under.name,
        roots=tuple(RootState(*key) for key in under.keys()),  # noqa: SIM118 - no dictionary
        keks=tuple(kek_states()),
        index_version=keyring().index_version,
        indexes=tuple(_indexes()),
        directory=directory_state(),
        desks=desk_states(),
        files=tuple(file_states()),
        waiting=Wrap.objects.filter(token__isnull=True).count(),
        entries=entries_waiting(),
        shares=share_state(),
        subjects=SubjectKey.objects.count(),
        erased=Tombstone.objects.count(),
        checked=last_check(),
    )


def kek_states() -> Iterator[KekState]:
    """Every KEK of the keyring or of a row, with its rows left. Within the vault's transaction."""
    ring = keyring()
    for kek_id, rows in rotation.rows_left().items():
        state = "primary" if kek_id == ring.primary.id else "enabled"
        if kek_id not in ring.keks:
            state = "missing"
        yield KekState(kek_id, state, rows, None if rows else rotation.left_on(kek_id))


def _indexes() -> Iterator[IndexState]:
    for column in indexes.columns():
        hidden = trial.hides_rows(column.model._meta.db_table)
        rows = None if hidden else indexes.rows_by_version(column)
        yield IndexState(column.name, column.lasting, rows)


def directory_state() -> tuple[DirectoryState, ...]:
    """The directory by kind of holder, every signature tried."""
    lines, standing = Counter[str](), Counter[str]()
    refused = defaultdict[str, list[UUID]](list)
    for row in KeyPair.objects.order_by("holder", "id").iterator(chunk_size=AT_ONCE):
        lines[row.holder] += 1
        standing[row.holder] += row.until is None
        try:
            directory.proved(row)
        except directory.KeyRefused:
            refused[row.holder].append(row.id)
    return tuple(
        DirectoryState(holder, count, standing[holder], tuple(refused[holder]))
        for holder, count in lines.items()
    )


def desk_states() -> tuple[DeskState, ...]:
    """Every desk. Within the vault's transaction."""
    return tuple(_desk(desk) for desk in Desk)


def _desk(desk: Desk) -> DeskState:
    row = KeyPair.objects.filter(holder_id=DESKS[desk].id, until__isnull=True).first()
    members = None if row is None else len(desks.holders_of(row.id))
    due = row is not None and row.due and bool(members)
    behind = 0 if row is None else desks.behind(desk, row.id)
    left = row is not None and desk_keys.is_left(row)
    return DeskState(desk.value, members, due, left, behind)


def file_states() -> Iterator[FileState]:
    """The files by kind, with those due for a seed. Within the vault's transaction."""
    counts = dict(File.objects.values_list("kind").annotate(count=Count("pk")))
    due = Seed.objects.filter(due=True).values("file_id")
    marked = dict(File.objects.filter(id__in=due).values_list("kind").annotate(count=Count("pk")))
    for kind in Kind.values:
        yield FileState(kind, counts.get(kind, 0), marked.get(kind, 0))


def entries_waiting() -> int | None:
    """Cells that were added without reading and not sealed anew yet; None when some are hidden."""
    found = 0
    for binding in bindings():
        if trial.is_hidden(binding):
            return None
        for cell in binding.cells:
            column = binding.column_of(cell.column)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT count(*) FROM {binding.model._meta.db_table}"  # noqa: S608 - our names
                    f" WHERE substr({column}, 1, %s) = %s",
                    [len(entries.FORMAT), entries.FORMAT],
                )
                found += int(cursor.fetchone()[0])
    return found


def share_state() -> ShareState:
    """Files and subjects' keys held against the store of shares."""
    missing, subjects = (
        tuple(one for part in _parts(rows) for one in _without_share(part))
        for rows in (File.objects.all(), SubjectKey.objects.all())
    )
    homeless = list(_homeless())
    unburied = len(erased_of(homeless))
    late = clock.today() - STRAYS_KEPT_FOR - timedelta(days=1)  # a night for the job
    overdue = len(shares.strays_since(late))
    return ShareState(missing, subjects, unburied, len(homeless) - unburied, overdue)


def _parts(rows: QuerySet[Any]) -> Iterator[list[UUID]]:
    ids = rows.order_by("id").values_list("id", flat=True).iterator(chunk_size=AT_ONCE)
    while part := list(islice(ids, AT_ONCE)):
        yield part


def _without_share(file_ids: list[UUID]) -> list[UUID]:
    without = set(file_ids) - shares.shares_of(file_ids).keys()
    return sorted(without - erased_of(without))


def _homeless() -> Iterator[UUID]:
    for part in shares.made_before(clock.today() + timedelta(days=1)):
        there = homes_of(part)
        yield from (one for one in part if one not in there)
