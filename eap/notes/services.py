"""Acts on notes: start, save, sign, add to, and open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Func

from eap.audit.services import concerns, record
from eap.booking import selectors as booking
from eap.cases.models import Case
from eap.cases.words import CaseState
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from eap.core.policy import allows, require
from eap.notes.models import Addendum, Note
from eap.notes.words import (
    LONGEST_ADDENDUM,
    LONGEST_SECTION,
    SECTIONS,
    UNTOUCHED,
    NoteKind,
    NoteState,
    Template,
)
from eap.vault.opening import Damage, Door, open_through
from eap.vault.sealing import Place, demand_whole, hold_still, new_file, seal
from eap.vault.unlock import demand_fresh, unlock_state, unlocked
from eap.vault.words import Purpose, staff


@dataclass(frozen=True)
class StartedNote:
    """A note's header as its editor needs it."""

    note_id: UUID
    kind: str
    template: str
    appointment_id: UUID | None
    state: str
    version: int
    started_at: datetime


@dataclass(frozen=True)
class Saved:
    """The version under which the text now is on disk."""

    version: int


@dataclass(frozen=True)
class Signed:
    """When the note was locked, and the digest (hex) of its sealed body."""

    signed_at: datetime
    digest: str


@dataclass(frozen=True, repr=False)
class OpenedAddendum:
    """`text` is None when the cell is damaged."""

    addendum_id: UUID
    at: datetime
    text: str | None


@dataclass(frozen=True, repr=False)
class OpenedNote:
    """A note with its text; `sections` is None when the cell is damaged.

    `session_at` is when its session begins; None for a note of none, or of one hidden from the
    reader.
    """

    header: StartedNote
    case_id: UUID
    session_at: datetime | None
    sections: dict[str, str] | None
    signed_at: datetime | None
    digest: str
    is_mine: bool
    addenda: list[OpenedAddendum]
    damage: Damage


def _body_place(note_id: UUID, version: int) -> Place:
    return Place("note", "body", note_id, version)


def _addendum_place(addendum_id: UUID) -> Place:
    return Place("addendum", "body", addendum_id)


