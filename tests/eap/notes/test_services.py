"""Notes: saved by version, signed once, added to, opened with a trace, process notes one's own."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from eap.audit import selectors as audit
from eap.cases import services as case_acts
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Missing
from eap.core.ids import new_id
from eap.notes import selectors, services
from eap.notes.models import Note
from eap.vault import circles
from eap.vault.models import File
from eap.vault.policies import VAULT
from eap.vault.words import staff
from tests.factories import cases as make
from tests.factories.booking import NOON
from tests.factories.threads import at_once

TEXT = {"reported": "Sleeps three hours.", "plan": "A diary until next week."}


@pytest.fixture(autouse=True)
def _noon():
    with clock.standing_at(NOON):
        yield


def start(begun: make.Begun, kind: str = "progress", actor: Actor | None = None):
    return services.start_note(
        actor or begun.counsellor,
        case_id=begun.case_id,
        kind=kind,
        template="soap",
        appointment_id=begun.appointment.id,
    )


def loose(begun: make.Begun, kind: str = "progress"):
    """A note of no session."""
    return services.start_note(
        begun.counsellor,
        case_id=begun.case_id,
        kind=kind,
        template="free",
        appointment_id=None,
    )


def hand_over(as_owner, case_id: UUID, to: Actor) -> None:
    """The case as it stands after a transfer."""
    with as_owner() as owner:
        owner.execute("SET harbour.roles = 'system:demo'")
        owner.execute("UPDATE cases_case SET counsellor_id = %s WHERE id = %s", [to.id, case_id])


def give_on(keeper: Actor, note_id: UUID, to: Actor) -> None:
    """The file of a note sealed to the next counsellor, by whoever holds it."""
    with acting(to):
        file_id = Note.objects.values_list("file_id", flat=True).get(id=note_id)
    circles.give(keeper, file_id=file_id, holder=staff(to.known_id))


def files_kept() -> int:
    with acting(Actor.system(VAULT)):
        return File.objects.count()


@pytest.mark.django_db
class TestWriting:
    def test_starting_twice_for_a_session_is_one_note(self) -> None:
        begun = make.begin()
        assert start(begun).note_id == start(begun).note_id
        assert start(begun, "process").note_id != start(begun).note_id

    def test_a_process_note_taken_up_again_or_refused_makes_no_file(self) -> None:
        begun = make.begin()
        start(begun, "process")
        loose(begun, "process")
        before = files_kept()
        start(begun, "process")
        loose(begun, "process")
        with pytest.raises(Missing):
            start(begun, "process", actor=make.stranger())
        assert files_kept() == before

    def test_a_note_only_opened_is_not_begun_and_is_taken_up_again(self) -> None:
        begun = make.begin()
        note = loose(begun)
        assert loose(begun).note_id == note.note_id
        assert selectors.unsigned(begun.counsellor) == []
        assert selectors.of_case(begun.counsellor, case_id=begun.case_id) == []
        assert selectors.unsigned_counts(begun.counsellor, case_ids=[begun.case_id]) == {}
        services.save_draft(begun.counsellor, note_id=note.note_id, version=1, sections=TEXT)
        assert loose(begun).note_id != note.note_id
        assert len(selectors.unsigned(begun.counsellor)) == 1

    def test_a_closed_case_takes_no_new_note(self) -> None:
        begun = make.begin()
        signed, blank = start(begun), loose(begun, "process")
        make.unlock(begun.counsellor)
        services.save_draft(begun.counsellor, note_id=signed.note_id, version=1, sections=TEXT)
        services.sign_note(begun.counsellor, note_id=signed.note_id, version=2)
        case_acts.close_case(begun.counsellor, case_id=begun.case_id, reason="referred")
        for kind in ("progress", "process"):
            with pytest.raises(Conflict, match="closed"):
                loose(begun, kind)
        with pytest.raises(Conflict, match="closed"):
            start(begun, "process")
        with pytest.raises(Conflict, match="closed"):
            services.save_draft(begun.counsellor, note_id=blank.note_id, version=1, sections=TEXT)
        assert start(begun).note_id == signed.note_id
        services.add_addendum(begun.counsellor, note_id=signed.note_id, text="later")

    def test_an_empty_note_is_not_signed(self) -> None:
        begun = make.begin()
        note = start(begun)
        make.unlock(begun.counsellor)
        with pytest.raises(Conflict, match="empty"):
            services.sign_note(begun.counsellor, note_id=note.note_id, version=1)

    def test_each_saving_is_the_next_version(self) -> None:
        begun = make.begin()
        note = start(begun)
        first = services.save_draft(
            begun.counsellor, note_id=note.note_id, version=note.version, sections=TEXT
        )
        second = services.save_draft(
            begun.counsellor,
            note_id=note.note_id,
            version=first.version,
            sections=TEXT,
            template="birp",
        )
        assert (first.version, second.version) == (2, 3)

    def test_a_stale_saving_is_told_the_version_and_changes_nothing(self) -> None:
        begun = make.begin()
        note = start(begun)
        args = {"note_id": note.note_id, "version": note.version}
        services.save_draft(begun.counsellor, **args, sections=TEXT)
        with acting(begun.counsellor):
            kept = Note.objects.get().body
        with pytest.raises(Conflict, match="stale") as caught:
            services.save_draft(begun.counsellor, **args, sections={"plan": "other"})
        assert caught.value.extra == {"version": 2}
        with acting(begun.counsellor):
            assert Note.objects.get().body == kept

    @pytest.mark.parametrize(
        ("sections", "field"),
        [({"diagnosis": "x"}, "sections.diagnosis"), ({"plan": "x" * 20_001}, "sections.plan")],
    )
    def test_only_known_sections_of_bounded_length(self, sections, field) -> None:
        begun = make.begin()
        note = start(begun)
        with pytest.raises(Invalid) as caught:
            services.save_draft(
                begun.counsellor, note_id=note.note_id, version=1, sections=sections
            )
        assert list(caught.value.fields) == [field]

    def test_writing_needs_no_unlock_but_keeps_one_open(self) -> None:
        begun = make.begin()
        note = start(begun)
        make.unlock(begun.counsellor)
        with clock.standing_at(NOON + timedelta(minutes=9)):
            services.save_draft(begun.counsellor, note_id=note.note_id, version=1, sections=TEXT)
        with clock.standing_at(NOON + timedelta(minutes=14)):
            services.sign_note(begun.counsellor, note_id=note.note_id, version=2)

    def test_only_in_ones_own_case_and_its_own_sessions(self) -> None:
        begun, other = make.begin(), make.stranger()
        for actor in (other, begun.client, make.stranger("clinical_lead")):
            with pytest.raises(Missing):
                start(begun, actor=actor)
        with pytest.raises(Missing):
            services.start_note(
                begun.counsellor,
                case_id=begun.case_id,
                kind="progress",
                template="free",
                appointment_id=new_id(),
            )
        note = start(begun)
        for actor in (other, begun.client):
            with pytest.raises(Missing):
                services.save_draft(actor, note_id=note.note_id, version=1, sections=TEXT)

    def test_nothing_written_lies_in_the_open(self) -> None:
        begun = make.begin()
        note = start(begun)
        services.save_draft(begun.counsellor, note_id=note.note_id, version=1, sections=TEXT)
        with acting(begun.counsellor), connection.cursor() as cursor:
            cursor.execute("SELECT position('Sleeps' IN body) FROM notes_note")
            assert cursor.fetchall() == [(0,)]


@pytest.mark.django_db
class TestSigning:
    def signed(self, begun: make.Begun):
        note = start(begun)
        services.save_draft(begun.counsellor, note_id=note.note_id, version=1, sections=TEXT)
        make.unlock(begun.counsellor)
        return note, services.sign_note(begun.counsellor, note_id=note.note_id, version=2)

    def test_it_locks_and_shows_the_digest_of_what_was_signed(self) -> None:
        begun = make.begin()
        note, signed = self.signed(begun)
        with acting(begun.counsellor), connection.cursor() as cursor:
            cursor.execute("SELECT body FROM notes_note")
            (body,) = cursor.fetchone()
        assert signed.digest == hashlib.sha256(bytes(body)).hexdigest()
        for act in (
            lambda: services.save_draft(
                begun.counsellor, note_id=note.note_id, version=2, sections={}
            ),
            lambda: services.sign_note(begun.counsellor, note_id=note.note_id, version=2),
        ):
            with pytest.raises(Conflict, match="signed"):
                act()

    def test_not_even_past_the_service_can_it_be_changed(self) -> None:
        begun = make.begin()
        self.signed(begun)
        with acting(begun.counsellor):
            assert Note.objects.update(state="draft", signed_at=None, digest=None) == 0

    def test_it_takes_an_unlock_of_the_last_quarter_of_an_hour(self) -> None:
        begun = make.begin()
        note = start(begun)
        with pytest.raises(Locked, match="locked"):
            services.sign_note(begun.counsellor, note_id=note.note_id, version=1)
        make.unlock(begun.counsellor, ago=timedelta(minutes=16))
        with pytest.raises(Locked, match="unlock_again"):
            services.sign_note(begun.counsellor, note_id=note.note_id, version=1)

    def test_only_what_one_has_seen_is_signed(self) -> None:
        begun = make.begin()
        note = start(begun)
        services.save_draft(begun.counsellor, note_id=note.note_id, version=1, sections=TEXT)
        make.unlock(begun.counsellor)
        with pytest.raises(Conflict, match="stale"):
            services.sign_note(begun.counsellor, note_id=note.note_id, version=1)

    def test_addenda_come_after_the_signature(self) -> None:
        begun = make.begin()
        draft = start(begun, "process")
        with pytest.raises(Conflict, match="not_signed"):
            services.add_addendum(begun.counsellor, note_id=draft.note_id, text="later")
        note, _ = self.signed(begun)
        services.add_addendum(begun.counsellor, note_id=note.note_id, text="later")
        for text in ("  ", "x" * 4001):
            with pytest.raises(Invalid):
                services.add_addendum(begun.counsellor, note_id=note.note_id, text=text)
        for actor in (make.stranger(), begun.client):
            with pytest.raises(Missing):
                services.add_addendum(actor, note_id=note.note_id, text="mine")


@pytest.mark.django_db(transaction=True)
class TestOpening:
    def written(self, begun: make.Begun, kind: str = "progress") -> UUID:
        note = start(begun, kind)
        services.save_draft(begun.counsellor, note_id=note.note_id, version=1, sections=TEXT)
        return note.note_id

    def log_of(self, client: Actor) -> list[tuple[str, str, bool]]:
        lines = audit.access_log(client).lines
        return [(line.who, line.thing, line.allowed) for line in lines if line.act == "opened"]

    def test_the_text_comes_back_with_its_addenda(self) -> None:
        begun = make.begin()
        note_id = self.written(begun)
        make.unlock(begun.counsellor)
        services.sign_note(begun.counsellor, note_id=note_id, version=2)
        services.add_addendum(begun.counsellor, note_id=note_id, text="later")
        opened = services.open_note(begun.counsellor, note_id=note_id)
        assert opened.sections == TEXT
        assert [addendum.text for addendum in opened.addenda] == ["later"]
        assert opened.is_mine
        assert len(opened.digest) == 64

    def test_it_names_the_hour_of_its_session(self) -> None:
        begun = make.begin()
        note_id = make.write_note(begun, appointment=begun.appointment.id)
        opened = services.open_note(make.unlock(begun.counsellor), note_id=note_id)
        assert opened.session_at == begun.appointment.start
        assert self.log_of(begun.client) == [("counsellor", "note", True)]

    def test_a_process_note_stays_with_its_author(self, as_owner) -> None:
        begun, next_one = make.begin(), make.unlock(make.stranger())
        process, progress = self.written(begun, "process"), self.written(begun)
        hand_over(as_owner, begun.case_id, next_one)
        with pytest.raises(Locked, match="not_yours"):  # a change in the database opens nothing
            services.open_note(next_one, note_id=progress)
        give_on(make.unlock(begun.counsellor), progress, next_one)
        assert services.open_note(next_one, note_id=progress).sections == TEXT
        with pytest.raises(Missing):
            services.open_note(next_one, note_id=process)
        author = make.unlock(begun.counsellor)
        assert services.open_note(author, note_id=process).sections == TEXT
        with pytest.raises(Missing):
            services.open_note(author, note_id=progress)
        assert self.log_of(begun.client) == [
            ("counsellor", "note", False),
            ("counsellor", "note", True),
            ("counsellor", "note", False),
            ("counsellor", "note", True),
            ("counsellor", "note", True),  # the try that was let in and found it sealed to another
        ]
        headers = selectors.of_case(next_one, case_id=begun.case_id)
        assert [header.note_id for header in headers] == [progress]

    @pytest.mark.parametrize("role", ["counsellor", "clinical_lead"])
    def test_others_leave_a_refused_trace(self, role: str) -> None:
        begun = make.begin()
        note_id = self.written(begun)
        with pytest.raises(Missing):
            services.open_note(make.unlock(make.stranger(role)), note_id=note_id)
        assert self.log_of(begun.client) == [(role, "note", False)]

    def test_an_older_body_put_back_is_noticed(self, as_owner) -> None:
        begun = make.begin()
        note_id = self.written(begun)
        with acting(begun.counsellor), connection.cursor() as cursor:
            cursor.execute("SELECT body FROM notes_note")
            (old,) = cursor.fetchone()
        services.save_draft(begun.counsellor, note_id=note_id, version=2, sections={"plan": "new"})
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute("UPDATE notes_note SET body = %s", [old])
        opened = services.open_note(make.unlock(begun.counsellor), note_id=note_id)
        assert opened.sections is None

    def test_the_body_of_another_note_put_in_its_place_is_noticed(self, as_owner) -> None:
        begun = make.begin()
        note_id, other_id = self.written(begun), self.written(begun, "process")
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute(
                "UPDATE notes_note SET (body, file_id) ="
                " (SELECT body, file_id FROM notes_note WHERE id = %s) WHERE id = %s",
                [other_id, note_id],
            )
        opened = services.open_note(make.unlock(begun.counsellor), note_id=note_id)
        assert opened.sections is None


@pytest.mark.django_db
def test_unsigned_notes_are_counted_by_case() -> None:
    begun = make.begin()
    make.write_note(begun, appointment=begun.appointment.id)
    assert selectors.unsigned_counts(begun.counsellor, case_ids=[begun.case_id]) == {
        begun.case_id: 1
    }
    assert selectors.of_appointments(begun.counsellor, appointment_ids=[begun.appointment.id]) == {
        begun.appointment.id: "draft"
    }
    assert selectors.unsigned_counts(make.stranger(), case_ids=[begun.case_id]) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["progress", "process"])
def test_starts_at_one_moment_are_one_note(kind: str) -> None:
    begun = make.begin()

    def one() -> UUID:
        with clock.standing_at(NOON):
            return loose(begun, kind).note_id

    assert len(set(at_once([one] * 4))) == 1
    with acting(begun.counsellor):
        assert Note.objects.filter(case_id=begun.case_id).count() == 1
