"""Cards tell a slip of the pen; codes and hashes come out the same whenever they should."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eap.core.ids import CODE_ALPHABET
from eap.people import codes
from eap.people.words import CARD_LENGTH, CODE_DIGITS

bodies = st.text(CODE_ALPHABET, min_size=CARD_LENGTH - 1, max_size=CARD_LENGTH - 1)


def whole(card: str) -> bool:
    return codes.check_character(card[:-1]) == card[-1]


def test_a_new_card_is_whole_and_easily_read() -> None:
    card = codes.new_card()
    assert len(card) == CARD_LENGTH
    assert set(card) <= set(CODE_ALPHABET)
    assert whole(card)


@given(bodies, st.integers(0, CARD_LENGTH - 1), st.sampled_from(CODE_ALPHABET))
def test_any_one_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    card = body + codes.check_character(body)
    other = card[:place] + wrong + card[place + 1 :]
    assert whole(other) == (other == card)


def test_almost_every_swap_of_neighbours_is_noticed() -> None:
    pairs = [a + b for a in CODE_ALPHABET for b in CODE_ALPHABET if a != b]
    cards = [pair + "ABCDEFG" for pair in pairs]
    missed = [
        card
        for card in cards
        if codes.check_character(card) == codes.check_character(card[1] + card[0] + card[2:])
    ]
    assert len(missed) <= 2


def test_cards_differ() -> None:
    assert len({codes.new_card() for _ in range(200)}) == 200


@pytest.mark.parametrize("typed", ["ab23-4567 89", "AB23456789", " ab 23456789 "])
def test_a_card_is_found_however_it_was_typed(typed: str) -> None:
    assert codes.card_index(typed) == codes.card_index("AB23456789")


def test_the_last_two_words_are_known_as_a_phone_types_them() -> None:
    assert codes.tail_index([" Ocean", "Tide "]) == codes.tail_index(["ocean", "tide"])
    assert codes.tail_index(["ocean", "tide"]) != codes.tail_index(["tide", "ocean"])


def test_a_browsers_key_draws_the_same_code_again_and_another_when_it_is_taken() -> None:
    first = codes.visit_code(b"k" * 16, 0)
    assert first == codes.visit_code(b"k" * 16, 0)
    assert len(first) == CODE_DIGITS and first.isdigit()
    assert first != codes.visit_code(b"k" * 16, 1)
    assert first != codes.visit_code(b"l" * 16, 0)


def test_one_secret_has_another_hash_in_each_column() -> None:
    hashes = [
        codes.card_index("123456789012"),
        codes.code_index("123456789012"),
        codes.tail_index(["123456789012"]),
        codes.bucket("123456789012", "secrets"),
        codes.bucket("123456789012", "strips"),
    ]
    assert all(a != b for a, b in pairwise(hashes))
    assert len(set(hashes)) == len(hashes)
