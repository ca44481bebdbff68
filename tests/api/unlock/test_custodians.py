"""The custodians at the door: works, wrong person, wrong state, bad input."""

from uuid import UUID

import pytest

from eap.access.models import Staff
from eap.core.actor import Actor
from eap.core.clock import today
from eap.core.database import acting
from eap.core.ids import new_id
from eap.vault import ceremonies, custodians, directory, escrow, pairs
from eap.vault.escrow import PublicKey
from eap.vault.policies import VAULT
from eap.vault.words import ESCROW, staff
from tests.factories import doors
from tests.factories.cases import begin
from tests.factories.doors import Door
from tests.factories.keys import private_of
from tests.factories.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system(VAULT)
STANDING = escrow.fingerprint(pairs.public_of(private_of(ESCROW)))


def reader(*roles: str) -> Door:
    return doors.staff_of(make_staff(*(roles or ("counsellor",)), name="Li Wen"))


def replaced_key() -> str:
    """The custodians' key is replaced; its fingerprint."""
    public = escrow.make(2, 3)[0]
    custodians.enter(SYSTEM, key=PublicKey(public, today(), 2, 3), replace=True)
    return escrow.fingerprint(public)


def request_for_a_counsellor() -> tuple[UUID, UUID]:
    """Somebody lost their key and the custodians were asked: ids of the request and of whom."""
    begun = begin()
    staff_id = begun.counsellor.known_id
    with acting(SYSTEM):
        directory.enter(staff(staff_id), pairs.public_of(pairs.new_private()), new_id())
    manager = make_staff("programme_manager")
    made = ceremonies.ask(SYSTEM, staff_id=staff_id, by=manager.id, reason="lost")
    return made.id, staff_id


class TestWorks:
    def test_a_reader_sees_what_stands_and_objects(self) -> None:
        request_id, staff_id = request_for_a_counsellor()
        door = reader()
        status, body = door.get("custodians")
        assert status == 200
        assert body["key"] == {"fingerprint": STANDING, "behind": 0}
        (standing,) = body["requests"]
        assert (standing["id"], standing["own"]) == (str(request_id), False)
        assert (standing["reason"], bool(standing["name"])) == ("lost", True)
        themselves = doors.staff_of(Staff.objects.get(pk=staff_id), unlocked=False)
        assert themselves.get("custodians")[1]["requests"][0]["own"] is True
        assert door.post(f"custodians/requests/{request_id}/objection") == (204, None)
        assert door.get("custodians")[1]["requests"] == []

    def test_a_replaced_key_is_given_what_one_holds(self) -> None:
        door = doors.counsellor_of(begin())
        shown = replaced_key()
        status, body = door.get("custodians")
        assert (status, body["key"]) == (200, {"fingerprint": shown, "behind": 2})
        status, body = door.post("custodians/key", {"fingerprint": shown.upper()})
        assert status == 200
        assert body["given"] >= 1
        assert door.get("custodians")[1]["key"]["behind"] == 0

    @pytest.mark.no_desks
    def test_without_a_key_there_is_none(self) -> None:
        door = doors.staff_of(make_staff("counsellor"), unlocked=False)
        assert door.get("custodians") == (200, {"key": None, "requests": []})


class TestWrongPerson:
    @pytest.mark.parametrize("role", ["programme_manager", "operations", "system_admin"])
    def test_who_reads_no_content_neither_sees_nor_stops_anything(self, role: str) -> None:
        request_id, _ = request_for_a_counsellor()
        door = doors.staff_of(make_staff(role), role, unlocked=False)
        assert door.get("custodians")[0] == 403
        assert door.post("custodians/key", {"fingerprint": STANDING})[0] == 403
        assert door.post(f"custodians/requests/{request_id}/objection")[0] == 403
        assert reader().get("custodians")[1]["requests"]


class TestWrongState:
    def test_giving_takes_an_unlock(self) -> None:
        door = doors.staff_of(make_staff("counsellor"), unlocked=False)
        assert door.post("custodians/key", {"fingerprint": STANDING})[0] == 423

    def test_an_ended_request_takes_no_objection(self) -> None:
        request_id, _ = request_for_a_counsellor()
        door = reader()
        assert door.post(f"custodians/requests/{request_id}/objection")[0] == 204
        status, body = door.post(f"custodians/requests/{request_id}/objection")
        assert (status, body["code"]) == (409, "ended")


class TestBadInput:
    def test_another_fingerprint_gives_nothing(self) -> None:
        door = doors.counsellor_of(begin())
        replaced_key()
        status, body = door.post("custodians/key", {"fingerprint": STANDING})
        assert (status, body["code"]) == (403, "other_key")
        assert door.get("custodians")[1]["key"]["behind"] == 2

    def test_no_such_request_and_no_fingerprint(self) -> None:
        door = reader()
        assert door.post(f"custodians/requests/{new_id()}/objection")[0] == 404
        assert door.post("custodians/key", {})[0] == 400
