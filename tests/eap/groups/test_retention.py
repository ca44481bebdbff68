"""What "My data" promises of seats and waiting lines is done, by one job and to no younger row."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from eap.access.walls import condition
from eap.audit.models import AuditDetail, AuditEvent
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.database import acting
from eap.core.errors import Refused
from eap.core.policy import allows, permissions
from eap.groups import jobs, retention, selectors
from eap.groups.models import GroupSession, Seat, WaitingEntry
from eap.groups.policies import ERASURE, FILLING
from eap.groups.retention import Forgotten, forget_old
from tests.factories.booking import NOON, client_actor, past_the_walls
from tests.factories.groups import ALIASES, END, MANAGER, join, make_group

pytestmark = pytest.mark.django_db
ERASER = Actor.system(ERASURE)
TWO_YEARS = timedelta(days=731)
SECOND = timedelta(seconds=1)
NOTHING = Forgotten(seats=0, waiting=0)


@pytest.fixture
def old() -> UUID:
    """Three seats taken and two people in line; it ends at END."""
    return _full(NOON)


@pytest.fixture
def young() -> UUID:
    """The same, a week later."""
    return _full(NOON + timedelta(days=7))


def _full(at: datetime) -> UUID:
    group = make_group(at=at)
    for alias in ALIASES[:5]:
        join(group, alias)
    return group


def _left(group: UUID) -> tuple[int, int]:
    with past_the_walls():
        return (
            Seat.objects.filter(group_id=group).count(),
            WaitingEntry.objects.filter(group_id=group).count(),
        )


def _traces() -> list[dict[str, object]]:
    with past_the_walls():
        events = AuditEvent.objects.filter(action="groups.past.erase")
        assert {(e.object_kind, e.object_id) for e in events} <= {("group", None)}
        kept = AuditDetail.objects.filter(commitment__in=events.values("commitment"))
        return [detail.details for detail in kept]


def test_lines_go_when_the_group_has_met_and_seats_stay(old: UUID, young: UUID) -> None:
    with standing_at(END):
        assert forget_old(ERASER) == NOTHING
    with standing_at(END + SECOND):
        assert forget_old(ERASER) == Forgotten(seats=0, waiting=2)
        assert forget_old(ERASER) == NOTHING
    assert (_left(old), _left(young)) == ((3, 0), (3, 2))


def test_seats_go_two_years_after_and_the_session_stays(old: UUID, young: UUID) -> None:
    with standing_at(END + TWO_YEARS):
        assert forget_old(ERASER) == Forgotten(seats=0, waiting=4)
    with standing_at(END + TWO_YEARS + SECOND):
        assert forget_old(ERASER) == Forgotten(seats=3, waiting=0)
        assert forget_old(ERASER) == NOTHING
    assert (_left(old), _left(young)) == ((0, 0), (3, 0))
    assert set(GroupSession.objects.values_list("pk", flat=True)) == {old, young}


def test_how_many_seats_were_taken_can_still_be_told() -> None:
    group = make_group(capacity=3)
    for alias in ALIASES[:2]:
        join(group, alias)
    with standing_at(END + TWO_YEARS + SECOND):
        assert forget_old(ERASER).seats == 2
        assert forget_old(ERASER) == NOTHING
        (view,) = selectors.facilitated(MANAGER)
    assert (view.capacity, view.free) == (3, 1)


def test_a_run_leaves_one_trace_of_numbers_and_only_when_something_went(old: UUID) -> None:
    with standing_at(END):
        forget_old(ERASER)
        assert _traces() == []
    with standing_at(END + TWO_YEARS + SECOND):
        forget_old(ERASER)
        forget_old(ERASER)
    assert _traces() == [{"seats": 3, "waiting": 2}]


def test_more_than_one_batch_is_deleted_in_one_run(
    old: UUID, young: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_BATCH", 2)
    with standing_at(END + TWO_YEARS + timedelta(days=8)):
        assert forget_old(ERASER) == Forgotten(seats=6, waiting=4)
    assert len(_traces()) == 1


def test_the_nightly_job_is_the_one_who_may(old: UUID) -> None:
    with standing_at(END + TWO_YEARS + SECOND):
        jobs.forget_old_groups(0)
    assert _left(old) == (0, 0)


@pytest.mark.parametrize(
    "actor",
    [Actor.anonymous(), client_actor(), MANAGER, Actor.system(FILLING)],
    ids=["anonymous", "client", "manager", "other job"],
)
def test_nobody_else_may(old: UUID, actor: Actor) -> None:
    with standing_at(END + TWO_YEARS + SECOND), pytest.raises(Refused):
        forget_old(actor)
    assert _left(old) == (3, 2)


def test_the_walls_let_the_job_delete_what_is_past_and_no_more(old: UUID, young: UUID) -> None:
    """With no filter at all in the statement."""
    with standing_at(END + TWO_YEARS + SECOND), acting(ERASER):
        assert Seat.objects.all().delete()[0] == 3
        assert WaitingEntry.objects.all().delete()[0] == 4
    assert (_left(old), _left(young)) == ((0, 0), (3, 0))


def test_the_walls_let_nobody_else_delete_even_their_own(old: UUID) -> None:
    member = join(make_group(at=NOON + timedelta(days=7)), "Maple")
    with standing_at(END + TWO_YEARS + timedelta(days=8)):
        for actor in (member, MANAGER, Actor.system(FILLING)):
            with acting(actor), connection.cursor() as cursor:
                cursor.execute("DELETE FROM groups_seat")
                assert cursor.rowcount == 0
                cursor.execute("DELETE FROM groups_waiting_entry")
                assert cursor.rowcount == 0


@pytest.mark.parametrize("name", ["groups.seat.erase", "groups.waiting.erase"])
@pytest.mark.parametrize(
    "moment", [NOON, END, END + SECOND, END + TWO_YEARS, END + TWO_YEARS + SECOND]
)
def test_both_faces_agree_at_every_edge(
    old: UUID, young: UUID, name: str, moment: datetime
) -> None:
    permission = permissions()[name]
    assert permission.on is not None
    table = permission.on._meta.db_table
    with past_the_walls():
        rows = list(permission.on._default_manager.all())
    with standing_at(moment), acting(ERASER), past_the_walls(), connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE {condition(permission, table)}")
        by_sql = {found for (found,) in cursor.fetchall()}
        assert by_sql == {row.pk for row in rows if allows(ERASER, name, row)}
    assert len(rows) in (4, 6)
