"""Erasing a client who asked, with all that any room keeps; and a case that is past its time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from eap.audit.words import ERASING
from eap.booking.selectors import of_case
from eap.cases.models import Case
from eap.cases.reading import open_request
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.desk import erasing, selectors
from eap.desk.erasing import Done
from eap.groups import doors
from eap.people import erasing as people
from eap.people.services import come_in_with_code, come_in_with_words
from eap.people.words import REGRET, NotAccepted
from eap.vault import shares, shredding
from eap.vault.models import Tombstone
from eap.vault.policies import VAULT
from tests.conftest import owner_connection
from tests.factories import cases as make
from tests.factories import wellbeing
from tests.factories.booking import NOON
from tests.factories.crisis import on_rota, only_call, raised
from tests.factories.groups import join, make_group
from tests.factories.keys import unlock
from tests.factories.lives import Life, make_life
from tests.factories.wellbeing import _words

ERASER = Actor.system(ERASING)
LATER = NOON + timedelta(days=20)
pytestmark = pytest.mark.django_db(transaction=True)

# The trail keeps its headers, under a pseudonym that leads nowhere, and the stones tell nobody.
STAYS = {"audit_event", "vault_tombstone"}


@pytest.fixture
def life() -> Iterator[Life]:
    """Everything of somebody, and a later day."""
    made = make_life()
    with clock.standing_at(LATER):
        yield replace(
            made, begun=replace(made.begun, client=wellbeing.come_again(made.begun.client))
        )


def rows_naming(*ids: UUID) -> dict[str, int]:
    """In how many rows of which table one of these ids stands, in whatever column."""
    found = {}
    with owner_connection() as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            said = f"SELECT count(*) FROM {table} row WHERE row::text ~ %s"
            count = owner.execute(said, ["|".join(str(one) for one in ids)]).fetchone()
            if count and count[0]:
                found[table] = int(count[0])
    return found


def files_of(life: Life) -> set[UUID]:
    """Every file that is about the client."""
    asked = """
        SELECT file_id FROM cases_case WHERE client_id = %(client)s
        UNION SELECT file_id FROM notes_note WHERE case_id = %(case)s
        UNION SELECT file_id FROM wellbeing_drawer WHERE client_id = %(client)s
        UNION SELECT file_id FROM crisis_crisis WHERE client_id = %(client)s"""
    about = {"client": life.begun.client.known_id, "case": life.begun.case_id}
    with owner_connection() as owner:
        return {UUID(str(one)) for (one,) in owner.execute(asked, about).fetchall()}


def number_of(life: Life) -> int:
    """The number of the client's case."""
    with acting(ERASER):
        return Case.objects.get(id=life.begun.case_id).number


def ask_and_wait(client: Actor) -> Any:
    """The clock after the wish is due."""
    people.ask_erasure(client)
    return clock.standing_at(clock.now() + REGRET)


def run() -> Done:
    return erasing.erase_what_is_due(ERASER)


