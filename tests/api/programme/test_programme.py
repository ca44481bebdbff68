"""What anybody may read: services, sites, the help card, who sees what."""

import pytest
from django.test import Client as Browser

from eap.core import clock
from eap.people.who_sees import who_sees
from tests.factories import programme
from tests.factories.people import make_client
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
ADDRESSES = ("help", "who-sees", "services", "sites")


def read(path: str, browser: Browser | None = None):  # type: ignore[no-untyped-def]
    return (browser or Browser()).get(f"/api/v1/{path}")


def test_services_in_plain_words() -> None:
    programme.make_service("talk", order=1)
    programme.make_service("past", active=False)
    (service,) = read("services").json()["services"]
    assert service == {
        "code": "talk",
        "name_zh": "与咨询师聊聊",
        "name_en": "Talk to a counsellor",
        "line_zh": "五十分钟，只谈您想谈的。",
        "line_en": "Fifty minutes about whatever you like.",
        "minutes": 50,
        "modalities": ["text", "phone"],
    }


def test_only_sites_one_can_hide_in_are_offered_and_no_headcount_leaves() -> None:
    shift = programme.make_shift()
    programme.make_site("BIG", heads=50, shift=shift)
    programme.make_site("SMALL", heads=49, shift=shift)
    with clock.standing_at(clock.now()):
        places = read("sites").json()
    assert [site["code"] for site in places["sites"]] == ["BIG"]
    assert set(places["sites"][0]) == {"code", "name_zh", "name_en"}
    assert [one["code"] for one in places["shifts"]] == ["day"]
    assert places["tenures"] == ["t0", "t1", "t2", "t3", "t4"]


def test_the_help_card_before_and_after_setup() -> None:
    assert read("help").json() == {"lines": [], "on_duty": False, "callback_number": ""}
    programme.make_employer()
    programme.make_help_line("12356", hours_en="24 h")
    card = read("help").json()
    assert card["callback_number"] == "400 1"
    assert (card["lines"][0]["number"], card["lines"][0]["hours_en"]) == ("12356", "24 h")


def test_who_sees_what_is_the_domains_list() -> None:
    answer = read("who-sees").json()
    told = who_sees()
    assert [one["role"] for one in answer["viewers"]] == [one.role for one in told.viewers]
    assert {one["role"]: one["sees"] for one in answer["viewers"]} == {
        one.role: one.sees for one in told.viewers
    }
    assert answer["limits"] == list(told.limits)
    assert answer["consent_version"] == told.consent_version


@pytest.mark.parametrize("path", ADDRESSES)
def test_everybody_reads_the_same(path: str) -> None:
    programme.make_site("HZ")
    programme.make_service()
    client = Browser()
    client.post(
        "/api/v1/session/code", {"code": make_client().visit_code}, content_type="application/json"
    )
    staff = sign_in(Browser(), make_staff("counsellor"))
    answers = {read(path, browser).content for browser in (Browser(), client, staff)}
    assert len(answers) == 1


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_written_here(path: str) -> None:
    answer = Browser().post(f"/api/v1/{path}", {}, content_type="application/json")
    assert answer.status_code == 405
