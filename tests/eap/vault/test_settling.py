"""Absorbing what was added, while others write: nothing is lost and nothing falsely damaged."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from eap.access import walls
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.vault import entries, settling
from eap.vault.bindings import bindings
from eap.vault.models import Attachment, Manifest
from eap.vault.opening import Door, open_through
from eap.vault.policies import VAULT, absorbed
from eap.vault.sealing import Place, destroy_file, seal
from tests.factories import keys

from .conftest import (
    READ,
    SECRET,
    Cell,
    at_once,
    body,
    file_of,
    holder_of,
    open_cells,
    staff,
    trail,
)

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[..., UUID]
Owner = Callable[[], Any]


def is_entry(row_id: UUID, column: str = "body") -> bool:
    """Whether a row's cell still is what was added."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(f"SELECT {column} FROM vaulttest_cell WHERE id = %s", [row_id])
        token = bytes(cursor.fetchone()[0])
        cursor.execute("SET ROLE harbour_app")
    return entries.is_entry(token)


def rewrite(actor: Actor, row_id: UUID, text: str, *, by: Actor | None = None) -> None:
    """Save the row anew, as a room does: the next version, sealed and put."""
    with acting(actor):
        row = Cell.objects.select_for_update().get(id=row_id)
        place = Place("cell", "text", row_id, row.version + 1)
        row.body = seal(text, file_id=row.file_id, place=place, by=by)
        row.version += 1
        row.save(update_fields=("body", "version"))


def test_what_was_added_is_absorbed_by_the_first_reading(reader: Actor, write: Write) -> None:
    row_id = write()
    assert is_entry(row_id)
    assert open_cells(reader, row_id)[row_id].value == SECRET
    assert not is_entry(row_id)
    assert is_entry(row_id, "aside")  # nobody has opened it
    assert open_cells(reader, row_id)[row_id].value == SECRET


def test_who_only_listens_or_is_refused_absorbs_nothing(reader: Actor, write: Write) -> None:
    row_id = write()

    def fail(door: Door) -> None:
        body(door, Cell.objects.get(id=row_id))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        open_through(reader, permission=READ, purpose="care", find=Cell.objects.first, read=fail)
    assert is_entry(row_id)


def test_what_was_changed_while_it_was_read_is_left_as_it_is(reader: Actor, write: Write) -> None:
    row_id = write()

    def read(door: Door) -> object:
        opened = body(door, Cell.objects.get(id=row_id))
        assert at_once([1], lambda _: rewrite(reader, row_id, "later")) == ["done"]
        return opened.value

    found = open_through(
        reader, permission=READ, purpose="care", find=Cell.objects.first, read=read
    )
    assert found == SECRET
    assert open_cells(reader, row_id)[row_id].value == "later"
    assert trail("vault.damaged") == []


def test_a_reading_sees_one_moment(reader: Actor, write: Write) -> None:
    """The row was fetched, then it is saved and its manifest with it, then the cell is opened."""
    row_id = write(unlocked=True)

    def read(door: Door) -> object:
        row = Cell.objects.get(id=row_id)
        at_once([1], lambda _: rewrite(reader, row_id, "later"))
        return body(door, row).value

    assert (
        open_through(reader, permission=READ, purpose="care", find=Cell.objects.first, read=read)
        == SECRET
    )
    assert trail("vault.damaged") == []


def test_a_file_that_is_erased_while_it_is_read_settles_nothing(
    reader: Actor, write: Write
) -> None:
    row_id = write()
    file_id = file_of(row_id)

    def read(door: Door) -> object:
        opened = body(door, Cell.objects.get(id=row_id))

        def erase(_: int) -> None:
            with acting(reader):
                destroy_file(file_id)

        assert at_once([1], erase) == ["done"]
        return opened.value

    assert (
        open_through(reader, permission=READ, purpose="care", find=Cell.objects.first, read=read)
        == SECRET
    )
    assert is_entry(row_id)


