"""Who this browser is, coming in, being slowed down, and leaving."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from eap.core.actor import Actor
from eap.people import services
from eap.people.models import TryCount
from eap.people.tries import WRONG_SECRETS
from eap.vault.unlock import unlock_state
from tests.factories.people import make_client
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/session"


@pytest.fixture
def browser() -> Browser:
    """A browser that is made to prove itself as a real one is."""
    return Browser(enforce_csrf_checks=True)


def send(browser: Browser, path: str, body: Any, *, token: bool = True, **headers: str) -> Any:
    """POST JSON, with the CSRF header when the browser has its cookie."""
    if token and "csrftoken" in browser.cookies:
        headers["X-CSRFToken"] = browser.cookies["csrftoken"].value
    return browser.post(f"{ADDRESS}{path}", body, content_type="application/json", headers=headers)


def test_a_stranger_is_anonymous_and_gets_a_token_for_later(browser: Browser) -> None:
    answer = browser.get(ADDRESS)
    assert answer.json() == {
        "kind": "anonymous",
        "way_in": "",
        "roles": [],
        "name": "",
        "language": "",
        "unlocked_until": None,
        "locked": False,
        "neutral_name": settings.NEUTRAL_NAME,
        "exit_path": settings.EXIT_PATH,
        "time_zone": "UTC",
        "self_checks": False,
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.cookies["csrftoken"]["samesite"] == "Strict"
    assert not browser.cookies["csrftoken"]["max-age"], "it ends with the browser"


def test_coming_in_by_code(browser: Browser) -> None:
    client = make_client(language="en")
    answer = send(browser, "/code", {"code": client.visit_code})
    assert answer.status_code == 200
    assert answer.json()["kind"] == "client"
    assert answer.json()["way_in"] == "visit"
    cookie = answer.cookies[settings.CLIENT_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["max-age"]
    known = browser.get(ADDRESS).json()
    assert (known["kind"], known["language"], known["name"]) == ("client", "en", "")
    assert str(client.client_id) not in answer.content.decode()


def test_coming_in_by_words_unlocks(browser: Browser) -> None:
    client = make_client()
    words = services.make_private_key(client.actor, language="zh-Hans")
    services.confirm_private_key(client.actor, words=words[-2:])
    answer = send(browser, "/words", {"words": " ".join(words)})
    assert answer.json()["way_in"] == "private_key"
    assert answer.json()["unlocked_until"]


def used_up() -> None:
    """As if all that the networks counted so far may get wrong had been got wrong."""
    TryCount.objects.update(tries=WRONG_SECRETS.most)


def test_a_wrong_code_and_an_ended_one_answer_alike_and_many_bring_a_pause(
    browser: Browser,
) -> None:
    client = make_client()
    answers = [send(browser, "/code", {"code": f"00000000000{n}"}) for n in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    assert {answer.content for answer in answers} == {answers[0].content}
    assert answers[0].json()["fields"] == {"code": "not_accepted"}
    used_up()
    paused = send(browser, "/code", {"code": client.visit_code})
    assert paused.status_code == 429
    assert 0 < int(paused.headers["Retry-After"]) <= 900
    elsewhere = Browser(REMOTE_ADDR="198.51.100.7")
    assert send(elsewhere, "/code", {"code": client.visit_code}).status_code == 200


def test_neighbours_share_a_count_and_strangers_do_not(browser: Browser) -> None:
    send(Browser(REMOTE_ADDR="192.0.2.1"), "/code", {"code": "0"})
    used_up()
    near = Browser(REMOTE_ADDR="192.0.2.99")
    assert send(near, "/code", {"code": "0"}).status_code == 429
    assert send(browser, "/code", {"code": "0"}).status_code == 422


def test_words_misspelt_are_told_and_cost_no_try(browser: Browser) -> None:
    for _ in range(6):
        answer = send(browser, "/words", {"words": "one two three"})
        assert answer.json()["fields"] == {"words": "count"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"code": 5}, 422),
        ({"code": None}, 400),
        ({"code": "1", "and": "2"}, 400),
        ({"code": "1" * 41}, 400),
        ([], 400),
        ("text", 400),
    ],
)
def test_bad_input_has_one_clear_answer(browser: Browser, body: Any, status: int) -> None:
    answer = send(browser, "/code", body)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_another_site_cannot_let_somebody_in_or_out(browser: Browser) -> None:
    client = make_client()
    for path, body in (("/code", {"code": client.visit_code}), ("/leave", {})):
        answer = send(browser, path, body, **{"Sec-Fetch-Site": "cross-site"})
        assert (answer.status_code, answer.json()["code"]) == (403, "other_site")
        answer = send(browser, path, body, Origin="https://elsewhere.example")
        assert answer.status_code == 403


def test_leaving_needs_no_token_and_ends_the_session_on_the_server(browser: Browser) -> None:
    client = make_client()
    send(browser, "/code", {"code": client.visit_code})
    cookie = browser.cookies[settings.CLIENT_COOKIE_NAME].value
    answer = browser.post(f"{ADDRESS}/leave", b"", content_type="text/plain")
    assert answer.status_code == 204
    assert answer.cookies[settings.CLIENT_COOKIE_NAME].value == ""
    assert answer.cookies[settings.CSRF_COOKIE_NAME].value == ""
    browser.cookies[settings.CLIENT_COOKIE_NAME] = cookie
    assert browser.get(ADDRESS).json()["kind"] == "anonymous"
    assert browser.post(f"{ADDRESS}/leave").status_code == 204


def test_acting_with_a_cookie_takes_the_token(browser: Browser) -> None:
    client = make_client()
    send(browser, "/code", {"code": client.visit_code})
    body = {"language": "en"}
    without = browser.post("/api/v1/key", body, content_type="application/json")
    assert (without.status_code, without.json()["code"]) == (403, "csrf")
    browser.get(ADDRESS)
    headers = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    answer = browser.post("/api/v1/key", body, content_type="application/json", headers=headers)
    assert answer.status_code == 201


def test_staff_are_known_with_name_and_roles_and_leave_by_the_same_door() -> None:
    browser = sign_in(Browser(), make_staff("counsellor", "on_call", name="Chen Yu"))
    known = browser.get(ADDRESS).json()
    assert (known["kind"], known["name"], known["language"]) == ("staff", "Chen Yu", "en")
    assert known["roles"] == ["counsellor", "on_call"]
    assert browser.post(f"{ADDRESS}/leave").status_code == 204
    assert browser.get(ADDRESS).json()["kind"] == "anonymous"


def test_a_client_costs_one_question_of_who_they_are(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    """One door-function call a request, besides what the request itself reads."""
    from eap.people.selectors import client_actor

    client = make_client()
    with django_assert_max_num_queries(1):
        assert client_actor(client.session_token, "") == client.actor
    assert not unlock_state(Actor.client(client.client_id, session=client.actor.session)).is_open
