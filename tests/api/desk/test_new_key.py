"""A lost private key: the old case goes to the new one, in a session, and the old words are done.

Works, wrong person, wrong state, bad input.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from eap.booking.models import Appointment, Counsellor
from eap.cases.models import Case
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.crisis.services import raise_crisis
from eap.crisis.words import Source
from eap.messages.services import post_message
from eap.people import services as people
from eap.vault.models import Wrap
from eap.vault.policies import VAULT
from eap.vault.unlock import lock
from tests.conftest import owner_connection
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON
from tests.factories.doors import Door

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "The night shift again."


@dataclass(frozen=True)
class Twice:
    """One person as the programme knows them twice: before their key was lost, and after."""

    old: make.Begun
    old_words: str
    new: make.Begun
    new_words: str


def words_of(begun: make.Begun) -> str:
    """A private key that the client of a case makes, confirmed; returns its words."""
    words = people.make_private_key(begun.client, language="en")
    people.confirm_private_key(begun.client, words=words[-2:])
    return " ".join(words)


def put_on_now(begun: make.Begun) -> None:
    """Have the case's session run at this moment, as only the database's owner can."""
    with owner_connection() as owner:
        owner.execute(
            "UPDATE booking_appointment SET during = tstzrange(%(from)s, %(to)s),"
            " block = tstzrange(%(from)s, %(to)s) WHERE id = %(id)s",
            {
                "from": clock.now() - timedelta(minutes=5),
                "to": clock.now() + timedelta(minutes=45),
                "id": begun.appointment.id,
            },
        )


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def li() -> Counsellor:
    hours.make_service()
    return hours.make_counsellor()


@pytest.fixture
def twice(li: Counsellor) -> Twice:
    """The old case's session runs now, and something was said in it."""
    old = make.begin(li)
    old_words = words_of(old)
    with clock.standing_at(NOON + timedelta(minutes=1)):
        new = make.begin(li)
        new_words = words_of(new)
    put_on_now(old)
    make.let_key_in(old)
    post_message(old.client, appointment_id=old.appointment.id, text=SAID)
    return Twice(old, old_words, new, new_words)


def let_in(door: Door, twice: Twice, newer: UUID | None = None) -> tuple[int, str]:
    """Ask for it: status and code."""
    status, body = door.post(
        f"staff/cases/{twice.old.case_id}/new-key", {"case": str(newer or twice.new.case_id)}
    )
    return status, (body or {}).get("code", "")


def come_in(words: str) -> Door | None:
    """By the twelve words; None when they open nothing."""
    door = doors.visitor()
    status, _ = door.post("session/words", {"words": words})
    return door if status == 200 else None


class TestWorks:
    def test_the_new_words_read_what_was_said_and_the_old_ones_open_nothing(
        self, twice: Twice
    ) -> None:
        li = doors.counsellor_of(twice.old)
        listed = li.get(f"staff/cases/{twice.old.case_id}/new-key")[1]["cases"]
        assert [one["case"]["id"] for one in listed] == [str(twice.new.case_id)]
        thread = f"live/{twice.old.appointment.id}/messages"
        before = come_in(twice.new_words)
        assert before and before.get(thread)[0] == 404
        was_in = come_in(twice.old_words)
        assert was_in and was_in.get(thread)[1]["messages"][0]["text"] == SAID
        assert let_in(li, twice) == (204, "")
        after = come_in(twice.new_words)
        assert after and [m["text"] for m in after.get(thread)[1]["messages"]] == [SAID]
        assert come_in(twice.old_words) is None
        assert was_in.get(thread)[0] == 401
        assert (li.get(f"staff/cases/{twice.old.case_id}")[0]) == 200

    def test_nothing_of_the_file_is_sealed_to_the_lost_key(self, twice: Twice) -> None:
        assert let_in(doors.counsellor_of(twice.old), twice) == (204, "")
        with acting(twice.new.client):
            file_id = Case.objects.get(id=twice.old.case_id).file_id
        with acting(Actor.system(VAULT)):
            clients = Wrap.objects.filter(file_id=file_id, holder="client")
            assert set(clients.values_list("holder_id", flat=True)) == {twice.new.client.known_id}

    def test_a_case_after_it_still_has_one_client_and_takes_its_bookings(
        self, twice: Twice, li: Counsellor
    ) -> None:
        let_in(doors.counsellor_of(twice.old), twice)
        with acting(Actor.system("reassign")):
            rows = Appointment.objects.filter(case_id=twice.old.case_id)
            assert {row.client_id for row in rows} == {twice.new.client.known_id}


class TestWrongPerson:
    def test_nobody_but_the_counsellor_of_both(self, twice: Twice) -> None:
        for door in (doors.stranger(), doors.stranger("programme_manager")):
            assert door.get(f"staff/cases/{twice.old.case_id}/new-key")[0] == 404
            assert let_in(door, twice) == (404, "not_found")
        elsewhere = make.begin(hours.make_counsellor("Zhao Min"))
        assert let_in(doors.counsellor_of(twice.old), twice, elsewhere.case_id)[0] == 404
        assert come_in(twice.old_words)


class TestWrongState:
    def test_it_takes_a_session_and_an_unlock(self, twice: Twice) -> None:
        with clock.standing_at(NOON + timedelta(hours=3)):
            li = doors.counsellor_of(twice.old)
            assert li.get(f"staff/cases/{twice.old.case_id}/new-key")[1]["cases"] == []
            assert let_in(li, twice) == (409, "no_session")
        li = doors.counsellor_of(twice.old)
        lock(li.session_actor())
        assert let_in(li, twice) == (423, "locked")
        assert come_in(twice.old_words), "nothing of it stands"

    def test_without_a_new_key_there_is_nothing_to_seal_to(self, li: Counsellor) -> None:
        old = make.begin(li)
        with clock.standing_at(NOON + timedelta(minutes=1)):
            new = make.begin(li)
        put_on_now(old)
        twice = Twice(old, "", new, "")
        door = doors.counsellor_of(old)
        assert door.get(f"staff/cases/{old.case_id}/new-key")[1]["cases"] == []
        assert let_in(door, twice) == (409, "no_key_yet")

    def test_an_open_call_for_help_comes_first(self, twice: Twice) -> None:
        raise_crisis(
            twice.old.client,
            source=Source.PREPARATION,
            language="en",
            number="",
            client_id=twice.old.client.known_id,
        )
        assert let_in(doors.counsellor_of(twice.old), twice) == (409, "blocked")


@pytest.mark.parametrize("body", [{}, {"case": "C-1001"}, {"case": None}])
def test_bad_input(twice: Twice, body: object) -> None:
    address = f"staff/cases/{twice.old.case_id}/new-key"
    assert doors.counsellor_of(twice.old).post(address, body)[0] == 400
    missing = doors.counsellor_of(twice.old).post(address, {"case": str(new_id())})
    assert missing[0] == 404
