"""A word planted in everything people can write is found nowhere it does not belong.

Not in what another role is answered, not in a log line, not in a dump of the database with its
session store, cache and queue, not in its log of changes, not in a file beside it, not in a mail.
"""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.db import connection
from django.test import Client as Browser

from api.actor import ActorAuthentication
from api.logs import configure
from eap.access.selectors import staff_actor
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.programme.management.postgres import run
from eap.vault import words12
from eap.vault.unlock import client_private, unlocked
from tests.conftest import owner_connection
from tests.factories.booking import NOON
from tests.factories.browsers import client_browser, send
from tests.factories.cases import LINE, during, unlock
from tests.factories.programme import make_employer
from tests.factories.staff import make_staff, sign_in
from tests.factories.world import World, make_world
from tests.house.outcomes import ASKED
from tests.house.test_outcomes import ROUTES

CANARY = "zx-canary-7Q"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every log line exactly as the process would write it."""
    written: list[str] = []
    root = logging.getLogger()
    before = root.handlers
    configure({})
    (ours,) = root.handlers

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    keep = Keep()
    keep.filters, keep.formatter = ours.filters, ours.formatter
    root.handlers = [keep]
    yield written
    root.handlers = before


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ask a route as an actor: `ask(actor, "POST", "staff/...", body)`."""
    now: list[Actor] = []
    monkeypatch.setattr(ActorAuthentication, "_actor", lambda *_: now[-1])
    monkeypatch.setattr(ActorAuthentication, "_demand_csrf", lambda *_: None)

    def _ask(actor: Actor, method: str, path: str, body: object = None) -> Any:
        now.append(actor)
        sent = {} if method == "GET" else {
            "data": json.dumps(body or {}), "content_type": "application/json",
        }  # fmt: skip
        return getattr(Browser(raise_request_exception=False), method.lower())(
            f"/api/v1/{path}", **sent
        )

    return _ask


def forms(secrets: list[bytes]) -> list[bytes]:
    """Each of them as it is, in hex, and in both kinds of Base64 without its last characters."""
    return [
        form
        for secret in secrets
        for form in (
            secret,
            secret.hex().encode(),
            base64.b64encode(secret)[: len(secret)],
            base64.urlsafe_b64encode(secret)[: len(secret)],
        )
    ]


class Kept:
    """Everything that stays when the process ends: database, its log of changes, files, mail."""

    def __init__(self) -> None:
        with owner_connection() as owner:
            row = owner.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
        self._since = row[0] if row else ""

    def assert_without(self, secrets: list[bytes]) -> None:
        """None of these stands anywhere in any form."""
        sought = forms(secrets)
        dumped, changes = self._dump(), list(self._changes())
        files = [path.read_bytes() for path in _state()]
        assert b"access_staff" in dumped and b"vault_passphrase" in dumped
        assert changes and files
        said = [f"{mail.subject} {mail.body}".encode() for mail in django_mail.outbox]
        for place in [dumped, *changes, *files, *said]:
            assert not [form for form in sought if form in place]

    def _dump(self) -> bytes:
        connection.ensure_connection()
        dumped = run("pg_dump", "--inserts", "--role", str(connection.settings_dict["USER"]))
        connection.close()
        return dumped.encode()

    def _changes(self) -> Iterator[bytes]:
        """The server's log of changes since the beginning, which every replica and archive has."""
        with owner_connection() as owner:
            rows = owner.execute(
                "SELECT pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir()"
                " WHERE length(name) = 24 AND name >= %s AND name <="
                " pg_walfile_name(pg_current_wal_lsn())",
                [self._since],
            ).fetchall()
        yield from (bytes(row[0]) for row in rows)


def _state() -> list[Path]:
    return [path for path in Path(settings.HARBOUR_STATE).rglob("*") if path.is_file()]


@pytest.fixture
def kept(transactional_db: None) -> Kept:
    """What is kept from here on."""
    return Kept()


