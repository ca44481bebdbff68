"""What became of everybody who came: one course of sessions each, told up to a moment."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from eap.booking.words import CLEAR_NOTICE, Status
from eap.cases.words import Band, CloseReason
from eap.core.ids import new_id
from eap.demo.told.chance import Chance, stream
from eap.demo.told.comings import AGAIN, CHINESE, ENGLISH, IN_ENGLISH, Coming, come_again
from eap.demo.told.company import FAR, Company
from eap.demo.told.diary import LEAD, Diary, local
from eap.programme.words import Concern, Modality

SESSIONS_MEAN, MOST_SESSIONS = 3.6, 8
WAIT_MEAN, LONGEST_WAIT = 2.6, 12
FIRST_MISSED, LATER_MISSED, MISSED_BY_DAY, PATIENCE_DAYS = 0.15, 0.08, 0.01, 3
CALLED_OFF = 0.04
MOST_LOST = 3
COUNTED, CARDED, PREPARED, KEYED, SAYS_PLACE, SAYS_TENURE = 0.80, 0.85, 0.70, 0.40, 0.70, 0.75
MODALITIES = {Modality.TEXT.value: 40, Modality.PHONE.value: 35, Modality.ROOM.value: 25}
DANGER = {"": 970, Band.URGENT.value: 20, Band.CRISIS.value: 10}
CLOSINGS = {
    CloseReason.GOALS_MET.value: 70,
    CloseReason.DECLINED_FURTHER.value: 24,
    CloseReason.REFERRED.value: 6,
}
USUAL, SHORT = ("talk", 50), ("after-call", 30)
CALM_AFTER = timedelta(hours=6)  # by then a call for help is closed


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person as the programme knows them: what they said, and what they agreed to.

    `site`, `shift` and `tenure` are "" where nobody said.
    """

    id: UUID
    language: str
    carded: bool
    counted: bool
    keyed: bool
    site: str
    shift: str
    tenure: str
    came_at: datetime


@dataclass(slots=True)
class Meeting:
    """One appointment and what became of it."""

    start: datetime
    minutes: int
    modality: str
    booked_at: datetime
    status: Status
    id: UUID = field(default_factory=new_id)

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(slots=True)
class Course:
    """One case. `keeper` is the place of its counsellor in the list, None when nobody was chosen.

    `danger` is the band a safety answer asked for, "" when none did. `claimed_at` is None while
    the case waits on the desk, `closed_at` while it is open.
    """

    coming: Coming
    visitor: Visitor
    keeper: int | None
    asked_at: datetime
    service: str
    meetings: list[Meeting]
    prepared_at: datetime | None = None
    danger: str = ""
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: str = ""
    id: UUID = field(default_factory=new_id)
    file_id: UUID | None = None

    @property
    def done(self) -> list[Meeting]:
        """The sessions that took place."""
        return [meeting for meeting in self.meetings if meeting.status == Status.DONE]

    @property
    def ahead(self) -> Meeting | None:
        """The session that is booked, if one is."""
        return next((m for m in self.meetings if m.status == Status.BOOKED), None)

    @property
    def last_at(self) -> datetime:
        """The last that happened or will."""
        return max((meeting.end for meeting in self.meetings), default=self.asked_at)


