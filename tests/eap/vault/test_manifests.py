"""What stands in a file, as it is listed, stamped and answered for."""

import hashlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from eap.vault import manifests
from eap.vault.cipher import Damaged, Place
from eap.vault.files import FileKeys
from eap.vault.manifests import Kept, Listed, digest_of
from eap.vault.models import Manifest

FILE = uuid4()
KEYS = FileKeys(os.urandom(32), uuid4(), FILE)
PLACE, OTHER = Place("note", "body", uuid4(), 3), Place("note", "body", uuid4())


@pytest.fixture
def begun(db: None) -> Iterator[None]:
    """A new file's manifest, with one cell known."""
    listed = Listed()
    listed.know(PLACE, b"token")
    with transaction.atomic():
        manifests.begin([(KEYS, listed)])
        yield


def now() -> Kept:
    return manifests.read([FILE])[FILE]


class TestListed:
    def test_a_cell_fits_as_it_was_last_written_and_not_otherwise(self) -> None:
        listed = Listed()
        listed.know(PLACE, b"token")
        assert listed.fits(PLACE, b"token")
        earlier = Place("note", "body", PLACE.row, 2)
        for place, token in ((PLACE, b"other"), (earlier, b"token"), (OTHER, b"token")):
            assert not listed.fits(place, token)

    def test_what_was_added_since_stands_before_what_is_known(self) -> None:
        listed = Listed()
        listed.know(PLACE, b"known")
        listed.add(PLACE, b"added")
        assert listed.fits(PLACE, b"added") and not listed.fits(PLACE, b"known")
        listed.know(PLACE, b"absorbed")
        assert listed.fits(PLACE, b"absorbed") and not listed.fits(PLACE, b"added")
        assert listed.names() == {PLACE.name}

    def test_what_is_gone_is_neither_missed_nor_taken_back_until_written_again(self) -> None:
        listed = Listed()
        listed.know(PLACE, b"token")
        listed.erase(PLACE)
        assert not listed.fits(PLACE, b"token")
        assert listed.names() == set()
        for write in (listed.add, listed.know):
            listed.erase(PLACE)
            write(PLACE, b"again")
            assert listed.fits(PLACE, b"again")
            assert listed.names() == {PLACE.name}

    def test_equal_ones_are_equal_bytes_and_hold_no_ciphertext(self) -> None:
        one, two = Listed(), Listed()
        for listed, places in ((one, (PLACE, OTHER)), (two, (OTHER, PLACE))):
            for place in places:
                listed.know(place, b"token")
        assert one.as_bytes() == two.as_bytes()
        assert b"token" not in one.as_bytes()
        assert len(digest_of(b"token")) == 16

    def test_the_bytes_are_the_documented_ones(self) -> None:
        """Put together by hand from the format's description."""
        listed = Listed()
        for row in (2, 1):
            listed.know(Place("note", "body", UUID(int=row), 3), b"token")
        listed.erase(Place("note", "name", UUID(int=1)))
        digest = hashlib.sha256(b"token").digest()[:16]
        cells = [row.to_bytes(16) + (3).to_bytes(8) + digest for row in (1, 2)]
        known = b"\0\x10" + b"\0\0\0\x02" + b"eap1\0\x04note\0\x04body" + b"".join(cells)
        gone = (
            b"\0\x10" + b"\0\0\0\x01" + b"eap1\0\x04note\0\x04name" + (1).to_bytes(16) + bytes(24)
        )
        assert listed.as_bytes() == len(known).to_bytes(4) + known + gone
        assert listed.known_bytes == known

    def test_a_cell_must_be_there_from_its_writing_to_its_erasure(self) -> None:
        listed = Listed()
        found = [listed.has(PLACE)]
        for write in (partial(listed.add, token=b"x"), partial(listed.know, token=b"y")):
            write(PLACE)
            found.append(listed.has(PLACE))
        listed.erase(PLACE)
        assert [*found, listed.has(PLACE)] == [False, True, True, False]


@pytest.mark.usefixtures("begun")
class TestWritten:
    def test_it_is_read_as_it_was_written(self) -> None:
        manifests.write(FILE, added=[(OTHER, b"added")])
        kept = now()
        assert kept.listed.fits(PLACE, b"token") and kept.listed.fits(OTHER, b"added")
        assert manifests.is_kept_by(KEYS, kept)
        manifests.write(FILE, known=[(OTHER, b"absorbed")], gone=[PLACE], keys=KEYS)
        kept = now()
        assert kept.listed.names() == {OTHER.name}
        assert manifests.is_kept_by(KEYS, kept)
        assert Manifest.objects.get().version == 3

    def test_whoever_has_no_seed_answers_for_nothing_known(self) -> None:
        """With the stamp alone, which the keyring gives, a known cell is not changed unnoticed."""
        stranger = FileKeys(os.urandom(32), KEYS.seed_id, FILE)
        with pytest.raises(Damaged):
            manifests.write(FILE, known=[(PLACE, b"theirs")], keys=stranger)
        row = Manifest.objects.get()
        listed = Listed()
        listed.know(PLACE, b"theirs")
        for mac in (bytes(row.mac), bytes(16), manifests.mac_of(stranger, listed)):
            manifests._save(manifests._row(FILE, 2, listed, mac))
            assert not manifests.is_kept_by(KEYS, now())
            with pytest.raises(Damaged):
                manifests.write(FILE, known=[(OTHER, b"x")], keys=KEYS)

    def test_the_next_seed_answers_for_it_only_from_the_last(self) -> None:
        new = FileKeys(os.urandom(32), uuid4(), FILE)
        with pytest.raises(Damaged):
            manifests.take_over(FileKeys(os.urandom(32), uuid4(), FILE), new)
        manifests.take_over(KEYS, new)
        assert manifests.is_kept_by(new, now())
        assert not manifests.is_kept_by(KEYS, now())

    @pytest.mark.parametrize("column", ["version", "content", "mac", "stamp", "file_id"])
    def test_each_changed_column_is_noticed(self, column: str) -> None:
        other: Any = {"version": 9, "file_id": uuid4()}.get(column, bytes(4))
        Manifest.objects.update(**{column: other})
        file_id: UUID = Manifest.objects.get().file_id
        assert manifests.read([file_id, FILE]) == {}
        with pytest.raises(Damaged) as caught:
            manifests.write(file_id, added=[(OTHER, b"x")])
        assert (caught.value.args, caught.value.__context__) == (("damaged",), None)

    def test_another_installation_reads_and_writes_none(
        self, request: pytest.FixtureRequest
    ) -> None:
        request.getfixturevalue("other_keyring")
        assert manifests.read([FILE]) == {}
        with pytest.raises(Damaged):
            manifests.write(FILE, added=[(OTHER, b"x")])

    def test_one_that_is_not_there_is_damaged(self, as_owner: Callable[[], Any]) -> None:
        with pytest.raises(Damaged):
            manifests.write(uuid4(), added=[(OTHER, b"x")])
        assert manifests.hold([uuid4(), FILE]) == {FILE}
