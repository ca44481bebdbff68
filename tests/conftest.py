"""Tests run on a real PostgreSQL as the app's own role, with the walls up.

The owner's login makes the test database and the walls; after that every connection steps down
to `harbour_app`. Only clearing tables between tests and `as_owner` use the owner again.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from eap.audit import writer

APP_ROLE = "-c role=harbour_app"

_CLEAR = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('django_migrations', 'django_content_type')
    LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'
        AND last_value IS NOT NULL
    LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', name);
    END LOOP;
END $$
"""


def pytest_configure() -> None:
    """Secrets of a test run live and die with it; only the browser's tests serve the built page.

    Each test client would otherwise read all of that page's files anew.
    """
    settings.SECRET_KEY = secrets.token_hex(32)
    settings.WHITENOISE_ROOT = None


@pytest.fixture(scope="session", autouse=True)
def _secrets(tmp_path_factory: pytest.TempPathFactory) -> None:
    from eap.audit import signer
    from eap.vault import keyring, shares

    state: Path = tmp_path_factory.mktemp("state")
    settings.HARBOUR_STATE = state
    settings.HARBOUR_KEYRING = state / "keyring.json"
    settings.HARBOUR_SHARES = state / "shares.sqlite3"
    settings.HARBOUR_SIGNER = state / "signer.key"
    keyring.make_keyring()
    shares.make_store()
    signer.make_signer()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """After the owner has made the database, step down to the app's role until it is dropped."""
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    options["options"] = APP_ROLE
    yield
    connection.close()
    del options["options"]


@pytest.fixture(autouse=True)
def _open_desks(request: pytest.FixtureRequest) -> None:
    """Somebody can open what comes in: without, nothing is taken in."""
    asked = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not asked and not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue("_django_db_helper")
    if not request.node.get_closest_marker("no_desks"):
        from tests.factories.keys import open_desks

        open_desks()


def run_apart(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a loop of its own; in this thread the browser's may be running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@contextmanager
def owner_connection() -> Iterator[psycopg.Connection[Any]]:
    """A plain connection of the owner to the test database, past every wall."""
    parameters = connection.get_connection_params()
    parameters = {
        key: parameters[key]
        for key in ("dbname", "user", "password", "host", "port")
        if parameters.get(key)
    }
    with psycopg.connect(**parameters, autocommit=True) as owner:
        yield owner


@pytest.fixture
def as_owner(django_db_setup: None) -> Callable[[], Any]:
    """What a database administrator can do: `with as_owner() as owner: owner.execute(...)`."""
    return owner_connection


@pytest.fixture
def without_holes(django_db_setup: None) -> Callable[[str], None]:
    """`without_holes(table)` takes away the room that rows of earlier tests left in a table.

    New rows then lie in the order in which they come, which some tests look at.
    """

    def vacuum(table: str) -> None:
        with owner_connection() as owner:
            owner.execute(f"VACUUM {table}")

    return vacuum


def _clear_tables(self: TransactionTestCase) -> None:
    """Empty every table as the owner: the app's role may not delete all, and history is kept.

    Most tables are empty after a test, and deleting from those costs a tenth of truncating them.
    """
    connection.close()
    with owner_connection() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(_CLEAR)
    vars(writer._thread).clear()  # an emptied trail is numbered from one again


TransactionTestCase._fixture_teardown = _clear_tables  # type: ignore[method-assign]
