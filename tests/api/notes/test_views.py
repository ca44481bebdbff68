"""Notes through the door: works, wrong person, wrong state, bad input."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from eap.core import clock
from eap.core.ids import new_id
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON
from tests.factories.doors import Door

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = {"reported": "Sleeps three hours.\n ", "plan": "A diary."}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


def start(door: Door, begun: make.Begun, kind: str = "progress") -> str:
    status, head = door.post(
        f"staff/cases/{begun.case_id}/notes",
        {"kind": kind, "template": "dap", "appointment": str(begun.appointment.id)},
    )
    assert (status, head["version"], head["state"]) == (201, 1, "draft")
    return f"staff/notes/{head['id']}"


class TestWorks:
    def test_from_the_first_word_to_the_addendum(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        note = start(door, begun)
        status, saved = door.put(note, {"sections": TEXT, "version": 1})
        assert (status, saved["version"]) == (200, 2)
        status, signed = door.post(f"{note}/sign", {"version": 2})
        assert (status, len(signed["digest"])) == (200, 64)
        assert door.post(f"{note}/addenda", {"text": "later"})[0] == 201
        _, opened = door.post(f"{note}/open")
        assert opened["sections"] == TEXT
        assert (opened["head"]["state"], opened["mine"]) == ("signed", True)
        assert opened["digest"] == signed["digest"]
        assert [addendum["text"] for addendum in opened["addenda"]] == ["later"]

    def test_two_tabs_lose_nothing(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        note = start(door, begun)
        door.put(note, {"sections": {"plan": "mine"}, "version": 1})
        status, problem = door.put(note, {"sections": {"plan": "other"}, "version": 1})
        assert (status, problem["code"], problem["version"]) == (409, "stale", 2)
        _, opened = door.post(f"{note}/open")
        assert opened["sections"] == {"plan": "mine"}
        assert (
            door.put(note, {"sections": {"plan": "both"}, "version": problem["version"]})[0] == 200
        )


class TestWrongPerson:
    def acts(self, note: str, begun: make.Begun) -> list[tuple[str, str, object]]:
        return [
            (
                "POST",
                f"staff/cases/{begun.case_id}/notes",
                {"kind": "progress", "template": "free"},
            ),
            ("PUT", note, {"sections": TEXT, "version": 1}),
            ("POST", f"{note}/open", {}),
            ("POST", f"{note}/sign", {"version": 1}),
            ("POST", f"{note}/addenda", {"text": "later"}),
        ]

    def test_who_is_not_of_staff_must_sign_in(self) -> None:
        begun = make.begin()
        note = start(doors.counsellor_of(begun), begun)
        for door in (doors.visitor(), doors.client_of(begun)):
            for act in self.acts(note, begun):
                assert door.call(*act)[0] == 401

    @pytest.mark.parametrize("role", ["counsellor", "clinical_lead"])
    def test_others_of_staff_find_nothing_there(self, role: str) -> None:
        begun = make.begin()
        note = start(doors.counsellor_of(begun), begun)
        door = doors.stranger(role)
        for act in self.acts(note, begun):
            assert door.call(*act)[0] == 404
        assert door.post(f"staff/notes/{new_id()}/open")[0] == 404


class TestWrongState:
    def test_signed_is_for_good(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        note = start(door, begun)
        door.put(note, {"sections": TEXT, "version": 1})
        door.post(f"{note}/sign", {"version": 2})
        for answer in (
            door.put(note, {"sections": TEXT, "version": 1}),
            door.post(f"{note}/sign", {"version": 1}),
        ):
            assert (answer[0], answer[1]["code"]) == (409, "signed")

    def test_a_draft_takes_no_addendum(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        status, problem = door.post(f"{start(door, begun)}/addenda", {"text": "later"})
        assert (status, problem["code"]) == (409, "not_signed")

    def test_locked_one_writes_but_neither_signs_nor_reads(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun, unlocked=False)
        note = start(door, begun)
        assert door.put(note, {"sections": TEXT, "version": 1})[0] == 200
        assert door.post(f"{note}/sign", {"version": 2})[0] == 423
        assert door.post(f"{note}/open")[0] == 423

    def test_an_unlock_of_long_ago_does_not_sign(self) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun, unlocked=False)
        note = start(door, begun)
        make.unlock(door.session_actor(), ago=timedelta(minutes=16))
        status, problem = door.post(f"{note}/sign", {"version": 1})
        assert (status, problem["code"]) == (423, "unlock_again")


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"kind": "gossip", "template": "free"}, "kind"),
            ({"kind": "progress", "template": "rhyme"}, "template"),
            ({"kind": "progress", "template": "free", "appointment": "x"}, "appointment"),
            ({"kind": "progress", "template": "free", "for": "me"}, "unknown_keys"),
        ],
    )
    def test_of_a_start(self, body, field) -> None:
        begun = make.begin()
        status, problem = doors.counsellor_of(begun).post(
            f"staff/cases/{begun.case_id}/notes", body
        )
        assert (status, list(problem["fields"])) == (400, [field])

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"sections": TEXT}, "version"),
            ({"sections": TEXT, "version": 0}, "version"),
            ({"sections": TEXT, "version": 10**19}, "version"),
            ({"sections": {"diagnosis": "x"}, "version": 1}, "sections.unknown_keys"),
            ({"sections": {"plan": "x" * 20_001}, "version": 1}, "sections.plan"),
            ({"sections": {"plan": 7.5, "free": []}, "version": 1}, "sections.free"),
            ({"sections": "all", "version": 1}, "sections.non_field_errors"),
        ],
    )
    def test_of_a_text(self, body, field) -> None:
        begun = make.begin()
        door = doors.counsellor_of(begun)
        status, problem = door.put(start(door, begun), body)
        assert (status, list(problem["fields"])) == (400, [field])
