"""Live text between two, in the window of their session, and nobody else."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from eap.audit import selectors as audit
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Missing
from eap.core.ids import new_id
from eap.messages import services
from eap.messages.models import Message
from eap.messages.selectors import unread
from eap.people import services as people
from eap.vault.unlock import unlock_state
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.booking import NOON
from tests.factories.keys import HALF
from tests.factories.people import make_client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon():
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def begun() -> make.Begun:
    return make.begin()


def say(actor: Actor, begun: make.Begun, text: str) -> int:
    return services.post_message(actor, appointment_id=begun.appointment.id, text=text).number


def read(actor: Actor, begun: make.Begun, after: int = 0) -> list[tuple[bool, str | None]]:
    thread = services.read_thread(actor, appointment_id=begun.appointment.id, after=after)
    return [(message.from_client, message.text) for message in thread.messages]


def openings(client: Actor) -> list[tuple[str, bool]]:
    lines = audit.access_log(client).lines
    return [(line.who, line.allowed) for line in lines if line.act == "opened"]


def test_both_sides_speak_and_read_in_order(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        say(begun.client, begun, "hello")
        say(begun.counsellor, begun, " good evening ")
        spoken = [(True, "hello"), (False, "good evening")]
        assert read(begun.client, begun) == read(begun.counsellor, begun) == spoken
        assert read(begun.client, begun, after=1) == spoken[1:]


def test_what_is_sent_again_is_kept_once_and_answers_as_before(begun) -> None:
    key = new_id()

    def send(actor: Actor, text: str = "hello") -> services.Posted:
        return services.post_message(actor, appointment_id=begun.appointment.id, text=text, key=key)

    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        first = send(begun.client)
        assert send(begun.counsellor, "good evening").number == 2, "a key is its writer's own"
    with clock.standing_at(make.during(begun.appointment, minutes=64)):
        assert send(begun.client) == first
    with clock.standing_at(make.during(begun.appointment, minutes=66)):
        assert send(begun.client) == first, "what is kept is known after the window too"
        make.unlock(begun.counsellor)
        assert read(begun.counsellor, begun) == [(True, "hello"), (False, "good evening")]


def test_two_sendings_of_one_message_at_once_keep_one(begun) -> None:
    key, numbers = new_id(), []

    def send() -> None:
        with clock.standing_at(make.during(begun.appointment)):
            posted = services.post_message(
                begun.client, appointment_id=begun.appointment.id, text="hello", key=key
            )
        numbers.append(posted.number)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers == [1, 1, 1, 1]


def test_a_poll_that_finds_nothing_opens_nothing(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        number = say(begun.client, begun, "hello")
        read(begun.counsellor, begun)
        for _ in range(3):
            assert read(begun.counsellor, begun, after=number) == []
    assert openings(begun.client) == [("counsellor", True)]


def test_what_waits_is_counted_without_opening_it(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        seen = say(begun.client, begun, "hello")
        say(begun.counsellor, begun, "good evening")
        say(begun.client, begun, "one more")
        found = unread(begun.counsellor, appointment_id=begun.appointment.id, after=seen)
        with pytest.raises(Missing):
            unread(make.stranger(), appointment_id=begun.appointment.id, after=0)
    assert (found.count, found.is_open) == (1, True)
    assert openings(begun.client) == []


@pytest.mark.parametrize("minutes", [-11, 66])
def test_outside_the_window_it_is_closed_to_the_client(begun, minutes) -> None:
    with clock.standing_at(make.during(begun.appointment, minutes=minutes)):
        with pytest.raises(Conflict, match="not_open"):
            say(begun.client, begun, "hello")
        with pytest.raises(Conflict, match="not_open"):
            read(begun.client, begun)


@pytest.mark.parametrize("minutes", [-10, 64])
def test_at_its_edges_it_is_open(begun, minutes) -> None:
    with clock.standing_at(make.during(begun.appointment, minutes=minutes)):
        say(begun.client, begun, "hello")
        assert read(begun.client, begun) == [(True, "hello")]


def test_afterwards_the_counsellor_may_still_read(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        say(begun.client, begun, "hello")
    with clock.standing_at(begun.appointment.end + timedelta(days=1)):
        make.unlock(begun.counsellor)
        assert read(begun.counsellor, begun) == [(True, "hello")]


def test_a_locked_counsellor_reads_nothing_not_even_that_nothing_is_new(begun) -> None:
    with (
        clock.standing_at(make.during(begun.appointment)),
        pytest.raises(Locked),
    ):
        read(begun.counsellor, begun)


def test_the_counsellors_unlock_outlasts_the_session(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        read(begun.counsellor, begun)
        closes = begun.appointment.end + timedelta(minutes=15)
        assert unlock_state(begun.counsellor).idle_until == closes


def test_a_visit_code_opens_this_session_and_not_the_next(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        say(begun.client, begun, "hello")
        read(begun.client, begun)
        state = unlock_state(begun.client)
    assert state.kinds == {"live"}
    assert state.until == begun.appointment.end + timedelta(minutes=15)


def test_nobody_else_speaks_or_reads_and_trying_leaves_a_trace(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        say(begun.client, begun, "hello")
        other = make.unlock(make.stranger())
        for actor in (other, make.unlock(make.stranger("clinical_lead")), hours.client_actor()):
            with pytest.raises(Missing):
                say(actor, begun, "let me in")
            with pytest.raises(Missing):
                read(actor, begun)
    assert openings(begun.client) == [("clinical_lead", False), ("counsellor", False)]


@pytest.mark.parametrize("text", ["  ", "x" * 4001])
def test_bad_text_is_refused(begun, text) -> None:
    with clock.standing_at(make.during(begun.appointment)), pytest.raises(Invalid):
        say(begun.client, begun, text)


def test_what_is_said_does_not_lie_in_the_open(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        say(begun.client, begun, "canary in the mine")
    with acting(begun.counsellor), connection.cursor() as cursor:
        cursor.execute("SELECT position('canary' IN body) FROM messages_message")
        assert cursor.fetchall() == [(0,)]


def test_many_at_once_are_numbered_without_gap(begun) -> None:
    moment = make.during(begun.appointment)

    def speak(actor: Actor) -> None:
        with clock.standing_at(moment):
            for _ in range(5):
                say(actor, begun, "at once")
        connection.close()

    threads = [
        threading.Thread(target=speak, args=(actor,)) for actor in (begun.client, begun.counsellor)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting(begun.counsellor):
        numbers = Message.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, 11))


def test_a_damaged_message_fails_alone(begun, as_owner) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        say(begun.client, begun, "one")
        say(begun.client, begun, "two")
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute(
                "UPDATE messages_message SET body ="
                " (SELECT body FROM messages_message WHERE number = 2) WHERE number = 1"
            )
        keeper = make.unlock(begun.counsellor)
        assert read(keeper, begun) == [(True, None), (True, "two")]


def new_key(begun: make.Begun) -> str:
    """The words of a key that the client of a case has just made."""
    here = people.come_in_with_code(Actor.anonymous(half=HALF), code=begun.visit_code).actor
    words = people.make_private_key(here, language="en")
    people.confirm_private_key(here, words=words[-2:])
    return " ".join(words)


def test_a_new_key_hears_what_is_said_and_reads_back_once_it_is_let_in(begun) -> None:
    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        say(begun.counsellor, begun, "before they came")
        words = new_key(begun)
        client = people.come_in_with_words(Actor.anonymous(half=HALF), words=words).actor
        say(client, begun, "hello")
        say(begun.counsellor, begun, "good evening")
        assert read(client, begun) == [], "what was said before is not theirs yet"
        read(begun.counsellor, begun)
        spoken = [(False, "before they came"), (True, "hello"), (False, "good evening")]
        assert read(client, begun) == spoken
        make.let_key_in(begun)
        anew = people.come_in_with_words(Actor.anonymous(half=HALF), words=words).actor
        assert read(anew, begun) == spoken
        assert unlock_state(anew).kinds == {"own"}, "no window of live text beside it"


def test_a_session_whose_client_is_not_its_cases_is_nobodys(begun, as_owner) -> None:
    other = make_client().actor
    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        say(begun.client, begun, "hello")
        with as_owner() as owner:
            owner.execute(
                "UPDATE booking_appointment SET client_id = %s WHERE id = %s",
                [other.known_id, begun.appointment.id],
            )
        for actor in (other, begun.client):
            with pytest.raises(Missing):
                read(actor, begun)
            with pytest.raises(Missing):
                services.listen(actor, appointment_id=begun.appointment.id)
        for actor in (other, begun.counsellor):
            with pytest.raises(Missing):
                say(actor, begun, "who is there")


def test_nor_is_one_of_which_the_case_was_moved_as_well(begun, as_owner) -> None:
    """Whose a file is says its circle, which no SQL writes."""
    other = make_client().actor
    with clock.standing_at(make.during(begun.appointment)):
        make.unlock(begun.counsellor)
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute(
                "UPDATE booking_appointment SET client_id = %s WHERE id = %s",
                [other.known_id, begun.appointment.id],
            )
            owner.execute(
                "UPDATE cases_case SET client_id = %s WHERE id = %s",
                [other.known_id, begun.case_id],
            )
        with pytest.raises(Missing):
            read(other, begun)
        with pytest.raises(Missing):
            services.listen(other, appointment_id=begun.appointment.id)
