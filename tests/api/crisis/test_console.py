"""The crisis door through HTTP: works, wrong person, wrong state, bad input."""

import json
from uuid import uuid4

import pytest
from django.test import Client as Browser

from tests.factories.crisis import on_rota, only_call, raised
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
ROUTES = ("acknowledge", "open", "attempt", "contact", "close")


def _post(browser: Browser, path: str, body: object = None):  # type: ignore[no-untyped-def]
    return browser.post(f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")


def test_the_console_works_a_call_from_start_to_end(client: Browser) -> None:
    duty = make_staff("on_call")
    browser = sign_in(client, duty)
    raised()
    call = browser.get("/api/v1/staff/crisis").json()["open"][0]["id"]
    assert _post(browser, f"staff/crisis/{call}/acknowledge").status_code == 204
    assert _post(browser, f"staff/crisis/{call}/open").status_code == 423
    assert _post(browser, f"staff/crisis/{call}/attempt", {"note": "busy"}).status_code == 204
    assert _post(browser, f"staff/crisis/{call}/contact").status_code == 204
    closed = _post(browser, f"staff/crisis/{call}/close", {"outcome": "safe"})
    assert closed.status_code == 204
    again = _post(browser, f"staff/crisis/{call}/close", {"outcome": "safe"})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_else_can_and_a_call_looks_absent(client: Browser, route: str) -> None:
    duty = on_rota(1)
    raised()
    real, absent = only_call(duty).id, uuid4()
    body = {"outcome": "safe"} if route == "close" else {}
    assert _post(Browser(), f"staff/crisis/{real}/{route}", body).status_code in {401, 403}
    browser = sign_in(client, make_staff("operations"))
    answers = [_post(browser, f"staff/crisis/{one}/{route}", body) for one in (real, absent)]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("body", [{}, {"outcome": "well"}, {"outcome": "safe", "by": "me"}])
def test_closing_with_bad_input_changes_nothing(client: Browser, body: object) -> None:
    browser = sign_in(client, make_staff("on_call"))
    duty = on_rota(1)
    raised()
    assert _post(browser, f"staff/crisis/{only_call(duty).id}/close", body).status_code == 400
    assert only_call(duty).state == "raised"
