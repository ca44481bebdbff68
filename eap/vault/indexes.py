"""Which columns are blind indexes, and how many rows of each stand under which index root.

A model with such columns says so, beside its `Privacy`:

    class Indexes:
        lasting = ("code_index",)    # somebody may come with the value years later
        passing = ("retry_index",)   # of use for hours only: a sending again, a hold

An index cannot be made anew without the value. So a lasting one is written under the current
root when somebody comes with the value and comes again (a visit code, a private key), or stays as
it is until the row goes (a card, a strip). Until no lasting row is left an old root is kept.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Model

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import require
from eap.vault import turns
from eap.vault.blind import INDEX_BYTES
from eap.vault.keyring import (
    KeyringError,
    add_index_root,
    keyring,
    retire_index_root,
    use_index_root,
)


class Column(NamedTuple):
    """One column of blind indexes."""

    model: type[Model]
    field: str
    lasting: bool

    @property
    def name(self) -> str:
        """Table and column."""
        return f"{self.model._meta.db_table}.{self.field}"


def columns() -> list[Column]:
    """Every column of blind indexes, by name."""
    return sorted(
        (column for model in apps.get_models() for column in _declared(model)),
        key=lambda column: column.name,
    )


def _declared(model: type[Model]) -> Iterator[Column]:
    declared = getattr(model, "Indexes", None)
    for lasting in (True, False):
        names = getattr(declared, "lasting" if lasting else "passing", ())
        yield from (Column(model, name, lasting) for name in names)


def rows_by_version(column: Column) -> dict[int, int]:
    """How many rows stand under each index root, by version; 0 for a value that is no index.

    Within the vault's transaction of a login that sees every row.
    """
    meta, field = column.model._meta, column.field
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CASE WHEN length({field}) = {INDEX_BYTES}"  # noqa: S608 - our own names
            f" THEN get_byte({field}, 0) * 256 + get_byte({field}, 1) ELSE 0 END, count(*)"
            f" FROM {meta.db_table} WHERE {field} IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        return {int(version): int(rows) for version, rows in cursor.fetchall()}


def lasting_rows(version: int) -> dict[str, int]:
    """The lasting columns that have rows under this root, and how many."""
    found = {
        column.name: rows_by_version(column).get(version, 0)
        for column in columns()
        if column.lasting
    }
    return {name: rows for name, rows in found.items() if rows}


def begin_root(actor: Actor) -> int:
    """Make a new index root the current one; returns its version.

    One that was made and not taken into use, by a process that was killed between, is taken.
    """
    require(actor, "vault.key.rotate")
    with acting(actor):
        ring = keyring()
        newest = max(ring.index_roots)
        version = newest if newest > ring.index_version else add_index_root()
        use_index_root(version)
        turns.recorded(actor, "rotate", "index", str(version))
    return version


def destroy_root(actor: Actor, *, version: int, oldest_backup: date) -> None:
    """Forget an index root by which nobody can come any more.

    That no lasting row is left is noticed here and the day kept; from then on the rule is that of
    a KEK (`turns.demand_left`). Passing rows do not count: none of them is of use for a day.
    Needs a login that sees every row. Raises KeyringError.
    """
    require(actor, "vault.key.rotate")
    name = f"index root {version}"
    with acting(actor):
        rows = lasting_rows(version)
        if version == keyring().index_version or version not in keyring().index_roots:
            retire_index_root(version)  # refuses both, and says why
        turns.forget_left([name] if rows else [])
        turns.record_left([] if rows else [name])
    if rows:
        told = ", ".join(f"{column} {count}" for column, count in rows.items())
        raise KeyringError(f"Index root {version} finds rows still: {told}.")
    with acting(actor):
        turns.demand_left(name, oldest_backup=oldest_backup)
        retire_index_root(version)
        turns.recorded(actor, "destroy", "index", str(version))
