"""A small room of its own: a table with two sealed columns, a permission to read it, and people."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.core.policy import Permission, Relation, Rule, permissions
from eap.core.roles import Role
from eap.vault import passphrases
from eap.vault.fields import SealedField
from eap.vault.keyring import make_keyring

READ = "vaulttest.cell.read"
PASSPHRASE = "four quiet grey herons"


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
"""


@pytest.fixture
def cells(as_owner: Callable[[], Any]) -> Iterator[type[Cell]]:
    """The room's model, its table made and its permission declared."""
    with as_owner() as owner:
        owner.execute(TABLE)
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
    """A signed-in person of staff with these roles."""
    return Actor.staff(staff_id or new_id(), frozenset(roles), session=session or new_id())


@pytest.fixture
def other_keyring(tmp_path: Path, settings: Any) -> Path:
    """A keyring of another installation in place of this one's; the old comes back by itself."""
    settings.HARBOUR_KEYRING = tmp_path / "other" / "keyring.json"
    make_keyring()
    return Path(settings.HARBOUR_KEYRING)
