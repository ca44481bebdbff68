"""A new KEK for the files of a database, against what sealing their cells anew takes there."""

import time
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import connection, transaction

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import keyring, rotation
from eap.vault.cipher import decrypt, encrypt
from eap.vault.models import Wrap
from eap.vault.policies import VAULT
from eap.vault.sealing import fresh_file, keep
from eap.vault.words import staff
from tests.bench.vault.figures import Figure
from tests.bench.vault.pairs import Clock, Ratio, Round, ratio_of, seconds
from tests.bench.vault.rows import Keys, SealedRow, place_of

FILES, CELLS, TEXT = 200, 5, "a" * 1024
ROUNDS = 7
_READ = """
SELECT id, file_id, version, body FROM bench_sealed_row WHERE id = ANY (%s)
ORDER BY id FOR UPDATE SKIP LOCKED
"""
_SET = """
UPDATE bench_sealed_row r SET body = n.token
FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS n (id, old, token)
WHERE r.id = n.id AND r.body = n.old
"""


def rotated(actor: Actor) -> list[Figure]:
    """Per file: its five cells sealed anew and written, to its wraps under another KEK.

    Both read, lock and write 500 rows a statement. Sealing anew is told short: the new seed, its
    wraps and the manifest, which it takes besides, are left out.
    """
    keys, rows = _filled(actor)

    def seal_anew() -> None:
        for first in range(0, len(rows), rotation.BATCH):
            with transaction.atomic():
                _seal_batch(rows[first : first + rotation.BATCH], keys)

    def wrap_anew() -> None:
        keyring.add_kek()
        rotation.rewrap(Actor.system(VAULT), progress=lambda done: None)

    with acting(Actor.system(VAULT)):
        filled = Wrap.objects.filter(token__isnull=False)
        ours, all_wraps = filled.filter(file_id__in=keys).count(), filled.count()
    acts, share = (seal_anew, wrap_anew), ours / all_wraps
    what = f"in the database, sealing five 1 KB cells anew, to {ours / FILES:g} wraps"
    return [
        Figure.of(f"{what}: processor", _ratio(acts, share, time.process_time)),
        Figure.of("  on the wall", _ratio(acts, share, time.perf_counter)),
    ]


def _ratio(acts: tuple[Round, Round], share: float, clock: Clock) -> Ratio:
    """Of the first act to this share of the second."""
    found = [(seconds(acts[0], clock), seconds(acts[1], clock)) for _ in range(ROUNDS)]
    return ratio_of([sealing / (wrapping * share) for sealing, wrapping in found])


def _filled(actor: Actor) -> tuple[Keys, Sequence[UUID]]:
    """Files with their cells; returns their keys and the rows' ids."""
    with acting(actor):
        files = [fresh_file("case", circle=[staff(actor.known_id)]) for _ in range(FILES)]
        rows = []
        for file in files:
            for row in (uuid4() for _ in range(CELLS)):
                body = file.seal(TEXT, place_of(row, 1))
                rows.append(SealedRow(id=row, file_id=file.id, version=1, body=body))
        keep(files)
        SealedRow.objects.bulk_create(rows, batch_size=1000)
    return {file.id: file._draft.keys.field for file in files}, sorted(row.id for row in rows)


def _seal_batch(ids: Sequence[UUID], keys: Keys) -> None:
    """Under the keys that they have, which costs the same as under others."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(ids)])
        made = []
        for row, file_id, version, token in cursor.fetchall():
            key, place = keys[file_id], place_of(row, version)
            made.append((row, token, encrypt(key, decrypt(key, token, place), place)))
        cursor.execute(_SET, [list(column) for column in zip(*made, strict=True)])
