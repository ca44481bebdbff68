"""What is wrong with the vault: one list, which `vault status`, the doctor and the page Keys show.

Ids, numbers and days only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from eap.core import clock
from eap.vault.checked import LastCheck
from eap.vault.keyring import keyring
from eap.vault.models import KeyPair
from eap.vault.status import DeskState, KekState, Status
from eap.vault.words import Held

CHECK_EVERY = timedelta(days=8)  # a weekly check, and a day's grace
SAYS = {  # in words for operators; the page has its own, in both languages
    "root_unreachable": "the root keys cannot be reached",
    "shares_unreadable": "the store of shares cannot be read: nothing sealed opens",
    "shares_missing": "{count} files have no share and do not open: vault check --list",
    "subjects_missing": "{count} subjects have no share and do not open: vault check --list",
    "shares_stray": "{count} shares without file should be gone: does the worker run?",
    "kek_missing": "{count} rows are wrapped under KEK {about}, which the keyring has not",
    "kek_unfinished": "{count} rows are still wrapped under KEK {about}: vault rotate kek",
    "line_changed": "{count} keys of {about} in the directory were changed: vault check --list",
    "index_missing": "{count} rows stand under index root {about}, which the keyring has not",
    "never_checked": "nobody has tried the sealed content yet: vault check",
    "check_old": "the last check was {count} days ago: vault check",
    "damaged": "the last check found {count} damaged: vault check --list",
    "no_custodians": "the custodians have no key, so a lost key is lost: manage.py escrow",
    "desk_keyless": "the desk {about} has no key: nothing can be sealed to it",
    "desk_left": "nobody opens the desk {about}: the next of its roles to unlock founds it",
    "desk_emptied": (
        "nobody opens the desk {about}, and nobody left it by the app: its places were taken away"
        " in the database; bring them back from a backup"
    ),
    "desk_behind": (
        "{count} secrets at the desk {about} wait under an earlier key:"
        " ask the custodians (manage.py escrow ask)"
    ),
}


@dataclass(frozen=True)
class Wrong:
    """One thing somebody has to look into: a stable code, what it is about, and how many."""

    code: str
    about: str = ""
    count: int = 0

    @property
    def says(self) -> str:
        """The same in one line for operators."""
        return SAYS[self.code].format(about=self.about or "?", count=self.count)


@dataclass(frozen=True)
class Facts:
    """What the list is made of, counted now or by the last check.

    `changed` are lines of the directory by holder, `indexes` lasting rows by the version of
    their root; `files` and `subjects` have lost their share, `strays` are overdue.
    """

    keks: tuple[KekState, ...]
    desks: tuple[DeskState, ...]
    checked: LastCheck | None
    have_custodians: bool
    changed: Mapping[str, int] = field(default_factory=dict)
    indexes: Mapping[int, int] = field(default_factory=dict)
    files: int = 0
    subjects: int = 0
    strays: int = 0


def wrong(facts: Facts) -> tuple[Wrong, ...]:
    """Everything that somebody has to look into. Raises KeyringError without a keyring."""
    counted = (
        Wrong("shares_missing", count=facts.files),
        Wrong("subjects_missing", count=facts.subjects),
        Wrong("shares_stray", count=facts.strays),
        *(Wrong("line_changed", holder, count) for holder, count in facts.changed.items()),
        *(
            Wrong("index_missing", str(version), rows)
            for version, rows in facts.indexes.items()
            if version not in keyring().index_roots
        ),
    )
    return (
        *(one for one in counted if one.count),
        *_of_keks(facts.keks),
        *_of_desks(facts.desks),
        *_of_check(facts.checked),
        *(() if facts.have_custodians else (Wrong("no_custodians"),)),
    )


def wrong_in(status: Status) -> tuple[Wrong, ...]:
    """The same of what was looked at in full. Within the vault's transaction."""
    indexes = Counter[int]()
    for column in status.indexes:
        if column.lasting:
            indexes.update(column.rows or {})
    return wrong(
        Facts(
            keks=status.keks,
            desks=status.desks,
            checked=status.checked,
            have_custodians=have_custodians(),
            changed={one.holder: len(one.refused) for one in status.directory},
            indexes=indexes,
            files=len(status.shares.missing),
            subjects=len(status.shares.subjects),
            strays=status.shares.overdue,
        )
    )


def have_custodians() -> bool:
    """Whether a key of theirs stands. Within the vault's transaction."""
    return KeyPair.objects.filter(holder=Held.ESCROW, until__isnull=True).exists()


def _of_keks(keks: tuple[KekState, ...]) -> Iterator[Wrong]:
    for kek in keks:
        if kek.state == "missing":
            yield Wrong("kek_missing", kek.id, kek.rows)
        elif kek.state == "enabled" and kek.rows:
            yield Wrong("kek_unfinished", kek.id, kek.rows)


def _of_desks(desks: tuple[DeskState, ...]) -> Iterator[Wrong]:
    for one in desks:
        if one.members is None:
            yield Wrong("desk_keyless", one.desk)
        elif not one.members:
            yield Wrong("desk_left" if one.left else "desk_emptied", one.desk)
        elif one.behind:
            yield Wrong("desk_behind", one.desk, one.behind)


def _of_check(checked: LastCheck | None) -> Iterator[Wrong]:
    if checked is None:
        yield Wrong("never_checked")
        return
    if checked.damaged:
        yield Wrong("damaged", count=checked.damaged)
    if clock.now() - checked.at > CHECK_EVERY:
        yield Wrong("check_old", count=(clock.now() - checked.at).days)
