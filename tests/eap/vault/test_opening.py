"""Reading: the trace first, then the text; a damaged cell fails alone and loudly."""

import dataclasses
import json
import pickle
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from eap.audit.models import AuditDetail, AuditEvent
from eap.core.actor import PRIVATE_KEY, Actor
from eap.core.database import acting
from eap.core.errors import Invalid, Locked, Missing
from eap.core.roles import Role
from eap.vault import unlock as vault
from eap.vault.opening import Door, Opened, open_through
from eap.vault.sealing import Place, destroy_file, new_file, seal
from eap.vault.words import Purpose

from .conftest import PASSPHRASE, READ, staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("light_argon2")]
SECRET = "She said the calls follow her home."


@pytest.fixture
def reader(counsellor: Actor, cells: Any) -> Actor:
    """A counsellor with an open unlock."""
    vault.set_passphrase(counsellor, passphrase=PASSPHRASE)
    vault.unlock(counsellor, passphrase=PASSPHRASE)
    return counsellor


@pytest.fixture
def write(cells: Any, reader: Actor) -> Callable[..., UUID]:
    """Add a row of the reader's (or of `by`) and return its id."""

    def add(body: object = SECRET, *, kind: str = "case", by: Actor = reader, **given: Any) -> UUID:
        row_id = uuid4()
        with acting(by):
            file_id = given.get("file_id") or new_file(kind)
            cells.objects.create(
                id=row_id,
                counsellor_id=by.id,
                file_id=file_id,
                body=seal(body, file_id=file_id, place=Place("cell", "text", row_id, 1)),
                aside=seal("aside", file_id=file_id, place=Place("cell", "aside", row_id)),
            )
        return row_id

    return add


def open_cells(actor: Actor, *row_ids: UUID, purpose: str = "care") -> dict[UUID, Opened]:
    """Open the bodies of these rows in one reading, as a room would."""
    from .conftest import Cell

    def read(door: Door) -> dict[UUID, Opened]:
        return {row.id: body(door, row) for row in Cell.objects.filter(id__in=row_ids)}

    return open_through(
        actor,
        permission=READ,
        purpose=purpose,
        asked=row_ids[0],
        find=lambda: Cell.objects.filter(id=row_ids[0]).first(),
        read=read,
    )


def body(door: Door, row: Any) -> Opened:
    place = Place("cell", "text", row.id, row.version)
    return door.open(row.body, file_id=row.file_id, place=place)


def trail(action: str) -> list[AuditEvent]:
    with acting(staff(Role.AUDITOR)):
        return list(AuditEvent.objects.filter(action=action).order_by("id"))


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
        client = Actor.client(uuid4(), session=uuid4(), way_in=PRIVATE_KEY)
        row_id = write(by=client)
        vault.unlock_own(client)
        assert open_cells(client, row_id, purpose="own")[row_id].value == SECRET
        for purpose in set(Purpose.values) - {"own"}:
            with pytest.raises(Invalid):
                open_cells(client, row_id, purpose=purpose)

    def test_a_duty_unlock_opens_crisis_files_and_no_case(self, write: Callable[..., UUID]) -> None:
        on_call = staff(Role.ON_CALL)
        vault.set_passphrase(on_call, passphrase=PASSPHRASE)
        vault.unlock(on_call, passphrase=PASSPHRASE)
        vault.start_duty(on_call, until=vault.clock.now() + vault.LONGEST)
        vault.lock(on_call)
        crisis, case = write(kind="crisis", by=on_call), write(kind="case", by=on_call)
        assert open_cells(on_call, crisis, purpose="crisis")[crisis].value == SECRET
        with pytest.raises(Locked):
            open_cells(on_call, case, purpose="crisis")

    def test_a_live_visit_opens_no_other_table(
        self, write: Callable[..., UUID], cells: Any
    ) -> None:
        visitor = Actor.client(uuid4(), session=uuid4())
        with acting(visitor):
            file_id = new_file("case")
        row_id = write(by=visitor, file_id=file_id)
        until = vault.clock.now() + vault.LONGEST_SESSION
        vault.unlock_live(visitor, appointment_id=uuid4(), file_id=file_id, until=until)
        with pytest.raises(Locked):
            open_cells(visitor, row_id, purpose="own")


def sql(owner: Any, statement: str, *values: object) -> None:
    owner.execute(statement, values)


TAMPERINGS: dict[str, Callable[[Any, UUID, UUID], None]] = {
    "swapped rows": lambda o, a, b: sql(
        o,
        "UPDATE public.vaulttest_cell x SET body = y.body FROM public.vaulttest_cell y"
        " WHERE x.id = %s AND y.id = %s",
        a,
        b,
    ),
    "moved with its file": lambda o, a, b: sql(
        o,
        "UPDATE public.vaulttest_cell x SET body = y.body, file_id = y.file_id"
        " FROM public.vaulttest_cell y WHERE x.id = %s AND y.id = %s",
        a,
        b,
    ),
    "another's file": lambda o, a, b: sql(
        o,
        "UPDATE public.vaulttest_cell x SET file_id = y.file_id"
        " FROM public.vaulttest_cell y WHERE x.id = %s AND y.id = %s",
        a,
        b,
    ),
    "another column": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET body = aside WHERE id = %s", a
    ),
    "rolled back or forward": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET version = version + 1 WHERE id = %s", a
    ),
    "plain text": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET body = 'she is fine' WHERE id = %s", a
    ),
    "empty": lambda o, a, b: sql(o, "UPDATE public.vaulttest_cell SET body = '' WHERE id = %s", a),
    "foreign token": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET body = %s WHERE id = %s", b"gAAAAAB" + b"k" * 120, a
    ),
    "truncated": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET body = substr(body, 1, 60) WHERE id = %s", a
    ),
    "header changed": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET body = set_byte(body, 3, 1) WHERE id = %s", a
    ),
    "one bit": lambda o, a, b: sql(
        o, "UPDATE public.vaulttest_cell SET body = set_bit(body, 300, 1 - get_bit(body, 300))"
        " WHERE id = %s", a
    ),
}  # fmt: skip


