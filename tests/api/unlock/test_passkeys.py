"""Passkeys through HTTP: shapes, the lock of the screen, and who they belong to."""

import base64
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

from api.logs import configure
from eap.access.models import Staff
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.programme.management.postgres import run
from eap.vault import desk_keys, directory
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, Desk
from tests.factories.browsers import read, send
from tests.factories.keys import give_key, give_passphrase
from tests.factories.passkeys import SoftPasskey
from tests.factories.staff import acting_as, make_staff, sign_in, staff_actor

pytestmark = pytest.mark.django_db(transaction=True)
PASSPHRASE = "seven quiet boats at noon"


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    """The other way round."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def told(said: Any) -> dict[str, str]:
    """What a browser gave, as it is sent."""
    return {name: b64(value) for name, value in vars(said).items()}


@pytest.fixture
def person() -> Staff:
    """A counsellor."""
    return make_staff("counsellor")


@pytest.fixture
def settled(client: Browser, person: Staff) -> Browser:
    """Signed in and unlocked by passphrase."""
    give_passphrase(acting_as(person), PASSPHRASE)
    sign_in(client, person)
    assert send(client, "unlock", {"passphrase": PASSPHRASE}).status_code == 200
    return client


def new_one(browser: Browser, key: SoftPasskey, **more: Any) -> Any:
    """Add a passkey; returns the answer."""
    asked = send(browser, "unlock/passkeys/challenge").json()
    assert asked["rp_id"] == "localhost"
    challenge, salt = raw(asked["challenge"]), raw(asked["salt"])
    body = {
        "made": told(key.make(challenge)),
        "used": told(key.use(challenge, salt)),
        "device": "windows",
        "transports": ["internal"],
        **more,
    }
    return send(browser, "unlock/passkeys", body)


def by_passkey(browser: Browser, key: SoftPasskey) -> Any:
    """Unlock; returns the answer."""
    asked = send(browser, "unlock/passkey/challenge").json()
    (offered,) = [
        one for one in asked["passkeys"] if raw(one["credential_id"]) == key.credential_id
    ]
    used = key.use(raw(asked["challenge"]), raw(offered["salt"]))
    return send(browser, "unlock/passkey", {"used": told(used)})


def test_it_is_added_listed_opens_on_the_lock_and_is_removed(settled: Browser) -> None:
    key = SoftPasskey()
    assert read(settled, "unlock").json()["has_passkey"] is False
    added = new_one(settled, key)
    assert added.status_code == 201
    assert added.json() == {
        "id": added.json()["id"],
        "device": "windows",
        "made_on": clock.today().isoformat(),
        "used_on": None,
    }
    assert send(settled, "lock").status_code == 204
    assert read(settled, "unlock/passkeys").status_code == 423
    assert send(settled, "unlock/passkeys/challenge").status_code == 423
    assert read(settled, "unlock").json()["has_passkey"] is True
    opened = by_passkey(settled, key)
    assert (opened.status_code, opened.json()["kinds"]) == (200, ["care"])
    (listed,) = read(settled, "unlock/passkeys").json()
    assert listed["used_on"] == clock.today().isoformat()
    gone = send(settled, f"unlock/passkeys/{listed['id']}", method="delete")
    assert gone.status_code == 204
    assert read(settled, "unlock/passkeys").json() == []
    again = send(settled, "unlock/passkey/challenge")
    assert (again.status_code, again.json()["code"]) == (409, "no_passkey")


def test_in_a_new_browser_it_brings_the_half_key(settled: Browser, person: Staff) -> None:
    key = SoftPasskey()
    new_one(settled, key)
    elsewhere = sign_in(Browser(), person)
    answer = by_passkey(elsewhere, key)
    assert answer.json()["kinds"] == ["care"] and "half" in answer.cookies
    assert read(elsewhere, "unlock").json()["kinds"] == ["care"]


def test_unlocking_by_it_does_for_the_desk_what_is_due(settled: Browser, person: Staff) -> None:
    """Somebody left: the next member who unlocks, however, makes the desk's next key."""
    key, colleague = SoftPasskey(), acting_as(make_staff("counsellor"))
    give_key(acting_as(person))
    give_key(colleague)
    new_one(settled, key)
    desk_keys.put_out(staff_actor("programme_manager"), staff_id=colleague.known_id)
    before = intake_version()
    send(settled, "lock")
    assert by_passkey(settled, key).status_code == 200
    assert intake_version() == before + 1


