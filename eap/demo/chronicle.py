"""One telling: a stretch of the company's time written as rows, in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from eap.booking.models import AvailabilityException
from eap.booking.words import Status
from eap.cases.models import CASE_NUMBERS
from eap.core import clock
from eap.core.roles import Role
from eap.demo.told.chance import stream
from eap.demo.told.comings import CHINESE
from eap.demo.told.company import Company
from eap.demo.told.counted import Counted
from eap.demo.told.courses import Course, Meeting
from eap.demo.told.diary import HOURS, ZONE, is_working, local
from eap.demo.written.cases import Casebook, Folder
from eap.demo.written.clients import Reception
from eap.demo.written.counts import count_firsts
from eap.demo.written.duty import Calls
from eap.demo.written.rows import Rows
from eap.demo.written.sessions import Sessions
from eap.demo.written.staff import Member
from eap.demo.written.trail import Trail
from eap.people.words import CODE_LASTS

NOTE_TAKES = timedelta(minutes=30)
KNOWN_FOR = timedelta(days=2)


class Chronicle:
    """Takes courses and a day, and writes them when it is closed."""

    def __init__(self, company: Company, staff: Mapping[str, Member], trail: Trail) -> None:
        self._company = company
        self._rows, self._trail = Rows(), trail
        self._counsellors = [m for m in staff.values() if Role.COUNSELLOR in m.post.roles]
        self._sessions = Sessions(self._rows, trail)
        self._calls = Calls(self._rows, trail, staff)
        self._now = clock.now()
        self.words: dict[UUID, tuple[str, ...]] = {}

    def tell(self, courses: Sequence[Course], *, draft: UUID | None = None) -> list[Folder]:
        """Take in courses, oldest first. The note of the session `draft` stays unsigned."""
        reception = Reception(self._rows, self._trail)
        casebook = Casebook(self._rows, self._trail, self._counsellors)
        until = _codes_until(courses)
        folders = []
        ordered = sorted(courses, key=lambda course: course.asked_at)
        for course, number in zip(ordered, _case_numbers(len(ordered)), strict=True):
            person = course.coming.person.code
            chance = stream(self._company.seed, "words", person, course.asked_at)
            reception.receive(course.visitor, until=until[course.visitor.id])
            folder = casebook.open(course, number, chance)
            self._sessions.write(folder, course.meetings, draft=draft)
            self._calls.answer(folder, course)
            folders.append(folder)
        self.words |= reception.words
        return folders

    def tell_direct_calls(self, first: date) -> None:
        """Take in calls for help from the help page since `first`."""
        self._calls.answer_direct(self._company, local(first), self._now)

    def count(self, counted: Iterable[Counted]) -> None:
        """Take in what is counted."""
        count_firsts(self._rows, counted)

    def give_day(
        self, day: Sequence[Meeting], folders: Sequence[Folder], *, draft: UUID | None = None
    ) -> None:
        """Give the day's sessions to cases, the first to the first.

        `folders` are open cases of one counsellor, in the order in which they may be met.
        """
        for meeting, folder in zip(day, folders, strict=False):
            meeting.booked_at = max(meeting.booked_at, folder.claimed_at or meeting.booked_at)
            folder.case.sessions_done += meeting.status == Status.DONE
            self._sessions.write(folder, [meeting], before=1, draft=draft)

    def close(self) -> None:
        """Write all rows; the trail is left to the caller."""
        self._rows.write()
        self._sessions.sign()


def _codes_until(courses: Iterable[Course]) -> dict[UUID, date]:
    """Client -> the last day of their visit code."""
    until: dict[UUID, date] = {}
    for course in courses:
        ends = course.last_at.date() + CODE_LASTS
        until[course.visitor.id] = max(ends, until.get(course.visitor.id, ends))
    return until


def _case_numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [CASE_NUMBERS, count])
        return [number for (number,) in cursor.fetchall()]


def last_written(meetings: Iterable[Meeting]) -> UUID | None:
    """The latest session that is over long enough for its note to be begun."""
    enough = clock.now() - NOTE_TAKES
    over = [m for m in meetings if m.status == Status.DONE and m.end <= enough]
    return max(over, key=lambda meeting: meeting.end).id if over else None


def ready_to_meet(folders: Iterable[Folder], booked: set[UUID]) -> list[Folder]:
    """Open cases that can have a session today: known for some days and met before.

    Those with nothing `booked` come first, and before all others one in Chinese, for the agent
    who comes back.
    """
    enough = clock.now() - KNOWN_FOR
    known = [
        folder
        for folder in folders
        if folder.case.closed_at is None
        and folder.claimed_at is not None
        and folder.claimed_at < enough
        and folder.case.sessions_done > 0
    ]
    known.sort(key=lambda folder: (folder.case.id in booked, -folder.case.sessions_done))
    known.sort(key=lambda folder: folder.case.language != CHINESE)
    return known


def be_there_today(counsellor_id: UUID) -> None:
    """Hours on a day that is no working day, so that the day's sessions lie in them."""
    today = clock.now().astimezone(ZONE).date()
    if not is_working(today):
        first, last = local(today, HOURS[0] * 60), local(today, (HOURS[-1] + 1) * 60)
        AvailabilityException.objects.create(
            counsellor_id=counsellor_id, adds=True, during=(first, last)
        )
