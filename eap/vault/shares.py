"""Each file's share, outside of the database and of its backups. Destroying it shreds the file.

Every wrap of a seed is masked with the share, so a dump, however old and with whatever keys,
opens nothing of a file whose share is gone. The keys of operational values have one each as well
(`subjects`), kept by the key's id as if that were a file. An SQLite file beside the keyring, in
which deleted values are overwritten; it has a rotation of its own (`manage.py backup` leaves it
out).

Where a share was destroyed on purpose a stone stands. It outlives every restore of the database,
so it tells a database that was put back what to erase again.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from eap.core import clock
from eap.vault.private_files import one_at_a_time

SHARE = 32
PATIENCE = 10  # seconds to wait for another process that writes
COPY = "shares-"
COPIES_KEPT_FOR = timedelta(days=7)  # so long what was erased may still be in one
_AT_ONCE = 500
_TABLES = (
    "CREATE TABLE share"
    " (file BLOB PRIMARY KEY, share BLOB NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE stone"
    " (file BLOB PRIMARY KEY, kind TEXT NOT NULL, day INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE stray (file BLOB PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID",
)


class Stone(NamedTuple):
    """That something was erased: its id, its kind and the day."""

    id: UUID
    kind: str
    on: date


class SharesError(RuntimeError):
    """The store of shares cannot be used. The message says what to do and no secret."""


def make_store() -> bool:
    """Create an empty store, for a new installation. Returns False when there already is one."""
    path = Path(settings.HARBOUR_SHARES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_at_a_time(path.parent):
        if path.exists():
            return False
        part = path.with_name(f".{path.name}.{os.getpid()}")
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(part)) as store, store:
            for table in _TABLES:
                store.execute(table)
        part.replace(path)
    return True


def keep(made: Mapping[UUID, bytes]) -> None:
    """Keep the shares of new files, by file: 32 random bytes each. They are on disk after this.

    A file whose transaction then fails leaves a share that fits nothing; `shredding.finish`
    removes it in time.
    """
    today = clock.today().toordinal()  # a time would place the booking that made the file
    with _store() as store:
        store.executemany(
            "INSERT INTO share VALUES (?, ?, ?)",
            [(file_id.bytes, share, today) for file_id, share in made.items()],
        )


def shares_of(file_ids: Iterable[UUID]) -> Mapping[UUID, bytes]:
    """The shares that are there, by file."""
    wanted: list[UUID] = list(file_ids)
    found: dict[UUID, bytes] = {}
    with _store() as store:
        for first in range(0, len(wanted), _AT_ONCE):
            part = [file_id.bytes for file_id in wanted[first : first + _AT_ONCE]]
            marks = ",".join("?" * len(part))
            rows = store.execute(f"SELECT file, share FROM share WHERE file IN ({marks})", part)  # noqa: S608 - question marks only
            found |= {UUID(bytes=file): share for file, share in rows}
    return found


def destroy(file_ids: Iterable[UUID]) -> None:
    """Destroy shares for good; those that are gone already do not matter."""
    gone = [(file_id.bytes,) for file_id in file_ids]
    with _store() as store:
        store.executemany("DELETE FROM share WHERE file = ?", gone)
        store.executemany("DELETE FROM stray WHERE file = ?", gone)


def bury(erased: Iterable[Stone]) -> None:
    """Destroy the shares of what was erased and put stones in their place, all or none."""
    stones = list(erased)
    with _store() as store:
        store.executemany(
            "INSERT OR IGNORE INTO stone VALUES (?, ?, ?)",
            [(stone.id.bytes, stone.kind, stone.on.toordinal()) for stone in stones],
        )
        gone = [(stone.id.bytes,) for stone in stones]
        store.executemany("DELETE FROM share WHERE file = ?", gone)
        store.executemany("DELETE FROM stray WHERE file = ?", gone)


def buried(ids: Iterable[UUID]) -> set[UUID]:
    """Those of these ids on which a stone stands."""
    wanted, found = list(ids), set[UUID]()
    with _store() as store:
        for first in range(0, len(wanted), _AT_ONCE):
            part = [one.bytes for one in wanted[first : first + _AT_ONCE]]
            marks = ",".join("?" * len(part))
            rows = store.execute(f"SELECT file FROM stone WHERE file IN ({marks})", part)  # noqa: S608 - question marks only
            found |= {UUID(bytes=file) for (file,) in rows}
    return found


def stones() -> Iterator[list[Stone]]:
    """All stones, part by part."""
    last = b""
    while True:
        with _store() as store:
            rows = store.execute(
                "SELECT file, kind, day FROM stone WHERE file > ? ORDER BY file LIMIT ?",
                (last, _AT_ONCE),
            ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [Stone(UUID(bytes=file), kind, date.fromordinal(day)) for file, kind, day in rows]


def mark_strays(strays: Iterable[UUID], homes: Iterable[UUID]) -> None:
    """Say of shares that they have no file since today, unless that was said; of others not."""
    today = clock.today().toordinal()
    with _store() as store:
        store.executemany(
            "INSERT OR IGNORE INTO stray VALUES (?, ?)", [(one.bytes, today) for one in strays]
        )
        store.executemany("DELETE FROM stray WHERE file = ?", [(one.bytes,) for one in homes])


def strays_since(day: date) -> list[UUID]:
    """The shares that have had no file since that day or longer."""
    with _store() as store:
        rows = store.execute("SELECT file FROM stray WHERE since <= ?", (day.toordinal(),))
        return [UUID(bytes=file) for (file,) in rows]


def made_before(day: date) -> Iterator[list[UUID]]:
    """The files whose shares are of an earlier day, part by part."""
    last = b""
    while True:
        with _store() as store:
            rows = store.execute(
                "SELECT file FROM share WHERE file > ? AND made < ? ORDER BY file LIMIT ?",
                (last, day.toordinal(), _AT_ONCE),
            ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [UUID(bytes=file) for (file,) in rows]


def copy_to(folder: Path) -> Path:
    """Write a copy of the store, named after its day, and delete copies of a week ago and older.

    What is erased is in the hands of whoever has such a copy until then, and no longer.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    today = clock.today()
    path = folder / f"{COPY}{today.isoformat()}.sqlite3"
    part = path.with_name(f".{path.name}.{os.getpid()}")
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with _store() as store, closing(sqlite3.connect(part)) as copy:
        store.commit()  # a copy is made of what is committed
        store.backup(copy)
    part.replace(path)
    oldest = f"{COPY}{(today - COPIES_KEPT_FOR).isoformat()}.sqlite3"
    for one in folder.glob(f"{COPY}*.sqlite3"):
        if one.name <= oldest:
            one.unlink()
    return path


@contextmanager
def _store() -> Iterator[sqlite3.Connection]:
    """One transaction on the store.

    A missing one is not made in its place: what is sealed would seem damaged, and new shares
    would lie in two stores.
    """
    path = Path(settings.HARBOUR_SHARES)
    _demand_private(path)
    store = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", timeout=PATIENCE, uri=True)
    try:
        store.execute("PRAGMA secure_delete = ON")
        store.execute("PRAGMA synchronous = FULL")
        with store:
            yield store
    except sqlite3.Error as error:
        raise SharesError(f"The shares at {path} cannot be used: {error}.") from None
    finally:
        store.close()


def _demand_private(path: Path) -> None:
    """Refuse a store that is not there, or that is open to others."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SharesError(
            f"There are no shares at {path} ({error.strerror}). Put the store back, or its newest"
            " copy; a new installation makes one with: manage.py keys"
        ) from None
    if mode & 0o077:
        raise SharesError(f"The shares at {path} are open to others. Run: chmod 600 {path}")
