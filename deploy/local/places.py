"""Where a command's database is, and the environment Django reads it from.

A place is a database with the folder of secrets that belongs to it: keys seal the rows of one
database and are worthless beside another.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import postgres
from steps import LOCAL, PYTHON, digest, openly, quietly, step

DATABASE = "harbour"
STATE = LOCAL / "state"


@dataclass(frozen=True)
class Place:
    """The owner's database URL, the folder of its secrets, and the server when it is ours."""

    url: str
    state: Path
    server: postgres.Server | None

    def environment(self, **more: str) -> dict[str, str]:
        """What manage.py reads; the logins of the other processes lie in the state."""
        return {**os.environ, "DATABASE_URL": self.url, "HARBOUR_STATE": str(self.state), **more}

    def without_owner(self, **more: str) -> dict[str, str]:
        """The same for the long-running processes, which never see the owner's login."""
        env = self.environment(**more)
        del env["DATABASE_URL"]
        return env

    def manage(self, *args: str) -> None:
        """Run a management command with its output in a log; stop if it fails."""
        quietly(args[0], PYTHON, "manage.py", *args, env=self.environment())

    def manage_openly(self, *args: str) -> int:
        """Run a management command on the screen; returns its exit code."""
        return openly(PYTHON, "manage.py", *args, env=self.environment())

    def manage_silently(self, *args: str) -> int:
        """Run one that answers by its exit code; only its faults come to the screen."""
        return openly(PYTHON, "manage.py", *args, env=self.environment(), stdout=subprocess.DEVNULL)


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _state(name: str) -> Path:
    """The folder HARBOUR_STATE names, or one of our own for this database."""
    named = os.environ.get("HARBOUR_STATE")
    return Path(named) if named else _private(_private(STATE) / name)


def _name_of(url: str) -> str:
    """A name for the database behind a URL, without its login."""
    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query).get("host", [""])[-1]
    return f"url-{digest(host, str(parts.port or ''), parts.path)}"


@contextmanager
def kept_place(*, running: bool) -> Iterator[Place]:
    """The place ./dev run works on. running: another process has already started our server."""
    url = os.environ.get("DATABASE_URL")
    if url:
        yield Place(url, _state(_name_of(url)), None)
        return
    named = postgres.named_binaries()
    candidates = [named] if named else [*postgres.installed_binaries(), postgres.wheel_binaries()]
    server = postgres.kept_server(STATE, candidates)
    state = _state(server.data.name)
    if running:
        yield Place(server.url(DATABASE), state, server)
        return
    major, minor = postgres.version(server.binaries)[:2]
    with step(f"PostgreSQL {major}.{minor}"):
        server.start()
    try:
        server.ensure_database(DATABASE)
        yield Place(server.url(DATABASE), state, server)
    finally:
        server.stop()


@contextmanager
def throwaway_place() -> Iterator[Place]:
    """An empty place for tests: DATABASE_URL's server if given, else PG_BINDIR's or the wheel's.

    Its secrets are new and vanish with it, so that tests never touch those of ./dev run.
    """
    state = Path(tempfile.mkdtemp(prefix="harbour-state-"))
    try:
        url = os.environ.get("DATABASE_URL")
        if url:
            yield Place(url, state, None)
            return
        binaries = postgres.named_binaries() or postgres.wheel_binaries()
        with postgres.throwaway_server(binaries) as server:
            server.ensure_database(DATABASE)
            yield Place(server.url(DATABASE), state, server)
    finally:
        shutil.rmtree(state, ignore_errors=True)
