"""A call is accepted from anybody, taken once, worked and closed; its number is sealed."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from eap.audit.models import AuditEvent
from eap.audit.selectors import access_log
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Locked, Missing, Refused
from eap.core.ids import new_id
from eap.crisis import selectors, services
from eap.crisis.escalation import climb
from eap.crisis.models import Crisis
from eap.crisis.retention import erase_numbers
from tests.factories.cases import unlock
from tests.factories.crisis import on_rota, only_call, raised
from tests.factories.keys import HALF
from tests.factories.staff import make_staff

pytestmark = pytest.mark.django_db
NUMBER = "138 canary 42"


def test_anybody_may_raise_and_follow_by_ticket_only() -> None:
    mine = raised(NUMBER)
    state = selectors.ticket_state(Actor.anonymous(), ticket=mine.ticket)
    assert state is not None and state.state == "raised" and not state.hotline_again
    assert selectors.ticket_state(Actor.anonymous(), ticket="somebody else's") is None
    later = mine.raised_at + timedelta(minutes=3)
    with clock.standing_at(later):
        again = selectors.ticket_state(Actor.anonymous(), ticket=mine.ticket)
    assert again is not None and again.hotline_again


def test_who_called_may_say_that_they_are_all_right_and_people_decide() -> None:
    duty, mine, other = on_rota(1), raised(NUMBER), raised()
    services.say_all_right(Actor.anonymous(), ticket=mine.ticket)
    first, second = selectors.console(duty).open
    assert first.all_right_at is not None and second.all_right_at is None
    assert (first.state, first.rung) == ("raised", 0)
    state = selectors.ticket_state(Actor.anonymous(), ticket=mine.ticket)
    assert state is not None and state.all_right and state.is_over
    following = selectors.ticket_state(Actor.anonymous(), ticket=other.ticket)
    assert following is not None and not following.is_over
    services.acknowledge(duty, crisis_id=first.id)
    with pytest.raises(Conflict):
        services.close(duty, crisis_id=first.id, outcome="safe")
    services.close(duty, crisis_id=first.id, outcome="false_alarm", note="Said so, heard so")


def test_said_twice_or_after_the_end_it_changes_nothing() -> None:
    duty, mine = on_rota(1), raised(NUMBER)
    services.say_all_right(Actor.anonymous(), ticket=mine.ticket)
    said = only_call(duty).all_right_at
    services.say_all_right(Actor.anonymous(), ticket=mine.ticket)
    assert only_call(duty).all_right_at == said
    late = raised()
    call = next(one for one in selectors.console(duty).open if one.raised_at == late.raised_at)
    services.acknowledge(duty, crisis_id=call.id)
    services.close(duty, crisis_id=call.id, outcome="not_reached")
    services.say_all_right(Actor.anonymous(), ticket=late.ticket)
    assert selectors.console(duty).closed[0].all_right_at is None


@pytest.mark.parametrize("ticket", ["", "somebody else's", None])
def test_only_the_ticket_speaks_for_somebody_unknown(ticket: str | None) -> None:
    duty = on_rota(1)
    raised(NUMBER, client_id=new_id())
    services.say_all_right(Actor.anonymous(), ticket=ticket)
    assert only_call(duty).all_right_at is None


def test_a_client_speaks_for_their_own_calls_only() -> None:
    duty, client_id = on_rota(1), new_id()
    raised(client_id=client_id)
    services.say_all_right(Actor.client(new_id()))
    assert only_call(duty).all_right_at is None
    assert selectors.awaits_help(duty, client_id=client_id)
    services.say_all_right(Actor.client(client_id))
    assert only_call(duty).all_right_at is not None
    assert not selectors.awaits_help(duty, client_id=client_id)
    assert selectors.open_for_client(duty, client_id=client_id)
    own = access_log(Actor.client(client_id), own=True)
    assert ("you", "all_right") in [(line.who, line.act) for line in own.lines]


def test_nothing_of_a_call_is_visible_without_duty() -> None:
    raised(NUMBER)
    for roles in (
        frozenset({"counsellor"}),
        frozenset({"operations"}),
        frozenset({"system_admin"}),
    ):
        with pytest.raises(Refused):
            selectors.console(Actor.staff(new_id(), roles, session=new_id()))


def test_the_number_is_nowhere_in_clear() -> None:
    raised(NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL harbour.roles = 'on_call'")
        cursor.execute("SELECT c::text FROM crisis_crisis c")
        ((row,),) = cursor.fetchall()
    assert "canary" not in row


def test_worked_through_to_the_end() -> None:
    duty = on_rota(1)
    raised()
    call = only_call(duty)
    services.acknowledge(duty, crisis_id=call.id)
    services.attempt(duty, crisis_id=call.id, note="No answer")
    services.reach(duty, crisis_id=call.id)
    services.close(duty, crisis_id=call.id, outcome="safe", note="Plan agreed")
    seen = selectors.console(duty)
    assert seen.open == []
    assert [step.act for step in seen.closed[0].steps] == [
        "acknowledge",
        "attempt",
        "reach",
        "close",
    ]
    assert [step.has_note for step in seen.closed[0].steps] == [False, True, False, True]


def test_three_attempts_without_an_answer_mark_it_unreachable() -> None:
    duty = on_rota(1)
    raised()
    call = only_call(duty)
    services.acknowledge(duty, crisis_id=call.id)
    for _ in range(3):
        services.attempt(duty, crisis_id=call.id)
    assert only_call(duty).state == "unreachable"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda duty, call: services.attempt(duty, crisis_id=call), "wrong_state"),
        (lambda duty, call: services.close(duty, crisis_id=call, outcome="safe"), "wrong_state"),
    ],
)
def test_acts_out_of_order_are_refused(act, code) -> None:  # type: ignore[no-untyped-def]
    duty = on_rota(1)
    raised()
    with pytest.raises(Conflict) as refused:
        act(duty, only_call(duty).id)
    assert refused.value.code == code


def test_nobody_is_closed_as_safe_unreached_nor_as_false_alarm_unexplained() -> None:
    duty = on_rota(1)
    raised()
    call = only_call(duty).id
    services.acknowledge(duty, crisis_id=call)
    for outcome, code in (("safe", "not_reached_yet"), ("false_alarm", "reason_needed")):
        with pytest.raises(Conflict) as refused:
            services.close(duty, crisis_id=call, outcome=outcome)
        assert refused.value.code == code
    assert only_call(duty).state == "acknowledged"


@pytest.mark.django_db(transaction=True)
def test_only_one_of_two_takes_a_call() -> None:
    first, second = on_rota(1), on_rota(1)
    raised()
    call, results = only_call(first).id, []

    def take(actor: Actor) -> None:
        try:
            services.acknowledge(actor, crisis_id=call)
            results.append("taken")
        except Conflict as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(actor,)) for actor in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["already_acknowledged", "taken"]


def test_opening_needs_an_unlock() -> None:
    duty = on_rota(1)
    raised(NUMBER)
    with pytest.raises(Locked):
        services.open_call(duty, crisis_id=only_call(duty).id)


def test_on_duty_the_number_opens_and_the_opening_is_traced() -> None:
    duty, client_id = on_rota(1), new_id()
    raised(NUMBER, client_id=client_id)
    call = only_call(duty)
    opened = services.open_call(unlock(duty), crisis_id=call.id)
    assert (opened.number, opened.damaged) == (NUMBER, [])
    traced = [(line.who, line.act) for line in access_log(Actor.client(client_id)).lines]
    assert ("on_call", "opened") in traced


def on_call_without_a_shift() -> Actor:
    staff = make_staff("on_call", name="Second Account")
    return unlock(Actor.staff(staff.id, frozenset({"on_call"}), session=staff.id, half=HALF))


def opens(actor: Actor, call: UUID) -> bool:
    """Whether the call opens, and that the console says the same beforehand."""
    seen = selectors.console(actor)
    (told,) = [one.may_open for one in seen.open + seen.closed if one.id == call]
    try:
        services.open_call(actor, crisis_id=call)
    except Missing:
        assert not told
        return False
    assert told
    return True


def test_the_role_alone_opens_no_call() -> None:
    duty, second = unlock(on_rota(1)), on_call_without_a_shift()
    raised(NUMBER)
    call = only_call(duty).id
    assert (opens(duty, call), opens(second, call)) == (True, False)
    services.acknowledge(duty, crisis_id=call)
    services.attempt(second, crisis_id=call, note="stepped in")
    assert (opens(duty, call), opens(second, call)) == (True, False)


def test_whoever_was_paged_may_open_also_after_their_shift() -> None:
    duty, stands_in = unlock(on_rota(1)), on_call_without_a_shift()
    raised(NUMBER)
    call = only_call(duty).id
    climb()
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        climb()  # nobody stands on the second rung, so everybody whose role it is was paged
        assert opens(stands_in, call)
    on_rota_later = clock.now() + timedelta(hours=9)
    with clock.standing_at(on_rota_later):
        on_rota(1, name="Next Shift")
        unlock(duty)
        assert opens(duty, call)


def test_where_nobody_is_on_call_everybody_whose_role_it_is_may_open() -> None:
    second = on_call_without_a_shift()
    raised(NUMBER)
    call = only_call(second).id
    assert opens(second, call)
    on_rota(1)
    assert not opens(second, call)


def test_taking_a_call_opens_it() -> None:
    on_rota(1)
    second = on_call_without_a_shift()
    raised(NUMBER)
    call = only_call(second).id
    assert not opens(second, call)
    services.acknowledge(second, crisis_id=call)
    assert opens(second, call)


def test_a_closed_call_opens_to_who_worked_it_and_to_the_clinical_lead() -> None:
    taker, closer = unlock(on_rota(1)), unlock(on_rota(1, name="Zhao Min"))
    other, lead = unlock(on_rota(1, name="Wu Fang")), unlock(on_rota(3, "clinical_lead"))
    raised(NUMBER)
    call = only_call(taker).id
    climb()
    services.acknowledge(taker, crisis_id=call)
    services.close(closer, crisis_id=call, outcome="not_reached")
    who = {"taker": taker, "closer": closer, "other": other, "lead": lead}
    assert [name for name, actor in who.items() if opens(actor, call)] == [
        "taker",
        "closer",
        "lead",
    ]


def test_a_note_is_found_under_its_step() -> None:
    duty = unlock(on_rota(1))
    raised(NUMBER)
    call = only_call(duty).id
    services.acknowledge(duty, crisis_id=call)
    services.attempt(duty, crisis_id=call, note="busy")
    noted = [step.id for step in only_call(duty).steps if step.has_note]
    assert services.open_call(duty, crisis_id=call).notes == {noted[0]: "busy"}


def test_a_damaged_number_fails_alone() -> None:
    duty = unlock(on_rota(1))
    services.raise_crisis(
        Actor.anonymous(), source="page", language="en", number=NUMBER, whereabouts="at home"
    )
    call = only_call(duty)
    with acting(duty):
        swapped = Crisis.objects.get(id=call.id)
        swapped.number = swapped.whereabouts
        swapped.save(update_fields=("number",))
    opened = services.open_call(duty, crisis_id=call.id)
    assert (opened.number, opened.whereabouts, opened.damaged) == (None, "at home", ["number"])


def test_numbers_are_erased_thirty_days_after_closing() -> None:
    then = datetime(2026, 9, 1, tzinfo=UTC)
    eraser = Actor.system("call_erasure")
    with clock.standing_at(then):
        duty = on_rota(1)
        raised(NUMBER)
        call = only_call(duty).id
        services.acknowledge(duty, crisis_id=call)
        services.close(duty, crisis_id=call, outcome="not_reached")
    with clock.standing_at(then + timedelta(days=29)):
        assert erase_numbers(eraser) == 0
    with clock.standing_at(then + timedelta(days=31)):
        assert erase_numbers(eraser) == 1
        assert erase_numbers(eraser) == 0


def test_a_place_without_a_number_is_erased_as_well() -> None:
    then = datetime(2026, 9, 1, tzinfo=UTC)
    with clock.standing_at(then):
        duty = on_rota(1)
        services.raise_crisis(
            Actor.anonymous(), source="page", language="en", number="", whereabouts="at home"
        )
        call = only_call(duty).id
        services.acknowledge(duty, crisis_id=call)
        services.close(duty, crisis_id=call, outcome="not_reached")
    with clock.standing_at(then + timedelta(days=31)):
        assert erase_numbers(Actor.system("call_erasure")) == 1
    with acting(duty):
        assert Crisis.objects.get(id=call).whereabouts is None


def test_the_caller_is_told_the_moment_that_is_kept() -> None:
    told = raised(NUMBER).raised_at
    assert only_call(on_rota(1)).raised_at == told


def test_the_console_asks_a_constant_number_of_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    duty = on_rota(1)
    for _ in range(12):
        raised()
    with django_assert_max_num_queries(12):
        assert len(selectors.console(duty).open) == 12


def test_a_client_sees_in_their_log_that_the_call_was_taken() -> None:
    client_id = new_id()
    duty = on_rota(1)
    raised(client_id=client_id)
    services.acknowledge(duty, crisis_id=only_call(duty).id)
    lines = access_log(Actor.client(client_id)).lines
    assert ("on_call", "crisis") in [(line.who, line.thing) for line in lines]
    assert Crisis.objects.count() == 0, "outside of an actor nothing is visible"
    assert AuditEvent.objects.count() == 0