def intake_version() -> int:
    """Which key of the desk of requests stands."""
    desk = DESKS[Desk.INTAKE]
    with acting(Actor.system(VAULT)):
        return directory.standing([desk])[desk].version


def test_a_fresh_sign_in_adds_none(settled: Browser, person: Staff) -> None:
    """What a reset password, or an administrator, gets."""
    elsewhere = sign_in(Browser(), person)
    answer = send(elsewhere, "unlock/passkeys/challenge")
    assert (answer.status_code, answer.json()["code"]) == (423, "locked")
    with clock.standing_at(clock.now() + timedelta(minutes=9)):
        new_one(settled, SoftPasskey())  # in use, and so still open in a while
    body = {"used": told(SoftPasskey().use(bytes(32), bytes(32)))}
    assert send(elsewhere, "unlock/passkey", body).json()["code"] == "stale"


def test_wrong_ones_are_told_without_saying_what_was_wrong(settled: Browser) -> None:
    key = SoftPasskey()
    new_one(settled, key)
    asked = send(settled, "unlock/passkey/challenge").json()
    bent = SoftPasskey(credential_id=key.credential_id, inside=key.inside)
    used = bent.use(raw(asked["challenge"]), raw(asked["passkeys"][0]["salt"]))
    answer = send(settled, "unlock/passkey", {"used": told(used)})
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_passkey")
    assert b64(used.secret) not in answer.content.decode()


@pytest.mark.parametrize(
    "more",
    [
        {"made": {}},
        {"used": {}},
        {"device": "my own laptop"},
        {"transports": ["thought"]},
        {"note": "x"},
    ],
    ids=str,
)
def test_other_shapes_are_refused(settled: Browser, more: dict[str, Any]) -> None:
    assert new_one(settled, SoftPasskey(), **more).status_code in (400, 422)
    assert read(settled, "unlock/passkeys").json() == []


@pytest.mark.parametrize("value", ["", "a b", "!!!!", "A" * 200, 5, None, ["AA"]], ids=str)
def test_what_is_no_base64_is_refused_and_not_quoted(settled: Browser, value: object) -> None:
    used = told(SoftPasskey().use(bytes(32), bytes(32)))
    answer = send(settled, "unlock/passkey", {"used": {**used, "secret": value}})
    assert answer.status_code in (400, 422)
    assert "!!!!" not in answer.content.decode()


def test_only_staffs_own_page_may_ask_for_a_passkey(client: Browser) -> None:
    for path, who in (("/", "()"), ("/staff", "(self)")):
        policy = client.get(path).headers["Permissions-Policy"]
        assert f"publickey-credentials-get={who}" in policy
        assert f"publickey-credentials-create={who}" in policy
        assert "camera=()" in policy


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every log line exactly as the process would write it."""
    written: list[str] = []
    root = logging.getLogger()
    before = root.handlers, root.level
    configure({})
    (ours,) = root.handlers

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    keep = Keep()
    keep.filters, keep.formatter = ours.filters, ours.formatter
    root.handlers = [keep]
    yield written
    root.handlers, root.level = before


def test_the_secret_is_neither_logged_nor_kept(settled: Browser, lines: list[str]) -> None:
    key = SoftPasskey()
    new_one(settled, key)
    send(settled, "lock")
    asked = send(settled, "unlock/passkey/challenge").json()
    secret = key.secret(raw(asked["passkeys"][0]["salt"]))
    assert by_passkey(settled, key).status_code == 200
    connection.ensure_connection()
    dumped = run("pg_dump", "--inserts", "--role", str(connection.settings_dict["USER"]))
    connection.close()
    assert "INSERT INTO public.vault_passkey " in dumped and len(lines) > 3
    said = dumped + "".join(lines)
    for shown in (b64(secret), secret.hex(), key.inside.hex()):
        assert shown not in said
    for shown in (b64(key.credential_id), key.credential_id.hex()):
        assert shown not in "".join(lines)
