"""What is done with keys: opening them cold, changing the one above them, unlocking."""

import os
import statistics
from typing import NamedTuple
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eap.vault import pairs, passphrases, wrapping
from eap.vault.cipher import FieldKey, Place, decrypt, encrypt
from eap.vault.files import FileKeys
from eap.vault.keyring import Kek
from eap.vault.pairs import Opener
from eap.vault.words import staff
from tests.bench.vault.figures import Figure
from tests.bench.vault.pairs import Round, ratios, seconds

FILES, CELLS = 100, 10_000
COLD_ROUNDS, WRAPS, UNLOCKS = 21, 100, 5


class ColdFile(NamedTuple):
    """A file as it lies in the database, for its one holder: the wrap, and the sealed cells."""

    id: UUID
    seed_id: UUID
    share: bytes
    place: wrapping.Place
    wrap: bytes
    cells: list[tuple[Place, bytes]]


def _cold_file(kek: Kek, private: bytes, cells: int, text: str) -> ColdFile:
    file_id, seed_id, share = uuid4(), uuid4(), os.urandom(32)
    keys = FileKeys(os.urandom(wrapping.SECRET), seed_id, file_id)
    place = wrapping.Place(seed_id, staff(uuid4()), uuid4())
    wrap = wrapping.wrapped(kek, keys.masked(share), pairs.public_of(private), place)
    places = [Place("note", "body", uuid4(), 1) for _ in range(cells)]
    sealed = [(place, encrypt(keys.field, text, place)) for place in places]
    return ColdFile(file_id, seed_id, share, place, wrap, sealed)


def _keys_of(kek: Kek, opener: Opener, file: ColdFile) -> FileKeys:
    masked = wrapping.opened(kek, file.wrap, opener, file.place)
    seed = wrapping.masked(masked, file.share, file.seed_id)
    return FileKeys(seed, file.seed_id, file.id)


def cold_files() -> list[Figure]:
    """10,000 cells of 40 bytes in 100 files whose wraps must be opened first, to one bare key."""
    kek, private = Kek("00" * 8, os.urandom(32)), pairs.new_private()
    bare, nonce = AESGCM(os.urandom(32)), os.urandom(12)
    plain = [bare.encrypt(nonce, b"a" * 40, None) for _ in range(CELLS)]
    files = [_cold_file(kek, private, CELLS // FILES, "a" * 40) for _ in range(FILES)]

    def open_all() -> None:
        opener = Opener(private)
        for file in files:
            _keys_of(kek, opener, file)

    def read_all() -> None:
        opener = Opener(private)
        for file in files:
            keys = _keys_of(kek, opener, file)
            for place, token in file.cells:
                decrypt(keys.field, token, place)

    def read_bare() -> None:
        for one in plain:
            bare.decrypt(nonce, one, None)

    found = ratios({"cold": read_all, "keys": open_all}, read_bare, rounds=COLD_ROUNDS)
    what = "10,000 cells of 40 B in 100 cold files, HPKE and all, to one key"
    return [
        Figure.of(what, found["cold"], most=3.4),
        Figure.of("  of this, opening the files", found["keys"]),
    ]


def kek_rotation() -> list[Figure]:
    """How much cheaper another KEK round a wrap is than sealing the file anew, all in memory.

    A file of five cells and one holder. Sealed anew it has a new seed, which its holder must be
    given; the cells alone are told besides.
    """
    old, new, private = Kek("00" * 8, os.urandom(32)), Kek("11" * 8, os.urandom(32)), os.urandom(32)
    file, public = _cold_file(old, private, 5, "a" * 1024), pairs.public_of(private)
    keys, times = _keys_of(old, Opener(private), file), range(WRAPS)

    def cells_anew(fresh: FieldKey) -> None:
        for place, token in file.cells:
            encrypt(fresh, decrypt(keys.field, token, place), place)

    def file_anew() -> None:
        fresh = FileKeys(os.urandom(wrapping.SECRET), file.seed_id, file.id)
        wrapping.wrapped(old, fresh.masked(file.share), public, file.place)
        cells_anew(fresh.field)

    acts: dict[str, Round] = {
        "file": lambda: [file_anew() for _ in times],
        "cells": lambda: [cells_anew(FieldKey(os.urandom(32), file.id)) for _ in times],
    }
    found = ratios(
        acts, lambda: [wrapping.rewrapped(old, new, file.wrap, file.place) for _ in times]
    )
    return [
        Figure.of("sealing a file of five 1 KB cells anew, to a new KEK", found["file"], least=8.0),
        Figure.of("  its cells alone", found["cells"]),
    ]


def unlocking() -> list[Figure]:
    """Processor seconds of one right passphrase (Argon2id)."""
    passphrase = "four quiet grey herons"
    stored = passphrases.store(uuid4(), uuid4(), pairs.new_private(), passphrase)
    cost = statistics.median(
        seconds(lambda: passphrases.opened(stored, passphrase)) for _ in range(UNLOCKS)
    )
    return [Figure("an unlock's Argon2id, processor time", cost, least=0.2, most=0.5, unit="s")]
