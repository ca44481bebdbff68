"""Live text without a private key: sealed to the window of that browser too, and to no other."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Locked, Missing
from eap.vault import live, pairs
from eap.vault import unlock as vault
from eap.vault.models import Echo, UnlockWindow
from eap.vault.opening import Door, Opened, open_through
from eap.vault.policies import VAULT
from eap.vault.sealing import Place
from eap.vault.words import Holder

from .conftest import READ, SECRET, Cell, at_once, body, file_of, holder_of, trail, visitor

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[..., UUID]
Owner = Callable[[], Any]


@pytest.fixture
def caller(reader: Actor) -> Actor:
    """A client who came in by visit code."""
    return visitor(way_in="visit")


@pytest.fixture
def said(reader: Actor, caller: Actor, write: Write) -> UUID:
    """The first words of a session: a row of the caller's, before they listen."""
    return write(by=caller, circle=[holder_of(reader), Holder("client", caller.known_id)])


def listen(caller: Actor, row_id: UUID) -> None:
    until = clock.now() + timedelta(minutes=50)
    vault.unlock_live(caller, appointment_id=uuid4(), file_id=file_of(row_id), until=until)


def test_who_has_no_place_at_the_file_cannot_listen(
    caller: Actor, write: Write, as_owner: Owner
) -> None:
    """Whatever SQL says of whose session it is."""
    row_id = write()
    with as_owner() as owner:
        owner.execute(
            "INSERT INTO vault_wrap (id, subject_id, file_id, holder, holder_id, kek_id, stamp,"
            " since) SELECT gen_random_uuid(), subject_id, file_id, 'client', %s, '', stamp, since"
            " FROM vault_wrap WHERE file_id = %s LIMIT 1",
            [caller.known_id, file_of(row_id)],
        )
    with pytest.raises(Missing):
        listen(caller, row_id)


def say(row_id: UUID, text: str = SECRET) -> None:
    live.echo(text, file_id=file_of(row_id), place=Place("cell", "text", row_id))


def hear(caller: Actor, *row_ids: UUID) -> dict[UUID, Opened]:
    def read(door: Door) -> dict[UUID, Opened]:
        return {row.id: body(door, row) for row in Cell.objects.filter(id__in=row_ids)}

    return open_through(
        caller, permission=READ, purpose="own", find=lambda: Cell.objects.first(), read=read
    )


def test_what_is_said_while_one_listens_is_heard_and_nothing_from_before(
    caller: Actor, said: UUID, write: Write
) -> None:
    listen(caller, said)
    later = write(by=caller, file_id=file_of(said))
    say(later)
    heard = hear(caller, said, later)
    assert (heard[said].value, heard[said].damaged) == (None, False)
    assert heard[later].value == SECRET


def test_another_file_and_another_browser_hear_nothing(
    caller: Actor, said: UUID, write: Write, reader: Actor
) -> None:
    listen(caller, said)
    say(said)
    other = write(by=caller, circle=[holder_of(reader)])
    say(other)
    with pytest.raises(Locked, match="not_yours"):
        hear(caller, other)
    with pytest.raises(Locked):
        hear(dataclasses.replace(caller, half=b"x" * vault.HALF), said)


def test_after_its_end_the_window_hears_nothing_and_its_copies_are_swept(
    caller: Actor, said: UUID
) -> None:
    listen(caller, said)
    say(said)
    with clock.standing_at(clock.now() + timedelta(minutes=51)):
        with pytest.raises(Locked):
            hear(caller, said)
        say(said, "nobody is there")
        vault.sweep(Actor.system(VAULT))
    with acting(Actor.system(VAULT)):
        assert not Echo.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        "public_key = %(spy)s",
        "public_key = %(spy)s || substr(public_key, 33)",
        "public_key = ''",
        "public_key = NULL",
        "file_id = %(file)s",
    ],
)
def test_a_window_whose_key_was_changed_is_told_nothing(
    caller: Actor, said: UUID, write: Write, as_owner: Owner, change: str
) -> None:
    """A key put in by SQL, and a window that was pointed at another file."""
    listen(caller, said)
    row_id = write(circle=()) if "file_id" in change else said
    with as_owner() as owner:
        owner.execute(
            f"UPDATE vault_unlock_window SET {change} WHERE kind = 'live'",
            {"spy": pairs.public_of(pairs.new_private()), "file": file_of(row_id)},
        )
    say(row_id)
    with acting(Actor.system(VAULT)):
        assert not Echo.objects.exists()
    assert [event.object_kind for event in trail("vault.damaged")] == ["window"]
    assert not live.is_unheard(file_of(row_id), {row_id})


