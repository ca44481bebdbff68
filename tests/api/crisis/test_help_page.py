"""The help page: needs no script, no sign-in, no cookie, both languages, never refused."""

import re

import pytest
from django.test import Client as Browser

from eap.crisis.models import Crisis
from eap.crisis.selectors import console
from tests.factories.crisis import (
    change_desk_key,
    make_duty_without_key,
    mend_desk_key,
    on_rota,
    only_call,
)
from tests.factories.programme import make_employer, make_help_line

SCRIPT = "<script[^>]*>"
LEAVE_SCRIPT, CALL_SCRIPT = (f'<script src="/assets/{name}.js">' for name in ("leave", "call"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company() -> None:
    make_employer(callback_number="400 100 2000")
    make_help_line()
    make_help_line("120", kind="emergency", name_zh="急救", name_en="Ambulance")


def test_it_shows_hotline_before_everything_else_and_sets_no_cookie(client: Browser) -> None:
    page = client.get("/now", headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert page.status_code == 200 and not page.cookies
    assert text.index("tel:12356") < text.index('<form id="call-form"') < text.index("tel:120")
    assert "400 100 2000" in text and re.findall(SCRIPT, text) == [LEAVE_SCRIPT, CALL_SCRIPT]
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("lang", "words"), [("en", "Help now"), ("zh-Hans", "现在求助")])
def test_it_speaks_both_languages(client: Browser, lang: str, words: str) -> None:
    assert words in client.get(f"/now?lang={lang}").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
    ],
    ids=["says nothing", "own origin", "same origin", "what browsers send", "what old ones send"],
)
def test_a_plain_form_is_taken(client: Browser, headers: dict[str, str]) -> None:
    duty = on_rota(1)
    form = {"number": "138 0000 1111", "where": "", "language": "en"}
    answer = client.post("/now/call", form, headers=headers)
    assert answer.status_code == 200 and "We have your request" in answer.content.decode()
    assert only_call(duty).state == "raised"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_sites_form_is_not(client: Browser, headers: dict[str, str]) -> None:
    answer = client.post("/now/call", {"number": "138 0000 1111"}, headers=headers)
    assert answer.status_code == 403 and "tel:12356" in answer.content.decode()
    assert Crisis.objects.count() == 0


@pytest.mark.parametrize(("number", "fault"), [("", "We need a number"), ("later", "look like")])
def test_what_was_typed_stays(client: Browser, number: str, fault: str) -> None:
    form = {"number": number, "where": "gate 3", "language": "en"}
    answer = client.post("/now/call", form)
    text = answer.content.decode()
    assert answer.status_code == 422 and fault in text and "gate 3" in text


TOLD = {
    "en": ("Please call a number below now", "nobody here has a number to call you back on"),
    "zh-Hans": ("请现在拨打下面的电话", "没有可以给您回电的号码"),
}


def _demand_told(text: str, language: str) -> None:
    """First whom to call, then calmly why; nothing that was typed, and no call-back promised."""
    heading, why = TOLD[language]
    assert text.index(heading) < text.index(why) < text.index("tel:12356") < text.index("tel:120")
    assert "<dd>" not in text and "15 minutes" not in text and "15分钟" not in text


@pytest.mark.no_desks
@pytest.mark.parametrize("language", TOLD)
def test_a_call_nobody_could_open_is_taken_in_and_says_whom_to_call(
    client: Browser, language: str
) -> None:
    duty = make_duty_without_key()
    form = {"number": "138 0000 1111", "where": "gate 3", "language": language}
    answer = client.post("/now/call", form)
    assert answer.status_code == 200
    _demand_told(answer.content.decode(), language)
    assert only_call(duty).unkept == "no_key"


def test_a_call_to_a_changed_key_too(client: Browser) -> None:
    duty = on_rota(1)
    change_desk_key()
    form = {"number": "138 0000 1111", "language": "en", "once": "o" * 32}
    for _ in range(2):
        _demand_told(client.post("/now/call", form).content.decode(), "en")
    assert only_call(duty).unkept == "changed"
    mend_desk_key()
    assert "We have your request" in client.post("/now/call", form).content.decode()
    assert [call.has_number for call in console(duty).open] == [False, True]


def test_who_could_not_be_kept_is_told_of_no_call_when_they_are_all_right(client: Browser) -> None:
    on_rota(1)
    change_desk_key()
    text = _ask(client)
    assert 'data-leads="/now"' in text and "may still call you" not in text
    _, text = _all_right(client, _hidden(text, "ticket"))
    assert "no number to call you on" in text and "may still call you" not in text


def test_text_in_the_form_cannot_become_markup(client: Browser) -> None:
    answer = client.post("/now/call", {"number": "<b>", "where": '"><script>x</script>'})
    assert "<script>" not in answer.content.decode()


def test_the_form_address_opened_by_hand_leads_to_the_page(client: Browser) -> None:
    assert client.get("/now/call").headers["Location"] == "/now"


