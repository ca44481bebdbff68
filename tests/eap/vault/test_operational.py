"""Operational values: the server opens them with nobody logged in, a dump alone never."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as installed
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from eap.access import addresses, selectors, services
from eap.access.models import Staff
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Invalid
from eap.core.roles import Role
from eap.vault import keyring, operational, rotation, shares, shredding, subjects
from eap.vault.cipher import Damaged, Place
from eap.vault.models import SubjectKey
from eap.vault.operational import Cell, Value
from tests.factories.sealed import VAULTS, own_keyring
from tests.factories.staff import acting_as, address_of, make_staff, staff_actor

from .conftest import trail

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "chen.yu@eap.example"


def place(row: UUID, column: str = "address") -> Place:
    return Place("staff", column, row)


def sealed(subject: UUID, content: Any = SAID) -> Cell:
    with acting(VAULTS):
        (token,) = operational.seal([Value(subject, content, place(subject))])
    return Cell(subject, token, place(subject))


def open_one(cell: Cell) -> Any:
    (found,) = operational.open_many([cell])
    return "damaged" if found.damaged else found.value


def forget(subject: UUID) -> None:
    with acting(VAULTS):
        shredding.shred_subject(subject)


def subject_keys() -> list[SubjectKey]:
    with acting(VAULTS):
        return list(SubjectKey.objects.all())


def run(*words: object) -> tuple[str, str]:
    """What a command of the owner's printed, and how it ended."""
    out, ended = StringIO(), ""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        call_command("vault", *map(str, words), stdout=out)
    except CommandError as error:
        ended = str(error)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")
    return out.getvalue(), ended


def swap(owner: Any, table: str, columns: str, by: str, one: UUID, other: UUID) -> None:
    """Exchange what two rows hold, past unique constraints."""
    read = f"SELECT {columns} FROM {table} WHERE {by} = %s"
    first, second = (owner.execute(read, [row]).fetchone() for row in (one, other))
    names = columns.split(", ")
    write = f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in names)} WHERE {by} = %s"
    owner.execute(write, [*(secrets.token_bytes(16) for _ in names), one])
    owner.execute(write, [*first, other])
    owner.execute(write, [*second, one])


class TestDoor:
    @pytest.mark.parametrize("content", [SAID, "", "x" * 5000, {"phone": None}, [1, 2.5], "陈"])
    def test_what_was_sealed_opens(self, content: object) -> None:
        assert open_one(sealed(uuid4(), content)) == content

    def test_what_is_no_value_is_refused(self) -> None:
        with pytest.raises(Invalid, match="not_sealable"), acting(VAULTS):
            operational.seal([Value(uuid4(), {1, 2}, place(uuid4()))])

    def test_short_and_empty_look_alike_and_equal_differ(self) -> None:
        subject = uuid4()
        tokens = [sealed(subject, said).token for said in ("", "a", "a", SAID)]
        assert {len(token) for token in tokens} == {40 + 64} and len(set(tokens)) == 4

    def test_a_list_takes_as_many_statements_as_one(self, django_assert_num_queries: Any) -> None:
        cells = [sealed(uuid4(), str(number)) for number in range(30)]
        for some in (cells[:1], cells):
            with django_assert_num_queries(4):  # begin, who acts, the keys, commit
                found = operational.open_many(some)
        assert [one.value for one in found] == [str(number) for number in range(30)]

    def test_any_changed_byte_damages_that_cell_alone(self) -> None:
        cell, other = sealed(uuid4()), sealed(uuid4(), "other")
        with acting(VAULTS):
            keys = subjects.keys_of({cell.subject, other.subject})
        for at in range(len(cell.token)):
            bent = bytearray(cell.token)
            bent[at] ^= 1
            assert operational.opened(keys, cell._replace(token=bytes(bent))).damaged, at
        bad = cell._replace(token=bytes(bent))
        found = operational.open_many([bad, other])
        assert [one.value for one in found] == [None, "other"]
        (event,) = trail("vault.damaged")
        assert (event.object_kind, event.object_id) == ("staff", cell.subject)

    @pytest.mark.parametrize("token", [b"", SAID.encode(), b"\xe1" * 200])
    def test_what_the_vault_did_not_write_is_damaged(self, token: bytes) -> None:
        assert open_one(sealed(uuid4())._replace(token=token)) == "damaged"

    def test_in_another_row_column_or_of_another_subject_it_is_damaged(self) -> None:
        cell, other = sealed(uuid4()), sealed(uuid4())
        for moved in (
            cell._replace(place=place(other.subject)),
            cell._replace(place=place(cell.subject, "phone")),
            cell._replace(place=Place("client", "address", cell.subject)),
            cell._replace(subject=other.subject),
            cell._replace(subject=other.subject, place=other.place),
            cell._replace(subject=uuid4()),
        ):
            assert open_one(moved) == "damaged"


