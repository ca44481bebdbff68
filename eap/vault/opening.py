"""Reading content: first the permission and a committed trace, then the text. No other way.

def find() -> Note | None: ...          # the thing, as the actor may see it
def read(door: Door) -> str:            # in a new transaction, after the trace
    note = Note.objects.get(id=note_id)
    place = Place("note", "body", note.id, note.version)
    return door.open(note.body, file_id=note.case.file_id, place=place).value

open_through(actor, permission="notes.note.read", purpose="care", asked=note_id,
             find=find, read=read)
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, NoReturn, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core.actor import CLIENT, Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Missing
from eap.core.policy import Permission, Rule, allows, permissions
from eap.vault import cipher, entries, manifests, settling
from eap.vault.cipher import HEADER, Damaged, FieldKey, Place
from eap.vault.fields import Sealed, token_of
from eap.vault.holding import HeldFile, held_files
from eap.vault.live import Echoes, echo_of, echoes_of
from eap.vault.manifests import Kept, Listed
from eap.vault.settling import Entry
from eap.vault.unlock import Unlocked, committed, unlocked
from eap.vault.words import Purpose

Result = TypeVar("Result")
Details = dict[str, str | int]
Damages = dict[tuple[str, UUID, str], Details]  # (kind, id, column) -> details of the event
REFERENCE = 8  # letters of the request's id that people quote when they ask for help


class Opened:
    """One opened cell. When `damaged`, there is no value and never will be another cell's.

    When `erased`, there is none because its file was erased: nothing is wrong with it.
    """

    __slots__ = ("damaged", "erased", "value")

    def __init__(self, value: Any, *, damaged: bool = False, erased: bool = False) -> None:
        self.value: Final = value
        self.damaged: Final = damaged
        self.erased: Final = erased

    @property
    def lost(self) -> bool:
        """Whether there is no value where one was written."""
        return self.damaged or self.erased

    def __repr__(self) -> str:
        return "<Opened>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("opened content is neither copied nor stored")


_DAMAGED = Opened(None, damaged=True)
_ERASED = Opened(None, erased=True)


class _File(NamedTuple):
    """A file behind the door, with its field keys by the headers of the cells they open.

    `listed` is None where nothing opens: the file is somebody else's, erased or damaged.
    """

    id: UUID
    held: HeldFile
    listed: Listed | None
    by_header: dict[bytes, FieldKey]

    def __repr__(self) -> str:
        return "<_File>"


@dataclass(frozen=True, slots=True)
class Damage:
    """What one reading found that is not as it was written.

    `missing` is how many entries of the file are gone or were changed, of those it was asked
    about. `reference` is what to quote when asking for help, "" where all is sound: the trail
    has the reading's events under a request id that begins with it.
    """

    missing: int = 0
    reference: str = ""


SOUND = Damage()  # of a reading that had nothing to open


class Door:
    """Opens sealed cells during one reading; shut when the reading ends."""

    def __init__(self, unlocked: Unlocked, reference: str = "") -> None:
        self._unlocked = unlocked
        self._reference = reference
        self._files: dict[int, _File] = {}  # by the number of their id: a UUID is slow to hash
        self._damages: Damages = {}
        self._entries: list[Entry] = []
        self._echoes: dict[UUID, Echoes] = {}
        self._shut = False

    def expect(self, file_ids: Iterable[UUID]) -> None:
        """Fetch what many files need at once, so that a list costs no statement for each."""
        wanted = {one for one in file_ids if one.int not in self._files}
        if not wanted:
            return
        held = held_files(self._unlocked, wanted)
        lists = manifests.read(one for one in wanted if held[one].keys)
        for file_id, file in held.items():
            self._files[file_id.int] = _behind(file_id, file, lists.get(file_id))

    def open(self, sealed: Sealed | None, *, file_id: UUID, place: Place) -> Opened:
        """Open one cell, which must stand at `place` under this file.

        A cell of a file that was erased comes back erased. A cell that was changed, moved,
        emptied, put back from earlier or sealed elsewhere comes back damaged, alone, and leaves
        an audit event. None opens as None where nothing was
        written. Raises Locked when what was unlocked does not open this file.
        """
        if self._shut:
            self.demand_open()
        if sealed is not None and not isinstance(sealed, Sealed):
            raise TypeError(f"the door opens Sealed, not {type(sealed).__name__}")
        file = self._files.get(file_id.int) or self._file(file_id)
        listed = file.listed
        if listed is None:
            return self._not_read(file, place)
        try:
            if sealed is None:
                return self._nothing(listed, place)
            token = token_of(sealed)
            if not listed.fits(place, token):
                raise Damaged
            key = file.by_header.get(token[:HEADER])
            if key is None:
                return Opened(self._entry(file, token, place))
            return Opened(cipher.decrypt(key, token, place))
        except Damaged:
            return self._damaged_cell(place)

    def damage(self, file_id: UUID | None = None, *, tables: Collection[str] = ()) -> Damage:
        """What this reading found; asked for when the cells have been opened.

        With a file, also how many of its entries are gone or were changed: of all of them, or of
        those of `tables`.
        """
        self.demand_open()
        missing = 0 if file_id is None else self._unsound_entries(self._file(file_id), tables)
        return Damage(missing, self._reference if self._damages else "")

    def _unsound_entries(self, file: _File, tables: Collection[str]) -> int:
        if file.listed is None:
            if file.held.is_damaged:
                self.note_damage("file", file.id)
            return 0
        entries = set()
        for table, column, row, is_lost in settling.unsound_cells(file.listed, tables):
            entries.add(row)
            self.note_damage(table, row, column, {"lost": 1} if is_lost else {})
        return len(entries)

    def _file(self, file_id: UUID) -> _File:
        self.expect([file_id])
        return self._files[file_id.int]

    def _nothing(self, listed: Listed, place: Place) -> Opened:
        if listed.has(place):
            raise Damaged
        return Opened(None)

    def _entry(self, file: _File, token: bytes, place: Place) -> Any:
        keys = file.held.named(entries.key_id_of(token))
        if keys is None or not entries.is_entry(token):
            raise Damaged
        content = entries.read(keys.entry_private, keys.key_id, token, place)
        self._entries.append(Entry(place, token, content, file.held.latest))
        return content

    def _not_read(self, file: _File, place: Place) -> Opened:
        if file.held.is_erased:
            return _ERASED
        if file.held.is_damaged:
            return self._damaged("file", file.id)
        return self._echo(file.id, place)

    def _echo(self, file_id: UUID, place: Place) -> Opened:
        """What is said while a live window stands; None for what was said before it was opened."""
        window_id = self._unlocked.live.get(file_id)
        if window_id is None:
            raise Locked("not_yours")
        if window_id not in self._echoes:
            self._echoes[window_id] = echoes_of(window_id)
        try:
            private = self._unlocked.keys[file_id]
            return Opened(echo_of(window_id, self._echoes[window_id], private, place))
        except Damaged:
            return self._damaged_cell(place)

    def _damaged_cell(self, place: Place) -> Opened:
        return self._damaged(place.table, place.row, place.column, {"version": place.version})

    def _damaged(
        self, kind: str, row: UUID, column: str = "", details: Details | None = None
    ) -> Opened:
        self.note_damage(kind, row, column, details)
        return _DAMAGED

    def note_damage(
        self, kind: str, row: UUID, column: str = "", details: Details | None = None
    ) -> None:
        """Have this reading leave one audit event for damage of a cell, or of a whole thing."""
        named: Details = {"column": column} if column else {}
        self._damages.setdefault((kind, row, column), named | (details or {}))

    def demand_open(self) -> None:
        """Raise RuntimeError when the reading is over."""
        if self._shut:
            raise RuntimeError("this reading is over")

    @property
    def found_all_erased(self) -> bool:
        """Whether everything that was to be read was erased."""
        return bool(self._files) and all(file.held.is_erased for file in self._files.values())

    def shut(self) -> Damages:
        """End the reading; returns what was found damaged."""
        self._shut = True
        return self._damages

    def settle(self) -> Damages:
        """Seal anew what had been added without reading, and give those who wait their part.

        Returns what was refused of it.
        """
        held = {file.id: file.held for file in self._files.values()}
        refused = settling.settle(self._entries, held)
        return {(kind, row, ""): {} for kind, row in refused}


def _behind(file_id: UUID, file: HeldFile, kept: Kept | None) -> _File:
    """The file with its manifest; damaged when that is not its holders' own."""
    if file.is_damaged or not file.keys:
        return _File(file_id, file, None, {})
    if kept is None or not manifests.is_kept_by(file.latest, kept):
        return _File(file_id, file._replace(is_damaged=True), None, {})
    fields = [keys.field for keys in file.keys]
    by_header = {header: field for field in fields for header in field.headers}
    return _File(file_id, file, kept.listed, by_header)


