"""The synthetic company: its sites, its seats, and who sits in them from when to when.

A seat stays where it is; people come to it and leave it, so headcounts hold while faces change.
Nobody here has a name. Only headcounts of them reach the database.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from eap.demo.told.chance import Chance, stream
from eap.demo.told.stories import Kind, Story, stories
from eap.programme.words import Tenure

DAYS_IN_YEAR = 365.25
LEAVING = 0.36  # of those at work in a year
TEAM_SIZE = 15
FAR = date(2100, 1, 1)

DAY, ROTATING, TWELVE, NIGHT, PART = "day", "rotating", "12-36", "night", "part"

# What a shift pattern adds to how strained people are, in standard deviations.
SHIFT_STRAIN = {DAY: -0.15, ROTATING: 0.05, TWELVE: 0.20, NIGHT: 0.30, PART: -0.10}
TENURE_STRAIN = {Tenure.UNDER_3_MONTHS: 0.15, Tenure.UNDER_1_YEAR: 0.10}
_BANDS = (
    (91, Tenure.UNDER_3_MONTHS),
    (365, Tenure.UNDER_1_YEAR),
    (1096, Tenure.UNDER_3_YEARS),
    (1826, Tenure.UNDER_5_YEARS),
)

_USUAL = {DAY: 0.45, ROTATING: 0.33, TWELVE: 0.06, NIGHT: 0.11, PART: 0.05}
_FEW = {DAY: 0.58, ROTATING: 0.42}  # small sites work few patterns, each large enough to be shown
_LONG = {DAY: 0.24, ROTATING: 0.20, TWELVE: 0.44, NIGHT: 0.07, PART: 0.05}


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work. `size` of the 5,000; `use` is how readily people there come."""

    code: str
    name_zh: str
    name_en: str
    size: int
    use: float
    shifts: Mapping[str, float] = field(default_factory=lambda: _USUAL)


SITES = (
    Site("HZ", "杭州", "Hangzhou", 2000, 1.0),
    Site("CD", "成都", "Chengdu", 1200, 1.0, _LONG),
    Site("XA", "西安", "Xi'an", 800, 1.1),
    Site("GY", "贵阳", "Guiyang", 500, 0.8, _FEW),
    Site("HF", "合肥", "Hefei", 350, 1.3, _FEW),
    Site("KM", "昆明", "Kunming", 150, 0.6, _FEW),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at work. `strain` is what site and team add to how strained people are."""

    number: int
    site: str
    team: str
    shift: str
    strain: float


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a seat from `joined` to before `left`. `code` is a row of the truth files."""

    code: str
    seat: Seat
    joined: date
    left: date
    nature: float

    def works_on(self, day: date) -> bool:
        """Whether they are at work in this company on `day`."""
        return self.joined <= day < self.left

    def tenure_on(self, day: date) -> str:
        """Their tenure band."""
        days = (day - self.joined).days
        return next((band for most, band in _BANDS if days < most), Tenure.OVER_5_YEARS).value


@dataclass(frozen=True, eq=False)
class Company:
    """The company as told from `first` to `last`, both included."""

    seed: int
    first: date
    last: date
    stories: tuple[Story, ...]
    seats: tuple[Seat, ...]
    people: tuple[Person, ...]

    @cached_property
    def _shorter_shifts(self) -> Story:
        return next(story for story in self.stories if story.kind == Kind.SHORTER_SHIFTS)

    def shift_on(self, seat: Seat, day: date) -> str:
        """The seat's shift pattern; one of the stories ends long days at a site."""
        moved = seat.site == self._shorter_shifts.site and day >= self._shorter_shifts.day
        return DAY if moved and seat.shift == TWELVE else seat.shift

    def strain_on(self, person: Person, day: date) -> float:
        """How strained somebody is, in standard deviations around 0."""
        tenure = TENURE_STRAIN.get(Tenure(person.tenure_on(day)), 0.0)
        shift = SHIFT_STRAIN[self.shift_on(person.seat, day)]
        return person.seat.strain + shift + tenure + person.nature

    def at_work(self, day: date) -> list[Person]:
        """Everybody at work on `day`, in the order of their seats."""
        return [person for person in self.people if person.works_on(day)]

    def heads(self, day: date) -> Mapping[tuple[str, str, str], int]:
        """(site, shift, tenure) -> heads on `day`."""
        return _heads(self, day)

    def happened(self, site: str, day: date) -> Iterator[Story]:
        """The stories that hold at a site on a day."""
        return (story for story in self.stories if story.site == site and story.day <= day)


@lru_cache(maxsize=64)
def _heads(company: Company, day: date) -> Mapping[tuple[str, str, str], int]:
    return Counter(
        (person.seat.site, company.shift_on(person.seat, day), person.tenure_on(day))
        for person in company.at_work(day)
    )


def found_company(
    *, seed: int, agents: int, first: date, last: date, told_until: date | None = None
) -> Company:
    """The company of this seed. It is the same for every `last`; only later people are added.

    `told_until` is the day that dates the stories, `last` unless the company was moved on.
    """
    seats = tuple(_seats(seed, agents))
    people = tuple(person for seat in seats for person in _people(seed, seat, first, last))
    told = stories(first, told_until or last)
    return Company(seed, first, last, told, seats, people)


def _seats(seed: int, agents: int) -> Iterator[Seat]:
    number = 0
    for site, size in zip(SITES, shares([site.size for site in SITES], agents), strict=True):
        chance = stream(seed, "site", site.code)
        here = chance.gauss(0, 0.20)
        teams = max(1, round(size / TEAM_SIZE))
        patterns = [
            shift
            for shift, count in zip(
                site.shifts, shares(list(site.shifts.values()), teams), strict=True
            )
            for _ in range(count)
        ]
        for team, heads in enumerate(shares([1] * teams, size)):
            strain = here + chance.gauss(0, 0.25)
            for _ in range(heads):
                number += 1
                yield Seat(number, site.code, f"{site.code}{team + 1:03}", patterns[team], strain)


def _people(seed: int, seat: Seat, first: date, last: date) -> Iterator[Person]:
    """Who sits in a seat. Leaving depends on nothing, so tenure at the start is exponential too."""
    chance = stream(seed, "seat", seat.number)
    joined, place = first - _stay(chance), 0
    left = first + _stay(chance)
    while True:
        yield Person(f"P{seat.number:05}.{place}", seat, joined, left, chance.gauss(0, 0.88))
        if left > last:
            return
        joined, left, place = left, left + _stay(chance), place + 1


def _stay(chance: Chance) -> timedelta:
    return timedelta(days=1 + int(chance.expovariate(LEAVING / DAYS_IN_YEAR)))


def shares(weights: list[float] | list[int], total: int) -> list[int]:
    """`total` divided by weight into whole parts, the largest remainders first."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [math.floor(part) for part in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts
