"""Who leaves a desk is out at once; the next member makes its new key; nobody left, it is founded.

"The leaver" keeps what they had: their own half, the desk's old half, and the whole database.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Locked, Refused
from eap.core.roles import Role
from eap.vault import desk_keys, desks, directory, enrolment, status, verdict
from eap.vault import unlock as vault
from eap.vault.cipher import Damaged
from eap.vault.files import secret_in
from eap.vault.models import KeyPair, Seed, UnlockWindow, Wrap
from eap.vault.pairs import Opener
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, ESCROW, Desk, Holder, Unlock
from tests.factories import keys

from .conftest import SECRET, at_once, file_of, holder_of, open_cells, staff, trail

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[..., UUID]
Owner = Callable[[], Any]
INTAKE, ON_CALL = DESKS[Desk.INTAKE], DESKS[Desk.ON_CALL]
MANAGER = Role.PROGRAMME_MANAGER


@pytest.fixture
def member() -> Actor:
    """A counsellor in the intake desk who stays, and has unlocked."""
    return keys.unlock(staff(Role.COUNSELLOR))


@pytest.fixture
def leaver() -> Actor:
    """Another one, who goes."""
    return keys.unlock(staff(Role.COUNSELLOR))


@pytest.fixture(autouse=True)
def _nobody_besides() -> None:
    with acting(Actor.system(VAULT)):
        Wrap.objects.filter(file_id=None, holder="staff").delete()


def line_of(holder: Holder) -> directory.Line:
    with acting(Actor.system(VAULT)):
        return directory.standing([holder])[holder]


def row_of(holder: Holder) -> KeyPair:
    with acting(Actor.system(VAULT)):
        return KeyPair.objects.get(holder_id=holder.id, until=None)


def put_out(who: Actor) -> None:
    desk_keys.put_out(staff(MANAGER), staff_id=who.known_id)


def in_care_of(as_owner: Owner, actor: Actor) -> None:
    with as_owner() as owner:
        owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [actor.id])


def opens(as_owner: Owner, actor: Actor, row_id: UUID) -> bool:
    in_care_of(as_owner, actor)
    try:
        return bool(open_cells(actor, row_id)[row_id].value == SECRET)
    except Locked:
        return False


def test_who_leaves_is_out_at_once_and_the_desk_is_due(
    as_owner: Owner, member: Actor, leaver: Actor, write: Write
) -> None:
    row_id = write(circle=[INTAKE])
    assert opens(as_owner, leaver, row_id)
    put_out(leaver)
    with pytest.raises(Locked):
        vault.unlocked(leaver)
    assert not opens(as_owner, keys.unlock_only(leaver), row_id)
    assert opens(as_owner, member, row_id)
    assert row_of(INTAKE).due and not row_of(ON_CALL).due
    (event,) = trail("vault.desk.leave")
    assert (event.object_kind, event.object_id) == ("staff", leaver.id)


def test_the_next_member_makes_a_new_key_and_carries_over_what_waits(
    as_owner: Owner, member: Actor, leaver: Actor, write: Write
) -> None:
    before, old = write(circle=[INTAKE]), line_of(INTAKE)
    put_out(leaver)
    desk_keys.tend(member)
    new = line_of(INTAKE)
    assert (new.version, row_of(INTAKE).due) == (old.version + 1, False)
    with acting(Actor.system(VAULT)):
        assert KeyPair.objects.get(id=old.id).until is not None
        at_desk = Wrap.objects.get(file_id=file_of(before), holder="desk")
        assert at_desk.pair_id == new.id
        assert Seed.objects.get(file_id=file_of(before)).due
        held = {wrap.holder_id for wrap in Wrap.objects.filter(subject_id=new.id)}
    assert held == {member.id, ESCROW.id}
    assert opens(as_owner, member, before) and opens(as_owner, member, write(circle=[INTAKE]))
    (event,) = trail("vault.desk.renew")
    assert (event.actor_id, event.object_id) == (member.id, new.id)


def test_the_old_half_opens_nothing_that_is_there_or_comes(
    member: Actor, leaver: Actor, write: Write
) -> None:
    """Tried with the old half, the database and the keyring, on every place there is."""
    old, private = desks.key_of(leaver, Desk.INTAKE)
    write(circle=[INTAKE])
    put_out(leaver)
    desk_keys.tend(member)
    write(circle=[INTAKE])
    with acting(Actor.system(VAULT)):
        places = list(Wrap.objects.filter(token__isnull=False))
        own = keys.private_of(holder_of(leaver))
        for place in places:
            for half in (private, own):
                with pytest.raises(Damaged):
                    secret_in(place, Opener(half))
    assert old != line_of(INTAKE).id


def test_it_is_made_once_by_two_at_once_and_by_nobody_from_outside(
    member: Actor, leaver: Actor
) -> None:
    outsider = keys.unlock_only(staff(Role.COUNSELLOR))
    second = keys.unlock(staff(Role.COUNSELLOR))
    version = line_of(INTAKE).version
    put_out(leaver)
    desk_keys.tend(outsider)
    assert line_of(INTAKE).version == version
    assert set(at_once([member, second], desk_keys.tend)) == {"done"}
    assert line_of(INTAKE).version == version + 1
    for one in (member, second):
        assert desks.key_of(one, Desk.INTAKE)[0] == line_of(INTAKE).id
    with pytest.raises(Conflict, match="not_let_in"):
        desks.key_of(outsider, Desk.INTAKE)


def test_who_keeps_a_fitting_role_stays(member: Actor, leaver: Actor) -> None:
    manager = staff(MANAGER)
    desk_keys.put_out(manager, staff_id=leaver.known_id, roles=frozenset({"counsellor"}))
    assert desks.key_of(leaver, Desk.INTAKE)
    assert not row_of(INTAKE).due and not trail("vault.desk.leave")
    with pytest.raises(Refused):
        desk_keys.put_out(member, staff_id=leaver.known_id)


def test_duty_that_is_open_elsewhere_closes_with_the_old_key() -> None:
    stays, goes = (keys.unlock(staff(Role.ON_CALL)) for _ in range(2))
    until = vault.clock.now() + vault.LONGEST / 2
    vault.start_duty(stays, until=until, desk_key=desks.key_of(stays, Desk.ON_CALL))
    put_out(goes)
    desk_keys.tend(stays)
    with acting(Actor.system(VAULT)):
        assert not UnlockWindow.objects.filter(kind=Unlock.DUTY).exists()
    vault.start_duty(stays, until=until, desk_key=desks.key_of(stays, Desk.ON_CALL))
    vault.lock(stays)
    assert list(vault.unlocked(stays).keys) == [line_of(ON_CALL).id]


def test_whose_key_was_given_up_keeps_a_place_that_waits(
    as_owner: Owner, member: Actor, leaver: Actor, write: Write
) -> None:
    row_id = write(circle=[INTAKE])
    enrolment.start_anew(leaver)
    assert row_of(INTAKE).due
    desk_keys.tend(member)
    with acting(Actor.system(VAULT)):
        (place,) = Wrap.objects.filter(subject_id=line_of(INTAKE).id, holder_id=leaver.id)
        assert place.token is None
    assert opens(as_owner, member, row_id)


class TestNobodyLeft:
    @pytest.mark.parametrize("how", [put_out, enrolment.start_anew])
    def test_the_next_fitting_person_founds_it_anew(
        self, as_owner: Owner, leaver: Actor, write: Write, how: Callable[[Actor], None]
    ) -> None:
        before, old = write(circle=[INTAKE]), line_of(INTAKE)
        how(leaver)
        assert self._state() == (0, False, 0)
        founder = keys.unlock_only(staff(Role.COUNSELLOR))
        desk_keys.tend(keys.unlock_only(staff(Role.ON_CALL)))
        assert line_of(INTAKE) == old
        desk_keys.tend(founder)
        assert line_of(INTAKE).version == old.version + 1
        assert opens(as_owner, founder, write(circle=[INTAKE]))
        assert not opens(as_owner, founder, before)
        assert self._state() == (1, False, 1)
        assert desks.standing(founder, desk=Desk.INTAKE, staff_ids=[]).behind == 1
        (event,) = trail("vault.desk.found")
        assert event.actor_id == founder.id

    def test_members_who_were_taken_away_by_sql_make_nobody_a_founder(
        self, as_owner: Owner, member: Actor
    ) -> None:
        attacker, line = keys.unlock_only(staff(Role.COUNSELLOR)), line_of(INTAKE)
        forged = b"\0" * 16
        for mark in (None, forged):
            with as_owner() as owner:
                owner.execute("DELETE FROM vault_wrap WHERE holder_id = %s", [member.id])
                owner.execute(
                    "UPDATE vault_key_pair SET due = true, emptied = %s WHERE id = %s",
                    [mark, line.id],
                )
            desk_keys.tend(attacker)
            assert line_of(INTAKE) == line
        assert any("nobody left it by the app" in one for one in self._wrong())
        assert not any("founds it" in one for one in self._wrong())

    def test_a_changed_desk_is_neither_founded_nor_renewed_and_holds_up_no_unlock(
        self, as_owner: Owner, member: Actor, leaver: Actor
    ) -> None:
        put_out(leaver)
        line_id = line_of(INTAKE).id
        with as_owner() as owner:
            owner.execute("UPDATE vault_key_pair SET signature = '' WHERE id = %s", [line_id])
        desk_keys.tend(member)
        assert row_of(INTAKE).id == line_id
        found = desks.standing(member, desk=Desk.INTAKE, staff_ids=[member.known_id])
        assert (found.changed, found.inside) == (True, {member.id})
        (event,) = trail("vault.key.refused")
        assert event.object_id == line_id

    @pytest.mark.no_desks
    def test_who_got_the_role_after_the_key_founds_a_desk_that_never_was(self) -> None:
        founder = keys.unlock_only(staff(Role.ON_CALL))
        desk_keys.tend(founder)
        assert desks.key_of(founder, Desk.ON_CALL)[0] == line_of(ON_CALL).id

    def _state(self) -> tuple[int | None, bool, int]:
        with acting(Actor.system(VAULT)):
            found = next(one for one in status.desk_states() if one.desk == Desk.INTAKE)
        return found.members, found.due, found.behind

    def _wrong(self) -> list[str]:
        with acting(Actor.system(VAULT)):
            return [one.says for one in verdict.wrong_in(status.status())]
