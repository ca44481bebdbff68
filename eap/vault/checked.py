"""The last `vault check`: when it was, and what of it is told later."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from eap.core import clock
from eap.vault.models import Milestone

CHECK = "check"  # the milestone of `vault check`
INDEX = "check index "  # with a version: rows that lasting indexes have under that root
NOTED = {  # a milestone of the check -> what of it is told
    "check cells": "cells",
    "check entries": "entries",
    "check missing shares": "missing_shares",
    "check missing subjects": "missing_subjects",
    "check stray shares": "stray_shares",
    "check client lines": "client_lines",
}


@dataclass(frozen=True)
class LastCheck:
    """The last `vault check` and what it counted; None where an older one did not count it.

    `missing_shares` are files', `missing_subjects` those of subjects' keys; `client_lines` are
    lines of clients in the directory that were changed.
    """

    at: datetime
    damaged: int
    cells: int | None = None
    entries: int | None = None
    missing_shares: int | None = None
    missing_subjects: int | None = None
    stray_shares: int | None = None
    client_lines: int | None = None


def last_check() -> LastCheck | None:
    """None where there was none. Within the vault's transaction."""
    found = {row.name: row for row in Milestone.objects.filter(name__in=[CHECK, *NOTED])}
    if CHECK not in found:
        return None
    counted = {told: found[name].count for name, told in NOTED.items() if name in found}
    return LastCheck(found[CHECK].at, found[CHECK].count, **counted)


def index_rows() -> dict[int, int]:
    """Lasting rows by the version of their root. Within the vault's transaction."""
    rows = Milestone.objects.filter(name__startswith=INDEX).values_list("name", "count")
    return {int(name.removeprefix(INDEX)): count for name, count in rows}


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
