"""Reading: the trace first, then the text; every refusal leaves its own."""

import dataclasses
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Invalid, Locked, Missing
from eap.core.roles import Role
from eap.vault import desks, holding, shares
from eap.vault import unlock as vault
from eap.vault.opening import Door, open_through
from eap.vault.words import DESKS, Desk, Purpose
from tests.factories import keys

from .conftest import (
    READ,
    SECRET,
    body,
    file_of,
    holder_of,
    open_cells,
    staff,
    trail,
    unlocked_client,
)

pytestmark = pytest.mark.django_db(transaction=True)


class TestAllowed:
    def test_the_text_comes_back_and_the_trace_says_who_what_and_why(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id = write()
        opened = open_cells(reader, row_id)[row_id]
        assert (opened.value, opened.damaged) == (SECRET, False)
        (event,) = trail(READ)
        assert event.actor_id == reader.id
        assert (event.object_kind, event.object_id) == ("cell", row_id)
        assert (event.decision, event.purpose) == ("allowed", "care")
        assert event.rule == "is the counsellor"

    @pytest.mark.parametrize("content", ["", "她睡不好。", {"a": [1, None, True]}, None, 0, 1.5])
    def test_any_text_or_json_comes_back(
        self, reader: Actor, write: Callable[..., UUID], content: object
    ) -> None:
        row_id = write(content)
        assert open_cells(reader, row_id)[row_id].value == content

    def test_the_trace_is_committed_before_the_reading_begins(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any], cells: Any
    ) -> None:
        """Seen from another connection while the reading runs; and it stays when that fails."""
        row_id, seen = write(), []

        def read(door: Door) -> None:
            with as_owner() as owner:
                count = "SELECT count(*) FROM public.audit_event WHERE action = %s"
                seen.append(owner.execute(count, [READ]).fetchone())
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            open_through(
                reader,
                permission=READ,
                purpose="care",
                find=lambda: cells.objects.get(id=row_id),
                read=read,
            )
        assert seen == [(1,)]
        assert len(trail(READ)) == 1

    def test_what_was_opened_shows_nothing_by_itself(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        opened = open_cells(reader, row_id := write())[row_id]
        assert repr(opened) == str(opened) == f"{opened}" == "<Opened>"
        for leak in (pickle.dumps, json.dumps, list):
            with pytest.raises(TypeError):
                leak(opened)


class TestNoTraceNoReading:
    def test_when_the_trail_cannot_be_written_nothing_is_read(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any]
    ) -> None:
        row_id, began = write(), []
        with as_owner() as owner:
            owner.execute("ALTER TABLE public.audit_event RENAME TO audit_event_away")
            try:
                with pytest.raises(Exception, match="audit_event"):
                    self._read(reader, row_id, began)
            finally:
                owner.execute("ALTER TABLE public.audit_event_away RENAME TO audit_event")
        assert began == []

    def test_it_refuses_to_run_where_the_trace_could_be_rolled_back(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id, began = write(), []
        with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
            self._read(reader, row_id, began)
        with pytest.raises(RuntimeError, match="durable"), acting(reader):
            self._read(reader, row_id, began)
        assert began == []

    def test_a_door_opens_nothing_after_its_reading(
        self, reader: Actor, write: Callable[..., UUID], cells: Any
    ) -> None:
        row_id, kept = write(), []
        self._read(reader, row_id, kept)
        with acting(reader):
            row = cells.objects.get(id=row_id)
            with pytest.raises(RuntimeError, match="over"):
                body(kept[0], row)

    def test_a_permission_that_is_not_for_content_opens_nothing(self, reader: Actor) -> None:
        with pytest.raises(ValueError, match="does not lead to content"):
            open_through(
                reader, permission="vault.unlock", purpose="care", find=object, read=lambda _: None
            )

    @staticmethod
    def _read(reader: Actor, row_id: UUID, began: list[Any]) -> None:
        from .conftest import Cell

        open_through(
            reader,
            permission=READ,
            purpose="care",
            find=lambda: Cell.objects.get(id=row_id),
            read=began.append,
        )


class TestRefused:
    def test_hidden_and_absent_answer_alike_and_both_leave_a_trace(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        hidden, absent = write(by=staff(Role.COUNSELLOR)), uuid4()
        for row_id in (hidden, absent):
            with pytest.raises(Missing, match="not_found"):
                open_cells(reader, row_id)
        assert [(event.object_id, event.decision) for event in trail(READ)] == [
            (hidden, "refused"),
            (absent, "refused"),
        ]

    def test_visible_but_not_allowed_is_refused_with_a_trace(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        """The wall lets the row through, the permission table does not: another role."""
        row_id = write()
        as_lead = dataclasses.replace(reader, roles=frozenset({Role.CLINICAL_LEAD.value}))
        with pytest.raises(Missing):
            open_cells(as_lead, row_id, purpose="supervision")
        (event,) = trail(READ)
        assert (event.decision, event.object_id, event.rule) == ("refused", row_id, "")

    def test_locked_comes_before_anything_is_looked_up(self, counsellor: Actor, cells: Any) -> None:
        looked: list[object] = []
        with pytest.raises(Locked):
            open_through(
                counsellor,
                permission=READ,
                purpose="care",
                find=lambda: looked.append(1),
                read=looked.append,
            )
        assert looked == []

    @pytest.mark.parametrize("purpose", ["", "curiosity", "own", "CARE"])
    def test_a_purpose_must_be_named_and_be_ones_own(
        self, reader: Actor, write: Callable[..., UUID], purpose: str
    ) -> None:
        with pytest.raises(Invalid) as caught:
            open_cells(reader, write(), purpose=purpose)
        assert set(caught.value.fields) == {"purpose"}

    def test_a_client_reads_for_themselves_only(self, write: Callable[..., UUID]) -> None:
        client = unlocked_client()
        row_id = write(by=client)
        assert open_cells(client, row_id, purpose="own")[row_id].value == SECRET
        for purpose in set(Purpose.values) - {"own"}:
            with pytest.raises(Invalid):
                open_cells(client, row_id, purpose=purpose)

    def test_a_duty_unlock_opens_calls_for_help_and_no_case(
        self, write: Callable[..., UUID]
    ) -> None:
        on_call = keys.unlock(staff(Role.ON_CALL))
        until = vault.clock.now() + vault.LONGEST
        vault.start_duty(on_call, until=until, desk_key=desks.key_of(on_call, Desk.ON_CALL))
        vault.lock(on_call)
        crisis = write(kind="crisis", by=on_call, circle=[DESKS[Desk.ON_CALL]])
        assert open_cells(on_call, crisis, purpose="crisis")[crisis].value == SECRET
        for circle in ([holder_of(on_call)], [DESKS[Desk.INTAKE]]):
            case = write(by=on_call, circle=circle)
            with pytest.raises(Locked):
                open_cells(on_call, case, purpose="crisis")

    def test_who_is_not_in_the_circle_opens_nothing(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        """The permission table would let them; the seed does not."""
        other = staff(Role.COUNSELLOR)
        keys.give_key(other)
        row_id = write(circle=[holder_of(other)])
        with pytest.raises(Locked, match="not_yours"):
            open_cells(reader, row_id)
        assert trail("vault.damaged") == []

    def test_with_the_cookie_of_another_browser_nothing_opens(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id = write()
        for half in (None, b"", os.urandom(vault.HALF), keys.HALF[:-1]):
            with pytest.raises(Locked):
                open_cells(dataclasses.replace(reader, half=half), row_id)
        assert open_cells(reader, row_id)[row_id].value == SECRET


class TestDamagedShare:
    """The store beside the database, lost, swapped or another installation's."""

    def test_without_its_share_a_file_is_damaged_alone(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        hurt, whole = write(), write()
        shares.destroy([file_of(hurt)])
        opened = open_cells(reader, hurt, whole)
        assert (opened[hurt].damaged, opened[whole].value) == (True, SECRET)
        (event,) = trail("vault.damaged")
        assert (event.object_kind, event.object_id) == ("file", file_of(hurt))

    def test_swapped_shares_open_neither(self, reader: Actor, write: Callable[..., UUID]) -> None:
        rows = [write("hers"), write("his")]
        first, second = (file_of(row) for row in rows)
        there = shares.shares_of([first, second])
        shares.destroy([first, second])
        shares.keep({first: there[second], second: there[first]})
        assert all(cell.damaged for cell in open_cells(reader, *rows).values())
        assert len(trail("vault.damaged")) == 2

    def test_an_empty_store_opens_nothing(
        self, reader: Actor, write: Callable[..., UUID], settings: Any, tmp_path: Path
    ) -> None:
        row_id = write()
        settings.HARBOUR_SHARES = tmp_path / "none" / "shares.sqlite3"
        shares.make_store()
        assert open_cells(reader, row_id)[row_id].damaged


class TestCost:
    @pytest.mark.parametrize("unlocked", [False, True], ids=["added", "written"])
    def test_a_page_of_many_files_costs_what_one_costs(
        self,
        reader: Actor,
        write: Callable[..., UUID],
        cells: Any,
        unlocked: bool,
    ) -> None:
        def read_all(door: Door) -> int:
            rows = list(cells.objects.all())
            door.expect(row.file_id for row in rows)
            return sum(body(door, row).value == SECRET for row in rows)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert self._through(reader, read_all) == cells_there()
            return len(queries)

        def cells_there() -> int:
            with acting(reader):
                return int(cells.objects.count())

        write(unlocked=unlocked)
        cost()  # takes in what was added
        one = cost()
        for _ in range(6):
            write(unlocked=unlocked)
        cost()
        assert cost() == one

    @staticmethod
    def _through(reader: Actor, read: Callable[[Door], Any]) -> Any:
        from .conftest import Cell

        return open_through(
            reader, permission=READ, purpose="care", find=Cell.objects.first, read=read
        )


def test_what_is_held_and_read_shows_nothing_by_itself(
    reader: Actor, write: Callable[..., UUID]
) -> None:
    file_id = file_of(write())
    with acting(reader):
        held = holding.held_files(vault.unlocked(reader), [file_id])[file_id]
    assert held.share
    assert repr(held) == str(held) == "<HeldFile>"
    for leak in (pickle.dumps, json.dumps):
        with pytest.raises(TypeError):
            leak(held)


def test_equal_short_and_empty_texts_are_alike_in_length_and_in_nothing_else(
    write: Callable[..., UUID], as_owner: Callable[[], Any]
) -> None:
    texts = ["", "a", "a", "yes", "No, she does not want to speak of it."]
    for unlocked in (False, True):
        rows = [write(text, unlocked=unlocked) for text in texts]
        with as_owner() as owner:
            tokens = [
                owner.execute("SELECT body FROM vaulttest_cell WHERE id = %s", [row]).fetchone()[0]
                for row in rows
            ]
        assert len({len(token) for token in tokens}) == 1
        assert len({bytes(token)[12:24] for token in tokens}) == len(texts)
