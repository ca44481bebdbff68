"""Shares and shredding: what is destroyed outside of the database opens in no dump any more."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as installed
from django.db import transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Refused
from eap.vault import shares, shredding, soundness, status
from eap.vault.attachments import attach
from eap.vault.models import (
    Attachment,
    AttachmentChunk,
    File,
    Manifest,
    Seed,
    Tombstone,
    Wrap,
)
from eap.vault.policies import VAULT
from eap.vault.sealing import Place, destroy_file, new_file, seal
from eap.vault.shares import SharesError
from eap.vault.words import DESKS, Desk
from tests.conftest import owner_connection

from .conftest import SECRET, file_of, open_cells, trail

CIRCLE = [DESKS[Desk.INTAKE]]


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    """A store of this test's own."""
    settings.HARBOUR_SHARES = tmp_path / "beside" / "shares.sqlite3"
    assert shares.make_store()
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
        store.write_bytes(b"she is fine " * 100)
        store.chmod(0o600)
        with pytest.raises(SharesError, match="cannot be used") as caught:
            shares.shares_of([uuid4()])
        assert caught.value.__cause__ is None

    @pytest.mark.parametrize("how", ["lost", "moved"])
    def test_a_missing_store_is_never_made_silently(
        self, store: Path, settings: Any, how: str
    ) -> None:
        if how == "lost":
            store.unlink()
        else:
            settings.HARBOUR_SHARES = store.parent / "elsewhere" / "shares.sqlite3"
        for act in (lambda: shares.keep({uuid4(): os.urandom(32)}), lambda: shares.shares_of([])):
            with pytest.raises(SharesError, match="There are no shares at"):
                act()
        assert not Path(settings.HARBOUR_SHARES).exists()

    def test_a_store_that_is_there_is_kept(self, store: Path) -> None:
        made = {uuid4(): os.urandom(32)}
        shares.keep(made)
        assert not shares.make_store()
        assert shares.shares_of(made) == made

    def test_many_at_once_lose_nothing(self, store: Path) -> None:
        made = [{uuid4(): os.urandom(32)} for _ in range(24)]
        threads = [threading.Thread(target=shares.keep, args=(one,)) for one in made]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(shares.shares_of([key for one in made for key in one])) == 24

    def test_a_copy_opens_as_the_store_does_and_old_copies_go(
        self, store: Path, tmp_path: Path, settings: Any
    ) -> None:
        file_id, share = uuid4(), os.urandom(32)
        shares.keep({file_id: share})
        folder = tmp_path / "copies"
        first = clock.now()
        made = []
        for day in range(9):
            with clock.standing_at(first + timedelta(days=day)):
                made.append(shares.copy_to(folder))
        with clock.standing_at(first + timedelta(days=8)):
            assert shares.copy_to(folder) == made[-1], "a second one of a day takes its place"
        assert sorted(folder.iterdir()) == made[2:]
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
        shares.destroy([file_id])
        settings.HARBOUR_SHARES = made[-1]
        assert shares.shares_of([file_id]) == {file_id: share}

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
                rows = model.objects.exclude(file_id=None)  # type: ignore[attr-defined]
                assert set(rows.values_list("file_id", flat=True)) == {kept}
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
        assert set(shares.shares_of([stray, kept])) == {stray, kept}
        assert self._finish() == 0  # it could be one that is being made just now
        assert self._finish(days=2) == 0  # the first time it is seen to have no file
        assert self._finish(days=31) == 0
        assert self._finish(days=32) == 1
        assert set(shares.shares_of([stray, kept])) == {kept}

    def test_shares_of_a_newer_dump_outlast_the_older_one_that_was_restored(self) -> None:
        """However old the share is, it waits from the day on which its file was gone."""
        newer = self._file("case")
        row = File.objects.get(id=newer)
        self._finish(days=90)
        File.objects.filter(id=newer).delete()  # the older dump stands
        assert self._finish(days=100) == 0
        assert self._finish(days=129) == 0
        row.save(force_insert=True)  # the newer dump stands again
        assert self._finish(days=140) == 0
        File.objects.filter(id=newer).delete()
        assert self._finish(days=141) == 0
        assert shares.shares_of([newer])
        assert self._finish(days=171) == 1
        assert not shares.shares_of([newer])

    def test_a_crash_before_the_share_was_destroyed_is_finished_at_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file_id = self._file("case")
        with monkeypatch.context() as killed:
            killed.setattr(shares, "bury", lambda stones: None)
            destroy_file(file_id)
        assert shares.shares_of([file_id])
        assert status.share_state().unburied == 1
        assert self._finish() == 1
        assert not shares.shares_of([file_id])
        assert shares.buried([file_id])
        assert self._finish() == 0

    def test_the_stones_in_the_store_tell_an_older_database_what_to_erase_again(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id, other = write(), write()
        file_id = file_of(row_id)
        vaults = (File, Seed, Wrap, Manifest)
        with acting(Actor.system(VAULT)):
            before = [list(one.objects.all()) for one in vaults]  # type: ignore[attr-defined]
        destroy_file(file_id)
        with acting(Actor.system(VAULT)):
            for model, rows in zip(vaults, before, strict=True):
                model.objects.bulk_create(rows, ignore_conflicts=True)  # type: ignore[attr-defined]
        with owner_connection() as owner:
            owner.execute("DELETE FROM vault_tombstone")
        opened = open_cells(reader, row_id, other)
        assert (opened[row_id].erased, opened[row_id].damaged) == (True, False)
        assert opened[other].value == SECRET
        assert trail("vault.damaged") == []
        assert status.share_state().missing == ()
        self._finish()
        with acting(Actor.system(VAULT)):
            for model in (Seed, Wrap, Manifest):
                assert not model.objects.filter(file_id=file_id).exists()  # type: ignore[attr-defined]
        assert not File.objects.filter(id=file_id).exists()
        assert Tombstone.objects.filter(file_id=file_id).exists()

    def test_who_could_read_is_told_that_it_was_erased_and_by_nobody_damaged(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id = write()
        destroy_file(file_of(row_id))
        with pytest.raises(Conflict, match="erased"):
            open_cells(reader, row_id)
        assert trail("vault.damaged") == []

    def test_attachments_go_with_their_file(self) -> None:
        gone, kept = self._file("case"), self._file("case")
        with transaction.atomic():
            for file_id in (gone, kept):
                attach(BytesIO(b"Dear all"), name="letter.txt", file_id=file_id)
        destroy_file(gone)
        (left,) = Attachment.objects.all()
        assert left.file_id == kept
        assert set(AttachmentChunk.objects.values_list("attachment_id", flat=True)) == {left.id}

    def test_erasing_twice_is_erasing_once(self) -> None:
        file_id = self._file("case")
        destroy_file(file_id)
        destroy_file(file_id)
        assert Tombstone.objects.count() == 1

    def test_a_tombstone_put_in_by_sql_destroys_nothing(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any]
    ) -> None:
        row_id = write("hers")
        with as_owner() as owner:
            owner.execute(
                "INSERT INTO vault_tombstone SELECT id, kind, current_date, '' FROM vault_file"
            )
        assert self._finish() == 0
        assert open_cells(reader, row_id)[row_id].value == "hers"
        with acting(Actor.system(VAULT)):
            tried = [tried for part in soundness.parts() for tried in part.tried()]
        file_id = file_of(row_id)
        fault = soundness.Fault("tombstone", file_id, "not as stamped")
        assert any(fault in faults for _, faults in tried)
        destroy_file(file_id)  # the real thing still does
        assert shares.shares_of([file_id]) == {}

    def test_only_the_vault_itself_finishes(self, counsellor: Actor) -> None:
        with pytest.raises(Refused):
            shredding.finish(counsellor)

    def test_when_the_store_cannot_be_written_no_file_comes_about(self) -> None:
        path = Path(installed.HARBOUR_SHARES)
        path.chmod(0o644)
        try:
            with pytest.raises(SharesError), transaction.atomic():
                self._file("case")
        finally:
            path.chmod(0o600)
        assert not File.objects.exists()

    @staticmethod
    def _finish(*, days: int = 0) -> int:
        with clock.standing_at(clock.now() + timedelta(days=days)):
            return shredding.finish(Actor.system(VAULT))

    @staticmethod
    def _file(kind: str) -> UUID:
        with transaction.atomic():
            file_id = new_file(kind, circle=CIRCLE)
            seal("x", file_id=file_id, place=Place("note", "body", uuid4()))
        return file_id
