"""New keys for old: the KEK that wraps every place and subject's key, and the seed of a file.

A KEK is changed online. The new one is primary at once; every row is then wrapped anew under
it, a batch a transaction, and what it holds stays shut. Where a rotation stands is told by the
rows' own `kek_id` alone, so one that was killed goes on when it is started again. The old KEK is
forgotten by hand, when no row and no kept backup needs it (`turns`).

A file's seed cannot be changed without somebody who holds it. So a file is only marked, and
whoever opens it next makes its next seed (`renew_due`).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, QuerySet

from eap.audit.services import record
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict
from eap.core.policy import require
from eap.vault import circles, directory, manifests, subjects, turns, wrapping
from eap.vault.cipher import Damaged
from eap.vault.holding import HeldFile
from eap.vault.keyring import Kek, KeyringError, add_kek, keyring, retire_kek
from eap.vault.models import File, Seed, SubjectKey, Wrap
from eap.vault.policies import VAULT
from eap.vault.words import Holder

BATCH = 500
PATIENCE = 5  # passes that find every row left locked, a second apart, before one gives up
ONE_ROTATION = 0x68617262_6B656B73  # of the advisory lock: "harb" "keks"
FIRST = UUID(int=0)


class Batch(NamedTuple):
    """What came of one batch: the last row looked at, rows wrapped anew, and damaged ones."""

    last: UUID
    done: int
    damaged: tuple[UUID, ...]


def rows_left() -> dict[str, int]:
    """How many rows are wrapped under each KEK, by id; with 0 for those that wrap none.

    Within the vault's transaction. A KEK that the rows name and the keyring lacks is told too.
    """
    counted = Counter[str](dict.fromkeys(keyring().keks, 0))
    for rows in _wrapped():
        counted.update(dict(rows.values_list("kek_id").annotate(rows=Count("pk"))))
    return dict(sorted(counted.items()))


def _wrapped() -> tuple[QuerySet[Any], ...]:
    """Everything that a KEK wraps."""
    return Wrap.objects.filter(token__isnull=False), SubjectKey.objects.all()


def is_unfinished() -> bool:
    """Whether a rotation was begun and not brought to its end. Within the vault's transaction.

    A KEK besides the primary one either has rows left, or its last row's leaving was recorded.
    """
    primary = keyring().primary.id
    others = {kek_id: rows for kek_id, rows in rows_left().items() if kek_id != primary}
    return any(rows or left_on(kek_id) is None for kek_id, rows in others.items())


@contextmanager
def alone() -> Iterator[None]:
    """Let one rotation run at a time. Raises KeyringError while another one does.

    The database lets go of a killed one's lock within moments, so it is asked a few times.
    """
    for _ in range(PATIENCE):
        if _locked():
            break
        time.sleep(1)
    else:
        raise KeyringError("Another rotation is running.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_ROTATION])


def _locked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_ROTATION])
        return bool(cursor.fetchone()[0])


def begin_kek(actor: Actor) -> str:
    """A new primary KEK, or the one of a rotation that was begun; returns its id."""
    require(actor, "vault.key.rotate")
    with acting(actor):
        if is_unfinished():
            return keyring().primary.id
        kek_id = add_kek()
        turns.recorded(actor, "rotate", "kek", kek_id)
    return kek_id


def rewrap(
    actor: Actor, *, progress: Callable[[int], object], pause: Callable[[float], None] = time.sleep
) -> list[UUID]:
    """Wrap every row under the primary KEK; returns the rows whose outer layer is damaged.

    `progress` is told of every row that was wrapped anew. What somebody else has locked is left
    for the next pass; after `PATIENCE` passes that found nothing free it stays for another time.
    Old KEKs that no row needs any more have that moment recorded.
    """
    require(actor, "vault.key.rotate")
    damaged: set[UUID] = set()
    idle = 0
    with acting(actor):
        _forget_left()
    while idle < PATIENCE:
        done = 0
        for batch in _passed(actor):
            done += batch.done
            damaged.update(batch.damaged)
            progress(batch.done)
        with acting(actor):
            if _waiting() <= len(damaged):
                break
        if not done:
            idle += 1
            pause(1)
    with acting(actor):
        _record_left()
    return sorted(damaged)


def _passed(actor: Actor) -> Iterator[Batch]:
    """One pass over the rows, in the order of their ids; each batch is committed when given."""
    for model in _MOVES:
        last: UUID | None = FIRST
        while last is not None:
            with acting(actor):
                batch = _rewrap_batch(model, last, keyring().primary)
            if batch is not None:
                yield batch
            last = batch.last if batch else None


# Compared with what was read, although the rows are locked: a changed row is never written over.
_SET = """
UPDATE {table} w SET token = n.token, kek_id = %s
FROM unnest(%s::uuid[], %s::text[], %s::bytea[], %s::bytea[]) AS n (id, old_kek, old, token)
WHERE w.id = n.id AND w.kek_id = n.old_kek AND w.token = n.old
"""


def _rewrap_batch(model: "Wrapped", after: UUID, to: Kek) -> Batch | None:
    """None when no row is left behind `after` that is free."""
    move, fields = _MOVES[model]
    left = model._base_manager.filter(id__gt=after, token__isnull=False).exclude(kek_id=to.id)
    free = left.order_by("id").select_for_update(skip_locked=True)
    rows = list(free.values_list("id", "kek_id", "token", *fields)[:BATCH])
    if not rows:
        return None
    made: list[tuple[UUID, str, bytes, bytes]] = []
    damaged = []
    for row_id, kek_id, token, *said in rows:
        old = keyring().keks.get(kek_id)
        try:
            if old is None:
                raise Damaged
            made.append((row_id, kek_id, bytes(token), move(old, to, bytes(token), row_id, *said)))
        except Damaged:
            damaged.append(row_id)
    done = 0
    if made:
        with connection.cursor() as cursor:
            statement = _SET.format(table=model._meta.db_table)
            cursor.execute(
                statement, [to.id, *(list(column) for column in zip(*made, strict=True))]
            )
            done = cursor.rowcount
    return Batch(rows[-1][0], done, tuple(damaged))


def _move_place(
    old: Kek,
    to: Kek,
    token: bytes,
    row_id: UUID,
    subject: UUID,
    kind: str,
    holder_id: UUID,
    pair_id: UUID | None,
) -> bytes:
    if pair_id is None:
        raise Damaged
    place = wrapping.Place(subject, Holder(kind, holder_id), pair_id)
    return wrapping.rewrapped(old, to, token, place)


Wrapped = type[Wrap] | type[SubjectKey]
_MOVES: dict[Wrapped, tuple[Callable[..., bytes], tuple[str, ...]]] = {
    Wrap: (_move_place, ("subject_id", "holder", "holder_id", "pair_id")),
    SubjectKey: (subjects.rewrapped, ("subject_id",)),
}


def _waiting() -> int:
    primary = keyring().primary.id
    return sum(rows.exclude(kek_id=primary).count() for rows in _wrapped())


def _record_left() -> None:
    turns.record_left(_name(kek_id) for kek_id in idle_keks())


def _forget_left() -> None:
    turns.forget_left(_name(kek_id) for kek_id, rows in rows_left().items() if rows)


def _name(kek_id: str) -> str:
    return f"KEK {kek_id}"


def left_on(kek_id: str) -> date | None:
    """The day (UTC) on which the last row left a KEK; None while one is left or nobody looked."""
    return turns.left_on(_name(kek_id))


def destroy_kek(actor: Actor, *, kek_id: str, oldest_backup: date) -> None:
    """Forget a KEK that nothing needs any more. Raises KeyringError when something does."""
    require(actor, "vault.key.rotate")
    with acting(actor):
        ring = keyring()
        if kek_id in ring.keks and kek_id != ring.primary.id:  # else it is refused below
            if rows := rows_left()[kek_id]:
                raise KeyringError(f"KEK {kek_id} wraps {rows} rows still. Run: vault rotate kek")
            turns.demand_left(_name(kek_id), oldest_backup=oldest_backup)
        retire_kek(kek_id)
        turns.recorded(actor, "destroy", "kek", kek_id)


def idle_keks() -> list[str]:
    """The KEKs besides the primary one that wrap no row. Within the vault's transaction."""
    primary = keyring().primary.id
    return [kek_id for kek_id, rows in rows_left().items() if not rows and kek_id != primary]