class TestErasingAClient:
    def test_nothing_that_leads_to_them_is_left_in_any_table(self, life: Life) -> None:
        begun, other = life.begun, make_life(make.begin())
        files, theirs = files_of(life), files_of(other)
        assert len(files) == 4, "case, process note, drawer, call"
        about = (begun.client.known_id, begun.case_id, *files)
        kept = rows_naming(other.begun.client.known_id, other.begun.case_id, *theirs)
        before = rows_naming(*about)
        assert before.keys() >= {
            *("people_client", "people_client_session", "people_visit_code", "people_consent"),
            *("people_private_key", "cases_case", "cases_request", "cases_risk_entry"),
            *("cases_assignment", "booking_appointment", "notes_note", "messages_message"),
            *("wellbeing_drawer", "wellbeing_self_check", "wellbeing_shared_check"),
            *("crisis_crisis", "groups_seat", "audit_subject_link", "vault_key_pair"),
            *("vault_file", "vault_seed", "vault_wrap", "vault_manifest", "vault_unlock_window"),
        }
        with ask_and_wait(begun.client):
            assert run() == Done(erased=1, again=0, waiting=0)
        assert rows_naming(*about).keys() == STAYS
        assert not shares.shares_of(files)
        assert shares.buried([*files, begun.client.known_id]) == {*files, begun.client.known_id}
        assert rows_naming(other.begun.client.known_id, other.begun.case_id, *theirs) == kept
        assert shares.shares_of(theirs).keys() == theirs

    def test_tombstones_say_a_kind_and_a_day(self, life: Life) -> None:
        with ask_and_wait(life.begun.client):
            run()
            today = clock.today()
        kinds = sorted(Tombstone.objects.values_list("kind", "on"))
        assert kinds == [(kind, today) for kind in ("case", "case", "client", "crisis", "drawer")]

    def test_neither_code_nor_words_open_anything_any_more(self, life: Life) -> None:
        begun = life.begun
        with ask_and_wait(begun.client):
            run()
        with pytest.raises(NotAccepted):
            come_in_with_code(wellbeing.NOBODY, code=begun.visit_code)
        with pytest.raises(NotAccepted):
            come_in_with_words(wellbeing.NOBODY, words=_words[begun.client.known_id])

    def test_who_kept_the_case_finds_nothing(self, life: Life) -> None:
        begun = life.begun
        with ask_and_wait(begun.client):
            run()
            keeper = unlock(begun.counsellor)
            assert selectors.caseload(keeper, after=None, sort="opened", part="open").items == []
            with pytest.raises(Missing):
                selectors.case_page(keeper, case_id=begun.case_id)
            with pytest.raises(Missing):
                open_request(keeper, request_id=begun.request_id)

    def test_what_was_counted_stays_and_the_counter_goes(self, life: Life) -> None:
        contributions = "SELECT count(*) FROM tally_contribution"
        with owner_connection() as owner:
            before = owner.execute(contributions).fetchone()
            assert owner.execute("SELECT count(*) FROM tally_cap_counter").fetchone() == (1,)
        with ask_and_wait(life.begun.client):
            run()
        with owner_connection() as owner:
            assert owner.execute(contributions).fetchone() == before != (0,)
            assert owner.execute("SELECT count(*) FROM tally_cap_counter").fetchone() == (0,)

    def test_a_session_ahead_is_cancelled_first_and_its_hour_is_free(self, life: Life) -> None:
        begun = life.begun
        with clock.standing_at(NOON):
            (ahead,) = [
                one
                for one in of_case(begun.counsellor, case_id=begun.case_id)
                if one.status == "booked"
            ]
            client = wellbeing.come_again(begun.client)
        with clock.standing_at(ahead.start - timedelta(days=4)):
            people.ask_erasure(wellbeing.come_again(client))
        with clock.standing_at(ahead.start - timedelta(hours=20)):
            assert run().erased == 1
        with owner_connection() as owner:
            said = owner.execute(
                "SELECT action FROM audit_event WHERE object_id = %s AND actor_kind = 'system'",
                [ahead.id],
            ).fetchall()
            taken = "SELECT count(*) FROM booking_appointment WHERE status = 1 AND kind = 'session'"
            assert owner.execute(taken).fetchone() == (0,)
        assert said == [("booking.appointment.cancel",)]

    def test_a_seat_ahead_goes_to_who_waits(self) -> None:
        group = make_group(capacity=2)
        begun = make.begin()
        client = wellbeing.with_key(begun.client)
        join(group, "Fir", client)
        join(group, "Oak")
        join(group, "Elm")
        with ask_and_wait(client):
            run()
        with acting(client):
            assert doors.places([group])[group].waiting == 0

    def test_the_trail_says_that_it_was_done_and_nothing_of_what(
        self, life: Life, as_owner: Callable[[], Any]
    ) -> None:
        client_id = life.begun.client.known_id
        with ask_and_wait(life.begun.client):
            run()
        with as_owner() as owner:
            acts = owner.execute(
                "SELECT action, object_kind, actor_kind, commitment IS NULL FROM audit_event"
                " WHERE object_id = %s AND action ~ 'eras' ORDER BY id",
                [client_id],
            ).fetchall()
            details = owner.execute(
                "SELECT count(*) FROM audit_detail d JOIN audit_event e USING (commitment)"
                " WHERE e.subject_id = %s",
                [client_id],
            ).fetchone()
        assert acts == [
            ("people.erasure.ask", "client", "client", True),
            ("desk.client.erase", "client", "system", True),
            ("audit.detail.erase", "client", "system", True),
        ]
        assert details == (0,)


