"""Reads events in sealing order with the statement of each, streaming."""

from collections.abc import Iterator
from itertools import starmap
from typing import NamedTuple

from django.db import connection

from eap.audit import statements, tree

_AT_ONCE = 2_000
_LARGEST = 2**63 - 1


class Row(NamedTuple):
    """One event as it is hashed. `salt` and `details` are None when erased or not asked for."""

    id: int
    xid: int
    statement: str
    commitment: bytes | None = None
    salt: bytes | None = None
    details: str | None = None

    @property
    def leaf(self) -> bytes:
        """The event's leaf in the tree of its batch."""
        return tree.leaf(self.statement.encode())


def read(
    epoch: int, low: int = 0, below: int = _LARGEST, *, details: bool = False
) -> Iterator[Row]:
    """The rows of `epoch` with `low <= xid < below`, in the order in which they are sealed."""
    more = ", e.commitment, d.salt, d.details" if details else ""
    join = " LEFT JOIN audit_detail d ON d.commitment = e.commitment" if details else ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, e.xid, {statements.event_sql()}{more} FROM audit_event e{join}"  # noqa: S608
            " WHERE e.epoch = %s AND e.xid >= %s AND e.xid < %s ORDER BY e.xid, e.id",
            [epoch, low, below],
        )
        while found := cursor.fetchmany(_AT_ONCE):
            yield from starmap(Row, found)
