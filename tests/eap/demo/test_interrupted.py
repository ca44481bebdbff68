"""A fill that is cut off leaves nothing, whatever cuts it off and when."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.demo import doors, filling
from eap.demo.selectors import TELLING
from tests.conftest import owner_connection
from tests.eap.demo.conftest import NOW, count, demo
from tests.factories.booking import past_the_walls

pytestmark = pytest.mark.slow
DEMO = Actor.system("demo")
LEAST = ("--agents", "200", "--months", "4")


@pytest.fixture(autouse=True)
def _nothing_beside() -> Iterator[None]:
    yield
    doors.forget()


@pytest.mark.django_db
def test_broken_off_at_the_very_end_it_takes_everything_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "write_truth", broken_off)
    with past_the_walls(), clock.standing_at(NOW):
        with pytest.raises(KeyboardInterrupt):
            demo("fill", *LEAST, "--truth", str(tmp_path))
        with acting(DEMO):
            left = {model.__name__ for model in TELLING if model._base_manager.exists()}
        assert demo("status") == "empty\n"
    assert not left
    assert not doors.path().exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_leaves_an_empty_database_that_can_be_filled() -> None:
    child = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "fill", "--agents", "3000", "--months", "12"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": _url(),
            "HARBOUR_LOGIN": "owner",
            "HARBOUR_STATE": str(settings.HARBOUR_STATE),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_rows_in_flight(child)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    left = {model._meta.db_table for model in TELLING if count(model._meta.db_table)}
    assert not left
    assert count("audit_event") == count("vault_file") == 0


def _await_rows_in_flight(child: subprocess.Popen[bytes]) -> None:
    """Wait until the fill has written something that is not committed."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        assert child.poll() is None, "it ended before it could be killed"
        with owner_connection() as owner:
            (writing,) = owner.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_xid IS NOT NULL"
            ).fetchone() or (0,)
        if writing:
            time.sleep(1)
            return
        time.sleep(0.2)
    pytest.fail("it never began to write")


def _url() -> str:
    parameters = connection.get_connection_params()
    login = f"{parameters['user']}:{quote(parameters.get('password') or '', safe='')}"
    host = parameters.get("host") or ""
    where = f"@/{parameters['dbname']}?host={host}"
    if not host.startswith("/"):
        where = f"@{host}:{parameters.get('port') or 5432}/{parameters['dbname']}"
    return f"postgresql://{login}{where}"
