"""The whole of what happened, from the first day to now, before any of it is written."""

from dataclasses import dataclass
from datetime import datetime

from eap.core.months import later
from eap.demo.told.comings import comings
from eap.demo.told.company import Company, found_company
from eap.demo.told.counted import Counted, counted
from eap.demo.told.courses import Course, Courses, stay_open
from eap.demo.told.diary import ZONE, Diary
from eap.demo.told.waiting import let_wait

FIRST = 0  # the counsellor with the full caseload and the full day
CASELOAD, OF_AGENTS, LEAST_CASELOAD = 60, 5_000, 8


@dataclass(frozen=True)
class Telling:
    """The company, everybody's courses, and those that count in the statistics."""

    company: Company
    courses: list[Course]
    counted: list[Counted]


def tell(*, seed: int, agents: int, months: int, weights: list[int], now: datetime) -> Telling:
    """What happened in so many whole months before this one, and in this one until `now`.

    `weights` say how many of those who come each counsellor takes.
    """
    today = now.astimezone(ZONE).date()
    company = found_company(seed=seed, agents=agents, first=later(today, -months), last=today)
    diaries = [Diary() for _ in weights]
    diaries[FIRST] = Diary(away=frozenset({today}))  # the full day is given out apart
    courses = Courses(company, diaries, weights, now)
    courses.run(comings(company, company.first, today))
    stay_open(courses.made, keeper=FIRST, wanted=caseload_of(agents))
    let_wait(courses, keeper=FIRST)
    return Telling(company, courses.made, counted(courses.made))


def caseload_of(agents: int) -> int:
    """How many cases the first counsellor has open in a company of so many agents."""
    return min(CASELOAD, max(LEAST_CASELOAD, CASELOAD * agents // OF_AGENTS))
