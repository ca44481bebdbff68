"""A first booking, whole or not at all; and what is told beforehand."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from eap.booking import selectors as booking
from eap.cases import selectors as cases
from eap.cases.models import Case, Request
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.ids import new_id
from eap.crisis.models import Crisis
from eap.crisis.services import say_all_right
from eap.desk import intake
from eap.desk.intake import About, Preparation
from eap.people import selectors as people
from eap.people.services import come_in_with_code
from eap.people.words import NotAccepted
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.booking import NOON
from tests.factories.keys import HALF

NOBODY = Actor.anonymous(half=HALF)
NOTHING = Preparation((), (), None, "", None, None)


@pytest.fixture
def lin():
    hours.make_service()
    return hours.make_counsellor()


def rows_of(as_owner, table: str) -> int:
    """How many rows stand, past every wall."""
    with as_owner() as owner:
        owner.execute("SET harbour.roles = 'system:demo'")
        return owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.mark.django_db
class TestBooking:
    def test_a_newcomer_with_a_card_gets_all_of_it(self, lin) -> None:
        taken = intake.take_request(NOBODY, wanted=make.wanted(card=make.make_card()))
        begun = make.begun(lin, taken, claimed=False)
        came = come_in_with_code(NOBODY, code=taken.visit_code).actor
        assert came.id == begun.client.id
        (upcoming,) = booking.own_appointments(came).upcoming
        assert (upcoming.id, upcoming.status) == (taken.appointment.id, "booked")
        with acting(came):
            case = Case.objects.select_related("site", "shift").get()
            assert (case.state, case.on_desk, case.counsellor_id) == (
                "assessing",
                True,
                lin.staff_id,
            )
            assert (case.site.code, case.shift.code, case.statistics) == ("S1", "day", True)
            assert Request.objects.get().state == "booked"

    def test_sent_twice_it_is_one_booking_and_one_code(self, lin) -> None:
        wanted = make.wanted(card=make.make_card())
        first = intake.take_request(NOBODY, wanted=wanted)
        second = intake.take_request(NOBODY, wanted=wanted)
        assert second.visit_code == first.visit_code
        assert second.appointment.id == first.appointment.id
        with acting(make.counsellor_of(lin)):
            assert Request.objects.count() == Case.objects.count() == 1

    def test_the_same_key_for_another_hold_is_refused(self, lin) -> None:
        wanted = make.wanted(card=make.make_card())
        intake.take_request(NOBODY, wanted=wanted)
        other = make.wanted(card=None, slot=2, key=wanted.key)
        with pytest.raises(Conflict, match="key_reused"):
            intake.take_request(NOBODY, wanted=other)

    def test_a_client_who_comes_back_keeps_code_and_case(self, lin) -> None:
        begun = make.begin(lin)
        again = intake.take_request(
            begun.client, wanted=make.wanted(card=None, slot=3, actor=begun.client)
        )
        assert (again.visit_code, again.session_token) == (None, None)
        with acting(begun.counsellor):
            assert Case.objects.count() == 1
            assert Request.objects.count() == 2

    def test_with_another_counsellor_a_client_begins_another_case(self, lin) -> None:
        begun = make.begin(lin)
        wu = hours.make_counsellor("Wu Fang")
        slots = hours.offered(begun.client)
        place = max(n for n, slot in enumerate(slots) if slot.counsellor.id == wu.staff_id)
        intake.take_request(
            begun.client, wanted=make.wanted(card=None, slot=place, actor=begun.client)
        )
        with acting(begun.client):
            assert {case.counsellor_id for case in Case.objects.all()} == {
                lin.staff_id,
                wu.staff_id,
            }
        with acting(make.counsellor_of(wu)):
            assert Case.objects.get().counsellor_id == wu.staff_id

    def test_consent_to_be_counted_is_frozen_as_it_was(self, lin) -> None:
        begun = make.begin(lin, statistics=False)
        with acting(begun.counsellor):
            assert Case.objects.get().statistics is False

    def test_without_a_card_the_quota_decides(self, lin, monkeypatch) -> None:
        wanted = make.wanted(card=None)
        monkeypatch.setattr(intake, "no_card_open", lambda actor: False)
        with pytest.raises(Conflict, match="card_needed"):
            intake.take_request(NOBODY, wanted=wanted)
        monkeypatch.setattr(intake, "no_card_open", lambda actor: True)
        assert intake.take_request(NOBODY, wanted=wanted).visit_code

    def test_staff_book_nothing_for_themselves(self, lin) -> None:
        wanted = make.wanted(card=None)
        with pytest.raises(Refused):
            intake.take_request(make.stranger(), wanted=wanted)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"line": "x" * 501}, "line"),
            ({"key": "short"}, "key"),
            ({"language": "fr"}, "language"),
        ],
    )
    def test_bad_input_is_named(self, lin, change, code) -> None:
        wanted = replace(make.wanted(card=make.make_card()), **change)
        with pytest.raises(Invalid) as caught:
            intake.take_request(NOBODY, wanted=wanted)
        assert code in caught.value.fields


@pytest.mark.django_db(transaction=True)
class TestAllOrNothing:
    @pytest.fixture
    def lin(self):
        hours.make_service()
        return hours.make_counsellor()

    def test_a_hold_that_ran_out_uses_up_no_card(self, lin, as_owner) -> None:
        card = make.make_card()
        wanted = make.wanted(card=card)
        with clock.standing_at(NOON + timedelta(minutes=6)), pytest.raises(Conflict):
            intake.take_request(NOBODY, wanted=wanted)
        tables = ("people_client", "cases_case", "cases_request", "audit_subject_link")
        assert [rows_of(as_owner, table) for table in tables] == [0, 0, 0, 0]
        assert intake.take_request(NOBODY, wanted=make.wanted(card=card)).visit_code

    def test_a_card_opens_one_client(self, lin, as_owner) -> None:
        card = make.make_card()
        intake.take_request(NOBODY, wanted=make.wanted(card=card))
        with pytest.raises(NotAccepted):
            intake.take_request(NOBODY, wanted=make.wanted(card=card, slot=2))
        assert rows_of(as_owner, "people_client") == 1

    def test_a_failure_at_the_last_step_leaves_nothing(self, lin, as_owner, monkeypatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError

        wanted = make.wanted(card=make.make_card())
        with monkeypatch.context() as broken:
            broken.setattr(intake.case_acts, "submit_request", fail)
            with pytest.raises(RuntimeError):
                intake.take_request(NOBODY, wanted=wanted)
        assert rows_of(as_owner, "people_client") == rows_of(as_owner, "cases_case") == 0
        assert intake.take_request(NOBODY, wanted=wanted).visit_code

    def test_the_same_sending_twice_at_once_books_once(self, lin, as_owner) -> None:
        wanted, start, outcomes = make.wanted(card=make.make_card()), threading.Barrier(2), []

        def send() -> None:
            start.wait()
            try:
                with clock.standing_at(NOON):
                    outcomes.append(intake.take_request(NOBODY, wanted=wanted).visit_code)
            except Exception as lost:  # noqa: BLE001 - whatever it is, a retry must put it right
                outcomes.append(type(lost).__name__)
            finally:
                connection.close()

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        again = intake.take_request(NOBODY, wanted=wanted).visit_code
        assert again in outcomes
        assert rows_of(as_owner, "cases_request") == rows_of(as_owner, "people_client") == 1


@pytest.mark.django_db
class TestMoving:
    def held_with(self, begun, counsellor) -> dict[str, object]:
        slots = hours.offered(begun.client)
        theirs = [slot for slot in slots if slot.counsellor.id == counsellor.staff_id]
        hold = hours.hold_of(theirs[-1], actor=begun.client)
        return {
            "appointment_id": begun.appointment.id,
            "hold": hold.id,
            "secret": hold.secret,
            "version": 1,
        }

    @pytest.fixture
    def begun(self, lin):
        """A session far enough ahead to be moved."""
        taken = intake.take_request(NOBODY, wanted=make.wanted(card=make.make_card(), slot=40))
        return make.begun(lin, taken, claimed=False)

    def test_before_it_is_claimed_the_case_goes_along(self, lin, begun) -> None:
        wu = hours.make_counsellor("Wu Fang")
        moved = intake.move_appointment(begun.client, **self.held_with(begun, wu))
        assert moved.counsellor.id == wu.staff_id
        (line,) = cases.queue(make.counsellor_of(wu)).items
        assert line.case.id == begun.case_id
        assert cases.queue(begun.counsellor).items == []

    def test_once_claimed_it_stays_with_the_counsellor(self, lin, begun) -> None:
        make.claim(begun.counsellor, begun.request_id)
        wu = hours.make_counsellor("Wu Fang")
        with pytest.raises(Conflict, match="other_counsellor"):
            intake.move_appointment(begun.client, **self.held_with(begun, wu))
        (upcoming,) = booking.own_appointments(begun.client).upcoming
        assert upcoming.id == begun.appointment.id
        moved = intake.move_appointment(begun.client, **self.held_with(begun, lin))
        assert moved.status == "booked"

    def test_nobody_moves_anothers(self, lin, begun) -> None:
        held = self.held_with(begun, lin)
        for actor in (hours.client_actor(), begun.counsellor):
            with pytest.raises(Missing):
                intake.move_appointment(actor, **held)


@pytest.mark.django_db
class TestPreparing:
    def test_the_counsellor_sees_that_it_is_there(self, lin) -> None:
        begun = make.begin(lin, claimed=False)
        told = Preparation(("C01",), ("D01",), 5, "text", "no", "prefer_not")
        assert not intake.prepare(begun.client, preparation=told, about=About()).alert
        (line,) = cases.queue(begun.counsellor).items
        assert (line.prepared_at, line.urgent, line.band) == (NOON, False, "routine")

    @pytest.mark.parametrize(
        ("answers", "band"),
        [({"in_danger": "yes"}, "crisis"), ({"harm": "yes"}, "urgent")],
    )
    def test_any_yes_calls_the_people_on_duty(self, lin, answers, band) -> None:
        begun = make.begin(lin, claimed=False)
        told = replace(NOTHING, **answers)
        prepared = intake.prepare(
            begun.client, preparation=told, about=About(), callback_number="13800000000"
        )
        assert (prepared.alert, prepared.number_kept, prepared.answers_kept) == (True, True, True)
        with acting(begun.client):
            call = Crisis.objects.get()
            assert (call.source, call.client_id) == ("preparation", begun.client.id)
            assert call.number is not None
        (line,) = cases.queue(begun.counsellor).items
        assert (line.urgent, line.band) == (True, band)

    def test_after_i_am_all_right_a_further_yes_calls_again(self, lin) -> None:
        begun = make.begin(lin, claimed=False)
        told = replace(NOTHING, in_danger="yes")
        for _ in range(2):
            intake.prepare(begun.client, preparation=told, about=About())
        say_all_right(begun.client)
        intake.prepare(begun.client, preparation=told, about=About())
        with acting(begun.client):
            assert [call.all_right_at is None for call in Crisis.objects.order_by("raised_at")] == [
                False,
                True,
            ]

    def test_a_wrong_code_elsewhere_does_not_hold_the_call_up(self, lin) -> None:
        begun = make.begin(lin)
        told = replace(NOTHING, in_danger="yes", concerns=("C99",))
        with pytest.raises(Invalid):
            intake.prepare(begun.client, preparation=told, about=About())
        with acting(begun.client):
            assert Crisis.objects.count() == 1

    def test_sent_again_it_calls_once_and_the_band_is_not_lowered(self, lin) -> None:
        begun = make.begin(lin, claimed=False)
        for answers in ({"in_danger": "yes"}, {"in_danger": "yes"}, {"harm": "yes"}, {}):
            intake.prepare(begun.client, preparation=replace(NOTHING, **answers), about=About())
        with acting(begun.client):
            assert Crisis.objects.count() == 1
        (line,) = cases.queue(begun.counsellor).items
        assert (line.urgent, line.band) == (True, "crisis")

    def test_about_me_fills_in_only_what_the_card_left_open(self, lin) -> None:
        begun = make.begin(lin)
        intake.prepare(begun.client, preparation=NOTHING, about=About(tenure="t2"))
        header = cases.kept_case(begun.counsellor, case_id=begun.case_id)
        assert (header.tenure, header.site.code) == ("t2", "S1")
        assert people.own(begun.client).tenure == "t2"

    def test_harming_oneself_is_always_named_beside_three_others(self, lin) -> None:
        begun = make.begin(lin)
        told = replace(NOTHING, concerns=("C01", "C02", "C03", "C18"))
        assert not intake.prepare(begun.client, preparation=told, about=About()).alert

    def test_after_the_first_session_it_is_too_late(self, lin) -> None:
        begun = make.begin(lin)
        with acting(begun.counsellor):
            Request.objects.update(state="converted")
        with pytest.raises(Missing):
            intake.prepare(begun.client, preparation=NOTHING, about=About())

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            ({"concerns": ("C01", "C02", "C03", "C04")}, "concerns"),
            ({"concerns": ("C01", "C01")}, "concerns"),
            ({"drivers": ("D99",)}, "drivers"),
            ({"impact": 11}, "impact"),
            ({"text": "x" * 2001}, "text"),
            ({"harm": "maybe"}, "harm"),
        ],
    )
    def test_bad_input_is_named(self, lin, answers, field) -> None:
        begun = make.begin(lin)
        with pytest.raises(Invalid) as caught:
            intake.prepare(begun.client, preparation=replace(NOTHING, **answers), about=About())
        assert list(caught.value.fields) == [field]

    def test_nobody_prepares_for_another(self, lin) -> None:
        make.begin(lin)
        for actor in (hours.client_actor(), Actor.client(new_id())):
            with pytest.raises(Missing):
                intake.prepare(actor, preparation=NOTHING, about=About())
