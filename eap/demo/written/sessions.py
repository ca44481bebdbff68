"""Appointments and what they left behind: notes and messages."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Func

from eap.booking.doors import hold_index
from eap.booking.models import Appointment, Counsellor
from eap.booking.words import CLEAR_NOTICE, GAP, HOLD_FOR, Kind, Status
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.demo import speech
from eap.demo.told.courses import SHORT, USUAL, Meeting
from eap.demo.written.cases import Folder
from eap.demo.written.rows import Rows, Standing
from eap.demo.written.trail import Trail
from eap.messages.models import Message
from eap.notes.models import Note
from eap.notes.words import NoteKind, NoteState, Template
from eap.programme.words import Modality
from eap.vault.sealing import Fresh, Place
from eap.vault.words import Purpose, staff

TEMPLATES = {
    Template.SOAP.value: 40,
    Template.DAP.value: 25,
    Template.FREE.value: 25,
    Template.BIRP.value: 10,
}
(SERVICE, LENGTH), (SHORT_SERVICE, _) = USUAL, SHORT
ALSO_PROCESS = 0.02
SIGNED_AFTER = timedelta(minutes=1)


class Sessions:
    """Writes appointments with their notes and messages."""

    def __init__(self, rows: Rows, trail: Trail) -> None:
        self._rows, self._trail = rows, trail
        self._rooms = dict(Counsellor.objects.values_list("pk", "room"))
        self._signing: dict[UUID, tuple[Actor, datetime]] = {}

    def write(
        self,
        folder: Folder,
        meetings: Sequence[Meeting],
        *,
        before: int = 0,
        draft: UUID | None = None,
    ) -> None:
        """Appointments of a case, in order; `before` is how many there were before these.

        The note of the one named `draft` is not signed.
        """
        total = folder.case.sessions_done
        held = total - sum(meeting.status == Status.DONE for meeting in meetings)
        is_over = folder.case.closed_at is not None
        for place, meeting in enumerate(meetings, start=before):
            self._write_one(folder, meeting, first=place == 0)
            if meeting.status == Status.DONE:
                held += 1
                stage = _stage(held, total, is_over=is_over)
                self._note(folder, meeting, stage, is_draft=meeting.id == draft)

    def _write_one(self, folder: Folder, meeting: Meeting, *, first: bool) -> None:
        self._rows.add(self._appointment(folder, meeting, first=first))
        self._trail.tie(folder.case.client_id, meeting.id)
        self._say_booked(folder, meeting, first=first)
        if meeting.status in (Status.CANCELLED, Status.LATE_CANCEL):
            self._say_cancelled(folder, meeting)
        elif meeting.status != Status.BOOKED:
            self._say_marked(folder, meeting)
        if meeting.status == Status.DONE:
            self._say_met(folder, meeting)
            if meeting.modality == Modality.TEXT:
                self._talk(folder, meeting)

    def _appointment(self, folder: Folder, meeting: Meeting, *, first: bool) -> Appointment:
        marked = meeting.status != Status.BOOKED
        in_room = meeting.modality == Modality.ROOM
        return Appointment(
            id=meeting.id,
            counsellor_id=folder.keeper.id,
            client_id=folder.case.client_id,
            case_id=folder.case.id,
            kind=Kind.SESSION,
            service=SERVICE if meeting.minutes == LENGTH else SHORT_SERVICE,
            modality=meeting.modality,
            room=self._rooms[folder.keeper.id] or None if in_room else None,
            during=DateTimeTZRange(meeting.start, meeting.end),
            block=DateTimeTZRange(meeting.start, meeting.end + GAP),
            status=meeting.status,
            hold_index=hold_index(secrets.token_urlsafe(32)) if first else None,
            hold_expires_at=meeting.booked_at + HOLD_FOR if first else None,
            without_card=first and not folder.carded,
            checked_in_at=_came_in(meeting) if meeting.status == Status.DONE else None,
            version=1 + marked,
            sequence=int(marked),
            created_at=meeting.booked_at,
        )

    def _say_booked(self, folder: Folder, meeting: Meeting, *, first: bool) -> None:
        thing, at = ("appointment", meeting.id), meeting.booked_at
        if not first:
            self._trail.say(folder.keeper.actor, "booking.next.book", thing, at)
            return
        newcomer = Actor.anonymous()
        holder = folder.client if folder.again else newcomer
        self._trail.say(holder, "booking.slot.hold", thing, at - timedelta(seconds=40))
        self._trail.say(folder.client, "booking.appointment.book", thing, at)

    def _say_cancelled(self, folder: Folder, meeting: Meeting) -> None:
        early = meeting.start - CLEAR_NOTICE - timedelta(hours=4)
        at = early if meeting.status == Status.CANCELLED else meeting.start - timedelta(hours=1)
        self._trail.say(
            folder.client,
            "booking.appointment.cancel",
            ("appointment", meeting.id),
            max(at, meeting.booked_at),
            details={"became": meeting.status.word},
        )

    def _say_marked(self, folder: Folder, meeting: Meeting) -> None:
        self._trail.say(
            folder.keeper.actor,
            "booking.appointment.mark",
            ("appointment", meeting.id),
            meeting.end,
            details={"became": meeting.status.word},
        )

    def _say_met(self, folder: Folder, meeting: Meeting) -> None:
        thing, case = ("appointment", meeting.id), ("case", folder.case.id)
        self._trail.say(folder.client, "booking.appointment.join", thing, _came_in(meeting))
        read_at = meeting.start - timedelta(minutes=5)
        self._trail.say(folder.keeper.actor, "cases.case.open", case, read_at, purpose=Purpose.CARE)
        self._trail.say(folder.keeper.actor, "cases.session.write", case, meeting.end, under="")

    def _note(self, folder: Folder, meeting: Meeting, stage: int, *, is_draft: bool) -> None:
        chance, language = folder.chance, folder.case.language
        template = chance.one_of(TEMPLATES)
        sections = speech.note(language, folder.concern, stage, template, chance)
        self._write_note(folder, meeting, sections, template, is_draft=is_draft)
        if chance.happens(ALSO_PROCESS) and not is_draft:
            thought = speech.process_note(language, chance)
            self._write_note(folder, meeting, thought, Template.FREE, kind=NoteKind.PROCESS)

    def _write_note(
        self,
        folder: Folder,
        meeting: Meeting,
        sections: dict[str, str],
        template: str,
        *,
        kind: NoteKind = NoteKind.PROGRESS,
        is_draft: bool = False,
    ) -> None:
        case, author, chance = folder.case, folder.keeper.actor, folder.chance
        started = meeting.end + timedelta(minutes=chance.randint(1, 9))
        saved = started + timedelta(minutes=chance.randint(4, 14))
        if saved + SIGNED_AFTER > clock.now():
            return  # not yet written
        file = self._file_of(folder, kind, started)
        note = Note(
            id=new_id(),
            case=case,
            file_id=file.id,
            author_id=author.known_id,
            appointment_id=meeting.id,
            kind=kind,
            template=template,
            version=chance.randint(2, 9),
            started_at=started,
            saved_at=saved,
        )
        place = Place("note", "body", note.id, note.version)
        note.body = file.seal(sections, place)
        self._rows.add(note)
        self._trail.tie(case.client_id, note.id)
        self._trail.say(
            author, "notes.note.create", ("note", note.id), started, under="notes.note.write"
        )
        if not is_draft:
            self._signing[note.id] = (author, saved + SIGNED_AFTER)

    def _file_of(self, folder: Folder, kind: NoteKind, at: datetime) -> Fresh | Standing:
        """A process note lies in a file of its own, which is its author's alone."""
        if kind == NoteKind.PROGRESS:
            return folder.file
        with clock.standing_at(at):
            return self._rows.file("case", [staff(folder.keeper.id)])

    def _talk(self, folder: Folder, meeting: Meeting) -> None:
        """The messages of a live text session, spread over its time."""
        case = folder.case
        said = speech.talk(case.language, folder.concern, folder.chance)
        step = (meeting.end - meeting.start) / (len(said) + 1)
        for number, (from_client, text) in enumerate(said, start=1):
            author = folder.client if from_client else folder.keeper.actor
            message = Message(
                id=new_id(),
                case=case,
                appointment_id=meeting.id,
                number=number,
                from_client=from_client,
                author_id=author.known_id,
                sent_at=meeting.start + step * number,
            )
            place = Place("message", "body", message.id)
            message.body = folder.file.seal(text, place)
            self._rows.add(message)
            self._trail.say(
                author, "messages.message.send", ("appointment", meeting.id), message.sent_at
            )

    def sign(self) -> None:
        """Sign the notes that are to be; their rows are written, and the database hashes them."""
        notes = Note.objects.filter(pk__in=self._signing)
        notes.update(
            state=NoteState.SIGNED,
            signed_at=F("saved_at") + SIGNED_AFTER,
            digest=Func(F("body"), function="sha256", output_field=models.BinaryField()),
        )
        for note_id, version, digest in notes.values_list("pk", "version", "digest"):
            author, at = self._signing[note_id]
            self._trail.say(
                author,
                "notes.note.sign",
                ("note", note_id),
                at,
                under="",
                details={"version": version, "digest": bytes(digest or b"").hex()},
            )
        self._signing = {}


def _came_in(meeting: Meeting) -> datetime:
    return meeting.start - timedelta(minutes=2)


def _stage(held: int, total: int, *, is_over: bool) -> int:
    if held == 1:
        return speech.EARLY
    return speech.LATE if is_over and held == total else speech.MIDDLE
