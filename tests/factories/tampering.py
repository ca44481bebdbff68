"""What somebody with the owner's database login can do to rows, past every wall."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Owner = Callable[[], Any]  # the fixture `as_owner`


@contextmanager
def past_walls(owner: Any, *tables: str) -> Iterator[None]:
    """The owner of a table may lift its row-level security, here for as long as the block."""
    for table in dict.fromkeys(tables):
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    try:
        yield
    finally:
        for table in dict.fromkeys(tables):
            owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def change(as_owner: Owner, table: str, sql: str) -> None:
    """One statement that must hit exactly one row of this table."""
    with as_owner() as owner, past_walls(owner, table):
        assert owner.execute(sql).rowcount == 1


def row_of(as_owner: Owner, table: str, columns: str) -> tuple[Any, ...]:
    """Columns of the one row there is."""
    with as_owner() as owner, past_walls(owner, table):
        (found,) = owner.execute(f"SELECT {columns} FROM {table}").fetchall()
    return tuple(found)


def put_back(as_owner: Owner, table: str, columns: str, values: tuple[Any, ...]) -> None:
    """The one row as it was earlier."""
    given = ", ".join(["%s"] * len(values))
    with as_owner() as owner, past_walls(owner, table):
        owner.execute(f"UPDATE {table} SET ({columns}) = ({given})", values)