def is_whole(file_id: UUID, *, tables: Collection[str] = ()) -> bool:
    """Whether everything listed of a file stands there, as far as one sees without opening it."""
    kept = manifests.read([file_id]).get(file_id)
    return kept is not None and not settling.unsound_cells(kept.listed, tables)


def open_through(
    actor: Actor,
    *,
    permission: str,
    purpose: str,
    find: Callable[[], object],
    read: Callable[[Door], Result],
    asked: UUID | None = None,
) -> Result:
    """Ask the permission table, commit the trace, then read in a second transaction.

    `find` returns the thing the permission is asked about, or None; `read` fetches the cells
    itself and opens them by the door it is given. `asked` is the id somebody asked for: a hidden
    thing is not found, and the trace should still say which.

    Raises Invalid (purpose), Locked (before anything is looked up), Missing (absent or not
    allowed, after that trace is committed), Conflict("erased") when all that was to be read was
    erased (the trace stands), RuntimeError inside another transaction.
    """
    asks = permissions()[permission]
    if not asks.content:
        raise ValueError(f"{permission} does not lead to content")
    _demand_purpose(actor, purpose)
    with committed(actor):
        key = unlocked(actor)
        thing = find()
        rule = None if thing is None else allows(actor, permission, thing)
        _trace(actor, asks, thing, rule, purpose, asked)
    if rule is None:
        raise Missing
    door = Door(key, actor.request_id[:REFERENCE])
    try:
        with _at_one_moment(actor):
            result = read(door)
    finally:
        _report(actor, door.shut())
    if door.found_all_erased:
        raise Conflict("erased")
    _report(actor, door.settle())
    return result


