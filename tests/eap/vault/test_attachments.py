"""A document goes in, comes out to who may read it, and hurt in any way it does not come out."""

import gc
import io
import logging
import os
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Invalid, Locked, Missing
from eap.core.ids import new_id
from eap.core.roles import Role
from eap.vault import soundness, words
from eap.vault.attachments import attach, destroy_attachment, read_attachment
from eap.vault.bindings import bindings
from eap.vault.cipher import Damaged
from eap.vault.management.commands import vault as command
from eap.vault.models import Attachment, AttachmentChunk, File
from eap.vault.opening import Door, open_through
from eap.vault.sealing import Place, destroy_file, new_file, seal
from tests.factories import documents, keys
from tests.factories.documents import MARKER

from .conftest import READ, staff, trail

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (MARKER + " She keeps a diary of the calls.\n").encode() * 6000  # 5 chunks
Read = tuple[str, str, int, bytes]


class Room:
    """A case's file with a row that leads to it, and the one person who holds it."""

    def __init__(self, reader: Actor, cells: Any) -> None:
        self.reader, self.row_id, self.cells = reader, uuid4(), cells
        with acting(reader):
            circle = [words.staff(reader.known_id)]
            self.file_id, beside = (new_file("case", circle=circle) for _ in range(2))
            # The row's own cell stands in another file: here are attachments alone.
            body = seal("a note", file_id=beside, place=Place("cell", "text", self.row_id))
            cells.objects.create(
                id=self.row_id, counsellor_id=reader.id, file_id=self.file_id, body=body
            )

    def add(self, data: bytes = TEXT, name: str = "diary.txt", **given: Any) -> UUID:
        with acting(self.reader):
            return attach(io.BytesIO(data), name=name, file_id=self.file_id, **given)

    def through(self, read: Callable[[Door], Any]) -> Any:
        return open_through(
            self.reader,
            permission=READ,
            purpose="care",
            find=lambda: self.cells.objects.filter(id=self.row_id).first(),
            read=read,
        )

    def get(self, attachment_id: UUID) -> Read:
        def read(door: Door) -> Read:
            about, parts = read_attachment(door, attachment_id, file_id=self.file_id)
            return about.name, about.media_type, about.size, b"".join(parts)

        found: Read = self.through(read)
        return found

    def is_damaged(self, attachment_id: UUID) -> bool:
        """Whether it is refused as damaged, with nothing in the error, and an event says so."""
        try:
            self.get(attachment_id)
        except Damaged as damaged:
            assert (damaged.args, damaged.__context__) == (("damaged",), None)
            event = trail("vault.damaged")[-1]
            assert (event.object_kind, event.object_id) == ("attachment", attachment_id)
            return True
        return False


def counsellor() -> Actor:
    """A counsellor who has unlocked."""
    roles = frozenset({Role.COUNSELLOR})
    return keys.unlock(Actor.staff(new_id(), roles, session=new_id(), half=keys.HALF))


@pytest.fixture
def room(cells: Any) -> Room:
    """A room with one case file."""
    return Room(counsellor(), cells)


