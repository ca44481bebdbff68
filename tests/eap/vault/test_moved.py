"""A row that SQL has moved to a file of the thief's own takes nothing of what is written."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from eap.audit.models import AuditEvent
from eap.cases.services import judge_risk
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.roles import Role
from eap.messages.services import post_message
from eap.notes import services as notes
from eap.vault.cipher import Damaged
from eap.vault.sealing import NotYours
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.booking import NOON

from .conftest import trail

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = {"plan": "She fears her foreman."}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def victim() -> make.Begun:
    """A case whose counsellor has unlocked."""
    begun = make.begin()
    make.unlock(begun.counsellor)
    return begun


@pytest.fixture
def thief(victim: make.Begun) -> make.Begun:
    """A colleague with a case of their own."""
    begun = make.begin(hours.make_counsellor("Zhao Min"))
    make.unlock(begun.counsellor)
    return begun


Move = Callable[[str, UUID, make.Begun], None]


@pytest.fixture
def move(as_owner: Any) -> Move:
    """Have a row lead to the file of another case."""

    def moved(table: str, row: UUID, to: make.Begun) -> None:
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute(
                f"UPDATE {table} SET file_id = (SELECT file_id FROM cases_case WHERE id = %s)"
                " WHERE id = %s",
                [to.case_id, row],
            )

    return moved


def refusals(by: Actor) -> list[AuditEvent]:
    return [event for event in trail("vault.write.refused") if event.actor_id == by.id]


@pytest.mark.parametrize("kind", ["progress", "process"])
def test_a_note_that_leads_elsewhere_is_not_saved(
    victim: make.Begun, thief: make.Begun, move: Move, kind: str
) -> None:
    note_id = make.write_note(victim, kind=kind)
    move("notes_note", note_id, thief)
    with pytest.raises(Damaged):  # already for what stands there: it is not of that file
        notes.save_draft(victim.counsellor, note_id=note_id, version=2, sections=TEXT)
    with acting(victim.counsellor):
        assert notes.Note.objects.get(id=note_id).version == 2, "nothing of it stands"


def test_a_message_and_a_judgement_in_a_case_that_leads_elsewhere_are_not_taken(
    victim: make.Begun, thief: make.Begun, move: Move
) -> None:
    move("cases_case", victim.case_id, thief)
    with clock.standing_at(make.during(victim.appointment)):
        make.unlock(victim.counsellor)
        with pytest.raises(NotYours):
            post_message(victim.counsellor, appointment_id=victim.appointment.id, text="Go on.")
        with pytest.raises(NotYours):
            judge_risk(victim.counsellor, case_id=victim.case_id, level="high", reason="Plans.")
    assert len(refusals(victim.counsellor)) == 2


def test_a_place_put_in_beside_it_changes_nothing(
    victim: make.Begun, thief: make.Begun, move: Move, as_owner: Any
) -> None:
    """Garbage in the writer's name at the thief's file does not make them one who only adds."""
    note_id = make.write_note(victim)
    move("notes_note", note_id, thief)
    with as_owner() as owner:
        owner.execute(
            "INSERT INTO vault_wrap (id, subject_id, file_id, holder, holder_id, pair_id, token,"
            " kek_id, stamp, since) SELECT gen_random_uuid(), w.subject_id, w.file_id, 'staff',"
            " %(who)s, p.id, w.token, w.kek_id, w.stamp, w.since FROM vault_wrap w"
            " JOIN cases_case c ON c.file_id = w.file_id, vault_key_pair p"
            " WHERE c.id = %(case)s AND w.holder = 'staff' AND p.holder_id = %(who)s",
            {"who": victim.counsellor.id, "case": thief.case_id},
        )
    with pytest.raises(Damaged):
        notes.save_draft(victim.counsellor, note_id=note_id, version=2, sections=TEXT)


def test_who_has_not_unlocked_loses_nothing_to_a_lock(victim: make.Begun) -> None:
    note_id = make.write_note(victim)
    locked = Actor.staff(victim.counsellor.known_id, frozenset({Role.COUNSELLOR.value}))
    notes.save_draft(locked, note_id=note_id, version=2, sections=TEXT)
    opened = notes.open_note(make.unlock(victim.counsellor), note_id=note_id)
    assert opened.sections == TEXT
