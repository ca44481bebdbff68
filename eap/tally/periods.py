"""Months, quarters and when they close."""

from datetime import date, timedelta

from eap.tally.words import CLOSES_AFTER_DAYS


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def period_of(day: date, months: int) -> date:
    """The first day of the month, quarter or year (1, 3 or 12 `months`) of `day`."""
    return day.replace(month=day.month - (day.month - 1) % months, day=1)


def next_month(month: date) -> date:
    """The first day of the month after `month`."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(day: date) -> date:
    """The first day of the month before the month of `day`."""
    return month_of(month_of(day) - timedelta(days=1))


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def closes_on(month: date) -> date:
    """The first day on which nothing can be added to `month` any more."""
    return next_month(month) + timedelta(days=CLOSES_AFTER_DAYS)


def countable_month(happened: date, today: date) -> date:
    """The month an event counts in: its own while open, else the month of `today`.

    Closed periods are never restated, so a late event counts in the first period still open; a
    December event that arrives after mid-January therefore counts in the new year.
    """
    month = month_of(happened)
    return month if today < closes_on(month) else month_of(today)


def first_open_month(today: date) -> date:
    """The earliest month that can still be added to on `today`."""
    previous = month_before(today)
    return previous if today < closes_on(previous) else month_of(today)
