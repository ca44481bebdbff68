"""How the vault stands, for a screen: what is cheap to know now, and what the last check found.

Nothing here reads a cell. Whatever takes a look at every row (damage, entries, shares, index
roots) was counted by `vault check`, and is as old as that. Never key material.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import require
from eap.vault import directory, shares
from eap.vault.keyring import KeyringError, keyring, root
from eap.vault.models import KeyPair, Milestone, Tombstone, Wrap
from eap.vault.policies import VAULT
from eap.vault.shares import SharesError
from eap.vault.status import CHECK, FileState, KekState, RootState, file_states, kek_states
from eap.vault.words import Held

CHECK_EVERY = timedelta(days=8)  # a weekly check, and a day's grace
INDEX = "check index "  # with a version: rows that lasting indexes have under that root
NOTED = {  # a milestone of the check -> what of it the screen tells
    "check cells": "cells",
    "check entries": "entries",
    "check missing shares": "missing_shares",
    "check stray shares": "stray_shares",
}


@dataclass(frozen=True)
class Lines:
    """The directory's lines of one kind of holder; `refused` is None where it was not tried now."""

    holder: str
    lines: int
    standing: int
    refused: int | None


@dataclass(frozen=True)
class IndexRoot:
    """A root of the blind indexes and its lasting rows; None where no check has counted them."""

    version: int
    state: str
    rows: int | None


@dataclass(frozen=True)
class LastCheck:
    """The last `vault check` and what it counted; None where an older one did not count it."""

    at: datetime
    damaged: int
    cells: int | None = None
    entries: int | None = None
    missing_shares: int | None = None
    stray_shares: int | None = None


@dataclass(frozen=True)
class Wrong:
    """One thing somebody has to look into: a stable code, what it is about, and how many."""

    code: str
    about: str = ""
    count: int = 0


@dataclass(frozen=True)
class Overview:
    """All of it; `waiting` are places that wait for somebody's key."""

    provider: str
    roots: tuple[RootState, ...]
    keks: tuple[KekState, ...]
    indexes: tuple[IndexRoot, ...]
    directory: tuple[Lines, ...]
    files: tuple[FileState, ...]
    waiting: int
    erased: int
    checked: LastCheck | None
    wrong: tuple[Wrong, ...]


def overview(actor: Actor) -> Overview:
    """How the vault stands. Raises Refused, and KeyringError without a keyring."""
    with acting(actor):
        require(actor, "vault.status.read")
    with acting(Actor.system(VAULT)):
        roots = _roots()
        keks, lines, checked = tuple(kek_states()), tuple(_lines()), _checked()
        indexes = tuple(_indexes())
        wrong = [
            *([] if roots else [Wrong("root_unreachable")]),
            *_wrong_shares(checked),
            *_wrong_keks(keks),
            *(Wrong("line_changed", one.holder, one.refused) for one in lines if one.refused),
            *(
                Wrong("index_missing", str(one.version), one.rows or 0)
                for one in indexes
                if one.state == "missing"
            ),
            *_wrong_check(checked),
            *([] if _have_custodians(lines) else [Wrong("no_custodians")]),
        ]
        return Overview(
            provider=root().name,
            roots=roots,
            keks=keks,
            indexes=indexes,
            directory=lines,
            files=tuple(file_states()),
            waiting=Wrap.objects.filter(token__isnull=True).count(),
            erased=Tombstone.objects.count(),
            checked=checked,
            wrong=tuple(wrong),
        )


def _roots() -> tuple[RootState, ...]:
    """None of them where the server that keeps them does not answer."""
    try:
        return tuple(RootState(*key) for key in root().keys())  # noqa: SIM118 - no dictionary
    except KeyringError:
        return ()


def _lines() -> Iterator[Lines]:
    """Staff, desks and custodians are few and tried now; the clients' are tried by the check."""
    counted = (
        KeyPair.objects.values_list("holder")
        .annotate(lines=Count("pk"), standing=Count("pk", filter=Q(until__isnull=True)))
        .order_by("holder")
    )
    refused = Counter[str]()
    for row in KeyPair.objects.exclude(holder=Held.CLIENT):
        try:
            directory.proved(row)
        except directory.KeyRefused:
            refused[row.holder] += 1
    for holder, lines, standing in counted:
        tried = None if holder == Held.CLIENT else refused[holder]
        yield Lines(holder, lines, standing, tried)


def _have_custodians(lines: tuple[Lines, ...]) -> bool:
    return any(one.holder == Held.ESCROW and one.standing for one in lines)


def _indexes() -> Iterator[IndexRoot]:
    ring = keyring()
    counted = {
        int(name.removeprefix(INDEX)): rows
        for name, rows in Milestone.objects.filter(name__startswith=INDEX).values_list(
            "name", "count"
        )
    }
    known = Milestone.objects.filter(name="check cells").exists()
    for version in sorted(counted.keys() | ring.index_roots.keys()):
        state = "primary" if version == ring.index_version else "enabled"
        if version not in ring.index_roots:
            state = "missing"
        yield IndexRoot(version, state, counted.get(version, 0 if known else None))


def _checked() -> LastCheck | None:
    found = {row.name: row for row in Milestone.objects.filter(name__in=[CHECK, *NOTED])}
    if CHECK not in found:
        return None
    counted = {told: found[name].count for name, told in NOTED.items() if name in found}
    return LastCheck(found[CHECK].at, found[CHECK].count, **counted)


def _wrong_shares(checked: LastCheck | None) -> Iterator[Wrong]:
    try:
        shares.shares_of([])
    except SharesError:
        yield Wrong("shares_unreadable")
    if checked and checked.missing_shares:
        yield Wrong("shares_missing", count=checked.missing_shares)
    if checked and checked.stray_shares:
        yield Wrong("shares_stray", count=checked.stray_shares)


def _wrong_keks(keks: tuple[KekState, ...]) -> Iterator[Wrong]:
    for kek in keks:
        if kek.state == "missing":
            yield Wrong("kek_missing", kek.id, kek.rows)
        elif kek.state == "enabled" and kek.rows:
            yield Wrong("kek_unfinished", kek.id, kek.rows)


def _wrong_check(checked: LastCheck | None) -> Iterator[Wrong]:
    if checked is None:
        yield Wrong("never_checked")
        return
    if checked.damaged:
        yield Wrong("damaged", count=checked.damaged)
    if clock.now() - checked.at > CHECK_EVERY:
        yield Wrong("check_old", count=(clock.now() - checked.at).days)


def note_check(*, damaged: int, counted: dict[str, int], indexes: dict[int, int]) -> None:
    """Keep when everything was tried, and what was counted. Within the vault's transaction.

    `counted` is by the names of `LastCheck`, `indexes` lasting rows by the version of their root.
    """
    names = {told: name for name, told in NOTED.items()}
    rows = {CHECK: damaged} | {names[told]: count for told, count in counted.items()}
    rows |= {f"{INDEX}{version}": count for version, count in indexes.items()}
    Milestone.objects.filter(Q(name__startswith=INDEX) | Q(name__in=NOTED)).delete()
    for name, count in rows.items():
        Milestone.objects.update_or_create(name=name, defaults={"at": clock.now(), "count": count})
