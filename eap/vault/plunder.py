"""The thief at the cells: whether any of the keys that were found opens one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eap.vault import (
    attachments,
    cipher,
    entries,
    keyfile,
    operational,
    pairs,
    subjects,
    wrapping,
)
from eap.vault.bindings import Binding, bindings
from eap.vault.chunks import ChunkKey
from eap.vault.cipher import BODY, FORMAT, HEADER, Damaged, FieldKey, Place
from eap.vault.fields import token_of
from eap.vault.files import FileKeys
from eap.vault.keyring import Kek
from eap.vault.models import Attachment, AttachmentChunk, Echo, SubjectKey
from eap.vault.thief import BATCH, Thief

MARK = FORMAT[:2]  # of any cell, whatever its suite


@dataclass
class Tally:
    """One table's cells, and how many of them opened."""

    table: str
    cells: int = 0
    opened: int = 0


class Plunder:
    """Tries every cell of the database with what a thief has found."""

    def __init__(self, thief: Thief) -> None:
        self._thief = thief
        self._bare = list(thief.secrets)
        self._aeads = [AESGCM(secret) for secret in self._bare]
        self._keys_of = lru_cache(maxsize=64)(thief.keys_of)
        self._chunk_keys: dict[UUID, list[ChunkKey]] = {}

    def __repr__(self) -> str:
        return "<Plunder>"

    def tallies(self) -> Iterator[Tally]:
        """One for each table with content. Needs the vault's transaction."""
        for binding in bindings():
            yield self._cells(binding)
        yield self._chunks()
        yield self._echoes()

    def _cells(self, binding: Binding) -> Tally:
        tally = Tally(binding.model._meta.db_table)
        versions = {cell.version for cell in binding.cells if cell.version}
        lookups = {"pk", binding.file, *(cell.field for cell in binding.cells), *versions}
        rows = binding.model._base_manager.order_by(binding.file, "pk").values(*lookups)
        for row in rows.iterator(chunk_size=BATCH):
            for cell in binding.cells:
                if row[cell.field] is None:
                    continue
                version = row[cell.version] if cell.version else 1
                place = Place(binding.table, cell.column, row["pk"], version)
                tally.cells += 1
                tally.opened += self._opens(token_of(row[cell.field]), row[binding.file], place)
        return tally

    def _opens(self, token: bytes, file_id: UUID, place: Place) -> bool:
        if not token.startswith(MARK):
            return True  # in clear
        keys = self._keys_of(file_id)
        if entries.is_entry(token):
            return self._opens_entry(keys, token, place)
        if any(self._reads(one.field, token, place) for one in keys):
            return True
        about = place.bound + token[:HEADER]
        return any(_decrypts(aead, token[HEADER:], about) for aead in self._aeads)

    def _reads(self, key: FieldKey, token: bytes, place: Place) -> bool:
        try:
            content = cipher.decrypt(key, token, place)
        except Damaged:
            return False
        if place.table == attachments.TABLE:
            self._keep_chunk_key(place.row, content)
        return True

    def _opens_entry(self, keys: Iterable[FileKeys], token: bytes, place: Place) -> bool:
        body, about = token[HEADER : -wrapping.STAMP], place.bound + token[:HEADER]
        named = entries.key_id_of(token)
        for private in (*(one.entry_private for one in keys if one.key_id == named), *self._bare):
            plain = _unsealed(private, body, about)
            if plain is not None:
                if place.table == attachments.TABLE:
                    self._keep_chunk_key(place.row, cipher.content_of(plain, is_text=False))
                return True
        return False

    def _keep_chunk_key(self, attachment_id: UUID, content: object) -> None:
        inner = attachments.unpacked(content, attachment_id)
        if inner is not None:
            self._chunk_keys.setdefault(attachment_id, []).append(inner.key)

    def _chunks(self) -> Tally:
        tally = Tally(AttachmentChunk._meta.db_table)
        for attachment_id in Attachment.objects.values_list("id", flat=True).iterator():
            keys = [ChunkKey(secret, attachment_id) for secret in self._bare]
            keys += self._chunk_keys.get(attachment_id, [])
            rows = AttachmentChunk.objects.filter(attachment_id=attachment_id)
            for index, token in rows.values_list("index", "token").iterator(chunk_size=4):
                tally.cells += 1
                tally.opened += any(_opens_chunk(key, bytes(token), index) for key in keys)
        return tally

    def _echoes(self) -> Tally:
        """Live text, sealed to windows: to a key that is nowhere, unless one of ours is it."""
        tally = Tally(Echo._meta.db_table)
        privates = [*self._bare, *self._thief.privates]
        for row in Echo.objects.iterator(chunk_size=BATCH):
            token = bytes(row.token)
            about = Place(row.table, row.column, row.row_id).bound + token[:HEADER]
            tally.cells += 1
            tally.opened += any(
                _unsealed(private, token[HEADER : -wrapping.STAMP], about) is not None
                for private in privates
            )
        return tally


def operational_tallies(secrets: Mapping[str, bytes]) -> Iterator[Tally]:
    """What the server opens with nobody logged in: by the keyring's secrets the thief does too.

    Needs the vault's transaction.
    """
    keks = {
        name.removeprefix(keyfile.KEK): Kek(name.removeprefix(keyfile.KEK), secret)
        for name, secret in secrets.items()
        if name.startswith(keyfile.KEK)
    }
    for kept in operational.kept():
        tally = Tally(kept.model._meta.db_table)
        for batch in kept.cells():
            rows = SubjectKey.objects.filter(subject_id__in={cell.subject for cell in batch})
            keys = subjects.keys_in(rows, keks)
            tally.cells += len(batch)
            tally.opened += sum(not operational.opened(keys, cell).damaged for cell in batch)
        yield tally


def _decrypts(aead: AESGCM, sealed: bytes, about: bytes) -> bool:
    nonce = BODY - HEADER
    try:
        aead.decrypt(sealed[:nonce], sealed[nonce:], about)
    except (InvalidTag, ValueError):
        return False
    return True


def _unsealed(private: bytes, body: bytes, about: bytes) -> bytes | None:
    try:
        return pairs.open_with(private, body, about)
    except (Damaged, ValueError):
        return None


def _opens_chunk(key: ChunkKey, token: bytes, index: int) -> bool:
    for last in (False, True):
        try:
            key.open(token, index, last=last)
        except Damaged:
            continue
        return True
    return False
