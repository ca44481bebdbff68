"""`manage.py restore DIR`: a backup into an empty database and an empty folder of secrets."""

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from eap.access import walls
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.programme.management import files, postgres
from eap.programme.management.backup import Backup, secret_files
from eap.vault.policies import VAULT

_TAKEN = """
SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')
    OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'harbour')
"""
# The walls name the owner of then and are put up anew; the rest belongs to the server.
_LEFT_OUT = re.compile(r" POLICY public \S+ wall_| SCHEMA - public | COMMENT - EXTENSION ")
_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN NOBYPASSRLS;
    END IF;
    IF NOT pg_has_role(current_user, '{role}', 'MEMBER') THEN
        EXECUTE format('GRANT {role} TO %I', current_user);
    END IF;
END $$
"""
_DOORS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE prosecdef AND pronamespace = 'harbour'::regnamespace
"""


class Command(BaseCommand):
    """Refuses anything that is not empty: nothing is ever restored over something."""

    help = "Read a backup back into an empty database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder a backup was written to, its keys brought back."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at everything first, then restore tables, walls and keys."""
        backup = Backup(options["folder"])
        _demand_whole(backup)
        _demand_empty()
        with connection.cursor() as cursor:
            for role in (walls.APP, walls.PUBLISHER, walls.DOOR):
                cursor.execute(_ROLE.format(role=role))
        _restore_tables(backup)
        _give_doors_back()
        walls.install()
        _begin_regret_anew()
        for name, path in secret_files().items():
            files.private_folder(path.parent)
            shutil.copy(backup.keys / name, path)
            path.chmod(0o600)
        shares = Path(settings.HARBOUR_SHARES)
        if not shares.exists():
            self.stdout.write(
                f"No shares at {shares}: put the store of this moment there, or its newest copy."
                " Nothing sealed opens without."
            )
        self.stdout.write(
            "Restored. Now run: manage.py migrate, logins, doctor; then, before anybody comes in,"
            " erase run, and erase hold for what the law has kept since this backup."
        )


def _demand_whole(backup: Backup) -> None:
    parts = [backup.dump, *(backup.keys / name for name in secret_files())]
    missing = [str(part) for part in parts if not part.exists()]
    if missing:
        raise CommandError(f"Missing: {', '.join(missing)}. Nothing was changed.")


def _demand_empty() -> None:
    there = [str(path) for path in secret_files().values() if path.exists()]
    if there:
        raise CommandError(f"There is already {', '.join(there)}. Nothing was changed.")
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN)
        if cursor.fetchone() == (True,):
            raise CommandError("The database is not empty. Nothing was changed.")


def _restore_tables(backup: Backup) -> None:
    """All or nothing, and owned by whoever restores."""
    lines = postgres.contents(backup.dump)
    kept = [line for line in lines if not _LEFT_OUT.search(line)]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(kept))
        chosen.flush()
        postgres.run(
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            f"--use-list={chosen.name}",
            backup.dump,
        )


def _begin_regret_anew() -> None:
    """Who asked to be erased may have taken it back since then, so the three days begin now."""
    with acting(Actor.system(VAULT)), connection.cursor() as cursor:
        cursor.execute("UPDATE people_erasure SET asked_at = %s", [clock.now()])


def _give_doors_back() -> None:
    """The functions that see past the walls belong to the door's role, never to the owner."""
    with connection.cursor() as cursor:
        cursor.execute(_DOORS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} OWNER TO {walls.DOOR}")
