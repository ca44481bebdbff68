"""Self-checks through HTTP: works, wrong person, wrong state, bad input."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client as Browser

from eap.access.models import Staff
from eap.access.selectors import staff_actor
from eap.core import clock
from eap.core.actor import Actor
from eap.people import services as people_acts
from tests.factories import cases, people
from tests.factories import wellbeing as make
from tests.factories.booking import NOON
from tests.factories.keys import HALF
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


def post(browser: Browser, path: str, body: object = None) -> Any:
    return browser.post(f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")


def came_with_key(browser: Browser, client: Actor) -> Browser:
    """The browser of a client who has just come in by private key."""
    words = people_acts.make_private_key(client, language="en")
    people_acts.confirm_private_key(client, words=words[-2:])
    newcomer = Actor.anonymous(half=HALF)
    session = people_acts.come_in_with_words(newcomer, words=" ".join(words))
    browser.cookies[settings.CLIENT_COOKIE_NAME] = session.token
    browser.cookies[settings.HALF_COOKIE_NAME] = urlsafe_b64encode(HALF).decode()
    return browser


@pytest.fixture
def measure() -> UUID:
    return make.make_measure()


def test_anybody_takes_a_check_and_sees_the_copyright_line(client: Browser, measure: UUID) -> None:
    (listed,) = client.get("/api/v1/checks").json()["measures"]
    assert (listed["id"], listed["copyright"]) == (str(measure), "The holder")
    form = client.get(f"/api/v1/checks/{measure}").json()
    assert form["measure"]["copyright"] == "The holder"
    assert form["items"][0] == {
        "link_id": "/44250-9",
        "text": "item 1",
        "scored": True,
        "options": [{"ordinal": n, "text": f"answer {n}"} for n in range(4)],
    }
    answer = post(client, f"checks/{measure}/score", {"answers": make.answers_of("000000001")})
    assert answer.json() == {
        "definition": "phq-9/1", "total": 1.0, "highest": 27, "band": "minimal",
        "past_line": False, "answered": 9, "missing": 0, "risk": "present",
    }  # fmt: skip
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, "answers"),
        ({"answers": [1]}, 400, "answers"),
        ({"answers": {"/44250-9": "much"}}, 400, "answers"),
        ({"answers": {}, "name": "x"}, 400, "unknown_keys"),
        ({"answers": {"/44250-9": 9}}, 422, "/44250-9"),
        ({"answers": {"/nothing": 1}}, 422, "answers"),
    ],
)
def test_bad_answers_name_the_field(
    client: Browser, measure: UUID, body: object, status: int, field: str
) -> None:
    answer = post(client, f"checks/{measure}/score", body)
    assert (answer.status_code, list(answer.json()["fields"])) == (status, [field])


def test_an_absent_measure_is_not_found(client: Browser) -> None:
    for answer in (
        client.get(f"/api/v1/checks/{uuid4()}"),
        post(client, f"checks/{uuid4()}/score", {"answers": {}}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_keeping_takes_the_private_key(client: Browser, measure: UUID) -> None:
    body = {"answers": make.answers_of("222111100")}
    assert post(client, f"checks/{measure}/save", body).status_code == 401
    newcomer = people.make_client()
    client.cookies[settings.CLIENT_COOKIE_NAME] = newcomer.session_token
    answer = post(client, f"checks/{measure}/save", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "private_key_needed")
    assert post(client, "checks/saved/open").json()["code"] == "private_key_needed"
    staff = sign_in(Browser(), make_staff("counsellor"))
    assert post(staff, f"checks/{measure}/save", body).status_code == 401


def test_a_client_keeps_reads_back_and_deletes(client: Browser, measure: UUID) -> None:
    browser = came_with_key(client, people.make_client().actor)
    kept = post(browser, f"checks/{measure}/save", {"answers": make.answers_of("222111100")})
    assert kept.status_code == 201 and kept.json()["shared"] is False
    (opened,) = post(browser, "checks/saved/open").json()["checks"]
    assert (opened["id"], opened["result"]["total"]) == (kept.json()["id"], 10.0)
    assert opened["measure"]["copyright"] == "The holder"
    gone = f"/api/v1/checks/saved/{opened['id']}"
    assert browser.delete(gone).status_code == 204
    assert browser.delete(gone).status_code == 404
    assert post(browser, "checks/saved/open").json()["checks"] == []


def test_sharing_needs_its_consent_then_reaches_the_counsellor(
    client: Browser, measure: UUID
) -> None:
    begun = cases.begin()
    browser = came_with_key(client, begun.client)
    body = {"answers": make.answers_of("000000002"), "share": True}
    assert post(browser, f"checks/{measure}/save", body).json()["code"] == "consent_needed"
    people_acts.set_consent(begun.client, purpose="questionnaires", given=True)
    assert post(browser, f"checks/{measure}/save", body).json()["shared"] is True
    stranger = sign_in(Browser(), make_staff("counsellor"))
    for path in (f"staff/cases/{begun.case_id}/checks", f"staff/cases/{uuid4()}/checks"):
        assert stranger.get(f"/api/v1/{path}").status_code == 404
    assert post(stranger, f"staff/cases/{begun.case_id}/checks/open").status_code == 423
    assert browser.get(f"/api/v1/staff/cases/{begun.case_id}/checks").status_code == 401


def test_the_counsellor_lists_and_opens_what_was_shared(client: Browser, measure: UUID) -> None:
    begun = cases.begin()
    browser = came_with_key(client, begun.client)
    people_acts.set_consent(begun.client, purpose="questionnaires", given=True)
    body = {"answers": make.answers_of("000000002"), "share": True}
    post(browser, f"checks/{measure}/save", body)
    keeper = Staff.objects.get(id=begun.counsellor.known_id)
    staff = sign_in(Browser(), keeper)
    staff.cookies[settings.HALF_COOKIE_NAME] = urlsafe_b64encode(HALF).decode()
    path = f"staff/cases/{begun.case_id}/checks"
    (listed,) = staff.get(f"/api/v1/{path}").json()["checks"]
    assert listed["urgent"] is True and "result" not in listed
    assert post(staff, f"{path}/open").json()["code"] == "locked"
    assert post(staff, f"{path}/open", {"purpose": "curiosity"}).status_code == 400
    cases.unlock(staff_actor(keeper.pk, staff.session.session_key or "", half=HALF))
    (opened,) = post(staff, f"{path}/open").json()["checks"]
    assert (opened["result"]["total"], opened["result"]["risk"]) == (2.0, "present")
