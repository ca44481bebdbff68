"""What stands in a file, as it is listed, stamped and answered for."""

import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from eap.vault import manifests
from eap.vault.cipher import Damaged, Place
from eap.vault.files import FileKeys
from eap.vault.manifests import Listed, digest_of, name_of
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


def now() -> tuple[Listed, bytes]:
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
        assert listed.names() == {name_of(PLACE)}

    def test_what_is_gone_is_neither_missed_nor_taken_back_until_written_again(self) -> None:
        listed = Listed()
        listed.know(PLACE, b"token")
        listed.gone.add(name_of(PLACE))
        assert not listed.fits(PLACE, b"token")
        assert listed.names() == set()
        for write in (listed.add, listed.know):
            listed.gone.add(name_of(PLACE))
            write(PLACE, b"again")
            assert listed.fits(PLACE, b"again")
            assert listed.names() == {name_of(PLACE)}

    def test_equal_ones_are_equal_bytes_and_hold_no_ciphertext(self) -> None:
        one, two = Listed(), Listed()
        for listed, places in ((one, (PLACE, OTHER)), (two, (OTHER, PLACE))):
            for place in places:
                listed.know(place, b"token")
        assert one.as_bytes() == two.as_bytes()
        assert b"token" not in one.as_bytes()
        assert len(digest_of(b"token")) == 32


@pytest.mark.usefixtures("begun")
class TestWritten:
    def test_it_is_read_as_it_was_written(self) -> None:
        manifests.write(FILE, added=[(OTHER, b"added")])
        listed, mac = now()
        assert listed.fits(PLACE, b"token") and listed.fits(OTHER, b"added")
        assert manifests.is_kept_by(KEYS, listed, mac)
        manifests.write(FILE, known=[(OTHER, b"absorbed")], gone=[name_of(PLACE)], keys=KEYS)
        listed, mac = now()
        assert listed.names() == {name_of(OTHER)}
        assert manifests.is_kept_by(KEYS, listed, mac)
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
            found, kept = now()
            assert not manifests.is_kept_by(KEYS, found, kept)
            with pytest.raises(Damaged):
                manifests.write(FILE, known=[(OTHER, b"x")], keys=KEYS)

    def test_the_next_seed_answers_for_it_only_from_the_last(self) -> None:
        new = FileKeys(os.urandom(32), uuid4(), FILE)
        with pytest.raises(Damaged):
            manifests.take_over(FileKeys(os.urandom(32), uuid4(), FILE), new)
        manifests.take_over(KEYS, new)
        listed, mac = now()
        assert manifests.is_kept_by(new, listed, mac)
        assert not manifests.is_kept_by(KEYS, listed, mac)

    @pytest.mark.parametrize("column", ["version", "content", "mac", "stamp", "file_id"])
    def test_each_changed_column_is_noticed(self, column: str) -> None:
        other: Any = {"version": 9, "file_id": uuid4()}.get(column, b"[[],[],[]]")
        Manifest.objects.update(**{column: other})
        file_id: UUID = Manifest.objects.get().file_id
        assert manifests.read([file_id, FILE]) == {}
        with pytest.raises(Damaged) as caught:
            manifests.write(file_id, added=[(OTHER, b"x")])
        assert (caught.value.args, caught.value.__context__) == ((), None)

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
