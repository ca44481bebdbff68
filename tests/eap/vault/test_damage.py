"""A damaged cell fails alone and loudly: however it was damaged, it is never taken for another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from eap.audit.models import AuditDetail
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.vault.opening import Door, Opened, open_through
from eap.vault.sealing import Place, destroy_file

from .conftest import READ, SECRET, body, open_cells, staff, trail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("light_argon2")]


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
