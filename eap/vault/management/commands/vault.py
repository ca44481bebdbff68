"""`manage.py vault status | check | rotate | destroy | copy-shares | thief`: the operator's view.

Ids, numbers and days only. None of it shows what is sealed.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import DomainError
from eap.vault import indexes, operational, rotation, shares, soundness, thief, trial, verdict
from eap.vault import status as states
from eap.vault.bindings import Binding, bindings
from eap.vault.checked import note_check
from eap.vault.keyring import KeyringError, keyring
from eap.vault.management import pages
from eap.vault.operational import Operational
from eap.vault.plunder import Plunder, Tally, operational_tallies
from eap.vault.policies import VAULT
from eap.vault.shares import SharesError
from eap.vault.soundness import Fault, Part
from eap.vault.trial import Tried
from eap.vault.words import Held

VAULTS = Actor.system(VAULT)


class Command(BaseCommand):
    """Shows how the vault stands, tries it, changes its keys, and plays the thief."""

    help = __doc__ or ""
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand for each act."""
        acts = parser.add_subparsers(required=True)
        acts.add_parser(
            "status", help="one page; ends with 1 when something is wrong"
        ).set_defaults(act=self._status)
        check = acts.add_parser("check", help="try every cell and all that cells rest on")
        check.add_argument("--list", action="store_true", help="name each damaged thing")
        check.set_defaults(act=self._check)
        self._add_rotate(acts.add_parser("rotate", help="take a new key into use"))
        self._add_destroy(acts.add_parser("destroy", help="forget a key nothing needs any more"))
        copy = acts.add_parser(
            "copy-shares", help="copy the store of shares; copies older than a week go"
        )
        copy.add_argument("folder", type=Path)
        copy.set_defaults(act=self._copy_shares)
        robbery = acts.add_parser(
            "thief",
            help="open what database, keyring, shares and source open; ends with 1 when content"
            " opens. Of a dump: restore it, and name it as DATABASE_URL",
        )
        for name, ours in (
            ("--keyring", settings.HARBOUR_KEYRING),
            ("--shares", settings.HARBOUR_SHARES),
        ):
            robbery.add_argument(
                name, type=Path, default=Path(ours), metavar="FILE", help="else the installation's"
            )
        robbery.set_defaults(act=self._thief)

    def _add_rotate(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(required=True)
        kek = what.add_parser("kek", help="a new KEK; every place is wrapped anew under it")
        kek.add_argument("--dry-run", action="store_true", help="numbers only")
        kek.set_defaults(act=self._rotate_kek)
        index = what.add_parser("index", help="a new root of the blind indexes")
        index.add_argument("--dry-run", action="store_true", help="numbers only")
        index.set_defaults(act=self._rotate_index)
        case = what.add_parser("case", help="have the next holder renew a file's seed")
        which = case.add_mutually_exclusive_group(required=True)
        which.add_argument("--case", type=int, metavar="NUMBER")
        which.add_argument("--file", type=UUID, metavar="ID")
        which.add_argument("--all-closed", action="store_true", help="of every closed case")
        which.add_argument("--all", action="store_true", help="every file")
        case.set_defaults(act=self._rotate_case)

    def _add_destroy(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(required=True)
        for name, act, of in (
            ("kek", self._destroy_kek, str),
            ("index", self._destroy_index, int),
        ):
            one = what.add_parser(name)
            one.add_argument("id", type=of)
            one.add_argument(
                "--oldest-backup",
                type=date.fromisoformat,
                required=True,
                metavar="YYYY-MM-DD",
                help="the day (UTC) of the oldest backup that is kept; today's when none is",
            )
            one.set_defaults(act=act)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act; what is expected to fail ends in one line."""
        try:
            keyring()
            options["act"](options)
        except (KeyringError, SharesError, DomainError) as error:
            raise CommandError(str(error)) from None

    def _status(self, options: dict[str, Any]) -> None:
        with trial.at_one_moment(VAULTS):
            found = states.status()
            wrong = verdict.wrong_in(found)
        for line in pages.status_page(found, wrong):
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} things are wrong")

    def _check(self, options: dict[str, Any]) -> None:
        damaged = faults = cells = 0
        for binding in bindings():
            found = self._check_cells(binding, trial.tried(binding), name_each=options["list"])
            damaged, cells = damaged + len(found.damaged), cells + found.cells
        for kept in operational.kept():
            tried = trial.tried_operational(kept)
            found = self._check_cells(kept, tried, name_each=options["list"])
            damaged, cells = damaged + len(found.damaged), cells + found.cells
        for part in soundness.parts():
            faults += self._check_part(part, name_each=options["list"])
        self._note_check(damaged + faults, cells)
        if damaged or faults:
            raise CommandError(f"{damaged} damaged cells, {faults} other faults")

    def _note_check(self, damaged: int, cells: int) -> None:
        """Keep what was found, and what a screen cannot count each time somebody looks."""
        with trial.at_one_moment(VAULTS):
            held, rows = states.share_state(), Counter[int]()
            for column in indexes.columns():
                if column.lasting:
                    rows.update(indexes.rows_by_version(column))
            counted = {
                "cells": cells,
                "entries": states.entries_waiting() or 0,
                "missing_shares": len(held.missing),
                "missing_subjects": len(held.subjects),
                "client_lines": sum(
                    len(one.refused)
                    for one in states.directory_state()
                    if one.holder == Held.CLIENT
                ),
                "stray_shares": held.overdue,
            }
            note_check(damaged=damaged, counted=counted, indexes=dict(rows))

    def _check_cells(
        self, binding: Binding | Operational, cells: Iterator[Tried], *, name_each: bool
    ) -> Tried:
        with trial.at_one_moment(VAULTS):
            found = self._try_all(binding, cells)
        self.stdout.write(
            f"{binding.table}: {found.rows} rows, {found.cells} cells, {len(found.damaged)} damaged"
        )
        for place in found.damaged if name_each else ():
            self.stdout.write(f"  {place.table}.{place.column} {place.row}")
        return found

    def _try_all(self, binding: Binding | Operational, cells: Iterator[Tried]) -> Tried:
        self._demand_seen(binding.model._meta.db_table)
        total = Tried()
        with tqdm(total=trial.row_count(binding), desc=binding.table, disable=None) as bar:
            for part in cells:
                total.rows += part.rows
                total.cells += part.cells
                total.damaged += part.damaged
                bar.update(part.rows)
        return total

    def _check_part(self, part: Part, *, name_each: bool) -> int:
        faults: list[Fault] = []
        tried = 0
        self._demand_seen(part.rows.model._meta.db_table)
        with (
            trial.at_one_moment(VAULTS),
            tqdm(total=part.rows.count(), desc=part.name, disable=None) as bar,
        ):
            for count, found in part.tried():
                tried += count
                faults += found
                bar.update(count)
        self.stdout.write(f"{part.name}: {tried} tried, {len(faults)} at fault")
        for fault in faults if name_each else ():
            self.stdout.write(f"  {fault.what} {fault.id} {fault.why}")
        return len(faults)

    def _demand_seen(self, table: str) -> None:
        if trial.hides_rows(table):
            raise CommandError(f"row-level security hides {table} from this login; use the owner's")

    def _rotate_kek(self, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self._tell_keks()
            return
        with rotation.alone():
            kek_id = rotation.begin_kek(VAULTS)
            self.stdout.write(f"KEK {kek_id}: primary")
            with acting(VAULTS):
                left = sum(rotation.rows_left().values()) - rotation.rows_left()[kek_id]
            with tqdm(total=left, unit="rows", desc="wrapping anew", disable=None) as bar:
                damaged = rotation.rewrap(VAULTS, progress=bar.update)
        self._tell_keks()
        for row_id in damaged:
            self.stdout.write(f"  {row_id} does not open under its KEK")
        with acting(VAULTS):
            idle = rotation.idle_keks()
        for old in idle:
            self.stdout.write(f"When no kept backup needs it: vault destroy kek {old}")
        if damaged:
            raise CommandError(f"{len(damaged)} rows are damaged and stay under their KEK")

    def _tell_keks(self) -> None:
        with acting(VAULTS):
            left = rotation.rows_left()
        for kek_id, rows in left.items():
            is_primary = kek_id == keyring().primary.id
            self.stdout.write(f"KEK {kek_id}{' (primary)' if is_primary else ''}: {rows} rows")

    def _rotate_index(self, options: dict[str, Any]) -> None:
        if not options["dry_run"]:
            with rotation.alone():
                version = indexes.begin_root(VAULTS)
            self.stdout.write(f"index root {version}: current")
        with acting(VAULTS):
            for column in indexes.columns():
                self._demand_seen(column.model._meta.db_table)
                rows = indexes.rows_by_version(column)
                self.stdout.write(pages.index_line(column.name, column.lasting, rows))

    def _rotate_case(self, options: dict[str, Any]) -> None:
        marked = rotation.mark_due(VAULTS, file_ids=self._files(options))
        self.stdout.write(f"{marked} files get their next seed when a holder opens them")

    def _files(self, options: dict[str, Any]) -> list[UUID] | None:
        if options["all"]:
            return None
        if options["file"]:
            return [options["file"]]
        # The vault knows files, operators know cases: a look upstairs, for this command alone.
        cases = apps.get_model("cases", "Case")._base_manager
        self._demand_seen(cases.model._meta.db_table)
        wanted = {"state": "closed"} if options["all_closed"] else {"number": options["case"]}
        with acting(VAULTS):
            found = list(cases.filter(**wanted).values_list("file_id", flat=True))
        if not found and not options["all_closed"]:
            raise CommandError(f"There is no case {options['case']}.")
        return found

    def _destroy_kek(self, options: dict[str, Any]) -> None:
        rotation.destroy_kek(VAULTS, kek_id=options["id"], oldest_backup=options["oldest_backup"])
        self.stdout.write(f"KEK {options['id']}: destroyed. Back the keyring up anew.")

    def _destroy_index(self, options: dict[str, Any]) -> None:
        indexes.destroy_root(VAULTS, version=options["id"], oldest_backup=options["oldest_backup"])
        self.stdout.write(f"index root {options['id']}: destroyed. Back the keyring up anew.")

    def _copy_shares(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{shares.copy_to(options['folder'])}: never beside a dump.")

    def _thief(self, options: dict[str, Any]) -> None:
        secrets = thief.secrets_in(options["keyring"])
        if not options["shares"].is_file():
            raise CommandError(f"There are no shares at {options['shares']}.")
        if not secrets:
            self.stdout.write("The keyring file opens nothing without its server.")
        opened = 0
        with thief.stolen(options["keyring"], options["shares"]), trial.at_one_moment(VAULTS):
            for table in thief.readable():
                self.stdout.write(
                    f"in clear: {table.table}: {table.rows} rows, {', '.join(table.fields)}"
                )
            robber = thief.Thief(secrets)
            robber.search()
            self.stdout.write(f"{robber.guesses} passphrases guessed, {robber.found} seeds found")
            for tally in Plunder(robber).tallies():
                self._demand_seen(tally.table)
                opened += tally.opened
                self._tell_tally("sealed", tally)
            for tally in operational_tallies(secrets):
                self._demand_seen(tally.table)
                self._tell_tally("operational", tally)
        if opened:
            raise CommandError(f"{opened} confidential cells opened")

    def _tell_tally(self, kind: str, tally: Tally) -> None:
        self.stdout.write(
            f"{kind}: {tally.table}: {tally.cells} cells, {tally.opened} opened,"
            f" {tally.cells - tally.opened} not opened"
        )
