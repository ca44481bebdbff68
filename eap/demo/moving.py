"""Moves the synthetic company on to the day on which the running quarter's figures fall due.

The clock of the whole installation is set ahead (`core.clock.set_ahead`), and the time between is
told as the past was: people come, sessions are held, months are imported. Sessions that were
booked, by anybody, are marked as held by their counsellor through the ordinary services, each with
the clock standing at its end; so a booking of today is counted, closed and published like any
other. Nothing is re-dated and nothing published is drawn again. Each step may be repeated: killed
in the middle, the command goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from eap.access import addresses
from eap.access.models import Staff
from eap.access.walls import PUBLISHER
from eap.booking.models import Appointment
from eap.booking.words import Status
from eap.cases.models import Assignment, Case
from eap.cases.words import OPEN_STATES
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.months import later, month_of, months_from
from eap.demo import doors
from eap.demo.chronicle import Chronicle, be_there_today, last_written, ready_to_meet
from eap.demo.doors import Told
from eap.demo.filling import ROTA_AHEAD
from eap.demo.personas import PULSE
from eap.demo.told.chance import stream
from eap.demo.told.comings import comings
from eap.demo.told.company import found_company
from eap.demo.told.counted import counted
from eap.demo.told.courses import Course, Courses
from eap.demo.told.day import full_day
from eap.demo.told.diary import ZONE, Diary, is_working, local
from eap.demo.told.telling import FIRST, caseload_of
from eap.demo.told.waiting import let_wait
from eap.demo.written.afterwards import as_role, claim_rest, end_cases, end_groups, hold_sessions
from eap.demo.written.cases import Folder
from eap.demo.written.counts import count_supply
from eap.demo.written.duty import draw_rota
from eap.demo.written.gatherings import Gatherings
from eap.demo.written.load import import_months
from eap.demo.written.premises import count_heads, use_cards
from eap.demo.written.pulses import end_open_wave, run_open_wave
from eap.demo.written.rows import Standing
from eap.demo.written.staff import Member, posts
from eap.demo.written.trail import Trail
from eap.people.models import VisitCode
from eap.people.words import CODE_LASTS
from eap.programme.models import Headcount
from eap.programme.words import Concern
from eap.publication.periods import periods_of
from eap.publication.services import publish_due
from eap.publication.words import PUBLISHER_JOB

MORNING = 10 * 60 + 20  # minutes after midnight: some of the day's sessions are over, some ahead


@dataclass(frozen=True, slots=True)
class Moved:
    """The day the company now lives in, sessions held on the way, and what was published."""

    today: date
    held: int
    releases: tuple[str, ...]


def next_moment(now: datetime) -> datetime:
    """A morning on the first working day on which the quarter of `now` can be published."""
    today = now.astimezone(ZONE).date()
    quarter = next(q for q in periods_of(today.year, "quarter") if q.start <= today < q.end)
    day = quarter.due
    while not is_working(day):
        day += timedelta(days=1)
    return local(day, MORNING)


class Moving:
    """The steps from now to then."""

    held = 0
    releases: tuple[str, ...] = ()

    def __init__(self, actor: Actor, told: Told) -> None:
        self._actor, self._told = actor, told
        self._now = clock.now()
        self._then = next_moment(self._now)
        self._today = self._then.date()
        self.company = found_company(
            seed=told.seed,
            agents=told.agents,
            first=told.first,
            last=self._today,
            told_until=told.until,
        )
        self._chance = stream(told.seed, "moving", self._today)
        self._steps: dict[str, Callable[[], None]] = {
            "sessions held": self._hold,
            "life goes on": self._live,
            "clock": self._set_clock,
            "releases": self._publish,
        }

    def __len__(self) -> int:
        return len(self._steps)

    def run(self, step: Callable[[str], object]) -> Moved:
        """Do every step; `step` is told its name before it begins."""
        with acting(self._actor):
            self._staff = self._members()
        for name, act in self._steps.items():
            step(name)
            act()
        return Moved(self._today, self.held, self.releases)

    def _members(self) -> dict[str, Member]:
        emails = addresses.of(list(Staff.objects.all()))
        by_key = {post.key: post for post in posts(self._told.agents)}
        passphrases = {door.key: door.passphrase for door in doors.doors()}
        return {
            key: Member(by_key[key], staff_id, emails[staff_id], "", passphrases.get(key, ""))
            for key, staff_id in self._told.staff.items()
        }

    def _counsellors(self) -> list[Member]:
        return [member for member in self._staff.values() if member.post.weighs]

    def _hold(self) -> None:
        before_that_day = local(self._today)
        counsellors = self._counsellors()
        claim_rest(self._actor, counsellors[1], self._now)
        self.held = hold_sessions(self._actor, counsellors, before_that_day, self._chance)

    def _live(self) -> None:
        """Everything that is written anew, in one transaction; nothing when it is there already."""
        with clock.standing_at(self._then), acting(self._actor):
            if Headcount.objects.filter(month=month_of(self._today)).exists():
                return
            trail, yesterday = Trail(), self._now.astimezone(ZONE).date()
            since = yesterday + timedelta(days=1)
            count_heads(self.company, months_from(later(yesterday, 1), self._today))
            courses = self._tell(since)
            self._write_cases(trail, courses, since)
            self._plan(trail, since)
            import_months(self._actor, self.company, yesterday, self._today)
            self._ask()
            trail.write(self._actor)

    def _tell(self, since: date) -> list[Course]:
        counsellors = self._counsellors()
        diaries = [Diary() for _ in counsellors]
        diaries[FIRST] = Diary(away=frozenset({self._today}))
        booked = Appointment.objects.filter(status=Status.BOOKED)
        for member, diary in zip(counsellors, diaries, strict=True):
            diary.keep(
                booked.filter(counsellor_id=member.id).values_list("during__startswith", flat=True)
            )
        weights = [member.post.weighs for member in counsellors]
        courses = Courses(self.company, diaries, weights, self._then)
        courses.run(comings(self.company, since, self._today))
        let_wait(courses, keeper=FIRST)
        return courses.made

    def _write_cases(self, trail: Trail, courses: list[Course], since: date) -> None:
        counsellors = self._counsellors()
        newly_open = [c.keeper for c in courses if c.claimed_at and not c.closed_at]
        own = list(
            Case.objects.filter(client_id=self._told.returning, state__in=OPEN_STATES).values_list(
                "pk", flat=True
            )
        )
        for place, member in enumerate(counsellors):
            leave = caseload_of(self._told.agents) if place == FIRST else 0
            end_cases(
                trail,
                member,
                leave=max(0, leave - newly_open.count(place)),
                kept=own,
                chance=self._chance,
            )
        chronicle = Chronicle(self.company, self._staff, trail)
        day = full_day(self._then)
        draft = last_written(day)
        folders = chronicle.tell(courses, draft=draft)
        known = self._known(counsellors[FIRST])
        new = [folder for folder in folders if folder.keeper is counsellors[FIRST]]
        ready = ready_to_meet([*known, *new], _booked_cases(courses))
        ready.sort(key=lambda folder: folder.case.client_id != self._told.returning)
        chronicle.give_day(day, ready, draft=draft)
        be_there_today(counsellors[FIRST].id)
        Case.objects.bulk_update([folder.case for folder in known], ["sessions_done"])
        chronicle.tell_direct_calls(since)
        chronicle.count(counted(courses))
        use_cards({course.visitor.id: course.visitor for course in courses}.values())
        chronicle.close()

    def _known(self, keeper: Member) -> list[Folder]:
        """A counsellor's open cases of earlier, as folders to go on writing in."""
        held = Assignment.objects.filter(
            counsellor_id=keeper.id, until__isnull=True, case__state__in=OPEN_STATES
        )
        return [
            Folder(
                one.case,
                Standing(one.case.file_id),
                keeper,
                stream(self._told.seed, "words", one.case.number),
                Concern.STRESS,
                claimed_at=one.since,
            )
            for one in held.select_related("case").order_by("case__number")
        ]

    def _plan(self, trail: Trail, since: date) -> None:
        count_supply(self.company, len(self._counsellors()), since, self._today)
        draw_rota(trail, self._staff, since, self._today + ROTA_AHEAD)
        end_groups()
        gatherings = Gatherings(
            trail, self.company, self._counsellors()[1], self._staff["programme-manager"]
        )
        clients = Case.objects.filter(state__in=OPEN_STATES).values_list("client_id", flat=True)
        gatherings.plan_next(sorted(set(clients), key=str), self._today)
        VisitCode.objects.filter(client_id=self._told.returning).update(
            ends_on=self._today + 2 * CODE_LASTS
        )

    def _ask(self) -> None:
        """The wave that was open is frozen; the new quarter has one of its own."""
        end_open_wave(self._actor, self.company)
        strips = run_open_wave(self._actor, self.company, self._then)
        doors.keep(
            self._told,
            [replace(door, strips=strips) if door.key == PULSE else door for door in doors.doors()],
        )

    def _set_clock(self) -> None:
        clock.set_ahead(clock.ahead() + (self._then - clock.now()))

    def _publish(self) -> None:
        publisher = Actor.system(PUBLISHER_JOB)
        with as_role(PUBLISHER):
            due = publish_due(publisher, today=self._today)
            self.releases = tuple(f"{one.spec.table} {one.period.label}" for one in due)


def _booked_cases(courses: list[Course]) -> set[UUID]:
    return {course.id for course in courses if course.ahead is not None}
