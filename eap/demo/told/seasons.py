"""When people come: by month, weekday and around the Spring Festival. All factors average to one.

After product figures of general employee services: January strong, December weak, Mondays strong.
"""

from datetime import date, timedelta

MONTHS = (1.14, 0.98, 1.08, 1.03, 1.01, 0.99, 0.98, 0.98, 1.03, 1.00, 1.02, 0.76)
WEEKDAYS = (1.20, 1.14, 1.10, 1.08, 1.03, 0.70, 0.75)

# First day of the Spring Festival week, by year.
FESTIVALS = (
    date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17),
    date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3),
)  # fmt: skip
WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
DURING, AFTER = 0.35, 1.25
PEAK_MONTHS = (7, 8)  # summer peak of calls


def season(day: date) -> float:
    """How many people come on `day`, relative to an average day."""
    return MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * _festival(day)


def _festival(day: date) -> float:
    for first in FESTIVALS:
        if first <= day < first + WEEK:
            return DURING
        if first + WEEK <= day < first + WEEK + FORTNIGHT:
            return AFTER
    return 1.0


def is_festival(day: date) -> bool:
    """Whether the day lies in the Spring Festival week, when counsellors are away too."""
    return any(first <= day < first + WEEK for first in FESTIVALS)
