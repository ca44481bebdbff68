"""Tells the synthetic company from its first day to now and writes all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from eap.core import clock
from eap.core.actor import Actor
from eap.core.months import months_from
from eap.demo import doors
from eap.demo.chronicle import Chronicle, be_there_today, last_written, ready_to_meet
from eap.demo.doors import Told
from eap.demo.personas import doors_of
from eap.demo.told.company import Company
from eap.demo.told.counted import Counted
from eap.demo.told.courses import Course
from eap.demo.told.day import full_day
from eap.demo.told.diary import ZONE, local
from eap.demo.told.telling import FIRST, tell
from eap.demo.told.truth import write_truth
from eap.demo.written.cases import Folder
from eap.demo.written.clients import renew_way_in
from eap.demo.written.counts import count_supply
from eap.demo.written.duty import draw_rota
from eap.demo.written.gatherings import Gatherings
from eap.demo.written.load import import_months
from eap.demo.written.premises import build, count_heads, print_cards
from eap.demo.written.pulses import run_open_wave, run_past_waves
from eap.demo.written.staff import Member, hire, open_calendars, posts
from eap.demo.written.trail import Trail
from eap.people.words import CODE_LASTS
from eap.workload.events import keep_event

ROTA_BACK, ROTA_AHEAD = timedelta(days=8), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fill in. `truth` is a folder for the truth files, or None."""

    agents: int
    months: int
    seed: int
    truth: Path | None


@dataclass(frozen=True, slots=True)
class Filled:
    """What there is now, in numbers."""

    agents: int
    cases: int
    sessions: int
    counted: int
    events: int


class Filling:
    """Writes step by step what later steps refer to, all in the caller's transaction."""

    company: Company
    courses: list[Course]
    counted: list[Counted]
    staff: dict[str, Member]
    folders: list[Folder]
    returning: Folder
    cards: list[str]
    strips: tuple[str, ...]
    events: int

    def __init__(self, actor: Actor, wanted: Wanted) -> None:
        self._actor, self._wanted = actor, wanted
        self._now = clock.now()
        self._today = self._now.astimezone(ZONE).date()
        self._trail = Trail()
        self._steps: dict[str, Callable[[], None]] = {
            "people": self._tell,
            "staff": self._hire,
            "places and cards": self._build,
            "cases and notes": self._write_cases,
            "duty and groups": self._plan,
            "pulse waves": self._ask,
            "workload": self._import,
            "trail": self._write_trail,
            "doors and truth": self._hand_over,
        }

    def __len__(self) -> int:
        return len(self._steps)

    def run(self, step: Callable[[str], object]) -> Filled:
        """Do every step; `step` is told its name before it begins."""
        for name, act in self._steps.items():
            step(name)
            act()
        return Filled(
            agents=len(self.company.seats),
            cases=len(self.courses),
            sessions=sum(len(course.done) for course in self.courses),
            counted=len(self.counted),
            events=self.events,
        )

    def _tell(self) -> None:
        wanted = self._wanted
        weights = [post.weighs for post in posts(wanted.agents) if post.weighs]
        told = tell(
            seed=wanted.seed,
            agents=wanted.agents,
            months=wanted.months,
            weights=weights,
            now=self._now,
        )
        self.company, self.courses, self.counted = told.company, told.courses, told.counted

    def _hire(self) -> None:
        since = local(self.company.first, 9 * 60)
        members = hire(self._trail, self._wanted.agents, since)
        self.staff = {member.post.key: member for member in members}

    def _build(self) -> None:
        since = local(self.company.first, 10 * 60)
        build(self._trail, self.company, since)
        count_heads(self.company, months_from(self.company.first, self._today))
        self._keep_stories()
        visitors = {course.visitor.id: course.visitor for course in self.courses}
        self.cards = print_cards(self._trail, self.company, visitors.values())
        open_calendars(self._trail, self._counsellors(), since)

    def _keep_stories(self) -> None:
        for story in self.company.stories:
            with clock.standing_at(local(story.day, 12 * 60)):
                keep_event(
                    self._actor,
                    site=story.site,
                    day=story.day,
                    kind=story.kind,
                    name_zh=story.name_zh,
                    name_en=story.name_en,
                )

    def _counsellors(self) -> list[Member]:
        return [member for member in self.staff.values() if member.post.weighs]

    def _write_cases(self) -> None:
        chronicle = Chronicle(self.company, self.staff, self._trail)
        theirs = [course for course in self.courses if course.keeper == FIRST]
        day = full_day(self._now)
        draft = last_written(day) or last_written(m for c in theirs for m in c.meetings)
        self.folders = chronicle.tell(self.courses, draft=draft)
        counsellor = self._counsellors()[FIRST]
        booked = {course.id for course in theirs if course.ahead is not None}
        mine = [folder for folder in self.folders if folder.keeper is counsellor]
        ready = ready_to_meet(mine, booked)
        self.returning = ready[0]
        chronicle.give_day(day, ready, draft=draft)
        be_there_today(counsellor.id)
        chronicle.tell_direct_calls(self.company.first)
        chronicle.count(self.counted)
        chronicle.close()
        self.words = chronicle.words.get(self.returning.case.client_id)

    def _plan(self) -> None:
        count_supply(self.company, len(self._counsellors()), self.company.first, self._today)
        draw_rota(self._trail, self.staff, self._today - ROTA_BACK, self._today + ROTA_AHEAD)
        gatherings = Gatherings(
            self._trail, self.company, self._counsellors()[1], self.staff["programme-manager"]
        )
        clients = sorted({folder.case.client_id for folder in self.folders}, key=str)
        gatherings.hold_past(clients)
        gatherings.plan_next(clients, self._today)

    def _ask(self) -> None:
        run_past_waves(self._actor, self.company, self.company.first, self._today)
        self.strips = run_open_wave(self._actor, self.company, self._now)

    def _import(self) -> None:
        import_months(self._actor, self.company, self.company.first, self._today)

    def _write_trail(self) -> None:
        self.events = self._trail.write(self._actor)

    def _hand_over(self) -> None:
        """Doors and truth, the last thing before the commit."""
        client = self.returning.case.client_id
        way_in = renew_way_in(
            client,
            language=self.returning.case.language,
            until=self._today + 2 * CODE_LASTS,
            words=self.words,
        )
        doors.keep(
            Told(
                seed=self._wanted.seed,
                agents=self._wanted.agents,
                first=self.company.first,
                until=self.company.last,
                returning=client,
                staff={key: member.id for key, member in self.staff.items()},
            ),
            doors_of(
                self.staff.values(), cards=tuple(self.cards), strips=self.strips, way_in=way_in
            ),
        )
        if self._wanted.truth:
            write_truth(self._wanted.truth, self.company, self.courses, self.counted)
