"""A counsellor's hours in the synthetic company: who is there when, and what is still free."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eap.demo.told.chance import Chance
from eap.demo.told.seasons import is_festival

ZONE_NAME = "Asia/Shanghai"
ZONE = ZoneInfo(ZONE_NAME)
HOURS = (9, 10, 11, 13, 14, 15, 16, 17)  # starts of sessions; the lunch hour is free
BLOCKS = ((time(9), timedelta(hours=3)), (time(13), timedelta(hours=5)))
WORKDAYS = range(5)
LEAD = timedelta(hours=2)


def local(day: date, minute: int = 0) -> datetime:
    """A moment of a day on the company's own clock."""
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)


def is_working(day: date) -> bool:
    """Whether counsellors are there on `day`."""
    return day.weekday() in WORKDAYS and not is_festival(day)


@dataclass
class Diary:
    """One counsellor's hours. `away` are days on which nothing is given out."""

    away: frozenset[date] = frozenset()
    taken: set[datetime] = field(default_factory=set)

    def take(self, earliest: datetime, chance: Chance) -> datetime:
        """The start of a free hour on the first day that has one after `earliest`; now taken."""
        day = earliest.astimezone(ZONE).date()
        while not (free := self._free(day, earliest)):
            day += timedelta(days=1)
        start = chance.choice(free)
        self.taken.add(start)
        return start

    def _free(self, day: date, earliest: datetime) -> list[datetime]:
        if day in self.away or not is_working(day):
            return []
        starts = (local(day, hour * 60) for hour in HOURS)
        return [start for start in starts if start >= earliest and start not in self.taken]

    def keep(self, starts: Iterable[datetime]) -> None:
        """Mark hours that something else has taken; `starts` may lie anywhere in their hour."""
        self.taken |= {
            start.astimezone(ZONE).replace(minute=0, second=0, microsecond=0) for start in starts
        }
