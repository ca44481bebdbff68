"""Seats, aliases, the line, attendance and states, with every way of being refused."""

import re
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from eap.booking.models import Counsellor
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.ids import new_id
from eap.groups import jobs, selectors, services
from eap.groups.models import Seat, WaitingEntry
from eap.groups.words import NAMES, State, name_of
from eap.tally.models import PlainCount
from tests.factories.booking import (
    NOON,
    client_actor,
    counsellor_actor,
    make_counsellor,
    past_the_walls,
)
from tests.factories.groups import ALIASES, END, MANAGER, START, join, make_group, make_plan
from tests.factories.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Counsellor:
    return make_counsellor("Ann")


@pytest.fixture
def group(ann: Counsellor) -> UUID:
    return make_group(ann)


def _own(client: Actor, group: UUID) -> selectors.OwnGroup:
    with standing_at(NOON):
        return selectors.own_group(client, group_id=group)


# Joining and leaving


def test_seats_are_given_in_order_and_then_the_line_begins(group: UUID) -> None:
    joined = []
    for second, alias in enumerate(ALIASES[:7]):
        with standing_at(NOON + timedelta(seconds=second)):
            joined.append(services.take_seat(client_actor(), group_id=group, alias=alias))
    assert [(one.state, one.number) for one in joined[:3]] == [
        ("registered", 1),
        ("registered", 2),
        ("registered", 3),
    ]
    assert {one.state for one in joined[3:]} == {"waiting"}
    assert [one.position_band for one in joined[3:]] == ["1-3", "1-3", "1-3", "4-10"]


def test_a_seat_given_up_goes_to_the_first_of_the_line(group: UUID) -> None:
    members = [join(group, alias) for alias in ALIASES[:3]]
    first, second = join(group, "Rowan"), join(group, "Willow")
    with standing_at(NOON):
        services.leave_seat(members[1], group_id=group)
    promoted = _own(first, group)
    assert promoted.seat is not None and (promoted.seat.number, promoted.seat.alias) == (
        2,
        "Rowan 花楸",
    )
    assert _own(second, group).group.mine == "waiting"
    assert _own(members[1], group).group.mine is None


def test_leaving_the_line_lets_the_next_move_up(group: UUID) -> None:
    members = [join(group, alias) for alias in ALIASES[:3]]
    first, second = join(group, "Rowan"), join(group, "Willow")
    with standing_at(NOON):
        services.leave_seat(first, group_id=group)
        services.leave_seat(members[0], group_id=group)
    assert _own(second, group).seat is not None
    with standing_at(NOON), pytest.raises(Missing):
        services.leave_seat(first, group_id=group)


def test_an_alias_belongs_to_one_whatever_its_case_or_language(group: UUID) -> None:
    join(group, "Maple")
    for said in ("mAPLE", "枫树"):
        with standing_at(NOON), pytest.raises(Conflict, match="alias_taken"):
            services.take_seat(client_actor(), group_id=group, alias=said)
    join(make_group(make_counsellor("Bo")), "Maple")  # unique in one group only


def test_an_alias_taken_while_waiting_gets_the_seats_number(group: UUID) -> None:
    members = [join(group, alias) for alias in ALIASES[:3]]
    waiting = join(group, "Rowan")
    with past_the_walls():
        Seat.objects.filter(client_id=members[2].id).update(alias="rowan 花楸")
    with standing_at(NOON):
        services.leave_seat(members[0], group_id=group)
    seat = _own(waiting, group).seat
    assert seat is not None and seat.alias == "Rowan 花楸 1"


@pytest.mark.parametrize(
    "alias", ["", "  ", "A1", "Mary Lin", "小林", "<b>", "Oak Elm", "Oak 榆树"]
)
def test_only_a_name_of_the_list_is_taken(group: UUID, alias: str) -> None:
    with standing_at(NOON), pytest.raises(Invalid):
        services.take_seat(client_actor(), group_id=group, alias=alias)


@pytest.mark.parametrize("alias", ["Cork Oak", "栓皮栎", "cork  oak", "Cork Oak 栓皮栎"])
def test_a_name_is_said_in_either_language_or_both(group: UUID, alias: str) -> None:
    seat = _own(join(group, alias), group).seat
    assert seat is not None and seat.alias == "Cork Oak 栓皮栎"


def test_a_name_has_two_languages_and_each_word_of_it_is_once_in_the_list() -> None:
    parts = [part for name in NAMES for part in name.rsplit(" ", 1)]
    assert len(NAMES) == 60 and len(set(parts)) == 120
    assert all(re.fullmatch(r"[A-Za-z ]+ [\u4e00-\u9fff]+", name) for name in NAMES)
    assert max(map(len, NAMES)) <= 20
    assert {name_of(part) for part in parts} == set(NAMES)


