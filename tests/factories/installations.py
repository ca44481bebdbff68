"""A second installation beside the tests' own: an empty database, and commands run on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from tests.conftest import owner_connection

OWNER = os.environ.get("DATABASE_URL", "")
BESIDE = f"harbour_restored_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}"


@contextmanager
def empty_database() -> Iterator[str]:
    """URL of an empty database on the tests' server, dropped afterwards with its logins."""
    with owner_connection() as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {BESIDE}")
        owner.execute(f"CREATE DATABASE {BESIDE}")
    yield urlunsplit(urlsplit(OWNER)._replace(path=f"/{BESIDE}"))
    with owner_connection() as owner:
        owner.execute(f"DROP DATABASE {BESIDE} WITH (FORCE)")
        for suffix in ("web", "publisher"):
            owner.execute(f"DROP ROLE IF EXISTS {BESIDE}_{suffix}")


def manage(url: str, state: Path, *args: object) -> "subprocess.CompletedProcess[str]":
    """A management command as an administrator runs it, on another database."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("HARBOUR")}
    return subprocess.run(
        [sys.executable, "manage.py", *(str(arg) for arg in args)],
        cwd=settings.BASE_DIR,
        env={**env, "DATABASE_URL": url, "HARBOUR_STATE": str(state)},
        capture_output=True,
        text=True,
        check=False,
    )