class TestKeys:
    def test_exchanged_keys_open_nothing_and_nothing_is_sealed_to_them(
        self, as_owner: Callable[[], Any]
    ) -> None:
        one, other = sealed(uuid4()), sealed(uuid4())
        with as_owner() as owner:
            swap(
                owner,
                "vault_subject_key",
                "token, commitment",
                "subject_id",
                one.subject,
                other.subject,
            )
        assert (open_one(one), open_one(other)) == ("damaged", "damaged")
        with pytest.raises(Damaged):
            sealed(one.subject)

    @pytest.mark.parametrize("column", ["token", "commitment", "kek_id"])
    def test_a_changed_key_opens_nothing(self, column: str, as_owner: Callable[[], Any]) -> None:
        cell = sealed(uuid4())
        bad = "x" if column == "kek_id" else b"\0" * 60
        with as_owner() as owner:
            owner.execute(f"UPDATE vault_subject_key SET {column} = %s", [bad])
        assert open_one(cell) == "damaged"

    def test_an_erased_subject_opens_from_no_older_dump(self, as_owner: Callable[[], Any]) -> None:
        cell, read = sealed(uuid4()), "SELECT * FROM vault_subject_key"
        with as_owner() as owner:
            dump = owner.execute(read).fetchone()
            forget(cell.subject)
            assert owner.execute(read).fetchone() is None
            assert open_one(cell) == "damaged"
            owner.execute("INSERT INTO vault_subject_key VALUES (%s, %s, %s, %s, %s)", dump)
            owner.execute("DELETE FROM vault_tombstone")  # nor had the older dump one
            assert owner.execute(read).fetchone() == dump
        assert open_one(cell) == "damaged"
        shredding.finish(VAULTS)
        assert not subject_keys()

    def test_a_lost_share_is_told(self, tmp_path: Path, settings: Any) -> None:
        settings.HARBOUR_SHARES = tmp_path / "shares.sqlite3"
        shares.make_store()
        cell = sealed(uuid4())
        (row,) = subject_keys()
        shares.destroy([row.id])
        assert open_one(cell) == "damaged"
        assert "WRONG: 1 subjects have no share and do not open" in run("status")[0]
        assert f"  without share: {row.id}\n" in run("status")[0]
        assert f"subject {row.id} has no share" in run("check", "--list")[0]

    def test_with_a_broken_store_opens_what_this_process_opened_before(
        self, tmp_path: Path, settings: Any
    ) -> None:
        cell, other = sealed(uuid4()), sealed(uuid4())
        settings.HARBOUR_SHARES = tmp_path / "shares"
        settings.HARBOUR_SHARES.touch(0o600)
        settings.HARBOUR_SHARES.write_bytes(b"no database" * 100)
        assert open_one(cell) == SAID
        subjects._known.clear()
        with pytest.raises(shares.SharesError):
            open_one(other)

    def test_erasing_that_fails_erases_nothing(self) -> None:
        cell = sealed(uuid4())
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            forget(cell.subject)
            raise ZeroDivisionError
        assert open_one(cell) == SAID

    def test_a_key_that_did_not_come_about_stands_in_nobodys_way(self) -> None:
        subject = uuid4()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            sealed(subject)
            raise ZeroDivisionError
        assert open_one(sealed(subject)) == SAID

    def test_the_night_leaves_the_shares_of_subjects(self, tmp_path: Path, settings: Any) -> None:
        settings.HARBOUR_SHARES = tmp_path / "shares.sqlite3"
        shares.make_store()
        cell = sealed(uuid4())
        shares.keep({uuid4(): b"\0" * 32})
        gone = 0
        for days in (3, 3 + shredding.STRAYS_KEPT_FOR.days):
            with clock.standing_at(clock.now() + timedelta(days=days)):
                gone += shredding.finish(VAULTS)
        assert gone == 1
        assert open_one(cell) == SAID


