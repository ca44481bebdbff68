"""`manage.py logins`: the database logins of the web and worker processes and the publisher.

They are named after the database, so that several may share a server. Where APP_DATABASE_URL and
PUBLISH_DATABASE_URL say which logins to use, those are only looked at.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg import sql

from eap.access import walls
from eap.programme.management import files

_IN_USE = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = %s)"


@dataclass(frozen=True, slots=True)
class Login:
    """A process's login: the role it belongs to, and where its URL is kept or comes from."""

    suffix: str
    role: str
    file: str
    variable: str


LOGINS = (
    Login("web", walls.APP, "app-database-url", "APP_DATABASE_URL"),
    Login("publisher", walls.PUBLISHER, "publish-database-url", "PUBLISH_DATABASE_URL"),
)


class Command(BaseCommand):
    """Needs the owner's DATABASE_URL, after migrate."""

    help = "Make or check the logins of the app and the publisher."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each login; stops at the first that cannot be used."""
        for login in LOGINS:
            given = os.environ.get(login.variable)
            self.stdout.write(check(given, login) if given else ensure(_owner_url(), login))


def _owner_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise CommandError("Set DATABASE_URL to the owner's login of the database.")
    return url


def check(url: str, login: Login) -> str:
    """Look at a login we were given; returns what to say. Raises CommandError."""
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT rolname, rolsuper OR rolbypassrls, pg_has_role(rolname, %s, 'MEMBER')"
                " FROM pg_roles WHERE rolname = session_user",
                [login.role],
            ).fetchone()
    except (psycopg.OperationalError, psycopg.ProgrammingError):
        raise CommandError(f"{login.variable} does not open the database.") from None
    name, special, member = row or ("", True, False)
    if special:
        raise CommandError(f"{login.variable}: {name} passes row-level security; use another.")
    if not member:
        raise CommandError(f"{login.variable}: GRANT {login.role} TO {name} is missing.")
    return f"{name}: as given"


def ensure(owner_url: str, login: Login) -> str:
    """Make sure the login exists and its URL is kept; returns what to say."""
    path = files.state() / login.file
    with psycopg.connect(owner_url, autocommit=True) as owner:
        name = f"{_database(owner)[:50]}_{login.suffix}"
        if path.exists() and _still_opens(owner_url, path):
            return f"{name}: kept"
        password = secrets.token_urlsafe(24)
        said = _make(owner, name, login, password)
    files.write_private(path, f"{with_login(owner_url, name, password)}\n")
    return said


def _still_opens(owner_url: str, path: Path) -> bool:
    """Try the kept login, at the address the owner uses now, and keep that address."""
    kept = urlsplit(path.read_text().strip())
    url = with_login(owner_url, unquote(kept.username or ""), unquote(kept.password or ""))
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    files.write_private(path, f"{url}\n")
    return True


def _database(owner: psycopg.Connection[Any]) -> str:
    row = owner.execute("SELECT current_database()").fetchone()
    return str(row[0]) if row else ""


def _make(owner: psycopg.Connection[Any], name: str, login: Login, password: str) -> str:
    """Create the login, or give it a new password when nobody is signed in with it."""
    known = owner.execute(
        "SELECT pg_has_role(rolname, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s",
        [login.role, name],
    ).fetchone()
    if known and not known[0]:
        raise CommandError(f"A role {name} exists that is not ours. Set {login.variable}.")
    if known and owner.execute(_IN_USE, [name]).fetchone() == (True,):
        raise CommandError(
            f"The login {name} is in use, but its password is not in {files.state()}."
            f" Copy {login.file} there, or set {login.variable}."
        )
    # Sent as the verifier the server would store, so that no log of statements holds a password.
    verifier = owner.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    ).decode()
    act = "ALTER" if known else "CREATE"
    try:
        owner.execute(
            sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                sql.SQL(act), sql.Identifier(name), sql.Literal(verifier)
            )
        )
        owner.execute(
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(login.role), sql.Identifier(name))
        )
    except psycopg.errors.InsufficientPrivilege:
        raise CommandError(
            f"DATABASE_URL may not create roles. Let an administrator make {name} as a member of"
            f" {login.role}, and set {login.variable}."
        ) from None
    return f"{name}: {'new password' if known else 'made'}"


def with_login(url: str, name: str, password: str) -> str:
    """The URL with another login and everything else as it is."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{quote(name, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}"))
