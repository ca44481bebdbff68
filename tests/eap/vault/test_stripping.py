"""Metadata is gone and what is seen is not; what cannot be read is refused and quotes nothing."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from eap.core.errors import Invalid
from eap.vault import rewriting, stripping
from eap.vault.rewriting import Unfit
from tests.factories import documents
from tests.factories.documents import BLUE, MARKER, RED

MIB = 1024 * 1024
KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def strip(whole: bytes, media_type: str = "") -> tuple[str, bytes]:
    found, parts = stripping.stripped(io.BytesIO(whole), media_type=media_type)
    return found, b"".join(parts)


def refused(whole: bytes, media_type: str = "") -> str:
    """The code; and whatever the reason, nothing of the content is in the exception."""
    with pytest.raises(Invalid) as caught:
        strip(whole, media_type)
    error = caught.value
    assert (error.__context__, error.__cause__, error.fields) == (None, None, {})
    return error.code


class TestPictures:
    @pytest.mark.parametrize("media_type", KINDS)
    def test_place_owner_and_comments_are_gone(self, media_type: str) -> None:
        whole = documents.photo(KINDS[media_type])
        assert MARKER.encode() in whole
        found, bare = strip(whole)
        assert found == media_type
        assert MARKER.encode() not in bare
        with Image.open(io.BytesIO(bare)) as made:
            assert not made.getexif()
            assert not set(made.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                         "loop", "background", "timestamp", "duration"}  # fmt: skip

    @pytest.mark.parametrize("kind", KINDS.values())
    @pytest.mark.parametrize(("orientation", "size"), [(1, (40, 24)), (6, (24, 40))])
    def test_it_stands_upright_without_saying_how(
        self, kind: str, orientation: int, size: tuple[int, int]
    ) -> None:
        _, bare = strip(documents.photo(kind, orientation=orientation))
        with Image.open(io.BytesIO(bare)) as made:
            assert made.size == size
            plain, end = made.convert("RGB"), (size[0] - 3, size[1] - 3)
            first, last = plain.getpixel((2, 2)), plain.getpixel(end)
        assert all(abs(a - b) < 30 for a, b in zip(first, RED, strict=True))
        assert all(abs(a - b) < 30 for a, b in zip(last, BLUE, strict=True))

    def test_what_shines_through_still_does(self) -> None:
        red = documents.picture(mode="P").getpixel((2, 2))
        whole = documents.photo("PNG", orientation=1, mode="P", transparency=red)
        with Image.open(io.BytesIO(strip(whole)[1])) as made:
            assert made.mode == "RGBA"
            assert {alpha for _, (*_, alpha) in made.getcolors()} == {0, 255}

    def test_a_printers_jpeg_is_shown_in_colours_of_a_screen(self) -> None:
        with Image.open(io.BytesIO(strip(documents.photo("JPEG", mode="CMYK"))[1])) as made:
            assert made.mode == "RGB"

    def test_pictures_that_move_are_refused_and_not_cut_to_one(self) -> None:
        for kind in ("PNG", "WEBP"):
            frames = [documents.picture(), documents.picture().rotate(180)]
            out = io.BytesIO()
            frames[0].save(out, kind, save_all=True, append_images=frames[1:])
            assert refused(out.getvalue()) == "animated"

    @pytest.mark.parametrize("side", [5001, 12_000, 60_000])
    def test_a_bomb_is_told_by_its_head(self, side: int) -> None:
        def part(name: bytes, data: bytes) -> bytes:
            summed = zlib.crc32(name + data)
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", summed)

        head = part(b"IHDR", struct.pack(">IIBBBBB", side, 5001, 8, 2, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(bytes(1000)))
        assert refused(bomb + part(b"IEND", b"")) == "too_many_pixels"

    @pytest.mark.parametrize("kind", KINDS.values())
    def test_a_broken_one_is_refused(self, kind: str) -> None:
        whole = documents.photo(kind)
        assert refused(whole[: len(whole) // 3]) == "not_readable"
        unread = {"not_readable", "too_many_pixels"}  # letters read as a size
        assert refused(whole[:16] + MARKER.encode() * 40) in unread


class TestPdf:
    def test_what_is_not_seen_is_gone(self) -> None:
        whole = documents.pdf(2)
        found, bare = strip(whole, "application/pdf")
        assert found == "application/pdf"
        assert MARKER.encode() in whole
        reader = PdfReader(io.BytesIO(bare))
        for seen in (bare, *_everything(reader)):
            assert MARKER.encode() not in seen
        assert reader.metadata is None
        assert set(reader.root_object) == {"/Type", "/Pages"}

    def test_what_is_seen_is_there(self) -> None:
        reader = PdfReader(io.BytesIO(strip(documents.pdf(2))[1]))
        assert len(reader.pages) == 2
        for page in reader.pages:
            assert page.mediabox.upper_right == (200, 100)
            assert page.extract_text().strip() == "seen"
            (picture,) = page.images
            assert picture.image is not None
            assert picture.image.size == (40, 24)
            (stamp,) = page["/Annots"]  # type: ignore[attr-defined]
            assert stamp["/Subtype"] == "/Stamp"
            assert b"(typed)" in stamp["/AP"]["/N"].get_data()

    def test_what_pages_share_is_written_once(self) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf())))
        for _ in range(20):
            writer.add_page(writer.pages[0])
        out = io.BytesIO()
        writer.write(out)
        reader = PdfReader(io.BytesIO(strip(out.getvalue())[1]))
        assert len(reader.pages) == 21
        fonts = [page["/Resources"]["/Font"].raw_get("/F") for page in reader.pages]  # type: ignore[index]
        assert len({font.idnum for font in fonts}) == 1

    def test_a_field_typed_in_and_nowhere_drawn_is_refused_and_not_lost(self) -> None:
        assert refused(documents.pdf(filled=False)) == "form_not_flat"

    def test_too_many_pages(self) -> None:
        writer = PdfWriter()
        for _ in range(rewriting.MAX_PAGES + 1):
            writer.add_blank_page(width=10, height=10)
        out = io.BytesIO()
        writer.write(out)
        assert refused(out.getvalue()) == "too_many_pages"

    def test_with_a_password_it_is_refused_and_without_one_opened(self) -> None:
        assert refused(documents.pdf(password="a secret")) == "encrypted"
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf())))
        writer.encrypt("", owner_password="only for changing it", algorithm="AES-256")
        out = io.BytesIO()
        writer.write(out)
        reader = PdfReader(io.BytesIO(strip(out.getvalue())[1]))
        assert not reader.is_encrypted
        assert reader.pages[0].extract_text().strip() == "seen"

    def test_a_stream_that_unpacks_to_more_than_memory_is_refused(self) -> None:
        packed = zlib.compress(b"\xff\xd8\xff\xda\x00\x02" + bytes(200 * MIB))
        head = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        head += b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        head += b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n"
        entries = b"/Filter[/FlateDecode/DCTDecode]/Length %d" % len(packed)
        head += b"4 0 obj <<" + entries + b">> stream\n" + packed + b"\nendstream endobj\n"
        whole = head + b"trailer <</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF"
        assert refused(whole) == "not_readable"

    @pytest.mark.parametrize("cut", [9, 300, 2000])
    def test_a_broken_one_is_refused_or_whole(self, cut: int) -> None:
        assert refused(b"%PDF-1.7 " + MARKER.encode()) == "not_readable"
        assert refused(documents.pdf()[:cut]) == "not_readable"


class TestPrivateEntries:
    """Programs write what they like beside a drawing; each way for it is shut by itself."""

    @pytest.mark.parametrize(
        "where", ["picture", "resources", "letters", "array", "state", "page", "stamp"]
    )
    @pytest.mark.parametrize("what", ["text", "metadata", "file", "stream"])
    def test_what_is_not_drawn_is_not_copied(self, where: str, what: str) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf())))
        page = writer.pages[0]
        resources = page["/Resources"]
        font, picture = resources["/Font"]["/F"], resources["/XObject"]["/A"]  # type: ignore[index]
        planted = writer._add_object(_private(what))
        holders = {
            "picture": picture, "resources": resources, "page": page,
            "state": DictionaryObject(), "letters": font, "stamp": page["/Annots"][0].get_object(),
        }  # fmt: skip
        if where == "array":
            picture[NameObject("/Decode")] = ArrayObject([planted])
        else:
            holders[where][NameObject("/Owner")] = planted
        if where == "state":
            states = {NameObject("/G"): writer._add_object(holders[where])}
            resources[NameObject("/ExtGState")] = DictionaryObject(states)  # type: ignore[index]
        whole = _written(writer)
        drawn_by_name = ("letters", "state", "array")  # a stream there may be a letter's drawing
        if what == "stream" and where in drawn_by_name:
            return
        bare = strip(whole)[1]
        for seen in (bare, *_everything(PdfReader(io.BytesIO(bare)))):
            assert MARKER.encode() not in seen

    @pytest.mark.parametrize("key", sorted(rewriting.LEFT_OUT))
    def test_what_is_never_drawn_is_left_out_by_its_name(self, key: str) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf())))
        font = writer.pages[0]["/Resources"]["/Font"]["/F"]  # type: ignore[index]
        font[NameObject(key)] = writer._add_object(_private("stream"))
        bare = strip(_written(writer))[1]
        for seen in (bare, *_everything(PdfReader(io.BytesIO(bare)))):
            assert MARKER.encode() not in seen

    @pytest.mark.parametrize("is_direct", [True, False])
    def test_what_drawing_needs_said_is_copied(self, is_direct: bool) -> None:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf())))
        resources = writer.pages[0]["/Resources"]
        colours = ByteStringObject(bytes(range(6)))
        palette = colours if is_direct else writer._add_object(colours)
        names = (NameObject("/Indexed"), NameObject("/DeviceRGB"), NumberObject(1))
        picture = resources["/XObject"]["/A"]  # type: ignore[index]
        picture[NameObject("/ColorSpace")] = ArrayObject([*names, palette])
        font = resources["/Font"]["/F"]  # type: ignore[index]
        said = DictionaryObject({NameObject("/Registry"): TextStringObject("Adobe")})
        font[NameObject("/CIDSystemInfo")] = said
        reader = PdfReader(io.BytesIO(strip(_written(writer))[1]))
        resources = reader.pages[0]["/Resources"]
        kept = resources["/XObject"]["/A"]["/ColorSpace"]  # type: ignore[index]
        assert kept[3].get_object().original_bytes == bytes(range(6))
        assert resources["/Font"]["/F"]["/CIDSystemInfo"]["/Registry"] == "Adobe"  # type: ignore[index]


class TestPicturesInPdf:
    def test_a_jpeg_keeps_its_pixels_to_the_bit(self) -> None:
        whole = documents.photo("JPEG", progressive=True)
        bare = rewriting.bare_jpeg(whole)
        assert MARKER.encode() not in bare
        with Image.open(io.BytesIO(whole)) as before, Image.open(io.BytesIO(bare)) as after:
            assert before.tobytes() == after.tobytes()
            assert not after.getexif()

    def test_one_without_an_end_is_taken_and_nonsense_is_not(self) -> None:
        plain = io.BytesIO()
        documents.picture().save(plain, "JPEG")
        assert rewriting.bare_jpeg(plain.getvalue()[:-2]) == plain.getvalue()
        for wrong in (b"", MARKER.encode(), b"\xff\xd8\xff\xe1\xff\xff" + MARKER.encode()):
            with pytest.raises(Unfit, match="not_readable"):
                rewriting.bare_jpeg(wrong)

    def test_jpeg_2000_keeps_the_boxes_that_draw(self) -> None:
        def box(name: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data) + 8) + name + data

        drawing = box(b"jP  ", b"\r\n\x87\n"), box(b"jp2h", b"head"), box(b"jp2c", b"code")
        said = box(b"uuid", MARKER.encode()), box(b"xml ", MARKER.encode())
        mixed = drawing[0] + said[0] + drawing[1] + said[1] + drawing[2]
        assert rewriting.bare_jpeg2000(mixed) == b"".join(drawing)
        assert rewriting.bare_jpeg2000(b"\xff\x4f\xff\x51code") == b"\xff\x4f\xff\x51code"
        for wrong in (b"", MARKER.encode(), box(b"jp2c", b"code")[:-1], said[0]):
            with pytest.raises(Unfit, match="not_readable"):
                rewriting.bare_jpeg2000(wrong)


class TestText:
    @pytest.mark.parametrize(
        "text", ["She wrote: 我很累。\r\n\tetc.\f", "﻿with a mark", "é" * 200_000]
    )
    def test_it_stays_as_it_is(self, text: str) -> None:
        assert strip(text.encode(), "text/plain; charset=utf-8") == ("text/plain", text.encode())

    @pytest.mark.parametrize(
        "whole",
        [
            "gb18030: 我很累".encode("gb18030"),
            "utf-16".encode("utf-16"),
            b"MZ\x90\x00" + b"a program" * 9000,
            b"a" * 100_000 + b"\xc3",
            b"a" * 100_000 + b"\x1b[2J",
            b"GIF89a\x01",
            b"PK\x03\x04 a zip, an office document",
        ],
    )
    def test_everything_else_is_refused(self, whole: bytes) -> None:
        assert refused(whole) == "not_accepted"


class TestLimits:
    def test_ten_mebibytes_and_not_a_byte_more(self) -> None:
        assert len(strip(b"a" * 10 * MIB)[1]) == 10 * MIB
        assert refused(b"a" * (10 * MIB + 1)) == "too_large"
        assert refused(documents.photo("PNG") + bytes(10 * MIB)) == "too_large"

    def test_nothing_is_no_document(self) -> None:
        assert refused(b"") == "empty"

    def test_the_bytes_decide_and_what_is_said_must_agree(self) -> None:
        assert refused(documents.photo("PNG"), "image/jpeg") == "media_type_differs"
        assert strip(documents.photo("PNG"), "IMAGE/PNG")[0] == "image/png"

    def test_a_source_may_give_little_at_a_time(self) -> None:
        class Slow(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                return super().read(min(size or 0, 5))

        whole = documents.photo("PNG")
        found, parts = stripping.stripped(Slow(whole))
        assert (found, b"".join(parts)) == strip(whole)


class TestConfinement:
    def test_the_process_with_the_keys_loads_no_decoder(self) -> None:
        loaded = "print(sorted({'PIL', 'pypdf'} & set(sys.modules)))"
        asked = f"import sys, eap.vault.stripping; {loaded}"
        done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
        assert done.stdout == b"[]\n"

    def test_the_other_one_can_write_no_file_and_take_no_more_memory(self, tmp_path: Path) -> None:
        tried = (
            "import sys, rewriting; rewriting._confine()\n"
            "try: open(sys.argv[1], 'wb', buffering=0).write(b'x')\n"
            "except OSError: print('no file')\n"
            "try: bytes(rewriting.MEMORY)\n"
            "except MemoryError: print('no memory')\n"
        )
        folder = Path(rewriting.__file__).parent
        done = subprocess.run(
            [sys.executable, "-c", tried, str(tmp_path / "written")],
            capture_output=True, cwd=folder, check=True,
        )  # fmt: skip
        assert done.stdout == b"no file\nno memory\n"

    def test_it_is_given_no_environment(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        spy = tmp_path / "spy.py"
        spy.write_text("import os; print(sorted(os.environ), flush=True)")
        monkeypatch.setattr(stripping, "REWRITING", spy)
        monkeypatch.setenv("DATABASE_URL", MARKER)
        assert "DATABASE_URL" not in strip(documents.photo("PNG"))[1].decode()

    @pytest.mark.parametrize(
        "does",
        [
            "import os; os.abort()",
            "raise ValueError('" + MARKER + "')",
            "print('" + MARKER + "'); exit(10)",
            "exit(0)",
            "import time; time.sleep(60)",
        ],
    )
    def test_however_it_ends_one_word_is_told(
        self, does: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        spy = tmp_path / "spy.py"
        spy.write_text(does)
        monkeypatch.setattr(stripping, "REWRITING", spy)
        monkeypatch.setattr(stripping, "SECONDS", 2)
        assert refused(documents.photo("PNG")) == "not_readable"

    def test_both_sides_agree_on_how_a_refusal_looks(self) -> None:
        assert rewriting.REFUSED == stripping.REFUSED

    def test_no_file_is_left_behind(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        strip(documents.pdf())
        assert not list(tmp_path.iterdir())


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _private(what: str) -> PdfObject:
    """A text, or a stream with the marker that says what it is, or one that does not."""
    if what == "text":
        return TextStringObject(MARKER)
    made = StreamObject()
    made.set_data(MARKER.encode())
    if what != "stream":
        names = {"metadata": "/Metadata", "file": "/EmbeddedFile"}
        made[NameObject("/Type")] = NameObject(names[what])
    return made


def _everything(reader: PdfReader) -> list[bytes]:
    """Each object of the document as written, streams unpacked."""
    found = []
    for number in range(1, len(reader.xref[0]) + 1):
        value = reader.get_object(number)
        out = io.BytesIO()
        if value is not None:
            value.write_to_stream(out)
        found.append(out.getvalue())
        if hasattr(value, "get_data"):
            found.append(value.get_data())
    return found
