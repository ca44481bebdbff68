"""A small room of its own: a table with two sealed columns, a permission to read it, and people."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, models

from eap.audit.models import AuditEvent
from eap.core.actor import PRIVATE_KEY, STAFF, Actor
from eap.core.database import acting
from eap.core.errors import DomainError
from eap.core.ids import new_id
from eap.core.policy import Permission, Relation, Rule, permissions
from eap.core.roles import Role
from eap.vault import bindings, enrolment, pairs, passphrases, settling, words
from eap.vault import unlock as vault
from eap.vault.fields import SealedField
from eap.vault.keyring import make_keyring
from eap.vault.opening import Door, Opened, open_through
from eap.vault.sealing import Place, new_file, seal
from tests.conftest import owner_connection
from tests.factories import keys
from tests.factories.openbao import OpenBao, openbao

READ = "vaulttest.cell.read"
PASSPHRASE = "four quiet grey herons"
SECRET = "She said the calls follow her home."


class Cell(models.Model):
    """A row of the test's room."""

    id = models.UUIDField(primary_key=True, default=new_id)
    counsellor_id = models.UUIDField()
    file_id = models.UUIDField()
    version = models.IntegerField(default=1)
    body = SealedField()
    aside = SealedField(null=True)

    class Meta:
        app_label = "vaulttest"
        db_table = "vaulttest_cell"

    class Sealing:
        table = "cell"
        file = "file_id"
        version = {"body": "version"}
        columns = {"body": "text"}


TABLE = """
CREATE TABLE IF NOT EXISTS public.vaulttest_cell (
    id uuid PRIMARY KEY, counsellor_id uuid NOT NULL, file_id uuid NOT NULL,
    version integer NOT NULL, body bytea NOT NULL, aside bytea);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.vaulttest_cell TO harbour_app;
ALTER TABLE public.vaulttest_cell ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON public.vaulttest_cell;
CREATE POLICY own ON public.vaulttest_cell USING (counsellor_id = harbour.actor_id());
DROP POLICY IF EXISTS absorb ON public.vaulttest_cell;
CREATE POLICY absorb ON public.vaulttest_cell TO harbour_app
    USING (harbour.has_role('system:vault'));
"""


@pytest.fixture
def cells(as_owner: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Cell]]:
    """The room's model, its table made and its permission declared."""
    with as_owner() as owner:
        owner.execute(TABLE)
    known = {one.table: one for one in (*bindings.bindings(), *bindings.bindings([Cell]))}
    monkeypatch.setattr(settling, "_by_table", lambda: known)
    own = Relation(
        "is the counsellor",
        holds=lambda actor, cell: cell.counsellor_id == actor.id,
        sql="{row}.counsellor_id = harbour.actor_id()",
    )
    to = (Rule(Role.COUNSELLOR, own), Rule(Role.ON_CALL, own), Rule("client", own))
    permissions()[READ] = Permission(READ, to=to, content=True)
    yield Cell
    del permissions()[READ]


@pytest.fixture
def counsellor() -> Actor:
    """A signed-in counsellor."""
    return staff(Role.COUNSELLOR)


@pytest.fixture
def light_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with 64 KiB instead of 64 MiB; its full cost has a test of its own."""
    monkeypatch.setattr(passphrases, "MEMORY_KIB", 64)


def staff(*roles: str, staff_id: UUID | None = None, session: UUID | None = None) -> Actor:
    """A signed-in person of staff with these roles, in the tests' browser."""
    return Actor.staff(
        staff_id or new_id(), frozenset(roles), session=session or new_id(), half=keys.HALF
    )


def visitor(client_id: UUID | None = None, *, way_in: str = PRIVATE_KEY) -> Actor:
    """A client who came in, in the tests' browser."""
    return Actor.client(client_id or new_id(), session=new_id(), way_in=way_in, half=keys.HALF)


def unlocked_client(client_id: UUID | None = None) -> Actor:
    """A client whose key stands in the directory, and who came in and unlocked with it."""
    client, private = visitor(client_id), pairs.new_private()
    enrolment.enter_client(client, private=private)
    vault.unlock_own(client, private=private)
    return client


def enrol(actor: Actor, passphrase: str = PASSPHRASE) -> str:
    """Set the notes passphrase and type the recovery code again; returns its words."""
    code = " ".join(enrolment.set_passphrase(actor, passphrase=passphrase))
    enrolment.confirm_recovery(actor, words=code)
    return code


def holder_of(actor: Actor) -> words.Holder:
    """The actor as somebody a file is sealed to."""
    return words.Holder(actor.kind, actor.known_id)


