"""A program of its own: a picture or PDF on its standard input, the same without metadata on the
output.

Foreign bytes meet a decoder here, in a process that has no key, no database, no environment and
no right to write a file, bounded in memory and time (`stripping` starts it and gives it nothing
else). It therefore imports nothing of Harbour. A refusal is one word of a fixed list: an error's
own text could carry content.

What is kept is what is seen. A picture is drawn anew from its pixels, upright. A PDF is made anew
from its pages: their drawing, fonts and pictures, and of annotations and filled-in fields what
they look like. Document information, XMP, scripts, actions, embedded files, comments, bookmarks,
links, thumbnails, the private data of programs and earlier versions of the document have no way
across. Layers that were switched off become visible. Not looked into: the drawing of a page
itself, so text that is merely painted over is still in it, and the fonts and colour profiles it
needs.
"""

import io
import re
import resource
import sys
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter, apply_configuration
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

MAX_PIXELS = 25_000_000
MAX_PAGES = 500
MAX_OBJECTS = 100_000
MAX_WRITTEN = 40 * 1024 * 1024  # bytes
MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 20  # of processor time

REFUSED = 10  # the exit status when the output is the word that says why


class Unfit(Exception):
    """The document is refused. Carries a word for why and nothing of the content."""


def bare_picture(whole: bytes, kind: str) -> bytes:
    """A JPEG, PNG or WEBP (`kind`) with its pixels alone, orientation applied.

    Colours are taken as sRGB: a colour profile names devices and is not kept. Of a JPEG with
    several pictures (a depth map, a preview) the first is kept. Raises Unfit.
    """
    with Image.open(io.BytesIO(whole), formats=[kind]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Unfit("too_many_pixels")
        if kind != "JPEG" and getattr(picture, "is_animated", False):
            raise Unfit("animated")
        upright = ImageOps.exif_transpose(picture)
    if "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if kind == "JPEG" and upright.mode not in ("L", "RGB"):
        upright = upright.convert("RGB")
    upright.info = {}  # what was beside the pixels; some of it would be written again
    out = io.BytesIO()
    upright.save(out, kind, quality=90, method=2)  # `method`: 25 megapixels in WebP take 2 s
    return out.getvalue()


def bare_pdf(whole: bytes) -> bytes:
    """A PDF made anew from what its pages show. Raises Unfit."""
    with apply_configuration(jbig2dec_binary=None):  # it would write temporary files
        reader = PdfReader(io.BytesIO(whole))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unfit("encrypted")
        if len(reader.pages) > MAX_PAGES:
            raise Unfit("too_many_pages")
        if not reader.pages:
            raise Unfit("not_readable")
        if _at(reader.root_object, "/NeedsRendering") == BooleanObject(True):
            # Its content is a program that draws, not pages.
            raise Unfit("form_not_flat")
        copier = _Copier()
        for page in reader.pages:
            copier.add(page)
        return copier.written()


# fmt: off
# What is copied of a page, of a stream and of resources: nothing but these.
OF_PAGE = (
    "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/Group",
    "/Resources", "/Contents",
)
OF_STREAM = frozenset((
    "/Type", "/Subtype", "/Filter", "/DecodeParms", "/Resources",
    "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask",
    "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte",  # pictures
    "/FormType", "/BBox", "/Matrix", "/Group", "/OC",  # drawings
    "/PatternType", "/PaintType", "/TilingType", "/XStep", "/YStep",  # patterns
    "/ShadingType", "/Background", "/AntiAlias", "/BitsPerCoordinate", "/BitsPerFlag",
    "/Function", "/VerticesPerRow",  # shadings
    "/FunctionType", "/Domain", "/Range", "/Size", "/BitsPerSample", "/Order", "/Encode",
    "/N", "/Alternate",  # colours
    "/Length1", "/Length2", "/Length3", "/CMapName", "/CIDSystemInfo", "/WMode", "/UseCMap",
))
OF_RESOURCES = frozenset((
    "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet",
    "/Properties",
))
# Other dictionaries name fonts, pictures and letters as they please: there, all but these, and
# no text. Beware of short words; a picture may be called /A.
LEFT_OUT = frozenset((
    "/Metadata", "/PieceInfo", "/LastModified", "/Parent", "/StructParent", "/StructParents",
))
TEXTS = frozenset(("/Registry", "/Ordering", "/CharSet", "/Panose"))  # what fonts need said
NEVER = frozenset(("/Metadata", "/EmbeddedFile", "/Filespec", "/Action"))  # whatever names it
# fmt: on
TEXT = (TextStringObject, ByteStringObject)
CHAINABLE = frozenset(("/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode"))


class _Copier:
    """Copies what pages show into a new document, each shared object once.

    Objects are filled one after the other and not one inside the other, so that a long chain
    of them is no deep recursion.
    """

    def __init__(self) -> None:
        self._writer = PdfWriter()
        self._writer.metadata = None
        self._writer.pdf_header = "%PDF-1.7"
        self._known: dict[tuple[int, int], PdfObject] = {}
        self._waiting: list[tuple[Any, Any, str]] = []
        self._bytes = 0

    def add(self, page: PageObject) -> None:
        """Copy one page, which has its inherited attributes."""
        made = self._writer.add_blank_page(width=1, height=1)
        for key in OF_PAGE:
            if key in page:
                made[NameObject(key)] = self._copied(page.raw_get(key), key)
        stamps = [stamp for stamp in map(self._stamp, _annotations(page)) if stamp is not None]
        if stamps:
            made[NameObject("/Annots")] = ArrayObject(stamps)
        self._fill()

    def written(self) -> bytes:
        """The new document."""
        out = io.BytesIO()
        self._writer.write(out)
        return out.getvalue()

    def _stamp(self, annotation: DictionaryObject) -> PdfObject | None:
        """What an annotation or a filled-in field looks like, without what it is."""
        look = _look(annotation)
        if look is None:
            if _at(annotation, "/Subtype") == "/Widget" and _is_filled(annotation):
                raise Unfit("form_not_flat")  # typed in, and nowhere drawn
            return None
        stamp = DictionaryObject()
        stamp[NameObject("/Type")] = NameObject("/Annot")
        stamp[NameObject("/Subtype")] = NameObject("/Stamp")
        for key in ("/Rect", "/F"):
            if key in annotation:
                stamp[NameObject(key)] = self._copied(annotation[key])
        drawing = self._copied(look.indirect_reference or look)
        stamp[NameObject("/AP")] = DictionaryObject({NameObject("/N"): drawing})
        return stamp

    def _copied(self, value: Any, under: str = "") -> PdfObject:
        """The value for the new document; what it contains is copied later. Text is not."""
        if isinstance(value, IndirectObject):
            place = (value.idnum, value.generation)
            if place not in self._known:
                self._known[place] = self._whole(value.get_object(), under)
            return self._known[place]
        if isinstance(value, StreamObject):
            return self._whole(value, under)
        if isinstance(value, DictionaryObject | ArrayObject):
            return self._begun(value, under)
        return NullObject() if value is None or isinstance(value, TEXT) else value

    def _whole(self, value: Any, under: str) -> PdfObject:
        """A value that stands by itself in the new document, where it is one that can."""
        if not isinstance(value, DictionaryObject | ArrayObject):
            return self._copied(value)
        if isinstance(value, DictionaryObject) and _at(value, "/Type") in NEVER:
            return NullObject()
        if len(self._known) > MAX_OBJECTS:
            raise Unfit("not_readable")
        return self._writer._add_object(self._begun(value, under))

    def _begun(self, value: Any, under: str) -> PdfObject:
        made: PdfObject
        if isinstance(value, StreamObject):
            made = StreamObject()
        else:
            made = ArrayObject() if isinstance(value, ArrayObject) else DictionaryObject()
        self._waiting.append((value, made, under))
        return made

    def _fill(self) -> None:
        while self._waiting:
            source, made, under = self._waiting.pop()
            if isinstance(source, ArrayObject):
                self._fill_array(source, made, under)
                continue
            if isinstance(source, StreamObject):
                source = self._bare_stream(source, made)
            elif under == "/Resources":
                source = _only(source, OF_RESOURCES)
            for key in source:
                if key in TEXTS and isinstance(_at(source, key), TEXT):
                    made[key] = source[key]
                elif key not in LEFT_OUT:
                    made[key] = self._copied(source.raw_get(key), key)

    def _fill_array(self, source: ArrayObject, made: ArrayObject, under: str) -> None:
        items = list(list.__iter__(source))
        is_palette = bool(items) and items[0] == "/Indexed"  # its colours are written as a text
        for item in items:
            text = item.get_object() if is_palette else None
            made.append(text if isinstance(text, TEXT) else self._copied(item, under))

    def _bare_stream(self, source: StreamObject, made: StreamObject) -> DictionaryObject:
        """Give `made` the bytes of `source`; returns the entries that describe them."""
        filters = _listed(_at(source, "/Filter"))
        entries = _only(source, OF_STREAM)
        data = source._data  # as stored; pypdf only offers it decoded
        if filters and filters[-1] in BARE_PICTURES:
            if not CHAINABLE.issuperset(filters[:-1]):
                raise Unfit("not_readable")
            data = BARE_PICTURES[filters[-1]](source.get_data())
            entries[NameObject("/Filter")] = NameObject(filters[-1])
            _keep_last_parameters(entries)
        self._bytes += len(data)
        if self._bytes > MAX_WRITTEN:
            raise Unfit("not_readable")
        made.set_data(data)
        return entries


def _at(dictionary: DictionaryObject, key: str) -> Any:
    """What stands there, wherever it is written; None when nothing does."""
    found = dictionary.get(key)
    return None if found is None else found.get_object()


def _only(source: DictionaryObject, keys: frozenset[str]) -> DictionaryObject:
    return DictionaryObject({key: source.raw_get(key) for key in source if key in keys})


def _annotations(page: PageObject) -> list[DictionaryObject]:
    found = [item.get_object() for item in _at(page, "/Annots") or ()]
    return [item for item in found if isinstance(item, DictionaryObject)]


def _look(annotation: DictionaryObject) -> StreamObject | None:
    """How the annotation is drawn (in its present state), or None when it is not."""
    looks = _at(annotation, "/AP")
    if _at(annotation, "/Subtype") == "/Popup" or not isinstance(looks, DictionaryObject):
        return None
    look = _at(looks, "/N")
    if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
        look = _at(look, str(_at(annotation, "/AS")))
    return look if isinstance(look, StreamObject) else None


def _is_filled(field: DictionaryObject) -> bool:
    """Whether something was typed or chosen in a form's field."""
    parent = _at(field, "/Parent")
    value = _at(field, "/V")
    if value is None and isinstance(parent, DictionaryObject):
        value = _at(parent, "/V")
    return value is not None and value not in ("", "/Off") and value != NullObject()


def _listed(filters: Any) -> list[str]:
    if filters is None:
        return []
    return [str(name) for name in filters] if isinstance(filters, ArrayObject) else [str(filters)]


def _keep_last_parameters(entries: DictionaryObject) -> None:
    parameters = _at(entries, "/DecodeParms")
    if isinstance(parameters, ArrayObject):
        entries[NameObject("/DecodeParms")] = parameters[-1] if parameters else NullObject()


SOI, EOI, SOS = b"\xff\xd8", 0xD9, 0xDA
JFIF, ADOBE, COMMENT = 0xE0, 0xEE, 0xFE
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG stream without its application segments, comments and what follows its end.

    Kept are JFIF and Adobe, which say how to read the colours. The pixels are not touched.
    ITU-T T.81, annex B. Raises Unfit when it is none.
    """
    if not data.startswith(SOI):
        raise Unfit("not_readable")
    parts, at, is_scan = [SOI], len(SOI), False
    while (found := _MARKER.search(data, at)) is not None:
        marker, begin = found[1][0], found.end()
        parts.append(data[at : found.start()] if is_scan else b"")
        if marker == EOI:
            return b"".join(parts) + b"\xff\xd9"
        is_scan = marker == SOS
        at = begin + int.from_bytes(data[begin : begin + 2])
        if not begin + 2 <= at <= len(data):
            raise Unfit("not_readable")
        if _says_pixels(marker):
            parts.append(b"\xff" + bytes([marker]) + data[begin:at])
    parts.append(data[at:] if is_scan else b"")  # without an end, as some writers leave it
    return b"".join(parts) + b"\xff\xd9"


def _says_pixels(marker: int) -> bool:
    is_application = 0xE0 <= marker <= 0xEF and marker not in (JFIF, ADOBE)
    return not is_application and marker != COMMENT


_BOXES = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")


def bare_jpeg2000(data: bytes) -> bytes:
    """A JPEG 2000 stream with the boxes that describe and hold its pixels, and no others.

    ISO/IEC 15444-1, annex I; a bare codestream has no boxes. Raises Unfit when it is neither.
    """
    if data.startswith(b"\xff\x4f\xff\x51"):
        return data
    parts, at = [], 0
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16])
        end = at + length if length else len(data)
        if end < at + 8 or end > len(data):
            raise Unfit("not_readable")
        if name in _BOXES:
            parts.append(data[at:end])
        at = end
    if not parts:
        raise Unfit("not_readable")
    return b"".join(parts)


BARE_PICTURES: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": bare_jpeg,
    "/JPXDecode": bare_jpeg2000,
}


def rewritten(whole: bytes, kind: str) -> bytes:
    """The document of this `kind` (JPEG, PNG, WEBP, PDF) without metadata. Raises Unfit."""
    made, code = None, "not_readable"
    try:
        made = bare_pdf(whole) if kind == "PDF" else bare_picture(whole, kind)
    except Unfit as unfit:
        code = str(unfit)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        code = "too_many_pixels"
    except Exception:  # noqa: BLE001  (foreign bytes make a parser fail in any way)
        code = "not_readable"
    if made is None:
        raise Unfit(code)
    return made


def _confine() -> None:
    """Give up what this program does not need: memory, time, and writing files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Rewrite what is on the standard input; `argv` names its kind. Returns the exit status."""
    _confine()
    try:
        made, status = rewritten(sys.stdin.buffer.read(), sys.argv[1]), 0
    except Unfit as unfit:
        made, status = str(unfit).encode(), REFUSED
    sys.stdout.buffer.write(made)
    return status


if __name__ == "__main__":
    sys.exit(main())
