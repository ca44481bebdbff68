"""The server's clock, the only one that counts. Wall-clock arithmetic is left to SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings

AHEAD = "demo-clock"
_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """This moment in UTC, or the moment a caller of `standing_at` has fixed."""
    return _fixed.get() or datetime.now(UTC) + ahead()


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


def ahead() -> timedelta:
    """How far a synthetic company was moved on; nothing in a real installation.

    It stands in a file beside the secrets, so that web, worker and publisher live in one time.
    """
    try:
        return timedelta(seconds=int(_ahead_file().read_text()))
    except FileNotFoundError:
        return timedelta(0)


def set_ahead(by: timedelta) -> None:
    """Move the whole installation on. Only the demo does so."""
    if not by:
        _ahead_file().unlink(missing_ok=True)
        return
    part = _ahead_file().with_suffix(".part")
    part.write_text(str(int(by.total_seconds())))
    part.replace(_ahead_file())


def _ahead_file() -> Path:
    return Path(settings.HARBOUR_STATE) / AHEAD