class TestCommands:
    @pytest.fixture
    def own_keys(self, settings: Any, tmp_path: Path) -> Iterator[Path]:
        settings.HARBOUR_SHARES = tmp_path / "shares.sqlite3"
        shares.make_store()
        yield own_keyring(settings, tmp_path / "state")

    def test_a_new_kek_wraps_every_subjects_key(
        self, own_keys: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rotation, "BATCH", 3)
        cells = [sealed(uuid4(), str(number)) for number in range(8)]
        old = keyring.keyring().primary.id
        with acting(VAULTS):
            before = rotation.rows_left()[old]
        said, ended = run("rotate", "kek")
        new = keyring.keyring().primary.id
        assert ended == "" and new != old
        with acting(VAULTS):
            assert rotation.rows_left() == {old: 0, new: before}
        assert {row.kek_id for row in subject_keys()} == {new}
        assert [one.value for one in operational.open_many(cells)] == list("01234567")
        assert f"vault destroy kek {old}" in said

    def test_a_damaged_key_stays_under_its_kek_and_is_named(
        self, own_keys: Path, as_owner: Callable[[], Any]
    ) -> None:
        cell, other = sealed(uuid4()), sealed(uuid4())
        with as_owner() as owner:
            statement = "UPDATE vault_subject_key SET token = %s WHERE subject_id = %s RETURNING id"
            (key_id,) = owner.execute(statement, [b"\0" * 60, cell.subject]).fetchone()
        said, ended = run("rotate", "kek")
        assert f"  {key_id} does not open" in said and ended.startswith("1 rows are damaged")
        assert (open_one(cell), open_one(other)) == ("damaged", SAID)

    def test_check_opens_each_and_names_what_is_damaged(
        self, own_keys: Path, as_owner: Callable[[], Any]
    ) -> None:
        one, other, third = (make_staff("counsellor") for _ in range(3))
        said, ended = run("check", "--list")
        assert "staff: 3 rows, 3 cells, 0 damaged\n" in said
        assert "subjects: 3 tried, 0 at fault\n" in said
        with as_owner() as owner:
            swap(owner, "access_staff", "address", "id", one.id, other.id)
            owner.execute(
                "UPDATE vault_subject_key SET token = %s WHERE subject_id = %s",
                [b"\0" * 60, third.id],
            )
        said, ended = run("check", "--list")
        assert "staff: 3 rows, 3 cells, 3 damaged\n" in said
        assert f"  staff.address {one.id}\n" in said and f"  staff.address {other.id}\n" in said
        assert "subjects: 3 tried, 1 at fault\n" in said
        assert ended == "3 damaged cells, 1 other faults"

    def test_check_names_who_is_found_by_anothers_address(
        self, own_keys: Path, as_owner: Callable[[], Any]
    ) -> None:
        one, other = make_staff("counsellor"), make_staff("counsellor")
        with as_owner() as owner:
            swap(owner, "access_staff", "address_index", "id", one.id, other.id)
        said, ended = run("check", "--list")
        assert "addresses: 2 tried, 2 at fault\n" in said
        assert f"  staff {one.id} is found by an address that is not theirs\n" in said
        assert ended == "0 damaged cells, 2 other faults"

    def test_the_thief_with_everything_opens_each(self, own_keys: Path) -> None:
        make_staff("counsellor"), make_staff("auditor")
        keys = (f"--keyring={own_keys}", f"--shares={installed.HARBOUR_SHARES}")
        said, ended = run("thief", *keys)
        assert "operational: access_staff: 2 cells, 2 opened, 0 not opened\n" in said
        assert "in clear: access_staff: 2 rows, display_name, language\n" in said
        assert ended == ""

    def test_without_the_shares_or_by_another_keyring_none(
        self, own_keys: Path, tmp_path: Path, settings: Any
    ) -> None:
        make_staff("counsellor")
        kept = installed.HARBOUR_SHARES
        settings.HARBOUR_SHARES = tmp_path / "other.sqlite3"
        shares.make_store()
        shares.keep({uuid4(): b"\0" * 32})
        settings.HARBOUR_KEYRING = tmp_path / "other" / "keyring.json"
        keyring.make_keyring()
        none = "operational: access_staff: 1 cells, 0 opened, 1 not opened\n"
        for keys, lot in ((own_keys, installed.HARBOUR_SHARES), (installed.HARBOUR_KEYRING, kept)):
            assert none in run("thief", f"--keyring={keys}", f"--shares={lot}")[0]

    def test_status_counts_them(self, own_keys: Path) -> None:
        make_staff("counsellor"), make_staff("auditor")
        assert "subjects with a key: 2\n" in run("status")[0]