@pytest.fixture
def other_keyring(tmp_path: Path, settings: Any) -> Path:
    """A keyring of another installation in place of this one's; the old comes back by itself."""
    settings.HARBOUR_KEYRING = tmp_path / "other" / "keyring.json"
    make_keyring()
    return Path(settings.HARBOUR_KEYRING)


@pytest.fixture(scope="session")
def bao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBao]:
    """A real OpenBao server for all tests of this process."""
    with openbao(tmp_path_factory.mktemp("bao")) as server:
        yield server


@pytest.fixture
def transit(bao: OpenBao, tmp_path: Path, settings: Any) -> OpenBao:
    """This installation is told of the server, of a transit key of its own, and of a token."""
    settings.HARBOUR_TRANSIT_ADDRESS = bao.address
    settings.HARBOUR_TRANSIT_MOUNT = "transit"
    settings.HARBOUR_TRANSIT_KEY = bao.new_key()
    settings.HARBOUR_TRANSIT_TOKEN = tmp_path / "transit-token"
    settings.HARBOUR_TRANSIT_CA = str(bao.ca)
    write_private(settings.HARBOUR_TRANSIT_TOKEN, bao.token + "\n")
    return bao


def write_private(path: Path, text: str) -> None:
    """A file of a secret."""
    path.touch(0o600)
    path.write_text(text)


@pytest.fixture
def reader(counsellor: Actor, cells: Any, light_argon2: None) -> Actor:
    """A counsellor with an open unlock."""
    enrol(counsellor)
    vault.unlock(counsellor, passphrase=PASSPHRASE)
    return counsellor


@pytest.fixture
def write(cells: Any, reader: Actor) -> Callable[..., UUID]:
    """Add a row of the reader's (or of `by`) and return its id.

    In a file of their own, or with this `circle`, or in `file_id`. `unlocked` writes under the
    file's key what is otherwise added as an entry.
    """

    def add(
        body: object = SECRET,
        *,
        kind: str = "case",
        by: Actor = reader,
        circle: Sequence[words.Holder] = (),
        file_id: UUID | None = None,
        unlocked: bool = False,
    ) -> UUID:
        row_id, writer = uuid4(), by if unlocked else None
        if by.kind == STAFF and by != reader:
            keys.give_key(by)
        with acting(by):
            file_id = file_id or new_file(kind, circle=circle or (holder_of(by),))
            text, aside = Place("cell", "text", row_id), Place("cell", "aside", row_id)
            cells.objects.create(
                id=row_id,
                counsellor_id=by.id,
                file_id=file_id,
                body=seal(body, file_id=file_id, place=text, by=writer),
                aside=seal("aside", file_id=file_id, place=aside, by=writer),
            )
        return row_id

    return add


def file_of(row_id: UUID) -> UUID:
    """The file of a row, past every wall."""
    with owner_connection() as owner:
        found = owner.execute("SELECT file_id FROM vaulttest_cell WHERE id = %s", [row_id])
        return UUID(str(found.fetchone()[0]))  # type: ignore[index]


def open_cells(actor: Actor, *row_ids: UUID, purpose: str = "care") -> dict[UUID, Opened]:
    """Open the bodies of these rows in one reading, as a room would."""

    def read(door: Door) -> dict[UUID, Opened]:
        return {row.id: body(door, row) for row in Cell.objects.filter(id__in=row_ids)}

    return open_through(
        actor,
        permission=READ,
        purpose=purpose,
        asked=row_ids[0],
        find=lambda: Cell.objects.filter(id=row_ids[0]).first(),
        read=read,
    )


def body(door: Door, row: Any) -> Opened:
    """One row's text, in a reading of one's own."""
    place = Place("cell", "text", row.id, row.version)
    return door.open(row.body, file_id=row.file_id, place=place)


def trail(action: str) -> list[AuditEvent]:
    """The events of this action, oldest first."""
    with acting(staff(Role.AUDITOR)):
        return list(AuditEvent.objects.filter(action=action).order_by("id"))


def at_once(whom: Any, act: Callable[[Any], object]) -> list[str]:
    """Have all act at the same time, each in a connection of its own; what came of it."""
    said: list[str] = []
    ready = threading.Barrier(len(whom))

    def run(one: Any) -> None:
        ready.wait()
        try:
            act(one)
            said.append("done")
        except DomainError as error:
            said.append(error.code)
        except Exception as error:  # noqa: BLE001 - said, and so seen by the test
            said.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in whom]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
