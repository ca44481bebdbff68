"""An older dump, restored after something was erased: what was erased stays shut, others open.

Real dumps by PostgreSQL's own programs and the two commands, into a second database of the tests'
server, with every key as it is now: keyring, shares, staff's, the client's, the custodians'.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from eap.audit.words import ERASING
from eap.cases.reading import open_case, open_request
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict
from eap.core.ids import new_id
from eap.crisis.models import Crisis
from eap.crisis.services import open_call
from eap.desk import erasing
from eap.messages.services import read_thread
from eap.notes.services import open_note
from eap.people import erasing as people
from eap.people.words import REGRET
from eap.vault import shares, shredding, status
from eap.vault import unlock as unlocks
from eap.vault.bindings import bindings
from eap.vault.cipher import Place
from eap.vault.models import File, KeyPair
from eap.vault.opening import Door
from eap.vault.policies import VAULT
from eap.vault.unlock import Unlocked
from eap.vault.words import Held, Holder
from eap.wellbeing.reading import open_own_checks, open_shared_checks
from tests.conftest import owner_connection
from tests.eap.desk.test_erasing import LATER, files_of, number_of, rows_naming
from tests.eap.programme.test_commands import manage
from tests.factories import cases as make
from tests.factories import wellbeing
from tests.factories.keys import private_of, unlock
from tests.factories.lives import Life, make_life

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ERASER, VAULTS = Actor.system(ERASING), Actor.system(VAULT)
RESTORED = f"harbour_older_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}"


@dataclass(frozen=True)
class Older:
    """A backup of a moment, and databases made of it."""

    folder: Path
    target: Path

    @contextmanager
    def restored(self) -> Iterator[None]:
        """This process works in a database restored from it, as the app does."""
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{RESTORED}"))
        with _database():
            done = manage(url, self.target, "restore", self.folder)
            assert done.returncode == 0, done.stderr
            assert "No shares at" in done.stdout, "that folder has none: it says so"
            with _working_in(RESTORED):
                yield


@contextmanager
def _database() -> Iterator[None]:
    with owner_connection() as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {RESTORED} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {RESTORED}")
    try:
        yield
    finally:
        with owner_connection() as owner:
            owner.execute(f"DROP DATABASE {RESTORED} WITH (FORCE)")


@contextmanager
def _working_in(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture
def older(tmp_path: Path) -> Callable[[str], Older]:
    """`older(name)` backs up this moment."""
    call_command("keys", stdout=StringIO())

    def back_up(name: str) -> Older:
        call_command("backup", str(tmp_path / name), stdout=StringIO())
        assert not list((tmp_path / name).rglob("*shares*")), "the store is in no backup"
        return Older(tmp_path / name, tmp_path / f"{name}-state")

    return back_up


def erase(life: Life) -> None:
    """As the client would have it, and the time passes."""
    people.ask_erasure(wellbeing.come_again(life.begun.client))
    with clock.standing_at(clock.now() + REGRET):
        assert erasing.erase_what_is_due(ERASER).erased == 1


def every_key() -> Unlocked:
    """Every private half there is, as somebody would have it who robbed everybody."""
    with acting(VAULTS):
        lines = list(KeyPair.objects.all())
    keys = {line.id: _private(Holder(line.holder, line.holder_id)) for line in lines}
    return Unlocked(keys, maker=unlocks._MAKER)


def _private(holder: Holder) -> bytes:
    if holder.kind == Held.CLIENT:
        return unlocks.client_private(wellbeing._words[holder.id])
    return private_of(holder)


def try_every_cell() -> dict[UUID, Counter[str]]:
    """What came of each sealed cell of this database, by file, with every key at hand."""
    door, found = Door(every_key()), {}
    with acting(VAULTS), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # past the walls: they are not what is tried here
        for binding in bindings():
            for row in binding.model._base_manager.all():
                file_id = _follow(row, binding.file)
                for cell in binding.cells:
                    version = _follow(row, cell.version) if cell.version else 1
                    place = Place(binding.table, cell.column, row.pk, version)
                    if getattr(row, cell.field) is None:
                        continue
                    opened = door.open(getattr(row, cell.field), file_id=file_id, place=place)
                    said = "erased" if opened.erased else "damaged" if opened.damaged else "open"
                    found.setdefault(file_id, Counter())[said] += 1
        assert not door.shut()
    return found


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def readings(life: Life) -> list[Callable[[], object]]:
    """What everybody who could read something of it would do, each signed in anew."""
    begun = life.begun
    keeper = unlock(replace(begun.counsellor, session=new_id()))
    client = wellbeing.come_again(begun.client)
    duty = unlock(replace(life.duty, session=new_id()))
    with acting(duty):
        (call,) = Crisis.objects.filter(client_id=client.known_id).values_list("id", flat=True)
    return [
        lambda: open_request(keeper, request_id=begun.request_id),
        lambda: open_case(keeper, case_id=begun.case_id),
        lambda: open_note(keeper, note_id=UUID(str(life.process_note))),
        lambda: read_thread(keeper, appointment_id=begun.appointment.id),
        lambda: open_shared_checks(keeper, case_id=begun.case_id),
        lambda: open_own_checks(client),
        lambda: open_call(duty, crisis_id=call),
    ]


def test_what_was_erased_is_erased_in_an_older_dump_and_all_else_opens(older: Any) -> None:
    life, other = make_life(), make_life(make.begin())
    with clock.standing_at(LATER):
        erased, kept = files_of(life), files_of(other)
        before = older("backup")
        assert {said for tried in try_every_cell().values() for said in tried} == {"open"}
        erase(life)
        with before.restored():
            cells = try_every_cell()
            assert {said for one in erased for said in cells[one]} == {"erased"}
            assert sum(cells[one].total() for one in erased) >= 10
            assert {said for one in kept for said in cells[one]} == {"open"}
            for read in readings(life):
                with pytest.raises(Conflict, match="erased"):
                    read()
            for read in readings(other):
                read()
            assert status.share_state().missing == ()
            _it_is_erased_again(life, other)


def _it_is_erased_again(life: Life, other: Life) -> None:
    """By the worker's two jobs, or `erase run`: the stones say what, though no wish is here."""
    about = (life.begun.client.known_id, life.begun.case_id)
    assert "people_client" in rows_naming(*about)
    theirs = rows_naming(other.begun.client.known_id, other.begun.case_id)
    out = StringIO()
    call_command("erase", "run", stdout=out)
    assert "again after a restore: 1" in out.getvalue(), out.getvalue()
    assert rows_naming(*about).keys() == {"audit_event", "vault_tombstone"}
    assert rows_naming(other.begun.client.known_id, other.begun.case_id) == theirs
    call_command("erase", "run", stdout=(again := StringIO()))
    assert "again after a restore: 0" in again.getvalue()


