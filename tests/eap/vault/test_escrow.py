"""The custodians' key offline: split, joined, used on a bundle. No database and no keyring."""

import json
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from shamir_mnemonic import MnemonicError, combine_mnemonics

from eap.vault import escrow, pairs, share_pages
from eap.vault.escrow import Bundle, EscrowError, EscrowKey, Part, PublicKey
from eap.vault.words import ESCROW, staff
from eap.vault.wrapping import Place

VECTORS = json.loads(Path(__file__).with_name("slip39.json").read_text())["vectors"]
SECRET = b"a seed under its file's share..!"
CHALLENGE = b"sixteen bytes :)"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_the_library_is_slip39(vector: dict[str, Any]) -> None:
    if vector["secret"]:
        made = combine_mnemonics(vector["shares"], b"TREZOR")
        assert made == bytes.fromhex(vector["secret"])
    else:
        with pytest.raises(MnemonicError):
            combine_mnemonics(vector["shares"], b"TREZOR")
        with pytest.raises(EscrowError):
            escrow.join(vector["shares"])


class TestShares:
    def test_any_two_of_three_are_the_key_and_none_of_them_alone(self) -> None:
        public, shares = escrow.make(2, 3)
        assert len(set(shares)) == 3
        assert {len(words.split()) for words in shares} == {33}
        for some in combinations(shares, 2):
            assert pairs.public_of(escrow.join(some)) == public
        assert pairs.public_of(escrow.join(shares)) == public
        for one in shares:
            with pytest.raises(
                EscrowError, match=r"^2 custodians have to come together; these are 1"
            ):
                escrow.join([one])
            with pytest.raises(EscrowError, match="these are 1"):
                escrow.join([one, one])

    def test_three_of_five(self) -> None:
        public, shares = escrow.make(3, 5)
        assert pairs.public_of(escrow.join(shares[2:])) == public
        with pytest.raises(EscrowError, match=r"^3 custodians"):
            escrow.join(shares[:2])

    def test_shares_of_two_keys_do_not_mix(self) -> None:
        one, other = escrow.make(2, 3)[1], escrow.make(2, 3)[1]
        with pytest.raises(EscrowError, match="not of one key"):
            escrow.join([one[0], other[1]])

    def test_a_miscopied_word_is_told_without_any_word(self) -> None:
        _, shares = escrow.make(2, 3)
        words = shares[0].split()
        words[20] = "academic" if words[20] != "academic" else "acid"
        with pytest.raises(EscrowError, match="compare each word") as caught:
            escrow.join([" ".join(words), shares[1]])
        assert caught.value.__context__ is None
        assert not set(words) & set(str(caught.value).split())

    @pytest.mark.parametrize(("threshold", "count"), [(1, 3), (4, 3), (2, 17), (0, 0)])
    def test_one_alone_is_never_enough(self, threshold: int, count: int) -> None:
        with pytest.raises(EscrowError):
            escrow.make(threshold, count)


class TestPages:
    def test_a_page_says_what_it_is_in_both_languages_and_gives_its_words_back(self) -> None:
        public, shares = escrow.make(2, 3)
        key = PublicKey(public, date(2026, 3, 2), 2, 3)
        for number, words in enumerate(shares, 1):
            text = share_pages.page(words, number, key)
            assert share_pages.words_on(text) == words
            assert escrow.fingerprint(public) in text
            assert f"{number} / 3" in text
            assert "这是什么" in text
            assert "What this is" in text
            assert all(len(line) <= 100 for line in text.split("\n"))

    def test_retyped_words_do_as_well(self) -> None:
        words = escrow.make(2, 3)[1][0]
        assert share_pages.words_on(words.replace(" ", "\n") + "\n") == words

    def test_a_file_without_words_is_none(self) -> None:
        with pytest.raises(EscrowError):
            share_pages.words_on("托管人\n\nNothing here.\n")

    def test_the_public_file_is_read_only_with_its_own_fingerprint(self) -> None:
        key = PublicKey(escrow.make(2, 3)[0], date(2026, 3, 2), 2, 3)
        text = key.as_text()
        assert escrow.public_key(text) == key
        other = escrow.make(2, 3)[0]
        for changed in (text.replace(key.public_key.hex(), other.hex()), "{}", "[]", "", "7"):
            with pytest.raises(EscrowError):
                escrow.public_key(changed)


