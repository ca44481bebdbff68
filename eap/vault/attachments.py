"""Documents: sealed in chunks under a key of their own, which an ordinary cell holds.

No room takes documents yet. Whoever may add to a file may attach to it, without an unlock;
reading takes a `Door`, as for any cell, inside `open_through`:

    def read(door: Door) -> bytes:
        about, parts = read_attachment(door, row.attachment_id, file_id=row.case.file_id)
        return b"".join(parts)

Give a document out as `about.media_type` with `nosniff` and as a download. An upload must reach
`attach` from memory: a framework that spools uploads to a temporary file writes them in clear.
"""

import base64
import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from django.db import transaction

from eap.core import clock
from eap.core.errors import Invalid, Missing
from eap.core.ids import new_id
from eap.vault import chunks, manifests, stripping
from eap.vault.chunks import ChunkKey
from eap.vault.cipher import Damaged
from eap.vault.models import Attachment, AttachmentChunk
from eap.vault.opening import Door
from eap.vault.sealing import Place, erased, seal
from eap.vault.stripping import Readable

TABLE, COLUMN = "attachment", "descriptor"  # stable names
CHUNKS = "chunks"  # what the trail and the trial call all the chunks of one attachment
LONGEST_NAME = 200
AT_ONCE = 4  # rows in memory while reading
# The last part of a name tells some programs what to do with a file, so it agrees with the bytes.
SUFFIXES = {
    stripping.JPEG: (".jpg", ".jpeg"),
    stripping.PNG: (".png",),
    stripping.WEBP: (".webp",),
    stripping.PDF: (".pdf",),
    stripping.TEXT: (".txt",),
}


@dataclass(frozen=True, repr=False, slots=True)
class Descriptor:
    """What an attachment is: its name and media type, and its size in bytes."""

    name: str
    media_type: str
    size: int

    def __repr__(self) -> str:
        return "<Descriptor>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("opened content is neither copied nor stored")


class Unpacked(NamedTuple):
    """A descriptor's cell, taken apart: for people, and for opening the chunks."""

    about: Descriptor
    key: ChunkKey
    chunks: int


def attach(stream: Readable, *, name: str, media_type: str = "", file_id: UUID) -> UUID:
    """Seal a document under a file, in the caller's transaction; returns the attachment's id.

    Its metadata is removed first (`stripping`). Text goes through a chunk at a time. `name` is
    kept without folders and invisible characters; `media_type` is what the sender says, empty
    when nothing. Raises Invalid (`name`, and what `stripping.stripped` says), and what `seal`
    does; then nothing of it stays.
    """
    name = _plain_name(name)
    found, parts = stripping.stripped(stream, media_type=media_type)
    attachment_id, secret = new_id(), os.urandom(chunks.KEY)
    key, cut = ChunkKey(secret, attachment_id), chunks.Cut(parts)
    index = 0
    with transaction.atomic():
        # The row comes last, for only then the size is known; the database looks at the end.
        for index, (data, is_last) in enumerate(cut):
            token = key.seal(data, index, last=is_last)
            AttachmentChunk.objects.create(attachment_id=attachment_id, index=index, token=token)
        content: dict[str, object] = {
            "key": base64.b64encode(secret).decode(),
            "name": name if name.lower().endswith(SUFFIXES[found]) else name + SUFFIXES[found][0],
            "media_type": found,
            "size": cut.size,
            "chunks": index + 1,
        }
        content["filler"] = _filler(content)
        descriptor = seal(content, file_id=file_id, place=_place(attachment_id))
        Attachment.objects.create(
            id=attachment_id, file_id=file_id, descriptor=descriptor, created_on=clock.today()
        )
        manifests.write(file_id, added=[chunks_of(attachment_id)])
    return attachment_id


