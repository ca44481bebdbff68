"""The two sides of a case at the door: the client come in, the counsellor signed in."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client as Browser

from eap.access.models import RoleGrant, Staff
from eap.access.selectors import staff_actor
from eap.core import clock
from eap.core.actor import Actor
from eap.vault.policies import READERS
from tests.factories import cases as make
from tests.factories.keys import HALF
from tests.factories.staff import sign_in

API = "/api/v1/"


@dataclass(frozen=True)
class Door:
    """One browser. `call` sends JSON and answers (status, body)."""

    browser: Browser

    def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """`path` without the common prefix."""
        data = "" if body is None else json.dumps(body)
        answer = self.browser.generic(method, API + path, data, content_type="application/json")
        return answer.status_code, json.loads(answer.content) if answer.content else None

    def get(self, path: str) -> tuple[int, Any]:
        return self.call("GET", path)

    def post(self, path: str, body: object = None) -> tuple[int, Any]:
        return self.call("POST", path, body if body is not None else {})

    def put(self, path: str, body: object) -> tuple[int, Any]:
        return self.call("PUT", path, body)

    def take_half(self) -> None:
        """Take the half key of the browsers in these tests, by which `keys` unlocks."""
        self.browser.cookies[settings.HALF_COOKIE_NAME] = urlsafe_b64encode(HALF).decode()

    def session_actor(self) -> Actor:
        """The signed-in person of staff, in this browser's session."""
        staff_id = Staff.objects.get(pk=self.browser.session["_auth_user_id"]).pk
        return staff_actor(staff_id, self.browser.session.session_key or "", half=HALF)


def visitor() -> Door:
    """Somebody who has not come in."""
    return Door(Browser())


def client_of(begun: make.Begun) -> Door:
    """The client, come in by the visit code."""
    door = visitor()
    status, _ = door.post("session/code", {"code": begun.visit_code})
    assert status == 200
    return door


def counsellor_of(begun: make.Begun, *, unlocked: bool = True) -> Door:
    """The case's counsellor."""
    return staff_of(Staff.objects.get(pk=begun.counsellor.id), "counsellor", unlocked=unlocked)


def staff_of(staff: Staff, *roles: str, unlocked: bool = True) -> Door:
    """Somebody of staff who holds these roles."""
    for role in roles:
        RoleGrant.objects.get_or_create(
            staff=staff, role=role, until=None, defaults={"since": clock.now()}
        )
    door = Door(sign_in(Browser(), staff))
    door.take_half()
    if unlocked:
        make.unlock(door.session_actor())
    return door


def stranger(*roles: str) -> Door:
    """Somebody of staff who has nothing to do with any case; a counsellor unless said.

    Unlocked, where the roles allow it.
    """
    held = roles or ("counsellor",)
    return staff_of(
        Staff.objects.get(pk=make.stranger().id), *held, unlocked=bool(READING & set(held))
    )


READING = {role.value for role in READERS}
