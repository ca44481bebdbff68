"""What a document may be, and its metadata removed before it is sealed. All of it in memory.

Decided by the bytes, never by the name somebody gave: JPEG, PNG, WebP, PDF, or plain text in
UTF-8. Everything else is refused. Text has no metadata and streams through; the others need the
whole and are made anew by `rewriting.py`, in a process of its own that has no key. This one, which
has them all, does not even load a decoder.
"""

import codecs
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol

from eap.core.errors import Invalid

MAX_BYTES = 10 * 1024 * 1024
PIECE = 64 * 1024
SECONDS = 30  # of waiting for the other process; its own limit is processor time
JPEG, PNG, WEBP, PDF, TEXT = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "application/pdf",
    "text/plain",
)
REWRITING = Path(__file__).with_name("rewriting.py")
REFUSED = 10  # its exit status when its output is one of these words
CODES = frozenset(
    ["not_readable", "too_many_pixels", "animated", "too_many_pages", "encrypted", "form_not_flat"]
)
KINDS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", PDF: "PDF"}
_STARTS = (
    (JPEG, re.compile(rb"\xff\xd8\xff")),
    (PNG, re.compile(rb"\x89PNG\r\n\x1a\n")),
    (WEBP, re.compile(rb"RIFF....WEBP", re.DOTALL)),
    (PDF, re.compile(rb"%PDF-")),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Readable(Protocol):
    """A source of bytes: an open file, an upload held in memory."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


def stripped(stream: Readable, *, media_type: str = "") -> tuple[str, Iterator[bytes]]:
    """The media type found in the bytes, and the bytes without metadata, in parts of any size.

    `media_type` is what the sender says, empty when they say nothing. Raises Invalid:
    `empty`, `too_large` (more than 10 MiB), `not_accepted` (none of the types),
    `media_type_differs` (said and found), and CODES. Of text some parts
    may have been read when it is raised.
    """
    pieces = _pieces(stream)
    first = next(pieces, b"")
    if not first:
        raise Invalid("empty")
    found = _recognised(first)
    said = media_type.partition(";")[0].strip().lower()
    if said and said != found:
        raise Invalid("media_type_differs")
    everything = chain([first], pieces)
    if found == TEXT:
        return found, _text(everything)
    return found, iter((_rewritten(b"".join(everything), KINDS[found]),))


def _pieces(stream: Readable) -> Iterator[bytes]:
    """The stream in pieces of 64 KiB, the last one shorter. Raises Invalid above the limit."""
    size = 0
    while piece := _filled(stream):
        size += len(piece)
        if size > MAX_BYTES:
            raise Invalid("too_large")
        yield piece


def _filled(stream: Readable) -> bytes:
    piece = stream.read(PIECE)
    while len(piece) < PIECE and (more := stream.read(PIECE - len(piece))):
        piece += more
    return piece


def _recognised(first: bytes) -> str:
    for media_type, start in _STARTS:
        if start.match(first):
            return media_type
    return TEXT  # or nothing we take: `_text` looks at every byte


def _text(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces as they are. Raises Invalid at the first that is not plain text in UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for piece in pieces:
        _demand_text(decoder, piece)
        yield piece
    _demand_text(decoder, b"", final=True)


def _demand_text(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> None:
    text = None
    try:
        text = decoder.decode(piece, final)
    except UnicodeDecodeError:
        text = None  # its context would carry the bytes along
    if text is None or _NOT_TEXT.search(text):
        raise Invalid("not_accepted")


def _rewritten(whole: bytes, kind: str) -> bytes:
    """The document made anew by a process without keys. Raises Invalid."""
    status, out = -1, b""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(REWRITING), kind],
            input=whole,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's complaint may quote what it read
            env={},
            timeout=SECONDS,
            check=False,
        )
        status, out = done.returncode, done.stdout
    except subprocess.TimeoutExpired:
        status = -1  # refused below: the error carries the output so far
    if status == 0 and out:
        return out
    word = out.decode("ascii", "replace") if status == REFUSED else ""
    raise Invalid(word if word in CODES else "not_readable")
