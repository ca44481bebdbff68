"""One small company for all tests that only look at it, filled in by the owner's login."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from eap.audit import witness
from eap.core import clock
from eap.core.actor import Actor
from eap.demo import doors
from eap.demo.doors import Door
from tests.conftest import owner_connection
from tests.factories.keys import HALF

NOW = datetime(2026, 11, 18, 3, 2, tzinfo=UTC)  # a Wednesday, 11:02 where the company is
SMALL = ("--agents", "400", "--months", "6", "--seed", "7")


@contextmanager
def owner_login() -> Iterator[None]:
    """Django's own connection anew as the owner, as `manage.py demo` has it; outside of tests."""
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    role = options.pop("options")
    try:
        yield
    finally:
        connection.close()
        options["options"] = role


def demo(*words: str) -> str:
    """`manage.py demo ...`; returns what it printed."""
    said = StringIO()
    call_command("demo", *words, stdout=said)
    return said.getvalue()


@dataclass(frozen=True)
class Place:
    """The filled-in company: its truth files, and who signs in how."""

    truth: Path
    said: str

    def door(self, key: str) -> Door:
        """One persona."""
        return next(door for door in doors.doors() if door.key == key)

    def staff(self, key: str) -> Actor:
        """One person of staff acting, in a session of their own."""
        told = doors.told()
        assert told is not None
        roles = frozenset(self.door(key).roles)
        return Actor.staff(told.staff[key], roles, session=told.staff[key], half=HALF)


@pytest.fixture(scope="module")
def company(
    django_db_setup: None,
    django_db_blocker,  # type: ignore[no-untyped-def]
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Place]:
    """A company filled in once for a whole module, and cleared away after it."""
    truth = tmp_path_factory.mktemp("truth")
    with django_db_blocker.unblock():
        with owner_login(), clock.standing_at(NOW):
            said = demo("fill", *SMALL, "--truth", str(truth))
        yield Place(truth, said)
        clear()


@pytest.fixture(autouse=True)
def _own_head() -> Iterator[None]:
    """What a test seals is rolled back; the head remembered of it must go too."""
    witness.file().unlink(missing_ok=True)
    yield
    witness.file().unlink(missing_ok=True)


def clear() -> None:
    """Empty every table, and take away what lies beside the database."""
    doors.forget()
    Path(settings.HARBOUR_STATE, clock.AHEAD).unlink(missing_ok=True)
    TransactionTestCase._fixture_teardown(None)  # type: ignore[arg-type]


def fetched(statement: str) -> list[Any]:
    """What the owner reads past every wall; what a test has not committed is not in it."""
    with owner_connection() as owner:
        owner.execute("SELECT set_config('harbour.roles', 'system:demo', false)")
        return owner.execute(statement).fetchall()


def count(table: str) -> int:
    """How many rows a table has."""
    ((number,),) = fetched(f"SELECT count(*) FROM {table}")
    return int(number)


def names_given_twice() -> list[Any]:
    """Counsellor and name of open cases that cannot be told apart when they are spoken of."""
    return fetched(
        "SELECT counsellor_id, code_name FROM cases_case"
        " WHERE state <> 'closed' AND NOT on_desk AND counsellor_id IS NOT NULL"
        " GROUP BY counsellor_id, code_name HAVING count(*) > 1"
    )