def test_the_names_offered_are_those_nobody_has_not_even_in_the_line(group: UUID) -> None:
    looking = client_actor()
    assert _own(looking, group).names == list(NAMES)
    for alias in ALIASES[:4]:
        join(group, alias)
    assert set(NAMES) - set(_own(looking, group).names) == set(ALIASES[:4])


def test_one_seat_each_and_none_for_others_than_clients(ann: Counsellor, group: UUID) -> None:
    member = join(group, "Maple")
    with standing_at(NOON):
        with pytest.raises(Conflict, match="already_joined"):
            services.take_seat(member, group_id=group, alias="Oak")
        for actor in (Actor.anonymous(), counsellor_actor(ann), MANAGER):
            with pytest.raises(Refused):
                services.take_seat(actor, group_id=group, alias="Oak")


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED])
def test_a_group_that_is_not_open_is_not_there_for_clients(ann: Counsellor, state: str) -> None:
    group = make_group(ann, state=state)
    with standing_at(NOON):
        with pytest.raises(Missing):
            services.take_seat(client_actor(), group_id=group, alias="Oak")
        with pytest.raises(Missing):
            services.take_seat(client_actor(), group_id=new_id(), alias="Oak")
        assert selectors.open_groups(client_actor()) == []


def test_after_it_has_begun_nobody_joins_or_leaves(group: UUID) -> None:
    member = join(group, "Maple")
    with standing_at(START):
        with pytest.raises(Conflict, match="not_open"):
            services.take_seat(client_actor(), group_id=group, alias="Oak")
        with pytest.raises(Conflict, match="too_late"):
            services.leave_seat(member, group_id=group)


# Who sees what


def test_members_see_aliases_and_nobody_sees_an_id(ann: Counsellor, group: UUID) -> None:
    members = [join(group, alias) for alias in ALIASES[:3]]
    waiting = join(group, "Rowan")
    Counsellor.objects.filter(pk=ann.pk).update(room="B2-402")
    ids = {str(client.id) for client in (*members, waiting)}
    with standing_at(NOON):
        inside = selectors.own_group(members[0], group_id=group)
        outside = selectors.own_group(client_actor(), group_id=group)
        passing = selectors.own_group(Actor.anonymous(), group_id=group)
        in_line = selectors.own_group(waiting, group_id=group)
        roster = selectors.roster(counsellor_actor(ann), group_id=group)
    assert inside.aliases == list(ALIASES[:3])
    assert (outside.aliases, in_line.aliases) == ([], [])
    assert {inside.room, outside.room, in_line.room} == {"B2-402"}
    assert passing.room == ""
    assert [line.alias for line in roster.seats] == list(ALIASES[:3])
    for answer in (inside, outside, passing, in_line, roster):
        text = str(asdict(answer))
        assert not [one for one in ids if one in text]


def test_the_roster_is_its_facilitators_alone(ann: Counsellor, group: UUID) -> None:
    bo = counsellor_actor(make_counsellor("Bo"))
    for actor in (bo, MANAGER, client_actor(), Actor.anonymous()):
        with pytest.raises(Missing):
            selectors.roster(actor, group_id=group)
    with pytest.raises(Missing):
        selectors.roster(counsellor_actor(ann), group_id=new_id())


