"""The secrets of clients: how they are made, written and turned into the hashes that are stored.

A card is nine random characters and one that checks them (Luhn's rule over the alphabet, which
notices every single mistyped character and almost every swap of two neighbours). The check is for
the page, so that a slip of the pen costs no try; the server only asks whether the card exists.
"""

import hmac
import secrets
import unicodedata

from eap.core import ids
from eap.people.words import CARD_LENGTH, CODE_DIGITS
from eap.vault.blind import bare_code, blind_index, blind_indexes, index_versions
from eap.vault.keyring import client_session_key

_ALPHABET = ids.CODE_ALPHABET
_BASE = len(_ALPHABET)
_CODES = 10**CODE_DIGITS


def new_card() -> str:
    """A card's code, 10 characters."""
    body = ids.code(CARD_LENGTH - 1)
    return body + check_character(body)


def new_cards(count: int) -> list[str]:
    """So many different codes, for cards or for strips, in no order."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[new_card()] = None
    return list(found)


def check_character(body: str) -> str:
    """The character that completes a card's first nine."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = _ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // _BASE + value % _BASE
    return _ALPHABET[-total % _BASE]


def new_token() -> str:
    """The secret of one coming-in, kept in the client's cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token: 32 bytes."""
    return hmac.digest(client_session_key(), token.encode(), "sha256")


def card_index(typed: str) -> bytes:
    """What is stored of a card, however it was typed."""
    return blind_index(bare_code(typed), table="people_voucher", column="code")


def card_indexes(typed: str) -> list[bytes]:
    """What may be stored of a card: an index by every index root, the current one's first."""
    return blind_indexes(bare_code(typed), table="people_voucher", column="code")


def code_index(typed: str) -> bytes:
    """What is stored of a visit code, however it was typed."""
    return blind_index(bare_code(typed), table="people_visit_code", column="code")


def code_indexes(typed: str) -> list[bytes]:
    """What may be stored of a visit code, by every index root."""
    return blind_indexes(bare_code(typed), table="people_visit_code", column="code")


def key_index(entropy: bytes) -> bytes:
    """What is stored of a private key."""
    return blind_index(entropy, table="people_private_key", column="key")


def key_indexes(entropy: bytes) -> list[bytes]:
    """What may be stored of a private key, by every index root."""
    return blind_indexes(entropy, table="people_private_key", column="key")


def tail_index(words: list[str]) -> bytes:
    """What is stored of a private key's last two words until they are typed again."""
    return tail_indexes(words)[0]


def tail_indexes(words: list[str]) -> list[bytes]:
    """What may be stored of two last words, by every index root.

    Case and width do not matter: a phone's keyboard begins with a capital.
    """
    text = " ".join(unicodedata.normalize("NFKC", word).strip().casefold() for word in words)
    return blind_indexes(text, table="people_private_key", column="tail")


def retry_index(retry_key: bytes) -> bytes:
    """What is stored of the random key a browser sends with a first booking."""
    return retry_indexes(retry_key)[0]


def retry_indexes(retry_key: bytes) -> list[bytes]:
    """What may be stored of a browser's random key, by every index root."""
    return blind_indexes(retry_key, table="people_visit_code", column="retry")


def visit_code(retry_key: bytes, attempt: int, version: int | None = None) -> str:
    """The visit code that belongs to a browser's random key: the same one every time it asks.

    `attempt` counts on when somebody else holds the code already. `version` is the index root
    it is drawn by, left out the current one.
    """
    text = attempt.to_bytes(2) + retry_key
    drawn = blind_index(text, table="people_visit_code", column="draw", version=version)
    return f"{int.from_bytes(drawn) % _CODES:0{CODE_DIGITS}}"


def draws() -> list[int]:
    """The index roots by which a visit code may have been drawn, oldest first, the current last."""
    return index_versions()[::-1]


def bucket(who: str, what: str) -> bytes:
    """What is stored of who (a network prefix or a person) tried what."""
    return blind_index(f"{what} {who}", table="people_try_count", column="bucket")


def spaced(code: str) -> str:
    """The code of a card or strip as it is printed: two groups of five."""
    return f"{code[:5]} {code[5:]}"