def read_attachment(
    door: Door, attachment_id: UUID, *, file_id: UUID
) -> tuple[Descriptor, Iterator[bytes]]:
    """What an attachment of this file is, and its bytes in parts.

    All chunks are verified before the first byte is given, and each again as it is given: no
    part of a document is taken for the whole. The parts end with the reading. Raises Missing
    when the file has no such attachment, Locked when the unlock does not reach the file,
    Damaged (the reading then leaves an audit event), RuntimeError when the reading is over.
    """
    row = Attachment.objects.filter(id=attachment_id, file_id=file_id).first()
    if row is None:
        raise Missing
    opened = door.open(row.descriptor, file_id=file_id, place=_place(attachment_id))
    if opened.damaged:
        raise Damaged
    inner = unpacked(opened.value, attachment_id)
    if inner is None:
        door.note_damage(TABLE, attachment_id, COLUMN, {"version": 1})
        raise Damaged
    for _ in _given(door, attachment_id, inner):
        pass
    return inner.about, _given(door, attachment_id, inner)


def destroy_attachment(attachment_id: UUID, *, file_id: UUID) -> None:
    """Delete an attachment of this file, its key with it. Raises Missing when there is none."""
    found = Attachment.objects.filter(id=attachment_id, file_id=file_id)
    if not found.exists():
        raise Missing
    with transaction.atomic():
        gone = [_place(attachment_id), chunks_of(attachment_id)[0]]
        AttachmentChunk.objects.filter(attachment_id=attachment_id).delete()
        found.delete()
        erased(file_id, gone)


def unpacked(content: Any, attachment_id: UUID) -> Unpacked | None:
    """A descriptor's opened content taken apart; None when that is not what it is."""
    try:
        secret = base64.b64decode(content["key"], validate=True)
        about = Descriptor(str(content["name"]), str(content["media_type"]), int(content["size"]))
        found = Unpacked(about, ChunkKey(secret, attachment_id), int(content["chunks"]))
        return found if len(secret) == chunks.KEY else None
    except (TypeError, ValueError, KeyError):
        return None


def chunks_of(attachment_id: UUID) -> tuple[Place, bytes]:
    """All chunks as the manifest has them: their place, versioned by their number, and a digest."""
    rows = AttachmentChunk.objects.filter(attachment_id=attachment_id).order_by("index")
    running, count = hashlib.sha256(), 0
    for index, token in rows.values_list("index", "token").iterator(chunk_size=AT_ONCE):
        running.update(index.to_bytes(4) + hashlib.sha256(token).digest())
        count += 1
    return Place(TABLE, CHUNKS, attachment_id, count), running.digest()


def joined(attachment_id: UUID, inner: Unpacked) -> Iterator[bytes]:
    """The bytes of an attachment from its rows, a few in memory at a time. Raises Damaged."""
    rows = AttachmentChunk.objects.filter(attachment_id=attachment_id).order_by("index")
    stored = rows.values_list("index", "token").iterator(chunk_size=AT_ONCE)
    tokens = ((index, bytes(token)) for index, token in stored)
    return chunks.joined(inner.key, tokens, count=inner.chunks, size=inner.about.size)


def _given(door: Door, attachment_id: UUID, inner: Unpacked) -> Iterator[bytes]:
    with suppress(Damaged):
        for part in joined(attachment_id, inner):
            door.demand_open()
            yield part
        return
    door.note_damage(TABLE, attachment_id, CHUNKS, {"version": 1})
    raise Damaged


def _place(attachment_id: UUID) -> Place:
    return Place(TABLE, COLUMN, attachment_id)


def _filler(content: dict[str, object]) -> str:
    """What brings a descriptor to a multiple of 256 bytes: its cell tells no name by its length."""
    return " " * (-len(json.dumps(content, ensure_ascii=False).encode()) % 256)


def _plain_name(name: str) -> str:
    """The last part of a path, without characters nobody sees. Raises Invalid."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    seen = seen.strip().lstrip(".")
    if not seen:
        raise Invalid(fields={"name": "required"})
    if len(seen) > LONGEST_NAME:
        raise Invalid(fields={"name": "too_long"})
    return seen
