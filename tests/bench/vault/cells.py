"""One cell: the cipher alone, and with the column's field."""

import os
from uuid import UUID, uuid4

from django.db import connection

from eap.vault.cipher import OVERHEAD, FieldKey, Place, decrypt, encrypt, padded_length
from eap.vault.fields import Sealed, SealedField, token_of
from tests.bench.vault.figures import Figure, named
from tests.bench.vault.pairs import (
    CHINESE,
    LATIN,
    Round,
    call_reading,
    call_writing,
    calls_for,
    each,
    least_reading,
    least_writing,
    ratios,
    text_of,
)

READ_AIM = {40: 2.2, 1024: 2.0, 10_240: 1.6}
WRITE_AIM = 2.0
TABLE, COLUMN = "cell", "text"
Costs = dict[str, float]  # "write" and "read" -> times the call; "stored" -> bytes


def _acts(text: str) -> tuple[Round, Round]:
    """`encrypt` and `decrypt` at places that are known."""
    key = FieldKey(os.urandom(32), uuid4())
    places = [Place(TABLE, COLUMN, uuid4(), 1) for _ in range(calls_for(len(text.encode())))]
    cells = [(place, encrypt(key, text, place)) for place in places]

    def write() -> None:
        for place in places:
            encrypt(key, text, place)

    def read() -> None:
        for place, token in cells:
            decrypt(key, token, place)

    return write, read


def cipher(size: int) -> Costs:
    """The cipher's costs as those of other packages are measured."""
    write, read = _acts(text_of(size))
    return {
        "write": ratios({"": write}, call_writing(size))[""].median,
        "read": ratios({"": read}, call_reading(size))[""].median,
        "stored": OVERHEAD + padded_length(4 + size),
    }


def cipher_figures(size: int) -> list[Figure]:
    """The cipher against both bare acts. The aims are for Latin text against the call.

    To make a `str` of Chinese takes Python longer than to decrypt it, so for Chinese the call is
    no measure of a library.
    """
    figures = []
    for name, words in (("Latin", LATIN), ("Chinese", CHINESE)):
        text, what = text_of(size, words), f"{named(size)} of {name}"
        write, read = _acts(text)
        aims = (WRITE_AIM, READ_AIM[size]) if words == LATIN else (None, None)
        figures += _beside(f"write {what}", write, call_writing(size), least_writing(text), aims[0])
        figures += _beside(f"read {what}", read, call_reading(size), least_reading(text), aims[1])
    ready = ratios({"": _acts(text_of(size))[0]}, call_writing(size, drawn=False))[""]
    figures.append(
        Figure.of(f"write {named(size)} of Latin, to the call with a nonce ready", ready)
    )
    return figures


def _beside(what: str, act: Round, call: Round, least: Round, aim: float | None) -> list[Figure]:
    to_call = ratios({"ours": act, "least": least}, call)
    to_least = ratios({"ours": act}, least)
    return [
        Figure.of(f"{what}, to the call", to_call["ours"], most=aim),
        Figure.of("  the least, to the call", to_call["least"]),
        Figure.of("  to the least", to_least["ours"]),
    ]


def field(size: int) -> Costs:
    """Cipher and column with the key in hand, which is what other packages' fields do.

    The place is made anew for each cell, as a room makes it.
    """
    key, column, text = FieldKey(os.urandom(32), uuid4()), SealedField(), text_of(size)

    def written(row: UUID) -> bytes:
        sealed = Sealed(encrypt(key, text, Place(TABLE, COLUMN, row, 1)))
        return column.get_db_prep_save(sealed, connection)

    def opened(cell: tuple[UUID, bytes]) -> str:
        row, token = cell
        sealed = column.from_db_value(token, None, connection)
        return str(decrypt(key, token_of(sealed), Place(TABLE, COLUMN, row, 1)))

    rows = [uuid4() for _ in range(calls_for(size))]
    cells = [(row, written(row)) for row in rows]
    if {opened(cell) for cell in cells} != {text}:
        raise SystemExit("the vault does not give back what was written")
    return {
        "write": ratios({"": each(written, rows)}, call_writing(size))[""].median,
        "read": ratios({"": each(opened, cells)}, call_reading(size))[""].median,
        "stored": len(cells[0][1]),
    }


def stored(size: int) -> list[Figure]:
    """Bytes around the padded content, and what the padding adds."""
    place = Place(TABLE, COLUMN, uuid4())
    token = encrypt(FieldKey(os.urandom(32), uuid4()), text_of(size), place)
    around = len(token) - padded_length(4 + size)
    padding = (padded_length(4 + size) - size) / size * 100
    aim = 12 if size > 512 else None
    return [
        Figure(f"stored around the padded content of {named(size)}", around, most=40, unit="B"),
        Figure(f"  padding and length of {named(size)}", padding, most=aim, unit="%"),
    ]