@contextmanager
def _at_one_moment(actor: Actor) -> Iterator[None]:
    """A transaction that sees one moment: a cell and the manifest it is held against agree."""
    begins = not connection.in_atomic_block  # else a test's own transaction is around
    with transaction.atomic(durable=True):
        if begins:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with acting(actor):
            yield


def _demand_purpose(actor: Actor, purpose: str) -> None:
    """Clients read their own for themselves, and nobody else does."""
    if purpose not in Purpose.values:
        raise Invalid(fields={"purpose": "unknown"})
    if (purpose == Purpose.OWN) != (actor.kind == CLIENT):
        raise Invalid(fields={"purpose": "not_yours"})


def _trace(
    actor: Actor,
    asks: Permission,
    thing: object,
    rule: Rule | None,
    purpose: str,
    asked: UUID | None,
) -> None:
    on = type(thing) if isinstance(thing, Model) else asks.on
    record(
        actor,
        action=asks.name,
        object_kind=_kind(on) if on else "content",
        object_id=thing.pk if isinstance(thing, Model) else asked,
        decision=Decision.ALLOWED if rule else Decision.REFUSED,
        purpose=purpose,
        rule=rule or "",
    )


def _kind(model: type[Model]) -> str:
    """What the trail calls a row: the name its content is sealed under, where it has any."""
    sealing = getattr(model, "Sealing", None)
    return str(sealing.table if sealing else model._meta.model_name)


def _report(actor: Actor, damages: Damages) -> None:
    """One event per damaged cell, in a transaction that no failure of the reading can undo."""
    if not damages:
        return
    with committed(actor):
        for (kind, row, _), details in damages.items():
            record(
                actor,
                action="vault.damaged",
                object_kind=kind,
                object_id=row,
                decision=Decision.REFUSED,
                details=details,
            )
