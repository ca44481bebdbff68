"""Who holds a file changes only by somebody who holds it and has unlocked; never by SQL."""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Locked
from eap.core.roles import Role
from eap.vault import circles, enrolment, pairs
from eap.vault import unlock as vault
from eap.vault.cipher import Damaged
from eap.vault.holding import waits
from eap.vault.models import Seed, Wrap
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, ESCROW, Desk, Held, Holder
from tests.factories import keys

from .conftest import (
    SECRET,
    at_once,
    file_of,
    holder_of,
    open_cells,
    staff,
    trail,
    unlocked_client,
    visitor,
)

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[..., UUID]
Owner = Callable[[], Any]
INTAKE = DESKS[Desk.INTAKE]


@pytest.fixture
def other() -> Actor:
    """Another counsellor who has unlocked, in no circle yet."""
    return keys.unlock(staff(Role.COUNSELLOR))


def opens(actor: Actor, row_id: UUID) -> bool:
    """Whether the file of a row, which is put in the actor's care, opens for them."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(
            "UPDATE vaulttest_cell SET counsellor_id = %s WHERE id = %s", [actor.id, row_id]
        )
        cursor.execute("SET ROLE harbour_app")
    purpose = "own" if actor.kind == "client" else "care"
    try:
        opened = open_cells(actor, row_id, purpose=purpose)[row_id]
    except Locked:
        return False
    assert opened.value == SECRET
    return True


def places_of(row_id: UUID) -> set[tuple[str, bool]]:
    """The kinds of holders at the latest seed of a row's file, and whether they hold it."""
    with acting(Actor.system(VAULT)):
        latest = Seed.objects.filter(file_id=file_of(row_id)).order_by("-number").values("id")[:1]
        rows = Wrap.objects.filter(subject_id__in=latest)
        return {(row.holder, row.token is not None) for row in rows}


class TestTake:
    def test_off_the_desk_it_is_whose_took_it_and_the_desks_no_longer(
        self, other: Actor, write: Write
    ) -> None:
        member = keys.unlock(staff(Role.COUNSELLOR))
        row_id = write(circle=[INTAKE])
        assert opens(member, row_id) and opens(other, row_id)
        circles.take(other, file_id=file_of(row_id))
        assert opens(other, row_id) and not opens(member, row_id)
        assert places_of(row_id) == {(Held.STAFF, True), (Held.ESCROW, True)}

    def test_the_desks_place_put_back_opens_nothing_that_came_after(
        self, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        member = keys.unlock(staff(Role.COUNSELLOR))
        row_id = write(circle=[INTAKE])
        with as_owner() as owner:
            owner.execute(
                "CREATE TEMP TABLE kept AS SELECT * FROM vault_wrap WHERE holder = 'desk'"
                " AND file_id = %s",
                [file_of(row_id)],
            )
            circles.take(other, file_id=file_of(row_id))
            later = write(file_id=file_of(row_id))
            owner.execute("INSERT INTO vault_wrap SELECT * FROM kept")
            owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [member.id])
        assert all(one.damaged for one in open_cells(member, row_id, later).values())

    def test_who_is_not_in_the_desk_takes_nothing(self, reader: Actor, write: Write) -> None:
        row_id = write(circle=[INTAKE])
        with pytest.raises(Locked, match="not_yours"):
            circles.take(reader, file_id=file_of(row_id))
        assert (Held.DESK, True) in places_of(row_id)

    def test_of_several_at_once_one_has_it(self, write: Write) -> None:
        row_id = write(circle=[INTAKE])
        members = [keys.unlock(staff(Role.COUNSELLOR)) for _ in range(4)]
        said = at_once(members, lambda one: circles.take(one, file_id=file_of(row_id)))
        assert sorted(said) == ["done", "not_yours", "not_yours", "not_yours"]
        assert sum(opens(one, row_id) for one in members) == 1

    def test_without_an_unlock_nobody_takes_and_a_damaged_file_is_said_to_be(
        self, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        row_id = write(circle=[INTAKE])
        vault.lock(other)
        with pytest.raises(Locked):
            circles.take(other, file_id=file_of(row_id))
        keys.unlock(other)
        with as_owner() as owner:
            owner.execute("UPDATE vault_seed SET number = 3")
        with pytest.raises(Damaged):
            circles.take(other, file_id=file_of(row_id))


class TestGive:
    def test_by_its_holder_it_is_given_with_all_its_seeds(
        self, reader: Actor, other: Actor, write: Write
    ) -> None:
        third = keys.unlock(staff(Role.COUNSELLOR))
        first = write(circle=[holder_of(reader), holder_of(third)], unlocked=True)
        file_id = file_of(first)
        circles.leave_out(reader, file_id=file_id, holder=holder_of(third))
        later = write(file_id=file_id, unlocked=True)
        assert not opens(other, first)
        circles.give(reader, file_id=file_id, holder=holder_of(other))
        assert opens(other, first) and opens(other, later)

    def test_not_by_others_and_not_to_who_has_no_key(
        self, reader: Actor, other: Actor, write: Write
    ) -> None:
        file_id = file_of(write())
        with pytest.raises(Locked, match="not_yours"):
            circles.give(other, file_id=file_id, holder=holder_of(other))
        with pytest.raises(Conflict, match="no_key_yet"):
            circles.give(reader, file_id=file_id, holder=holder_of(staff(Role.COUNSELLOR)))


class TestLeaveOut:
    def test_what_is_written_after_is_shut_to_who_left_even_in_an_old_session(
        self, reader: Actor, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        """Their window stands and their places are put back by SQL: nothing new opens."""
        row_id = write(circle=[holder_of(reader), holder_of(other)], unlocked=True)
        file_id = file_of(row_id)
        with as_owner() as owner:
            owner.execute("CREATE TABLE kept_wrap AS SELECT * FROM vault_wrap")
        try:
            circles.leave_out(reader, file_id=file_id, holder=holder_of(other))
            added, written = write(file_id=file_id), write(file_id=file_id, unlocked=True)
            assert vault.unlock_state(other).is_open
            for one in (row_id, added, written):
                assert not opens(other, one)
            with as_owner() as owner:
                owner.execute(
                    "INSERT INTO vault_wrap SELECT * FROM kept_wrap k WHERE NOT EXISTS"
                    " (SELECT FROM vault_wrap w WHERE w.id = k.id)"
                )
                owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [other.id])
            for one in (added, written):
                opened = open_cells(other, one)[one]
                assert (opened.value, opened.damaged) == (None, True)
        finally:
            with as_owner() as owner:
                owner.execute("DROP TABLE kept_wrap")
        for one in (row_id, added, written):
            assert opens(reader, one)

    def test_a_place_that_was_put_back_is_not_taken_over(
        self, reader: Actor, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        third = keys.unlock(staff(Role.COUNSELLOR))
        row_id = write(circle=[holder_of(one) for one in (reader, other, third)])
        with as_owner() as owner:
            owner.execute("CREATE TABLE kept_wrap AS SELECT * FROM vault_wrap")
            try:
                circles.leave_out(reader, file_id=file_of(row_id), holder=holder_of(other))
                owner.execute(
                    "INSERT INTO vault_wrap SELECT * FROM kept_wrap WHERE holder_id = %s"
                    " AND file_id IS NOT NULL",
                    [other.id],
                )
            finally:
                owner.execute("DROP TABLE kept_wrap")
        circles.leave_out(reader, file_id=file_of(row_id), holder=holder_of(third))
        assert self._latest(row_id) == {reader.id, ESCROW.id}

    def test_a_place_that_was_made_by_sql_is_not_taken_over(
        self, reader: Actor, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        spy = keys.unlock(staff(Role.COUNSELLOR))
        row_id = write(circle=[holder_of(reader), holder_of(other)])
        forge(as_owner, holder_of(spy))
        circles.leave_out(reader, file_id=file_of(row_id), holder=holder_of(other))
        assert self._latest(row_id) == {reader.id, ESCROW.id}
        assert not opens(spy, row_id)

    def test_a_key_that_took_anothers_place_gets_nothing_by_it(
        self, reader: Actor, other: Actor, write: Write
    ) -> None:
        """Whoever got hold of a colleague's sign-in has started anew in their name."""
        stolen, row_id = staff(Role.COUNSELLOR), uuid4()
        keys.give_key(stolen)
        row_id = write(circle=[holder_of(one) for one in (reader, other, stolen)])
        replace_key(holder_of(stolen))
        circles.leave_out(reader, file_id=file_of(row_id), holder=holder_of(other))
        assert open_cells(reader, row_id)[row_id].value == SECRET
        with acting(Actor.system(VAULT)):
            latest = Seed.objects.get(file_id=file_of(row_id), number=2)
            assert Wrap.objects.get(subject_id=latest.id, holder_id=stolen.id).token is None

    def test_a_client_without_a_key_keeps_a_place_that_waits(
        self, reader: Actor, other: Actor, write: Write
    ) -> None:
        client = uuid4()
        row_id = write(
            circle=[holder_of(reader), holder_of(other), Holder("client", client)], unlocked=True
        )
        circles.leave_out(reader, file_id=file_of(row_id), holder=holder_of(other))
        assert (Held.CLIENT, False) in places_of(row_id)
        mine = unlocked_client(client)
        circles.let_in(reader, file_id=file_of(row_id), holder=holder_of(mine))
        assert opens(mine, row_id)

    def test_somebody_must_be_left(self, reader: Actor, write: Write) -> None:
        row_id = write()
        with pytest.raises(Conflict, match="no_key_yet"):
            circles.leave_out(reader, file_id=file_of(row_id), holder=holder_of(reader))
        assert opens(reader, row_id)

    def test_while_others_write_nothing_is_lost_and_nothing_falsely_damaged(
        self, reader: Actor, other: Actor, write: Write
    ) -> None:
        row_id = write(circle=[holder_of(reader), holder_of(other)], unlocked=True)
        file_id, rows = file_of(row_id), [row_id]

        def work(number: int) -> None:
            if number == 0:
                circles.leave_out(reader, file_id=file_id, holder=holder_of(other))
            else:
                rows.append(write(file_id=file_id, unlocked=number % 2 == 0))

        assert at_once(range(6), work) == ["done"] * 6
        assert all(cell.value == SECRET for cell in open_cells(reader, *rows).values())
        assert trail("vault.damaged") == []

    @staticmethod
    def _latest(row_id: UUID) -> set[UUID | None]:
        with acting(Actor.system(VAULT)):
            latest = Seed.objects.filter(file_id=file_of(row_id)).order_by("-number")[0]
            rows = Wrap.objects.filter(subject_id=latest.id)
            return set(rows.values_list("holder_id", flat=True))

    def test_who_saves_meanwhile_waits_and_writes_under_the_next_seed(
        self, reader: Actor, other: Actor, write: Write
    ) -> None:
        row_id = write(circle=[holder_of(reader), holder_of(other)], unlocked=True)
        file_id, left = file_of(row_id), threading.Event()

        def work(turn: str) -> None:
            if turn == "leave out":
                with acting(reader):
                    circles.leave_out(reader, file_id=file_id, holder=holder_of(other))
                    left.set()
                    time.sleep(0.3)  # not committed yet
            else:
                left.wait(10)
                later.append(write(file_id=file_id, unlocked=True))

        later: list[UUID] = []
        assert at_once(["leave out", "save"], work) == ["done"] * 2
        assert open_cells(reader, *later)[later[0]].value == SECRET
        assert not opens(other, later[0])


class TestPlace:
    def test_one_made_by_sql_is_filled_by_nobody_and_told_of(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        spy = keys.unlock(staff(Role.COUNSELLOR))
        row_id = write()
        forge(as_owner, holder_of(spy))
        assert open_cells(reader, row_id)[row_id].value == SECRET
        assert [event.object_kind for event in trail("vault.damaged")] == ["wrap"]
        assert not opens(spy, row_id)

    def test_one_that_was_emptied_is_not_filled_again_for_another_key(
        self, reader: Actor, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        """The cheapest way in: take the key out of the directory, sign in, wait."""
        row_id = write(circle=[holder_of(reader), holder_of(other)])
        with as_owner() as owner:
            owner.execute("DELETE FROM vault_key_pair WHERE holder_id = %s", [other.id])
            owner.execute(
                "UPDATE vault_wrap SET token = NULL, pair_id = NULL, kek_id = ''"
                " WHERE holder_id = %s AND file_id IS NOT NULL",
                [other.id],
            )
        replace_key(holder_of(other))
        assert open_cells(reader, row_id)[row_id].value == SECRET
        with acting(Actor.system(VAULT)):
            assert Wrap.objects.get(file_id=file_of(row_id), holder_id=other.id).token is None

    def test_one_of_another_holder_or_file_opens_nothing(
        self, reader: Actor, other: Actor, write: Write, as_owner: Owner
    ) -> None:
        mine, theirs = write(), write(circle=[holder_of(other)])
        with as_owner() as owner:
            owner.execute(
                "UPDATE vault_wrap SET subject_id = y.subject_id, file_id = y.file_id"
                " FROM vault_wrap y WHERE vault_wrap.file_id = %s AND y.file_id = %s"
                " AND vault_wrap.holder = 'staff' AND y.holder = 'staff'",
                [file_of(mine), file_of(theirs)],
            )
            owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [reader.id])
        assert open_cells(reader, theirs)[theirs].damaged


class TestClientsKey:
    @pytest.mark.parametrize("keys_before", [0, 1])
    def test_whether_first_or_second_it_is_let_in_by_hand_alone(
        self, reader: Actor, write: Write, keys_before: int
    ) -> None:
        """A visit code is enough to make a key, and codes are few enough to be searched."""
        client = uuid4()
        row_id = write(circle=[holder_of(reader), Holder("client", client)])
        for _ in range(keys_before):
            unlocked_client(client)  # its browser is not this one
        mine = unlocked_client(client)
        assert opens(reader, row_id)
        assert opens(reader, row_id)
        assert not opens(mine, row_id)
        assert waits(holder_of(mine), file_ids=[file_of(row_id)])
        circles.let_in(reader, file_id=file_of(row_id), holder=holder_of(mine))
        assert opens(mine, row_id)
        assert not waits(holder_of(mine), file_ids=[file_of(row_id)])

    def test_a_file_made_when_they_have_a_key_is_sealed_to_it(
        self, reader: Actor, write: Write
    ) -> None:
        mine = unlocked_client()
        assert opens(mine, write(circle=[holder_of(reader), holder_of(mine)]))

    @pytest.mark.parametrize("forged", [True, False])
    def test_nobody_is_let_in_without_a_place_of_the_servers(
        self, reader: Actor, write: Write, as_owner: Owner, forged: bool
    ) -> None:
        """A case that SQL gave another client does not go to that client."""
        row_id, thief = write(), unlocked_client()
        if forged:
            forge(as_owner, holder_of(thief))
        with pytest.raises(Damaged):
            circles.let_in(reader, file_id=file_of(row_id), holder=holder_of(thief))
        assert not opens(thief, row_id)

    def test_what_the_earlier_opens_here_and_now_follows_to_the_new_one(
        self, write: Write, as_owner: Owner
    ) -> None:
        mine, private = unlocked_client(), pairs.new_private()
        whole, hurt = write(by=mine), write(by=mine)
        with as_owner() as owner:
            owner.execute(
                "UPDATE vault_wrap SET token = set_byte(token, 20, 255 - get_byte(token, 20))"
                " WHERE file_id = %s",
                [file_of(hurt)],
            )
        enrolment.enter_client(mine, private=private)
        anew = visitor(mine.id)
        vault.unlock_own(anew, private=private)
        assert opens(anew, whole)
        assert not opens(anew, hurt)


def forge(as_owner: Owner, holder: Holder) -> None:
    """A place in every file for this holder, made by SQL after those that are there."""
    with as_owner() as owner:
        owner.execute(
            "INSERT INTO vault_wrap (id, subject_id, file_id, holder, holder_id, token, kek_id,"
            " stamp, since) SELECT gen_random_uuid(), subject_id, file_id, %s, %s, NULL, '', stamp,"
            " since FROM vault_wrap WHERE file_id IS NOT NULL AND holder = 'escrow'",
            holder,
        )


def replace_key(holder: Holder) -> None:
    """Another key in this holder's place, as after a lost one."""
    from eap.core.ids import new_id
    from eap.vault import directory

    with acting(Actor.system(VAULT)):
        directory.enter(holder, pairs.public_of(pairs.new_private()), new_id())
