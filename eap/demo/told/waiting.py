"""Three people who wait on the desk when the telling ends."""

from datetime import timedelta

from eap.cases.words import Band
from eap.demo.told.chance import stream
from eap.demo.told.comings import Coming
from eap.demo.told.courses import Courses
from eap.demo.told.diary import ZONE
from eap.programme.words import Concern

# How long ago they asked: one in danger, whose call for help was answered since, and one more
# chose the same counsellor; the last found no time that suited and chose nobody.
AHEAD = timedelta(days=1)  # their first sessions are still to come
IN_DANGER, CHOSE, NO_TIME = timedelta(hours=26), timedelta(hours=3), timedelta(minutes=40)


def let_wait(courses: Courses, *, keeper: int) -> None:
    """Add the three to what was told; none of them has come before."""
    now = courses.now
    busy = {course.coming.person.code for course in courses.made}
    free = [one for one in courses.company.at_work(now.date()) if one.code not in busy]
    chance = stream(courses.company.seed, "waiting", now.date())
    for ago, person in zip((IN_DANGER, CHOSE, NO_TIME), chance.sample(free, 3), strict=True):
        asked_at = now - ago
        coming = Coming(person, asked_at.astimezone(ZONE).date(), 0, Concern.STRESS, 7)
        courses.begin(coming, asked_at, keeper=keeper, earliest=now + AHEAD)
        course = courses.made[-1]
        course.claimed_at = None
        course.prepared_at, course.danger = None, ""
        if ago == IN_DANGER:
            course.prepared_at = asked_at + timedelta(minutes=11)
            course.danger = Band.URGENT.value
        if ago == NO_TIME:
            course.keeper, course.meetings = None, []
