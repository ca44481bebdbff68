"""`vault check` finds what is gone and what was changed beside the cells; `vault status` tells."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from eap.core import clock
from eap.core.database import acting
from eap.vault import shares, status
from eap.vault.models import Milestone
from eap.vault.sealing import destroy_file
from tests.factories import cases as make
from tests.factories.cases import Begun
from tests.factories.sealed import VAULTS, make_files, reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def as_database_owner() -> Iterator[None]:
    """Django's own connection with the owner's rights, as the command has them."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE harbour_app")


@pytest.fixture
def begun() -> Begun:
    """A booked first session: a case with a request that says something."""
    made = make.begin()
    become_owner()
    return made


def become_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")


def checked() -> tuple[str, str]:
    """What `vault check --list` printed, and how it ended."""
    out, ended = StringIO(), ""
    try:
        call_command("vault", "check", "--list", stdout=out)
    except CommandError as error:
        ended = str(error)
    return out.getvalue(), ended


def page() -> tuple[str, str]:
    out, ended = StringIO(), ""
    try:
        call_command("vault", "status", stdout=out)
    except CommandError as error:
        ended = str(error)
    return out.getvalue(), ended


FLIPPED = "set_byte({0}, 5, 255 - get_byte({0}, 5))"
TAMPERINGS = {
    "a seed's public half": ("UPDATE vault_seed SET public_key = {}", "public_key", "seed"),
    "a seed's stamp": ("UPDATE vault_seed SET stamp = {}", "stamp", "seed"),
    "a line of the directory": ("UPDATE vault_key_pair SET public_key = {}", "public_key", "line"),
    "a signature": ("UPDATE vault_key_pair SET signature = {}", "signature", "line"),
    "a wrap": (
        "UPDATE vault_wrap SET token = {} WHERE token IS NOT NULL",
        "token",
        "does not open under its KEK",
    ),
    "a place's stamp": ("UPDATE vault_wrap SET stamp = {}", "stamp", "place"),
    "a manifest": ("UPDATE vault_manifest SET mac = {}", "mac", "has no manifest as stamped"),
}


class TestCheck:
    def test_what_is_sound_is_sound_and_the_check_is_recorded(self, begun: Begun) -> None:
        said, ended = checked()
        assert ended == "", said
        assert "places: " in said and "manifests: " in said
        assert Milestone.objects.get(name="check").count == 0

    @pytest.mark.parametrize("what", TAMPERINGS)
    def test_every_change_beside_the_cells_is_found(
        self, begun: Begun, as_owner: Callable[[], Any], what: str
    ) -> None:
        statement, column, told = TAMPERINGS[what]
        with as_owner() as owner:
            owner.execute(statement.format(FLIPPED.format(column)))
        said, ended = checked()
        assert told in said
        assert "other faults" in ended
        assert Milestone.objects.get(name="check").count > 0

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ("UPDATE cases_request SET line = NULL", "request.line {} is gone"),
            ("DELETE FROM vault_seed", "has no seed"),
            ("UPDATE vault_wrap SET token = NULL WHERE holder = 'escrow'", "was emptied"),
            ("DELETE FROM vault_manifest", "has no manifest as stamped"),
            ("UPDATE vault_wrap SET kek_id = 'ffffffffffffffff'", "does not open under its KEK"),
            (
                "UPDATE vault_wrap SET holder_id = gen_random_uuid()",
                "not as stamped",
            ),
        ],
    )
    def test_what_was_emptied_or_taken_away_is_found(
        self, begun: Begun, as_owner: Callable[[], Any], change: str, told: str
    ) -> None:
        with as_owner() as owner:
            if "cases_request" in change:
                owner.execute("ALTER TABLE cases_request ALTER line DROP NOT NULL")
            owner.execute(change)
        try:
            said, ended = checked()
        finally:
            with as_owner() as owner:
                owner.execute("DELETE FROM cases_request")
                owner.execute("ALTER TABLE cases_request ALTER line SET NOT NULL")
        assert told.format(begun.request_id) in said
        assert "other faults" in ended

    def test_a_deleted_row_is_found(self, begun: Begun, as_owner: Callable[[], Any]) -> None:
        with as_owner() as owner:
            owner.execute("SET session_replication_role = replica")
            owner.execute("DELETE FROM cases_request WHERE id = %s", [begun.request_id])
        said, _ = checked()
        assert f"request.line {begun.request_id} is gone" in said

    def test_a_lost_share_is_found(self, begun: Begun) -> None:
        (file_id,) = self._files()
        shares.destroy([file_id])
        said, ended = checked()
        assert f"file {file_id} has no share" in said
        assert ended.endswith("1 other faults")

    def test_an_erased_file_is_no_fault(self) -> None:
        counsellor = reader()
        one, _ = make_files(counsellor, 2)
        with acting(counsellor):
            destroy_file(one)
        become_owner()
        assert checked()[1] == ""

    def test_it_gives_no_verdict_on_rows_it_cannot_see(self, begun: Begun) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")
        with pytest.raises(CommandError, match=r"hides .* from this login"):
            call_command("vault", "check", stdout=StringIO())

    @staticmethod
    def _files() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM vault_file")
            return [file_id for (file_id,) in cursor.fetchall()]


