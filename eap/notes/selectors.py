"""Readings of notes without their text: which there are, which wait for a signature."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from eap.cases import selectors as cases
from eap.cases.selectors import CaseBrief
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.policy import require
from eap.notes.models import Note
from eap.notes.policies import LEAVING
from eap.notes.words import UNTOUCHED, NoteState


@dataclass(frozen=True)
class UnsignedNote:
    """A draft that waits for its author's signature."""

    note_id: UUID
    case: CaseBrief
    kind: str
    started_at: datetime


@dataclass(frozen=True)
class NoteHeader:
    """A note without its text."""

    note_id: UUID
    appointment_id: UUID | None
    kind: str
    state: str
    started_at: datetime


def begun() -> QuerySet[Note]:
    """Notes in which something was written. One only opened is as good as not begun."""
    return Note.objects.exclude(state=NoteState.DRAFT, version=UNTOUCHED)


@as_actor
def unsigned(actor: Actor) -> list[UnsignedNote]:
    """The actor's own drafts, the oldest first."""
    require(actor, "notes.unsigned.read")
    drafts = begun().filter(author_id=actor.known_id, state=NoteState.DRAFT)
    return [
        UnsignedNote(row.id, cases.brief(row.case), row.kind, row.started_at)
        for row in drafts.defer("body").select_related("case").order_by("started_at", "id")
    ]


@as_actor
def of_case(actor: Actor, *, case_id: UUID) -> list[NoteHeader]:
    """The notes of a case that the actor may read, unordered."""
    return [_header(row) for row in begun().filter(case_id=case_id).defer("body")]


@as_actor
def of_appointments(actor: Actor, *, appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The state of the actor's own progress note by appointment, where there is one."""
    require(actor, "notes.unsigned.read")
    rows = begun().filter(
        author_id=actor.known_id, appointment_id__in=list(appointment_ids), kind="progress"
    )
    return {
        appointment_id: state
        for appointment_id, state in rows.values_list("appointment_id", "state")
        if appointment_id
    }


@as_actor
def unsigned_counts(actor: Actor, *, case_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many drafts of the actor each of these cases has; cases without any are left out."""
    require(actor, "notes.unsigned.read")
    drafts = begun().filter(
        author_id=actor.known_id, case_id__in=list(case_ids), state=NoteState.DRAFT
    )
    return dict(drafts.values_list("case_id").annotate(count=Count("id")))


@as_actor
def unsigned_of(actor: Actor, *, staff_id: UUID) -> int:
    """How many drafts somebody who leaves has not signed, for whoever plans the hand-over."""
    require(actor, "notes.leaver.count")
    with acting(Actor.system(LEAVING)):
        return begun().filter(author_id=staff_id, state=NoteState.DRAFT).count()


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many notes are kept about the client."""
    return {"notes": begun().filter(case__client_id=actor.known_id).count()}


def _header(row: Note) -> NoteHeader:
    return NoteHeader(row.id, row.appointment_id, row.kind, row.state, row.started_at)
