"""What becomes of earlier rows when the company is moved on: sessions held, cases ended."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from eap.access.walls import APP
from eap.booking.models import Appointment
from eap.booking.words import Kind, Status
from eap.cases.models import Assignment, Case, Request
from eap.cases.services import claim
from eap.cases.words import OPEN_STATES, WAITING_STATES, CaseState, CloseReason, RequestState
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import DomainError
from eap.demo.told.chance import Chance
from eap.demo.told.comings import CONCERNS
from eap.demo.written.staff import Member
from eap.demo.written.trail import Trail
from eap.desk.services import attended
from eap.groups.models import GroupSession, Seat, WaitingEntry
from eap.groups.words import EntryState, SeatState, State
from eap.notes.models import Note
from eap.notes.words import NoteState
from eap.programme.words import concern_group

SEVERITIES = (2, 3, 3, 4)
CLOSES_AFTER = timedelta(days=21)


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Work as one of the database's own roles, as the product's processes do."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def hold_sessions(
    actor: Actor, counsellors: Sequence[Member], until: datetime, chance: Chance
) -> int:
    """Have every session that is booked up to `until` held, by its counsellor's own acts.

    The clock stands at each session's end. Returns how many were held; what a service refuses
    (a closed case) stays as it is.
    """
    with acting(actor):
        due = list(
            Appointment.objects.filter(
                status=Status.BOOKED, kind=Kind.SESSION, during__endswith__lte=until
            )
            .order_by("during__endswith")
            .exclude(case_id=None)
            .values_list("pk", "counsellor_id", "case_id", "during__endswith")
        )
        asked = dict(
            Request.objects.filter(case__on_desk=True).values_list("case_id", "pk").order_by("pk")
        )
    by_id = {member.id: member for member in counsellors}
    held = 0
    with as_role(APP):
        for appointment_id, counsellor_id, case_id, ends_at in due:
            with clock.standing_at(ends_at):
                held += _hold(
                    by_id[counsellor_id],
                    appointment_id,
                    asked.get(case_id) if case_id else None,
                    chance,
                )
    return held


def _hold(keeper: Member, appointment_id: UUID, request_id: UUID | None, chance: Chance) -> bool:
    try:
        if request_id is not None:
            claim(keeper.unlocked(), request_id=request_id)
        attended(
            keeper.actor,
            appointment_id=appointment_id,
            concern=concern_group(chance.one_of(CONCERNS)).value,
            severity=chance.choice(SEVERITIES),
        )
    except DomainError:
        return False
    return True


def end_cases(
    trail: Trail, keeper: Member, *, leave: int, kept: Iterable[UUID], chance: Chance
) -> None:
    """Close a counsellor's cases that nothing happens in any more, but leave so many open.

    Cases with an unsigned note and those `kept` are not closed.
    """
    now = clock.now()
    booked = Q(status=Status.BOOKED)
    busy = set(
        Appointment.objects.filter(
            booked, counsellor_id=keeper.id, case_id__isnull=False
        ).values_list("case_id", flat=True)
    )
    unsigned = set(Note.objects.filter(state=NoteState.DRAFT).values_list("case_id", flat=True))
    cases = Case.objects.filter(counsellor_id=keeper.id, on_desk=False, state__in=OPEN_STATES)
    last_met = dict(
        Appointment.objects.filter(case_id__in=cases.values("pk"))
        .values_list("case_id")
        .annotate(last=Max("during__endswith"))
    )
    idle = [
        case
        for case in cases
        if case.id not in busy | unsigned | set(kept)
        and last_met.get(case.id, case.opened_at) < now - CLOSES_AFTER
    ]
    idle.sort(key=lambda case: last_met.get(case.id, case.opened_at))
    for case in idle[: max(0, cases.count() - leave)]:
        at = last_met.get(case.id, case.opened_at) + timedelta(days=chance.randint(3, 20))
        _close(trail, keeper, case, at)


def _close(trail: Trail, keeper: Member, case: Case, at: datetime) -> None:
    reason = CloseReason.GOALS_MET if case.sessions_done else CloseReason.NO_CONTACT
    case.state, case.closed_at, case.close_reason = CaseState.CLOSED, at, reason
    case.save(update_fields=("state", "closed_at", "close_reason"))
    Assignment.objects.filter(case=case, until__isnull=True).update(until=at)
    Request.objects.filter(case=case, state__in=WAITING_STATES).update(state=RequestState.WITHDRAWN)
    trail.say(
        keeper.actor,
        "cases.case.close",
        ("case", case.id),
        at,
        under="",
        details={"reason": reason.value},
    )


def claim_rest(actor: Actor, keeper: Member, at: datetime) -> None:
    """Have one counsellor claim what waits for anybody at that moment."""
    with acting(actor):
        waiting = list(
            Request.objects.filter(
                case__on_desk=True,
                case__counsellor_id__isnull=True,
                appointment_id__isnull=True,
                submitted_at__lte=at,
            ).values_list("pk", flat=True)
        )
    with as_role(APP), clock.standing_at(at):
        for request_id in waiting:
            claim(keeper.unlocked(), request_id=request_id)


def end_groups() -> None:
    """Group sessions that are over took place; whoever had a seat came."""
    over = GroupSession.objects.filter(state=State.OPEN, during__endswith__lte=clock.now())
    groups, hours = (
        list(over.values_list("pk", flat=True)),
        list(over.values_list("reserved_id", flat=True)),
    )
    Seat.objects.filter(group__in=groups, state=SeatState.REGISTERED).update(
        state=SeatState.ATTENDED
    )
    WaitingEntry.objects.filter(group__in=groups, state=EntryState.WAITING).update(
        state=EntryState.LEFT
    )
    Appointment.objects.filter(pk__in=hours, status=Status.BOOKED).update(status=Status.DONE)
    GroupSession.objects.filter(pk__in=groups).update(state=State.EVALUATED)