class TestWhole:
    def test_it_comes_back_as_it_went_in(self, room: Room) -> None:
        made = room.add(media_type="text/plain")
        assert room.get(made) == ("diary.txt", "text/plain", len(TEXT), TEXT)
        assert AttachmentChunk.objects.filter(attachment=made).count() == 5
        assert trail("vault.damaged") == []

    def test_a_photo_comes_back_without_its_place(self, room: Room) -> None:
        name, media_type, size, data = room.get(room.add(documents.photo("JPEG"), "IMG_1.JPG"))
        assert (name, media_type, size) == ("IMG_1.JPG", "image/jpeg", len(data))
        assert MARKER.encode() not in data

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("C:\\Users\\Li\\诊断书.txt", "诊断书.txt"),
            ("../../etc/passwd", "passwd.txt"),
            ("holiday.exe", "holiday.exe.txt"),
            ("harmless\u202etxt.exe\x00\n", "harmlesstxt.exe.txt"),
            (" .hidden ", "hidden.txt"),
        ],
    )
    def test_its_name_is_plain_and_agrees_with_its_bytes(
        self, room: Room, given: str, kept: str
    ) -> None:
        assert room.get(room.add(b"x", given))[0] == kept

    @pytest.mark.parametrize(
        ("given", "why"), [("", "required"), ("a/", "required"), ("n" * 201, "too_long")]
    )
    def test_a_name_there_must_be(self, room: Room, given: str, why: str) -> None:
        with pytest.raises(Invalid) as caught:
            room.add(b"x", given)
        assert caught.value.fields == {"name": why}

    def test_who_cannot_unlock_can_still_add(self, room: Room) -> None:
        somebody = Actor.client(uuid4(), session=uuid4())
        with acting(somebody):
            made = attach(io.BytesIO(b"mine"), name="a", file_id=room.file_id)
        assert room.get(made)[3] == b"mine"

    def test_destroyed_it_is_gone(self, room: Room) -> None:
        made, kept = room.add(), room.add(b"kept")
        with acting(room.reader):
            destroy_attachment(made, file_id=room.file_id)
        assert list(Attachment.objects.values_list("id", flat=True)) == [kept]
        assert AttachmentChunk.objects.count() == 1
        with pytest.raises(Missing):
            room.get(made)
        assert room.through(lambda door: door.damage(room.file_id).missing) == 0

    def test_deleted_behind_our_back_it_is_missed(
        self, room: Room, as_owner: Callable[[], Any]
    ) -> None:
        made = room.add()
        with as_owner() as owner:
            owner.execute("DELETE FROM public.vault_attachment_chunk")
            owner.execute("DELETE FROM public.vault_attachment")
        assert room.through(lambda door: door.damage(room.file_id).missing) == 1
        assert {event.object_id for event in trail("vault.damaged")} == {made}


