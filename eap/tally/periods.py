"""When a month closes, and in which one an event counts."""

from datetime import date, timedelta

from eap.core.months import later, month_of
from eap.tally.words import CLOSES_AFTER_DAYS


def closes_on(month: date) -> date:
    """The first day on which nothing can be added to `month` any more."""
    return later(month, 1) + timedelta(days=CLOSES_AFTER_DAYS)


def countable_month(happened: date, today: date) -> date:
    """The month an event counts in: its own while open, else the month of `today`.

    Closed periods are never restated, so a late event counts in the first period still open; a
    December event that arrives after mid-January therefore counts in the new year.
    """
    month = month_of(happened)
    return month if today < closes_on(month) else month_of(today)


def first_open_month(today: date) -> date:
    """The earliest month that can still be added to on `today`."""
    previous = later(today, -1)
    return previous if today < closes_on(previous) else month_of(today)
