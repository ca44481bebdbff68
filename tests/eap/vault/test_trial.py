"""`vault check`: tries every cell of every model, says how many are damaged and nothing else."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from eap.access import walls
from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import bindings, trial
from eap.vault.bindings import Cell
from eap.vault.fields import SealedField
from eap.vault.management.commands import vault as command
from eap.vault.sealing import Place, destroy_file, new_file, seal
from eap.vault.trial import Tried
from eap.vault.words import DESKS, Desk

ROWS = 7


@pytest.fixture
def filled(cells: Any, counsellor: Actor, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Seven rows in three files, every second with an aside, tried in batches of three."""
    monkeypatch.setattr(trial, "BATCH", 3)
    ids = sorted(uuid4() for _ in range(ROWS))
    with acting(counsellor):
        files = [new_file("case", circle=(DESKS[Desk.INTAKE],)) for _ in range(3)]
        for number, row_id in enumerate(ids):
            file_id, version = files[number % 3], number + 1
            aside = Place("cell", "aside", row_id)
            cells.objects.create(
                id=row_id,
                counsellor_id=counsellor.id,
                file_id=file_id,
                version=version,
                body=seal("x", file_id=file_id, place=Place("cell", "text", row_id, version)),
                aside=seal("y", file_id=file_id, place=aside) if number % 2 else None,
            )
    return ids


@pytest.fixture
def as_database_owner() -> Iterator[None]:
    """Django's own connection with the owner's rights, as the command has them."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE harbour_app")


def try_all(model: type[models.Model]) -> Tried:
    (binding,) = bindings.bindings([model])
    total = Tried()
    with acting(Actor.system("vault")):
        for part in trial.tried(binding):
            total.rows += part.rows
            total.cells += part.cells
            total.damaged += part.damaged
    return total


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("as_database_owner")
class TestTrial:
    def test_sound_rows_are_sound(self, filled: list[UUID], cells: Any) -> None:
        assert try_all(cells) == Tried(rows=ROWS, cells=ROWS + 3, damaged=[])

    def test_each_damaged_cell_is_counted_at_its_place(
        self, filled: list[UUID], cells: Any, as_owner: Callable[[], Any]
    ) -> None:
        with as_owner() as owner:
            change = "UPDATE public.vaulttest_cell SET {} WHERE id = %s"
            owner.execute(change.format("body = 'she is fine'"), [filled[0]])
            owner.execute(change.format("version = version + 1"), [filled[3]])
            owner.execute(change.format("aside = body"), [filled[4]])
        assert try_all(cells).damaged == [
            Place("cell", "text", filled[0], 1),
            Place("cell", "text", filled[3], 5),
            Place("cell", "aside", filled[4], 1),
        ]

    def test_what_is_changed_while_one_tries_is_not_damaged(
        self, filled: list[UUID], cells: Any, counsellor: Actor
    ) -> None:
        """An edit after the first batch: its row and its manifest are both of the other moment."""
        (binding,) = bindings.bindings([cells])
        with ThreadPoolExecutor(1) as pool, trial.at_one_moment(Actor.system("vault")):
            parts = trial.tried(binding)
            found = [next(parts)]
            pool.submit(self._edit, cells, counsellor, filled[-1]).result()
            found += parts
        assert [place for part in found for place in part.damaged] == []
        assert sum(part.rows for part in found) == ROWS
        assert try_all(cells).damaged == []

    @staticmethod
    def _edit(cells: Any, counsellor: Actor, row_id: UUID) -> None:
        try:
            with acting(counsellor):
                row = cells.objects.get(id=row_id)
                place = Place("cell", "text", row_id, row.version + 1)
                body = seal("edited", file_id=row.file_id, place=place)
                cells.objects.filter(id=row_id).update(version=place.version, body=body)
        finally:
            connection.close()

    def test_every_cell_of_a_destroyed_file_is_damaged(
        self, filled: list[UUID], cells: Any
    ) -> None:
        destroy_file(cells.objects.get(id=filled[0]).file_id)
        assert [place.row for place in try_all(cells).damaged] == [
            filled[0], filled[3], filled[3], filled[6],
        ]  # fmt: skip


PLAIN_OWNER = """
DO $$ BEGIN CREATE ROLE vaulttest_owner NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT vaulttest_owner TO CURRENT_USER;
GRANT USAGE ON SCHEMA harbour, public TO vaulttest_owner;
GRANT SELECT ON public.vaulttest_cell, public.vault_file, public.vault_manifest TO vaulttest_owner;
"""
WALL = """
CREATE POLICY wall_trial ON public.vaulttest_cell FOR SELECT TO vaulttest_owner
    USING (harbour.has_role('system:vault'));
