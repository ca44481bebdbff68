"""Staff sign in through the library mounted under /auth/: it works with our accounts and walls."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client as Browser

from eap.access import services
from tests.factories.staff import make_staff, staff_actor

pytestmark = pytest.mark.django_db
AUTH = "/api/v1/auth/browser/v1"
PASSWORD = "quiet grey heron at dusk"


@pytest.fixture
def invited() -> services.Invited:
    return services.invite(
        staff_actor("programme_manager"),
        email="chen@eap.example",
        display_name="Chen Yu",
        language="en",
        roles=frozenset({"counsellor"}),
    )


@pytest.fixture
def browser() -> Browser:
    made = Browser(enforce_csrf_checks=True)
    made.get("/api/v1/session")
    return made


def call(browser: Browser, method: str, path: str, body: Any = None) -> Any:
    return browser.generic(
        method,
        f"{AUTH}{path}",
        "" if body is None else json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": browser.cookies["csrftoken"].value},
    )


def set_password(browser: Browser, key: str, password: str = PASSWORD) -> Any:
    return call(browser, "POST", "/auth/password/reset", {"key": key, "password": password})


def sign_in(browser: Browser, password: str = PASSWORD, email: str = "chen@eap.example") -> Any:
    return call(browser, "POST", "/auth/login", {"email": email, "password": password})


def code_of(refused: Any) -> str:
    return str(refused.json()["errors"][0]["code"])


def lock(browser: Browser) -> None:
    token = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    assert browser.post("/api/v1/lock", headers=token).status_code == 204


def kind(browser: Browser) -> str:
    return str(browser.get("/api/v1/session").json()["kind"])


def test_from_the_invitation_to_signing_out(browser: Browser, invited: services.Invited) -> None:
    assert set_password(browser, invited.key).status_code == 401  # set, and not signed in
    assert set_password(browser, invited.key).status_code == 400  # the key works once
    before = browser.cookies.get("staff")
    assert sign_in(browser).status_code == 200
    assert browser.cookies["staff"].value != (before.value if before else "")
    assert kind(browser) == "staff"
    assert call(browser, "DELETE", "/auth/session").status_code == 401
    assert kind(browser) == "anonymous"


def test_a_write_without_the_token_is_refused(browser: Browser, invited: services.Invited) -> None:
    bare = Browser(enforce_csrf_checks=True)
    body = {"email": "chen@eap.example", "password": PASSWORD}
    answer = bare.post(f"{AUTH}/auth/login", body, content_type="application/json")
    assert answer.status_code == 403


def test_a_weak_password_is_refused_and_the_key_still_works(
    browser: Browser, invited: services.Invited
) -> None:
    for weak in ("short", "password1234"):
        assert set_password(browser, invited.key, weak).status_code == 400
    assert set_password(browser, invited.key).status_code == 401


def test_wrong_password_and_unknown_address_answer_alike(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    wrong = sign_in(browser, "another password")
    unknown = sign_in(browser, email="nobody@eap.example")
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.content == unknown.content


def test_nobody_elsewhere_keeps_a_colleague_out_by_wrong_passwords(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    elsewhere = Browser(enforce_csrf_checks=True, REMOTE_ADDR="198.51.100.7")
    elsewhere.get("/api/v1/session")
    for _ in range(5):
        assert code_of(sign_in(elsewhere, "a wrong password")) == "email_password_mismatch"
    assert code_of(sign_in(elsewhere, "a wrong password")) == "too_many_login_attempts"
    assert code_of(sign_in(elsewhere)) == "too_many_login_attempts"
    assert sign_in(browser).status_code == 200


@pytest.mark.slow
def test_an_office_behind_one_address_signs_in_whatever_one_of_them_mistypes(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    for number in range(31):
        wrong = sign_in(browser, email=f"colleague{number}@eap.example")
        assert code_of(wrong) == "email_password_mismatch"
    assert sign_in(browser).status_code == 200


def test_a_retired_person_is_out_at_once_and_cannot_sign_in_again(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    services.retire(staff_actor("programme_manager"), staff_id=invited.staff_id)
    assert kind(browser) == "anonymous"
    browser.get("/api/v1/session")
    assert sign_in(browser).status_code in (400, 401)
    assert kind(browser) == "anonymous"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/auth/signup"),
        ("POST", "/auth/password/request"),
        ("GET", "/account/email"),
        ("POST", "/account/email"),
        ("GET", "/auth/sessions"),
        ("POST", "/auth/email/verify"),
        ("GET", "/config"),
    ],
)
def test_what_the_library_offers_besides_is_not_there(
    browser: Browser, invited: services.Invited, method: str, path: str
) -> None:
    """Nobody signs up, adds an address of their own or asks for a letter."""
    set_password(browser, invited.key)
    sign_in(browser)
    answer = call(browser, method, path, {"email": "me@elsewhere.example", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not mail.outbox


def test_behind_a_locked_screen_no_account_is_changed(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    lock(browser)
    for method, path in (
        ("POST", "/account/password/change"),
        ("GET", "/account/authenticators"),
        ("GET", "/account/authenticators/totp"),
        ("POST", "/account/authenticators/webauthn"),
        ("GET", "/account/authenticators/recovery-codes"),
    ):
        answer = call(browser, method, path, {})
        assert (answer.status_code, answer.json()["code"]) == (423, "locked"), path


def test_reading_the_table_of_sign_ins_lets_nobody_go_on_as_somebody_else(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    assert kind(browser) == "staff"
    thief = Browser()
    kept = list(Session.objects.values_list("session_key", flat=True))
    assert kept and browser.cookies["staff"].value not in kept
    for key in kept:
        thief.cookies["staff"] = key
        assert kind(thief) == "anonymous"


def test_behind_a_proxy_that_ends_tls_people_sign_in(
    browser: Browser, invited: services.Invited, settings: Any
) -> None:
    """Its word that a request came by https makes our own pages' origin ours."""
    set_password(browser, invited.key)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    token = browser.cookies["csrftoken"].value
    by_tls = {"Host": "testserver", "X-Forwarded-Proto": "https", "X-CSRFToken": token}
    body = {"email": "chen@eap.example", "password": PASSWORD}
    for origin, status in (("https://elsewhere.example", 403), ("https://testserver", 200)):
        answer = browser.post(
            f"{AUTH}/auth/login",
            body,
            content_type="application/json",
            headers={**by_tls, "Origin": origin},
        )
        assert answer.status_code == status


