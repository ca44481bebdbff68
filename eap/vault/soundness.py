"""Trying what cells rest on: seeds, directory, places, manifests, subjects' keys, shares; and cells
that are gone.

`trial` goes from the rows to the manifests, so it cannot miss what is not there any more; this
goes the other way. No key of a person is needed: stamps, signatures and outer layers are the
server's. Ids and reasons only.

Shares lie outside of the database: a file that is erased while one tries may be named without
reason, once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, QuerySet

from eap.access.models import Staff
from eap.vault import (
    addresses,
    directory,
    files,
    manifests,
    settling,
    shares,
    shredding,
    subjects,
    wrapping,
)
from eap.vault.cipher import Damaged
from eap.vault.keyring import keyring
from eap.vault.models import File, KeyPair, Manifest, Seed, SubjectKey, Tombstone, Wrap
from eap.vault.shredding import erased_of
from eap.vault.words import Holder

BATCH = 500


class Fault(NamedTuple):
    """One thing that is not as it was written: what it is, its id, and what is wrong with it."""

    what: str
    id: UUID
    why: str


@dataclass(frozen=True)
class Part:
    """One kind of thing to try: its name, how many there are, and the trial of one batch."""

    name: str
    rows: QuerySet[Any]
    faults_of: Callable[[list[Any]], Iterable[Fault]]

    def tried(self) -> Iterator[tuple[int, list[Fault]]]:
        """Batch by batch, how many were tried and what was found. Needs the vault's transaction."""
        stream = self.rows.order_by("pk").iterator(chunk_size=BATCH)
        while batch := list(islice(stream, BATCH)):
            yield len(batch), list(self.faults_of(batch))


def parts() -> tuple[Part, ...]:
    """All of them, in the order in which one should read what was found."""
    return (
        Part("directory", KeyPair.objects.all(), _faults_of_lines),
        Part("files", File.objects.all(), _faults_of_files),
        Part("seeds", Seed.objects.all(), _faults_of_seeds),
        Part("places", Wrap.objects.all(), _faults_of_places),
        Part("manifests", Manifest.objects.all(), _faults_of_manifests),
        Part("tombstones", Tombstone.objects.all(), _faults_of_tombstones),
        Part("subjects", SubjectKey.objects.all(), _faults_of_subjects),
        Part("addresses", Staff.objects.all(), _faults_of_addresses),
    )


def tables() -> list[str]:
    """The tables that must be seen whole for a verdict."""
    models: tuple[type[Model], ...] = (
        KeyPair,
        File,
        Seed,
        Wrap,
        Manifest,
        Tombstone,
        SubjectKey,
    )
    return [model._meta.db_table for model in models]


def _faults_of_lines(rows: list[KeyPair]) -> Iterator[Fault]:
    for row in rows:
        try:
            directory.proved(row)
        except directory.KeyRefused:
            yield Fault("line", row.id, "not as signed")


def _faults_of_files(rows: list[File]) -> Iterator[Fault]:
    ids = {row.id for row in rows}
    ids -= shredding.erased_of(ids)  # they came back with a dump and wait to be erased again
    seeded = set(Seed.objects.filter(file_id__in=ids).values_list("file_id", flat=True))
    there = {
        "has no share": shares.shares_of(ids).keys(),
        "has no seed": seeded,
        "has no manifest as stamped": manifests.read(ids).keys(),
    }
    for why, found in there.items():
        yield from (Fault("file", file_id, why) for file_id in sorted(ids - set(found)))


def _faults_of_seeds(rows: list[Seed]) -> Iterator[Fault]:
    for row in rows:
        if not files.is_proved(row):
            yield Fault("seed", row.id, "not as stamped")
    for row in _without_file(rows):
        yield Fault("seed", row.id, "is of no file")


def _faults_of_places(rows: list[Wrap]) -> Iterator[Fault]:
    pairs = {row.pair_id for row in rows if row.pair_id}
    known = dict(KeyPair.objects.filter(id__in=pairs).values_list("id", "holder_id"))
    for row in rows:
        if not files.is_placed(row):
            yield Fault("place", row.id, "not as stamped")
        elif row.token is None and not files.is_waiting(row):
            yield Fault("place", row.id, "was emptied")
        elif row.token is not None and not _opens_outside(row):
            yield Fault("place", row.id, "does not open under its KEK")
        elif row.token is not None and known.get(row.pair_id or row.id) != row.holder_id:
            yield Fault("place", row.id, "is sealed to no key of its holder")


def _opens_outside(row: Wrap) -> bool:
    kek = keyring().keks.get(row.kek_id)
    if kek is None or row.pair_id is None or row.token is None:
        return False
    place = wrapping.Place(row.subject_id, Holder(row.holder, row.holder_id), row.pair_id)
    try:
        wrapping.bare(kek, bytes(row.token), place)
    except Damaged:
        return False
    return True


def _faults_of_manifests(rows: list[Manifest]) -> Iterator[Fault]:
    """Cells that are listed and not there: the row was deleted, or the column emptied."""
    read = manifests.read(row.file_id for row in rows).values()
    names = (name for kept in read for name in kept.listed.names())
    for table, column, row_id in settling.lost_cells(names):
        yield Fault(f"{table}.{column}", row_id, "is gone")


def _faults_of_tombstones(rows: list[Tombstone]) -> Iterator[Fault]:
    for row in rows:
        if not shredding.is_proved(row):
            yield Fault("tombstone", row.file_id, "not as stamped")


def _faults_of_subjects(rows: list[SubjectKey]) -> Iterator[Fault]:
    kept = shares.shares_of(row.id for row in rows)
    keys = subjects.keys_in(rows, keyring().keks)
    erased = erased_of({row.id for row in rows} - kept.keys())
    for row in rows:
        if row.id not in kept and row.id not in erased:
            yield Fault("subject", row.id, "has no share")
        elif row.id in kept and row.subject_id not in keys:
            yield Fault("subject", row.id, "does not open under its KEK")


def _faults_of_addresses(rows: list[Staff]) -> Iterator[Fault]:
    for staff_id in addresses.misplaced(rows):
        yield Fault("staff", staff_id, "is found by an address that is not theirs")


def _without_file(rows: list[Seed]) -> list[Seed]:
    ids = {row.file_id for row in rows}
    there = set(File.objects.filter(id__in=ids).values_list("id", flat=True))
    return [row for row in rows if row.file_id not in there]