@pytest.mark.parametrize("order", ["row first", "manifest first"])
def test_it_waits_for_nobody_who_is_writing(reader: Actor, write: Write, order: str) -> None:
    """Somebody holds the row, or the manifest, for as long as the reading lasts."""
    row_id = write()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with acting(reader):
            if order == "row first":
                list(Cell.objects.select_for_update().filter(id=row_id))
            else:
                list(Manifest.objects.select_for_update())
            held.set()
            done.wait(20)
        connection.close()

    writer = threading.Thread(target=hold)
    writer.start()
    held.wait(20)
    try:
        assert open_cells(reader, row_id)[row_id].value == SECRET
        assert is_entry(row_id)
    finally:
        done.set()
        writer.join()
    assert open_cells(reader, row_id)[row_id].value == SECRET
    assert not is_entry(row_id)


def test_writers_and_absorbers_at_once_lose_nothing(reader: Actor, write: Write) -> None:
    """Two who save, two who read, over and over, in one file: the last word of each row stands."""
    rows = [write("first")]
    rows += [write("first", file_id=file_of(rows[0])) for _ in range(3)]
    last: dict[UUID, str] = {}

    def work(number: int) -> None:
        for turn in range(8):
            if number < 2:
                row_id = rows[2 * number + turn % 2]
                rewrite(reader, row_id, f"{turn}", by=reader if turn % 3 == 0 else None)
                last[row_id] = f"{turn}"
            else:
                opened = open_cells(reader, *rows)
                assert not any(cell.damaged for cell in opened.values())

    assert at_once(range(4), work) == ["done"] * 4
    assert trail("vault.damaged") == []
    opened = open_cells(reader, *rows)
    assert {row: opened[row].value for row in rows} == last


def test_two_who_save_in_one_file_at_once_both_stand(reader: Actor, write: Write) -> None:
    rows = [write()]
    file_id = file_of(rows[0])

    def add(number: int) -> None:
        rows.append(write(SECRET, file_id=file_id, unlocked=number % 2 == 0))

    assert at_once(range(8), add) == ["done"] * 8
    assert all(cell.value == SECRET for cell in open_cells(reader, *rows).values())
    assert trail("vault.damaged") == []


def test_two_who_absorb_at_once_absorb_once(reader: Actor, write: Write) -> None:
    other = keys.unlock(staff(Role.COUNSELLOR))
    row_id = write(circle=[holder_of(reader), holder_of(other)])
    said = at_once(range(4), lambda _: open_cells(reader, row_id))
    assert said == ["done"] * 4
    assert not is_entry(row_id)
    assert open_cells(reader, row_id)[row_id].value == SECRET
    assert trail("vault.damaged") == []


def test_a_damaged_entry_is_not_absorbed(reader: Actor, write: Write, as_owner: Owner) -> None:
    row_id = write()
    with as_owner() as owner:
        owner.execute("UPDATE vaulttest_cell SET body = set_byte(body, 50, 1)")
        before = owner.execute("SELECT body FROM vaulttest_cell").fetchone()
    assert open_cells(reader, row_id)[row_id].damaged
    with as_owner() as owner:
        assert owner.execute("SELECT body FROM vaulttest_cell").fetchone() == before


def test_a_token_pasted_into_a_field_is_text_and_nothing_more(
    reader: Actor, write: Write, as_owner: Owner
) -> None:
    """Somebody sends a stolen cell as what they say: it is sealed as it is, and so it opens."""
    stolen = write()
    with as_owner() as owner:
        (token,) = owner.execute("SELECT body FROM vaulttest_cell").fetchone()
    pasted = bytes(token).hex()
    for unlocked in (False, True):
        row_id = write(pasted, unlocked=unlocked)
        assert open_cells(reader, row_id)[row_id].value == pasted
    with pytest.raises(TypeError, match="takes Sealed"), acting(reader):
        Cell.objects.filter(id=stolen).update(body=bytes(token))


def test_every_room_lets_the_vault_absorb_and_look_for_lost_rows() -> None:
    """Where row-level security hid a row from the vault it would be told of as lost."""
    guarded = {model._meta.db_table for model in walls.guarded_models()}
    for binding in bindings():
        table = binding.model._meta.db_table
        if table in guarded:
            rules = walls.policies()
            for command in ("SELECT", "UPDATE"):
                assert VAULT in rules[table, command], (table, command)
            assert absorbed(binding.model).covers == "ru"
        else:
            assert binding.model is Attachment


def test_what_it_reads_is_never_shown() -> None:
    place = Place("cell", "text", UUID(int=1))
    entry = settling.Entry(place, b"token", SECRET, None)  # type: ignore[arg-type]
    assert SECRET not in repr(entry) + str(entry) + f"{entry}"