class TestAsking:
    def test_it_is_carried_out_after_72_hours_and_not_before(self, life: Life) -> None:
        due = people.ask_erasure(life.begun.client)
        assert due == LATER + timedelta(hours=72)
        with clock.standing_at(due - timedelta(minutes=1)):
            assert run() == Done(0, 0, 0)
        with clock.standing_at(due):
            assert run().erased == 1
            assert run() == Done(0, 0, 0)

    def test_asking_again_does_not_begin_anew(self, life: Life) -> None:
        due = people.ask_erasure(life.begun.client)
        with clock.standing_at(LATER + timedelta(minutes=20)):
            assert people.ask_erasure(life.begun.client) == due

    def test_it_takes_the_private_key_and_taking_back_does_not(self, life: Life) -> None:
        visit = replace(life.begun.client, way_in="visit")
        with pytest.raises(Refused, match="private_key_needed"):
            people.ask_erasure(visit)
        people.ask_erasure(life.begun.client)
        own = erasing.own_erasure(visit)
        assert own is not None and own.due_at == LATER + REGRET
        people.take_back(visit)
        people.take_back(visit)
        assert erasing.own_erasure(visit) is None
        with clock.standing_at(LATER + REGRET):
            assert run() == Done(0, 0, 0)

    def test_nobody_else_asks_takes_back_or_carries_out(self, life: Life) -> None:
        people.ask_erasure(life.begun.client)
        other = wellbeing.with_key(make.begin().client)
        people.take_back(other)
        assert erasing.own_erasure(life.begun.client) is not None
        roles = ("programme_manager", "privacy_officer", "system_admin", "counsellor", "auditor")
        for actor in (other, *map(make.stranger, roles)):
            for act in (
                lambda a: erasing.erase_client(a, client_id=life.begun.client.known_id),
                erasing.erase_what_is_due,
                lambda a: erasing.erase_case(a, number=1),
                lambda a: erasing.hold_case(a, number=1, reason="order"),
            ):
                with pytest.raises((Refused, Missing)):
                    act(actor)
        for actor in map(make.stranger, roles):
            with pytest.raises(Refused):
                people.ask_erasure(actor)


class TestWaiting:
    def test_an_open_call_for_help_is_waited_for(self, life: Life) -> None:
        duty = on_rota(1)
        with ask_and_wait(life.begun.client):
            raised(client_id=life.begun.client.known_id)
            assert run() == Done(0, 0, waiting=1)
            own = erasing.own_erasure(life.begun.client)
            assert own is not None and own.waits_for == ["open_crisis"]
            assert only_call(duty)
        assert [one.client_id for one in people.asked_erasures(ERASER)] == [
            life.begun.client.known_id
        ]

    def test_a_legal_hold_is_waited_for_until_it_is_lifted(self, life: Life) -> None:
        number = number_of(life)
        with pytest.raises(Invalid):
            erasing.hold_case(ERASER, number=number, reason="because")
        erasing.hold_case(ERASER, number=number, reason="claim")
        with ask_and_wait(life.begun.client):
            assert run() == Done(0, 0, waiting=1)
            own = erasing.own_erasure(life.begun.client)
            assert own is not None and own.waits_for == ["hold_claim"]
            erasing.lift_hold(ERASER, number=number)
            with pytest.raises(Missing):
                erasing.lift_hold(ERASER, number=number)
            assert run().erased == 1

    def test_a_running_session_is_waited_for(self) -> None:
        begun = make.begin()
        client = wellbeing.with_key(begun.client)
        with clock.standing_at(begun.appointment.start - REGRET):
            people.ask_erasure(wellbeing.come_again(client))
        with clock.standing_at(make.during(begun.appointment)):
            assert run() == Done(0, 0, waiting=1)
        with clock.standing_at(begun.appointment.end):
            assert run().erased == 1