"""


@pytest.mark.django_db(transaction=True)
class TestPlainOwner:
    """An owner who is no superuser is bound by the walls as everybody else."""

    @pytest.fixture(autouse=True)
    def as_plain_owner(self, filled: list[UUID], as_owner: Callable[[], Any]) -> Iterator[None]:
        with as_owner() as owner:
            owner.execute(PLAIN_OWNER)
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE vaulttest_owner")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")
        with as_owner() as owner:
            owner.execute("DROP POLICY IF EXISTS wall_trial ON public.vaulttest_cell")

    def test_it_sees_every_row_by_the_trials_own_wall_and_none_without(
        self, cells: Any, as_owner: Callable[[], Any]
    ) -> None:
        (binding,) = bindings.bindings([cells])
        assert trial.is_hidden(binding)
        assert try_all(cells).rows == 0
        with as_owner() as owner:
            owner.execute(WALL)
        assert not trial.is_hidden(binding)
        assert try_all(cells).rows == ROWS

    def test_only_in_the_name_of_the_trial(self, cells: Any, as_owner: Callable[[], Any]) -> None:
        with as_owner() as owner:
            owner.execute(WALL)
        with acting(Actor.system("reminders")):
            assert not cells.objects.exists()


@pytest.mark.django_db
def test_every_guarded_table_lets_the_owners_trial_in() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'wall_trial'")
        walled = {table for (table,) in cursor.fetchall()}
    assert {model._meta.db_table for model in walls.guarded_models()} <= walled


class TestDeclaration:
    def test_it_is_read_with_and_without_its_parts(self, cells: Any) -> None:
        (binding,) = bindings.bindings([cells])
        assert (binding.table, binding.file) == ("cell", "file_id")
        assert binding.cells == (
            Cell("body", "text", "version"),
            Cell("aside", "aside", ""),
        )

    def test_a_way_over_other_rows_and_one_version_for_all(self) -> None:
        class Far(models.Model):
            body = SealedField()

            class Meta:
                app_label = "vaulttest"

            class Sealing:
                table = "far"
                file = "cell.file_id"
                version = "cell.version"

        (binding,) = bindings.bindings([Far])
        assert binding.file == "cell__file_id"
        assert binding.cells == (Cell("body", "body", "cell__version"),)

    def test_a_model_that_does_not_say_is_refused(self) -> None:
        class Silent(models.Model):
            body = SealedField()

            class Meta:
                app_label = "vaulttest"

        with pytest.raises(TypeError, match="no Sealing"):
            bindings.bindings([Silent])

    def test_one_name_for_two_models_is_refused(self, cells: Any) -> None:
        class Twin(models.Model):
            body = SealedField()

            class Meta:
                app_label = "vaulttest"

            class Sealing:
                table = "cell"
                file = "file_id"

        with pytest.raises(ValueError, match="under the name cell"):
            bindings.bindings([cells, Twin])

    def test_every_model_of_ours_says(self) -> None:
        for binding in bindings.bindings():
            for path in (binding.file, *(cell.version for cell in binding.cells)):
                if path:
                    binding.model._base_manager.values(path)  # raises FieldError on a wrong way


@pytest.mark.django_db(transaction=True)
class TestCommand:
    @pytest.fixture(autouse=True)
    def only_the_tests_room(self, cells: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "bindings", lambda: bindings.bindings([cells]))

    @pytest.mark.usefixtures("as_database_owner")
    def test_it_says_how_many_and_shows_nothing(self, filled: list[UUID]) -> None:
        assert self._said().startswith("cell: 7 rows, 10 cells, 0 damaged\n")

    @pytest.mark.usefixtures("as_database_owner")
    def test_damage_is_an_error_and_named_when_asked(
        self, filled: list[UUID], as_owner: Callable[[], Any]
    ) -> None:
        with as_owner() as owner:
            owner.execute(
                "UPDATE public.vaulttest_cell SET body = 'she is fine' WHERE id = %s", [filled[2]]
            )
        out = StringIO()
        with pytest.raises(CommandError, match="1 damaged cells"):
            call_command("vault", "check", "--list", stdout=out)
        assert out.getvalue().startswith(
            f"cell: 7 rows, 10 cells, 1 damaged\n  cell.text {filled[2]}\n"
        )

    def test_it_gives_no_verdict_on_rows_it_cannot_see(self, filled: list[UUID]) -> None:
        """As the app's login the wall hides the rows: that must not read as all sound."""
        with pytest.raises(CommandError, match="hides vaulttest_cell"):
            self._said()

    def test_a_missing_keyring_is_one_clear_line(self, settings: Any, tmp_path: Any) -> None:
        settings.HARBOUR_KEYRING = tmp_path / "none.json"
        with pytest.raises(CommandError, match="There is no keyring"):
            self._said()

    @staticmethod
    def _said() -> str:
        out = StringIO()
        call_command("vault", "check", stdout=out)
        return out.getvalue()
