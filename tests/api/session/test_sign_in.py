"""Staff sign in through the library mounted under /auth/: it works with our accounts and walls."""

import json
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser

from eap.access import services
from eap.access.models import Staff
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


def test_nobody_signs_up(browser: Browser) -> None:
    body = {"email": "me@eap.example", "password": PASSWORD}
    assert call(browser, "POST", "/auth/signup", body).status_code == 403
    assert not Staff.objects.filter(email="me@eap.example").exists()


def test_asking_for_a_reset_tells_nothing_and_mails_no_link(
    browser: Browser, invited: services.Invited
) -> None:
    known = call(browser, "POST", "/auth/password/request", {"email": "chen@eap.example"})
    unknown = call(browser, "POST", "/auth/password/request", {"email": "no@eap.example"})
    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    assert not mail.outbox


def test_the_library_never_mails(browser: Browser, invited: services.Invited) -> None:
    """Adding an address answers, and no link leaves through the employer's mail server."""
    set_password(browser, invited.key)
    sign_in(browser)
    answer = call(browser, "POST", "/account/email", {"email": "private@elsewhere.example"})
    assert answer.status_code < 500
    assert not mail.outbox


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


def test_sessions_can_be_seen_and_ended(browser: Browser, invited: services.Invited) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    other = Browser(enforce_csrf_checks=True)
    other.get("/api/v1/session")
    sign_in(other)
    listed = call(browser, "GET", "/auth/sessions").json()["data"]
    assert len(listed) == 2
    (theirs,) = [one["id"] for one in listed if not one["is_current"]]
    assert call(browser, "DELETE", "/auth/sessions", {"sessions": [theirs]}).status_code == 200
    assert (kind(other), kind(browser)) == ("anonymous", "staff")


def test_the_staff_factory_signs_in_without_a_password() -> None:
    from tests.factories import staff

    assert kind(staff.sign_in(Browser(), make_staff("auditor"))) == "staff"


def test_whoever_has_no_notes_lifts_the_lock_by_their_password(
    browser: Browser, invited: services.Invited
) -> None:
    set_password(browser, invited.key)
    sign_in(browser)
    token = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    assert browser.post("/api/v1/lock", headers=token).status_code == 204
    assert browser.get("/api/v1/staff/people").json()["code"] == "locked"
    assert call(browser, "POST", "/auth/reauthenticate", {"password": "wrong"}).status_code == 400
    assert browser.get("/api/v1/session").json()["locked"] is True
    assert call(browser, "POST", "/auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert browser.get("/api/v1/session").json()["locked"] is False
