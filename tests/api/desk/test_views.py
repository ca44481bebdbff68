"""A counsellor's day and cases through the door: works, wrong person, wrong state, bad input."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from eap.core import clock
from eap.core.ids import new_id
from eap.people.services import set_consent
from eap.wellbeing.services import save_check
from tests.factories import cases as make
from tests.factories import doors
from tests.factories import wellbeing as checks
from tests.factories.booking import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def cursor_saying(text: str) -> str:
    """A cursor that somebody made up."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


ENDLESS = cursor_saying(f'[Infinity, "{NOON.isoformat()}", "{UUID(int=5)}"]')
NUMBERS = cursor_saying(f'[1, "{NOON.isoformat()}", 5]')


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


def acts(begun: make.Begun) -> list[tuple[str, str, object]]:
    """Every act and reading of this door on one case."""
    case = f"staff/cases/{begun.case_id}"
    session = f"staff/appointments/{begun.appointment.id}"
    following = (begun.appointment.start + timedelta(days=7)).isoformat()
    return [
        ("GET", case, None),
        ("GET", f"{case}/timeline", None),
        ("POST", f"{case}/close", {"reason": "goals_met"}),
        ("POST", f"{case}/appointments", {"start": following, "modality": "text"}),
        ("POST", f"{case}/card", {}),
        ("POST", f"{session}/attended", {}),
        ("POST", f"{session}/no-show", {}),
    ]


LISTS = ("staff/today", "staff/queue", "staff/cases")


