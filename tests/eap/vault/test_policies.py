"""The two faces of the vault's own relations agree, and its tables show nobody's rows to others."""

import random
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from eap.core import clock
from eap.core.actor import CLIENT, STAFF, Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.vault import policies
from eap.vault.models import Passphrase, UnlockWindow

from .conftest import staff


@pytest.mark.django_db
def test_python_and_sql_agree_on_random_rows() -> None:
    people = [uuid4() for _ in range(5)]
    now = clock.now()
    window = UnlockWindow(
        id=uuid4(), kind="care", holder=STAFF, session=uuid4(),
        opened_at=now, last_used_at=now, idle_until=now, until=now,
    )  # fmt: skip
    for _ in range(200):
        owner, reader = random.choice(people), random.choice(people)
        window.holder_id = owner
        passphrase = Passphrase(staff_id=owner)
        actor = Actor.staff(reader, frozenset({Role.COUNSELLOR}))
        for relation, row, column in (
            (policies.own_window, window, "holder_id"),
            (policies.own_passphrase, passphrase, "staff_id"),
        ):
            with acting(actor), connection.cursor() as cursor:
                condition = relation.sql.format(row="r")
                cursor.execute(f"SELECT {condition} FROM (SELECT %s::uuid AS {column}) r", [owner])
                assert cursor.fetchone() == (relation.holds(actor, row),)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_roles_that_never_read_cannot_even_write_a_window(role: Role) -> None:
    actor, now = staff(role), clock.now()
    with acting(actor), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        UnlockWindow.objects.create(
            id=uuid4(), kind="care", holder=STAFF, holder_id=actor.known_id, session=uuid4(),
            opened_at=now, last_used_at=now, idle_until=now, until=now,
        )  # fmt: skip


@pytest.mark.django_db
def test_nobody_writes_a_window_in_anothers_name() -> None:
    now = clock.now()
    for actor in (staff(*Role.values), Actor.client(uuid4())):
        with (
            acting(actor),
            pytest.raises(ProgrammingError, match="row-level"),
            transaction.atomic(),
        ):
            UnlockWindow.objects.create(
                id=uuid4(), kind="own", holder=CLIENT, holder_id=uuid4(), session=uuid4(),
                opened_at=now, last_used_at=now, idle_until=now, until=now,
            )  # fmt: skip
