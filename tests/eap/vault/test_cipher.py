"""One cell: what is sealed comes back at its place, and every change is noticed."""

import json
import os
import pickle
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from eap.core.errors import Invalid
from eap.vault import cipher
from eap.vault.cipher import Damaged, FieldKey, Place, decrypt, encrypt, padded_length

FILE = uuid4()
KEY = FieldKey(os.urandom(32), FILE)
PLACE = Place("note", "body", uuid4(), 3)
TEXT = "She said the calls follow her home. 她说电话声一直跟着她。"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
def test_what_is_sealed_comes_back(content: object) -> None:
    assert decrypt(KEY, encrypt(KEY, content, PLACE), PLACE) == content


def test_the_format_is_the_documented_one() -> None:
    """Taken apart by hand from the format's description, without the code under test."""
    seed, row = bytes(range(32)), UUID(int=7)
    token = encrypt(FieldKey(seed, FILE), "quiet", Place("note", "body", row, 2))
    assert token[:4] == b"\xe1\x01\x01\x00"
    assert len(token) == 12 + 12 + 64 + 16
    material = cipher.derive(seed, b"field key", FILE.bytes, length=40)
    assert token[4:12] == material[32:]
    bound = b"eap1\x00\x04note\x00\x04body" + row.bytes + (2).to_bytes(8, "big") + token[:12]
    plain = AESGCM(material[:32]).decrypt(token[12:24], token[24:], bound)
    assert plain == b"\x00\x00\x00\x05quiet".ljust(64, b"\x00")


def test_every_changed_byte_is_noticed() -> None:
    token = encrypt(KEY, TEXT, PLACE)
    for position in range(len(token)):
        for flip in (0x01, 0x80):
            changed = bytearray(token)
            changed[position] ^= flip
            with pytest.raises(Damaged):
                decrypt(KEY, bytes(changed), PLACE)


def test_every_shortened_or_lengthened_cell_is_noticed() -> None:
    token = encrypt(KEY, TEXT, PLACE)
    for cut in range(len(token)):
        with pytest.raises(Damaged):
            decrypt(KEY, token[:cut], PLACE)
    for more in (b"\x00", token):
        with pytest.raises(Damaged):
            decrypt(KEY, token + more, PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("note", "body", uuid4(), 3),
        Place("note", "plan", PLACE.row, 3),
        Place("message", "body", PLACE.row, 3),
        Place("note", "body", PLACE.row, 2),
        Place("note", "body", PLACE.row, 4),
        Place("note", "body", PLACE.row, -3),
        Place("noteb", "ody", PLACE.row, 3),
    ],
)
def test_it_opens_at_no_other_place(elsewhere: Place) -> None:
    with pytest.raises(Damaged):
        decrypt(KEY, encrypt(KEY, TEXT, PLACE), elsewhere)


def test_it_opens_under_no_other_file_even_with_the_same_seed() -> None:
    seed = os.urandom(32)
    token = encrypt(FieldKey(seed, FILE), TEXT, PLACE)
    for other in (FieldKey(seed, uuid4()), FieldKey(os.urandom(32), FILE)):
        with pytest.raises(Damaged):
            decrypt(other, token, PLACE)


def test_text_and_json_are_not_taken_for_each_other() -> None:
    token = bytearray(encrypt(KEY, "12", PLACE))
    token[3] = 1
    with pytest.raises(Damaged):
        decrypt(KEY, bytes(token), PLACE)


@pytest.mark.parametrize("mark", [b"\xe1\x01\x01\x07", b"\xe1\x01\x03\x00", b"\xe1\x02\x01\x00"])
def test_another_format_is_not_read_as_this_one_even_from_who_has_the_key(mark: bytes) -> None:
    header, nonce = mark + KEY.text_header[4:], os.urandom(12)
    sealed = KEY.aead.encrypt(nonce, bytes(64), PLACE.bound + header)
    with pytest.raises(Damaged):
        decrypt(KEY, header + nonce + sealed, PLACE)


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        TEXT.encode(),
        b"gAAAAABh" + b"A" * 120,
        b"\xc1\x04" + bytes(200),
        b"\xe1\x02\x01\x00" + bytes(150),
        bytes(104),
    ],
)
def test_foreign_tokens_and_plain_text_are_damaged(foreign: bytes) -> None:
    with pytest.raises(Damaged):
        decrypt(KEY, foreign, PLACE)


def test_a_refusal_carries_nothing_along() -> None:
    token = bytearray(encrypt(KEY, TEXT, PLACE))
    token[-1] ^= 1
    with pytest.raises(Damaged) as caught:
        decrypt(KEY, bytes(token), PLACE)
    assert caught.value.args == ("damaged",)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "content",
    [b"bytes", {1, 2}, object(), float("nan"), "\ud800 her secret", ["\udfff"], {"a": b""}],
)
def test_what_is_no_text_and_no_json_is_refused_without_quoting_it(content: object) -> None:
    with pytest.raises(Invalid, match="not_sealable") as caught:
        encrypt(KEY, content, PLACE)
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_deep_value_is_refused_not_crashed_on() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Invalid):
        encrypt(KEY, deep, PLACE)


def test_equal_texts_have_no_equal_tokens() -> None:
    assert len({encrypt(KEY, TEXT, PLACE)[12:] for _ in range(100)}) == 100


def test_short_and_empty_texts_are_of_one_length() -> None:
    lengths = {len(encrypt(KEY, "x" * n, PLACE)) for n in range(61)}
    assert lengths == {104}
    assert len(encrypt(KEY, None, PLACE)) == len(encrypt(KEY, [], PLACE)) == 104
    assert len(encrypt(KEY, "x" * 61, PLACE)) == 40 + 72


def test_padding_costs_at_most_twelve_per_cent_and_grows_by_few_steps() -> None:
    steps = {padded_length(n) for n in range(65, 100_001)}
    for n in range(65, 100_001):
        padded = padded_length(n)
        assert n <= padded <= n * 1.12
        assert padded_length(padded) == padded
    assert len(steps) < 200
    assert [padded_length(n) for n in (0, 4, 64, 65, 72, 73)] == [64, 64, 64, 72, 72, 80]


@pytest.mark.parametrize("name", ["Note", "note-body", "", "1note", "n" * 64, "note body", "备注"])
def test_a_name_that_is_not_stable_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a stable name"):
        Place(name, "body", PLACE.row)
    with pytest.raises(ValueError, match="not a stable name"):
        Place("note", name, PLACE.row)


def test_a_place_is_a_value() -> None:
    same, first = Place("note", "body", PLACE.row, 3), Place("note", "body", PLACE.row)
    assert same == PLACE
    assert len({PLACE, same, first, Place("note", "body", PLACE.row, 1)}) == 2
    assert same != same.bound
    assert repr(same) == f"Place('note', 'body', {PLACE.row!r}, 3)"


def test_keys_are_never_shown_nor_copied() -> None:
    assert repr(KEY) == "<FieldKey>"
    with pytest.raises(TypeError):
        pickle.dumps(KEY)
    with pytest.raises(TypeError):
        json.dumps(KEY)
