"""Whole rows: a list through the ORM, and finding one of many by a blind index."""

import json
import os
import statistics
import time
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault.blind import blind_index
from eap.vault.cipher import FieldKey, Place, decrypt
from eap.vault.fields import SealedField, token_of
from eap.vault.opening import Door
from eap.vault.sealing import fresh_file, keep
from eap.vault.words import staff
from tests.bench.vault.figures import Figure
from tests.bench.vault.pairs import Round, ratios

ROWS, FILES, TEXT = 10_000, 100, "a" * 40
CODES, PROBES = 100_000, 100
LIST_ROUNDS, SEARCH_ROUNDS = 15, 31
Keys = dict[UUID, FieldKey]  # of the cells, by file


class PlainRow(models.Model):
    """A row with its text as it is."""

    id = models.UUIDField(primary_key=True)
    file_id = models.UUIDField()
    version = models.IntegerField()
    body = models.TextField()

    class Meta:
        app_label = "vaultbench"
        db_table = "bench_plain_row"


class SealedRow(models.Model):
    """The same row with its text sealed."""

    id = models.UUIDField(primary_key=True)
    file_id = models.UUIDField()
    version = models.IntegerField()
    body = SealedField()

    class Meta:
        app_label = "vaultbench"
        db_table = "bench_sealed_row"


class PlainCode(models.Model):
    """A code as it is."""

    id = models.IntegerField(primary_key=True)
    code = models.TextField()

    class Meta:
        app_label = "vaultbench"
        db_table = "bench_plain_code"


class BlindCode(models.Model):
    """The same code as its blind index."""

    id = models.IntegerField(primary_key=True)
    code = models.BinaryField()

    class Meta:
        app_label = "vaultbench"
        db_table = "bench_blind_code"


TABLES = """
CREATE TABLE bench_plain_row (
    id uuid PRIMARY KEY, file_id uuid NOT NULL, version integer NOT NULL, body text NOT NULL);
CREATE TABLE bench_sealed_row (
    id uuid PRIMARY KEY, file_id uuid NOT NULL, version integer NOT NULL, body bytea NOT NULL);
CREATE TABLE bench_plain_code (id integer PRIMARY KEY, code text NOT NULL);
CREATE TABLE bench_blind_code (id integer PRIMARY KEY, code bytea NOT NULL);
CREATE INDEX ON bench_plain_code (code);
CREATE INDEX ON bench_blind_code (code);
GRANT SELECT, INSERT ON bench_plain_row, bench_sealed_row, bench_plain_code, bench_blind_code
    TO harbour_app;
GRANT UPDATE ON bench_sealed_row TO harbour_app;
"""


def fill(actor: Actor) -> Keys:
    """Rows in a hundred files of the actor's, and codes; returns the files' keys."""
    with acting(actor):
        files = [fresh_file("case", circle=[staff(actor.known_id)]) for _ in range(FILES)]
        plain, sealed = [], []
        for number in range(ROWS):
            row, file = uuid4(), files[number % FILES]
            plain.append(PlainRow(id=row, file_id=file.id, version=1, body=TEXT))
            body = file.seal(TEXT, place_of(row, 1))
            sealed.append(SealedRow(id=row, file_id=file.id, version=1, body=body))
        keep(files)
        PlainRow.objects.bulk_create(plain, batch_size=1000)
        SealedRow.objects.bulk_create(sealed, batch_size=1000)
    numbers = range(CODES)
    codes = (PlainCode(id=number, code=_code(number)) for number in numbers)
    PlainCode.objects.bulk_create(codes, batch_size=5000)
    blind = (BlindCode(id=number, code=_blind(number)) for number in numbers)
    BlindCode.objects.bulk_create(blind, batch_size=5000)
    _settle()
    return {file.id: file._draft.keys.field for file in files}


