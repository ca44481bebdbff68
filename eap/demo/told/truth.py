"""What really happened, beside the data: for measuring what releases tell and what they hide."""

import csv
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from eap.demo.told.chance import stream
from eap.demo.told.company import Company, Person
from eap.demo.told.counted import Counted
from eap.demo.told.courses import Course
from eap.demo.told.diary import is_working

AWAY = 0.08  # of the days somebody works: coaching, training, health talks, and nothing of ours

Row = tuple[object, ...]


def write_truth(
    folder: Path, company: Company, courses: Iterable[Course], counted: Iterable[Counted]
) -> None:
    """Write the three files; each appears under its name only when all are complete.

    truth.csv has one row for each contribution as it was counted. roster.csv has everybody who
    worked here in the time told, as they were last. offfloor.csv has the days on which somebody
    was off the floor: those of their sessions, among many that had other reasons.
    """
    files: dict[str, tuple[Row, Iterator[Row]]] = {
        "truth.csv": (
            ("person", "date", "site", "team", "shift", "tenure", "concern"),
            ((c.person, c.day, c.site, c.team, c.shift, c.tenure, c.concern) for c in counted),
        ),
        "roster.csv": (("person", "site", "team", "shift", "tenure"), _roster(company)),
        "offfloor.csv": (("person", "date"), _off_floor(company, courses)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as finishing:
        for name, (header, rows) in files.items():
            finishing.callback(_write(folder / name, header, rows))


def _write(path: Path, header: Row, rows: Iterator[Row]) -> Callable[[], Any]:
    """Write beside the file's place; returns what puts it there."""
    part = path.with_name(f".{path.name}.part")
    with part.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return lambda: part.replace(path)


def _roster(company: Company) -> Iterator[Row]:
    for person in company.people:
        if person.left > company.first and person.joined <= company.last:
            last = min(person.left - timedelta(days=1), company.last)
            shift = company.shift_on(person.seat, last)
            yield (person.code, person.seat.site, person.seat.team, shift, person.tenure_on(last))


def _off_floor(company: Company, courses: Iterable[Course]) -> Iterator[Row]:
    sessions: dict[str, set[date]] = {}
    for course in courses:
        days = {meeting.start.date() for meeting in course.done}
        sessions.setdefault(course.coming.person.code, set()).update(days)
    for person in company.people:
        for day in sorted({*_other_days(company, person), *sessions.get(person.code, ())}):
            yield (person.code, day)


def _other_days(company: Company, person: Person) -> Iterator[date]:
    """Days off the floor for other reasons, drawn by the gaps between them."""
    chance = stream(company.seed, "off floor", person.code)
    day, last = max(person.joined, company.first), min(person.left, company.last)
    while True:
        day += timedelta(days=1 + int(math.log(1 - chance.random()) / math.log(1 - AWAY)))
        if day >= last:
            return
        if is_working(day):
            yield day
