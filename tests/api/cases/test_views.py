"""Claim, open and judge through the door: works, wrong person, wrong state, bad input."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from eap.core import clock
from eap.core.ids import new_id
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


def acts(begun: make.Begun) -> list[tuple[str, object]]:
    """Every act of this door on one case: (path, body)."""
    return [
        (f"staff/queue/{begun.request_id}/open", {}),
        (f"staff/cases/{begun.case_id}/open", {}),
        (f"staff/cases/{begun.case_id}/risk", {"level": "low", "reason": "why"}),
    ]


class TestWorks:
    def test_claim_then_open_then_judge(self) -> None:
        begun = make.begin(claimed=False)
        door = doors.counsellor_of(begun)
        claim = f"staff/queue/{begun.request_id}/claim"
        assert door.post(claim) == (200, {"case": str(begun.case_id)})
        assert door.post(claim)[0] == 200
        status, told = door.post(f"staff/queue/{begun.request_id}/open")
        assert (status, told["line"], told["preparation"], told["damaged"]) == (
            200,
            make.LINE,
            None,
            [],
        )
        _, judged = door.post(
            f"staff/cases/{begun.case_id}/risk", {"level": "moderate", "reason": "why"}
        )
        assert judged["risk_level"] == "moderate"
        assert datetime.fromisoformat(judged["risk_at"]) == NOON
        _, content = door.post(f"staff/cases/{begun.case_id}/open", {"purpose": "care"})
        assert [part["line"] for part in content["told"]] == [make.LINE]
        _, page = door.get(f"staff/cases/{begun.case_id}")
        assert [(one["level"], one["at"]) for one in page["judgements"]] == [
            ("moderate", judged["risk_at"])
        ]
        _, opened = door.post(f"staff/cases/{begun.case_id}/risk/open", {"purpose": "care"})
        judgement = page["judgements"][0]["id"]
        assert opened["reasons"] == [{"judgement": judgement, "text": "why"}]
        assert opened["damage"] == {"missing": 0, "reference": ""}

    def test_what_was_opened_is_never_stored_by_the_browser(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        answer = door.browser.post(f"/api/v1/staff/cases/{begun.case_id}/open")
        assert answer.headers["Cache-Control"] == "no-store"


class TestWrongPerson:
    def test_who_is_not_of_staff_must_sign_in(self) -> None:
        begun = make.begin()
        for door in (doors.visitor(), doors.client_of(begun)):
            for path, body in acts(begun):
                assert door.post(path, body)[0] == 401
            assert door.post(f"staff/queue/{begun.request_id}/claim")[0] == 401

    @pytest.mark.parametrize("role", ["counsellor", "clinical_lead", "on_call"])
    def test_others_of_staff_find_nothing_there(self, role: str) -> None:
        begun = make.begin()
        door = doors.stranger(role)
        absent = make.Begun(**{**vars(begun), "case_id": new_id(), "request_id": new_id()})
        for (path, body), (nowhere, _) in zip(acts(begun), acts(absent), strict=True):
            answer = door.post(path, body)
            assert answer[0] == 404
            assert answer == door.post(nowhere, body)

    @pytest.mark.parametrize(
        "role",
        ["programme_manager", "operations", "privacy_officer", "auditor", "system_admin"],
    )
    def test_who_has_no_unlock_to_open_gets_no_further(self, role: str) -> None:
        begun, door = make.begin(), doors.stranger(role)
        for (path, body), status in zip(acts(begun), (423, 423, 404), strict=True):
            assert door.post(path, body)[0] == status

    def test_another_counsellors_claim_answers_as_for_no_request(self) -> None:
        begun, door = make.begin(claimed=False), doors.stranger()
        answer = door.post(f"staff/queue/{begun.request_id}/claim")
        assert (answer[0], answer[1]["code"]) == (409, "already_claimed")
        assert answer == door.post(f"staff/queue/{new_id()}/claim")


class TestWrongState:
    def test_locked(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun, unlocked=False)
        for path, body in acts(begun)[:2]:
            status, problem = door.post(path, body)
            assert (status, problem["code"]) == (423, "locked")

    def test_before_it_is_claimed(self) -> None:
        begun = make.begin(claimed=False)
        door = doors.counsellor_of(begun)
        (_, open_case), (_, (risk, body)) = enumerate(acts(begun)[1:])
        assert door.post(open_case[0])[0] == 404
        status, problem = door.post(risk, body)
        assert (status, problem["code"]) == (409, "not_claimed")


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"level": "low"}, "reason"),
            ({"level": "low", "reason": "  "}, "reason"),
            ({"level": "not_assessed", "reason": "why"}, "level"),
            ({"level": "awful", "reason": "why"}, "level"),
            ({"level": "low", "reason": "why", "by": "me"}, "unknown_keys"),
            ({"level": "low", "reason": "x" * 4001}, "reason"),
        ],
    )
    def test_of_a_judgement(self, body, field) -> None:
        begun = make.begin()
        status, problem = doors.counsellor_of(begun).post(f"staff/cases/{begun.case_id}/risk", body)
        assert (status, list(problem["fields"])) == (400, [field])

    def test_of_a_purpose(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        for path, _ in acts(begun)[:2]:
            assert door.post(path, {"purpose": "curiosity"})[0] == 400
            assert door.post(path, {"purpose": "own"})[0] == 422

    def test_of_an_id(self) -> None:
        assert doors.stranger().post("staff/cases/4021/open")[0] == 404
