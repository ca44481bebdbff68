"""Twelve words: random, checked, the same in both languages, and never echoed."""

import pytest
from mnemonic import Mnemonic

from eap.core.errors import Invalid
from eap.vault.blind import blind_index
from eap.vault.words12 import LISTS, entropy_of, new_words

# The first test vector of BIP-39: 128 zero bits.
ZERO = (
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
)


@pytest.mark.parametrize("language", LISTS)
def test_fresh_words_come_back_as_their_bits(language: str) -> None:
    words = new_words(language)
    assert len(words) == 12
    assert len(entropy_of(words)) == 16
    assert entropy_of(" ".join(words)) == entropy_of(words)
    assert new_words(language) != words


def test_they_are_the_standard_ones() -> None:
    assert entropy_of(ZERO) == bytes(16)


def test_the_same_bits_in_either_language_are_found_by_one_index() -> None:
    english = new_words("en")
    chinese = Mnemonic("chinese_simplified").to_mnemonic(entropy_of(english))
    assert entropy_of(chinese) == entropy_of(english)
    assert blind_index(entropy_of(chinese), table="client", column="key") == blind_index(
        entropy_of(english), table="client", column="key"
    )


def test_english_may_be_typed_in_any_way() -> None:
    words = new_words("en")
    numbered = "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(words, 1))
    for typed in (numbered, ",  ".join(words), "　".join(words), " " + "-".join(words) + "\t"):
        assert entropy_of(typed) == entropy_of(words)


def test_chinese_may_be_typed_in_any_way() -> None:
    words = new_words("zh-Hans")
    numbered = "，".join(f"{n}、{word}" for n, word in enumerate(words, 1))
    for typed in ("".join(words), "　".join(words), "、".join(words), numbered):
        assert entropy_of(typed) == entropy_of(words)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "count"),
        (ZERO + " about", "count"),
        (ZERO.removesuffix(" about"), "count"),
        (ZERO.replace("about", "aboot"), "unknown_word"),
        (ZERO.replace("about", "的"), "unknown_word"),
        (ZERO.replace("about", "abandon"), "checksum"),
    ],
)
def test_wrong_words_are_refused_by_kind_and_not_quoted(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        entropy_of(typed)
    assert caught.value.fields == {"words": why}
    assert "ab" not in str(caught.value)
    assert caught.value.__context__ is None


def test_two_swapped_words_are_nearly_always_noticed() -> None:
    noticed = 0
    for _ in range(64):
        words = list(new_words("en"))
        words[0], words[1] = words[1], words[0]
        try:
            entropy_of(words)
        except Invalid:
            noticed += 1
    assert noticed >= 48  # 15 in 16 are expected


def test_another_language_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        new_words("fr")
