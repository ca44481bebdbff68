"""Documents as people send them: with a place, an author and more in them than is seen."""

import io
from typing import Any

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

MARKER = "zqMarkerLijiang77"  # letters and digits alone: a PDF writes others as it likes
RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(*, size: tuple[int, int] = (40, 24), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (size[0] // 2, 0, *size))
    return made.convert(mode)


def photo(kind: str, *, orientation: int = 6, mode: str = "RGB", **given: Any) -> bytes:
    """A picture as a phone makes it: sideways, with its place, its owner and a comment."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = MARKER
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (26.0, 52.0, 0.0), 29: MARKER})
    beside: dict[str, Any] = {"exif": exif, "icc_profile": b"profile of " + MARKER.encode()}
    if kind == "PNG":
        beside["pnginfo"] = PngInfo()
        beside["pnginfo"].add_text("Author", MARKER)
        beside["pnginfo"].add_itxt("XML:com.adobe.xmp", f"<x>{MARKER}</x>")
    else:
        beside["xmp"] = f"<x>{MARKER}</x>".encode()
    if kind == "JPEG":
        beside["comment"] = MARKER
    out = io.BytesIO()
    picture(mode=mode).save(out, kind, **{**beside, **given})
    return out.getvalue() + (MARKER.encode() if kind == "JPEG" else b"")


def pdf(pages: int = 1, *, password: str = "", filled: bool = True) -> bytes:
    """A PDF with the marker in every place that is not seen, and "seen" where it is."""
    writer = PdfWriter()
    for _ in range(pages):
        _page(writer, filled)
    writer.add_metadata({"/Author": MARKER, "/Title": MARKER})
    writer.xmp_metadata = f"<x>{MARKER}</x>".encode()
    writer.add_attachment(f"{MARKER}.txt", MARKER.encode())
    writer.add_outline_item(title=MARKER, page_number=0)
    root = writer.root_object
    root[NameObject("/OpenAction")] = _names(S="JavaScript", JS=MARKER)
    root[NameObject("/Lang")] = TextStringObject(MARKER)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue() + b"\n%" + MARKER.encode()


def _page(writer: PdfWriter, filled: bool) -> None:
    page = writer.add_blank_page(width=200, height=100)
    image = _stream(photo("JPEG"), Type="XObject", Subtype="Image", Filter="DCTDecode")
    image.update(_names(ColorSpace="DeviceRGB", Metadata=MARKER))
    for key, number in (("/Width", 40), ("/Height", 24), ("/BitsPerComponent", 8)):
        image[NameObject(key)] = NumberObject(number)
    font = _names(Type="Font", Subtype="Type1", BaseFont="Helvetica")
    page[NameObject("/Resources")] = DictionaryObject({
        # Short names on purpose: of a font and a picture, and no entries to leave out.
        NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)}),
        NameObject("/XObject"): DictionaryObject({NameObject("/A"): writer._add_object(image)}),
    })  # fmt: skip
    drawn = b"BT /F 12 Tf 10 60 Td (seen) Tj ET q 80 0 0 48 100 20 cm /A Do Q"
    page[NameObject("/Contents")] = writer._add_object(_stream(drawn))
    page.update(_names(PieceInfo=MARKER, Tabs="S", AA=MARKER, Metadata=MARKER))
    page[NameObject("/Annots")] = ArrayObject([_field(writer, filled), _link(), _note()])


def _field(writer: PdfWriter, filled: bool) -> Any:
    field = _names(Type="Annot", Subtype="Widget", FT="Tx")
    field.update({
        NameObject("/T"): TextStringObject(MARKER),
        NameObject("/V"): TextStringObject("typed"),
        NameObject("/Rect"): ArrayObject(FloatObject(at) for at in (10, 10, 90, 30)),
        NameObject("/F"): NumberObject(4),
    })  # fmt: skip
    if filled:
        look = _stream(b"BT /Helv 10 Tf 2 5 Td (typed) Tj ET", Type="XObject", Subtype="Form")
        look[NameObject("/BBox")] = ArrayObject(FloatObject(at) for at in (0, 0, 80, 20))
        look.update(_names(PieceInfo=MARKER))
        normal = {NameObject("/N"): writer._add_object(look)}
        field[NameObject("/AP")] = DictionaryObject(normal)
    return writer._add_object(field)


def _link() -> DictionaryObject:
    link = _names(Type="Annot", Subtype="Link")
    link[NameObject("/A")] = _names(S="URI", URI=f"https://{MARKER}.example")
    return link


def _note() -> DictionaryObject:
    note = _names(Type="Annot", Subtype="Text", Contents=MARKER)
    note[NameObject("/T")] = TextStringObject(MARKER)
    return note


def _names(**entries: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{k}"): _value(v) for k, v in entries.items()})


def _value(text: str) -> NameObject | TextStringObject:
    return TextStringObject(text) if MARKER in text else NameObject(f"/{text}")


def _stream(data: bytes, **entries: str) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    made.update(_names(**entries))
    return made
