"""Identifiers are random and made before the row, because ciphertext is bound to its row's id.

Time-ordered ids would tell when a case began.
"""

import secrets
from uuid import UUID, uuid4

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud and written by hand


def new_id() -> UUID:
    """A random UUID."""
    return uuid4()


def code(length: int) -> str:
    """A random code of `length` characters that survive handwriting."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))
