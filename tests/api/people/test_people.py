"""What clients hold themselves: key, data, access log, consents. Works, wrong person, bad input."""

from typing import Any

import pytest
from django.test import Client as Browser

from eap.core import clock
from eap.people import services
from tests.factories.people import make_client
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def call(browser: Browser, method: str, path: str, body: Any = None) -> Any:
    options = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(browser, method)(f"/api/v1/{path}", **options)


def by_code(client: services.NewClient) -> Browser:
    browser = Browser()
    call(browser, "post", "session/code", {"code": client.visit_code})
    return browser


@pytest.fixture
def client() -> services.NewClient:
    return make_client(statistics=True)


@pytest.fixture
def browser(client: services.NewClient) -> Browser:
    return by_code(client)


def take_key(browser: Browser) -> list[str]:
    words: list[str] = call(browser, "post", "key", {"language": "en"}).json()["words"]
    assert call(browser, "post", "key/confirm", {"words": words[-2:]}).status_code == 204
    return words


def test_a_key_is_shown_once_confirmed_and_opens(browser: Browser) -> None:
    words = take_key(browser)
    assert len(words) == 12
    assert call(browser, "get", "session").json()["way_in"] == "private_key"
    elsewhere = Browser()
    answer = call(elsewhere, "post", "session/words", {"words": " ".join(words)})
    assert answer.json()["kind"] == "client"


def test_wrong_last_words_are_refused_and_slowed_down(browser: Browser) -> None:
    call(browser, "post", "key", {"language": "en"})
    for _ in range(5):
        answer = call(browser, "post", "key/confirm", {"words": ["no", "way"]})
        assert (answer.status_code, answer.json()["fields"]) == (422, {"words": "not_accepted"})
    assert call(browser, "post", "key/confirm", {"words": ["no", "way"]}).status_code == 429


def test_by_code_one_sees_consents_and_is_asked_for_the_key(browser: Browser) -> None:
    held = call(browser, "get", "data").json()
    assert held["key_needed"] and held["kinds"] == [] and held["key_made_on"] is None
    stands = {one["purpose"]: (one["needed"], one["given"]) for one in held["consents"]}
    assert stands == {
        "service": (True, True),
        "statistics": (False, True),
        "questionnaires": (False, False),
    }
    refused = call(browser, "get", "data/access-log")
    assert (refused.status_code, refused.json()["code"]) == (403, "private_key_needed")


def test_by_key_one_sees_what_is_held_and_who_acted(browser: Browser) -> None:
    take_key(browser)
    held = call(browser, "get", "data").json()
    assert not held["key_needed"]
    counts = {one["kind"]: one["count"] for one in held["kinds"]}
    assert all(one["kept"] for one in held["kinds"])
    assert {kind for kind, count in counts.items() if count} == {"access_log"}
    others = call(browser, "get", "data/access-log").json()
    assert others["entries"] == [] and others["next"] is None
    page = call(browser, "get", "data/access-log?own=true").json()
    acts = [(entry["who"], entry["act"], entry["thing"]) for entry in page["entries"]]
    assert acts[-1] == ("you", "wrote", "client")
    assert page["next"] is None
    assert len(page["entries"]) == page["own"] == others["own"] == counts["access_log"]
    assert set(page["entries"][0]) == {"at", "who", "act", "thing", "purpose", "allowed"}


def test_the_log_tells_every_coming_in_and_by_what(
    client: services.NewClient, browser: Browser
) -> None:
    for code in (client.visit_code, "000000000000"):  # a finder of the code, and a wrong try
        call(Browser(), "post", "session/code", {"code": code})
    words = take_key(browser)
    call(Browser(), "post", "session/words", {"words": " ".join(words)})
    own = call(browser, "get", "data/access-log?own=true").json()["entries"]
    ways = [one["act"] for one in own if one["act"].startswith("came_in")]
    assert ways == ["came_in_by_key"] * 2 + ["came_in_by_code"] * 2
    assert call(browser, "get", "data/access-log").json()["entries"] == []


def test_by_code_one_is_told_that_somebody_made_a_key(
    client: services.NewClient, browser: Browser
) -> None:
    take_key(by_code(client))
    held = call(browser, "get", "data").json()
    assert held["key_needed"] and held["key_made_on"] == clock.today().isoformat()


def test_the_access_log_comes_in_pages(browser: Browser) -> None:
    take_key(browser)
    for given in [True, False] * 16:
        call(browser, "put", "data/consents/questionnaires", {"given": given})
    first = call(browser, "get", "data/access-log?own=true").json()
    assert len(first["entries"]) == 30 and first["next"]
    second = call(browser, "get", f"data/access-log?own=true&before={first['next']}").json()
    assert second["entries"] and second["next"] is None


@pytest.mark.parametrize("before", ["x", "-1", "1&more=2", "1&own=x", "9" * 20])
def test_a_bad_page_is_named(browser: Browser, before: str) -> None:
    take_key(browser)
    assert call(browser, "get", f"data/access-log?before={before}").status_code == 400


def test_consents_are_given_and_withdrawn(browser: Browser) -> None:
    assert call(browser, "put", "data/consents/statistics", {"given": False}).status_code == 204
    held = call(browser, "get", "data").json()["consents"]
    assert [one["given"] for one in held if one["purpose"] == "statistics"] == [False]
    refused = call(browser, "put", "data/consents/service", {"given": False})
    assert (refused.status_code, refused.json()["code"]) == (409, "required")
    unknown = call(browser, "put", "data/consents/fame", {"given": True})
    assert (unknown.status_code, unknown.json()["fields"]) == (422, {"purpose": "unknown"})


def test_one_client_never_meets_another(client: services.NewClient, browser: Browser) -> None:
    other = by_code(make_client(statistics=False))
    take_key(other)
    call(other, "put", "data/consents/questionnaires", {"given": True})
    held = call(browser, "get", "data").json()["consents"]
    assert [one["purpose"] for one in held if one["given"]] == ["service", "statistics"]
    log = call(other, "get", "data/access-log").content.decode()
    assert "another_client" not in log and str(client.client_id) not in log


BODIES = (
    ("post", "key", {"language": "en"}),
    ("post", "key/confirm", {"words": ["a", "b"]}),
    ("get", "data", None),
    ("get", "data/access-log", None),
    ("put", "data/consents/questionnaires", {"given": True}),
)


@pytest.mark.parametrize(("method", "path", "body"), BODIES)
def test_strangers_and_staff_are_told_to_come_in(method: str, path: str, body: Any) -> None:
    for browser in (Browser(), sign_in(Browser(), make_staff("counsellor", "programme_manager"))):
        assert call(browser, method, path, body).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "key", {"language": "fr"}),
        ("post", "key", {}),
        ("post", "key", {"language": "en", "size": 24}),
        ("post", "key/confirm", {"words": ["one"]}),
        ("post", "key/confirm", {"words": "one two"}),
        ("post", "key/confirm", {"words": ["x" * 21, "y"]}),
        ("put", "data/consents/questionnaires", {}),
        ("put", "data/consents/questionnaires", {"given": None}),
        ("put", "data/consents/questionnaires", {"given": True, "for": "ever"}),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(
    browser: Browser, method: str, path: str, body: Any
) -> None:
    before = call(browser, "get", "data").json()
    answer = call(browser, method, path, body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert call(browser, "get", "data").json() == before


def test_confirming_without_a_key_waiting_is_a_conflict(browser: Browser) -> None:
    answer = call(browser, "post", "key/confirm", {"words": ["a", "b"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_key")