class TestStaff:
    @pytest.fixture
    def pair(self, as_owner: Callable[[], Any]) -> tuple[Staff, Staff]:
        """Two colleagues, whose sealed addresses somebody exchanged by SQL."""
        made = make_staff("counsellor", name="Ann"), make_staff("counsellor", name="Bo")
        with as_owner() as owner:
            swap(owner, "access_staff", "address", "id", made[0].id, made[1].id)
        return made

    def test_exchanged_addresses_are_nobodys_and_the_list_goes_on(
        self, pair: tuple[Staff, Staff]
    ) -> None:
        manager = make_staff(Role.PROGRAMME_MANAGER, name="Lin Yue")
        shown = {one.display_name: one.email for one in selectors.people(acting_as(manager))}
        assert shown == {"Ann": None, "Bo": None, "Lin Yue": address_of(manager)}
        assert {event.object_id for event in trail("vault.damaged")} == {one.id for one in pair}

    def test_no_mail_goes_to_the_wrong_person(self, pair: tuple[Staff, Staff]) -> None:
        third = make_staff("counsellor")
        to_all = selectors.addresses({pair[0].id, pair[1].id, third.id})
        assert to_all == [(address_of(third), "en")]
        services.renew_invitation(staff_actor("programme_manager"), staff_id=pair[0].id)
        assert mail.outbox == []


class TestFinding:
    def test_whatever_the_case_and_width(self) -> None:
        manager = staff_actor("programme_manager")
        invited = invite(manager, " Chen.Yu@EAP.example ")
        for typed in ("chen.yu@eap.example", "CHEN.YU@eap.EXAMPLE", "ｃｈｅｎ.yu@eap.example "):
            found = addresses.holder(typed)
            assert found and found.id == invited
        assert addresses.holder("chen.yu@eap.example.org") is None
        assert selectors.ids_by_email({SAID, "nobody@eap.example"}) == {SAID: invited}

    def test_it_is_found_by_its_index_in_the_database(self) -> None:
        make_staff("counsellor")
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("EXPLAIN SELECT * FROM access_staff WHERE address_index = '\\x00'")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            cursor.execute("RESET enable_seqscan")
        assert "Index Scan using access_staff_address_index" in plan

    def test_one_address_has_one_account_under_whichever_root(
        self, settings: Any, tmp_path: Path
    ) -> None:
        from eap.core.errors import Conflict
        from eap.vault import indexes

        own_keyring(settings, tmp_path / "state")
        manager = staff_actor("programme_manager")
        staff_id = invite(manager, SAID)
        indexes.begin_root(VAULTS)
        with pytest.raises(Conflict, match="account_exists"):
            invite(manager, SAID)
        assert getattr(addresses.holder(SAID), "id", None) == staff_id


def invite(manager: Actor, email: str) -> UUID:
    return services.invite(
        manager,
        email=email,
        display_name="Chen Yu",
        language="en",
        roles=frozenset({"counsellor"}),
    ).staff_id