def test_rows_of_seats_are_ones_own_only(ann: Counsellor, group: UUID) -> None:
    first = join(group, "Maple")
    join(group, "Oak")
    for _ in range(3):
        join(group, ALIASES[_])

    def counts(actor: Actor) -> tuple[int, int]:
        with acting(actor):
            return Seat.objects.count(), WaitingEntry.objects.count()

    assert counts(first) == (1, 0)
    assert counts(counsellor_actor(ann)) == (0, 0)
    assert counts(MANAGER) == (0, 0)
    with acting(counsellor_actor(make_counsellor("Bo"))), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM harbour.group_roster(%s)", [group])
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO groups_seat (id) VALUES (gen_random_uuid())",
        "UPDATE groups_seat SET alias = 'x'",
        "INSERT INTO groups_waiting_entry (id) VALUES (gen_random_uuid())",
        "UPDATE groups_waiting_entry SET alias = 'x'",
    ],
)
def test_the_app_writes_no_seat_and_no_line(statement: str) -> None:
    with (
        acting(client_actor()),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_the_list_says_how_full_a_group_is(group: UUID) -> None:
    members = [join(group, alias) for alias in ALIASES[:3]]
    join(group, "Rowan")
    with standing_at(NOON):
        (mine,) = selectors.open_groups(members[0])
        (theirs,) = selectors.open_groups(Actor.anonymous())
    assert (mine.state, mine.free, mine.waiting, mine.mine) == ("full", 0, 1, "registered")
    assert (theirs.state, theirs.mine, theirs.facilitator.name_en) == ("full", None, "Ann")


# Leading


def test_states_follow_one_another_and_each_step_has_its_person(ann: Counsellor) -> None:
    leader = counsellor_actor(ann)
    group = make_group(ann, state=State.DRAFT)
    step = partial(services.set_state, group_id=group)
    with standing_at(NOON):
        with pytest.raises(Missing):
            step(leader, to=State.APPROVED)
        with pytest.raises(Conflict, match="not_now"):
            step(leader, to=State.OPEN)
        step(MANAGER, to=State.APPROVED)
        with pytest.raises(Missing):
            step(MANAGER, to=State.OPEN)
        with pytest.raises(Missing):
            step(counsellor_actor(make_counsellor("Bo")), to=State.OPEN)
        step(leader, to=State.OPEN)
        step(leader, to=State.CLOSED)
        step(leader, to=State.RUNNING)
        with pytest.raises(Conflict, match="not_now"):
            step(leader, to=State.CANCELLED)


def test_it_is_completed_when_everybody_is_marked(ann: Counsellor, group: UUID) -> None:
    leader, member = counsellor_actor(ann), join(group, "Maple")
    join(group, "Oak")
    mark = partial(services.mark_attendance, leader, group_id=group)
    with standing_at(NOON), pytest.raises(Conflict, match="not_begun"):
        mark(seat=1, state="attended")
    with standing_at(END):
        for to in (State.CLOSED, State.RUNNING):
            services.set_state(leader, group_id=group, to=to)
        with pytest.raises(Conflict, match="attendance_open") as refused:
            services.set_state(leader, group_id=group, to=State.COMPLETED)
        assert refused.value.extra == {"seats": [1, 2]}
        mark(seat=1, state="attended")
        mark(seat=2, state="absent")
        mark(seat=2, state="attended")
        services.set_state(leader, group_id=group, to=State.COMPLETED)
        counted = dict(PlainCount.objects.values_list("kind", "value"))
        assert counted == {"seats_offered": 3, "seats_taken": 2}
        seat = selectors.own_group(member, group_id=group).seat
        assert seat is not None and seat.state == "attended"
        services.set_state(leader, group_id=group, to=State.EVALUATED)
        with pytest.raises(Conflict, match="not_now"):
            mark(seat=1, state="absent")


def test_attendance_is_for_taken_seats_of_ones_own_group(ann: Counsellor, group: UUID) -> None:
    join(group, "Maple")
    bo = counsellor_actor(make_counsellor("Bo"))
    with standing_at(END):
        for actor, seat in ((bo, 1), (MANAGER, 1), (counsellor_actor(ann), 2)):
            with pytest.raises(Missing):
                services.mark_attendance(actor, group_id=group, seat=seat, state="attended")
        with pytest.raises(Invalid):
            services.mark_attendance(counsellor_actor(ann), group_id=group, seat=1, state="free")


def test_a_group_takes_its_leaders_hour_and_gives_it_back(ann: Counsellor) -> None:
    first = make_group(ann)
    with pytest.raises(Conflict, match="slot_taken"):
        make_group(ann)
    with standing_at(NOON):
        services.set_state(counsellor_actor(ann), group_id=first, to=State.CANCELLED)
    assert make_group(ann) != first


@pytest.mark.parametrize(
    "wrong",
    [
        {"capacity": 1},
        {"capacity": 41},
        {"minimum": 9},
        {"kind": "party"},
        {"start": NOON - timedelta(days=1)},
        {"end": START},
        {"end": START + timedelta(days=2)},
    ],
)
def test_a_plan_that_cannot_be_is_refused(ann: Counsellor, wrong: dict[str, object]) -> None:
    with standing_at(NOON), pytest.raises(Invalid):
        services.create_group(counsellor_actor(ann), plan=make_plan(**wrong))


def test_the_job_seats_those_whom_a_leaver_missed(group: UUID) -> None:
    members = [join(group, alias) for alias in ALIASES[:3]]
    waiting = join(group, "Rowan")
    with past_the_walls():
        Seat.objects.filter(client_id=members[0].id).update(
            state="free", client_id=None, alias=None
        )
    with standing_at(NOON):
        with pytest.raises(Refused):
            jobs.fill_seats(MANAGER)
        assert jobs.fill_seats(Actor.system("groups")) == 1
        assert jobs.fill_seats(Actor.system("groups")) == 0
    assert _own(waiting, group).seat is not None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_fill_every_seat_once_and_the_rest_wait() -> None:
    group = make_group(capacity=20)
    clients = [client_actor() for _ in range(26)]

    def take(client: Actor, alias: str) -> str:
        with standing_at(NOON):
            return services.take_seat(client, group_id=group, alias=alias).state

    answers = at_once([partial(take, *pair) for pair in zip(clients, ALIASES, strict=True)])
    assert sorted(map(str, answers)) == ["registered"] * 20 + ["waiting"] * 6
    with past_the_walls():
        assert Seat.objects.filter(state="registered").values("client_id").distinct().count() == 20


@pytest.mark.django_db(transaction=True)
def test_leaving_and_joining_at_once_loses_no_seat() -> None:
    group = make_group(capacity=6)
    members = [join(group, alias) for alias in ALIASES[:6]]
    in_line = [join(group, alias) for alias in ALIASES[6:12]]
    newcomers = [client_actor() for _ in range(6)]

    def leave(client: Actor) -> None:
        with standing_at(NOON):
            services.leave_seat(client, group_id=group)

    def take(client: Actor, alias: str) -> None:
        with standing_at(NOON):
            services.take_seat(client, group_id=group, alias=alias)

    leaving = [partial(leave, client) for client in members[:4]]
    joining = [partial(take, *pair) for pair in zip(newcomers, ALIASES[12:], strict=False)]
    answers = at_once([*leaving, *joining])
    assert [answer for answer in answers if answer is not None] == []
    with standing_at(NOON):
        jobs.fill_seats(Actor.system("groups"))
    with past_the_walls():
        taken = Seat.objects.filter(state="registered")
        assert taken.count() == 6
        assert WaitingEntry.objects.filter(state="waiting").count() == len(in_line) + 6 - 4


# Rewriting a draft

AFTER_NIGHTS = {"title_en": "After nights", "kind": "workshop", "capacity": 6, "minimum": 2}


def _rewrite(leader: Actor, group: UUID, version: int = 1, **other: object) -> int:
    plan = make_plan(**{**AFTER_NIGHTS, **other})
    with standing_at(NOON):
        return services.change_draft(leader, group_id=group, version=version, plan=plan)


def _seats(leader: Actor, group: UUID) -> list[int]:
    with standing_at(NOON):
        return [seat.number for seat in selectors.roster(leader, group_id=group).seats]


def test_a_draft_is_rewritten_with_its_hour_and_its_seats(ann: Counsellor) -> None:
    leader, group = counsellor_actor(ann), make_group(ann, state=State.DRAFT)
    later = {"start": START + timedelta(hours=1), "end": END + timedelta(hours=1)}
    assert _rewrite(leader, group, **later) == 2
    with standing_at(NOON):
        view = selectors.roster(leader, group_id=group).group
    assert (view.title_en, view.kind, view.start, view.version) == (
        "After nights", "workshop", later["start"], 2,
    )  # fmt: skip
    assert _seats(leader, group) == [1, 2, 3, 4, 5, 6]
    evening = {"start": START + timedelta(hours=3), "end": END + timedelta(hours=3)}
    assert _rewrite(leader, group, 2, capacity=2, minimum=1, **evening) == 3
    assert _seats(leader, group) == [1, 2]
    other = make_group(ann, state=State.DRAFT)  # the old hour is free again
    with pytest.raises(Conflict, match="slot_taken"):
        _rewrite(leader, other, **evening)
    assert _rewrite(leader, other) == 2  # what was refused has changed nothing


def test_only_a_draft_in_the_version_one_read_is_rewritten(ann: Counsellor) -> None:
    leader, group = counsellor_actor(ann), make_group(ann, state=State.DRAFT)
    _rewrite(leader, group)
    with pytest.raises(Conflict, match="stale"):
        _rewrite(leader, group)
    with standing_at(NOON):
        with pytest.raises(Conflict, match="stale"):
            services.set_state(MANAGER, group_id=group, to=State.APPROVED, version=1)
        services.set_state(MANAGER, group_id=group, to=State.APPROVED, version=2)
    with pytest.raises(Conflict, match="not_now"):
        _rewrite(leader, group, 2)


def test_a_draft_is_rewritten_by_its_leader_alone_and_soundly(ann: Counsellor) -> None:
    leader, group = counsellor_actor(ann), make_group(ann, state=State.DRAFT)
    for other in (MANAGER, counsellor_actor(make_counsellor("Bo")), client_actor()):
        with pytest.raises(Missing):
            _rewrite(other, group)
    with pytest.raises(Missing):
        _rewrite(leader, new_id())
    with pytest.raises(Invalid):
        _rewrite(leader, group, minimum=7)
    with pytest.raises(Invalid):
        _rewrite(leader, group, end=START)
    assert _seats(leader, group) == [1, 2, 3]
