"""Managing staff through the door: works, wrong person, wrong state, bad input."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client as Browser

from eap.access.models import Staff
from eap.core.ids import new_id
from eap.core.roles import Role
from tests.factories.people import make_client
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/staff/people"
PERSON = {
    "email": "chen@eap.example",
    "name": "Chen Yu",
    "language": "zh-Hans",
    "roles": ["counsellor"],
}


@pytest.fixture
def manager() -> Browser:
    return sign_in(Browser(), make_staff("programme_manager", name="Lin Yue"))


def post(browser: Browser, path: str, body: Any = None) -> Any:
    return browser.post(f"{PEOPLE}{path}", body or {}, content_type="application/json")


def invite(manager: Browser) -> dict[str, str]:
    answer = post(manager, "", PERSON)
    assert answer.status_code == 201
    found: dict[str, str] = answer.json()
    return found


def test_inviting_shows_a_key_once_and_lists_the_person(manager: Browser) -> None:
    invited = invite(manager)
    assert set(invited) == {"id", "key"}
    listed = manager.get(PEOPLE)
    assert invited["key"] not in listed.content.decode()
    assert [one["name"] for one in listed.json()["people"]] == ["Chen Yu", "Lin Yue"]
    assert ["counsellor", "operations"] in listed.json()["apart"]
    assert listed.json()["people"][0] == {
        "id": invited["id"],
        "name": "Chen Yu",
        "email": "chen@eap.example",
        "language": "zh-Hans",
        "roles": ["counsellor"],
        "invited_at": listed.json()["people"][0]["invited_at"],
        "signed_in": False,
        "retired_at": None,
    }


def test_roles_change_and_a_retired_person_is_out(manager: Browser) -> None:
    person = make_staff("counsellor")
    theirs = sign_in(Browser(), person)
    answer = post(manager, f"/{person.id}/roles", {"roles": ["auditor"]})
    assert answer.status_code == 204
    assert theirs.get("/api/v1/session").json()["roles"] == ["auditor"]
    assert post(manager, f"/{person.id}/retire").status_code == 204
    assert theirs.get("/api/v1/session").json()["kind"] == "anonymous"
    assert post(manager, f"/{person.id}/retire").status_code == 404


def test_what_a_leaver_has_open_is_listed_before_and_after(manager: Browser) -> None:
    person = make_staff("counsellor")
    none: dict[str, object] = {"open_cases": [], "appointments": [], "shifts": [], "left_open": []}
    nothing = none | {"waiting": 0, "unsigned_notes": 0}
    assert manager.get(f"{PEOPLE}/{person.id}/leaving").json() == nothing
    post(manager, f"/{person.id}/retire")
    assert manager.get(f"{PEOPLE}/{person.id}/leaving").status_code == 200


def test_another_key_for_somebody_who_lost_theirs(manager: Browser) -> None:
    invited = invite(manager)
    answer = post(manager, f"/{invited['id']}/invitation")
    assert answer.status_code == 201
    assert answer.json()["key"].startswith(UUID(invited["id"]).hex)


def test_one_does_not_manage_oneself(manager: Browser) -> None:
    own = Staff.objects.get(display_name="Lin Yue").id
    for path, body in (
        (f"/{own}/roles", {"roles": ["auditor"]}),
        (f"/{own}/retire", None),
        (f"/{own}/invitation", None),
    ):
        answer = post(manager, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "own_account")


def test_an_address_is_taken_once(manager: Browser) -> None:
    invite(manager)
    answer = post(manager, "", PERSON | {"email": "CHEN@eap.example"})
    assert (answer.status_code, answer.json()["code"]) == (409, "account_exists")


@pytest.mark.parametrize(
    ("change", "status", "fields"),
    [
        ({"email": "nobody"}, 400, {"email": "invalid"}),
        ({"name": ""}, 400, {"name": "blank"}),
        ({"roles": []}, 400, {"roles": "min_length"}),
        ({"roles": ["client"]}, 400, {"roles.0": "invalid_choice"}),
        ({"roles": ["operations", "counsellor"]}, 422, {"roles": "apart"}),
        ({"language": "fr"}, 400, {"language": "invalid_choice"}),
        ({"is_active": True}, 400, {"unknown_keys": "unknown"}),
        ({"password": "x"}, 400, {"unknown_keys": "unknown"}),
    ],
)
def test_faults_are_named_and_nobody_is_made(
    manager: Browser, change: dict[str, Any], status: int, fields: dict[str, str]
) -> None:
    answer = post(manager, "", PERSON | change)
    assert (answer.status_code, answer.json()["fields"]) == (status, fields)
    assert Staff.objects.count() == 1


def somebody(role: str) -> Browser:
    if role == "anonymous":
        return Browser()
    if role == "client":
        browser = Browser()
        code = make_client().visit_code
        browser.post("/api/v1/session/code", {"code": code}, content_type="application/json")
        return browser
    return sign_in(Browser(), make_staff(role))


OTHERS = [role for role in Role.values if role != "programme_manager"]


@pytest.mark.parametrize("role", ["anonymous", "client", *OTHERS])
def test_nobody_else_manages_staff(role: str) -> None:
    person = make_staff("counsellor")
    browser = somebody(role)
    answers = [
        post(browser, "", PERSON),
        post(browser, f"/{person.id}/roles", {"roles": ["auditor"]}),
        post(browser, f"/{person.id}/retire"),
        post(browser, f"/{person.id}/invitation"),
        browser.get(f"{PEOPLE}/{person.id}/leaving"),
    ]
    expected = {401} if role in ("anonymous", "client") else {403, 404}
    assert {answer.status_code for answer in answers} <= expected
    assert person.roles_now() == {"counsellor"}
    assert browser.get(PEOPLE).status_code == (
        200 if role == "privacy_officer" else 401 if expected == {401} else 403
    )


def test_an_absent_person_is_missing(manager: Browser) -> None:
    for path, body in (("roles", {"roles": ["auditor"]}), ("retire", None), ("invitation", None)):
        assert post(manager, f"/{new_id()}/{path}", body).status_code == 404
