"""How the vault stands, for a screen: what is cheap to know now, and what the last check found.

Nothing here reads a cell. Whatever takes a look at every row (damage, entries, shares, index
roots) was counted by `vault check`, and is as old as that. Never key material.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import require
from eap.vault import directory, shares
from eap.vault.checked import LastCheck, index_rows, last_check
from eap.vault.keyring import KeyringError, keyring, root
from eap.vault.models import KeyPair, Tombstone, Wrap
from eap.vault.policies import VAULT
from eap.vault.shares import SharesError
from eap.vault.status import (
    FileState,
    KekState,
    RootState,
    desk_states,
    file_states,
    kek_states,
)
from eap.vault.verdict import Facts, Wrong, have_custodians, wrong
from eap.vault.words import Held


@dataclass(frozen=True)
class Lines:
    """The directory of one kind of holder; `refused` is None where no check has tried it."""

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
    return seen()


def seen() -> Overview:
    """The same for a process of the server's, such as the doctor."""
    with acting(Actor.system(VAULT)):
        roots, lines, checked = _roots(), tuple(_lines()), last_check()
        keks, indexes = tuple(kek_states()), tuple(_indexes())
        facts = Facts(
            keks=keks,
            desks=desk_states(),
            checked=checked,
            have_custodians=have_custodians(),
            changed={one.holder: one.refused or 0 for one in lines},
            indexes={one.version: one.rows or 0 for one in indexes},
            files=(checked.missing_shares or 0) if checked else 0,
            subjects=(checked.missing_subjects or 0) if checked else 0,
            strays=(checked.stray_shares or 0) if checked else 0,
        )
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
            wrong=(*_wrong_outside(roots), *wrong(facts)),
        )


def _roots() -> tuple[RootState, ...]:
    """None of them where the server that keeps them does not answer."""
    try:
        return tuple(RootState(*key) for key in root().keys())  # noqa: SIM118 - no dictionary
    except KeyringError:
        return ()


def _lines() -> Iterator[Lines]:
    """Staff, desks and custodians are few and tried now; the clients' were tried by the check."""
    checked = last_check()
    of_clients = checked.client_lines if checked else None
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
        tried = of_clients if holder == Held.CLIENT else refused[holder]
        yield Lines(holder, lines, standing, tried)


def _indexes() -> Iterator[IndexRoot]:
    ring = keyring()
    counted, known = index_rows(), last_check() is not None
    for version in sorted(counted.keys() | ring.index_roots.keys()):
        state = "primary" if version == ring.index_version else "enabled"
        if version not in ring.index_roots:
            state = "missing"
        yield IndexRoot(version, state, counted.get(version, 0 if known else None))


def _wrong_outside(roots: tuple[RootState, ...]) -> Iterator[Wrong]:
    """Where the full look ends with an error."""
    if not roots:
        yield Wrong("root_unreachable")
    try:
        shares.shares_of([])
    except SharesError:
        yield Wrong("shares_unreadable")
