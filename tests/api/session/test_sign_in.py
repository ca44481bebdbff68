"""Staff sign in through the library mounted under /auth/: it works with our accounts and walls."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from eap.access import services
from eap.access.models import Staff
from eap.audit.models import AuditEvent
from eap.core.database import acting
from eap.vault import indexes
from eap.vault.blind import version_of
from tests.factories.sealed import VAULTS, own_keyring
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


@pytest.mark.parametrize("typed", ["Chen@EAP.example", "CHEN@EAP.EXAMPLE", "chen@ＥＡＰ.example"])
def test_an_address_is_known_whatever_its_case_and_width(
    browser: Browser, invited: services.Invited, typed: str
) -> None:
    set_password(browser, invited.key)
    assert sign_in(browser, "a wrong password", typed).status_code == 400
    assert sign_in(browser, email=typed).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_unknown_address_costs_a_hash_and_as_many_statements(
    browser: Browser, invited: services.Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the answer nor the time it takes tells whether somebody has the address."""
    hashed: list[int] = []
    encode = Argon2PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        hashed.append(1)
        return encode(self, password, salt)

    set_password(browser, invited.key)
    asked = []
    for email in ("chen@eap.example", "nobody@eap.example"):
        sign_in(browser, "a wrong password", email)  # counts of tries are there from now on
        with CaptureQueriesContext(connection) as queries:
            sign_in(browser, "a wrong password", email)
        asked.append([re.sub(r"'[^']*'", "", one["sql"])[:60] for one in queries])
    assert asked[0] == asked[1]
    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    sign_in(browser, "a wrong password", "nobody@eap.example")
    assert hashed == [1]


def test_people_sign_in_while_the_root_of_the_indexes_changes(
    browser: Browser, invited: services.Invited, settings: Any, tmp_path: Path
) -> None:
    own_keyring(settings, tmp_path / "state")
    set_password(browser, invited.key)
    for version in (2, 3):
        indexes.begin_root(VAULTS)
        assert root_of(invited) == version - 1
        assert sign_in(browser, "a wrong password").status_code == 400
        assert root_of(invited) == version - 1, "only whoever signs in is moved"
        assert sign_in(browser).status_code == 200
        assert root_of(invited) == version
        call(browser, "DELETE", "/auth/session")
        browser.get("/api/v1/session")


def root_of(invited: services.Invited) -> int:
    return version_of(bytes(Staff.objects.get(pk=invited.staff_id).address_index))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("columns", [("address_index", "password"), ("address", "password")])
def test_whoever_exchanges_two_accounts_by_sql_lets_nobody_in_as_the_other(
    browser: Browser,
    invited: services.Invited,
    as_owner: Callable[[], Any],
    columns: tuple[str, ...],
) -> None:
    set_password(browser, invited.key)
    victim = make_staff("programme_manager")
    assert sign_in(browser).status_code == 200
    call(browser, "DELETE", "/auth/session")
    browser.get("/api/v1/session")
    read = f"SELECT {', '.join(columns)} FROM access_staff WHERE id = %s"
    write = f"UPDATE access_staff SET {', '.join(f'{name} = %s' for name in columns)} WHERE id = %s"
    with as_owner() as owner:
        mine = owner.execute(read, [invited.staff_id]).fetchone()
        theirs = owner.execute(read, [victim.id]).fetchone()
        owner.execute(write, [b"\0" * 16, "!", invited.staff_id])
        owner.execute(write, [*mine, victim.id])
        owner.execute(write, [*theirs, invited.staff_id])
    refused = sign_in(browser)
    assert code_of(refused) == "email_password_mismatch"
    assert kind(browser) == "anonymous"
    if columns[0] == "address_index":
        with acting(staff_actor("auditor")):
            event = AuditEvent.objects.get(action="vault.damaged")
        assert (event.object_kind, event.object_id) == ("staff", victim.id)


@pytest.mark.django_db(transaction=True)
def test_a_dump_names_no_address_of_staff(
    browser: Browser, invited: services.Invited, as_owner: Callable[[], Any]
) -> None:
    """After whatever people do with their accounts, signed in and half signed in."""
    manager = staff_actor("programme_manager")
    services.renew_invitation(manager, staff_id=invited.staff_id)
    set_password(browser, services.renew_invitation(manager, staff_id=invited.staff_id))
    sign_in(browser, "a wrong password")
    assert sign_in(browser).status_code == 200
    assert call(browser, "POST", "/auth/reauthenticate", {"password": "no"}).status_code == 400
    assert call(browser, "POST", "/auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    meta = call(browser, "GET", "/account/authenticators/totp").json()["meta"]
    assert quote("chen@eap.example") in meta["totp_url"], "what an authenticator shows"
    code = format_hotp_value(hotp_value(meta["secret"], int(time.time()) // 30))
    added = call(browser, "POST", "/account/authenticators/totp", {"code": code})
    assert added.status_code == 200
    elsewhere = Browser(enforce_csrf_checks=True)
    elsewhere.get("/api/v1/session")
    assert sign_in(elsewhere).status_code == 401  # the second factor is asked for
    assert Session.objects.count() >= 2
    services.change_roles(manager, staff_id=invited.staff_id, roles=frozenset({"clinical_lead"}))
    for session in Session.objects.all():
        assert "chen" not in str(session.get_decoded()).lower()
    with as_owner() as owner:
        found = [name for name in tables(owner) if holds(owner, name, "chen@eap.example")]
    assert found == []


def tables(owner: Any) -> list[str]:
    read = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    return [name for (name,) in owner.execute(read)]


def holds(owner: Any, table: str, address: str) -> bool:
    """Whether a table holds the address, in clear or as anybody can read or compute it."""
    name, domain = address.split("@")
    words = (address, name + "%40" + domain, address.encode().hex())
    told = [*words, *(hashlib.new(one, address.encode()).hexdigest() for one in ("sha256", "md5"))]
    for row in owner.execute(f'SELECT * FROM "{table}"'):
        texts = [
            bytes(one).decode("latin-1") if isinstance(one, bytes) else str(one) for one in row
        ]
        texts += [plain for text in texts if (plain := from_base64(text))]
        if any(word in text.lower() for text in texts for word in told):
            return True
    return False


def from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("latin-1")
    except ValueError:
        return ""


def test_the_search_of_a_dump_finds_what_is_there(as_owner: Callable[[], Any]) -> None:
    hidden = base64.b64encode(b"say chen@eap.example").decode()
    with as_owner() as owner, owner.transaction(force_rollback=True):
        owner.execute("CREATE TABLE public.planted (said text)")
        for said in ("to Chen@eap.example", hidden, b"chen@eap.example".hex()):
            owner.execute("TRUNCATE public.planted")
            owner.execute("INSERT INTO public.planted VALUES (%s)", [said])
            assert holds(owner, "planted", "chen@eap.example")


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
