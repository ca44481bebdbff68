"""A damaged cell fails alone and loudly: however it was damaged, it is never taken for another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from eap.audit.models import AuditDetail
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Locked
from eap.core.roles import Role
from eap.vault import files, manifests
from eap.vault.cipher import Damaged
from eap.vault.models import File, Manifest, Seed
from eap.vault.opening import Door, Opened, open_through
from eap.vault.sealing import Place, destroy_file, seal

from .conftest import READ, SECRET, Cell, body, file_of, open_cells, staff, trail

pytestmark = pytest.mark.django_db(transaction=True)

OF_TWO = (
    "UPDATE public.vaulttest_cell x SET {} FROM public.vaulttest_cell y"
    " WHERE x.id = %(hurt)s AND y.id = %(other)s"
)
OF_ONE = "UPDATE public.vaulttest_cell SET {} WHERE id = %(hurt)s"
TAMPERINGS = {
    "swapped rows": OF_TWO.format("body = y.body"),
    "moved with its file": OF_TWO.format("body = y.body, file_id = y.file_id"),
    "another's file": OF_TWO.format("file_id = y.file_id"),
    "another column": OF_ONE.format("body = aside"),
    "rolled forward": OF_ONE.format("version = version + 1"),
    "a version below nothing": OF_ONE.format("version = -1"),
    "plain text": OF_ONE.format("body = 'she is fine'"),
    "empty": OF_ONE.format("body = ''"),
    "foreign token": OF_ONE.format("body = decode(repeat('67414141', 40), 'hex')"),
    "truncated": OF_ONE.format("body = substr(body, 1, 60)"),
    "truncated by one": OF_ONE.format("body = substr(body, 1, length(body) - 1)"),
    "lengthened": OF_ONE.format("body = body || '\\x00'"),
    "header changed": OF_ONE.format("body = set_byte(body, 3, 1 - get_byte(body, 3))"),
    "suite changed": OF_ONE.format("body = set_byte(body, 2, 3 - get_byte(body, 2))"),
    "one bit": OF_ONE.format("body = set_bit(body, 300, 1 - get_bit(body, 300))"),
}
Write = Callable[..., UUID]
Owner = Callable[[], Any]


@pytest.mark.parametrize("unlocked", [False, True], ids=["added", "written"])
class TestCell:
    @pytest.mark.parametrize("how", TAMPERINGS)
    def test_it_fails_alone_and_loudly(
        self, reader: Actor, write: Write, as_owner: Owner, how: str, unlocked: bool
    ) -> None:
        hurt, other, whole = (write(f"{n} secret", unlocked=unlocked) for n in "123")
        with as_owner() as owner:
            owner.execute(TAMPERINGS[how], {"hurt": hurt, "other": other})
        before = rows_of(as_owner)
        opened = open_cells(reader, hurt, other, whole)
        assert (opened[hurt].value, opened[hurt].damaged) == (None, True)
        assert (opened[other].value, opened[whole].value) == ("2 secret", "3 secret")
        (event,) = trail("vault.damaged")
        assert (event.object_kind, event.object_id, event.decision) == ("cell", hurt, "refused")
        assert before[hurt] == rows_of(as_owner)[hurt]  # nothing is written over the traces

    @pytest.mark.parametrize("how", ["swapped rows", "another column"])
    def test_within_one_file_too(
        self, reader: Actor, write: Write, as_owner: Owner, how: str, unlocked: bool
    ) -> None:
        hurt = write("1 secret", unlocked=unlocked)
        other = write("2 secret", unlocked=unlocked, file_id=file_of(hurt))
        with as_owner() as owner:
            owner.execute(TAMPERINGS[how], {"hurt": hurt, "other": other})
        opened = open_cells(reader, hurt, other)
        assert (opened[hurt].value, opened[hurt].damaged) == (None, True)
        assert opened[other].value == "2 secret"

    def test_every_byte_of_a_stored_cell(
        self, reader: Actor, write: Write, as_owner: Owner, unlocked: bool
    ) -> None:
        row_id = write("short", unlocked=unlocked)
        flip = (
            "UPDATE public.vaulttest_cell"
            " SET body = set_byte(body, %(at)s, get_byte(body, %(at)s) # 1)"
        )
        with as_owner() as owner:
            (length,) = owner.execute("SELECT length(body) FROM public.vaulttest_cell").fetchone()
            for at in (*range(45), *range(45, length - 34, 7), *range(length - 34, length)):
                owner.execute(flip, {"at": at})
                assert open_cells(reader, row_id)[row_id].damaged, at
                owner.execute(flip, {"at": at})
        assert open_cells(reader, row_id)[row_id].value == "short"

    def test_a_doubled_row_is_refused_and_the_first_opens(
        self, reader: Actor, write: Write, as_owner: Owner, unlocked: bool
    ) -> None:
        row_id, twin = write(unlocked=unlocked), uuid4()
        with as_owner() as owner:
            owner.execute(
                "INSERT INTO public.vaulttest_cell SELECT %s, counsellor_id, file_id, version,"
                " body, aside FROM public.vaulttest_cell WHERE id = %s",
                [twin, row_id],
            )
        opened = open_cells(reader, row_id, twin)
        assert (opened[row_id].value, opened[twin].damaged) == (SECRET, True)

    def test_what_was_put_back_from_earlier_is_refused(
        self, reader: Actor, write: Write, as_owner: Owner, unlocked: bool
    ) -> None:
        """The same version of the same row, sealed by us and overwritten by us."""
        row_id = write("earlier", unlocked=unlocked)
        with as_owner() as owner:
            old = owner.execute("SELECT body FROM public.vaulttest_cell").fetchone()
        with acting(reader):
            by = reader if unlocked else None
            place = Place("cell", "text", row_id)
            later = seal("later", file_id=file_of(row_id), place=place, by=by)
            Cell.objects.update(body=later)
        assert open_cells(reader, row_id)[row_id].value == "later"
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET body = %s", old)
        assert open_cells(reader, row_id)[row_id].damaged

    def test_an_erased_cell_that_was_put_back_is_refused(
        self, reader: Actor, write: Write, as_owner: Owner, unlocked: bool
    ) -> None:
        from eap.vault.sealing import erased

        row_id = write(unlocked=unlocked)
        with as_owner() as owner:
            (old,) = owner.execute("SELECT body FROM public.vaulttest_cell").fetchone()
        with acting(reader):
            erased(file_of(row_id), [Place("cell", "text", row_id)])
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET body = %s", [old])
        assert open_cells(reader, row_id)[row_id].damaged


class TestGone:
    def test_a_removed_cell_is_damaged_and_one_that_never_was_is_none(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        hurt, bare = write(), uuid4()
        with acting(reader):
            place = Place("cell", "text", bare)
            file_id = file_of(hurt)
            text = seal(SECRET, file_id=file_id, place=place)
            Cell.objects.create(id=bare, counsellor_id=reader.id, file_id=file_id, body=text)
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET aside = NULL")

        def read(door: Door) -> dict[UUID, Opened]:
            return {
                row.id: door.open(
                    row.aside, file_id=row.file_id, place=Place("cell", "aside", row.id)
                )
                for row in Cell.objects.all()
            }

        opened = through(reader, hurt, read)
        assert opened[hurt].damaged
        assert (opened[bare].value, opened[bare].damaged) == (None, False)
        assert [event.object_id for event in trail("vault.damaged")] == [hurt]

    @pytest.mark.parametrize("how", ["DELETE FROM", "UPDATE {} SET aside = NULL, id = id"])
    def test_the_file_tells_what_is_missing(
        self, reader: Actor, write: Write, as_owner: Owner, how: str
    ) -> None:
        hurt = write()
        whole, other = write(file_id=file_of(hurt)), write()
        table = "public.vaulttest_cell"
        statement = how.format(table) if "{}" in how else f"{how} {table}"
        with as_owner() as owner:
            owner.execute(f"{statement} WHERE id = %s", [hurt])

        def read(door: Door) -> tuple[int, int]:
            return door.damage(file_of(whole)).missing, door.damage(file_of(other)).missing

        cells = 2 if "DELETE" in how else 1
        assert through(reader, whole, read) == (1, 0)  # entries, not cells
        events = [(event.object_kind, event.object_id) for event in trail("vault.damaged")]
        assert events == [("cell", hurt)] * cells

    def test_what_was_erased_as_the_rules_have_it_is_not_missed(
        self, reader: Actor, write: Write
    ) -> None:
        from eap.vault.sealing import erased

        gone = write()
        whole = write(file_id=file_of(gone))
        with acting(reader):
            erased(file_of(gone), [Place("cell", name, gone) for name in ("text", "aside")])
            Cell.objects.filter(id=gone).delete()
        assert through(reader, whole, lambda door: door.damage(file_of(whole)).missing) == 0
        assert trail("vault.damaged") == []

    def test_what_is_written_again_after_erasing_is_missed_again(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        from eap.vault.sealing import erased

        row_id = write()
        whole = write(file_id=file_of(row_id))
        place = Place("cell", "text", row_id)
        with acting(reader):
            erased(file_of(row_id), [place])
            again = seal("again", file_id=file_of(row_id), place=place, by=reader)
            Cell.objects.filter(id=row_id).update(body=again)
        assert open_cells(reader, row_id)[row_id].value == "again"
        with as_owner() as owner:
            owner.execute("DELETE FROM public.vaulttest_cell WHERE id = %s", [row_id])
        assert through(reader, whole, lambda door: door.damage(file_of(whole)).missing) == 1


OF_FILE = {
    "seed: key id": "UPDATE vault_seed SET key_id = set_byte(key_id, 1, 255 - get_byte(key_id, 1))",
    "seed: public half": (
        "UPDATE vault_seed SET public_key = set_byte(public_key, 1, 255 - get_byte(public_key, 1))"
    ),
    "seed: commitment": (
        "UPDATE vault_seed SET commitment = set_byte(commitment, 1, 255 - get_byte(commitment, 1))"
    ),
    "seed: stamp": "UPDATE vault_seed SET stamp = set_byte(stamp, 1, 255 - get_byte(stamp, 1))",
    "seed: number": "UPDATE vault_seed SET number = 7",
    "seed: another file's": (
        "UPDATE vault_seed SET key_id = y.key_id, public_key = y.public_key,"
        " commitment = y.commitment, stamp = y.stamp FROM vault_seed y"
        " WHERE y.file_id = %(other)s AND vault_seed.file_id = %(file)s --"
    ),
    "seed: gone": "DELETE FROM vault_seed",
    "wrap: token": "UPDATE vault_wrap SET token = set_byte(token, 40, 255 - get_byte(token, 40))",
    "wrap: truncated": "UPDATE vault_wrap SET token = substr(token, 1, 50)",
    "wrap: empty": "UPDATE vault_wrap SET token = ''",
    "wrap: its KEK": "UPDATE vault_wrap SET kek_id = '0011223344556677'",
    "wrap: another file's": (
        "UPDATE vault_wrap SET token = y.token FROM vault_wrap y WHERE y.file_id = %(other)s"
        " AND y.holder = vault_wrap.holder AND vault_wrap.file_id = %(file)s --"
    ),
    "wrap: the custodians'": (
        "UPDATE vault_wrap SET token = y.token FROM vault_wrap y WHERE y.file_id = %(file)s"
        " AND y.holder = 'escrow' AND vault_wrap.file_id = %(file)s --"
    ),
    "manifest: emptied": "UPDATE vault_manifest SET content = ''",
    "manifest: nothing in it": "UPDATE vault_manifest SET content = '[[],[],[]]'",
    "manifest: no manifest": "UPDATE vault_manifest SET content = 'she is fine'",
    "manifest: version": "UPDATE vault_manifest SET version = version + 1",
    "manifest: mac": "UPDATE vault_manifest SET mac = set_byte(mac, 1, 255 - get_byte(mac, 1))",
    "manifest: stamp": "UPDATE vault_manifest SET stamp = ''",
    "manifest: another file's": (
        "UPDATE vault_manifest SET version = y.version, content = y.content, mac = y.mac,"
        " stamp = y.stamp FROM vault_manifest y WHERE y.file_id = %(other)s"
        " AND vault_manifest.file_id = %(file)s --"
    ),
    "manifest: gone": "DELETE FROM vault_manifest",
}
MANIFESTS = [how for how in OF_FILE if how.startswith("manifest")]


class TestFile:
    @pytest.mark.parametrize("how", OF_FILE)
    def test_a_damaged_file_takes_its_cells_and_no_others(
        self, reader: Actor, write: Write, as_owner: Owner, how: str
    ) -> None:
        hurt, whole = write("hers"), write("his")
        file_id = file_of(hurt)
        with as_owner() as owner:
            count = owner.execute(
                f"{OF_FILE[how]} WHERE file_id = %(file)s",
                {"file": file_id, "other": file_of(whole)},
            ).rowcount
        assert count > 0
        opened = open_cells(reader, hurt, whole)
        assert (opened[hurt].value, opened[hurt].damaged) == (None, True)
        assert opened[whole].value == "his"
        (event,) = trail("vault.damaged")
        assert (event.object_kind, event.object_id) == ("file", file_id)

    def test_a_number_below_nothing_is_damage_as_well(self, write: Write) -> None:
        """A database administrator can drop the constraint that forbids it."""
        file_id = file_of(write())
        seed, manifest = Seed.objects.get(file_id=file_id), Manifest.objects.get(file_id=file_id)
        seed.number = manifest.version = -1
        assert not files.is_proved(seed)
        with pytest.raises(Damaged):
            manifests._proved(manifest)

    def test_what_cannot_be_renewed_does_not_hinder_the_reading(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        row_id = write("hers")
        with as_owner() as owner:
            owner.execute("UPDATE vault_key_pair SET until = current_date")
            owner.execute("UPDATE vault_seed SET due = true")
        assert open_cells(reader, row_id)[row_id].value == "hers"

    # Who cannot open the file cannot tell a wrong MAC; the next test is for who can.
    @pytest.mark.parametrize("how", [how for how in MANIFESTS if how != "manifest: mac"])
    def test_nothing_more_is_written_in_a_file_with_a_damaged_manifest(
        self, reader: Actor, write: Write, as_owner: Owner, how: str
    ) -> None:
        row_id, other = write(), write()
        self._hurt(as_owner, how, row_id, other)
        before = manifests_of(as_owner)
        with pytest.raises(Damaged):
            write(file_id=file_of(row_id))
        assert manifests_of(as_owner) == before

    @pytest.mark.parametrize("how", MANIFESTS)
    def test_nor_by_who_holds_it(
        self, reader: Actor, write: Write, as_owner: Owner, how: str
    ) -> None:
        row_id, other = write(), write()
        self._hurt(as_owner, how, row_id, other)
        before = manifests_of(as_owner)
        with pytest.raises(Damaged):
            write(file_id=file_of(row_id), unlocked=True)
        assert manifests_of(as_owner) == before

    @pytest.mark.parametrize("unlocked", [False, True])
    @pytest.mark.parametrize("how", MANIFESTS)
    def test_a_call_for_help_goes_on_all_the_same(
        self, reader: Actor, write: Write, as_owner: Owner, how: str, unlocked: bool
    ) -> None:
        row_id, other = write(kind="crisis"), write(kind="crisis")
        self._hurt(as_owner, how, row_id, other)
        added = write("call me back", file_id=file_of(row_id), unlocked=unlocked)
        assert open_cells(reader, added)[added].damaged
        assert trail("vault.damaged")

    @pytest.mark.parametrize("how", [how for how in OF_FILE if how.startswith("seed")])
    def test_nothing_is_sealed_to_a_seed_that_was_changed(
        self, reader: Actor, write: Write, as_owner: Owner, how: str
    ) -> None:
        row_id, other = write(kind="crisis"), write()
        self._hurt(as_owner, how, row_id, other)
        before = rows_of(as_owner)
        with pytest.raises((Damaged, File.DoesNotExist)):
            write(file_id=file_of(row_id))
        assert rows_of(as_owner) == before

    def test_a_manifest_from_earlier_refuses_what_was_written_since(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        row_id = write("first")
        columns = "version, content, mac, stamp"
        with as_owner() as owner:
            old = owner.execute(f"SELECT {columns} FROM vault_manifest").fetchone()
        later = write("later", file_id=file_of(row_id))
        with as_owner() as owner:
            owner.execute(f"UPDATE vault_manifest SET ({columns}) = (%s, %s, %s, %s)", old)
        opened = open_cells(reader, row_id, later)
        assert (opened[row_id].value, opened[later].damaged) == ("first", True)

    def test_a_place_that_was_taken_away_opens_nothing(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        row_id = write()
        with as_owner() as owner:
            owner.execute("DELETE FROM vault_wrap WHERE holder = 'staff'")
        with pytest.raises(Locked):
            open_cells(reader, row_id)

    def test_an_erased_file_stays_shut_even_with_its_rows_put_back(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        """As from an older dump, with the keyring as it is."""
        row_id = write()
        assert open_cells(reader, row_id)[row_id].value == SECRET
        file_id = file_of(row_id)
        tables = ("vault_file", "vault_seed", "vault_wrap", "vault_manifest")
        with as_owner() as owner:
            for table in tables:
                owner.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")
            try:
                with acting(reader):
                    destroy_file(file_id)
                with pytest.raises(Conflict, match="erased"):
                    open_cells(reader, row_id)
                for table in tables:
                    key = "id" if table == "vault_file" else "file_id"
                    owner.execute(
                        f"INSERT INTO {table} SELECT * FROM kept_{table} WHERE {key} = %s",
                        [file_id],
                    )
            finally:
                for table in tables:
                    owner.execute(f"DROP TABLE kept_{table}")
        with pytest.raises(Conflict, match="erased"):
            open_cells(reader, row_id)

    def test_with_another_keyring_every_cell_is_damaged_and_none_is_wrong(
        self, reader: Actor, write: Write, request: pytest.FixtureRequest
    ) -> None:
        rows = [write(), write()]
        request.getfixturevalue("other_keyring")
        assert all(cell.damaged for cell in open_cells(reader, *rows).values())
        assert len(trail("vault.damaged")) == 2

    @staticmethod
    def _hurt(as_owner: Owner, how: str, row_id: UUID, other: UUID) -> None:
        with as_owner() as owner:
            owner.execute(
                f"{OF_FILE[how]} WHERE file_id = %(file)s",
                {"file": file_of(row_id), "other": file_of(other)},
            )


class TestEvent:
    def test_it_is_kept_when_the_reading_fails_later(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        row_id = write()
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET body = 'she is fine'")

        def read(door: Door) -> str:
            return "text: " + body(door, Cell.objects.get(id=row_id)).value

        with pytest.raises(TypeError):
            through(reader, row_id, read)
        assert len(trail("vault.damaged")) == 1

    def test_it_says_where_and_nothing_of_what(
        self, reader: Actor, write: Write, as_owner: Owner
    ) -> None:
        row_id = write()
        with as_owner() as owner:
            owner.execute("UPDATE public.vaulttest_cell SET body = 'she is fine'")
        open_cells(reader, row_id)
        with acting(staff(Role.PRIVACY_OFFICER)):
            details = list(AuditDetail.objects.values_list("details", flat=True))
        assert details == [{"column": "text", "version": 1}]

    def test_text_is_not_taken_for_a_cell(self, reader: Actor, write: Write) -> None:
        row_id = write()
        place = Place("cell", "text", row_id)
        with pytest.raises(TypeError, match="opens Sealed"):
            through(reader, row_id, lambda door: door.open("e1", file_id=uuid4(), place=place))  # type: ignore[arg-type]


def through(actor: Actor, row_id: UUID, read: Callable[[Door], Any]) -> Any:
    """One reading of the test's room."""
    return open_through(
        actor,
        permission=READ,
        purpose="care",
        asked=row_id,
        find=lambda: Cell.objects.filter(id=row_id).first(),
        read=read,
    )


def rows_of(as_owner: Owner) -> dict[UUID, tuple[Any, ...]]:
    with as_owner() as owner:
        rows = owner.execute("SELECT id, body, aside FROM public.vaulttest_cell").fetchall()
    return {row[0]: row[1:] for row in rows}


def manifests_of(as_owner: Owner) -> set[tuple[Any, ...]]:
    columns = ", ".join(field.column for field in Manifest._meta.concrete_fields)
    with as_owner() as owner:
        return set(owner.execute(f"SELECT {columns} FROM vault_manifest").fetchall())
