"""manage.py vault check"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import trial
from eap.vault.bindings import Binding, bindings
from eap.vault.keyring import KeyringError, keyring
from eap.vault.policies import VAULT
from eap.vault.trial import Tried


class Command(BaseCommand):
    """Try whether every sealed cell stands where it was sealed and opens."""

    help = "check: try every sealed cell."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("check",))
        parser.add_argument(
            "--list", action="store_true", help="name each damaged table, column and row"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check(name_each=options["list"])
        except KeyringError as error:
            raise CommandError(str(error)) from None

    def _check(self, *, name_each: bool) -> None:
        keyring()
        damaged = 0
        for binding in bindings():
            with acting(Actor.system(VAULT)):
                found = self._try_all(binding)
            damaged += len(found.damaged)
            self.stdout.write(
                f"{binding.table}: {found.rows} rows, {found.cells} cells,"
                f" {len(found.damaged)} damaged"
            )
            if name_each:
                for place in found.damaged:
                    self.stdout.write(f"  {place.table}.{place.column} {place.row}")
        if damaged:
            raise CommandError(f"{damaged} damaged cells")

    def _try_all(self, binding: Binding) -> Tried:
        if trial.is_hidden(binding):
            raise CommandError(
                f"row-level security hides {binding.table} from this login; use the owner's"
            )
        total = Tried()
        with tqdm(total=trial.row_count(binding), desc=binding.table, disable=None) as bar:
            for part in trial.tried(binding):
                total.rows += part.rows
                total.cells += part.cells
                total.damaged += part.damaged
                bar.update(part.rows)
        return total
