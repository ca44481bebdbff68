"""The private key as twelve words: 128 random bits and a checksum, in English or Chinese.

Both word lists stand for the same bits (BIP-39), and the index is made over the bits, so words
given in one language may be typed in a page shown in the other.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from mnemonic import Mnemonic

from eap.core.errors import Invalid

LISTS = {"en": "english", "zh-Hans": "chinese_simplified"}
WORDS = 12
BITS = 128
_BETWEEN = re.compile(r"[\W\d_]+")


def new_words(language: str) -> tuple[str, ...]:
    """Twelve fresh words in `en` or `zh-Hans`. Another language raises KeyError."""
    return tuple(_list(language).generate(BITS).split(" "))


def entropy_of(words: str | Iterable[str]) -> bytes:
    """The 16 bytes that twelve words stand for, however they were typed.

    Case, width, numbering and punctuation do not matter, and Chinese words need no spaces.
    Raises Invalid naming `words`: count, unknown_word or checksum.
    """
    typed = _typed(words if isinstance(words, str) else " ".join(words))
    if len(typed) != WORDS:
        raise Invalid(fields={"words": "count"})
    lists = [made for made in map(_list, LISTS) if set(typed) <= set(made.wordlist)]
    if not lists:
        raise Invalid(fields={"words": "unknown_word"})
    phrase = " ".join(typed)
    if not lists[0].check(phrase):
        raise Invalid(fields={"words": "checksum"})
    return bytes(lists[0].to_entropy(phrase))


def _typed(text: str) -> list[str]:
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text).casefold())
    return [word for part in parts for word in ([part] if part.isascii() else part) if word]


@cache
def _list(language: str) -> Mnemonic:
    return Mnemonic(LISTS[language])