def test_a_newer_dump_opens_after_an_older_one_was_tried(older: Any) -> None:
    make_life()
    first = older("first")
    newer = make_life(make.begin())
    files = files_of(newer)
    second = older("second")
    with clock.standing_at(clock.now() + timedelta(days=2)):
        with first.restored():
            assert not File.objects.filter(id__in=files).exists()
            for days in (0, 2, 20, 29):
                with clock.standing_at(clock.now() + timedelta(days=days)):
                    shredding.finish(VAULTS)
        assert shares.shares_of(files).keys() == files
        with second.restored():
            shredding.finish(VAULTS)
            cells = try_every_cell()
            assert {said for one in files for said in cells[one]} == {"open"}


def test_a_wish_in_an_older_dump_gets_its_three_days_anew(older: Any) -> None:
    life = make_life()
    with clock.standing_at(LATER):
        people.ask_erasure(wellbeing.come_again(life.begun.client))
    before = older("backup")
    people.take_back(life.begun.client)
    with clock.standing_at(LATER + timedelta(days=30)):
        assert erasing.erase_what_is_due(ERASER).erased == 0
    with before.restored():
        (asked,) = people.asked_erasures(ERASER)
        # The command has the clock on the wall.
        restored_at = datetime.fromtimestamp(before.target.stat().st_mtime, UTC)
        assert abs(asked.due_at - REGRET - restored_at) < timedelta(minutes=5)
        assert number_of(life)
