"""Arithmetic of months, each named by its first day."""

from datetime import date, timedelta


def later(day: date, months: int) -> date:
    """The first day of the month so many months after that of `day`; before it if negative."""
    ahead = day.year * 12 + day.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1)


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return later(day, 0)


def period_of(day: date, months: int) -> date:
    """The first day of the month, quarter or year (1, 3 or 12 `months`) of `day`."""
    return later(day, -((day.month - 1) % months))


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def months_from(first: date, last: date) -> list[date]:
    """The months from that of `first` to that of `last`, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [later(first, ahead) for ahead in range(count)]


def days_of(month: date) -> list[date]:
    """The days of the month of `month`."""
    first = month_of(month)
    return [first + timedelta(days=n) for n in range((later(first, 1) - first).days)]
