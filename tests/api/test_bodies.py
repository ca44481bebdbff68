"""What cannot be read: one problem under /api/, a page of ours elsewhere, and nothing echoed."""

import json
from typing import Any

import pytest
from django.test import Client as Browser

from tests.factories import doors
from tests.factories.cases import make_site

pytestmark = pytest.mark.django_db
DEEP = "[" * 100_000
ROUTES = ("session/code", "pulse/answer", "auth/browser/v1/auth/login")
PAGE = {"Accept": "text/html"}


@pytest.fixture
def browser() -> Browser:
    return Browser(raise_request_exception=False)


def send(browser: Browser, path: str, body: str | bytes, **headers: str) -> Any:
    return browser.generic(
        "POST", f"/api/v1/{path}", body, content_type="application/json", headers=headers
    )


def is_problem(answer: Any, status: int, code: str) -> bool:
    body = json.loads(answer.content)
    return bool(
        (answer.status_code, body["status"], body["code"]) == (status, status, code)
        and answer.headers["Content-Type"] == "application/problem+json"
        and answer.headers["Cache-Control"] == "no-store"
        and answer.headers["Content-Security-Policy"]
    )


def is_page(answer: Any, status: int) -> bool:
    return bool(
        answer.status_code == status
        and b"/assets/help.css" in answer.content
        and "default-src 'none'" in answer.headers["Content-Security-Policy"]
    )


class TestUnreadable:
    @pytest.mark.parametrize("path", ROUTES)
    @pytest.mark.parametrize(
        "body",
        [
            "{",
            DEEP,
            DEEP + "]" * 100_000,
            '{"code": ' + "[" * 500 + "]" * 500 + "}",
            '{"code": ' + "9" * 5000 + "}",
            b"\xff",
        ],
        ids=["broken", "open", "deep", "less deep", "digits", "bytes"],
    )
    def test_is_one_problem(self, browser: Browser, path: str, body: str | bytes) -> None:
        assert is_problem(send(browser, path, body), 400, "parse_error")

    def test_half_a_pair_does_not_reach_the_library(self, browser: Browser) -> None:
        body = r'{"email": "\ud800@eap.example", "password": "\udfff"}'
        assert is_problem(send(browser, ROUTES[-1], body), 400, "parse_error")

    @pytest.mark.parametrize("path", ROUTES)
    def test_a_wrong_host(self, browser: Browser, path: str) -> None:
        assert is_problem(send(browser, path, "{}", Host="evil.example"), 400, "parse_error")

    def test_a_form_is_not_for_the_library(self) -> None:
        browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)
        browser.get("/api/v1/session")
        token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
        assert is_problem(browser.post(f"/api/v1/{ROUTES[-1]}", token), 400, "parse_error")

    def test_too_long_for_the_library(self, browser: Browser) -> None:
        assert is_problem(send(browser, ROUTES[-1], " " * 1_000_001), 400, "parse_error")

    def test_too_long_for_us(self, browser: Browser) -> None:
        assert is_problem(send(browser, ROUTES[0], " " * 1_000_001), 400, "parse_error")

    def test_too_many_fields(self, browser: Browser) -> None:
        answer = browser.get("/api/v1/slots?" + "a=1&" * 1_001)
        assert is_problem(answer, 400, "parse_error")


class TestRefused:
    def test_a_sign_in_without_a_token(self) -> None:
        answer = send(Browser(enforce_csrf_checks=True), ROUTES[-1], "{}")
        assert is_problem(answer, 403, "csrf")


class TestPage:
    def test_a_wrong_host(self, browser: Browser) -> None:
        make_site()
        assert is_page(browser.get("/now", headers={**PAGE, "Host": "evil.example"}), 400)

    def test_too_many_fields(self, browser: Browser) -> None:
        make_site()
        assert is_page(browser.get("/now?" + "a=1&" * 1_001, headers=PAGE), 400)

    def test_too_long(self, browser: Browser) -> None:
        make_site()
        typed = {"number": "1" * 1_000_001}
        sent = "&".join(f"{name}={value}" for name, value in typed.items())
        form = "application/x-www-form-urlencoded"
        answer = browser.generic("POST", "/now/call", sent, content_type=form, headers=PAGE)
        assert is_page(answer, 400)

    def test_a_form_without_a_token(self) -> None:
        make_site()
        assert is_page(Browser(enforce_csrf_checks=True).post("/book", headers=PAGE), 403)


class TestNothingComesBack:
    CANARY = "zqcanary key <b>"

    @pytest.mark.parametrize(
        ("path", "body", "field"),
        [
            ("pulse/answer", {"strip": "x", "items": {CANARY: "zz"}}, "items"),
            ("pulse/answer", {"strip": "x", "items": {}, "module": {CANARY: []}}, "module"),
            ("pulse/answer", {"strip": "x", "items": {"\ud800": "zz"}}, "items"),
            ("session/code", {"zqcanary": 1}, "unknown_keys"),
            ("session/code", {"\ud800": 1}, "unknown_keys"),
        ],
    )
    def test_of_names_that_were_made_up(
        self, browser: Browser, path: str, body: dict[str, Any], field: str
    ) -> None:
        answer = send(browser, path, json.dumps(body))
        assert answer.status_code == 400
        assert set(answer.json()["fields"]) == {field}
        assert "zqcanary" not in answer.content.decode()


def test_nor_from_a_self_check() -> None:
    from eap.core.ids import new_id

    path = f"checks/{new_id()}/score"
    for name in ("zqcanary", "\ud800"):
        status, problem = doors.visitor().post(path, {"answers": {name: "zz"}})
        assert (status, problem["fields"]) == (400, {"answers": "invalid"})
