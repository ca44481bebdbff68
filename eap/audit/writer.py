"""Numbers the events that one thread of one process writes, in the order it commits them.

A number missing in a writer's series means a row was taken away before it was sealed. A series
goes on only after a commit this thread has seen; after a rollback, or a commit whose outcome is
unknown, a new series begins, so that an honest trail never has a gap.
"""

import os
from dataclasses import dataclass, field
from threading import local
from uuid import UUID, uuid4

from django.db import connection, transaction


@dataclass
class _Series:
    """One writer's numbers: how many were handed out, and how many of them are committed."""

    id: UUID = field(default_factory=uuid4)
    process: int = field(default_factory=os.getpid)
    given: int = 0
    committed: int = 0


@dataclass
class _Committed:
    """Called after commit; a savepoint rolled back takes its calls away again."""

    series: _Series
    count: int

    def __call__(self) -> None:
        self.series.committed += self.count


_thread = local()


def _pending(series: _Series) -> int:
    calls = (entry[1] for entry in connection.run_on_commit)
    return sum(c.count for c in calls if isinstance(c, _Committed) and c.series is series)


def _series() -> _Series:
    """This thread's series, or a new one when it cannot be carried on."""
    series: _Series | None = getattr(_thread, "series", None)
    if series is None or series.process != os.getpid() or _broken_off(series):
        series = _thread.series = _Series()
    return series


def _broken_off(series: _Series) -> bool:
    """Whether the last transaction of the series ended without a commit this thread has seen."""
    return series.given > series.committed and not _pending(series)


def take(count: int) -> tuple[UUID, int]:
    """The writer and the first of `count` numbers, for rows inserted next in this transaction."""
    series = _series()
    first = series.committed + _pending(series) + 1
    series.given = first + count - 1
    transaction.on_commit(_Committed(series, count))
    return series.id, first