class TestDamaged:
    @pytest.mark.parametrize("how", TAMPERINGS)
    def test_it_fails_alone_and_loudly(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any], how: str
    ) -> None:
        hurt, other, whole = write("first secret"), write("second secret"), write("third secret")
        with as_owner() as owner:
            TAMPERINGS[how](owner, hurt, other)
        opened = open_cells(reader, hurt, other, whole)
        assert (opened[hurt].value, opened[hurt].damaged) == (None, True)
        assert (opened[other].value, opened[whole].value) == ("second secret", "third secret")
        (event,) = trail("vault.damaged")
        assert (event.object_kind, event.object_id, event.decision) == ("cell", hurt, "refused")

    def test_a_removed_cell_is_damaged_not_empty(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any], cells: Any
    ) -> None:
        row_id = write()
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET aside = NULL")

        def read(door: Door) -> Opened:
            row = cells.objects.get(id=row_id)
            place = Place("cell", "aside", row.id)
            return door.open(row.aside, file_id=row.file_id, place=place)

        opened = open_through(
            reader,
            permission=READ,
            purpose="care",
            find=lambda: cells.objects.get(id=row_id),
            read=read,
        )
        assert opened.damaged
        assert len(trail("vault.damaged")) == 1

    @pytest.mark.parametrize("column", ["wrapped_seed", "commitment"])
    def test_a_damaged_file_takes_its_cells_and_no_others(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any], column: str
    ) -> None:
        hurt, whole = write(), write()
        file_id = self._file_of(hurt)
        with as_owner() as owner:
            changed = f"set_byte({column}, 5, 255 - get_byte({column}, 5))"
            statement = f"UPDATE public.vault_file SET {column} = {changed}"
            owner.execute(statement + " WHERE id = %s", [file_id])
        opened = open_cells(reader, hurt, whole)
        assert opened[hurt].damaged
        assert opened[whole].value == SECRET
        (event,) = trail("vault.damaged")
        assert (event.object_kind, event.object_id) == ("file", file_id)

    def test_a_file_of_another_kind_is_not_reached_by_relabelling_it(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any]
    ) -> None:
        row_id = write(kind="case")
        with as_owner() as owner:
            owner.execute("UPDATE public.vault_file SET kind = 'crisis'")
        assert open_cells(reader, row_id)[row_id].damaged

    def test_an_erased_file_stays_shut_even_with_its_cells_restored(
        self, reader: Actor, write: Callable[..., UUID]
    ) -> None:
        row_id = write()
        assert open_cells(reader, row_id)[row_id].value == SECRET
        with acting(reader):
            destroy_file(self._file_of(row_id))
        assert open_cells(reader, row_id)[row_id].damaged

    def test_with_another_keyring_every_cell_is_damaged_and_none_is_wrong(
        self, reader: Actor, write: Callable[..., UUID], request: pytest.FixtureRequest
    ) -> None:
        rows = [write(), write()]
        request.getfixturevalue("other_keyring")
        assert all(cell.damaged for cell in open_cells(reader, *rows).values())
        assert len(trail("vault.damaged")) == 2

    def test_the_event_is_kept_when_the_reading_fails_later(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any], cells: Any
    ) -> None:
        row_id = write()
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET body = 'she is fine'")

        def read(door: Door) -> str:
            return "text: " + body(door, cells.objects.get(id=row_id)).value

        with pytest.raises(TypeError):
            open_through(
                reader,
                permission=READ,
                purpose="care",
                find=lambda: cells.objects.get(id=row_id),
                read=read,
            )
        assert len(trail("vault.damaged")) == 1

    def test_one_event_says_where_and_nothing_of_what(
        self, reader: Actor, write: Callable[..., UUID], as_owner: Callable[[], Any]
    ) -> None:
        row_id = write()
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET body = 'she is fine'")
        open_cells(reader, row_id)
        with acting(staff(Role.PRIVACY_OFFICER)):
            details = list(AuditDetail.objects.values_list("details", flat=True))
        assert details == [{"column": "text", "version": 1}]

    def test_text_is_not_taken_for_a_cell(
        self, reader: Actor, write: Callable[..., UUID], cells: Any
    ) -> None:
        row_id = write()
        with pytest.raises(TypeError, match="opens Sealed"):
            open_through(
                reader,
                permission=READ,
                purpose="care",
                find=lambda: cells.objects.get(id=row_id),
                read=lambda door: door.open(
                    "e101",
                    file_id=uuid4(),
                    place=Place("cell", "text", row_id),  # type: ignore
                ),
            )

    @staticmethod
    def _file_of(row_id: UUID) -> UUID:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute("SELECT file_id FROM public.vaulttest_cell WHERE id = %s", [row_id])
            (file_id,) = cursor.fetchone()
            cursor.execute("SET ROLE harbour_app")
        return UUID(str(file_id))
