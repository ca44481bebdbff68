"""People of the trail's tests, and a signing key and a remembered head of each test's own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction

from eap.audit import services, signer, writer
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id

SEALER = Actor.system("audit")


@pytest.fixture(autouse=True)
def own_signer(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key and a remembered head of this test's own; its writers begin at number one."""
    settings.HARBOUR_SIGNER = tmp_path / "signer.key"
    monkeypatch.setattr(writer, "_thread", threading.local())
    return signer.make_signer()


@pytest.fixture
def client() -> Actor:
    """A client whose own id is tied to them."""
    actor = Actor.client(new_id())
    with acting(actor):
        services.concerns(actor, object_id=actor.known_id, client_id=actor.known_id)
    return actor


@pytest.fixture
def counsellor() -> Actor:
    return Actor.staff(new_id(), frozenset({"counsellor"}), request_id="r-1")


@pytest.fixture
def write(counsellor: Actor) -> Callable[..., None]:
    """Record `count` events of the counsellor, each in a transaction of its own."""

    def run(count: int, **given: Any) -> None:
        for number in range(count):
            with acting(counsellor):
                event = {
                    "action": "notes.note.read",
                    "object_kind": "note",
                    "object_id": new_id(),
                    "details": {"number": number},
                    **given,
                }
                services.record(counsellor, **event)

    return run


@pytest.fixture
def past_the_walls(as_owner: Callable[[], Any]) -> Callable[[], Any]:
    """A database administrator who has switched every trigger off."""

    @contextmanager
    def run() -> Iterator[psycopg.Connection[Any]]:
        with as_owner() as owner:
            owner.execute("SET session_replication_role = replica")
            yield owner

    return run


@pytest.fixture
def as_the_owner() -> Iterator[None]:
    """Work as the owner's login for a while: the synthetic company is written by it."""
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    stepped_down = options.pop("options")
    yield
    connection.close()
    options["options"] = stepped_down


def tied(actor: Actor, client_id: UUID) -> UUID:
    """A new object that concerns the client."""
    thing = new_id()
    with transaction.atomic(), acting(actor):
        services.concerns(actor, object_id=thing, client_id=client_id)
    return thing
