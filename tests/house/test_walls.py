"""The second wall stands: forced, closed without an actor, and as declared."""

import pytest
from django.db import connection

from eap.access import walls
from eap.core import clock
from tests.factories.booking import NOON, past_the_walls
from tests.factories.world import make_world


@pytest.mark.django_db
def test_every_guarded_table_is_forced() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        forced = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in walls.guarded_models()} <= forced


@pytest.mark.django_db
def test_the_tests_run_as_the_app_and_the_app_is_nobody_special() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("harbour_app", False, False)


@pytest.mark.django_db
def test_without_an_actor_every_guarded_table_is_empty_to_the_app() -> None:
    """Only what everybody may do stays open; nothing readable is left to nobody."""
    with clock.standing_at(NOON):
        make_world()
    readable = sorted({table for table, command in walls.policies() if command == "SELECT"})
    with past_the_walls():
        filled = {table for table in readable if _rows(table)}
    assert {"cases_case", "notes_note", "people_client"} <= filled
    assert [table for table in readable if _rows(table)] == []


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_app_may_never_truncate_or_reference() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.role_table_grants"
            " WHERE grantee IN ('harbour_app', 'harbour_publish')"
            " AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_what_runs_with_other_rights_is_lent_to_nobody() -> None:
    """A trigger's function, too: whoever may execute it may hang it on a table of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p, aclexplode("
            "coalesce(p.proacl, acldefault('f', p.proowner))) AS given"
            " WHERE p.prosecdef AND p.pronamespace = 'harbour'::regnamespace"
            " AND given.grantee = 0"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_no_trigger_looks_for_its_tables_where_a_login_may_make_them() -> None:
    """Tables of a session come first in the usual path: a guard would read the one it is shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = 'harbour'::regnamespace AND prorettype = 'trigger'::regtype"
            " AND prosrc ~ '(FROM|UPDATE|INTO) ' AND proconfig IS NULL"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_walls_are_put_up_anew_as_a_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A running process must never see them half taken down."""

    def broken() -> dict[str, list[str]]:
        raise RuntimeError

    with past_the_walls():
        before = sorted(walls._standing())
        monkeypatch.setattr(walls, "statements", broken)
        with pytest.raises(RuntimeError):
            walls.install()
        assert before and sorted(walls._standing()) == before
