"""Calendar, hours, rota and supply through HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from eap.access.models import Staff
from eap.booking.models import Counsellor
from eap.core.clock import standing_at
from tests.factories import cases as make
from tests.factories.booking import (
    NOON,
    booked,
    client_actor,
    insert_appointment,
    make_counsellor,
    make_service,
    offered,
)
from tests.factories.browsers import client_browser, read, send
from tests.factories.cases import begin
from tests.factories.programme import make_site
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
WEEK = {"from": "2027-03-01", "to": "2027-03-07"}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with standing_at(NOON):
        yield


@pytest.fixture
def ann() -> Counsellor:
    make_service()
    return make_counsellor("Ann")


@pytest.fixture
def browser(ann: Counsellor) -> Browser:
    return sign_in(Browser(), Staff.objects.get(pk=ann.staff_id))


def test_the_calendar_holds_sessions_hours_and_duty(ann: Counsellor, browser: Browser) -> None:
    client = client_actor()
    appointment = booked(client, offered()[0])
    insert_appointment(make_counsellor("Bo"), NOON)
    body = read(browser, "staff/calendar", **WEEK).json()
    assert [one["id"] for one in body["appointments"]] == [str(appointment.id)]
    assert len(body["offered"]) == 7
    assert (body["time_zone"], body["duty"], body["exceptions"]) == ("Asia/Shanghai", [], [])
    assert str(client.id) not in str(body)


def test_it_says_whose_page_opens_to_the_reader(ann: Counsellor, browser: Browser) -> None:
    begun = begin(ann, claimed=False)
    on = begun.appointment.start.astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()

    def cases() -> list[tuple[str, bool]]:
        body = read(browser, "staff/calendar", **{"from": on, "to": on}).json()
        return [(one["id"], one["kept"]) for one in body["cases"]]

    case = str(begun.case_id)
    assert cases() == [(case, False)]
    assert read(browser, f"staff/cases/{case}").status_code == 404
    make.claim(begun.counsellor, begun.request_id)
    assert cases() == [(case, True)]
    assert read(browser, f"staff/cases/{case}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"from": "2027-03-01", "to": "2027-06-01"}, 422),
        ({"from": "2027-03-02", "to": "2027-03-01"}, 422),
        ({"from": "0001-01-01", "to": "0001-01-02"}, 422),
        ({"from": "9999-12-31", "to": "9999-12-31"}, 422),
        ({"to": "2027-03-01"}, 400),
    ],
)
def test_absurd_windows(browser: Browser, query: dict[str, str], status: int) -> None:
    assert read(browser, "staff/calendar", **query).status_code == status


def test_a_calendar_is_a_counsellors_own(ann: Counsellor) -> None:
    for role in ("operations", "programme_manager", "system_admin", "auditor"):
        other = sign_in(Browser(), make_staff(role))
        assert read(other, "staff/calendar", **WEEK).status_code == 403
        assert read(other, "staff/availability").status_code == 403
    without_hours = sign_in(Browser(), make_staff("counsellor"))
    assert read(without_hours, "staff/calendar", **WEEK).json()["code"] == "no_calendar"
    assert read(Browser(), "staff/calendar", **WEEK).status_code in (401, 403)
    assert read(client_browser()[0], "staff/calendar", **WEEK).status_code in (401, 403)


RULE = {"kind": "rule", "anchor": "2027-03-01", "starts": "18:00", "minutes": 120}
AWAY = {
    "kind": "exception",
    "adds": False,
    "start": "2027-03-02T00:00:00Z",
    "end": "2027-03-04T00:00:00Z",
}


def test_rules_and_exceptions_come_and_go(ann: Counsellor, browser: Browser) -> None:
    rule = send(browser, "staff/availability", RULE)
    away = send(browser, "staff/availability", AWAY)
    assert (rule.status_code, away.status_code) == (201, 201)
    body = read(browser, "staff/availability").json()
    assert body["room"] == ann.room
    assert {one["starts"] for one in body["rules"]} == {"09:00", "18:00"}
    assert [one["adds"] for one in body["exceptions"]] == [False]
    for kind, made in (("rule", rule), ("exception", away)):
        path = f"staff/availability/{kind}/{made.json()['id']}"
        assert send(browser, path, method="delete").status_code == 204
        assert send(browser, path, method="delete").status_code == 404
    after = read(browser, "staff/availability").json()
    assert (len(after["rules"]), after["exceptions"]) == (1, [])


def test_going_away_names_what_is_booked_and_leaves_it(ann: Counsellor, browser: Browser) -> None:
    slot = next(slot for slot in offered() if slot.start.isoformat() > "2027-03-02T02")
    booked(client_actor(), slot)
    until = (slot.end + timedelta(days=1)).isoformat()
    made = send(browser, "staff/availability", {**AWAY, "end": until})
    assert len(made.json()["affected"]) == 1
    assert len(read(browser, "staff/calendar", **WEEK).json()["appointments"]) == 1
    assert not [other for other in offered() if other.start.isoformat() < until]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"kind": "rule"}, 400),
        ({**RULE, "minutes": 0}, 400),
        ({**RULE, "minutes": 1441}, 400),
        ({**RULE, "offset_day": 7}, 422),
        ({**RULE, "anchor": "0001-01-01"}, 422),
        ({**RULE, "valid_from": "2027-03-02", "valid_until": "2027-03-01"}, 422),
        ({**RULE, "valid_until": "9999-12-31"}, 422),
        ({**RULE, "counsellor": str(uuid4())}, 400),
        ({**AWAY, "end": AWAY["start"]}, 422),
        ({**AWAY, "end": "2037-01-01T00:00:00Z"}, 422),
        ({**AWAY, "start": "0001-01-01T00:00:00Z", "end": "0001-01-02T00:00:00Z"}, 422),
    ],
)
def test_hours_that_cannot_be(browser: Browser, body: dict[str, Any], status: int) -> None:
    answer = send(browser, "staff/availability", body)
    assert answer.status_code == status and answer.json()["fields"]


def test_nobody_plans_for_another(ann: Counsellor, browser: Browser) -> None:
    bo = make_counsellor("Bo")
    rule = bo.rules.get()
    path = f"staff/availability/rule/{rule.id}"
    assert send(browser, path, method="delete").status_code == 404
    manager = sign_in(Browser(), make_staff("programme_manager"))
    assert send(manager, path, method="delete").status_code == 404
    assert send(manager, "staff/availability", RULE).status_code == 403


def test_a_counsellor_cancels(ann: Counsellor, browser: Browser) -> None:
    appointment = booked(client_actor(), offered()[0])
    path = f"staff/appointments/{appointment.id}/cancel"
    other = sign_in(Browser(), Staff.objects.get(pk=make_counsellor("Bo").staff_id))
    assert send(other, path, {"version": 1}).status_code == 404
    assert send(browser, path, {"version": 9}).json()["code"] == "stale"
    assert send(browser, path, {"version": 1}).json()["status"] == "counsellor_cancelled"


# The rota

DAY = {"from": "2027-03-02T00:00:00Z", "to": "2027-03-03T00:00:00Z"}


def _shift(staff: Staff, level: int, first: int, last: int) -> dict[str, object]:
    return {
        "staff": str(staff.id),
        "level": level,
        "start": f"2027-03-02T{first:02}:00:00Z",
        "end": f"2027-03-02T{last:02}:00:00Z",
    }


def test_the_rota_shows_its_gaps_and_what_was_declared() -> None:
    lead = sign_in(Browser(), make_staff("clinical_lead"))
    duty = make_staff("on_call")
    assert send(lead, "staff/duty", _shift(duty, 1, 0, 12)).status_code == 201
    hotline = {"start": "2027-03-02T12:00:00Z", "end": "2027-03-02T20:00:00Z"}
    assert send(lead, "staff/duty/hotline-only", hotline).status_code == 201
    body = read(sign_in(Browser(), duty), "staff/duty", **DAY).json()
    assert [(gap["start"][11:16], gap["end"][11:16]) for gap in body["gaps"]] == [
        ("20:00", "00:00")
    ]
    assert (len(body["shifts"]), len(body["hotline_only"])) == (1, 1)
    assert (body["shifts"][0]["name"], body["shifts"][0]["own"]) == (duty.display_name, True)
    assert not read(lead, "staff/duty", **DAY).json()["shifts"][0]["own"]
    path = f"staff/duty/{body['shifts'][0]['id']}"
    assert send(lead, path, method="delete").status_code == 204
    assert len(read(lead, "staff/duty", **DAY).json()["gaps"]) == 2


def test_nobody_stands_on_two_rungs_at_once() -> None:
    lead = sign_in(Browser(), make_staff("clinical_lead"))
    duty = make_staff("on_call")
    send(lead, "staff/duty", _shift(duty, 1, 0, 12))
    answer = send(lead, "staff/duty", _shift(duty, 2, 11, 13))
    assert (answer.status_code, answer.json()["code"]) == (409, "already_on_call")
    assert send(lead, "staff/duty", _shift(duty, 2, 12, 13)).status_code == 201


def test_the_rota_is_planned_by_those_who_answer_for_it() -> None:
    duty = make_staff("on_call")
    for role in ("on_call", "counsellor", "operations", "system_admin"):
        browser = sign_in(Browser(), make_staff(role))
        assert send(browser, "staff/duty", _shift(duty, 1, 0, 12)).status_code == 403
    assert (
        read(sign_in(Browser(), make_staff("operations")), "staff/duty", **DAY).status_code == 403
    )
    lead = sign_in(Browser(), make_staff("programme_manager"))
    nobody = {**_shift(duty, 1, 0, 12), "staff": str(uuid4())}
    assert send(lead, "staff/duty", nobody).status_code == 422
    assert send(lead, "staff/duty", {**_shift(duty, 1, 0, 12), "level": 4}).status_code == 400
    assert send(lead, "staff/duty", _shift(duty, 1, 12, 12)).status_code == 422


def test_who_plans_the_rota_sees_whom_it_may_name_and_nobody_else_does() -> None:
    lead, manager = make_staff("clinical_lead", name="Chen Yu"), make_staff("programme_manager")
    duty = make_staff("on_call", "counsellor", name="Bai Lu")
    gone = make_staff("on_call", name="Ai Lin")
    send(sign_in(Browser(), manager), "staff/duty", _shift(gone, 1, 0, 12))
    Staff.objects.filter(pk=gone.pk).update(is_active=False, retired_at=NOON)
    for planner in (lead, manager):
        Staff.objects.filter(pk=lead.pk).update(last_login=NOON)
        answer = read(sign_in(Browser(), planner), "staff/duty/plan", **DAY)
        assert answer.json() == {
            "shifts": [],
            "hotline_only": [],
            "gaps": [{"start": DAY["from"], "end": DAY["to"]}],
            "planned_until": None,
            "people": [
                {"id": str(duty.id), "name": "Bai Lu", "signed_in": False},
                {"id": str(lead.id), "name": "Chen Yu", "signed_in": True},
            ],
        }
    for role in ("on_call", "counsellor", "operations", "privacy_officer", "system_admin"):
        asking = sign_in(Browser(), make_staff(role))
        assert read(asking, "staff/duty/plan", **DAY).status_code == 403


def test_a_plan_needs_a_window_of_at_most_three_months() -> None:
    lead = sign_in(Browser(), make_staff("clinical_lead"))
    assert read(lead, "staff/duty/plan").status_code == 400
    assert read(lead, "staff/duty/plan", **{**DAY, "to": "soon"}).status_code == 400
    for end in (DAY["from"], "2027-09-01T00:00:00Z"):
        answer = read(lead, "staff/duty/plan", **{**DAY, "to": end})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_window")


def test_a_plan_asks_as_often_however_full_it_is() -> None:
    browser = sign_in(Browser(), make_staff("clinical_lead"))
    read(browser, "staff/duty/plan", **DAY)
    with CaptureQueriesContext(connection) as empty:
        read(browser, "staff/duty/plan", **DAY)
    for hour in range(0, 20, 2):
        send(browser, "staff/duty", _shift(make_staff("on_call"), 1, hour, hour + 1))
    with CaptureQueriesContext(connection) as full:
        assert len(read(browser, "staff/duty/plan", **DAY).json()["shifts"]) == 10
    assert len(full) == len(empty)


def test_hours_declared_hotline_only_are_taken_back_once_by_planners() -> None:
    lead = sign_in(Browser(), make_staff("clinical_lead"))
    hotline = {"start": DAY["from"], "end": DAY["to"]}
    declared = send(lead, "staff/duty/hotline-only", hotline).json()["id"]
    path = f"staff/duty/hotline-only/{declared}"
    assert send(sign_in(Browser(), make_staff("on_call")), path, method="delete").status_code == 403
    (listed,) = read(lead, "staff/duty/plan", **DAY).json()["hotline_only"]
    assert listed == {**hotline, "id": declared}
    assert send(lead, path, method="delete").status_code == 204
    assert read(lead, "staff/duty/plan", **DAY).json()["gaps"] == [hotline]
    assert send(lead, path, method="delete").status_code == 404


def test_nobody_is_put_on_duty_who_may_not_answer() -> None:
    lead = sign_in(Browser(), make_staff("clinical_lead"))
    for role in ("counsellor", "programme_manager", "system_admin"):
        answer = send(lead, "staff/duty", _shift(make_staff(role), 1, 0, 12))
        assert (answer.status_code, answer.json()["fields"]) == (422, {"staff": "cannot_answer"})


def test_supply_is_read_from_hours_by_operations(ann: Counsellor) -> None:
    make_site(heads=1000)
    body = read(sign_in(Browser(), make_staff("operations")), "ops/supply").json()
    assert body == {
        "hours_per_1000": pytest.approx(8 * 7),
        "next_free_day": offered()[0].start.date().isoformat(),
        "duty_cover": 0.0,
    }


def test_supply_says_what_it_does_not_know(ann: Counsellor) -> None:
    Counsellor.objects.update(taking=False)
    body = read(sign_in(Browser(), make_staff("operations")), "ops/supply").json()
    assert (body["hours_per_1000"], body["next_free_day"]) == (None, None)


def test_supply_is_not_for_those_who_take_calls(browser: Browser) -> None:
    assert read(browser, "ops/supply").status_code == 403
    assert read(Browser(), "ops/supply").status_code == 401
