"""One cell: the cipher alone, and with the column's field."""

import os
from uuid import UUID, uuid4

from django.db import connection

from eap.vault.cipher import FieldKey, Place, decrypt, encrypt, padded_length
from eap.vault.fields import Sealed, SealedField, token_of
from tests.bench.vault.figures import Figure, named
from tests.bench.vault.pairs import (
    bare_reading,
    bare_reading_text,
    bare_writing,
    calls_for,
    each,
    ratios,
)

READ_AIM = {40: 2.2, 1024: 2.0, 10_240: 1.6}
WRITE_AIM = 2.0
TABLE, COLUMN = "cell", "text"
Costs = dict[str, float]  # "write" and "read" -> times the bare call; "stored" -> bytes


def cipher(size: int) -> Costs:
    """`encrypt` and `decrypt` at places that are known, against the bare call on as many bytes.

    "text" is that call and making text of its bytes, which no reading of text goes below.
    """
    key, text = FieldKey(os.urandom(32), uuid4()), "a" * size
    places = [Place(TABLE, COLUMN, uuid4(), 1) for _ in range(calls_for(size))]
    cells = [(place, encrypt(key, text, place)) for place in places]

    def write() -> None:
        for place in places:
            encrypt(key, text, place)

    def read() -> None:
        for place, token in cells:
            decrypt(key, token, place)

    reading = {"read": read, "text": bare_reading_text(size)}
    return {
        **ratios({"write": write}, bare_writing(size)),
        **ratios(reading, bare_reading(size)),
        "stored": len(cells[0][1]),
    }


def cipher_figures(size: int, costs: Costs) -> list[Figure]:
    """Those against their aims."""
    what = f"a cell of {named(size)}, to the bare AES-256-GCM call"
    return [
        Figure(f"write {what}", costs["write"], most=WRITE_AIM),
        Figure(f"read {what}", costs["read"], most=READ_AIM[size]),
        Figure("  of this, the call itself and making text of its bytes", costs["text"]),
    ]


def field(size: int) -> Costs:
    """Cipher and column with the key in hand, which is what other packages' fields do.

    The place is made anew for each cell, as a room makes it.
    """
    key, column, text = FieldKey(os.urandom(32), uuid4()), SealedField(), "a" * size

    def written(row: UUID) -> bytes:
        sealed = Sealed(encrypt(key, text, Place(TABLE, COLUMN, row, 1)))
        return column.get_db_prep_save(sealed, connection)

    def text_of(cell: tuple[UUID, bytes]) -> str:
        row, token = cell
        sealed = column.from_db_value(token, None, connection)
        return str(decrypt(key, token_of(sealed), Place(TABLE, COLUMN, row, 1)))

    rows = [uuid4() for _ in range(calls_for(size))]
    cells = [(row, written(row)) for row in rows]
    if {text_of(cell) for cell in cells} != {text}:
        raise SystemExit("the vault does not give back what was written")
    return {
        **ratios({"write": each(written, rows)}, bare_writing(size)),
        **ratios({"read": each(text_of, cells)}, bare_reading(size)),
        "stored": len(cells[0][1]),
    }


def stored(size: int) -> list[Figure]:
    """Bytes around the padded content, and what the padding adds."""
    token = encrypt(FieldKey(os.urandom(32), uuid4()), "a" * size, Place(TABLE, COLUMN, uuid4()))
    around = len(token) - padded_length(4 + size)
    padding = (padded_length(4 + size) - size) / size * 100
    aim = 12 if size > 512 else None
    return [
        Figure(f"stored around the padded content of {named(size)}", around, most=40, unit="B"),
        Figure(f"  padding and length of {named(size)}", padding, most=aim, unit="%"),
    ]
