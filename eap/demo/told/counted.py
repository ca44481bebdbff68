"""Which first sessions count in the statistics, by the bound that holds for everybody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from uuid import UUID

from eap.cases.words import Band
from eap.core.months import quarter_of
from eap.demo.told.courses import Course
from eap.programme.words import concern_group
from eap.tally.words import NOT_SAID, PER_QUARTER, PER_YEAR, severity_of


@dataclass(frozen=True, slots=True)
class Counted:
    """One countable first session as it is counted: categories that nobody said are `not_said`."""

    client_id: UUID
    person: str
    team: str
    day: date
    site: str
    shift: str
    tenure: str
    concern: str
    severity: int | None
    wait_days: int
    crisis: bool


def counted(courses: Iterable[Course]) -> list[Counted]:
    """The first completed session of each case of somebody who agreed, in order of time.

    At most one a quarter and two a year for each client, as `tally.services.contribute` has it.
    """
    firsts = [_first(course) for course in courses if course.visitor.counted and course.done]
    firsts.sort(key=lambda one: (one.day, one.person))
    in_year: Counter[tuple[UUID, int]] = Counter()
    in_quarter: Counter[tuple[UUID, int, int]] = Counter()
    kept = []
    for one in firsts:
        year = (one.client_id, one.day.year)
        quarter = (*year, quarter_of(one.day))
        if in_quarter[quarter] < PER_QUARTER and in_year[year] < PER_YEAR:
            in_year[year] += 1
            in_quarter[quarter] += 1
            kept.append(one)
    return kept


def _first(course: Course) -> Counted:
    visitor, first = course.visitor, course.done[0]
    return Counted(
        client_id=visitor.id,
        person=course.coming.person.code,
        team=course.coming.person.seat.team,
        day=first.start.astimezone(UTC).date(),
        site=visitor.site or NOT_SAID,
        shift=visitor.shift or NOT_SAID,
        tenure=visitor.tenure or NOT_SAID,
        concern=concern_group(course.coming.concern).value,
        severity=severity_of(course.coming.impact if course.prepared_at else None),
        wait_days=(first.start - course.asked_at).days,
        crisis=course.danger == Band.CRISIS,
    )