class TestInterrupted:
    def test_killed_before_the_commit_nothing_is_erased_and_the_wish_stands(
        self, life: Life, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = files_of(life)
        with ask_and_wait(life.begun.client):
            with monkeypatch.context() as broken:
                broken.setattr(erasing.audit, "forget", _killed)
                with pytest.raises(ExceptionGroup):
                    run()
            assert shares.shares_of(files).keys() == files
            assert not shares.buried(files)
            assert not Tombstone.objects.exists()
            assert run().erased == 1

    def test_killed_after_the_commit_nothing_is_there_to_open_and_the_job_finishes(
        self, life: Life, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = files_of(life)
        with ask_and_wait(life.begun.client):
            with monkeypatch.context() as killed:
                killed.setattr(shares, "bury", lambda stones: None)
                run()
            assert shares.shares_of(files).keys() == files
            assert rows_naming(*files).keys() <= STAYS
            assert shredding.finish(Actor.system(VAULT)) == len(files)
        assert not shares.shares_of(files)

    def test_one_that_fails_holds_up_no_other(
        self, life: Life, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        second = wellbeing.with_key(make.begin().client)
        people.ask_erasure(life.begun.client)
        people.ask_erasure(second)
        real = erasing._erase_client
        poison = life.begun.client.known_id

        def fails(actor: Actor, client_id: UUID) -> None:
            if client_id == poison:
                raise ZeroDivisionError
            real(actor, client_id)

        with clock.standing_at(LATER + REGRET):
            monkeypatch.setattr(erasing, "_erase_client", fails)
            with pytest.raises(ExceptionGroup):
                run()
            assert [one.client_id for one in people.asked_erasures(ERASER)] == [poison]


class TestErasingACase:
    def closed(self) -> tuple[Life, int]:
        life = make_life()
        with clock.standing_at(LATER):
            unlock(life.begun.counsellor)
            with owner_connection() as owner:
                owner.execute(
                    "UPDATE cases_case SET state = 'closed', closed_at = %s, close_reason ="
                    " 'goals_met' WHERE id = %s",
                    [LATER, life.begun.case_id],
                )
                row = owner.execute(
                    "SELECT number FROM cases_case WHERE id = %s", [life.begun.case_id]
                ).fetchone()
        assert row
        return life, int(row[0])

    def test_ten_years_after_it_was_closed_and_its_client_stays(self) -> None:
        life, number = self.closed()
        files = files_of(life)
        early = clock.standing_at(LATER + timedelta(days=3652))
        with early, pytest.raises(Conflict, match="kept"):
            erasing.erase_case(ERASER, number=number)
        with clock.standing_at(LATER + timedelta(days=3654)):
            erasing.erase_case(ERASER, number=number)
            with pytest.raises(Missing):
                erasing.erase_case(ERASER, number=number)
        left = rows_naming(life.begun.case_id)
        assert left.keys() <= {"audit_event", "audit_subject_link"}
        assert "people_client" in rows_naming(life.begun.client.known_id)
        assert len(shares.shares_of(files)) == 2, "the drawer's and the call's"

    def test_an_open_case_stays(self) -> None:
        life = make_life()
        number = number_of(life)
        with pytest.raises(Conflict, match="open"):
            erasing.erase_case(ERASER, number=number)


def _killed(*args: object, **kwargs: object) -> None:
    raise ZeroDivisionError