def _settle() -> None:
    """As a server has them that has been up for a while."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        for model in (PlainRow, SealedRow, PlainCode, BlindCode):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")
        cursor.execute("RESET ROLE")


def listed(keys: Keys, door: Door) -> list[Figure]:
    """A list of all rows, its texts opened or not, against the plain list: the client's CPU.

    Opened through the door, a cell is held against its file's manifest besides.
    """

    def decrypted() -> None:
        for row in SealedRow.objects.all():
            decrypt(keys[row.file_id], token_of(row.body), place_of(row.id, row.version))

    def opened() -> None:
        for row in SealedRow.objects.all():
            door.open(row.body, file_id=row.file_id, place=place_of(row.id, row.version))

    acts = {"opened": opened, "decrypted": decrypted, "unopened": _reading(SealedRow)}
    found = ratios(acts, _reading(PlainRow), rounds=LIST_ROUNDS)
    what = f"ORM list of {ROWS:,} rows of 40 B, to the plain list"
    return [
        Figure.of(f"{what}: not opened", found["unopened"], most=1.25),
        Figure.of("  decrypted", found["decrypted"], most=2.2),
        Figure.of(
            "  through the door, each cell held against its manifest", found["opened"], most=2.2
        ),
    ]


def cold(keys: Keys, door: Door) -> list[Figure]:
    """The same list with nothing known but the unlock, to as many bare calls.

    Seeds, wraps, shares and manifests come from the database; the rows are in memory already.
    """
    rows = list(SealedRow.objects.filter(file_id__in=keys))
    bare, nonce = AESGCM(os.urandom(32)), os.urandom(12)
    plain = [bare.encrypt(nonce, TEXT.encode(), None) for _ in rows]

    def through() -> None:
        fresh = Door(door._unlocked)
        fresh.expect(keys)
        for row in rows:
            fresh.open(row.body, file_id=row.file_id, place=place_of(row.id, row.version))

    def expected() -> None:
        Door(door._unlocked).expect(keys)

    def read_bare() -> None:
        for one in plain:
            bare.decrypt(nonce, one, None)

    found = ratios({"cold": through, "files": expected}, read_bare, rounds=LIST_ROUNDS)
    return [
        Figure.of("10,000 cells in 100 cold files through the door, to one key", found["cold"]),
        Figure.of("  of this, the files: statements, keys, manifests", found["files"]),
    ]


def _reading(model: type[PlainRow] | type[SealedRow]) -> Round:
    """All rows as they come, and their bodies looked at."""

    def act() -> None:
        for row in model.objects.all():
            row.body  # noqa: B018

    return act


def searched() -> list[Figure]:
    """One row of many by a blind index, against a plain index: time on the wall and pages."""
    numbers = range(7, CODES, CODES // PROBES)

    def plain() -> None:
        for number in numbers:
            PlainCode.objects.get(code=_code(number))

    def blind() -> None:
        for number in numbers:
            BlindCode.objects.get(code=_blind(number))

    found = ratios({"blind": blind}, plain, rounds=SEARCH_ROUNDS, clock=time.perf_counter)
    pages = [_pages(PlainCode.objects.filter(code=_code(number))) for number in numbers]
    blind_pages = [_pages(BlindCode.objects.filter(code=_blind(number))) for number in numbers]
    plain_pages = statistics.mean(pages)
    what = f"equality among {CODES:,}, blind index to plain index"
    return [
        Figure.of(f"{what}: time", found["blind"], most=1.3),
        Figure(f"{what}: pages touched", statistics.mean(blind_pages) / plain_pages, most=1.0),
        Figure("  pages touched by the plain index", plain_pages, unit="pages"),
    ]


def place_of(row: UUID, version: int) -> Place:
    """Where a row's text stands."""
    return Place("cell", "text", row, version)


def _code(number: int) -> str:
    """Sixteen letters and digits, in no order of their numbers."""
    return f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}"


def _blind(number: int) -> bytes:
    return blind_index(_code(number), table="cell", column="code")


def _pages(query: models.QuerySet[Any]) -> int:
    """Pages of table and index that a statement touched, by PostgreSQL's own count."""
    sql, parameters = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
        (said,) = cursor.fetchone()
    plan = (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
