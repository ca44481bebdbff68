"""Shares and shredding: what is destroyed outside of the database opens in no dump any more."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as installed
from django.db import transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Refused
from eap.vault import shares, shredding
from eap.vault.models import File, Manifest, Seed, Tombstone, Wrap
from eap.vault.policies import VAULT
from eap.vault.sealing import Place, destroy_file, new_file, seal
from eap.vault.shares import SharesError
from eap.vault.words import DESKS, Desk

from .conftest import SECRET, file_of, open_cells

CIRCLE = [DESKS[Desk.INTAKE]]


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    """A store of this test's own, still to be made."""
    settings.HARBOUR_SHARES = tmp_path / "beside" / "shares.sqlite3"
    return Path(settings.HARBOUR_SHARES)


class TestStore:
    def test_what_was_kept_is_there_and_destroyed_it_is_gone(self, store: Path) -> None:
        made = {uuid4(): os.urandom(32) for _ in range(1200)}
        shares.keep(made)
        assert shares.shares_of([*made, uuid4()]) == made
        gone, *_ = made
        shares.destroy([gone, uuid4()])
        assert shares.shares_of(made) == {key: made[key] for key in made if key != gone}

    def test_it_is_its_owners_alone_and_refused_otherwise(self, store: Path) -> None:
        shares.keep({uuid4(): os.urandom(32)})
        assert stat.S_IMODE(store.stat().st_mode) == 0o600
        assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700
        store.chmod(0o640)
        with pytest.raises(SharesError, match="chmod 600"):
            shares.shares_of([uuid4()])

    def test_nothing_of_a_destroyed_share_stays_in_the_file(self, store: Path) -> None:
        made = {uuid4(): os.urandom(32) for _ in range(40)}
        shares.keep(made)
        assert all(share in store.read_bytes() for share in made.values())
        shares.destroy(made)
        for path in store.parent.iterdir():
            kept = path.read_bytes()
            assert not any(share in kept for share in made.values()), path

    def test_a_share_is_never_overwritten(self, store: Path) -> None:
        file_id, share = uuid4(), os.urandom(32)
        shares.keep({file_id: share})
        with pytest.raises(SharesError):
            shares.keep({file_id: os.urandom(32), uuid4(): os.urandom(32)})
        assert shares.shares_of([file_id]) == {file_id: share}

    def test_a_store_that_is_none_is_one_clear_error(self, store: Path) -> None:
        store.parent.mkdir()
        store.write_bytes(b"she is fine " * 100)
        store.chmod(0o600)
        with pytest.raises(SharesError, match="cannot be used") as caught:
            shares.shares_of([uuid4()])
        assert caught.value.__cause__ is None

    def test_many_at_once_lose_nothing(self, store: Path) -> None:
        made = [{uuid4(): os.urandom(32)} for _ in range(24)]
        threads = [threading.Thread(target=shares.keep, args=(one,)) for one in made]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(shares.shares_of([key for one in made for key in one])) == 24

    def test_only_days_are_kept(self, store: Path) -> None:
        file_id = uuid4()
        shares.keep({file_id: os.urandom(32)})
        today = clock.today()
        assert list(shares.made_before(today)) == []
        assert list(shares.made_before(today + timedelta(days=1))) == [[file_id]]
        with sqlite3.connect(store) as connection:
            columns = {row[1] for row in connection.execute("PRAGMA table_info(share)")}
        assert columns == {"file", "share", "made"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("store")
class TestShredding:
    def test_every_row_and_the_share_are_gone_and_a_tombstone_stands(self) -> None:
        gone, kept = self._file("drawer"), self._file("case")
        destroy_file(gone)
        assert set(shares.shares_of([gone, kept])) == {kept}
        for model in (Seed, Manifest, Wrap):
            with acting(Actor.system(VAULT)):
                assert set(model.objects.values_list("file_id", flat=True)) == {kept}  # type: ignore[attr-defined]
        assert list(File.objects.values_list("id", flat=True)) == [kept]
        (stone,) = Tombstone.objects.all()
        assert (stone.file_id, stone.kind, stone.on) == (gone, "drawer", clock.today())

    def test_when_the_erasure_is_rolled_back_the_share_stays(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id = write()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            destroy_file(file_of(row_id))
            raise ZeroDivisionError
        assert open_cells(reader, row_id)[row_id].value == SECRET

    def test_until_the_erasure_is_committed_the_share_stays(self) -> None:
        file_id = self._file("case")
        with transaction.atomic():
            destroy_file(file_id)
            assert shares.shares_of([file_id])
        assert not shares.shares_of([file_id])

    def test_a_file_that_was_rolled_back_leaves_a_share_that_is_destroyed_later(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            stray = self._file("case")
            raise ZeroDivisionError
        kept = self._file("case")
        job = Actor.system(VAULT)
        assert set(shares.shares_of([stray, kept])) == {stray, kept}
        assert shredding.finish(job) == 0  # it could be one that is being made just now
        with clock.standing_at(clock.now() + timedelta(days=2)):
            assert shredding.finish(job) == 1
        assert set(shares.shares_of([stray, kept])) == {kept}

    def test_after_a_restore_what_had_been_erased_is_erased_again(self) -> None:
        """The store and the rows were put back from yesterday; the tombstone was kept."""
        file_id = self._file("case")
        (share,) = shares.shares_of([file_id]).values()
        row = File.objects.get(id=file_id)
        destroy_file(file_id)
        shares.keep({file_id: share})
        row.save(force_insert=True)
        with clock.standing_at(clock.now() + timedelta(days=2)):
            shredding.finish(Actor.system(VAULT))
        assert not shares.shares_of([file_id])

    def test_only_the_vault_itself_finishes(self, counsellor: Actor) -> None:
        with pytest.raises(Refused):
            shredding.finish(counsellor)

    def test_when_the_store_cannot_be_written_no_file_comes_about(self) -> None:
        path = Path(installed.HARBOUR_SHARES)
        path.parent.mkdir(mode=0o700)
        path.touch(0o600)
        path.chmod(0o644)
        try:
            with pytest.raises(SharesError), transaction.atomic():
                self._file("case")
        finally:
            path.chmod(0o600)
        assert not File.objects.exists()

    @staticmethod
    def _file(kind: str) -> UUID:
        with transaction.atomic():
            file_id = new_file(kind, circle=CIRCLE)
            seal("x", file_id=file_id, place=Place("note", "body", uuid4()))
        return file_id