def _plant(ask: Any, world: World) -> dict[str, str]:
    """Write the canary through every field a person can write in; returns ids to ask about."""
    first, duty = world.first, world.actors["on call"]
    keeper, client = first.counsellor, first.client
    appointment, case = first.appointment.id, first.case_id
    told = {"text": CANARY, "in_danger": "yes", "callback_number": CANARY}
    made = [
        ask(client, "PUT", "preparation", told),
        Browser().post("/now/call", {"number": "138 0000 0000", "where": CANARY}),
        ask(client, "POST", f"live/{appointment}/messages", {"text": CANARY}),
        ask(keeper, "POST", f"staff/live/{appointment}/messages", {"text": CANARY}),
        ask(keeper, "POST", f"staff/cases/{case}/risk", {"level": "low", "reason": CANARY}),
    ]
    notes = [
        ask(keeper, "POST", f"staff/cases/{case}/notes", {"kind": kind, "template": "soap"})
        for kind in ("progress", "process")
    ]
    note = notes[0].json()
    sections = {"sections": {"reported": CANARY, "plan": CANARY}, "version": note["version"]}
    saved = ask(keeper, "PUT", f"staff/notes/{note['id']}", sections)
    signed = ask(
        keeper, "POST", f"staff/notes/{note['id']}/sign", {"version": saved.json()["version"]}
    )
    added = ask(keeper, "POST", f"staff/notes/{note['id']}/addenda", {"text": CANARY})
    call = ask(duty, "GET", "staff/crisis").json()["open"][-1]["id"]
    worked = [
        ask(duty, "POST", f"staff/crisis/{call}/acknowledge"),
        ask(duty, "POST", f"staff/crisis/{call}/attempt", {"note": CANARY}),
    ]
    for answer in [*made, *notes, saved, signed, added, *worked]:
        assert answer.status_code in (200, 201, 204), (answer.request["PATH_INFO"], answer.content)
    return {
        "appointment_id": str(appointment),
        "case_id": str(case),
        "note_id": note["id"],
        "crisis_id": call,
        "request_id": str(first.request_id),
    }


def _answers(ask: Any, world: World, ids: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    others = [name for name in world.actors if name not in {"first client", "first counsellor"}]
    readings = [
        route for route in ROUTES
        if route.startswith("GET ") or route.endswith("/open")
    ]  # fmt: skip
    for route in readings:
        method, path = route.split(" ", 1)
        for name, value in ids.items():
            path = path.replace(f"<{name}>", value)
        if "<" in path:
            continue
        for name in others:
            body = ASKED[route].body if route in ASKED else None
            answer = ask(world.actors[name], method, path, body)
            yield route, name, answer.content.decode(errors="replace") + str(answer.headers)


def test_nowhere_but_with_those_it_was_meant_for(ask: Any, lines: list[str], kept: Kept) -> None:
    make_employer()
    with clock.standing_at(NOON):
        world = make_world()
    with clock.standing_at(during(world.first.appointment)):
        for name in ("second counsellor", "on call", "clinical lead"):
            unlock(world.actors[name])
        ids = _plant(ask, world)
        meant = {
            ("POST staff/crisis/<crisis_id>/open", name) for name in ("on call", "clinical lead")
        }
        found = [
            (route, name)
            for route, name, text in _answers(ask, world, ids)
            if (CANARY in text or LINE in text) and (route, name) not in meant
        ]
    assert found == []
    assert not [line for line in lines if CANARY in line or ids["note_id"] in line]
    assert lines, "nothing was logged, so nothing was tested"
    kept.assert_without([CANARY.encode(), LINE.encode()])


def test_no_key_and_no_passphrase_stays_anywhere(lines: list[str], kept: Kept) -> None:
    """Each is in the browser or in a head; what is kept of it opens nothing."""
    person = make_staff("counsellor")
    browser = sign_in(Browser(), person)
    chosen = {"new": f"quiet boats {CANARY}"}
    words = send(browser, "unlock/passphrase", chosen, method="put").json()["words"]
    assert send(browser, "unlock/code", {"words": " ".join(words)}).status_code == 204
    opened = send(browser, "unlock", {"passphrase": chosen["new"]})
    assert opened.json()["kinds"] == ["care"]
    half = base64.urlsafe_b64decode(browser.cookies[settings.HALF_COOKIE_NAME].value)
    actor = staff_actor(person.pk, browser.session.session_key or "", "", half)
    with acting(actor):
        (private,) = unlocked(actor).keys.values()
    own = send(client_browser()[0], "key", {"language": "en"}).json()["words"]
    secrets = [CANARY.encode(), half, private, client_private(" ".join(own))]
    for code in (words, own):
        secrets += [" ".join(code).encode(), words12.entropy_of(code)]
    assert not [line for line in lines if any(form in line.encode() for form in forms(secrets))]
    kept.assert_without(secrets)
