"""Unlocking through HTTP: own act, own passphrase, own session."""

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import resolve
from psycopg.types.range import TimestamptzRange

from api.actor import AsStaff
from eap.access.models import Staff
from eap.booking.models import OnCallShift
from eap.core import clock
from eap.core.database import acting
from eap.vault.models import UnlockWindow
from tests.factories.browsers import read
from tests.factories.crisis import raised
from tests.factories.keys import give_key, give_passphrase
from tests.factories.staff import acting_as, make_staff, sign_in
from tests.house.test_outcomes import ROUTES

pytestmark = pytest.mark.django_db(transaction=True)
PASSPHRASE = "seven quiet boats at noon"


def _send(browser: Browser, method: str, path: str, body: object = None):  # type: ignore[no-untyped-def]
    return getattr(browser, method)(
        f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json"
    )


@pytest.fixture
def person() -> Staff:
    """Somebody on call."""
    return make_staff("on_call")


def _on_shift(person: Staff) -> None:
    now = clock.now()
    OnCallShift.objects.bulk_create([
        OnCallShift(
            staff=person,
            level=1,
            during=TimestamptzRange(now - timedelta(hours=1), now + timedelta(hours=3)),
        )
    ])  # fmt: skip


@pytest.fixture
def duty(client: Browser, person: Staff) -> Browser:
    """The person, signed in, with a notes passphrase, let in, on shift for three more hours."""
    _on_shift(person)
    sign_in(client, person)
    give_passphrase(acting_as(person), PASSPHRASE)
    give_key(acting_as(person))
    return client


def test_the_passphrase_opens_and_lock_closes(duty: Browser) -> None:
    assert duty.get("/api/v1/unlock").json()["kinds"] == []
    assert _send(duty, "post", "unlock", {"passphrase": PASSPHRASE}).json()["kinds"] == ["care"]
    assert _send(duty, "post", "lock").status_code == 204
    assert duty.get("/api/v1/unlock").json()["kinds"] == []


def test_the_page_knows_whether_a_passphrase_is_set(duty: Browser) -> None:
    assert duty.get("/api/v1/unlock").json()["is_set"] is True
    newcomer = sign_in(Browser(), make_staff("counsellor"))
    assert newcomer.get("/api/v1/unlock").json()["is_set"] is False


def test_a_wrong_passphrase_is_refused_and_slowed_down(duty: Browser) -> None:
    with clock.standing_at(clock.now()):
        answers = [_send(duty, "post", "unlock", {"passphrase": "wrong"}) for _ in range(6)]
    assert answers[0].json()["code"] == "wrong_passphrase"
    assert answers[-1].status_code == 429 and int(answers[-1].headers["Retry-After"]) > 0


def test_duty_opens_calls_until_the_shift_ends(duty: Browser) -> None:
    raised("138 0000 7777")
    call = duty.get("/api/v1/staff/crisis").json()["open"][0]["id"]
    assert _send(duty, "post", "unlock/duty").status_code == 423
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    assert set(_send(duty, "post", "unlock/duty").json()["kinds"]) == {"care", "duty"}
    _send(duty, "post", "lock")
    assert duty.get("/api/v1/unlock").json()["kinds"] == ["duty"]
    assert _send(duty, "post", f"staff/crisis/{call}/open").json()["number"] == "138 0000 7777"


def test_who_was_not_let_in_has_no_duty(client: Browser, person: Staff) -> None:
    _on_shift(person)
    give_passphrase(acting_as(person), PASSPHRASE)
    browser = sign_in(client, person)
    _send(browser, "post", "unlock", {"passphrase": PASSPHRASE})
    refused = _send(browser, "post", "unlock/duty")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_let_in")


def test_outside_of_a_shift_there_is_no_duty(client: Browser) -> None:
    browser = sign_in(client, somebody := make_staff("on_call"))
    give_passphrase(acting_as(somebody), PASSPHRASE)
    _send(browser, "post", "unlock", {"passphrase": PASSPHRASE})
    assert _send(browser, "post", "unlock/duty").json()["code"] == "not_on_shift"


def test_another_session_of_the_same_person_stays_locked(duty: Browser, person: Staff) -> None:
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    other = sign_in(Browser(), person)
    assert other.get("/api/v1/unlock").json()["kinds"] == []


@pytest.mark.parametrize("role", ["operations", "auditor"])
def test_who_reads_no_content_has_nothing_to_unlock(client: Browser, role: str) -> None:
    browser = sign_in(client, make_staff(role))
    assert _send(browser, "post", "unlock", {"passphrase": PASSPHRASE}).status_code == 403


@pytest.mark.parametrize("body", [{}, {"passphrase": ""}, {"passphrase": 1, "x": 2}, []])
def test_bad_input_is_named_and_not_echoed(duty: Browser, body: object) -> None:
    answer = _send(duty, "post", "unlock", body)
    assert answer.status_code == 400