def test_the_proxys_word_is_taken_where_cookies_are_for_tls() -> None:
    said = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    for secure, header in (("1", "('HTTP_X_FORWARDED_PROTO', 'https')"), ("0", "None")):
        env = {**os.environ, "SECURE_COOKIES": secure, "DJANGO_SETTINGS_MODULE": "eap.settings"}
        shown = subprocess.run(
            [sys.executable, "-c", said], env=env, capture_output=True, text=True, check=True
        )
        assert shown.stdout.strip() == header


def test_roles_are_read_anew_with_every_request(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    services.change_roles(
        staff_actor("programme_manager"),
        staff_id=invited.staff_id,
        roles=frozenset({"clinical_lead"}),
    )
    assert browser.get("/api/v1/session").json()["roles"] == ["clinical_lead"]


def test_the_account_has_one_verified_address_for_second_factors(
    invited: services.Invited,
) -> None:
    from allauth.account.models import EmailAddress

    address = EmailAddress.objects.get(user_id=invited.staff_id)
    assert address.verified and address.primary


def test_a_second_factor_can_be_added_and_is_then_asked_for(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    answer = call(browser, "GET", "/account/authenticators/totp")
    assert answer.status_code == 404  # none yet, and here is a secret to add one
    assert answer.json()["meta"]["secret"]


def test_the_staff_factory_signs_in_without_a_password() -> None:
    from tests.factories import staff

    assert kind(staff.sign_in(Browser(), make_staff("auditor"))) == "staff"


def test_whoever_has_no_notes_lifts_the_lock_by_their_password(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    lock(browser)
    assert browser.get("/api/v1/staff/people").json()["code"] == "locked"
    assert call(browser, "POST", "/auth/reauthenticate", {"password": "wrong"}).status_code == 400
    assert browser.get("/api/v1/session").json()["locked"] is True
    assert call(browser, "POST", "/auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert browser.get("/api/v1/session").json()["locked"] is False


def test_of_whoever_has_notes_only_their_passphrase_lifts_the_lock(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    headers = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    chosen = {"new": "seven slow boats at noon", "current": ""}
    answer = browser.put("/api/v1/unlock/passphrase", chosen, "application/json", headers=headers)
    code = {"words": " ".join(answer.json()["words"])}
    answer = browser.post("/api/v1/unlock/code", code, "application/json", headers=headers)
    assert answer.status_code == 204
    lock(browser)
    assert call(browser, "POST", "/auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert browser.get("/api/v1/session").json()["locked"] is True
    given = {"passphrase": chosen["new"]}
    answer = browser.post("/api/v1/unlock", given, "application/json", headers=headers)
    assert answer.status_code == 200
    assert browser.get("/api/v1/session").json()["locked"] is False
