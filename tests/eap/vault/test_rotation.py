"""A new KEK while people work: nothing is lost, all opens, and a kill does not matter."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.vault import circles, directory, keyring, manifests, pairs, rotation, turns
from eap.vault.keyring import KeyringError
from eap.vault.models import KeyPair, Seed, Wrap
from eap.vault.words import Held, staff
from tests.factories.booking import past_the_walls
from tests.factories.keys import give_key
from tests.factories.processes import login_url
from tests.factories.sealed import VAULTS, held, make_files, own_keyring, reader, unopened
from tests.factories.threads import Worker

from .conftest import trail

pytestmark = pytest.mark.django_db(transaction=True)

# The command as it is, in batches small enough to be killed between two of them.
ROTATE = """
import django
django.setup()
from django.core.management import call_command
from eap.vault import rotation
rotation.BATCH = 10
call_command("vault", "rotate", "kek")
"""


@pytest.fixture(autouse=True)
def path(settings: Any, tmp_path: Path) -> Path:
    return own_keyring(settings, tmp_path / "state")


@pytest.fixture
def counsellor() -> Actor:
    return reader()


@pytest.fixture
def environment(path: Path) -> dict[str, str]:
    (path.parent / "django-secret").write_text("only for this test")
    return {
        **os.environ,
        "HARBOUR_LOGIN": "owner",
        "DATABASE_URL": login_url("harbour_app"),
        "HARBOUR_STATE": str(path.parent),
        "HARBOUR_KEYRING": str(path),
        "HARBOUR_SHARES": str(project.HARBOUR_SHARES),
        "DJANGO_SETTINGS_MODULE": "eap.settings",
        "PYTHONPATH": str(project.BASE_DIR),
    }


def left() -> dict[str, int]:
    with acting(VAULTS):
        return rotation.rows_left()


def run(*words: str) -> str:
    out = StringIO()
    call_command("vault", *words, stdout=out)
    return out.getvalue()


class TestKek:
    def test_every_place_is_wrapped_anew_and_opens_as_before(
        self, counsellor: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rotation, "BATCH", 7)
        made = make_files(counsellor, 10)
        (old,) = left()
        rows = left()[old]
        assert rows >= 30
        said = run("rotate", "kek")
        new = keyring.keyring().primary.id
        assert left() == {old: 0, new: rows}
        assert f"KEK {new} (primary): {rows} rows" in said and f"destroy kek {old}" in said
        assert unopened() == []
        assert all(file.keys for file in held(counsellor, made).values())

    def test_a_dry_run_tells_and_changes_nothing(self, counsellor: Actor, path: Path) -> None:
        make_files(counsellor, 2)
        before, tokens = path.read_bytes(), self._tokens()
        (only,) = left()
        assert run("rotate", "kek", "--dry-run") == f"KEK {only} (primary): {left()[only]} rows\n"
        assert (path.read_bytes(), self._tokens()) == (before, tokens)

    def test_one_that_was_begun_goes_on_and_makes_no_second_key(self, counsellor: Actor) -> None:
        make_files(counsellor, 3)
        begun = rotation.begin_kek(VAULTS)
        assert rotation.begin_kek(VAULTS) == begun
        run("rotate", "kek")
        assert keyring.keyring().primary.id == begun
        assert len(keyring.keyring().keks) == 2
        run("rotate", "kek")  # the one before had come to its end
        assert len(keyring.keyring().keks) == 3

    def test_what_is_locked_waits_for_the_next_pass(
        self, counsellor: Actor, as_owner: Callable[[], Any]
    ) -> None:
        make_files(counsellor, 3)
        with acting(VAULTS):
            row_id = Wrap.objects.filter(token__isnull=False).values_list("id", flat=True)[0]
        new = rotation.begin_kek(VAULTS)
        pauses: list[float] = []
        with as_owner() as owner, owner.transaction():
            owner.execute("SELECT FROM vault_wrap WHERE id = %s FOR UPDATE", [row_id])
            rotation.rewrap(VAULTS, progress=lambda rows: None, pause=pauses.append)
            assert sum(left().values()) - left()[new] == 1
        assert pauses == [1] * rotation.PATIENCE
        rotation.rewrap(VAULTS, progress=lambda rows: None, pause=pauses.append)
        assert sum(left().values()) == left()[new]
        assert unopened() == []

    def test_a_damaged_place_is_named_and_left_as_it_is(
        self, counsellor: Actor, as_owner: Callable[[], Any]
    ) -> None:
        make_files(counsellor, 3)
        with as_owner() as owner:
            (row_id,) = owner.execute(
                "UPDATE vault_wrap SET token = set_byte(token, 40, 255 - get_byte(token, 40))"
                " WHERE id = (SELECT id FROM vault_wrap WHERE token IS NOT NULL LIMIT 1)"
                " RETURNING id"
            ).fetchone()
        (old,) = left()
        out = StringIO()
        with pytest.raises(CommandError, match="1 rows are damaged"):
            call_command("vault", "rotate", "kek", stdout=out)
        assert f"  {row_id} does not open" in out.getvalue()
        assert left()[old] == 1
        with pytest.raises(CommandError, match="wraps 1 rows still"):
            run("destroy", "kek", old, "--oldest-backup", str(clock.today()))

    def test_two_do_not_rotate_at_once(
        self, as_owner: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with as_owner() as owner:
            owner.execute("SELECT pg_advisory_lock(%s)", [rotation.ONE_ROTATION])
            monkeypatch.setattr(rotation, "PATIENCE", 1)
            with pytest.raises(KeyringError, match="Another rotation"), rotation.alone():
                pass
            owner.execute("SELECT pg_advisory_unlock(%s)", [rotation.ONE_ROTATION])
        with rotation.alone():
            pass

    @staticmethod
    def _tokens() -> set[bytes]:
        with acting(VAULTS):
            return {bytes(t) for t in Wrap.objects.values_list("token", flat=True) if t}


class TestDestroying:
    def test_only_when_no_row_and_no_kept_backup_needs_it(self, counsellor: Actor) -> None:
        make_files(counsellor, 2)
        (old,) = left()
        today = clock.today()
        rotation.begin_kek(VAULTS)
        with pytest.raises(CommandError, match="rows still"):
            run("destroy", "kek", old, "--oldest-backup", str(today))
        run("rotate", "kek")
        with pytest.raises(CommandError, match="may need it"):
            run("destroy", "kek", old, "--oldest-backup", str(today))
        with pytest.raises(CommandError, match="not come yet"):
            run("destroy", "kek", old, "--oldest-backup", str(today + timedelta(days=1)))
        assert old in keyring.keyring().keks
        with clock.standing_at(clock.now() + timedelta(days=1)):
            run("destroy", "kek", old, "--oldest-backup", str(today + timedelta(days=1)))
        assert list(keyring.keyring().keks) == [keyring.keyring().primary.id]
        assert unopened() == []

    def test_a_row_that_came_back_begins_the_waiting_anew(self, counsellor: Actor) -> None:
        make_files(counsellor, 1)
        (old,) = left()
        with clock.standing_at(clock.now() - timedelta(days=9)):
            run("rotate", "kek")
        late = keyring.keyring().keks[old]
        with acting(VAULTS):  # a process that still had the old key in memory
            row = Wrap.objects.filter(token__isnull=False).first()
            assert row is not None and row.pair_id is not None
            place = rotation.wrapping.Place(
                row.subject_id, rotation.Holder(row.holder, row.holder_id), row.pair_id
            )
            primary = keyring.keyring().primary
            row.token = rotation.wrapping.rewrapped(primary, late, bytes(row.token), place)
            row.kek_id = old
            row.save()
        yesterday = str(clock.today() - timedelta(days=1))
        with pytest.raises(CommandError, match="1 rows still"):
            run("destroy", "kek", old, "--oldest-backup", yesterday)
        run("rotate", "kek")
        assert len(keyring.keyring().keks) == 2
        assert turns.left_on(f"KEK {old}") == clock.today()
        with pytest.raises(CommandError, match="may need it"):
            run("destroy", "kek", old, "--oldest-backup", yesterday)

    def test_the_primary_and_an_unknown_one_are_refused(self) -> None:
        primary = keyring.keyring().primary.id
        for kek_id, why in ((primary, "primary"), ("00" * 8, "no KEK")):
            with pytest.raises(CommandError, match=why):
                run("destroy", "kek", kek_id, "--oldest-backup", str(clock.today()))


@pytest.mark.slow
class TestKilled:
    KILLS = 3

    def test_reading_and_writing_go_on_while_it_is_killed_again_and_again(
        self, counsellor: Actor, environment: dict[str, str]
    ) -> None:
        made = make_files(counsellor, 400)
        (old,) = left()
        given = self._colleague()
        workers = [
            Worker(lambda: self._read(counsellor, made)),
            Worker(lambda: self._give(counsellor, made, given)),
            Worker(lambda: make_files(counsellor, 1)),
        ]
        for worker in workers:
            worker.start()
        try:
            for _ in range(self.KILLS):
                self._killed(environment, old)
            assert left()[old] > 0, "it was killed too late to tell anything"
            new = keyring.keyring().primary.id
            done = subprocess.run(
                [sys.executable, "-c", ROTATE], env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
        finally:
            for worker in workers:
                worker.end()
        assert [worker.failed for worker in workers] == [[], [], []]
        assert min(worker.done for worker in workers) > 3
        assert left()[old] == 0
        assert list(keyring.keyring().keks) == [old, new]
        assert unopened() == []
        with acting(VAULTS):
            places = Wrap.objects.filter(holder_id=given.known_id, holder=Held.STAFF)
            kept = set(places.values_list("file_id", flat=True))
        assert set(self._given) <= kept  # every file that was given stays given

    def _colleague(self) -> Actor:
        colleague = Actor.staff(new_id(), frozenset({"counsellor"}), session=new_id())
        give_key(colleague)
        self._given: list[UUID] = []
        return colleague

    def _read(self, counsellor: Actor, made: list[UUID]) -> None:
        found = held(counsellor, made[:40])
        assert all(file.keys and not file.is_damaged for file in found.values())

    def _give(self, counsellor: Actor, made: list[UUID], to: Actor) -> None:
        file_id = made[len(self._given) % len(made)]
        circles.give(counsellor, file_id=file_id, holder=staff(to.known_id))
        self._given.append(file_id)

    def _killed(self, environment: dict[str, str], old: str) -> None:
        """Kill a rotation once it has moved some rows; the parent looks at the rows themselves."""
        before = left()[old]
        process = subprocess.Popen(
            [sys.executable, "-c", ROTATE], env=environment, stdout=subprocess.DEVNULL
        )
        ends = time.monotonic() + 60
        while left()[old] > before - 40 and process.poll() is None and time.monotonic() < ends:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert left()[old] < before


class TestSeeds:
    def test_the_next_reading_makes_the_next_seed_for_the_same_circle(
        self, counsellor: Actor
    ) -> None:
        one, other = make_files(counsellor, 2)
        before = held(counsellor, [one])[one].latest
        assert "1 files" in run("rotate", "case", "--file", str(one))
        assert renewed(counsellor, one, other) == {one}
        after = held(counsellor, [one])[one]
        assert [keys.seed_id for keys in after.keys][1:] == [before.seed_id]
        assert after.latest.key_id != before.key_id
        assert holders(after.latest.seed_id) == holders(before.seed_id)
        assert not Seed.objects.filter(due=True).exists()
        assert renewed(counsellor, one, other) == set()
        assert unopened() == []

    def test_it_answers_for_what_was_known(self, counsellor: Actor) -> None:
        (file_id,) = make_files(counsellor, 1)
        run("rotate", "case", "--all")
        assert renewed(counsellor, file_id) == {file_id}
        keys = held(counsellor, [file_id])[file_id].latest
        assert manifests.is_kept_by(keys, manifests.read([file_id])[file_id])

    def test_who_took_another_key_since_waits(self, counsellor: Actor) -> None:
        """Whoever got hold of a sign-in and started anew is not let in by a renewal."""
        (file_id,) = make_files(counsellor, 1)
        colleague = Actor.staff(new_id(), frozenset({"counsellor"}), session=new_id())
        give_key(colleague)
        circles.give(counsellor, file_id=file_id, holder=staff(colleague.known_id))
        with acting(VAULTS):
            public = pairs.public_of(pairs.new_private())
            directory.enter(staff(colleague.known_id), public, new_id())
        run("rotate", "case", "--all")
        assert renewed(counsellor, file_id) == {file_id}
        seed_id = held(counsellor, [file_id])[file_id].latest.seed_id
        with acting(VAULTS):
            place = Wrap.objects.get(subject_id=seed_id, holder_id=colleague.known_id)
        assert place.token is None

    def test_who_does_not_hold_the_file_renews_nothing(self, counsellor: Actor) -> None:
        (file_id,) = make_files(counsellor, 1)
        circles.take(counsellor, file_id=file_id)
        run("rotate", "case", "--all")
        assert renewed(reader(), file_id) == set()
        assert Seed.objects.filter(file_id=file_id, due=True).count() == 2

    def test_somebody_who_is_writing_is_not_waited_for(
        self, counsellor: Actor, as_owner: Callable[[], Any]
    ) -> None:
        (file_id,) = make_files(counsellor, 1)
        run("rotate", "case", "--all")
        with as_owner() as owner, owner.transaction():
            owner.execute("SELECT FROM vault_manifest WHERE file_id = %s FOR UPDATE", [file_id])
            assert renewed(counsellor, file_id) == set()
        assert renewed(counsellor, file_id) == {file_id}

    def test_a_reading_from_before_somebody_left_renews_nothing(self, counsellor: Actor) -> None:
        (file_id,) = make_files(counsellor, 1)
        colleague = Actor.staff(new_id(), frozenset({"counsellor"}), session=new_id())
        give_key(colleague)
        circles.give(counsellor, file_id=file_id, holder=staff(colleague.known_id))
        run("rotate", "case", "--all")
        found = held(counsellor, [file_id])
        circles.leave_out(counsellor, file_id=file_id, holder=staff(colleague.known_id))
        with acting(VAULTS):
            assert rotation.renew_due(found) == []
        assert Seed.objects.filter(file_id=file_id).count() == 2

    def test_two_readers_make_one_seed(self, counsellor: Actor) -> None:
        (file_id,) = make_files(counsellor, 1)
        run("rotate", "case", "--all")
        both = [held(counsellor, [file_id]) for _ in range(2)]
        for found in both:
            with acting(VAULTS):
                assert rotation.renew_due(found) == []
        assert Seed.objects.filter(file_id=file_id).count() == 2

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE vault_key_pair SET version = 7 WHERE holder = 'desk'",
            "UPDATE vault_manifest SET mac = set_byte(mac, 0, 255 - get_byte(mac, 0))",
        ],
    )
    def test_what_was_changed_is_refused_and_told(
        self, counsellor: Actor, as_owner: Callable[[], Any], change: str
    ) -> None:
        (file_id,) = make_files(counsellor, 1)
        run("rotate", "case", "--all")
        found = held(counsellor, [file_id])
        with as_owner() as owner:
            owner.execute(change)
        with acting(VAULTS):
            refused = rotation.renew_due(found)
            lines = set(KeyPair.objects.filter(holder="desk").values_list("id", flat=True))
        told = [event.object_id for event in trail("vault.key.refused")]
        if "key_pair" in change:  # the trail names the line
            assert not refused and len(told) == 1 and told[0] in lines
        else:
            assert (refused, told) == ([("file", file_id)], [])
        assert Seed.objects.filter(file_id=file_id).count() == 1

    def test_a_place_put_in_by_sql_is_not_taken_over(
        self, counsellor: Actor, as_owner: Callable[[], Any]
    ) -> None:
        (file_id,) = make_files(counsellor, 1)
        thief = Actor.staff(new_id(), frozenset({"counsellor"}), session=new_id())
        give_key(thief)
        with as_owner() as owner:
            owner.execute(
                "INSERT INTO vault_wrap (id, subject_id, file_id, holder, holder_id, kek_id, stamp,"
                " since) SELECT gen_random_uuid(), subject_id, file_id, 'staff', %s, '', stamp,"
                " since FROM vault_wrap WHERE file_id = %s LIMIT 1",
                [thief.known_id, file_id],
            )
        run("rotate", "case", "--all")
        assert renewed(counsellor, file_id) == {file_id}
        seed_id = held(counsellor, [file_id])[file_id].latest.seed_id
        assert (Held.STAFF.value, thief.known_id) not in holders(seed_id)

    def test_an_unknown_case_is_one_clear_line(self) -> None:
        with pytest.raises(CommandError, match="row-level security hides"):
            run("rotate", "case", "--case", "4711")
        with past_the_walls(), pytest.raises(CommandError, match="no case 4711"):
            run("rotate", "case", "--case", "4711")


def renewed(actor: Actor, *file_ids: UUID) -> set[UUID]:
    """The files that got their next seed by this reading."""
    found = held(actor, file_ids)
    before = {one: Seed.objects.filter(file_id=one).count() for one in file_ids}
    with acting(VAULTS):
        assert rotation.renew_due(found) == []
    after = {one: Seed.objects.filter(file_id=one).count() for one in file_ids}
    return {one for one in file_ids if after[one] == before[one] + 1}


def holders(seed_id: UUID) -> set[tuple[str, UUID]]:
    with acting(VAULTS):
        return set(Wrap.objects.filter(subject_id=seed_id).values_list("holder", "holder_id"))
