"""Months are counted alike over the end of a year, backwards, and in a leap year."""

from datetime import date, timedelta

import pytest

from eap.core import months

DAYS = [date(2023, 12, 1) + timedelta(days=n) for n in range(800)]


@pytest.mark.parametrize(
    ("day", "by", "found"),
    [
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 1, 1), -13, date(2024, 12, 1)),
        (date(2026, 11, 22), 26, date(2029, 1, 1)),
        (date(2026, 11, 22), 0, date(2026, 11, 1)),
    ],
)
def test_later_by_months(day: date, by: int, found: date) -> None:
    assert months.later(day, by) == found


def test_every_day_lies_in_its_month_quarter_and_year() -> None:
    for day in DAYS:
        assert months.month_of(day) == day.replace(day=1)
        assert day in months.days_of(day)
        assert months.period_of(day, 1) == months.month_of(day)
        assert months.period_of(day, 12) == date(day.year, 1, 1)
        quarter = months.period_of(day, 3)
        assert (quarter.month, quarter.day) == (3 * months.quarter_of(day) - 2, 1)
        assert quarter <= day < months.later(quarter, 3)


def test_the_days_of_the_months_from_one_to_another_are_all_days_once() -> None:
    found = [
        day for month in months.months_from(DAYS[0], DAYS[-1]) for day in months.days_of(month)
    ]
    assert found[: len(DAYS)] == DAYS
    assert found == sorted(set(found))
    assert months.months_from(date(2026, 2, 1), date(2026, 1, 31)) == []