def mark_due(actor: Actor, *, file_ids: Sequence[UUID] | None) -> int:
    """Have the next holder who opens these files (None: all) renew their seeds; how many.

    What was written until then stays under the seed it was written under, and who had that one
    can read it: a renewal protects what comes.
    """
    require(actor, "vault.key.rotate")
    with acting(actor):
        wanted = File.objects.all() if file_ids is None else File.objects.filter(id__in=file_ids)
        marked = Seed.objects.filter(file_id__in=wanted.values("id")).update(due=True)
        if marked:
            record(
                actor,
                action="vault.file.mark",
                object_kind="file",
                object_id=file_ids[0] if file_ids and len(file_ids) == 1 else None,
                details={"count": wanted.count()},
            )
        return wanted.count()


def renew_due(held: Mapping[UUID, HeldFile]) -> list[tuple[str, UUID]]:
    """Make the next seed of every opened file that was marked, for those who hold the latest one.

    For whoever has just read, within the vault's transaction. It waits for nobody: a file in
    which somebody is writing, or whose latest seed the reader does not hold, is left for another
    reading. Returns what was refused, as `settling.settle` does: files of which a row was changed.
    """
    opened = [file_id for file_id, file in held.items() if file.keys]
    due = Seed.objects.filter(file_id__in=opened, due=True).values_list("file_id", flat=True)
    marked = set(due) if opened else set()
    refused = []
    for file_id in manifests.hold(marked) if marked else ():
        try:
            with transaction.atomic():
                _renew(held[file_id])
        except directory.KeyRefused as error:
            directory.tell(Actor.system(VAULT), [error.line_id])
        except (Damaged, Conflict, IntegrityError):
            refused.append(("file", file_id))
    return refused


def _renew(file: HeldFile) -> None:
    """As when somebody leaves the circle (`circles.leave_out`), and nobody does."""
    seeds = Seed.objects.filter(file_id=file.latest.file_id).order_by("-number")
    if seeds.values_list("id", flat=True).first() == file.latest.seed_id:
        circles.renew(file)  # else somebody was quicker, or left this reader out