class TestWorks:
    def test_from_queue_to_closing(self) -> None:
        begun = make.begin(claimed=False)
        door = doors.counsellor_of(begun)
        case = f"staff/cases/{begun.case_id}"
        _, queue = door.get("staff/queue")
        assert queue["requests"][0]["id"] == str(begun.request_id)
        assert queue["requests"][0]["appointment"]["id"] == str(begun.appointment.id)
        assert queue["next"] is None
        door.post(f"staff/queue/{begun.request_id}/claim")
        with clock.standing_at(make.during(begun.appointment, minutes=40)):
            _, today = door.get("staff/today")
            assert [s["asks_concern"] for s in today["sessions"]] == [True]
            nothing = {"count": 0, "urgent": 0, "sent": 0, "oldest_at": None}
            assert today["waiting_requests"] == nothing
            done = {"concern": "sleep", "severity": 3}
            path = f"staff/appointments/{begun.appointment.id}/attended"
            assert door.post(path, done)[1] == {
                "sessions_done": 1,
                "state": "active",
                "first": True,
            }
        _, page = door.get(case)
        assert (page["site"]["code"], page["state"], page["blocking"]) == ("S1", "active", [])
        _, timeline = door.get(f"{case}/timeline")
        assert {e["kind"] for e in timeline["entries"]} == {"request", "claimed", "appointment"}
        assert len(door.post(f"{case}/card")[1]["code"]) >= 10
        assert door.post(f"{case}/close", {"reason": "goals_met"}) == (200, {"state": "closed"})
        assert door.get("staff/cases")[1]["cases"] == []
        assert len(door.get("staff/cases?part=closed")[1]["cases"]) == 1

    def test_a_shared_check_that_speaks_of_danger_is_on_today(self) -> None:
        begun = make.begin()
        set_consent(begun.client, purpose="questionnaires", given=True)
        kept = save_check(
            checks.with_key(begun.client),
            measure_id=checks.make_measure(),
            answers=checks.answers_of("000000001"),
            share=True,
        )
        (pressing,) = doors.counsellor_of(begun).get("staff/today")[1]["urgent_checks"]
        assert kept.result.at_risk and set(pressing) == {"check", "case", "shared_at"}
        assert pressing["case"]["id"] == str(begun.case_id)

    def test_next_sessions(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        following = (begun.appointment.start + timedelta(days=7)).isoformat()
        body = {"start": following, "modality": "text", "weeks": 2}
        path = f"staff/cases/{begun.case_id}/appointments"
        status, booked = door.post(path, body)
        assert (status, len(booked["appointments"])) == (201, 2)
        status, problem = door.post(path, body)
        assert (status, problem["code"], len(problem["taken"])) == (409, "slot_taken", 2)

    def test_no_answer_names_the_client_or_anything_told(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        for path in (*LISTS, *(path for method, path, _ in acts(begun) if method == "GET")):
            text = str(door.get(path)[1])
            assert str(begun.client.id) not in text
            assert make.LINE not in text


class TestWrongPerson:
    def test_who_is_not_of_staff_must_sign_in(self) -> None:
        begun = make.begin()
        for door in (doors.visitor(), doors.client_of(begun)):
            for act in acts(begun):
                assert door.call(*act)[0] == 401
            for path in LISTS:
                assert door.get(path)[0] == 401

    @pytest.mark.parametrize("role", ["counsellor", "clinical_lead"])
    def test_others_of_staff_find_nothing_there(self, role: str) -> None:
        begun = make.begin()
        door = doors.stranger(role)
        with clock.standing_at(make.during(begun.appointment, minutes=40)):
            for act in acts(begun):
                assert door.call(*act)[0] == 404, act

    @pytest.mark.parametrize("role", ["operations", "auditor", "system_admin", "on_call"])
    def test_only_counsellors_have_a_day_a_queue_and_cases(self, role: str) -> None:
        door = doors.stranger(role)
        assert [door.get(path)[0] for path in LISTS] == [403, 403, 403]


class TestWrongState:
    def test_what_blocks_closing_is_named(self) -> None:
        begun = make.begin()
        status, problem = doors.counsellor_of(begun).post(
            f"staff/cases/{begun.case_id}/close", {"reason": "goals_met"}
        )
        assert (status, problem["code"], problem["blocking"]) == (
            409,
            "blocked",
            ["future_appointments"],
        )

    def test_too_early_and_twice(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        session = f"staff/appointments/{begun.appointment.id}"
        assert door.post(f"{session}/no-show")[1]["code"] == "not_begun"
        with clock.standing_at(make.during(begun.appointment, minutes=40)):
            assert door.post(f"{session}/no-show")[1] == {"status": "no_show", "alert": False}
            assert door.post(f"{session}/no-show")[1]["code"] == "not_changeable"


class TestBadInput:
    @pytest.mark.parametrize(
        ("path", "field"),
        [
            ("staff/queue?after=zz", "cursor"),
            ("staff/queue?page=2", "unknown_keys"),
            ("staff/cases?sort=name", "sort"),
            ("staff/cases?after=zz", "cursor"),
            (f"staff/queue?after={ENDLESS}", "cursor"),
            (f"staff/cases?sort=risk&after={ENDLESS}", "cursor"),
            (f"staff/queue?after={NUMBERS}", "cursor"),
        ],
    )
    def test_of_a_list(self, path, field) -> None:
        status, problem = doors.stranger().get(path)
        assert status in (400, 422)
        assert list(problem["fields"]) == [field]

    @pytest.mark.parametrize(
        ("place", "body", "field"),
        [
            ("close", {"reason": "bored"}, "reason"),
            ("close", {}, "reason"),
            ("appointments", {"start": "soon", "modality": "text"}, "start"),
            ("appointments", {"start": "2027-04-01T01:00:00Z", "modality": "video"}, "modality"),
            (
                "appointments",
                {"start": "2027-04-01T01:00:00Z", "modality": "text", "weeks": 99},
                "weeks",
            ),
        ],
    )
    def test_of_an_act_on_a_case(self, place, body, field) -> None:
        begun = make.begin()
        status, problem = doors.counsellor_of(begun).post(
            f"staff/cases/{begun.case_id}/{place}", body
        )
        assert (status, list(problem["fields"])) == (400, [field])

    def test_of_a_first_session(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        path = f"staff/appointments/{begun.appointment.id}/attended"
        with clock.standing_at(begun.appointment.end):
            assert door.post(path, {"concern": "gossip"})[0] == 400
            assert door.post(path, {"concern": "mood", "severity": 9})[0] == 400
            status, problem = door.post(path, {})
            assert (status, problem["fields"]) == (422, {"concern": "required"})
            assert door.post(path, {"concern": "mood"})[0] == 200

    def test_of_an_id(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        assert door.get(f"staff/cases/{new_id()}")[0] == 404
        assert door.post(f"staff/appointments/{new_id()}/attended", {})[0] == 404
