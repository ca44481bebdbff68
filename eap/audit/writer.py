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
    """One writer's numbers: the last one handed out and the last one committed."""

    id: UUID = field(default_factory=uuid4)
    process: int = field(default_factory=os.getpid)
    given: int = 0
    committed: int = 0


@dataclass
class _Commit:
    """Called after commit; rolling back to a savepoint takes its calls away again."""

    series: _Series
    last: int

    def __call__(self) -> None:
        self.series.committed = self.last


_thread = local()


def _series() -> _Series:
    """This thread's series, or a new one when it cannot be carried on."""
    series: _Series | None = getattr(_thread, "series", None)
    if series is None or series.process != os.getpid() or _broken_off(series):
        series = _thread.series = _Series()
    return series


def _broken_off(series: _Series) -> bool:
    """Whether the last transaction of the series ended without a commit this thread has seen."""
    return series.given > series.committed and _pending(series) is None


def _pending(series: _Series) -> int | None:
    """The last number that waits for the open transaction, or None."""
    calls = (entry[1] for entry in reversed(connection.run_on_commit))
    ours = (call for call in calls if isinstance(call, _Commit) and call.series is series)
    return next((call.last for call in ours), None)


def take(count: int) -> tuple[UUID, int]:
    """The writer and the first of `count` numbers, for rows inserted next in this transaction."""
    series = _series()
    before = _pending(series) or series.committed
    series.given = before + count
    transaction.on_commit(_Commit(series, series.given))
    return series.id, before + 1
