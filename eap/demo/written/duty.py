"""Who was and will be on call, and calls for help that were answered."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from eap.booking.models import OnCallShift
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.crisis.models import Crisis, Page, Step
from eap.crisis.words import NUMBER_KEPT_FOR, Act, Outcome, Source, State
from eap.demo import speech
from eap.demo.told.chance import Chance, stream
from eap.demo.told.comings import CHINESE
from eap.demo.told.company import DAYS_IN_YEAR, Company
from eap.demo.told.courses import Course
from eap.demo.told.diary import local
from eap.demo.written.cases import Folder
from eap.demo.written.rows import Rows
from eap.demo.written.staff import Member
from eap.demo.written.trail import Trail
from eap.vault.blind import blind_index
from eap.vault.fields import Sealed
from eap.vault.sealing import Fresh, Place
from eap.vault.words import DESKS, Desk, client

CHANGE_AT = 8 * 60  # minutes after midnight
# Who is on call at which level. The first is there every day, so that their door on the start
# page always finds somebody on duty; the second of level one changes from day to day.
ALWAYS = {"on-call": 1, "on-call-2": 2, "clinical-lead": 3}
IN_TURN = ("counsellor-2", "counsellor-3")
DIRECT_CALLS_A_YEAR = 0.0003  # of heads: from the help page, by nobody known


def draw_rota(trail: Trail, staff: Mapping[str, Member], first: date, last: date) -> None:
    """Write shifts of 24 hours for every day from `first` to `last` that has none yet."""
    lead = staff["clinical-lead"]
    shifts = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        during = DateTimeTZRange(local(day, CHANGE_AT), local(day, CHANGE_AT) + timedelta(days=1))
        second = IN_TURN[day.toordinal() % len(IN_TURN)]
        shifts += [
            OnCallShift(staff_id=staff[key].id, level=level, during=during)
            for key, level in {**ALWAYS, second: 1}.items()
        ]
    standing = set(OnCallShift.objects.values_list("staff_id", "during__startswith"))
    fresh = [one for one in shifts if (one.staff_id, one.during.lower) not in standing]
    OnCallShift.objects.bulk_create(fresh)
    planned_at = min(clock.now(), local(first))
    for one in fresh:
        trail.say(
            lead.actor,
            "booking.duty.change",
            ("shift", one.id),
            planned_at,
            under="",
            details={"did": "added"},
        )


class Calls:
    """Writes calls for help that people on duty answered and closed."""

    def __init__(self, rows: Rows, trail: Trail, staff: Mapping[str, Member]) -> None:
        self._rows, self._trail = rows, trail
        self._first = staff["on-call"]

    def answer(self, folder: Folder, course: Course) -> None:
        """The call that a dangerous answer in "help us prepare" raised."""
        if course.danger and course.prepared_at:
            self._write(
                course.prepared_at,
                folder.client,
                Source.PREPARATION,
                folder.case.language,
                folder.chance,
            )

    def answer_direct(self, company: Company, first: datetime, last: datetime) -> None:
        """Calls from the help page by people nobody knows."""
        chance = stream(company.seed, "direct calls", first.date())
        years = (last - first) / timedelta(days=DAYS_IN_YEAR)
        for _ in range(chance.poisson(DIRECT_CALLS_A_YEAR * len(company.seats) * years)):
            at = first + (last - first - timedelta(days=1)) * chance.random()
            self._write(at, Actor.anonymous(), Source.PAGE, CHINESE, chance)

    def _write(
        self, at: datetime, caller: Actor, source: Source, language: str, chance: Chance
    ) -> None:
        crisis_id = new_id()
        with clock.standing_at(at):
            own = () if caller.id is None else (client(caller.id),)
            file = self._rows.file("crisis", (DESKS[Desk.ON_CALL], *own))
        acknowledged = at + timedelta(seconds=chance.randint(20, 100))
        reached = acknowledged + timedelta(minutes=chance.randint(2, 11))
        closed = reached + timedelta(minutes=chance.randint(15, 50))
        self._rows.add(
            Crisis(
                id=crisis_id,
                client_id=caller.id,
                file_id=file.id,
                source=source,
                language=language,
                state=State.CLOSED,
                ticket_index=blind_index(
                    secrets.token_urlsafe(24), table="crisis", column="ticket"
                ),
                number=_number(crisis_id, file, closed, chance),
                raised_at=at,
                acknowledged_at=acknowledged,
                acknowledged_by=self._first.id,
                contacted_at=reached,
                closed_at=closed,
                outcome=Outcome.SAFE,
                attempts=1,
            ),
            Page(
                crisis_id=crisis_id,
                level=1,
                staff_id=self._first.id,
                sent_at=at + timedelta(seconds=2),
            ),
        )
        if caller.id is not None:
            self._trail.tie(caller.id, crisis_id)
        self._trail.say(caller, "crisis.raise", ("crisis", crisis_id), at)
        self._step(crisis_id, file, Act.ACKNOWLEDGE, acknowledged, "")
        for act, when in (
            (Act.ATTEMPT, acknowledged + timedelta(minutes=1)),
            (Act.REACH, reached),
            (Act.CLOSE, closed),
        ):
            self._step(crisis_id, file, act, when, speech.call(language, act, chance))

    def _step(self, crisis_id: UUID, file: Fresh, act: Act, at: datetime, text: str) -> None:
        step_id = new_id()
        place = Place("crisis_step", "note", step_id, 1)
        self._rows.add(
            Step(
                id=step_id,
                crisis_id=crisis_id,
                act=act,
                by_id=self._first.id,
                at=at,
                note=file.seal(text, place) if text else None,
            )
        )
        self._trail.say(self._first.actor, f"crisis.{act}", ("crisis", crisis_id), at, under="")


def _number(crisis_id: UUID, file: Fresh, closed: datetime, chance: Chance) -> Sealed | None:
    """A number that cannot be anybody's, until it is erased thirty days after closing."""
    if closed < clock.now() - NUMBER_KEPT_FOR:
        return None
    number = f"000 {chance.randint(1000, 9999)} {chance.randint(1000, 9999)}"
    return file.seal(number, Place("crisis", "number", crisis_id, 1))