def test_a_locked_screen_stays_locked_until_the_passphrase_comes(duty: Browser) -> None:
    assert duty.get("/api/v1/session").json()["locked"] is False
    _send(duty, "post", "lock")
    assert duty.get("/api/v1/session").json()["locked"] is True
    refused = duty.get("/api/v1/staff/people")
    assert (refused.status_code, refused.json()["code"]) == (423, "locked")
    assert duty.get("/api/v1/staff/crisis").status_code == 200, "a call for help is never hidden"
    assert _send(duty, "post", "unlock", {"passphrase": "not this one"}).status_code == 403
    assert duty.get("/api/v1/session").json()["locked"] is True
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    assert duty.get("/api/v1/session").json()["locked"] is False
    assert duty.get("/api/v1/staff/people").status_code != 423


def test_with_the_lock_the_half_key_goes_unless_duty_needs_it(duty: Browser, person: Staff) -> None:
    """Who has the database and a locked device cannot put the closed window back."""
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    half = duty.cookies[settings.HALF_COOKIE_NAME].value
    with acting(acting_as(person)):
        (window,) = UnlockWindow.objects.all()
    _send(duty, "post", "lock")
    assert duty.cookies[settings.HALF_COOKIE_NAME].value == ""
    with acting(acting_as(person)):
        window.save(force_insert=True)
    assert read(duty, "unlock").json()["kinds"] == []
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    assert duty.cookies[settings.HALF_COOKIE_NAME].value not in ("", half)
    _send(duty, "post", "unlock/duty")
    _send(duty, "post", "lock")
    assert duty.cookies[settings.HALF_COOKIE_NAME].value != ""
    assert read(duty, "unlock").json()["kinds"] == ["duty"]


# Besides what a locked screen answers anybody, and while duty is open on this session.
WHILE_LOCKED = {
    "GET unlock", "POST unlock", "POST unlock/code", "POST unlock/recover", "POST lock",
    "POST unlock/passkey", "POST unlock/passkey/challenge",
    "GET staff/crisis", "GET staff/live/<appointment_id>/unread",
}  # fmt: skip
ON_DUTY = {"GET staff/duty"} | {
    f"POST staff/crisis/<crisis_id>/{act}"
    for act in ("acknowledge", "open", "attempt", "contact", "close")
}


def _for_staff() -> list[str]:
    """Every route whose view is for staff."""
    views = {
        route: resolve("/api/v1/" + _made_up(route)).func.view_class  # type: ignore[attr-defined]
        for route in (one.split(" ", 1)[1] for one in ROUTES)
    }
    return [one for one in ROUTES if AsStaff in views[one.split(" ", 1)[1]].permission_classes]


def _made_up(route: str) -> str:
    return re.sub(r"<\w+>", str(UUID(int=7)), route)


def _answering(browser: Browser) -> set[str]:
    """The routes for staff that do not say that the screen is locked."""
    found = set()
    for route in _for_staff():
        method, path = route.split(" ", 1)
        answer = browser.generic(
            method, f"/api/v1/{_made_up(path)}", "{}", content_type="application/json"
        )
        if answer.status_code != 423:
            found.add(route)
    return found


def test_a_locked_screen_on_duty_answers_for_calls_and_nothing_else(duty: Browser) -> None:
    raised("138 0000 7777")
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    _send(duty, "post", "unlock/duty")
    _send(duty, "post", "lock")
    assert duty.get("/api/v1/session").json()["locked"] is True
    call = duty.get("/api/v1/staff/crisis").json()["open"][0]["id"]
    at = f"staff/crisis/{call}"
    assert _send(duty, "post", f"{at}/acknowledge").status_code == 204
    assert _send(duty, "post", f"{at}/open").json()["number"] == "138 0000 7777"
    assert _send(duty, "post", f"{at}/contact", {"note": "spoke"}).status_code == 204
    assert _send(duty, "post", f"{at}/close", {"outcome": "safe"}).status_code == 204
    assert _answering(duty) == WHILE_LOCKED | ON_DUTY


def test_once_the_shift_is_over_the_lock_shuts_the_calls_too(duty: Browser) -> None:
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    _send(duty, "post", "unlock/duty")
    _send(duty, "post", "lock")
    with clock.standing_at(clock.now() + timedelta(hours=3)):
        assert _answering(duty) == WHILE_LOCKED


def test_the_duty_of_another_session_opens_nothing_here(duty: Browser, person: Staff) -> None:
    _send(duty, "post", "unlock", {"passphrase": PASSPHRASE})
    _send(duty, "post", "unlock/duty")
    other = sign_in(Browser(), person)
    _send(other, "post", "lock")
    assert _answering(other) == WHILE_LOCKED