def test_a_window_that_sql_made_is_told_nothing(caller: Actor, said: UUID, as_owner: Owner) -> None:
    listen(caller, said)
    columns = ", ".join(
        field.column for field in UnlockWindow._meta.concrete_fields if field.name != "id"
    )
    with as_owner() as owner:
        owner.execute(
            f"INSERT INTO vault_unlock_window (id, {columns}) SELECT gen_random_uuid(), {columns}"
            " FROM vault_unlock_window WHERE kind = 'live'"
        )
    say(said)
    with acting(Actor.system(VAULT)):
        assert Echo.objects.count() == 1
    assert hear(caller, said)[said].value == SECRET


@pytest.mark.parametrize(
    "change",
    [
        "token = set_byte(token, 60, 255 - get_byte(token, 60))",
        "token = substr(token, 1, 50)",
        "token = ''",
        "token = 'she is fine'",
    ],
)
def test_a_hurt_copy_is_damaged_alone(
    caller: Actor, said: UUID, write: Write, as_owner: Owner, change: str
) -> None:
    listen(caller, said)
    other = write(by=caller, file_id=file_of(said))
    say(said, "first")
    say(other, "second")
    with as_owner() as owner:
        owner.execute(f"UPDATE vault_echo SET {change} WHERE row_id = %s", [said])
    heard = hear(caller, said, other)
    assert (heard[said].value, heard[said].damaged) == (None, True)
    assert heard[other].value == "second"
    (event,) = trail("vault.damaged")
    assert (event.object_kind, event.object_id) == ("cell", said)


def test_swapped_copies_are_damaged(
    caller: Actor, said: UUID, write: Write, as_owner: Owner
) -> None:
    listen(caller, said)
    other = write(by=caller, file_id=file_of(said))
    say(said, "first")
    say(other, "second")
    with as_owner() as owner:
        owner.execute(
            "UPDATE vault_echo x SET token = y.token FROM vault_echo y WHERE x.id <> y.id"
        )
    assert all(cell.damaged for cell in hear(caller, said, other).values())


def test_a_page_costs_the_same_however_much_was_said(
    caller: Actor, said: UUID, write: Write
) -> None:
    listen(caller, said)
    say(said)

    def cost(*row_ids: UUID) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(cell.value == SECRET for cell in hear(caller, *row_ids).values())
        return len(queries)

    one = cost(said)
    rows = [said]
    for _ in range(6):
        rows.append(write(by=caller, file_id=file_of(said)))
        say(rows[-1])
    assert cost(*rows) == one


def test_said_again_at_once_it_is_heard_once(caller: Actor, said: UUID, write: Write) -> None:
    """A counsellor's readings say it again to who came in anew, several at one moment."""
    listen(caller, said)

    def again(_: int) -> None:
        say(said)

    assert at_once(range(5), again) == ["done"] * 5
    assert not live.is_unheard(file_of(said), {said})
    with acting(Actor.system(VAULT)):
        assert Echo.objects.count() == 1


def test_two_readings_that_say_it_again_both_end_well(
    caller: Actor, reader: Actor, write: Write
) -> None:
    row_id = write(circle=[holder_of(reader), holder_of(caller)])
    file_id = file_of(row_id)
    until = clock.now() + timedelta(minutes=50)
    vault.unlock_live(caller, appointment_id=uuid4(), file_id=file_id, until=until)

    def read(door: Door) -> bool:
        text = body(door, Cell.objects.get(id=row_id)).value
        assert at_once([1], lambda _: say(row_id)) == ["done"]  # the other reading is quicker
        live.echo(text, file_id=file_id, place=Place("cell", "text", row_id))
        return Cell.objects.filter(id=row_id).exists()

    assert open_through(
        reader, permission=READ, purpose="care", find=lambda: Cell.objects.first(), read=read
    )
