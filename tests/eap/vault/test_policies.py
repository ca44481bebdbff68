"""The two faces of the vault's own relations agree, and its tables show nobody's rows to others."""

import random
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from eap.core import clock
from eap.core.actor import CLIENT, STAFF, Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.vault import files, policies
from eap.vault.models import (
    Echo,
    KeyPair,
    Passkey,
    PasskeyChallenge,
    Passphrase,
    UnlockWindow,
    Wrap,
)
from eap.vault.sealing import new_file
from eap.vault.words import DESKS, Desk
from tests.factories import keys

from .conftest import holder_of, staff

pytestmark = pytest.mark.django_db


def window(holder: str, holder_id: UUID) -> UnlockWindow:
    now = clock.now()
    return UnlockWindow(
        id=uuid4(), kind="care", holder=holder, holder_id=holder_id, session=uuid4(),
        half_mark=b"", sealed_keys=b"",
        opened_at=now, last_used_at=now, idle_until=now, until=now,
    )  # fmt: skip


def test_python_and_sql_agree_on_random_rows() -> None:
    people = [uuid4() for _ in range(5)] + [desk.id for desk in DESKS.values()]
    desks = dict(enumerate(policies._at(desk) for desk in Desk))
    for _ in range(200):
        owner, reader = random.choice(people), random.choice(people)
        wrap, pair = Wrap(holder_id=owner), KeyPair(holder_id=owner)
        actor = Actor.staff(reader, frozenset({Role.COUNSELLOR}))
        for relation, row, column in (
            (policies.own_window, window(STAFF, owner), "holder_id"),
            (policies.own_passphrase, Passphrase(staff_id=owner), "staff_id"),
            (policies.own_passkey, Passkey(staff_id=owner), "staff_id"),
            (policies.own_challenge, PasskeyChallenge(staff_id=owner), "staff_id"),
            (policies.own_pair, pair, "holder_id"),
            (policies.own_place, wrap, "holder_id"),
            (desks[0], wrap, "holder_id"),
            (desks[1], wrap, "holder_id"),
        ):
            with acting(actor), connection.cursor() as cursor:
                condition = relation.sql.format(row="r")
                cursor.execute(f"SELECT {condition} FROM (SELECT %s::uuid AS {column}) r", [owner])
                assert cursor.fetchone() == (relation.holds(actor, row),)


def test_an_echo_is_for_who_opened_its_window() -> None:
    caller = Actor.client(uuid4())
    mine = window(CLIENT, caller.known_id)
    with acting(caller):
        mine.save(force_insert=True)
        for window_id, holds in ((mine.id, True), (uuid4(), False)):
            with connection.cursor() as cursor:
                condition = policies.own_echo.sql.format(row="r")
                cursor.execute(
                    f"SELECT {condition} FROM (SELECT %s::uuid AS window_id) r", [window_id]
                )
                assert cursor.fetchone() == (holds,)
            assert policies.own_echo.holds(caller, Echo(window_id=window_id)) is holds


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_roles_that_never_read_cannot_even_write_a_window(role: Role) -> None:
    actor = staff(role)
    with acting(actor), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        window(STAFF, actor.known_id).save(force_insert=True)


def test_nobody_writes_a_window_in_anothers_name() -> None:
    for actor in (staff(*Role.values), Actor.client(uuid4())):
        with (
            acting(actor),
            pytest.raises(ProgrammingError, match="row-level"),
            transaction.atomic(),
        ):
            window(CLIENT, uuid4()).save(force_insert=True)


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.CLINICAL_LEAD, Role.ON_CALL])
def test_who_reads_writes_no_key_and_no_place_themselves(role: Role) -> None:
    """Only the vault does, and it stamps and signs them."""
    actor = staff(role)
    keys.give_key(actor)
    pair = KeyPair(
        id=uuid4(), holder=STAFF, holder_id=actor.known_id, version=2, public_key=b"",
        signature=b"", since=clock.today(), until=clock.today(),
    )  # fmt: skip
    place = files.place_of(uuid4(), holder_of(actor), uuid4())
    for row in (pair, place):
        with acting(actor), pytest.raises(ProgrammingError), transaction.atomic():
            row.save(force_insert=True)
    with acting(actor):
        assert KeyPair.objects.update(public_key=b"") == 0
        assert Wrap.objects.update(token=b"") == 0


def test_who_reads_sees_their_own_lines_and_places_and_their_desks() -> None:
    reader, other = staff(Role.COUNSELLOR), staff(Role.COUNSELLOR)
    for one in (reader, other):
        keys.give_key(one)
    new_file("case", circle=[holder_of(reader), holder_of(other)])
    new_file("case", circle=[DESKS[Desk.INTAKE]])
    new_file("crisis", circle=[DESKS[Desk.ON_CALL]])
    with acting(reader):
        assert set(KeyPair.objects.values_list("holder_id", flat=True)) == {reader.id}
        assert set(Wrap.objects.values_list("holder_id", flat=True)) == {
            reader.id,
            DESKS[Desk.INTAKE].id,
        }
    with acting(staff(Role.SYSTEM_ADMIN)):
        assert not KeyPair.objects.exists()
        assert not Wrap.objects.exists()
