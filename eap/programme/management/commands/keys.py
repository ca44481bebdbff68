"""`manage.py keys`: the secrets of an installation, each made once and never made again."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from eap.audit import signer
from eap.programme.management import files
from eap.vault import keyring


class Command(BaseCommand):
    """Runs before there is anything: without secrets, without tables, without a login."""

    help = "Make the keyring, the signing key and the session secret where they are missing."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; say for each file whether it was made or kept."""
        folder = files.state()
        if not Path(settings.HARBOUR_KEYRING).exists() and _holds_sealed_content():
            raise CommandError(
                "The database holds sealed content, but its keyring is not at"
                f" {settings.HARBOUR_KEYRING}. Put it back from its own backup."
            )
        had_signer = Path(settings.HARBOUR_SIGNER).exists()
        signer.make_signer()
        made = {
            "keyring": keyring.make_keyring(),
            "signing key": not had_signer,
            "session secret": files.write_once(folder / "django-secret", secrets.token_hex(32)),
        }
        for name, fresh in made.items():
            self.stdout.write(f"{name}: {'made' if fresh else 'kept'}")


def _holds_sealed_content() -> bool:
    """Whether something is known to be sealed; False too where no database can be asked yet."""
    if connection.vendor != "postgresql":
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM vault_file)")
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False