def test_without_a_company_the_page_still_stands(client: Browser) -> None:
    from eap.programme.models import Employer, HelpLine

    Employer.objects.all()
    HelpLine.objects.update(active=False)
    assert client.get("/now?lang=en").status_code == 200


def _ask(client: Browser, **form: str) -> str:
    answer = client.post("/now/call", {"number": "138 0000 1111", "language": "en", **form})
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


def test_the_answer_repeats_what_was_typed_and_says_what_follows(client: Browser) -> None:
    text = _ask(client, where="gate 3 <b>")
    assert "138 0000 1111" in text and "gate 3 &lt;b&gt;" in text
    assert "If nobody has called within 15 minutes" in text and "tel:12356" in text


def test_a_second_tap_and_another_language_are_the_same_call(client: Browser) -> None:
    duty = on_rota(1)
    page = client.get("/now?lang=en").content.decode()
    once = page.partition('name="once" value="')[2].partition('"')[0]
    for language in ("en", "en", "zh-Hans"):
        text = _ask(client, once=once, language=language)
    assert "已收到您的请求" in text and "138 0000 1111" in text
    assert only_call(duty).state == "raised"


def _hidden(text: str, name: str) -> str:
    return text.partition(f'name="{name}" value="')[2].partition('"')[0]


def _all_right(client: Browser, ticket: str, **headers: str) -> tuple[int, str]:
    form = {"ticket": ticket, "language": "en"}
    answer = client.post("/now/all-right", form, headers=headers)
    return answer.status_code, answer.content.decode()


def test_who_called_says_that_they_are_all_right_and_the_call_stays(client: Browser) -> None:
    duty = on_rota(1)
    ticket = _hidden(_ask(client, where="gate 3"), "ticket")
    status, text = _all_right(client, ticket)
    assert status == 200 and "We have passed it on" in text and "tel:12356" in text
    assert "gate 3" not in text and "138 0000 1111" not in text
    assert only_call(duty).all_right_at is not None and only_call(duty).state == "raised"
    assert client.get("/now/all-right").headers["Location"] == "/now"


def test_asked_for_again_after_that_it_is_another_call(client: Browser) -> None:
    duty = on_rota(1)
    once = "o" * 32
    first = _hidden(_ask(client, once=once), "ticket")
    _all_right(client, first)
    again = [_hidden(_ask(client, once=once), "ticket") for _ in range(2)]
    assert again[0] == again[1] != first
    shown = _hidden(_ask(client, once=once, shown="1"), "ticket")
    assert shown == first, "another language on the answer asks for nothing"
    calls = console(duty).open
    assert [call.all_right_at is None for call in calls] == [False, True]


@pytest.mark.parametrize("ticket", ["", "of another"])
def test_it_never_says_that_it_passed_on_what_it_did_not(client: Browser, ticket: str) -> None:
    _ask(client)
    status, text = _all_right(client, ticket)
    assert status == 200 and "passed it on" not in text and "tell whoever calls you" in text


def test_another_site_cannot_say_it(client: Browser) -> None:
    duty = on_rota(1)
    ticket = _hidden(_ask(client), "ticket")
    status, _ = _all_right(client, ticket, Origin="https://elsewhere.example")
    assert status == 403 and only_call(duty).all_right_at is None


@pytest.mark.parametrize("once", ["", "short", "x" * 33])
def test_a_form_without_its_name_is_taken_all_the_same(client: Browser, once: str) -> None:
    duty = on_rota(1)
    _ask(client, once=once)
    assert only_call(duty).state == "raised"


def test_what_stays_in_the_history_holds_nothing_typed(client: Browser) -> None:
    _ask(client)
    page = client.get("/now/sent?lang=en")
    text = page.content.decode()
    assert page.status_code == 200 and "If you have just asked for a call" in text
    assert "138 0000 1111" not in text


@pytest.mark.parametrize("door", ["/leave", "/api/v1/session/leave"])
def test_after_leaving_nothing_tells_that_a_call_was_asked_for(client: Browser, door: str) -> None:
    _ask(client)
    client.post(door)
    page = client.get("/now/sent?lang=en")
    assert (page.status_code, page.headers["Location"]) == (302, "/now?lang=en")


@pytest.mark.parametrize(("lang", "words"), [("en", "This page isn"), ("zh-Hans", "没有这个页面")])
def test_a_wrong_address_shows_help_to_a_person(client: Browser, lang: str, words: str) -> None:
    page = client.get(f"/nowhere?lang={lang}", headers={"Accept": "text/html"})
    text = page.content.decode()
    assert page.status_code == 404 and words in text and "tel:12356" in text
    assert 'href="/"' in text and re.findall(SCRIPT, text) == [LEAVE_SCRIPT] and not page.cookies


def test_a_wrong_address_of_the_api_stays_a_problem(client: Browser) -> None:
    answer = client.get("/api/v1/nowhere", headers={"Accept": "text/html"})
    assert answer.status_code == 404 and answer.json()["code"] == "not_found"
