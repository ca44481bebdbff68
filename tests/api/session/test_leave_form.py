"""Leave as a plain form: ends the visit without a script, from our own pages only."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from tests.factories.people import make_client
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
SESSION = "/api/v1/session"
PERSON = {"Accept": "text/html"}


@pytest.fixture
def browser() -> Browser:
    """A browser that is made to prove itself as a real one is."""
    return Browser(enforce_csrf_checks=True)


def come_in(browser: Browser) -> str:
    """By visit code; returns what the cookie holds."""
    code = {"code": make_client().visit_code}
    browser.post(f"{SESSION}/code", code, content_type="application/json")
    return browser.cookies[settings.CLIENT_COOKIE_NAME].value


def kind(browser: Browser) -> str:
    """Who the server takes this browser for."""
    return str(browser.get(SESSION).json()["kind"])


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://testserver"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}],
    ids=["says nothing", "own origin", "what browsers send"],
)
def test_it_ends_the_visit_and_goes_to_the_exit(browser: Browser, headers: dict[str, str]) -> None:
    token = come_in(browser)
    answer = browser.post("/leave", headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, settings.EXIT_PATH)
    assert answer.headers["Cache-Control"] == "no-store" and not answer.content
    for name in (settings.CLIENT_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert answer.cookies[name].value == "" and answer.cookies[name]["max-age"] == 0
    browser.cookies[settings.CLIENT_COOKIE_NAME] = token
    assert kind(browser) == "anonymous"
    assert browser.post("/leave").status_code == 303, "leaving twice is fine"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_end_it(browser: Browser, headers: dict[str, str]) -> None:
    come_in(browser)
    answer = browser.post("/leave", headers=headers | PERSON)
    assert answer.status_code == 403 and "<h1>" in answer.content.decode()
    assert not answer.cookies and kind(browser) == "client"


def test_opened_by_hand_it_ends_nothing(browser: Browser) -> None:
    come_in(browser)
    assert browser.get("/leave").headers["Location"] == settings.EXIT_PATH
    assert kind(browser) == "client"


def test_staff_leave_by_it_too() -> None:
    browser = sign_in(Browser(enforce_csrf_checks=True), make_staff("counsellor"))
    assert kind(browser) == "staff"
    assert browser.post("/leave").status_code == 303
    assert kind(browser) == "anonymous"


def test_what_the_browser_kept_goes_where_it_can_be_told_to(browser: Browser) -> None:
    assert browser.post("/leave", secure=True).headers["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in browser.post("/leave").headers


def test_an_exit_on_another_site_is_reached_past_the_policy_of_forms(
    browser: Browser, settings: Any
) -> None:
    settings.EXIT_PATH = "https://weather.example/"
    answer = browser.post("/leave")
    assert answer.status_code == 200 and not answer.content
    assert answer.headers["Refresh"] == "0;url=https://weather.example/"
