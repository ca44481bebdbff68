"""The server's clock, the only one that counts. Wall-clock arithmetic is left to SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """This moment in UTC, or the moment a caller of `standing_at` has fixed."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in UTC."""
    return now().date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Fix the clock at `moment` (aware). For tests and for writing synthetic history."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware moment")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
