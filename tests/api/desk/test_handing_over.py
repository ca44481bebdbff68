"""Handing a case over at the door: works, wrong person, wrong state, bad input."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from eap.access.models import Staff
from eap.booking.models import Counsellor
from eap.core import clock
from eap.core.ids import new_id
from eap.desk import services, staffing
from eap.vault.unlock import lock
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON
from tests.factories.doors import Door
from tests.factories.staff import make_staff, staff_actor

pytestmark = pytest.mark.django_db(transaction=True)
CARE = {"purpose": "care"}


@pytest.fixture
def begun() -> Iterator[make.Begun]:
    """A case after its first session, with nothing left to settle."""
    with clock.standing_at(NOON):
        begun = make.begin()
    with clock.standing_at(begun.appointment.end + timedelta(minutes=1)):
        make.unlock(begun.counsellor)
        services.attended(
            begun.counsellor, appointment_id=begun.appointment.id, concern="sleep", severity=2
        )
        yield begun


@pytest.fixture
def other(begun: make.Begun) -> Counsellor:
    return hours.make_counsellor("Zhao Min")


def at_door(row: Counsellor) -> Door:
    return doors.staff_of(Staff.objects.get(pk=row.staff_id))


def hand_over(door: Door, begun: make.Begun, to: object) -> tuple[int, str]:
    """Ask for it: status and code."""
    status, body = door.post(f"staff/cases/{begun.case_id}/hand-over", {"counsellor": str(to)})
    return status, (body or {}).get("code", "")


def hand_back(door: Door, begun: make.Begun) -> tuple[int, str]:
    status, body = door.post(f"staff/queue/{begun.request_id}/hand-back")
    return status, (body or {}).get("code", "")


class TestWorks:
    def test_the_next_finds_it_and_takes_it_over_and_the_first_is_out(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        li, zhao = doors.counsellor_of(begun), at_door(other)
        assert hand_over(li, begun, other.staff_id) == (204, "")
        assert li.get(f"staff/cases/{begun.case_id}")[0] == 404
        assert li.post(f"staff/cases/{begun.case_id}/open", CARE)[0] == 404
        (line,) = zhao.get("staff/queue")[1]["requests"]
        assert (line["sent_as"], line["sent_by"]) == ("handed_over", "Li Wen")
        assert doors.stranger().get("staff/queue")[1]["requests"] == []
        assert zhao.post(f"staff/queue/{line['id']}/claim")[0] == 200
        _, told = zhao.post(f"staff/cases/{begun.case_id}/open", CARE)
        assert told["told"][0]["line"] == make.LINE
        assert zhao.get("staff/queue")[1]["requests"] == []

    def test_it_can_be_sent_back_unread(self, begun: make.Begun, other: Counsellor) -> None:
        li, zhao = doors.counsellor_of(begun), at_door(other)
        hand_over(li, begun, other.staff_id)
        assert hand_back(zhao, begun) == (204, "")
        assert zhao.post(f"staff/queue/{begun.request_id}/claim")[0] == 409
        (line,) = li.get("staff/queue")[1]["requests"]
        assert line["sent_by"] == "Zhao Min"
        assert li.post(f"staff/queue/{begun.request_id}/claim")[0] == 200
        _, told = li.post(f"staff/cases/{begun.case_id}/open", CARE)
        assert told["told"][0]["line"] == make.LINE

    def test_what_is_in_the_way_and_who_there_is(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        at_door(other)
        hours.make_counsellor("Sun Lei")
        li = doors.counsellor_of(begun)
        status, body = li.get(f"staff/cases/{begun.case_id}/hand-over")
        assert (status, body["blocking"], body["stays"]) == (200, [], [])
        assert [(one["name"], one["has_key"]) for one in body["successors"]] == [
            ("Sun Lei", False),
            ("Zhao Min", True),
        ]
        li.post(f"staff/cases/{begun.case_id}/risk", {"level": "high", "reason": "As said."})
        assert li.get(f"staff/cases/{begun.case_id}/hand-over")[1]["stays"] == ["risk"]


class TestWrongPerson:
    @pytest.mark.parametrize("role", ["counsellor", "clinical_lead", "programme_manager"])
    def test_nobody_but_its_counsellor(
        self, begun: make.Begun, other: Counsellor, role: str
    ) -> None:
        door = doors.stranger(role)
        assert door.get(f"staff/cases/{begun.case_id}/hand-over")[0] == 404
        assert hand_over(door, begun, other.staff_id) == (404, "not_found")

    def test_a_handed_over_case_is_nobodys_to_assign_or_send_back(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        at_door(other)
        hand_over(doors.counsellor_of(begun), begun, other.staff_id)
        manager = doors.staff_of(make_staff("programme_manager"), unlocked=False)
        (line,) = manager.get("staff/waiting")[1]["requests"]
        assert line["sent_as"] == "handed_over"
        third = hours.make_counsellor("Sun Lei")
        at_door(third)
        status, body = manager.post(
            f"staff/waiting/{begun.request_id}/assign", {"counsellor": str(third.staff_id)}
        )
        assert (status, body["code"]) == (409, "handed_over")
        assert hand_back(at_door(third), begun) == (404, "not_found")


class TestWrongState:
    def test_it_takes_an_unlock_and_a_key_at_the_other_side(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        li = doors.counsellor_of(begun)
        assert hand_over(li, begun, other.staff_id) == (409, "no_key_yet")
        zhao = at_door(other)
        lock(li.session_actor())
        assert hand_over(li, begun, other.staff_id) == (423, "locked")
        assert hand_over(doors.counsellor_of(begun), begun, other.staff_id) == (204, "")
        lock(zhao.session_actor())
        assert hand_back(zhao, begun) == (423, "locked")

    def test_what_only_the_first_can_settle_comes_before(self, other: Counsellor) -> None:
        with clock.standing_at(NOON):
            begun = make.begin()
            status, body = doors.counsellor_of(begun).post(
                f"staff/cases/{begun.case_id}/hand-over", {"counsellor": str(new_id())}
            )
            assert status == 404
            at_door(other)
            status, body = doors.counsellor_of(begun).post(
                f"staff/cases/{begun.case_id}/hand-over", {"counsellor": str(other.staff_id)}
            )
        assert (status, body["code"]) == (409, "blocked")
        assert body["blocking"] == ["future_appointments"]

    def test_it_cannot_go_back_to_somebody_who_left(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        zhao = at_door(other)
        hand_over(doors.counsellor_of(begun), begun, other.staff_id)
        staffing.retire(staff_actor("programme_manager"), staff_id=begun.counsellor.known_id)
        assert hand_back(zhao, begun) == (409, "sender_gone")
        assert zhao.post(f"staff/queue/{begun.request_id}/claim")[0] == 200


class TestLeaving:
    def test_cases_left_to_nobody_must_be_named(self, begun: make.Begun) -> None:
        manager = doors.staff_of(make_staff("programme_manager"), unlocked=False)
        address = f"staff/people/{begun.counsellor.id}"
        left = manager.get(f"{address}/leaving")[1]
        assert (len(left["open_cases"]), left["waiting"], left["unsigned_notes"]) == (1, 0, 0)
        make.write_note(begun)
        assert manager.get(f"{address}/leaving")[1]["unsigned_notes"] == 1
        status, body = manager.post(f"{address}/retire")
        assert (status, body["code"], body["count"]) == (409, "cases_left", 1)
        assert Staff.objects.get(pk=begun.counsellor.id).is_active, "nothing stands"
        assert manager.post(f"{address}/retire", {"leave_cases": True})[0] == 204

    def test_after_a_hand_over_nothing_holds_them(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        at_door(other)
        hand_over(doors.counsellor_of(begun), begun, other.staff_id)
        manager = doors.staff_of(make_staff("programme_manager"), unlocked=False)
        address = f"staff/people/{begun.counsellor.id}"
        assert manager.get(f"{address}/leaving")[1]["open_cases"] == []
        assert manager.post(f"{address}/retire")[0] == 204
        (left,) = manager.get(f"staff/people/{other.staff_id}/leaving")[1]["open_cases"]
        assert left["id"] == str(begun.case_id)


@pytest.mark.parametrize("body", [{}, {"counsellor": "Zhao Min"}, {"counsellor": None}])
def test_bad_input(begun: make.Begun, body: object) -> None:
    address = f"staff/cases/{begun.case_id}/hand-over"
    assert doors.counsellor_of(begun).post(address, body)[0] == 400
