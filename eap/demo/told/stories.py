"""Three things that happened at the company, planted so that the charts have something to find.

Everything else that happens comes from chance. The dates are public: operations see them as events
on their charts. What each did to people is known only here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from eap.tally.words import CLOSES_AFTER_DAYS
from eap.workload.words import Happening

GROWS = timedelta(days=180)  # fines are felt by more and more people
YEAR_BACK = timedelta(days=365)


class Kind(StrEnum):
    """What happened, as operations call it."""

    SHORTER_SHIFTS = Happening.SHIFTS.value
    QUALITY_CHECKS = Happening.QUALITY_CHECKS.value
    ERROR_FINES = Happening.PENALTIES.value


@dataclass(frozen=True, slots=True)
class Story:
    """One happening at one site, from `day` on; in full once it `grows` no more.

    `openings` multiplies how many people come, `ease` is added to pulse scores (0 to 100), and
    `drivers` to the weights with which drivers are ticked (see `pulses`).
    """

    kind: Kind
    site: str
    day: date
    name_zh: str
    name_en: str
    openings: float
    ease: float
    drivers: dict[str, float]
    grows: timedelta = timedelta(0)

    def felt(self, day: date) -> float:
        """How much of it is felt on `day`, 0 to 1."""
        if day < self.day:
            return 0.0
        return min(1.0, (day - self.day) / self.grows) if self.grows else 1.0


_SHORTER_SHIFTS = "成都取消12小时班，改为白班", "Chengdu ends 12-hour shifts for day shifts"
_QUALITY_CHECKS = "西安推行新的质检办法", "Xi'an reforms quality checks"
_ERROR_FINES = "杭州开始按差错罚款", "Hangzhou starts fining errors"


def stories(first: date, last: date) -> tuple[Story, ...]:
    """The stories in a time told from `first` to `last`.

    Two begin with the last two quarters published by `last`, so that both pulse and use of the
    service can be compared around them; a history too short for that has them later.
    """
    turn = _turn(first, last)
    return (
        Story(
            Kind.SHORTER_SHIFTS,
            "CD",
            turn,
            *_SHORTER_SHIFTS,
            openings=0.85,
            ease=5.0,
            drivers={"D08": -12.0},
        ),
        Story(
            Kind.QUALITY_CHECKS,
            "XA",
            _monday(first + (turn - first) / 4),
            *_QUALITY_CHECKS,
            openings=1.0,
            ease=0.0,
            drivers={},
        ),
        Story(
            Kind.ERROR_FINES,
            "HZ",
            turn,
            *_ERROR_FINES,
            openings=2.6,
            ease=-7.0,
            drivers={"D06": 45.0, "D17": 15.0},
            grows=GROWS,
        ),
    )


def _turn(first: date, last: date) -> date:
    """The first day of the second to last quarter published by `last`."""
    latest = _before(last - timedelta(days=CLOSES_AFTER_DAYS))
    turn = _before(latest)
    return turn if turn - first >= YEAR_BACK else max(_monday(first), latest)


def _before(day: date) -> date:
    """The first day of the quarter before that of `day`."""
    return _quarter(_quarter(day) - timedelta(days=1))


def _quarter(day: date) -> date:
    """The first day of the quarter of `day`."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _monday(day: date) -> date:
    """The Monday on or after `day`."""
    return day + timedelta(days=-day.weekday() % 7)