class TestStatus:
    def test_it_counts_what_there_is(self, begun: Begun) -> None:
        said, ended = page()
        assert ended == "1 things are wrong" and "WRONG: nobody has tried the sealed" in said
        for line in (
            "root provider: local\n",
            "index root 1: current\n",
            "directory, desk: 2 lines, 2 standing, 0 changed\n",
            "case files: 1, 0 due for a new seed\n",
            "entries not absorbed: 1\n",
            "files without share: 0, subjects: 0;",
            "last check: never\n",
            "index people_visit_code.code_index: 1 under 1\n",
        ):
            assert line in said
        checked()
        assert "UTC, 0 damaged" in page()[0] and page()[1] == ""

    def test_a_client_without_a_key_waits(self, begun: Begun) -> None:
        with acting(VAULTS):
            assert status.status().waiting == 2  # at the desk's seed, and at the claimant's

    def test_what_is_wrong_ends_with_an_error_and_names_ids_only(
        self, begun: Begun, as_owner: Callable[[], Any]
    ) -> None:
        with as_owner() as owner:
            (line,) = owner.execute(
                "UPDATE vault_key_pair SET version = 9 WHERE holder = 'escrow' RETURNING id"
            ).fetchone()
            owner.execute("UPDATE vault_wrap SET kek_id = 'ffffffffffffffff'")
            (file_id,) = owner.execute("SELECT id FROM vault_file").fetchone()
        shares.destroy([file_id])
        said, ended = page()
        assert ended == "4 things are wrong"
        assert "WRONG: 1 keys of escrow in the directory were changed: vault check" in said
        assert f"  changed: {line}\n" in said
        assert "under KEK ffffffffffffffff, which the keyring has not\n" in said
        assert "WRONG: 1 files have no share and do not open" in said
        assert f"  without share: {file_id}\n" in said

    def test_a_share_of_no_file_is_wrong_only_when_nobody_destroyed_it(
        self, tmp_path: Path, settings: Any
    ) -> None:
        settings.HARBOUR_SHARES = tmp_path / "shares.sqlite3"
        shares.make_store()
        stray = uuid4()
        with clock.standing_at(clock.now() - timedelta(days=40)):
            shares.keep({stray: bytes(32)})
        shares.mark_strays([stray], [])
        become_owner()
        said, ended = page()
        assert "of no file: 1, kept 30 days for a newer dump" in said
        assert ended == "1 things are wrong"  # never checked
        with clock.standing_at(clock.now() + timedelta(days=32)):
            _, ended = page()
        assert ended == "2 things are wrong"

    def test_as_the_app_it_says_what_it_cannot_see(self, begun: Begun) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")
        said, _ = page()
        assert "entries not absorbed: not visible to this login\n" in said
        assert "index people_visit_code.code_index: not visible to this login\n" in said

    def test_a_closed_case_and_a_number_are_found(self, begun: Begun) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM cases_case")
            (number,) = cursor.fetchone()
        out = StringIO()
        call_command("vault", "rotate", "case", "--all-closed", stdout=out)
        call_command("vault", "rotate", "case", "--case", str(number), stdout=out)
        assert [line.split()[0] for line in out.getvalue().splitlines()] == ["0", "1"]
        assert "case files: 1, 1 due for a new seed\n" in page()[0]
