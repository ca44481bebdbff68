"""`manage.py escrow`: the custodians' key, and the ceremony by which they bring something back.

`make` and `open` need no database and no keyring: they run on a machine without a network.
"""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from eap.access.selectors import ids_by_email
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import DomainError
from eap.vault import ceremonies, custodians, escrow, share_pages
from eap.vault.directory import KeyRefused
from eap.vault.escrow import EscrowError, PublicKey
from eap.vault.keyring import KeyringError
from eap.vault.policies import VAULT
from eap.vault.words import EscrowReason

_SAID = {
    "there_already": "There is a custodians' key. To replace it, say --replace.",
    "same_key": "This key is entered already.",
    "not_anew": "They have no new key yet: they give up the lost one on their page first.",
    "nothing_held": "The custodians hold nothing that the lost key opened.",
    "asked_already": "A request for them stands already.",
    "not_allowed": "Whoever is named with --by has no role that may do this.",
    "two_people": "It takes somebody else: not whom it is for, and not who asked.",
    "ended": "This request has ended.",
    "too_early": "It is too early: the request was made less than 24 hours ago.",
    "ran_out": "The request is older than 14 days. Ask anew.",
    "other_key": "They have yet another key by now. Ask anew.",
    "not_the_answer": "This is not the custodians' answer to the request, or it was changed.",
    "not_found": "There is no such request.",
}


class Command(BaseCommand):
    """Make, enter and use the custodians' key."""

    help = "Make the custodians' key, and bring back what a counsellor's lost key opened."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(required=True)
        make = acts.add_parser("make", help="offline: a new key, split among custodians")
        make.add_argument("--of", nargs=2, type=int, default=(2, 3), metavar=("M", "N"))
        make.add_argument("--out", type=Path, required=True, help="a folder that is not there yet")
        make.set_defaults(act=_make)
        enter = acts.add_parser("enter", help="enter the public half, tell every reader")
        enter.add_argument("file", type=Path)
        enter.add_argument("--replace", action="store_true")
        enter.set_defaults(act=_enter)
        ask = acts.add_parser("ask", help="ask for what somebody's lost key opened")
        ask.add_argument("--staff", required=True, help="whose lost key; e-mail")
        ask.add_argument("--reason", required=True, choices=EscrowReason.values)
        ask.set_defaults(act=_ask)
        withdraw = acts.add_parser("withdraw", help="end a request")
        withdraw.add_argument("--request", type=UUID, required=True)
        withdraw.set_defaults(act=_withdraw)
        export = acts.add_parser("export", help="after 24 hours: the bundle for the custodians")
        export.add_argument("--request", type=UUID, required=True)
        export.add_argument("--out", type=Path, required=True)
        export.set_defaults(act=_export)
        opening = acts.add_parser("open", help="offline: join shares and answer a bundle")
        opening.add_argument("file", type=Path)
        opening.add_argument("--share", type=Path, action="append", required=True)
        opening.add_argument("--key", required=True, help="fingerprint the counsellor read out")
        opening.add_argument("--out", type=Path, required=True)
        opening.set_defaults(act=_open)
        back = acts.add_parser("import", help="put the custodians' answer in its places")
        back.add_argument("file", type=Path)
        back.set_defaults(act=_import)
        for act in (ask, withdraw, back):
            act.add_argument("--by", required=True, help="who does this; e-mail of their account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act and say what came of it, a line for each thing."""
        try:
            for line in options["act"](options):
                self.stdout.write(line)
        except (EscrowError, KeyringError, KeyRefused) as error:
            raise CommandError(str(error)) from None
        except DomainError as error:
            raise CommandError(_SAID[error.code]) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None


def _make(options: dict[str, Any]) -> Iterator[str]:
    threshold, count = options["of"]
    public, shares = escrow.make(threshold, count)
    key = PublicKey(public, clock.today(), threshold, count)
    folder: Path = options["out"]
    folder.mkdir(mode=0o700, parents=True)
    for number, words in enumerate(shares, 1):
        _write(folder / f"custodian-{number}.txt", share_pages.page(words, number, key))
    _write(folder / "public.json", key.as_text())
    yield f"fingerprint: {escrow.fingerprint(public)}"
    yield f"{count} pages in {folder}, one for each custodian: print them here and delete them."
    yield "public.json goes to the server: manage.py escrow enter public.json"


def _enter(options: dict[str, Any]) -> Iterator[str]:
    key = escrow.public_key(_text(options["file"]))
    line = custodians.enter(Actor.system(VAULT), key=key, replace=options["replace"])
    yield f"entered, version {line.version}, fingerprint {escrow.fingerprint(line.public_key)}"
    if line.version > 1:
        yield "What was sealed to the key before stays so until its readers give it by hand."


def _ask(options: dict[str, Any]) -> Iterator[str]:
    made = ceremonies.ask(
        Actor.system(VAULT),
        staff_id=_id_of(options["staff"]),
        by=_id_of(options["by"]),
        reason=options["reason"],
    )
    yield f"request {made.id}, every reader is told"
    yield f"export from {made.not_before:%Y-%m-%d %H:%M} UTC, until {made.until:%Y-%m-%d}"
    yield f"fingerprint of the new key: {made.fingerprint}"


def _withdraw(options: dict[str, Any]) -> Iterator[str]:
    by = _id_of(options["by"])
    ceremonies.withdraw(Actor.system(VAULT), request_id=options["request"], by=by)
    yield "withdrawn"


def _export(options: dict[str, Any]) -> Iterator[str]:
    bundle = ceremonies.export(Actor.system(VAULT), request_id=options["request"])
    _write(options["out"], bundle.as_text())
    yield f"{len(bundle.parts)} wraps for the custodians in {options['out']}"
    for key in bundle.keys:
        parts = sum(part.pair == key.pair for part in bundle.parts)
        yield f"{parts} for the shares of {escrow.fingerprint(key.public_key)}"


def _open(options: dict[str, Any]) -> Iterator[str]:
    bundle = escrow.bundle(_text(options["file"]))
    shares = [share_pages.words_on(_text(path)) for path in options["share"]]
    answer = escrow.opened(bundle, shares, new_key=options["key"])
    _write(options["out"], answer.as_text())
    yield f"{len(answer.parts)} of {len(bundle.parts)} sealed to the new key in {options['out']}"


def _import(options: dict[str, Any]) -> Iterator[str]:
    answer = escrow.answer(_text(options["file"]))
    by = _id_of(options["by"])
    done = ceremonies.place(Actor.system(VAULT), answer=answer, by=by)
    yield f"{done.placed} brought back, {done.left} still shut; every reader is told"


def _id_of(email: str) -> UUID:
    address = email.strip().lower()
    found = ids_by_email({address}).get(address)
    if found is None:
        raise CommandError(f"There is no account {address}.")
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _write(path: Path, text: str) -> None:
    """A private file; one that is there is not written over."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
