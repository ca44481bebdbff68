"""Desks: a key that several hold. Only a member lets somebody in; an earlier key still opens."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Locked, Missing, Refused
from eap.core.ids import new_id
from eap.core.roles import Role
from eap.vault import desks, directory, pairs
from eap.vault import unlock as vault
from eap.vault.models import Wrap
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, Desk
from tests.factories import keys

from .conftest import SECRET, at_once, file_of, holder_of, open_cells, staff, trail

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[..., UUID]
INTAKE = DESKS[Desk.INTAKE]


@pytest.fixture
def member() -> Actor:
    """A counsellor in the intake desk, who has unlocked."""
    return keys.unlock(staff(Role.COUNSELLOR))


@pytest.fixture
def newcomer() -> Actor:
    """A counsellor with a key, who has unlocked and whom nobody let in."""
    return keys.unlock_only(staff(Role.COUNSELLOR))


def test_a_member_lets_somebody_in_and_they_open_what_was_there(
    member: Actor, newcomer: Actor, write: Write
) -> None:
    row_id = write(by=newcomer, circle=[INTAKE])
    with acting(Actor.system(VAULT)):
        Wrap.objects.filter(holder_id=newcomer.id).delete()  # `write` gives a key and lets in
    with pytest.raises(Locked):
        open_cells(newcomer, row_id)
    desks.admit(member, staff_id=newcomer.known_id, desk=Desk.INTAKE)
    assert open_cells(newcomer, row_id)[row_id].value == SECRET
    (event,) = trail("vault.desk.admit")
    assert (event.actor_id, event.object_id) == (member.id, newcomer.id)


def test_nobody_lets_themselves_or_others_in_from_outside(newcomer: Actor, member: Actor) -> None:
    other = staff(Role.COUNSELLOR)
    keys.own_key(other)
    for whom in (newcomer, other):
        with pytest.raises(Conflict, match="not_let_in"):
            desks.admit(newcomer, staff_id=whom.known_id, desk=Desk.INTAKE)
    with pytest.raises(Conflict, match="not_let_in"):
        desks.admit(member, staff_id=other.known_id, desk=Desk.ON_CALL)
    for role in (Role.PROGRAMME_MANAGER, Role.SYSTEM_ADMIN):
        with pytest.raises(Refused):
            desks.admit(staff(role), staff_id=other.known_id, desk=Desk.INTAKE)
    with acting(Actor.system(VAULT)):
        assert not Wrap.objects.filter(holder_id__in=[newcomer.id, other.id]).exists()


def test_it_takes_an_unlock_and_a_key(member: Actor) -> None:
    with pytest.raises(Missing):
        desks.admit(member, staff_id=new_id(), desk=Desk.INTAKE)
    vault.lock(member)
    with pytest.raises(Locked):
        desks.admit(member, staff_id=new_id(), desk=Desk.INTAKE)


def test_a_place_in_a_desk_that_sql_made_is_no_way_in(
    member: Actor, newcomer: Actor, write: Write, as_owner: Any
) -> None:
    """A member's own wrap in the newcomer's name, and one sealed to another pair."""
    row_id = write(circle=[INTAKE])
    with acting(Actor.system(VAULT)):
        pair = directory.standing([holder_of(newcomer)])[holder_of(newcomer)].id
    with as_owner() as owner:
        owner.execute(
            "INSERT INTO vault_wrap (id, subject_id, holder, holder_id, pair_id, token, kek_id,"
            " stamp, since) SELECT gen_random_uuid(), subject_id, holder, %s, %s, token, kek_id,"
            " stamp, since FROM vault_wrap WHERE file_id IS NULL AND holder_id = %s",
            [newcomer.id, pair, member.id],
        )
        owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [newcomer.id])
    with pytest.raises(Locked):
        open_cells(newcomer, row_id)
    with pytest.raises(Conflict, match="not_let_in"):
        desks.key_of(newcomer, Desk.INTAKE)


def test_with_another_key_of_the_desk_both_open_by_who_has_both(
    member: Actor, newcomer: Actor, write: Write, as_owner: Any
) -> None:
    earlier = write(circle=[INTAKE])
    private = pairs.new_private()
    with acting(Actor.system(VAULT)):
        line = directory.enter(INTAKE, pairs.public_of(private), new_id())
        for one in (member, newcomer):
            own = directory.standing([holder_of(one)])[holder_of(one)]
            desks.let_in(line.id, private, own)
    later = write(circle=[INTAKE])
    for one, opens in ((member, {earlier, later}), (newcomer, {later})):
        with as_owner() as owner:
            owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [one.id])
        for row_id in (earlier, later):
            if row_id in opens:
                assert open_cells(one, row_id)[row_id].value == SECRET
            else:
                with pytest.raises(Locked):
                    open_cells(one, row_id)
    assert desks.key_of(newcomer, Desk.INTAKE) == (line.id, private)


def test_who_is_inside_and_who_could_be(member: Actor, newcomer: Actor) -> None:
    keyless = staff(Role.COUNSELLOR)
    people = [one.known_id for one in (member, newcomer, keyless)]
    found = desks.standing(member, desk=Desk.INTAKE, staff_ids=people)
    assert (found.inside, found.outside) == ({member.id}, {newcomer.id})


def test_let_in_by_two_at_once_they_have_one_place(member: Actor, newcomer: Actor) -> None:
    members = [member, keys.unlock(staff(Role.COUNSELLOR))]
    said = at_once(
        members, lambda one: desks.admit(one, staff_id=newcomer.known_id, desk=Desk.INTAKE)
    )
    assert "done" in said
    with acting(Actor.system(VAULT)):
        assert Wrap.objects.filter(holder_id=newcomer.id).count() == 1
    assert desks.key_of(newcomer, Desk.INTAKE)


def test_what_a_desk_and_a_person_hold_both_opens_by_the_persons_own(
    member: Actor, reader: Actor, write: Write, as_owner: Any
) -> None:
    row_id = write(circle=[INTAKE, holder_of(reader)])
    with as_owner() as owner:
        owner.execute(
            "UPDATE vault_wrap SET token = '' WHERE holder = 'desk' AND file_id = %s",
            [file_of(row_id)],
        )
    assert open_cells(reader, row_id)[row_id].value == SECRET
