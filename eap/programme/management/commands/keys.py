"""`manage.py keys`: the secrets of an installation, each made once and never made again."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from eap.audit import signer
from eap.programme.management import files
from eap.vault import keyring, shares
from eap.vault.keyring import KeyringError


class Command(BaseCommand):
    """Runs before there is anything: without secrets, without tables, without a login."""

    help = "Make keyring, store of shares, signing key and session secret where they are missing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.set_defaults(act=_make)
        acts = parser.add_subparsers(title="with the keyring that is there")
        acts.add_parser("list", help="ids and states, never a key").set_defaults(act=_list)
        move = acts.add_parser("move", help="wrap the keyring by another root provider")
        move.add_argument("--to", choices=("transit", "local"), required=True)
        move.set_defaults(act=_move)
        root = acts.add_parser("root", help="the root key that wraps the keyring")
        roots = root.add_subparsers(required=True)
        rotate = roots.add_parser("rotate", help="make a new root key and wrap under it")
        rotate.set_defaults(act=_rotate_root)
        retire = roots.add_parser("retire", help="end a root key: older copies open no more")
        retire.add_argument("id")
        retire.set_defaults(act=_retire_root)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act and say what came of it, a line for each thing."""
        try:
            for line in options["act"](options):
                self.stdout.write(line)
        except KeyringError as error:
            raise CommandError(str(error)) from None


def _make(options: dict[str, Any]) -> Iterator[str]:
    """Make what is missing; say for each file whether it was made or kept."""
    folder = files.state()
    for name, path in _needed().items():
        if not Path(path).exists() and _holds_sealed_content():
            raise CommandError(
                f"The database holds sealed content, but its {name} is not at {path}."
                " Put it back from its own backup."
            )
    had_signer = Path(settings.HARBOUR_SIGNER).exists()
    signer.make_signer()
    made = {
        "keyring": keyring.make_keyring(),
        "store of shares": shares.make_store(),
        "signing key": not had_signer,
        "session secret": files.write_once(folder / "django-secret", secrets.token_hex(32)),
    }
    for name, fresh in made.items():
        yield f"{name}: {'made' if fresh else 'kept'}"


def _needed() -> dict[str, Path]:
    """What sealed content is lost without."""
    return {"keyring": settings.HARBOUR_KEYRING, "store of shares": settings.HARBOUR_SHARES}


def _list(options: dict[str, Any]) -> Iterator[str]:
    ring, root = keyring.keyring(), keyring.root()
    root_keys = root.keys()
    yield f"root provider: {root.name}"
    for key in root_keys:
        yield f"root key {key.id}: {key.state}"
    for kek_id, kek in ring.keks.items():
        yield f"KEK {kek_id}: {'primary' if kek is ring.primary else 'enabled'}"
    for version in ring.index_roots:
        yield f"index root {version}: {'current' if version == ring.index_version else 'enabled'}"


def _move(options: dict[str, Any]) -> Iterator[str]:
    to = keyring.provider(options["to"])
    if keyring.root().name == to.name:
        raise CommandError(f"The keyring is under {to.name} already.")
    keyring.move_root(to)
    yield f"The keyring is under {to.name} now. Back it up anew."
    yield "Copies made before this open as they did: destroy them."


def _rotate_root(options: dict[str, Any]) -> Iterator[str]:
    yield f"root key {keyring.rotate_root()}: primary"
    yield "Back the keyring up anew, then retire the root key before with: keys root retire ID"


def _retire_root(options: dict[str, Any]) -> Iterator[str]:
    keyring.retire_root(options["id"])
    yield f"root key {options['id']}: retired; copies of the keyring made under it open no more"


def _holds_sealed_content() -> bool:
    """Whether something is known to be sealed; False too where no database can be asked yet."""
    if connection.vendor != "postgresql":
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM vault_file) OR EXISTS (SELECT FROM access_staff)"
            )
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False
