"""The directory: a key that was put in, moved or changed is sealed to by nobody, loudly."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.core.roles import Role
from eap.vault import circles, desks, directory, pairs, rotation, shares
from eap.vault.directory import KeyRefused
from eap.vault.models import File, KeyPair, Seed, Wrap
from eap.vault.policies import VAULT
from eap.vault.sealing import new_file
from eap.vault.words import DESKS, ESCROW, Desk, Holder
from tests.factories import keys

from .conftest import SECRET, file_of, holder_of, open_cells, staff, trail, unlocked_client

pytestmark = pytest.mark.django_db(transaction=True)
Owner = Callable[[], Any]
OF_ONE = "UPDATE vault_key_pair SET {} WHERE id = %(id)s"
SUBSTITUTIONS = {
    "another public half": OF_ONE.format("public_key = decode(repeat('11', 32), 'hex')"),
    "one bit of it": OF_ONE.format(
        "public_key = set_bit(public_key, 3, 1 - get_bit(public_key, 3))"
    ),
    "no public half": OF_ONE.format("public_key = ''"),
    "no signature": OF_ONE.format("signature = ''"),
    "another version": OF_ONE.format("version = version + 1"),
    "the attacker's whole line": (
        "UPDATE vault_key_pair SET public_key = y.public_key, signature = y.signature,"
        " version = y.version FROM vault_key_pair y"
        " WHERE y.id = %(other)s AND vault_key_pair.id = %(id)s"
    ),
    "the attacker's line in their name": (
        "WITH ended AS (UPDATE vault_key_pair SET until = since WHERE id = %(id)s"
        " RETURNING holder, holder_id) UPDATE vault_key_pair SET holder = ended.holder,"
        " holder_id = ended.holder_id FROM ended WHERE vault_key_pair.id = %(other)s"
    ),
}


def substitute(as_owner: Owner, how: str, holder: Holder, other: Holder) -> None:
    with acting(Actor.system(VAULT)):
        lines = directory.standing([holder, other])
    with as_owner() as owner:
        if "in their name" in how:
            owner.execute("DROP INDEX vault_key_pair_standing")  # checked row by row
        try:
            ids = {"id": lines[holder].id, "other": lines[other].id}
            assert owner.execute(SUBSTITUTIONS[how], ids).rowcount == 1
        finally:
            if "in their name" in how:
                owner.execute(
                    "CREATE UNIQUE INDEX vault_key_pair_standing ON vault_key_pair"
                    " (holder, holder_id) WHERE until IS NULL"
                )


@pytest.mark.parametrize("whose", ["counsellor", "desk", "custodians", "client"])
@pytest.mark.parametrize("how", SUBSTITUTIONS)
def test_nothing_is_sealed_to_a_substituted_key(
    as_owner: Owner, counsellor: Actor, how: str, whose: str
) -> None:
    keys.give_key(counsellor)
    attacker = staff(Role.COUNSELLOR)
    keys.give_key(attacker)
    client = unlocked_client()
    circle = [holder_of(counsellor), DESKS[Desk.INTAKE], holder_of(client)]
    holder = {
        "counsellor": holder_of(counsellor),
        "desk": DESKS[Desk.INTAKE],
        "custodians": ESCROW,
        "client": holder_of(client),
    }[whose]
    substitute(as_owner, how, holder, holder_of(attacker))
    before = _shares()
    with pytest.raises(KeyRefused) as caught, acting(counsellor):
        new_file("case", circle=circle)
    assert not File.objects.exists()
    assert not Seed.objects.exists()
    assert _shares() == before
    assert str(caught.value).startswith("the key ")


def test_nor_is_a_file_given_or_a_desk_opened_to_it(
    as_owner: Owner, reader: Actor, write: Callable[..., UUID]
) -> None:
    other, attacker = staff(Role.COUNSELLOR), staff(Role.COUNSELLOR)
    member = keys.unlock(staff(Role.COUNSELLOR))
    for one in (other, attacker):
        keys.own_key(one)
    row_id = write()
    substitute(as_owner, "the attacker's whole line", holder_of(other), holder_of(attacker))
    with as_owner() as owner:
        before = owner.execute("SELECT * FROM vault_wrap ORDER BY id").fetchall()
    with pytest.raises(KeyRefused):
        circles.give(reader, file_id=file_of(row_id), holder=holder_of(other))
    with pytest.raises(KeyRefused):
        desks.admit(member, staff_id=other.known_id, desk=Desk.INTAKE)
    with as_owner() as owner:
        assert owner.execute("SELECT * FROM vault_wrap ORDER BY id").fetchall() == before


def test_one_that_waits_is_not_filled_and_everybody_else_reads_on(
    as_owner: Owner, reader: Actor, write: Callable[..., UUID]
) -> None:
    client, attacker = uuid4(), staff(Role.COUNSELLOR)
    keys.own_key(attacker)
    waiting = Holder("client", client)
    row_id = write(circle=[holder_of(reader), waiting])
    unlocked_client(client)
    substitute(as_owner, "the attacker's whole line", waiting, holder_of(attacker))
    assert open_cells(reader, row_id)[row_id].value == SECRET
    with acting(Actor.system(VAULT)):
        assert Wrap.objects.get(holder_id=client).token is None


def test_a_line_by_another_installation_is_refused(request: pytest.FixtureRequest) -> None:
    with acting(Actor.system(VAULT)):
        directory.standing([ESCROW])
        request.getfixturevalue("other_keyring")
        with pytest.raises(KeyRefused):
            directory.standing([ESCROW])


def test_one_line_stands_and_those_before_stay() -> None:
    holder = Holder("staff", uuid4())
    with acting(Actor.system(VAULT)):
        first = directory.enter(holder, pairs.public_of(pairs.new_private()), new_id())
        second = directory.enter(holder, pairs.public_of(pairs.new_private()), new_id())
        assert (first.version, second.version) == (1, 2)
        assert directory.standing([holder]) == {holder: second}
        assert directory.standing([]) == {}
        again = directory.row_of(second, since=directory.clock.today())
        with pytest.raises(IntegrityError), transaction.atomic():
            again.id = new_id()
            again.save(force_insert=True)


def test_an_earlier_line_that_sql_made_stand_again_is_refused(
    as_owner: Owner, counsellor: Actor
) -> None:
    """A key that was given up, perhaps because somebody else has it."""
    holder = holder_of(counsellor)
    keys.give_key(counsellor)
    with acting(Actor.system(VAULT)):
        first = directory.standing([holder])[holder]
        directory.enter(holder, pairs.public_of(pairs.new_private()), new_id())
    with as_owner() as owner:
        owner.execute("UPDATE vault_key_pair SET until = since WHERE holder_id = %s", [holder.id])
        owner.execute("UPDATE vault_key_pair SET until = NULL WHERE id = %s", [first.id])
    with pytest.raises(KeyRefused, match=str(first.id)), acting(counsellor):
        new_file("case", circle=[holder])
    assert not File.objects.exists()


def _shares() -> set[UUID]:
    far = directory.clock.today().replace(year=9999)
    return {file_id for part in shares.made_before(far) for file_id in part}


class TestARefusalStaysInTheTrail:
    """The act that met a changed line is undone; that it was met is not."""

    def _line_of(self, holder: Holder) -> UUID:
        with acting(Actor.system(VAULT)):
            return KeyPair.objects.get(holder_id=holder.id, until=None).id

    def _demand_event(self, actor: Actor, line_id: UUID) -> None:
        (event,) = trail("vault.key.refused")
        assert (event.object_kind, event.object_id) == ("key_pair", line_id)
        assert (event.actor_id, event.decision) == (actor.id, "refused")

    def test_of_sealing(self, as_owner: Owner, counsellor: Actor) -> None:
        keys.own_key(counsellor)
        keys.own_key(attacker := staff(Role.COUNSELLOR))
        line_id = self._line_of(ESCROW)
        substitute(as_owner, "no signature", ESCROW, holder_of(attacker))
        with pytest.raises(KeyRefused) as caught, acting(counsellor):
            new_file("case", circle=[holder_of(counsellor)])
        assert (caught.value.code, caught.value.extra) == (
            "key_refused",
            {"reference": str(line_id)},
        )
        self._demand_event(counsellor, line_id)

    def test_of_a_circle(self, as_owner: Owner, reader: Actor, write: Callable[..., UUID]) -> None:
        row_id, other, attacker = write(), staff(Role.COUNSELLOR), staff(Role.COUNSELLOR)
        for one in (other, attacker):
            keys.own_key(one)
        line_id = self._line_of(holder_of(other))
        substitute(as_owner, "another version", holder_of(other), holder_of(attacker))
        with pytest.raises(KeyRefused):
            circles.give(reader, file_id=file_of(row_id), holder=holder_of(other))
        self._demand_event(reader, line_id)

    def test_of_a_desk(self, as_owner: Owner) -> None:
        member, attacker = keys.unlock(staff(Role.COUNSELLOR)), staff(Role.COUNSELLOR)
        keys.own_key(attacker)
        line_id = self._line_of(DESKS[Desk.INTAKE])
        substitute(as_owner, "another public half", DESKS[Desk.INTAKE], holder_of(attacker))
        with pytest.raises(KeyRefused):
            desks.admit(member, staff_id=attacker.known_id, desk=Desk.INTAKE)
        self._demand_event(member, line_id)

    def test_of_a_seed_that_was_due(
        self, as_owner: Owner, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        """A reading goes on, and its event names the line, as for a place that waits."""
        row_id, attacker = write(), staff(Role.COUNSELLOR)
        keys.own_key(attacker)
        line_id = self._line_of(ESCROW)
        rotation.mark_due(Actor.system(VAULT), file_ids=None)
        substitute(as_owner, "no signature", ESCROW, holder_of(attacker))
        assert open_cells(reader, row_id)[row_id].value == SECRET
        assert trail("vault.damaged") == []
        (event,) = trail("vault.key.refused")
        assert (event.object_kind, event.object_id) == ("key_pair", line_id)
