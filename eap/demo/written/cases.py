"""Cases with their requests, assignments and judgements of risk, one for each course."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.cases.own import key_index
from eap.cases.words import (
    OPEN_STATES,
    Band,
    CaseState,
    RequestState,
    RiskLevel,
    names_free,
)
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.demo import speech
from eap.demo.told.chance import Chance
from eap.demo.told.courses import Course, Meeting
from eap.demo.written.premises import ids_of
from eap.demo.written.rows import Rows, Standing
from eap.demo.written.staff import Member
from eap.demo.written.trail import Trail
from eap.desk.words import Safety
from eap.programme.models import Service, ShiftPattern, Site
from eap.vault.sealing import Fresh
from eap.vault.words import DESKS, Desk, Holder, Purpose, client, staff

RISKS = {
    RiskLevel.NONE_STATED.value: 64,
    RiskLevel.LOW.value: 24,
    RiskLevel.NOT_ASSESSED.value: 12,
}
DRIVERS = ("D01", "D02", "D03", "D04", "D05", "D08", "D09", "D15", "D24")
UNANSWERED = 0.1


@dataclass(slots=True)
class Folder:
    """What writing about one case takes: its row, its counsellor, its chance, and the concern.

    `claimed_at` is None while it waits on the desk; `carded` says whether the client booked with
    a card, `again` whether they had come before.
    """

    case: Case
    file: Fresh | Standing
    keeper: Member
    chance: Chance
    concern: str
    claimed_at: datetime | None = None
    carded: bool = True
    again: bool = False

    @property
    def client(self) -> Actor:
        """The client acting."""
        return Actor.client(self.case.client_id)


class Casebook:
    """Writes cases as they were opened, claimed, judged and closed."""

    def __init__(self, rows: Rows, trail: Trail, counsellors: Sequence[Member]) -> None:
        self._rows, self._trail, self._counsellors = rows, trail, counsellors
        self._services, self._sites = ids_of(Service), ids_of(Site)
        self._shifts = ids_of(ShiftPattern)
        self._named: dict[Member | None, set[str]] = defaultdict(set)
        open_cases = Case.objects.filter(state__in=OPEN_STATES)
        for member in counsellors:
            own = open_cases.filter(counsellor_id=member.id)
            self._named[member] |= set(own.values_list("code_name", flat=True))

    def _name(self, course: Course, keeper: Member | None, chance: Chance) -> str:
        """A name that no other open case of the counsellor has."""
        taken = self._named[keeper]
        name: str = chance.choice(names_free(taken))
        if course.closed_at is None:
            taken.add(name)
        return name

    def open(self, course: Course, number: int, chance: Chance) -> Folder:
        """Write the case of a course, with everything but its sessions."""
        visitor = course.visitor
        keeper = None if course.keeper is None else self._counsellors[course.keeper]
        circle = client(visitor.id), _holder(keeper if course.claimed_at else None)
        with clock.standing_at(course.asked_at):
            file = self._rows.file("case", circle)
        course.file_id = file.id
        case = Case(
            id=course.id,
            number=number,
            code_name=self._name(course, keeper, chance),
            client_id=visitor.id,
            file_id=course.file_id,
            counsellor_id=keeper.id if keeper else None,
            on_desk=course.claimed_at is None,
            state=_state(course),
            service_id=self._services[course.service],
            site_id=self._sites.get(visitor.site),
            shift_id=self._shifts.get(visitor.shift),
            tenure=visitor.tenure,
            language=visitor.language,
            statistics=visitor.counted,
            opened_at=course.asked_at,
            closed_at=course.closed_at,
            close_reason=course.close_reason,
            sessions_done=len(course.done),
        )
        folder = Folder(
            case,
            file,
            keeper or self._counsellors[0],
            chance,
            course.coming.concern,
            claimed_at=course.claimed_at,
            carded=visitor.carded,
            again=course.coming.again,
        )
        self._rows.add(case)
        self._trail.tie(visitor.id, case.id)
        self._trail.say(folder.client, "cases.case.create", ("case", case.id), course.asked_at)
        self._ask(folder, course)
        self._claim(folder, course)
        self._judge(folder, course)
        self._close(folder, course)
        return folder

    def _ask(self, folder: Folder, course: Course) -> None:
        case = folder.case
        request = Request(
            id=new_id(),
            case=case,
            service_id=case.service_id,
            appointment_id=course.meetings[0].id if course.meetings else None,
            key_index=key_index(secrets.token_urlsafe(24)),
            band=course.danger or Band.ROUTINE.value,
            urgent=bool(course.danger),
            submitted_at=course.asked_at,
            prepared_at=course.prepared_at,
            state=_request_state(course),
        )
        line = speech.line(case.language, folder.concern, folder.chance)
        request.line = folder.file.seal(line, request.line_place)
        thing = ("request", request.id)
        self._trail.say(folder.client, "cases.request.create", thing, course.asked_at)
        if course.prepared_at:
            request.version = 1
            request.preparation = folder.file.seal(
                _preparation(folder, course), request.preparation_place
            )
            self._trail.say(
                folder.client,
                "cases.request.write",
                thing,
                course.prepared_at,
                under="cases.request.create",
            )
        if course.claimed_at:
            read_at = max(course.claimed_at, course.prepared_at or course.claimed_at)
            self._trail.say(
                folder.keeper.actor, "cases.request.open", thing, read_at, purpose=Purpose.CARE
            )
        self._trail.tie(case.client_id, request.id)
        self._rows.add(request)

    def _claim(self, folder: Folder, course: Course) -> None:
        at = course.claimed_at
        if at is None:
            return
        self._rows.add(
            Assignment(
                case=folder.case,
                counsellor_id=folder.keeper.id,
                since=at,
                until=course.closed_at,
            )
        )
        self._trail.say(folder.keeper.actor, "cases.case.claim", ("case", folder.case.id), at)

    def _judge(self, folder: Folder, course: Course) -> None:
        """Risk is judged in the first session; after a call for help, again in the last."""
        done = course.done
        if not done:
            return
        if not course.danger:
            self._write_risk(folder, folder.chance.one_of(RISKS), done[0])
            return
        self._write_risk(folder, RiskLevel.MODERATE, done[0])
        if len(done) > 1 or course.closed_at:
            self._write_risk(folder, RiskLevel.LOW, done[-1], minutes=1)

    def _write_risk(
        self, folder: Folder, level: str, meeting: Meeting, *, minutes: int = 0
    ) -> None:
        if level == RiskLevel.NOT_ASSESSED:
            return
        case, at = folder.case, meeting.end + timedelta(minutes=minutes)
        entry = RiskEntry(id=new_id(), case=case, level=level, by=folder.keeper.id, at=at)
        reason = speech.risk(case.language, folder.chance)
        entry.reason = folder.file.seal(reason, entry.reason_place)
        case.risk_level, case.risk_at = entry.level, at
        self._rows.add(entry)
        self._trail.say(
            folder.keeper.actor,
            "cases.risk.write",
            ("case", case.id),
            at,
            details={"level": RiskLevel(level).value},
        )

    def _close(self, folder: Folder, course: Course) -> None:
        if course.closed_at:
            self._trail.say(
                folder.keeper.actor,
                "cases.case.close",
                ("case", folder.case.id),
                course.closed_at,
                under="",
                details={"reason": course.close_reason},
            )


def _holder(keeper: Member | None) -> Holder:
    return staff(keeper.id) if keeper else DESKS[Desk.INTAKE]


def _state(course: Course) -> CaseState:
    if course.closed_at:
        return CaseState.CLOSED
    if not course.done or course.claimed_at is None:
        return CaseState.ASSESSING
    return CaseState.ACTIVE


def _request_state(course: Course) -> RequestState:
    if course.done:
        return RequestState.CONVERTED
    return RequestState.WITHDRAWN if course.closed_at else RequestState.BOOKED


def _preparation(folder: Folder, course: Course) -> dict[str, object]:
    chance = folder.chance
    answer = None if chance.happens(UNANSWERED) else Safety.NO.value
    return {
        "concerns": [str(folder.concern)],
        "drivers": chance.sample(DRIVERS, chance.randint(0, 3)),
        "impact": course.coming.impact,
        "text": speech.told(folder.case.language, folder.concern, chance),
        "in_danger": Safety.YES.value if course.danger == Band.CRISIS else answer,
        "harm": Safety.YES.value if course.danger == Band.URGENT else answer,
    }
