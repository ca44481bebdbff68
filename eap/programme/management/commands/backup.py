"""`manage.py backup DIR`: a dump of the database, and the keys in a folder to be kept apart."""

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eap.programme.management import files, postgres
from eap.programme.management.backup import PASSING, Backup, secret_files


class Command(BaseCommand):
    """Needs a login that may read every row: the owner, where it is a superuser or BYPASSRLS."""

    help = "Write a backup into an empty folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Dump, read the dump's contents back, copy the keys."""
        backup = Backup(options["folder"])
        if backup.top.exists() and any(backup.top.iterdir()):
            raise CommandError(f"{backup.top} is not empty.")
        missing = [str(path) for path in secret_files().values() if not path.exists()]
        if missing:
            raise CommandError(f"Missing: {', '.join(missing)}. Nothing was written.")
        for folder in (backup.top, backup.dump.parent, backup.keys):
            files.private_folder(folder)
        postgres.run(
            "pg_dump",
            "--format=custom",
            *(f"--exclude-table-data=public.{table}" for table in PASSING),
            f"--file={backup.dump}",
        )
        backup.dump.chmod(0o600)
        entries = len(postgres.contents(backup.dump))
        for name, path in secret_files().items():
            shutil.copy(path, backup.keys / name)
            (backup.keys / name).chmod(0o600)
        self.stdout.write(f"{backup.dump}: {entries} entries")
        self.stdout.write(f"{backup.keys}: take this folder to another place and other hands.")
