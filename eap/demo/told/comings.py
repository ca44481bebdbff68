"""Who comes to the programme on which day, with what, as far as chance decides it.

Each day has a stream of its own, so a company that is moved on keeps its past as it was.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from eap.demo.told.chance import Chance, stream
from eap.demo.told.company import DAYS_IN_YEAR, NIGHT, SITES, Company, Person
from eap.demo.told.seasons import season
from eap.programme.words import Concern

CLIENTS_A_YEAR = 0.07  # of heads; each comes again within months with probability AGAIN
AGAIN = 0.08
STRAIN_WEIGHT = 0.5

# What brings people to a call centre's programme, in percent.
CONCERNS: dict[str, float] = {
    Concern.STRESS: 28, Concern.LOW_MOOD: 13, Concern.ANXIETY: 13, Concern.SLEEP: 8,
    Concern.COUPLE: 8, Concern.CARE: 6, Concern.COLLEAGUE: 4, Concern.SUPERVISOR: 5,
    Concern.CAREER: 6, Concern.AFTER_CALL: 3, Concern.MONEY: 1, Concern.LEGAL: 1,
    Concern.GRIEF: 1, Concern.HEALTH: 1, Concern.OTHER: 2,
}  # fmt: skip
CHINESE, ENGLISH = "zh-Hans", "en"
IN_ENGLISH = 0.15


@dataclass(frozen=True, slots=True)
class Coming:
    """One person asking for a first session on a day, and what weighs on them.

    `impact` is 0 to 10 as they rate it; `minute` the minute of the day, local time; `again` says
    that they came before.
    """

    person: Person
    day: date
    minute: int
    concern: str
    impact: int
    again: bool = False


def comings(company: Company, first: date, last: date) -> Iterator[Coming]:
    """Everybody who comes from `first` to `last`, day by day."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        chance = stream(company.seed, "comings", day)
        for site in SITES:
            people, reach = _crowd(company, site.code, day.replace(day=1))
            if not people:
                continue
            mean = len(people) * site.use * CLIENTS_A_YEAR / DAYS_IN_YEAR * season(day)
            for story in company.happened(site.code, day):
                mean *= 1 + (story.openings - 1) * story.felt(day)
            for person in chance.choices(people, cum_weights=reach, k=chance.poisson(mean)):
                if person.works_on(day):
                    yield _coming(company, person, day, chance)


@lru_cache(maxsize=64)
def _crowd(company: Company, site: str, month: date) -> tuple[list[Person], list[float]]:
    """Those at work at a site in a month, and how readily each comes, added up."""
    people = [person for person in company.at_work(month) if person.seat.site == site]
    weights = (math.exp(STRAIN_WEIGHT * company.strain_on(person, month)) for person in people)
    return people, list(accumulate(weights))


def _coming(company: Company, person: Person, day: date, chance: Chance) -> Coming:
    strain = company.strain_on(person, day)
    return Coming(
        person=person,
        day=day,
        minute=_minute(company.shift_on(person.seat, day), chance),
        concern=chance.one_of(CONCERNS),
        impact=max(0, min(10, round(chance.gauss(6 + strain, 1.8)))),
    )


def come_again(before: Coming, day: date, chance: Chance) -> Coming:
    """The same person, months later, with something of their own again."""
    return Coming(
        person=before.person,
        day=day,
        minute=chance.randrange(9 * 60, 22 * 60),
        concern=chance.one_of(CONCERNS),
        impact=max(0, min(10, before.impact + chance.randint(-2, 2))),
        again=True,
    )


def _minute(shift: str, chance: Chance) -> int:
    """People on nights write late, the others before, between and after work."""
    if shift == NIGHT:
        return (chance.randrange(22 * 60, 26 * 60)) % (24 * 60)
    return int(chance.triangular(7 * 60, 24 * 60 - 1, 20 * 60))
