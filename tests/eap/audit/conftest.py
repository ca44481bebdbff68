"""People of the tests, a signing key of each test's own, and what an administrator can do."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from eap.audit import sealer, services, signer, writer
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id

SEALER = Actor.system("audit")
COUNSELLOR = Actor.staff(new_id(), frozenset({"counsellor"}), request_id="r-1")
SEALED = (4, 4, 4)  # events in each batch of `sealed_before`


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What may be sealed depends on every transaction of the whole server, of any database."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.alone)


@pytest.fixture(autouse=True)
def own_signer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key and a remembered head of this test's own; its writers begin at number one."""
    monkeypatch.setattr(settings, "HARBOUR_STATE", tmp_path)
    monkeypatch.setattr(settings, "HARBOUR_SIGNER", tmp_path / "signer.key")
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
    return COUNSELLOR


@pytest.fixture
def write() -> Callable[..., None]:
    """Record `count` events of the counsellor, each in a transaction of its own."""
    return write_events


def write_events(count: int, **given: Any) -> None:
    for number in range(count):
        event = {
            "action": "notes.note.read",
            "object_kind": "note",
            "object_id": new_id(),
            "details": {"number": number},
            **given,
        }
        with acting(COUNSELLOR):
            services.record(COUNSELLOR, **event)


@pytest.fixture
def past_the_walls(as_owner: Callable[[], Any]) -> Callable[[], Any]:
    """A database administrator with a connection of their own and every trigger off."""

    @contextmanager
    def run() -> Iterator[psycopg.Connection[Any]]:
        with as_owner() as owner:
            owner.execute("SET session_replication_role = replica")
            yield owner

    return run


@pytest.fixture(scope="module")
def sealed_before(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Batches of `SEALED` events, committed once for a module; yields the signer's folder.

    Sealing needs commits, looking at what was sealed does not: the tests of the module touch it
    inside transactions that are rolled back.
    """
    folder = tmp_path_factory.mktemp("sealed")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HARBOUR_STATE", folder)
        patch.setattr(settings, "HARBOUR_SIGNER", folder / "signer.key")
        patch.setattr(writer, "_thread", threading.local())
        signer.make_signer()
        for count in SEALED:
            write_events(count)
            assert sealer.seal(SEALER) == count
        connection.close()
    yield folder
    with django_db_blocker.unblock():
        with transaction.atomic(), tampering() as owner:
            owner.execute("TRUNCATE audit_event, audit_detail, audit_batch RESTART IDENTITY")
        connection.close()


@pytest.fixture
def sealed_trail(sealed_before: Path, own_signer: Path) -> None:
    """This test's own copy of the key and the head that belong to `sealed_before`."""
    for file in sealed_before.iterdir():
        shutil.copy(file, own_signer.parent)


@contextmanager
def tampering() -> Iterator[CursorWrapper]:
    """Be a database administrator with every trigger off, within the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin; SET LOCAL ROLE harbour_app")


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
    with acting(actor):
        services.concerns(actor, object_id=thing, client_id=client_id)
    return thing
