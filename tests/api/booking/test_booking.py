"""The booking door through HTTP: works, wrong person, wrong state, bad input."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from eap.booking.models import Counsellor
from eap.booking.offers import Slot
from eap.booking.selectors import AppointmentView
from eap.core.clock import standing_at
from tests.factories.booking import (
    NOON,
    SERVICE,
    booked,
    make_counsellor,
    make_service,
    offered,
)
from tests.factories.browsers import client_browser, read, send
from tests.factories.cases import begin
from tests.factories.programme import make_employer
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with standing_at(NOON):
        yield


@pytest.fixture
def ann() -> Counsellor:
    make_employer(no_card_percent=20)
    make_service()
    return make_counsellor("Ann")


@pytest.fixture
def slot(ann: Counsellor) -> Slot:
    return next(slot for slot in offered() if slot.start > NOON + timedelta(days=3))


def _wanted(slot: Slot, **changed: object) -> dict[str, object]:
    return {
        "service": SERVICE,
        "counsellor": str(slot.counsellor.id),
        "start": slot.start.isoformat(),
        "modality": "text",
        **changed,
    }


def _mine(slot: Slot) -> tuple[Browser, AppointmentView]:
    browser, client = client_browser()
    return browser, booked(client, slot)


# Slots and holds


def test_slots_need_no_sign_in_and_list_every_day(ann: Counsellor) -> None:
    answer = read(Browser(), "slots", service=SERVICE, **{"from": "2027-03-02", "to": "2027-03-08"})
    body = answer.json()
    assert answer.status_code == 200
    assert body["time_zone"] == "Asia/Shanghai" and body["no_card_open"] is True
    assert [day["date"] for day in body["days"]][::6] == ["2027-03-02", "2027-03-08"]
    slot = body["days"][1]["slots"][0]
    assert set(slot) == {"start", "end", "counsellor", "modalities"}
    assert set(slot["counsellor"]) == {"id", "name_zh", "name_en", "pronoun", "languages"}


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"from": "2027-03-02"}, 400, "to"),
        ({"from": "yesterday", "to": "2027-03-02"}, 400, "from"),
        ({"from": "2027-03-09", "to": "2027-03-02"}, 422, "to"),
        ({"from": "2027-03-02", "to": "2028-03-02"}, 422, "to"),
        ({"from": "2027-03-02", "to": "2027-03-03", "modality": "video"}, 400, "modality"),
        ({"from": "2027-03-02", "to": "2027-03-03", "colour": "red"}, 400, "unknown_keys"),
        ({"from": "0001-01-01", "to": "0001-01-02"}, 200, None),
        ({"from": "9999-12-30", "to": "9999-12-31"}, 200, None),
    ],
)
def test_absurd_questions_about_slots(
    ann: Counsellor, query: dict[str, str], status: int, field: str | None
) -> None:
    answer = read(Browser(), "slots", service=SERVICE, **query)
    assert answer.status_code == status
    if field:
        assert field in answer.json()["fields"]
    else:
        assert not [day for day in answer.json()["days"] if day["slots"]]


def test_a_service_nobody_offers_is_not_there(ann: Counsellor) -> None:
    answer = read(Browser(), "slots", service="x", **{"from": "2027-03-02", "to": "2027-03-02"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_hold_and_its_loser_with_three_alternatives(slot: Slot) -> None:
    won = send(Browser(), "holds", _wanted(slot))
    lost = send(Browser(), "holds", _wanted(slot))
    assert won.status_code == 201
    assert set(won.json()) == {
        *("hold", "secret", "start", "end", "modality", "counsellor"),
    }
    assert (lost.status_code, lost.json()["code"]) == (409, "slot_taken")
    assert len(lost.json()["nearest"]) == 3
    again = lost.json()["nearest"][0]
    retry = _wanted(slot, start=again["start"], counsellor=again["counsellor"]["id"])
    assert send(Browser(), "holds", retry).status_code == 201


def test_a_hold_given_up_is_free_for_the_next_at_once(slot: Slot) -> None:
    won = send(Browser(), "holds", _wanted(slot)).json()
    other = send(Browser(), "holds/release", {"hold": won["hold"], "secret": "not the one"})
    assert other.status_code == 204
    assert send(Browser(), "holds", _wanted(slot)).status_code == 409
    held = {"hold": won["hold"], "secret": won["secret"]}
    for _ in range(2):
        assert send(Browser(), "holds/release", held).status_code == 204
    assert send(Browser(), "holds", _wanted(slot)).status_code == 201
    assert send(Browser(), "holds/release", {"hold": won["hold"]}).status_code == 400


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"counsellor": "nobody"}, 400),
        ({"counsellor": str(uuid4())}, 409),
        ({"start": "soon"}, 400),
        ({"start": "0001-01-01T00:00:00Z"}, 409),
        ({"start": "9999-12-31T23:59:59.999999Z"}, 409),
        ({"modality": "video"}, 400),
        ({"service": "x"}, 404),
        ({"service": "a\x00b"}, 400),
        ({"extra": 1}, 400),
    ],
)
def test_absurd_holds_get_one_clear_answer(
    slot: Slot, changed: dict[str, Any], status: int
) -> None:
    assert send(Browser(), "holds", _wanted(slot, **changed)).status_code == status


def test_staff_hold_nothing(slot: Slot, client: Browser) -> None:
    browser = sign_in(client, make_staff("counsellor"))
    assert send(browser, "holds", _wanted(slot)).status_code == 403


# One's own appointments


def test_the_list_shows_ones_own(slot: Slot) -> None:
    browser, appointment = _mine(slot)
    _mine(next(other for other in offered() if other.start > slot.start))
    body = read(browser, "appointments").json()
    assert [one["id"] for one in body["upcoming"]] == [str(appointment.id)]
    shown = body["upcoming"][0]
    assert (shown["status"], shown["can_join"], body["past"]) == ("booked", False, [])
    assert shown["service"] == {
        "code": SERVICE,
        "name_zh": "与咨询师聊聊",
        "name_en": "Talk to a counsellor",
    }
    assert not {"client", "client_id", "case", "case_id"} & set(shown)


ROUTES = {
    "move": {"hold": str(uuid4()), "secret": "x", "version": 1},
    "cancel": {"version": 1},
    "join": {},
}


@pytest.mark.parametrize("route", ROUTES)
def test_without_coming_in_there_is_nothing(slot: Slot, client: Browser, route: str) -> None:
    _, appointment = _mine(slot)
    path = f"appointments/{appointment.id}/{route}"
    assert send(Browser(), path, ROUTES[route]).status_code in (401, 403)
    staff = sign_in(client, make_staff("counsellor"))
    assert send(staff, path, ROUTES[route]).status_code in (401, 403)


@pytest.mark.parametrize("route", ROUTES)
def test_anothers_appointment_answers_as_an_absent_one(slot: Slot, route: str) -> None:
    _, appointment = _mine(slot)
    other, _ = client_browser()
    answers = [
        send(other, f"appointments/{one}/{route}", ROUTES[route])
        for one in (appointment.id, uuid4())
    ]
    calendars = [read(other, f"appointments/{one}/calendar") for one in (appointment.id, uuid4())]
    for real, absent in (answers, calendars):
        assert real.status_code == absent.status_code == 404
        assert real.content == absent.content


def test_moving_to_a_held_start(slot: Slot) -> None:
    browser, appointment = _mine(slot)
    goal = offered(days=20)[-1]
    hold = send(browser, "holds", _wanted(goal)).json()
    body = {"hold": hold["hold"], "secret": hold["secret"], "version": 1}
    stale = send(browser, f"appointments/{appointment.id}/move", {**body, "version": 2})
    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (409, "stale", 1)
    wrong = send(browser, f"appointments/{appointment.id}/move", {**body, "secret": "x"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "hold_expired")
    moved = send(browser, f"appointments/{appointment.id}/move", body)
    assert moved.status_code == 200 and moved.json()["id"] == hold["hold"]
    (shown,) = read(browser, "appointments").json()["upcoming"]
    assert shown["id"] == hold["hold"]


def test_cancelling_once_and_not_twice(slot: Slot) -> None:
    browser, appointment = _mine(slot)
    path = f"appointments/{appointment.id}/cancel"
    for version in (0, "v1", 2**31, 10**30):
        assert send(browser, path, {"version": version}).status_code == 400
    for wrong in ({}, {"version": 1, "reason": "x"}):
        assert send(browser, path, wrong).status_code == 400
    first = send(browser, path, {"version": 1})
    assert (first.status_code, first.json()["status"]) == (200, "cancelled")
    second = send(browser, path, {"version": 1})
    assert (second.status_code, second.json()["code"]) == (409, "stale")


def test_joining_when_the_doors_are_open(ann: Counsellor, slot: Slot) -> None:
    browser, appointment = _mine(slot)
    path = f"appointments/{appointment.id}/join"
    early = send(browser, path)
    assert (early.status_code, early.json()["code"]) == (409, "doors_closed")
    (shown,) = read(browser, "appointments").json()["upcoming"]
    assert shown["can_join"] is False
    begun = begin(ann)
    newcomer = Browser()
    with standing_at(begun.appointment.start - timedelta(minutes=10)):
        send(newcomer, "session/code", {"code": begun.visit_code})
        joined = send(newcomer, f"appointments/{begun.appointment.id}/join")
    assert joined.status_code == 200
    assert joined.json()["live"] is True and joined.json()["phone_line"] is None


# The calendar file


@pytest.mark.parametrize(("language", "word"), [("zh-Hans", "预约"), ("en", "Appointment")])
def test_the_calendar_file_says_nothing_of_what(slot: Slot, language: str, word: str) -> None:
    browser, appointment = _mine(slot)
    answer = read(browser, f"appointments/{appointment.id}/calendar", language=language)
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{word}\r\n" in text and "CLASS:PRIVATE" in text
    assert f"DTSTART:{appointment.start:%Y%m%dT%H%M%SZ}" in text
    for leak in ("Ann", "李文", "DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE", "URL", SERVICE):
        assert leak not in text
    assert str(appointment.id) not in text and str(slot.counsellor.id) not in text


def test_the_calendar_entry_keeps_its_uid_when_it_moves(slot: Slot) -> None:
    browser, appointment = _mine(slot)
    before = read(browser, f"appointments/{appointment.id}/calendar").content.decode()
    hold = send(browser, "holds", _wanted(offered(days=20)[-1])).json()
    body = {"hold": hold["hold"], "secret": hold["secret"], "version": 1}
    send(browser, f"appointments/{appointment.id}/move", body)
    after = read(browser, f"appointments/{hold['hold']}/calendar").content.decode()
    gone = read(browser, f"appointments/{appointment.id}/calendar").content.decode()

    def line(text: str, name: str) -> str:
        return next(line for line in text.splitlines() if line.startswith(name))

    assert line(before, "UID") == line(after, "UID") == line(gone, "UID")
    assert (line(before, "SEQUENCE"), line(after, "SEQUENCE")) == ("SEQUENCE:0", "SEQUENCE:1")
    assert (line(after, "STATUS"), line(gone, "STATUS")) == (
        "STATUS:CONFIRMED",
        "STATUS:CANCELLED",
    )


def test_writing_with_a_cookie_demands_the_csrf_header(slot: Slot) -> None:
    browser, appointment = _mine(slot)
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    answer = send(strict, f"appointments/{appointment.id}/cancel", {"version": 1})
    assert answer.status_code == 403


def test_ids_of_the_wrong_form_are_unknown_addresses(ann: Counsellor) -> None:
    browser, _ = client_browser()
    assert send(browser, "appointments/17/cancel", {"version": 1}).status_code == 404
