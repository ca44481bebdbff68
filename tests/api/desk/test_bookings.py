"""POST bookings, GET and PUT preparation: works, wrong person, wrong state, bad input."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from eap.core import clock
from eap.core.database import acting
from eap.crisis.models import Crisis
from eap.desk.intake import Wanted
from eap.people.models import TryCount
from eap.people.tries import WRONG_SECRETS
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON
from tests.factories.crisis import change_desk_key

QUIET = {"alert": False, "number_kept": True, "answers_kept": True}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def lin():
    hours.make_service()
    return hours.make_counsellor()


def sent(wanted: Wanted, **change: object) -> dict[str, object]:
    return {**asdict(wanted), "hold": str(wanted.hold), **change}


class TestBooking:
    def test_a_newcomer_is_booked_and_has_come_in(self, lin) -> None:
        door = doors.visitor()
        status, body = door.post("bookings", sent(make.wanted(card=make.make_card())))
        assert status == 201
        assert len(body["visit_code"]) == 12
        assert body["appointment"]["status"] == "booked"
        assert body["appointment"]["counsellor"]["name_en"] == "Li Wen"
        cookie = door.browser.cookies[settings.CLIENT_COOKIE_NAME]
        assert cookie["httponly"] and cookie["samesite"] == "Strict"
        assert door.get("session")[1]["kind"] == "client"

    def test_sent_again_it_answers_the_same(self, lin) -> None:
        wanted = sent(make.wanted(card=make.make_card()))
        first = doors.visitor().post("bookings", wanted)
        again = doors.visitor().post("bookings", wanted)
        assert again == first

    def test_nothing_that_was_told_comes_back(self, lin) -> None:
        wanted = sent(make.wanted(card=make.make_card(), line="canary line"))
        _, body = doors.visitor().post("bookings", wanted)
        assert "canary" not in str(body)
        assert wanted["card"] not in str(body)

    def test_a_client_sends_no_card_and_keeps_the_code(self, lin) -> None:
        begun = make.begin(lin)
        wanted = make.wanted(card=None, slot=3, actor=begun.client)
        status, body = doors.client_of(begun).post("bookings", sent(wanted))
        assert (status, body["visit_code"]) == (201, None)

    def test_staff_are_refused(self, lin) -> None:
        wanted = sent(make.wanted(card=None))
        assert doors.stranger().post("bookings", wanted)[0] == 403

    def test_from_another_site_it_is_refused(self, lin) -> None:
        wanted = sent(make.wanted(card=make.make_card()))
        door = doors.visitor()
        door.browser.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
        assert door.post("bookings", wanted)[0] == 403

    def test_a_hold_that_ran_out(self, lin) -> None:
        wanted = sent(make.wanted(card=make.make_card()))
        with clock.standing_at(NOON + timedelta(minutes=6)):
            status, body = doors.visitor().post("bookings", wanted)
        assert (status, body["code"]) == (409, "hold_expired")

    def test_a_used_card_and_one_never_made_answer_alike(self, lin) -> None:
        card = make.make_card()
        doors.visitor().post("bookings", sent(make.wanted(card=card)))
        used = doors.visitor().post("bookings", sent(make.wanted(card=card, slot=2)))
        never = doors.visitor().post("bookings", sent(make.wanted(card="2345678923", slot=3)))
        assert used == never
        assert (used[0], used[1]["fields"]) == (422, {"card": "not_accepted"})

    def test_after_too_many_wrong_cards_it_waits(self, lin) -> None:
        wanted = sent(make.wanted(card="2345678923"))
        assert doors.visitor().post("bookings", wanted)[0] == 422
        TryCount.objects.update(tries=WRONG_SECRETS.most)
        assert doors.visitor().post("bookings", wanted)[0] == 429

    def test_whoever_has_no_card_does_not_wait_for_wrong_cards_of_others(self, lin) -> None:
        wrong = sent(make.wanted(card="2345678923", slot=2))
        assert doors.visitor().post("bookings", wrong)[0] == 422
        TryCount.objects.update(tries=WRONG_SECRETS.most)
        wanted = sent(make.wanted(card=None))
        status, body = doors.visitor().post("bookings", wanted)
        assert status == 201 or body["code"] == "card_needed"
        assert set(TryCount.objects.values_list("tries", flat=True)) == {WRONG_SECRETS.most}

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"hold": "x"}, "hold"),
            ({"line": "x" * 501}, "line"),
            ({"key": "short"}, "key"),
            ({"language": "fr"}, "language"),
            ({"extra": 1}, "unknown_keys"),
            ({"statistics": "maybe"}, "statistics"),
        ],
    )
    def test_bad_input_is_named(self, lin, change, field) -> None:
        wanted = sent(make.wanted(card=None), **change)
        status, body = doors.visitor().post("bookings", wanted)
        assert (status, list(body["fields"])) == (400, [field])


class TestPreparation:
    def test_it_can_be_told_and_told_again(self, lin) -> None:
        door = doors.client_of(make.begin(lin))
        assert door.get("preparation") == (200, {"possible": True, "done": False, "counted": True})
        told = {"concerns": ["C04"], "drivers": ["D08"], "impact": 7, "text": "Nights."}
        assert door.put("preparation", told) == (200, QUIET)
        assert door.put("preparation", {}) == (200, QUIET)
        assert door.get("preparation") == (200, {"possible": True, "done": True, "counted": True})

    def test_any_yes_raises_an_alert_at_once(self, lin) -> None:
        begun = make.begin(lin)
        told = {"harm": "yes", "callback_number": "138 0000 0000", "about": {"tenure": "t1"}}
        assert doors.client_of(begun).put("preparation", told) == (200, QUIET | {"alert": True})
        with acting(begun.client):
            assert Crisis.objects.get().source == "preparation"

    def test_a_number_that_cannot_be_sealed_is_not_kept_and_the_call_is_taken_in(self, lin) -> None:
        begun = make.begin(lin)
        change_desk_key()
        told = {"harm": "yes", "callback_number": "138 0000 0000"}
        said = QUIET | {"alert": True, "number_kept": False}
        assert doors.client_of(begun).put("preparation", told) == (200, said)
        with acting(begun.client):
            call = Crisis.objects.get()
        assert (call.source, call.unkept, call.number) == ("preparation", "changed", None)

    def test_answers_that_cannot_be_sealed_hold_up_no_call_and_are_not_called_kept(
        self, lin
    ) -> None:
        begun = make.begin(lin)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE vault_seed SET public_key = set_bit(public_key, 3, 1)")
            cursor.execute("UPDATE vault_seed SET stamp = ''")
        told = {"harm": "yes", "callback_number": "138 0000 0000"}
        said = QUIET | {"alert": True, "answers_kept": False}
        assert doors.client_of(begun).put("preparation", told) == (200, said)
        with acting(begun.client):
            assert Crisis.objects.get().number is not None

    def test_only_clients_prepare(self, lin) -> None:
        begun = make.begin(lin)
        for door in (doors.visitor(), doors.counsellor_of(begun)):
            assert door.get("preparation")[0] == 401
            assert door.put("preparation", {})[0] == 401

    def test_with_no_session_ahead_there_is_nothing_to_prepare(self, lin) -> None:
        begun = make.begin(lin)
        counsellor = doors.counsellor_of(begun)
        client = doors.client_of(begun)
        with clock.standing_at(make.during(begun.appointment)):
            path = f"staff/appointments/{begun.appointment.id}/attended"
            assert counsellor.post(path, {"concern": "mood"})[0] == 200
        assert client.get("preparation") == (
            200,
            {"possible": False, "done": False, "counted": True},
        )
        assert client.put("preparation", {})[0] == 404

    @pytest.mark.parametrize(
        ("told", "status", "field"),
        [
            ({"concerns": ["C01", "C02", "C03", "C04"]}, 422, "concerns"),
            ({"drivers": ["D99"]}, 422, "drivers"),
            ({"text": "x" * 2001}, 422, "text"),
            ({"about": {"site": "nowhere", "tenure": "t9"}}, 422, "tenure"),
            ({"impact": "much"}, 400, "impact"),
            ({"in_danger": "perhaps"}, 400, "in_danger"),
            ({"about": {"name": "x"}}, 400, "about.unknown_keys"),
            ({"other": 1}, 400, "unknown_keys"),
        ],
    )
    def test_bad_input_is_named(self, lin, told, status, field) -> None:
        door = doors.client_of(make.begin(lin))
        got, body = door.put("preparation", told)
        assert (got, field in body["fields"]) == (status, True)