class TestRefused:
    """What is refused leaves no row, however far it got."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty"),
            (TEXT + b"\xff", "not_accepted"),
            (b"a" * (10 * 1024 * 1024 + 1), "too_large"),
            (b"%PDF-1.7 " + MARKER.encode(), "not_readable"),
        ],
    )
    def test_nothing_stays_even_when_the_caller_goes_on(
        self, room: Room, data: bytes, code: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        with acting(room.reader):
            with pytest.raises(Invalid) as caught:
                attach(io.BytesIO(data), name="a", file_id=room.file_id)
            assert not AttachmentChunk.objects.exists()
        assert (caught.value.code, caught.value.__context__) == (code, None)
        assert not Attachment.objects.exists()
        assert MARKER not in caplog.text

    def test_under_a_file_that_is_gone(self, room: Room) -> None:
        with acting(room.reader):
            destroy_file(room.file_id)
        with pytest.raises(File.DoesNotExist):
            room.add(b"x")
        assert not AttachmentChunk.objects.exists()


class TestWrongWay:
    def test_under_another_file_there_is_no_such_attachment(self, room: Room) -> None:
        other = Room(room.reader, room.cells)
        made = room.add()
        with pytest.raises(Missing):
            other.get(made)
        with acting(room.reader), pytest.raises(Missing):
            destroy_attachment(made, file_id=other.file_id)
        assert room.get(made)[3] == TEXT

    def test_moved_to_another_file_it_is_damaged_there(
        self, room: Room, as_owner: Callable[[], Any]
    ) -> None:
        other = Room(room.reader, room.cells)
        made = room.add()
        with as_owner() as owner:
            owner.execute("UPDATE public.vault_attachment SET file_id = %s", [other.file_id])
        assert other.is_damaged(made)

    def test_who_does_not_hold_the_file_reads_nothing(self, room: Room) -> None:
        made, other = room.add(), Room(counsellor(), room.cells)

        def read(door: Door) -> None:
            with pytest.raises(Locked):
                read_attachment(door, made, file_id=room.file_id)

        other.through(read)

    def test_a_door_that_is_shut_gives_nothing_more(self, room: Room) -> None:
        made = room.add()
        _, parts = room.through(lambda door: read_attachment(door, made, file_id=room.file_id))
        with acting(room.reader), pytest.raises(RuntimeError, match="over"):
            next(parts)
        kept: list[Door] = []
        room.through(kept.append)
        with acting(room.reader), pytest.raises(RuntimeError, match="over"):
            read_attachment(kept[0], made, file_id=room.file_id)

    def test_it_is_opened_but_not_shown_stored_or_copied(self, room: Room) -> None:
        made = room.add()

        def read(door: Door) -> Any:
            return read_attachment(door, made, file_id=room.file_id)[0]

        about = room.through(read)
        assert repr(about) == "<Descriptor>"
        with pytest.raises(TypeError, match="neither copied nor stored"):
            about.__reduce_ex__(4)

    def test_with_another_keyring_nothing_opens(
        self, room: Room, request: pytest.FixtureRequest
    ) -> None:
        made = room.add()
        request.getfixturevalue("other_keyring")
        with pytest.raises(Damaged):
            room.get(made)

    def test_without_its_file_it_stays_shut(self, room: Room) -> None:
        made = room.add()
        with acting(room.reader):
            destroy_file(room.file_id)
        with pytest.raises(Missing):
            room.get(made)


CHUNK_OF = "UPDATE public.vault_attachment_chunk SET token = {} WHERE attachment_id = %s"
TAMPERINGS = {
    "truncated": (CHUNK_OF.format("substr(token, 1, length(token) - 1)") + " AND index = 1"),
    "emptied": (CHUNK_OF.format("''") + " AND index = 2"),
    "lengthened": (CHUNK_OF.format("token || '\\x00'") + " AND index = 4"),
    "plain text": (CHUNK_OF.format("'she is fine'") + " AND index = 0"),
    "last one missing": (
        "DELETE FROM public.vault_attachment_chunk WHERE attachment_id = %s AND index = 4"
    ),
    "first one missing": (
        "DELETE FROM public.vault_attachment_chunk WHERE attachment_id = %s AND index = 0"
    ),
    "all missing": "DELETE FROM public.vault_attachment_chunk WHERE attachment_id = %s",
    "reordered": (
        "UPDATE public.vault_attachment_chunk x SET token = y.token"
        " FROM public.vault_attachment_chunk y WHERE x.attachment_id = y.attachment_id"
        " AND x.attachment_id = %s AND (x.index, y.index) IN ((1, 2), (2, 1))"
    ),
    "shifted": (
        "UPDATE public.vault_attachment_chunk SET index = index + 10 WHERE attachment_id = %s"
    ),
    "doubled in place": (
        "UPDATE public.vault_attachment_chunk x SET token = y.token"
        " FROM public.vault_attachment_chunk y WHERE x.attachment_id = y.attachment_id"
        " AND x.attachment_id = %s AND x.index = 3 AND y.index = 2"
    ),
    "doubled at the end": (
        "INSERT INTO public.vault_attachment_chunk (id, attachment_id, index, token)"
        " SELECT gen_random_uuid(), attachment_id, 5, token"
        " FROM public.vault_attachment_chunk WHERE attachment_id = %s AND index = 4"
    ),
    "of another attachment": (
        "UPDATE public.vault_attachment_chunk x SET token = y.token"
        " FROM public.vault_attachment_chunk y WHERE x.index = y.index AND x.index = 0"
        " AND x.attachment_id = %s AND y.attachment_id <> x.attachment_id"
    ),
    "another's descriptor": (
        "UPDATE public.vault_attachment x SET descriptor = y.descriptor"
        " FROM public.vault_attachment y WHERE x.id = %s AND y.id <> x.id"
    ),
    "descriptor's bit": (
        "UPDATE public.vault_attachment SET descriptor ="
        " set_bit(descriptor, 300, 1 - get_bit(descriptor, 300)) WHERE id = %s"
    ),
    "descriptor emptied": "UPDATE public.vault_attachment SET descriptor = '' WHERE id = %s",
}


class TestDamaged:
    @pytest.mark.parametrize("how", TAMPERINGS)
    def test_it_fails_alone_and_loudly(
        self, room: Room, as_owner: Callable[[], Any], how: str
    ) -> None:
        hurt, whole = room.add(), room.add(TEXT[::-1])
        with as_owner() as owner:
            assert owner.execute(TAMPERINGS[how], [hurt]).rowcount > 0
        assert room.is_damaged(hurt)
        assert room.get(whole)[3] == TEXT[::-1]
        assert len(trail("vault.damaged")) == 1

    def test_every_byte_of_a_stored_chunk(
        self, room: Room, as_owner: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each of the nonce and the tag, and every 97th between."""
        made = room.add(b"short")
        flip = (
            "UPDATE public.vault_attachment_chunk"
            " SET token = set_byte(token, %(at)s, get_byte(token, %(at)s) # 1)"
        )
        length = 12 + 4096 + 16
        with as_owner() as owner:
            for at in (*range(13), *range(13, length - 16, 97), *range(length - 16, length)):
                owner.execute(flip, {"at": at})
                assert room.is_damaged(made), at
                owner.execute(flip, {"at": at})
        assert room.get(made)[3] == b"short"

    def test_every_byte_of_the_descriptor(self, room: Room, as_owner: Callable[[], Any]) -> None:
        """Each of the header, the nonce and the tag, and every 11th between."""
        made = room.add(b"short")
        flip = (
            "UPDATE public.vault_attachment"
            " SET descriptor = set_byte(descriptor, %(at)s, get_byte(descriptor, %(at)s) # 1)"
        )
        with as_owner() as owner:
            (length,) = owner.execute(
                "SELECT length(descriptor) FROM public.vault_attachment"
            ).fetchone()
            for at in (*range(25), *range(25, length - 16, 11), *range(length - 16, length)):
                owner.execute(flip, {"at": at})
                assert room.is_damaged(made), at
                owner.execute(flip, {"at": at})
        assert room.get(made)[3] == b"short"

    @pytest.mark.parametrize("index", [0, 2, 4])
    def test_not_a_byte_is_given_of_what_is_not_whole(
        self, room: Room, as_owner: Callable[[], Any], index: int
    ) -> None:
        made = room.add()
        with as_owner() as owner:
            flipped = CHUNK_OF.format("set_byte(token, 99, get_byte(token, 99) # 1)")
            owner.execute(f"{flipped} AND index = {index}", [made])

        def read(door: Door) -> None:
            with pytest.raises(Damaged):
                read_attachment(door, made, file_id=room.file_id)

        room.through(read)

    def test_hurt_while_it_is_given_it_is_given_as_it_was(
        self, room: Room, as_owner: Callable[[], Any]
    ) -> None:
        made = room.add()

        def read(door: Door) -> bytes:
            _, parts = read_attachment(door, made, file_id=room.file_id)
            with as_owner() as owner:
                owner.execute(TAMPERINGS["reordered"], [made])
            return b"".join(parts)

        assert room.through(read) == TEXT
        assert room.is_damaged(made)

    @pytest.mark.parametrize(
        "content",
        ["text", None, [], {}, {"key": "?"}, {"key": "QUJD", "name": "", "media_type": "",
                                              "size": 1, "chunks": 1},
         {"key": "A" * 43 + "=", "name": "", "media_type": "", "size": "x", "chunks": 1}],
    )  # fmt: skip
    def test_a_cell_that_is_no_descriptor(
        self, room: Room, as_owner: Callable[[], Any], content: Any
    ) -> None:
        made = room.add()
        place = Place("attachment", "descriptor", made)
        with acting(room.reader):
            wrong = seal(content, file_id=room.file_id, place=place)
            Attachment.objects.filter(id=made).update(descriptor=wrong)
        assert room.is_damaged(made)

    def test_the_event_says_where_and_nothing_of_what(
        self, room: Room, as_owner: Callable[[], Any]
    ) -> None:
        from eap.audit.models import AuditDetail

        made = room.add()
        with as_owner() as owner:
            owner.execute(TAMPERINGS["emptied"], [made])
        assert room.is_damaged(made)
        with acting(staff(Role.PRIVACY_OFFICER)):
            details = list(AuditDetail.objects.values_list("details", flat=True))
        assert details == [{"column": "chunks", "version": 1}]


