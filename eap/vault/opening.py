"""Reading content: first the permission and a committed trace, then the text. No other way.

def find() -> Note | None: ...          # the thing, as the actor may see it
def read(door: Door) -> str:            # in a new transaction, after the trace
    note = Note.objects.get(id=note_id)
    place = Place("note", "body", note.id, note.version)
    return door.open(note.body, file_id=note.case.file_id, place=place).value

open_through(actor, permission="notes.note.read", purpose="care", asked=note_id,
             find=find, read=read)
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar
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
from eap.vault.cipher import Damaged, Place
from eap.vault.fields import Sealed, token_of
from eap.vault.holding import HeldFile, held_files
from eap.vault.live import Echoes, echo_of, echoes_of
from eap.vault.manifests import Listed
from eap.vault.settling import Entry
from eap.vault.unlock import Unlocked, committed, unlocked
from eap.vault.words import Purpose

Result = TypeVar("Result")
Damages = dict[tuple[str, UUID], dict[str, str | int]]  # (kind, id) -> details of the event


@dataclass(frozen=True, repr=False, slots=True)
class Opened:
    """One opened cell. When `damaged`, there is no value and never will be another cell's.

    When `erased`, there is none because its file was erased: nothing is wrong with it.
    """

    value: Any
    damaged: bool = False
    erased: bool = False

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


class Door:
    """Opens sealed cells during one reading; shut when the reading ends."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked
        self._files: dict[UUID, HeldFile] = {}
        self._lists: dict[UUID, Listed] = {}
        self._damages: Damages = {}
        self._entries: list[Entry] = []
        self._echoes: dict[UUID, Echoes] = {}
        self._shut = False

    def expect(self, file_ids: Iterable[UUID]) -> None:
        """Fetch what many files need at once, so that a list costs no statement for each."""
        wanted = set(file_ids) - self._files.keys()
        if not wanted:
            return
        held = held_files(self._unlocked, wanted)
        lists = manifests.read(one for one in wanted if held[one].keys)
        for file_id, file in held.items():
            listed, mac = lists.get(file_id, (None, b""))
            if listed is not None and manifests.is_kept_by(file.latest, listed, mac):
                self._lists[file_id] = listed
            elif file.keys:
                file = file._replace(is_damaged=True)
            self._files[file_id] = file

    def open(self, sealed: Sealed | None, *, file_id: UUID, place: Place) -> Opened:
        """Open one cell, which must stand at `place` under this file.

        A cell of a file that was erased comes back erased. A cell that was changed, moved,
        emptied, put back from earlier or sealed elsewhere comes back damaged, alone, and leaves
        an audit event. None opens as None where nothing was
        written. Raises Locked when what was unlocked does not open this file.
        """
        self.demand_open()
        if sealed is not None and not isinstance(sealed, Sealed):
            raise TypeError(f"the door opens Sealed, not {type(sealed).__name__}")
        if file_id not in self._files:
            self.expect([file_id])
        file = self._files[file_id]
        if file.is_erased:
            return _ERASED
        if file.is_damaged:
            return self._damaged("file", file_id, {})
        if not file.keys:
            return self._echo(file_id, place)
        try:
            if sealed is None:
                self._demand_nothing(file_id, place)
                return Opened(None)
            return Opened(self._read(file, token_of(sealed), file_id, place))
        except Damaged:
            return self._damaged_cell(place)

    def missing(self, file_id: UUID) -> int:
        """How many cells of a file that should be there are gone, with their rows or without.

        Of an erased file none should be there.
        """
        self.demand_open()
        self.expect([file_id])
        listed = self._lists.get(file_id)
        lost = settling.lost_cells(listed) if listed else []
        for table, column, row in lost:
            self._damaged(table, UUID(row), {"column": column, "lost": 1})
        return len(lost)

    def _demand_nothing(self, file_id: UUID, place: Place) -> None:
        if manifests.name_of(place) in self._lists[file_id].names():
            raise Damaged

    def _read(self, file: HeldFile, token: bytes, file_id: UUID, place: Place) -> Any:
        if not self._lists[file_id].fits(place, token):
            raise Damaged
        keys = file.named(entries.key_id_of(token))
        if keys is None:
            raise Damaged
        if not entries.is_entry(token):
            return cipher.decrypt(keys.field, token, place)
        content = entries.read(keys.entry_private, keys.key_id, token, place)
        self._entries.append(Entry(place, token, content, file.latest))
        return content

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
        details: dict[str, str | int] = {"column": place.column, "version": place.version}
        return self._damaged(place.table, place.row, details)

    def _damaged(self, kind: str, row: UUID, details: dict[str, str | int]) -> Opened:
        self.note_damage(kind, row, details)
        return _DAMAGED

    def note_damage(self, kind: str, row: UUID, details: dict[str, str | int]) -> None:
        """Have this reading leave an audit event for damage found beside its cells."""
        self._damages.setdefault((kind, row), details)

    def demand_open(self) -> None:
        """Raise RuntimeError when the reading is over."""
        if self._shut:
            raise RuntimeError("this reading is over")

    @property
    def found_all_erased(self) -> bool:
        """Whether everything that was to be read was erased."""
        return bool(self._files) and all(file.is_erased for file in self._files.values())

    def shut(self) -> Damages:
        """End the reading; returns what was found damaged."""
        self._shut = True
        return self._damages

    def settle(self) -> Damages:
        """Seal anew what had been added without reading, and give those who wait their part.

        Returns what was refused of it.
        """
        return {row: {} for row in settling.settle(self._entries, self._files)}


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
    door = Door(key)
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
    """One event per damaged row, in a transaction that no failure of the reading can undo."""
    if not damages:
        return
    with committed(actor):
        for (kind, row), details in damages.items():
            record(
                actor,
                action="vault.damaged",
                object_kind=kind,
                object_id=row,
                decision=Decision.REFUSED,
                details=details,
            )
