"""What is added without reading: opened by the file's holder at its own place, forged by nobody."""

from typing import Any
from uuid import uuid4

import pytest

from eap.core.errors import Invalid
from eap.vault import entries, pairs
from eap.vault.cipher import HEADER, Damaged, Place, padded
from eap.vault.entries import FORMAT, Slot

PRIVATE = pairs.new_private()
SLOT = Slot(b"key-id-1", pairs.public_of(PRIVATE))
PLACE = Place("note", "body", uuid4(), 3)


def read(token: bytes, place: Place = PLACE, private: bytes = PRIVATE) -> Any:
    return entries.read(private, SLOT.key_id, token, place)


@pytest.mark.parametrize("content", ["", "她睡不好。", {"a": [1, None]}, None, 0, 1.5, True])
def test_text_and_json_come_back(content: object) -> None:
    token = entries.add(SLOT, content, PLACE)
    assert (entries.is_entry(token), entries.key_id_of(token)) == (True, SLOT.key_id)
    assert read(token) == content


def test_what_is_neither_is_refused_without_being_quoted() -> None:
    with pytest.raises(Invalid) as caught:
        entries.add(SLOT, {"her": object()}, PLACE)
    assert caught.value.__context__ is None


def test_lengths_tell_as_little_as_those_of_other_cells() -> None:
    lengths = {len(entries.add(SLOT, text, PLACE)) for text in ("", "a", "No, never again.")}
    assert lengths == {HEADER + 32 + 64 + 16 + 16}


def test_every_changed_byte_and_every_length_is_noticed() -> None:
    token = entries.add(SLOT, "short", PLACE)
    for at in range(len(token)):
        _refuses(token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :])
        _refuses(token[:at])
    _refuses(token + b"\0")


def test_it_opens_at_its_own_place_only() -> None:
    token = entries.add(SLOT, "short", PLACE)
    for other in (
        Place("note", "title", PLACE.row, 3),
        Place("notes", "body", PLACE.row, 3),
        Place("note", "body", uuid4(), 3),
        Place("note", "body", PLACE.row, 2),
    ):
        _refuses(token, other)
    _refuses(token, private=pairs.new_private())


def test_with_the_public_key_alone_none_is_forged() -> None:
    """All that whoever has the database and the source can make, with marks of every kind."""
    header = FORMAT + b"\0" + SLOT.key_id
    about = PLACE.bound + header
    forged = header + pairs.seal_to(SLOT.public_key, padded("she is fine"), about)
    genuine = entries.add(SLOT, "she is not fine", PLACE)
    for mark in (b"", bytes(16), genuine[-16:], genuine):
        _refuses(forged + mark)


def test_another_installations_stamp_is_no_stamp(request: pytest.FixtureRequest) -> None:
    token = entries.add(SLOT, "short", PLACE)
    request.getfixturevalue("other_keyring")
    _refuses(token)


def _refuses(token: bytes, place: Place = PLACE, private: bytes = PRIVATE) -> None:
    with pytest.raises(Damaged) as caught:
        read(token, place, private)
    assert (caught.value.args, caught.value.__context__) == (("damaged",), None)