class TestWhatRowsTell:
    def test_equal_documents_look_different_and_sizes_fall_into_steps(
        self, room: Room, as_owner: Callable[[], Any]
    ) -> None:
        made = [room.add(b"a" * size) for size in (1, 1, 4000, 250_000, 252_000)]
        with as_owner() as owner:
            rows = owner.execute(
                "SELECT attachment_id, sum(length(token)), min(token::text)"
                " FROM public.vault_attachment_chunk GROUP BY 1"
            ).fetchall()
        size = {UUID(str(key)): int(total) for key, total, _ in rows}
        assert size[made[0]] == size[made[1]] == size[made[2]]
        assert size[made[3]] == size[made[4]] > size[made[0]]
        assert len({token for _, _, token in rows}) == len(made)

    def test_a_descriptor_hides_the_name_and_type_of_most(
        self, room: Room, as_owner: Callable[[], Any]
    ) -> None:
        room.add(b"a", "a.txt")
        room.add(b"b" * 100_000, "b" * 60 + ".txt")
        room.add(documents.pdf(), "诊断书.pdf")
        with as_owner() as owner:
            lengths = owner.execute(
                "SELECT DISTINCT length(descriptor) FROM public.vault_attachment"
            ).fetchall()
        assert len(lengths) == 1

    def test_the_marker_is_in_no_row_and_no_file(
        self,
        room: Room,
        as_owner: Callable[[], Any],
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        before = _written_lately()
        for data in (TEXT, documents.photo("PNG"), documents.pdf()):
            room.get(room.add(data, f"{MARKER}.txt"))
        assert not list(tmp_path.iterdir())
        for path in _written_lately() - before:
            assert MARKER.encode() not in path.read_bytes(), path
        with as_owner() as owner:
            for table in ("vault_attachment", "vault_attachment_chunk"):
                for (row,) in owner.execute(f"SELECT t FROM public.{table} t").fetchall():
                    assert MARKER.encode().hex() not in str(row)
                    assert MARKER not in str(row)


class Endless(io.RawIOBase):
    """Ten mebibytes of text that are never in memory at once."""

    def __init__(self) -> None:
        self.left = 10 * 1024 * 1024

    def read(self, size: int = -1, /) -> bytes:
        given = min(size, self.left)
        self.left -= given
        return b"a" * given


@pytest.mark.slow
def test_ten_mebibytes_of_text_at_constant_memory(room: Room) -> None:
    def peak(act: Callable[[], Any]) -> int:
        gc.collect()
        tracemalloc.start()
        try:
            act()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def add() -> None:
        with acting(room.reader):
            made.append(attach(Endless(), name="long.txt", file_id=room.file_id))

    def read(door: Door) -> None:
        about, parts = read_attachment(door, made[0], file_id=room.file_id)
        assert sum(map(len, parts)) == about.size == 10 * 1024 * 1024

    made: list[UUID] = []
    assert peak(add) < 2 * 1024 * 1024
    assert peak(lambda: room.through(read)) < 3 * 1024 * 1024


class TestCheck:
    """`vault check` tries chunks too."""

    @pytest.fixture(autouse=True)
    def as_database_owner(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        (only,) = bindings([Attachment])
        monkeypatch.setattr(command, "bindings", lambda: [only])
        monkeypatch.setattr(command.operational, "kept", lambda: ())
        monkeypatch.setattr(soundness, "parts", lambda: ())  # the room has no model of its own
        self.made = [room.add(), room.add(b"short")]
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE harbour_app")

    def test_whole_ones_are_counted_chunk_by_chunk(self) -> None:
        assert self._said() == "attachment: 2 rows, 8 cells, 0 damaged\n"

    @pytest.mark.parametrize("how", TAMPERINGS)
    def test_a_damaged_one_fails_the_check_by_its_id_alone(
        self, how: str, as_owner: Callable[[], Any]
    ) -> None:
        with as_owner() as owner:
            owner.execute(TAMPERINGS[how], [self.made[0]])
        out = io.StringIO()
        with pytest.raises(CommandError, match=r"^1 damaged cells, 0 other faults$"):
            call_command("vault", "check", "--list", stdout=out)
        first, second = out.getvalue().splitlines()
        assert first.endswith(", 1 damaged")
        part = "descriptor" if "descriptor" in how else "chunks"
        assert second == f"  attachment.{part} {self.made[0]}"

    @staticmethod
    def _said() -> str:
        out = io.StringIO()
        call_command("vault", "check", stdout=out)
        return out.getvalue()


def _written_lately() -> set[Path]:
    """Files in the folders for temporary ones."""
    folders = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108
    return {path for folder in folders if folder.exists() for path in folder.iterdir()
            if path.is_file() and os.access(path, os.R_OK)}  # fmt: skip
