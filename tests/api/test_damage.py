"""Rows changed by SQL, read through the doors: each list says so and still gives the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg.errors
import pytest
from django.test import Client as Browser

from eap.access.models import Staff
from eap.audit.models import AuditEvent
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.crisis import services
from eap.crisis.words import Source
from eap.people import services as people
from tests.api.wellbeing.test_checks import came_with_key
from tests.factories import cases as make
from tests.factories import crisis, doors
from tests.factories import wellbeing as measures
from tests.factories.booking import NOON
from tests.factories.doors import Door
from tests.factories.staff import staff_actor
from tests.factories.tampering import Owner, change, past_walls, put_back, row_of

pytestmark = pytest.mark.django_db(transaction=True)
Answer = dict[str, Any]

SOUND = {"missing": 0, "reference": ""}
TAMPERINGS = {
    "one bit": "UPDATE {t} SET {c} = set_bit({c}, 300, 1 - get_bit({c}, 300)) WHERE id = %(hurt)s",
    "copied from another row": (
        "UPDATE {t} x SET {c} = y.{c} FROM {t} y WHERE x.id = %(hurt)s AND y.id = %(other)s"
    ),
    "another column": (
        "UPDATE {t} SET {c} = (SELECT line FROM cases_request LIMIT 1) WHERE id = %(hurt)s"
    ),
    "plain text": "UPDATE {t} SET {c} = 'she is fine' WHERE id = %(hurt)s",
    "empty": "UPDATE {t} SET {c} = '' WHERE id = %(hurt)s",
    "foreign token": (
        "UPDATE {t} SET {c} = decode(repeat('67414141', 40), 'hex') WHERE id = %(hurt)s"
    ),
}
SWAPPED = (
    "UPDATE {t} x SET {c} = y.{c} FROM {t} y WHERE (x.id = %(hurt)s AND y.id = %(other)s)"
    " OR (y.id = %(hurt)s AND x.id = %(other)s)"
)


@dataclass
class Listing:
    """Two entries of one list, made through the doors, and how the list is read."""

    table: str
    column: str
    read: Callable[[], tuple[list[str | None], Answer]]

    def ids(self, owner: Any) -> tuple[UUID, UUID]:
        """The two rows, in no certain order."""
        rows = owner.execute(f"SELECT id FROM {self.table} WHERE {self.column} IS NOT NULL")
        first, second = (row[0] for row in rows.fetchall())
        return first, second

    def tamper(self, as_owner: Owner, sql: str) -> UUID:
        """Change the rows past every wall; returns the id of the one that is meant to be hurt."""
        with as_owner() as owner, past_walls(owner, self.table, "cases_request"):
            hurt, other = self.ids(owner)
            statement = sql.format(t=self.table, c=self.column)
            assert owner.execute(statement, {"hurt": hurt, "other": other}).rowcount > 0
        return hurt


@pytest.fixture
def begun() -> Iterator[make.Begun]:
    """A session that has just begun, of a case with one request."""
    with clock.standing_at(NOON):
        begun = make.begin()
    with clock.standing_at(make.during(begun.appointment)):
        yield begun


def judgements(begun: make.Begun) -> Listing:
    door = doors.counsellor_of(begun)
    path = f"staff/cases/{begun.case_id}/risk"
    for level, reason in (("low", "first"), ("moderate", "second")):
        assert door.post(path, {"level": level, "reason": reason})[0] == 200

    def read() -> tuple[list[str | None], Answer]:
        status, found = door.post(f"{path}/open")
        assert status == 200
        return [one["text"] for one in found["reasons"]], found["damage"]

    return Listing("cases_risk_entry", "reason", read)


def messages(begun: make.Begun) -> Listing:
    door = doors.counsellor_of(begun)
    path = f"staff/live/{begun.appointment.id}/messages"
    for text in ("first", "second"):
        assert door.post(path, {"text": text})[0] == 201

    def read() -> tuple[list[str | None], Answer]:
        status, found = door.get(path)
        assert status == 200
        return [one["text"] for one in found["messages"]], found["damage"]

    return Listing("messages_message", "body", read)


def addenda(begun: make.Begun) -> Listing:
    door = doors.counsellor_of(begun)
    note = start_note(door, begun)
    assert door.put(note, {"sections": {"plan": "a diary"}, "version": 1})[0] == 200
    assert door.post(f"{note}/sign", {"version": 2})[0] == 200
    for text in ("first", "second"):
        assert door.post(f"{note}/addenda", {"text": text})[0] == 201

    def read() -> tuple[list[str | None], Answer]:
        status, found = door.post(f"{note}/open")
        assert (status, found["sections"]) == (200, {"plan": "a diary"})
        return [one["text"] for one in found["addenda"]], found["damage"]

    return Listing("notes_addendum", "body", read)


def steps(begun: make.Begun) -> Listing:
    duty = crisis.on_rota(1)
    crisis.raised()
    door = doors.staff_of(Staff.objects.get(pk=duty.id), "on_call")
    call = f"staff/crisis/{crisis.only_call(duty).id}"
    assert door.post(f"{call}/acknowledge")[0] == 204
    for note in ("first", "second"):
        assert door.post(f"{call}/attempt", {"note": note})[0] == 204

    def read() -> tuple[list[str | None], Answer]:
        status, found = door.post(f"{call}/open")
        assert (status, found["number"]) == (200, "138 0000 0000")
        return list(found["notes"].values()), found["damage"]

    return Listing("crisis_step", "note", read)


def shared_checks(begun: make.Begun) -> Listing:
    keep_checks(begun)
    door = doors.counsellor_of(begun)

    def read() -> tuple[list[str | None], Answer]:
        return totals(*door.post(f"staff/cases/{begun.case_id}/checks/open"))

    return Listing("wellbeing_shared_check", "content", read)


def own_checks(begun: make.Begun) -> Listing:
    own = keep_checks(begun)
    return Listing(
        "wellbeing_self_check", "content", lambda: totals(*own.post("checks/saved/open"))
    )


def keep_checks(begun: make.Begun) -> Door:
    """The client keeps two self-checks and shares them with the counsellor."""
    own = Door(came_with_key(Browser(), begun.client))
    measure = measures.make_measure()
    people.set_consent(begun.client, purpose="questionnaires", given=True)
    for digits in ("100000000", "200000000"):
        kept = {"answers": measures.answers_of(digits), "share": True}
        assert own.post(f"checks/{measure}/save", kept)[0] == 201
    return own


def totals(status: int, found: Answer) -> tuple[list[str | None], Answer]:
    assert status == 200
    said = {1.0: "first", 2.0: "second"}
    texts = [said[one["result"]["total"]] if one["result"] else None for one in found["checks"]]
    assert [text is None for text in texts] == [one["damaged"] for one in found["checks"]]
    return texts, found["damage"]


def start_note(door: Door, begun: make.Begun) -> str:
    head = {"kind": "progress", "template": "dap", "appointment": str(begun.appointment.id)}
    status, made = door.post(f"staff/cases/{begun.case_id}/notes", head)
    assert status == 201
    return f"staff/notes/{made['id']}"


def damages() -> list[AuditEvent]:
    """What the trail has of damage, oldest first."""
    with acting(staff_actor("auditor")):
        return list(AuditEvent.objects.filter(action="vault.damaged").order_by("id"))


LISTINGS = [judgements, messages, addenda, steps, shared_checks, own_checks]


@pytest.mark.parametrize("listing", LISTINGS)
class TestList:
    @pytest.mark.parametrize("how", TAMPERINGS)
    def test_one_damaged_cell_is_told_and_the_other_opens(
        self,
        begun: make.Begun,
        as_owner: Owner,
        listing: Callable[[make.Begun], Listing],
        how: str,
    ) -> None:
        made = listing(begun)
        assert made.read()[1] == SOUND
        hurt = made.tamper(as_owner, TAMPERINGS[how])
        texts, damage = made.read()
        assert len(texts) == 2 and texts.count(None) == 1, "the other one opens"
        assert (damage["missing"], len(damage["reference"])) == (1, 8)
        (event,) = damages()
        assert (event.object_id, event.decision) == (hurt, "refused")
        assert event.request_id.startswith(damage["reference"])
        made.read()
        assert len(damages()) == 2, "once per reading and cell"

    def test_swapped_rows_open_neither(
        self, begun: make.Begun, as_owner: Owner, listing: Callable[[make.Begun], Listing]
    ) -> None:
        made = listing(begun)
        made.read()
        made.tamper(as_owner, SWAPPED)
        texts, damage = made.read()
        assert (texts, damage["missing"], len(damages())) == ([None, None], 2, 2)

    def test_a_deleted_row_is_missed(
        self, begun: make.Begun, as_owner: Owner, listing: Callable[[make.Begun], Listing]
    ) -> None:
        made = listing(begun)
        made.tamper(as_owner, "DELETE FROM {t} WHERE id = %(hurt)s")
        texts, damage = made.read()
        assert (len(texts), damage["missing"], len(damage["reference"])) == (1, 1, 8)
        assert texts[0] is not None
        assert len(damages()) == 1

    def test_so_are_all_of_them(
        self, begun: make.Begun, as_owner: Owner, listing: Callable[[make.Begun], Listing]
    ) -> None:
        if listing is messages:
            return  # of a session that is open nothing is asked while nobody has written
        made = listing(begun)
        made.tamper(as_owner, "DELETE FROM {t} WHERE id IN (%(hurt)s, %(other)s)")
        texts, damage = made.read()
        assert (texts, damage["missing"]) == ([], 2)

    def test_a_doubled_row_is_damaged_and_the_first_opens(
        self, begun: make.Begun, as_owner: Owner, listing: Callable[[make.Begun], Listing]
    ) -> None:
        made = listing(begun)
        with as_owner() as owner:
            columns = [
                name
                for (name,) in owner.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
                    [made.table],
                )
            ]
        other = {"id": "gen_random_uuid()", "number": "number + 10"}
        given = ", ".join(other.get(name, name) for name in columns)
        made.tamper(
            as_owner,
            f"INSERT INTO {{t}} ({', '.join(columns)}) SELECT {given} FROM {{t}}"
            " WHERE id = %(hurt)s",
        )
        texts, damage = made.read()
        assert (len(texts), texts.count(None), len(damage["reference"])) == (3, 1, 8)

    def test_an_emptied_one_is_never_taken_for_nothing_said(
        self, begun: make.Begun, as_owner: Owner, listing: Callable[[make.Begun], Listing]
    ) -> None:
        made = listing(begun)
        emptying = "UPDATE {t} SET {c} = NULL WHERE id = %(hurt)s"
        if listing is not steps:
            with pytest.raises(psycopg.errors.NotNullViolation):
                made.tamper(as_owner, emptying)
            return
        made.tamper(as_owner, emptying)
        texts, damage = made.read()
        assert (texts.count(None), damage["missing"], len(damages())) == (1, 1, 1)


class TestTold:
    """What a client told: two cells of one row, of which one may be empty."""

    LINE = "UPDATE cases_request SET line = 'she is fine'"
    SPOILT = {
        "emptied": "UPDATE cases_request SET preparation = NULL",
        "emptied as never written": (
            "UPDATE cases_request SET preparation = NULL, prepared_at = NULL"
        ),
        "the line's": "UPDATE cases_request SET preparation = line",
        "version": "UPDATE cases_request SET version = version + 1",
    }

    @pytest.mark.parametrize("how", SPOILT)
    def test_the_part_is_named_and_the_line_opens(
        self, begun: make.Begun, as_owner: Owner, how: str
    ) -> None:
        door = self.prepare(begun)
        change(as_owner, "cases_request", self.SPOILT[how])
        status, found = door.post(f"staff/cases/{begun.case_id}/open")
        (told,) = found["told"]
        assert (status, told["line"], told["preparation"]) == (200, make.LINE, None)
        assert told["damaged"] == ["preparation"]
        assert (found["damage"]["missing"], len(found["damage"]["reference"])) == (1, 8)
        assert len(damages()) == 1

    def test_both_cells_of_a_row_leave_an_event_each(
        self, begun: make.Begun, as_owner: Owner
    ) -> None:
        door = self.prepare(begun)
        change(as_owner, "cases_request", self.SPOILT["emptied"])
        change(as_owner, "cases_request", self.LINE)
        _, found = door.post(f"staff/cases/{begun.case_id}/open")
        assert found["told"][0]["damaged"] == ["line", "preparation"]
        assert (found["told"][0]["line"], found["damage"]["missing"]) == (None, 1)
        assert len(damages()) == 2

    def test_the_desk_is_told_too(self, as_owner: Owner) -> None:
        with clock.standing_at(NOON):
            begun = make.begin(claimed=False)
            door = doors.counsellor_of(begun)
            change(as_owner, "cases_request", self.LINE)
            status, told = door.post(f"staff/queue/{begun.request_id}/open")
        assert (status, told["line"], told["damaged"]) == (200, None, ["line"])
        assert len(told["damage"]["reference"]) == 8

    def test_what_was_put_back_from_earlier_is_refused(
        self, begun: make.Begun, as_owner: Owner
    ) -> None:
        self.prepare(begun)
        kept = row_of(as_owner, "cases_request", "preparation, version")
        door = self.prepare(begun)
        put_back(as_owner, "cases_request", "preparation, version", kept)
        _, found = door.post(f"staff/cases/{begun.case_id}/open")
        assert found["told"][0]["damaged"] == ["preparation"]

    def test_what_was_damaged_is_not_written_over(self, begun: make.Begun, as_owner: Owner) -> None:
        self.prepare(begun)
        change(as_owner, "cases_request", self.SPOILT["the line's"])
        before = row_of(as_owner, "cases_request", "*")
        assert self.tell(begun)[0] == 409
        assert row_of(as_owner, "cases_request", "*") == before

    def prepare(self, begun: make.Begun) -> Door:
        """Tell something beforehand, with the clock where that is still possible."""
        assert self.tell(begun)[0] == 200
        return doors.counsellor_of(begun)

    def tell(self, begun: make.Begun) -> tuple[int, Any]:
        return doors.client_of(begun).put("preparation", {"impact": 7, "text": "In March."})


class TestNote:
    def write(self, begun: make.Begun) -> tuple[Door, str]:
        door = doors.counsellor_of(begun)
        note = start_note(door, begun)
        assert door.put(note, {"sections": {"plan": "a diary"}, "version": 1})[0] == 200
        return door, note

    @pytest.mark.parametrize("how", [how for how in TAMPERINGS if how != "copied from another row"])
    def test_it_says_so_and_is_not_empty(
        self, begun: make.Begun, as_owner: Owner, how: str
    ) -> None:
        door, note = self.write(begun)
        hurt(as_owner, note, TAMPERINGS[how])
        status, found = door.post(f"{note}/open")
        assert (status, found["sections"]) == (200, None)
        assert (found["damage"]["missing"], len(found["damage"]["reference"])) == (1, 8)
        assert len(damages()) == 1

    @pytest.mark.parametrize("how", [how for how in TAMPERINGS if how != "copied from another row"])
    def test_nothing_is_saved_over_it_nor_is_it_signed(
        self, begun: make.Begun, as_owner: Owner, how: str
    ) -> None:
        door, note = self.write(begun)
        hurt(as_owner, note, TAMPERINGS[how])
        before = row_of(as_owner, "notes_note", "*")
        for answer in (
            door.put(note, {"sections": {"plan": "another"}, "version": 2}),
            door.post(f"{note}/sign", {"version": 2}),
        ):
            assert (answer[0], answer[1]["code"]) == (409, "damaged")
        assert row_of(as_owner, "notes_note", "*") == before

    def test_one_put_back_from_earlier_is_neither_read_nor_written_over(
        self, begun: make.Begun, as_owner: Owner
    ) -> None:
        door, note = self.write(begun)
        earlier = row_of(as_owner, "notes_note", "body, version")
        assert door.put(note, {"sections": {"plan": "later"}, "version": 2})[0] == 200
        put_back(as_owner, "notes_note", "body, version", earlier)
        assert door.post(f"{note}/open")[1]["sections"] is None
        answer = door.put(note, {"sections": {"plan": "again"}, "version": 2})
        assert (answer[0], answer[1]["code"]) == (409, "damaged")

    def test_who_is_late_with_a_sound_note_is_stale_and_not_damaged(
        self, begun: make.Begun
    ) -> None:
        door, note = self.write(begun)
        answer = door.put(note, {"sections": {"plan": "late"}, "version": 1})
        assert (answer[0], answer[1]["code"]) == (409, "stale")

    def test_one_that_was_deleted_is_missed_in_its_case(
        self, begun: make.Begun, as_owner: Owner
    ) -> None:
        door, note = self.write(begun)
        change(as_owner, "notes_note", "DELETE FROM notes_note")
        assert door.post(f"{note}/open")[0] == 404
        _, found = door.post(f"staff/cases/{begun.case_id}/open")
        assert [told["line"] for told in found["told"]] == [make.LINE]
        assert found["damage"]["missing"] == 1

    def test_a_manifest_that_was_changed_refuses_what_is_written(
        self, begun: make.Begun, as_owner: Owner
    ) -> None:
        door, note = self.write(begun)
        with as_owner() as owner:
            owner.execute("UPDATE vault_manifest SET stamp = ''")
        acts = [
            door.put(note, {"sections": {"plan": "another"}, "version": 2}),
            door.post(f"staff/cases/{begun.case_id}/risk", {"level": "low", "reason": "why"}),
            door.post(f"staff/live/{begun.appointment.id}/messages", {"text": "hello"}),
        ]
        assert [(status, body["code"]) for status, body in acts] == [(409, "damaged")] * 3
        _, found = door.post(f"staff/cases/{begun.case_id}/open")
        assert found["told"][0]["damaged"] == ["line", "preparation"], "nobody can know"
        assert len(found["damage"]["reference"]) == 8


class TestCall:
    @pytest.mark.parametrize("column", ["number", "whereabouts"])
    @pytest.mark.parametrize("to", ["NULL", "''", "'she is fine'"])
    def test_a_damaged_number_is_never_an_empty_one(
        self, begun: make.Begun, as_owner: Owner, column: str, to: str
    ) -> None:
        duty = crisis.on_rota(1)
        raise_from(whereabouts="by the river")
        door = doors.staff_of(Staff.objects.get(pk=duty.id), "on_call")
        call = f"staff/crisis/{crisis.only_call(duty).id}"
        assert door.post(f"{call}/acknowledge")[0] == 204
        change(as_owner, "crisis_crisis", f"UPDATE crisis_crisis SET {column} = {to}")
        status, found = door.post(f"{call}/open")
        assert (status, found[column], found["damaged"]) == (200, None, [column])
        assert found["damage"]["missing"] == 1
        whole = {"number": "138 0000 0000", "whereabouts": "by the river"}
        del whole[column]
        assert {name: found[name] for name in whole} == whole


def raise_from(whereabouts: str) -> None:
    services.raise_crisis(
        Actor.anonymous(),
        source=Source.PAGE,
        language="en",
        number="138 0000 0000",
        whereabouts=whereabouts,
    )


def hurt(as_owner: Owner, note: str, sql: str) -> None:
    with as_owner() as owner, past_walls(owner, "notes_note", "cases_request"):
        owner.execute(
            sql.format(t="notes_note", c="body"), {"hurt": note.rsplit("/", 1)[1], "other": None}
        )
