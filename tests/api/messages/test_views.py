"""Live text through the door: works, wrong person, wrong state, bad input."""

from collections.abc import Iterator

import pytest

from eap.core import clock
from eap.core.ids import new_id
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def begun() -> Iterator[make.Begun]:
    """A session that has just begun."""
    with clock.standing_at(NOON):
        begun = make.begin()
    with clock.standing_at(make.during(begun.appointment)):
        yield begun


def test_both_sides_talk(begun) -> None:
    client, counsellor = doors.client_of(begun), doors.counsellor_of(begun)
    theirs = f"live/{begun.appointment.id}/messages"
    ours = f"staff/{theirs}"
    assert client.post(theirs, {"text": "hello"})[0] == 201
    assert counsellor.post(ours, {"text": "good evening"})[1]["number"] == 2
    _, thread = client.get(theirs)
    assert [(m["from_client"], m["text"]) for m in thread["messages"]] == [
        (True, "hello"),
        (False, "good evening"),
    ]
    assert thread["open"] is True
    _, rest = counsellor.get(f"{ours}?after=1")
    assert [message["text"] for message in rest["messages"]] == ["good evening"]
    assert client.get(f"{theirs}?after=2")[1]["messages"] == []


def test_wrong_persons(begun) -> None:
    theirs = f"live/{begun.appointment.id}/messages"
    other = doors.client_of(make.begin(hours.make_counsellor("Wu Fang")))
    for door, status in (
        (doors.visitor(), 401),
        (doors.counsellor_of(begun), 401),
        (other, 404),
    ):
        assert door.get(theirs)[0] == status
        assert door.post(theirs, {"text": "let me in"})[0] == status
    for door, status in (
        (doors.client_of(begun), 401),
        (doors.stranger(), 404),
        (doors.stranger("clinical_lead"), 404),
    ):
        assert door.get(f"staff/{theirs}")[0] == status
        assert door.post(f"staff/{theirs}", {"text": "let me in"})[0] == status


def test_a_locked_screen_is_told_how_many_messages_wait_and_nothing_else(begun) -> None:
    theirs = f"live/{begun.appointment.id}"
    doors.client_of(begun).post(f"{theirs}/messages", {"text": "hello"})
    counsellor = doors.counsellor_of(begun)
    assert counsellor.post("lock")[0] == 204
    assert counsellor.get(f"staff/{theirs}/messages")[0] == 423
    assert counsellor.get(f"staff/{theirs}/unread") == (200, {"count": 1, "open": True})


def test_wrong_state(begun) -> None:
    theirs = f"live/{begun.appointment.id}/messages"
    client = doors.client_of(begun)
    assert doors.counsellor_of(begun, unlocked=False).get(f"staff/{theirs}")[0] == 423
    with clock.standing_at(make.during(begun.appointment, minutes=80)):
        client = doors.client_of(begun)
        assert client.get(theirs)[1]["code"] == "not_open"
        assert client.post(theirs, {"text": "hello"})[0] == 409


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 4001}, {"text": "a", "to": "b"}])
def test_bad_input(begun, body) -> None:
    client = doors.client_of(begun)
    assert client.post(f"live/{begun.appointment.id}/messages", body)[0] == 400
    assert client.get(f"live/{begun.appointment.id}/messages?after=-1")[0] == 400
    assert client.get(f"live/{begun.appointment.id}/messages?before=1")[0] == 400
    assert client.get(f"live/{new_id()}/messages")[0] == 404