@as_actor
def start_note(
    actor: Actor, *, case_id: UUID, kind: str, template: str, appointment_id: UUID | None
) -> StartedNote:
    """Begin a note in one's own case; for a session that has one already, that one.

    One that was begun for no session and never written in is taken up again, so that opening the
    page leaves no empty note behind. The case is locked meanwhile, or two who begin at once would
    both find none to take up.
    Raises Missing when the case, or the appointment in it, is not the actor's, and
    Conflict("closed").
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise Missing
    note_id, now = new_id(), clock.now()
    note = Note(
        id=note_id,
        case=case,
        author_id=actor.known_id,
        appointment_id=appointment_id,
        kind=NoteKind(kind),
        template=Template(template),
        started_at=now,
        saved_at=now,
    )
    rule = require(actor, "notes.note.write", note)
    if appointment_id is not None:
        _demand_appointment(actor, appointment_id, case_id)
    if (begun := _begun(actor, note)) is not None:
        return _started(begun)
    note.file_id = _file_for(actor, case, kind)
    note.body = seal({}, file_id=note.file_id, place=_body_place(note_id, note.version), by=actor)
    note.save(force_insert=True)
    concerns(actor, object_id=note_id, client_id=case.client_id)
    record(actor, action="notes.note.create", object_kind="note", object_id=note_id, rule=rule)
    return _started(note)


def _file_for(actor: Actor, case: Case, kind: str) -> UUID:
    """The case's file; a process note has one of its own, which is its author's alone."""
    if kind != NoteKind.PROCESS:
        return case.file_id
    return new_file("case", circle=(staff(actor.known_id),))


def _demand_open(case: Case) -> None:
    """A closed case takes no new notes; what was signed in it can be added to."""
    if case.state == CaseState.CLOSED:
        raise Conflict("closed")


def _begun(actor: Actor, like: Note) -> Note | None:
    """The actor's note of the same session; of none, the one nothing was written in, begun anew.

    Raises Conflict("closed") when there is none and the case takes no new one.
    """
    if like.appointment_id is not None:
        same = Note.objects.filter(
            appointment_id=like.appointment_id, author_id=actor.known_id, kind=like.kind
        ).first()
        if same is None:
            _demand_open(like.case)
        return same
    _demand_open(like.case)
    found = Note.objects.filter(
        case_id=like.case_id,
        author_id=actor.known_id,
        kind=like.kind,
        appointment_id=None,
        state=NoteState.DRAFT,
        version=UNTOUCHED,
    )
    found.update(started_at=like.started_at, saved_at=like.saved_at)
    return found.first()


def _demand_appointment(actor: Actor, appointment_id: UUID, case_id: UUID) -> None:
    if booking.appointment(actor, appointment_id=appointment_id).case_id != case_id:
        raise Missing


@as_actor
def save_draft(
    actor: Actor, *, note_id: UUID, version: int, sections: Mapping[str, str], template: str = ""
) -> Saved:
    """Save the text over version `version`; when it returns, the text is the next version.

    Somebody (another tab, an earlier try) having saved meanwhile raises Conflict("stale") with
    the `version` now kept, and nothing is overwritten: the editor has one text, the server the
    other. Also raises Missing, Conflict("signed"), Invalid, and Conflict("closed") for the first
    words of a note whose case was closed meanwhile. Needs no unlock, so nothing typed is
    lost to a lock; the trail has the note's start and signing, not each saving. What was changed
    behind our back is never written over: that raises vault.cipher.Damaged.
    """
    note = _written(actor, note_id)
    _demand_sections(sections)
    if note.version == UNTOUCHED:
        _demand_open(note.case)
    _demand_whole(note, version)
    following = version + 1
    place = _body_place(note.id, following)
    body = seal(dict(sections), file_id=note.file_id, place=place, by=actor)
    saved = Note.objects.filter(id=note.id, version=version, state=NoteState.DRAFT).update(
        body=body,
        version=following,
        saved_at=clock.now(),
        template=Template(template or note.template),
    )
    if not saved:
        raise _why_not(actor, note_id)
    _stay_unlocked(actor)
    return Saved(following)


def _demand_whole(note: Note, version: int) -> None:
    """Raise Damaged where the text of this version is not what was written under it."""
    hold_still(note.file_id)
    kept = Note.objects.filter(id=note.id, version=version).first()
    if kept is not None:
        place = _body_place(note.id, version)
        demand_whole(kept.body, file_id=note.file_id, place=place)


def _demand_sections(sections: Mapping[str, str]) -> None:
    wrong = {name: "unknown" for name in sections if name not in SECTIONS}
    wrong |= {name: "max_length" for name, text in sections.items() if len(text) > LONGEST_SECTION}
    if wrong:
        raise Invalid(fields={f"sections.{name}": code for name, code in wrong.items()})


def _stay_unlocked(actor: Actor) -> None:
    """Writing is using: an open unlock does not idle out under a long note."""
    if unlock_state(actor).is_open:
        unlocked(actor)


def _why_not(actor: Actor, note_id: UUID) -> Conflict:
    note = Note.objects.select_related("case").get(id=note_id)
    if not allows(actor, "notes.note.save", note):
        return Conflict("signed")
    return Conflict("stale", version=note.version)


@as_actor
def sign_note(actor: Actor, *, note_id: UUID, version: int) -> Signed:
    """Lock one's own note for good, as it is in `version`.

    Raises Missing, Locked when the last unlock is over 15 minutes old, Conflict (stale, signed),
    Conflict("empty") when nothing was ever written in it, vault.cipher.Damaged.
    """
    note = _written(actor, note_id)
    demand_fresh(actor)
    if note.version == UNTOUCHED:
        raise Conflict("empty")
    _demand_whole(note, version)
    now = clock.now()
    signed = Note.objects.filter(id=note.id, version=version, state=NoteState.DRAFT).update(
        state=NoteState.SIGNED,
        signed_at=now,
        digest=Func(F("body"), function="sha256", output_field=models.BinaryField()),
    )
    if not signed:
        raise _why_not(actor, note_id)
    digest = bytes(Note.objects.values_list("digest", flat=True).get(id=note.id) or b"").hex()
    record(
        actor,
        action="notes.note.sign",
        object_kind="note",
        object_id=note.id,
        details={"version": version, "digest": digest},
    )
    return Signed(now, digest)


@as_actor
def add_addendum(actor: Actor, *, note_id: UUID, text: str) -> tuple[UUID, datetime]:
    """Add to a signed note; returns the addendum's id and time.

    Raises Missing, Conflict("not_signed"), Invalid.
    """
    note = Note.objects.filter(id=note_id).first()
    if note is None:
        raise Missing
    addendum = Addendum(id=new_id(), note=note, author_id=actor.known_id, at=clock.now())
    rule = require(actor, "notes.addendum.add", addendum)
    if note.state != NoteState.SIGNED:
        raise Conflict("not_signed")
    if not text.strip() or len(text) > LONGEST_ADDENDUM:
        raise Invalid(fields={"text": "required" if not text.strip() else "max_length"})
    place = _addendum_place(addendum.id)
    addendum.body = seal(text.strip(), file_id=note.file_id, place=place, by=actor)
    addendum.save(force_insert=True)
    record(actor, action="notes.addendum.add", object_kind="note", object_id=note.id, rule=rule)
    return addendum.id, addendum.at


def open_note(actor: Actor, *, note_id: UUID, purpose: str = Purpose.CARE) -> OpenedNote:
    """Read a note with its addenda. The trace is committed first.

    Raises what `vault.opening.open_through` raises.
    """

    def read(door: Door) -> OpenedNote:
        return _opened(actor, door, Note.objects.get(id=note_id))

    return open_through(
        actor,
        permission="notes.note.open",
        purpose=purpose,
        asked=note_id,
        find=lambda: Note.objects.filter(id=note_id).first(),
        read=read,
    )


def _opened(actor: Actor, door: Door, note: Note) -> OpenedNote:
    body = door.open(note.body, file_id=note.file_id, place=_body_place(note.id, note.version))
    addenda = [
        OpenedAddendum(
            row.id,
            row.at,
            door.open(row.body, file_id=note.file_id, place=_addendum_place(row.id)).value,
        )
        for row in note.addenda.order_by("at", "id")
    ]
    return OpenedNote(
        header=_started(note),
        case_id=note.case_id,
        session_at=booking.starts_at(note.appointment_id) if note.appointment_id else None,
        sections=body.value,
        signed_at=note.signed_at,
        digest=bytes(note.digest or b"").hex(),
        is_mine=note.author_id == actor.id,
        addenda=addenda,
        damage=door.damage(note.file_id, tables=("note", "addendum")),
    )


def _written(actor: Actor, note_id: UUID) -> Note:
    note = Note.objects.select_related("case").filter(id=note_id).first()
    if note is None:
        raise Missing
    require(actor, "notes.note.write", note)
    return note


def _started(note: Note) -> StartedNote:
    return StartedNote(
        note.id,
        note.kind,
        note.template,
        note.appointment_id,
        note.state,
        note.version,
        note.started_at,
    )
