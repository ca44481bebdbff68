"""Every route, as everybody, on somebody's things: the answer is the reviewed one."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from api.actor import ActorAuthentication
from eap.booking.models import Appointment
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.crisis.selectors import console
from eap.groups.models import GroupSession
from eap.notes.models import Note
from tests.factories.booking import NOON
from tests.factories.cases import during, unlock
from tests.factories.programme import make_employer
from tests.factories.world import World, make_world
from tests.house.outcomes import ACTORS, ASKED, Asked, read_table

UNLOCKING = ("first counsellor", "second counsellor", "on call", "clinical lead")
LEAVING = {"POST session/leave"}  # ends the very session the test acts by


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(method, path pattern) of every route of our own under /api/v1/."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if "auth/" not in path:
                yield from _routes(entry, path)
        elif isinstance(entry, URLPattern) and path.startswith("api/v1/"):
            view = getattr(entry.callback, "view_class", None)
            for method in ("get", "post", "put", "patch", "delete"):
                if hasattr(view, method):
                    plain = re.sub(r"<\w+:", "<", path.removeprefix("api/v1/"))
                    yield method.upper(), plain


ROUTES = sorted({f"{method} {path}" for method, path in _routes(get_resolver())} - LEAVING)


def _everything(actor: Actor, model: Any) -> Any:
    with acting(actor):
        return model.objects.first()


@pytest.fixture
def asking(db: None) -> tuple[World, dict[str, str]]:
    """The world in the middle of the first client's session, and the ids routes speak of."""
    make_employer()
    with clock.standing_at(NOON):
        world = make_world()
    first = world.first
    with clock.standing_at(during(first.appointment)):
        call = console(world.actors["on call"]).open[0]
        ids = {
            "appointment_id": first.appointment.id,
            "case_id": first.case_id,
            "request_id": world.waiting.request_id,
            "note_id": _everything(first.counsellor, Note.objects.filter(kind="progress").model).id,
            "group_id": _everything(world.actors["programme_manager"], GroupSession).id,
            "crisis_id": call.id,
            "staff_id": world.actors["second counsellor"].known_id,
            "measure_id": new_id(),
            "check_id": new_id(),
            "rule_id": new_id(),
            "passkey_id": new_id(),
            "exception_id": new_id(),
            "on_call_id": world.actors["on call"].known_id,
            "shift_id": new_id(),
            "stretch_id": new_id(),
            "purpose": "statistics",
            "desk": "intake",
            "nobody": new_id(),
            "today": clock.today().isoformat(),
            "start": clock.now().isoformat(),
        }
    assert Appointment.objects.count() == 0
    return world, {name: str(value) for name, value in ids.items()}


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], value)
    if isinstance(value, dict):
        return {key: _filled(one, ids) for key, one in value.items()}
    return value


def _ask(route: str, ids: dict[str, str]) -> int:
    method, path = route.split(" ", 1)
    asked = ASKED.get(route, Asked())
    address = "/api/v1/" + re.sub(r"<(\w+)>", lambda found: ids[found[1]], path)
    address += _filled(asked.query, ids)
    body = None if method == "GET" else json.dumps(_filled(asked.body or {}, ids))
    sent = {} if body is None else {"data": body, "content_type": "application/json"}
    answer = getattr(Browser(raise_request_exception=True), method.lower())(address, **sent)
    return int(answer.status_code)


@pytest.fixture
def answered(
    asking: tuple[World, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> dict[tuple[str, str], str]:
    """Ask everything as everybody; each answer is undone before the next."""
    world, ids = asking
    acting_now: list[Actor] = []
    monkeypatch.setattr(ActorAuthentication, "_actor", lambda *_: acting_now[-1])
    monkeypatch.setattr(ActorAuthentication, "_demand_csrf", lambda *_: None)
    found = {}
    with clock.standing_at(during(world.first.appointment)):
        for name in UNLOCKING:
            if name != "first counsellor":  # unlocked already, to talk and write
                unlock(world.actors[name])
        for route in ROUTES:
            for name in ACTORS:
                acting_now.append(world.actors[name])
                point = connection.savepoint()
                found[route, name] = str(_ask(route, ids))
                connection.savepoint_rollback(point)
    return found


@pytest.mark.slow
def test_every_answer_is_the_reviewed_one(answered: dict[tuple[str, str], str]) -> None:
    reviewed = read_table()
    missing = sorted({route for route, _ in set(answered) - set(reviewed)})
    gone = sorted({route for route, _ in set(reviewed) - set(answered)})
    differing = [
        f"{route} as {actor}: {answered[route, actor]}, reviewed {reviewed[route, actor]}"
        for route, actor in sorted(set(answered) & set(reviewed))
        if answered[route, actor] != reviewed[route, actor]
    ]
    assert not missing + gone + differing, "\n".join(
        [f"no row: {r}" for r in missing] + [f"no route: {r}" for r in gone] + differing
    )