class Offline:
    """A bundle as the server makes one, and both private halves."""

    def __init__(self) -> None:
        public, self.shares = escrow.make(2, 3)
        self.new = pairs.new_private()
        empty = Bundle(uuid4(), uuid4(), uuid4(), pairs.public_of(self.new))
        escrow_pair = uuid4()
        sealed = pairs.seal_to(public, CHALLENGE, empty.about(escrow_pair))
        parts = []
        for _ in range(2):
            subject = uuid4()
            about = Place(subject, ESCROW, escrow_pair).about
            parts.append(Part(subject, escrow_pair, pairs.seal_to(public, SECRET, about)))
        keys = (EscrowKey(escrow_pair, public, sealed),)
        self.bundle = replace(empty, keys=keys, parts=tuple(parts))
        self.said = escrow.fingerprint(self.bundle.public_key)

    def opened(self, bundle: Bundle, said: str = "") -> escrow.Answer:
        """The answer of two custodians, by way of the files."""
        read = escrow.bundle(bundle.as_text())
        return escrow.opened(read, self.shares[:2], new_key=said or self.said)


class TestBundle:
    def test_what_the_custodians_hold_is_sealed_to_the_new_key(self) -> None:
        given = Offline()
        answer = escrow.answer(given.opened(given.bundle).as_text())
        assert answer.is_by(CHALLENGE)
        assert not answer.is_by(CHALLENGE[::-1])
        holder = staff(given.bundle.holder)
        for part, had in zip(answer.parts, given.bundle.parts, strict=True):
            place = Place(had.subject, holder, given.bundle.pair)
            assert pairs.open_with(given.new, part.sealed, place.about) == SECRET
        assert SECRET.hex() not in answer.as_text()

    def test_one_custodian_opens_nothing(self) -> None:
        given = Offline()
        with pytest.raises(EscrowError, match=r"^2 custodians have to come together"):
            escrow.opened(given.bundle, given.shares[:1], new_key=given.said)

    def test_other_custodians_open_nothing(self) -> None:
        given = Offline()
        with pytest.raises(EscrowError, match="Nothing in the bundle"):
            escrow.opened(given.bundle, escrow.make(2, 3)[1], new_key=given.said)

    def test_a_substituted_new_key_is_refused(self) -> None:
        given = Offline()
        thief = pairs.public_of(pairs.new_private())
        swapped = replace(given.bundle, public_key=thief)
        with pytest.raises(EscrowError, match="fingerprint was said"):
            given.opened(swapped)
        with pytest.raises(EscrowError, match="was changed"):
            given.opened(swapped, said=escrow.fingerprint(thief))

    def test_a_swapped_or_changed_wrap_is_refused(self) -> None:
        given = Offline()
        one, two = given.bundle.parts
        swapped = (one._replace(sealed=two.sealed), two._replace(sealed=one.sealed))
        cut = (one._replace(sealed=one.sealed[:-1]), two)
        for parts in (swapped, cut):
            with pytest.raises(EscrowError, match="was changed"):
                given.opened(replace(given.bundle, parts=parts))

    def test_another_requests_or_holders_bundle_is_refused(self) -> None:
        given = Offline()
        for name in ("request", "holder", "pair"):
            with pytest.raises(EscrowError, match="was changed"):
                given.opened(replace(given.bundle, **{name: uuid4()}))

    def test_a_changed_answer_is_not_by_the_custodians(self) -> None:
        given = Offline()
        answer = given.opened(given.bundle)
        one, two = answer.parts
        for changed in (
            replace(answer, request=uuid4()),
            replace(answer, escrow=uuid4()),
            replace(answer, parts=(one,)),
            replace(answer, parts=(one._replace(sealed=two.sealed), two)),
        ):
            assert not changed.is_by(CHALLENGE)

    def test_what_is_no_bundle_is_told_in_one_line(self) -> None:
        given = Offline()
        text = given.bundle.as_text()
        for wrong in ("", "{}", "[]", "null", text.replace('"pair"', '"pear"'), text[:-20]):
            with pytest.raises(EscrowError, match=r"^This is no harbour escrow bundle"):
                escrow.bundle(wrong)
        with pytest.raises(EscrowError, match=r"^This is no harbour escrow answer"):
            escrow.answer(text)