@dataclass
class Courses:
    """Makes courses out of comings, in the order of time, up to `now`.

    `diaries` are the counsellors' hours, `weights` how many of those who come each takes.
    """

    company: Company
    diaries: list[Diary]
    weights: list[int]
    now: datetime
    made: list[Course] = field(default_factory=list)
    _visitors: dict[str, Visitor] = field(default_factory=dict)
    _busy: dict[str, date] = field(default_factory=dict)

    def run(self, comings: Iterable[Coming]) -> list[Course]:
        """All courses, those of people who come again among them."""
        order = count()
        waiting = [(_asked_at(coming), next(order), coming) for coming in comings]
        heapq.heapify(waiting)
        while waiting:
            asked_at, _, coming = heapq.heappop(waiting)
            if asked_at > self.now or coming.day <= self._busy.get(coming.person.code, date.min):
                continue
            again = self.begin(coming, asked_at)
            if again is not None:
                heapq.heappush(waiting, (_asked_at(again), next(order), again))
        return self.made

    def begin(
        self,
        coming: Coming,
        asked_at: datetime,
        *,
        keeper: int | None = None,
        earliest: datetime | None = None,
    ) -> Coming | None:
        """Tell one course; returns the coming-again of the same person, if there is one.

        Chance chooses the counsellor unless `keeper` says who; no session is before `earliest`.
        """
        chance = stream(self.company.seed, "course", coming.person.code, coming.day)
        visitor = self._visitor(coming, asked_at, chance)
        who = chance.choices(range(len(self.diaries)), self.weights)[0]
        keeper = who if keeper is None else keeper
        service, minutes = SHORT if coming.concern == Concern.AFTER_CALL else USUAL
        course = Course(coming, visitor, keeper, asked_at, service, [])
        wanted = chance.repeats(SESSIONS_MEAN, MOST_SESSIONS)
        for meeting in self._meetings(course, minutes, wanted, earliest or asked_at, chance):
            course.meetings.append(meeting)
        self._tell_rest(course, wanted, chance)
        self.made.append(course)
        until = course.closed_at.date() if course.closed_at else FAR
        self._busy[coming.person.code] = until
        if course.closed_at and visitor.keyed and chance.happens(AGAIN / KEYED):
            return come_again(coming, until + timedelta(days=chance.randint(30, 240)), chance)
        return None

    def _visitor(self, coming: Coming, asked_at: datetime, chance: Chance) -> Visitor:
        """The same one again where the key was kept; else somebody the programme has not met."""
        known = self._visitors.get(coming.person.code)
        if known is not None and known.keyed:
            return known
        person, carded = coming.person, chance.happens(CARDED)
        said = carded or chance.happens(SAYS_PLACE)
        visitor = Visitor(
            id=new_id(),
            language=ENGLISH if chance.happens(IN_ENGLISH) else CHINESE,
            carded=carded,
            counted=chance.happens(COUNTED),
            keyed=chance.happens(KEYED),
            site=person.seat.site if said else "",
            shift=self.company.shift_on(person.seat, coming.day) if said else "",
            tenure=person.tenure_on(coming.day) if chance.happens(SAYS_TENURE) else "",
            came_at=asked_at,
        )
        self._visitors[person.code] = visitor
        return visitor

    def _meetings(
        self, course: Course, minutes: int, wanted: int, earliest: datetime, chance: Chance
    ) -> Iterator[Meeting]:
        """Appointments one after another until enough took place, too many were lost, or `now`."""
        modality = chance.one_of(MODALITIES)
        booked_at, wait = course.asked_at, chance.repeats(WAIT_MEAN, LONGEST_WAIT) - 1
        held = lost = 0
        while held < wanted and lost < MOST_LOST and booked_at <= self.now:
            diary = self.diaries[course.keeper or 0]
            start = diary.take(max(earliest, booked_at + LEAD + timedelta(days=wait)), chance)
            meeting = Meeting(start, minutes, modality, booked_at, Status.BOOKED)
            if meeting.end > self.now:
                yield meeting
                return
            meeting.status = _outcome(start - booked_at, first=held == 0, chance=chance)
            held += meeting.status == Status.DONE
            lost += meeting.status != Status.DONE
            yield meeting
            booked_at = meeting.end if meeting.status == Status.DONE else _next_morning(meeting)
            wait = chance.choice((6, 6, 6, 9, 13))

    def _tell_rest(self, course: Course, wanted: int, chance: Chance) -> None:
        """Preparing, danger, claiming and closing, as far as they lie before now."""
        first = course.meetings[0].start if course.meetings else self.now
        prepared = course.asked_at + timedelta(minutes=chance.randint(2, 600))
        if chance.happens(PREPARED) and prepared < min(first, self.now):
            course.prepared_at = prepared
            course.danger = chance.one_of(DANGER) if prepared < self.now - CALM_AFTER else ""
        claimed = min(course.asked_at + timedelta(minutes=chance.randint(20, 700)), first - LEAD)
        course.claimed_at = max(claimed, course.asked_at) if claimed <= self.now else None
        if course.ahead is not None:
            return
        held = len(course.done)
        ended = held >= wanted or len(course.meetings) - held >= MOST_LOST
        closed = course.last_at + timedelta(
            days=chance.randint(2, 21), minutes=chance.randint(5, 90)
        )
        if ended and closed <= self.now:
            course.closed_at = closed
            course.close_reason = chance.one_of(CLOSINGS) if held else CloseReason.NO_CONTACT.value


def _asked_at(coming: Coming) -> datetime:
    return local(coming.day, coming.minute)


def _next_morning(meeting: Meeting) -> datetime:
    return local(meeting.start.date() + timedelta(days=1), 9 * 60)


def _outcome(waited: timedelta, *, first: bool, chance: Chance) -> Status:
    """Whether a session takes place. Long waits are forgotten."""
    if chance.happens(CALLED_OFF):
        return Status.CANCELLED if waited > 2 * CLEAR_NOTICE else Status.LATE_CANCEL
    missed = FIRST_MISSED if first else LATER_MISSED
    missed += MISSED_BY_DAY * max(0, waited.days - PATIENCE_DAYS)
    return Status.NO_SHOW if chance.happens(missed) else Status.DONE


def stay_open(courses: list[Course], *, keeper: int, wanted: int) -> None:
    """Leave the latest courses of one counsellor open until `wanted` are, claimed by them."""
    theirs = [course for course in courses if course.keeper == keeper]
    for course in theirs:
        course.claimed_at = course.claimed_at or course.asked_at + timedelta(minutes=1)
    newest = {course.visitor.id: course for course in theirs}
    missing = wanted - sum(course.closed_at is None for course in theirs)
    closed = [course for course in newest.values() if course.closed_at is not None]
    closed.sort(key=lambda course: course.last_at, reverse=True)
    for course in closed[: max(0, missing)]:
        course.closed_at, course.close_reason = None, ""
