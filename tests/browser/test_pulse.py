"""The pulse on a phone: one strip, about a minute, nothing left behind."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import Screen, both_ends, count_taps, guard_of, looked_at
from tests.browser.steps import expect_left
from tests.factories.company import Company
from tests.factories.figures import Told, tell_figures

PHONES = [Screen(lang, 390, beside=1280) for lang in ("zh-Hans", "en")]
on_phones = pytest.mark.parametrize("screen", PHONES, indirect=True, ids=str)


@pytest.fixture
def told(company: Company) -> Told:
    return tell_figures()


@on_phones
def test_it_is_answered_in_under_a_minute_and_the_strip_is_used_up(
    told: Told, page: Page, screen: Screen
) -> None:
    page.goto("/pulse")
    looked_at(page, "pulse", screen)
    begun, taps = time.monotonic(), count_taps(page)
    enter(page, screen, told.strips[0])
    for number in range(1, 11):
        expect(asked(page, screen, number, 12)).to_be_visible()
        if number == 1:
            looked_at(page, "pulse-question", screen)
        page.get_by_text(screen.say("Mostly true", "大多符合"), exact=True).click()
    expect(asked(page, screen, 11, 12)).to_be_visible()
    for cause in (
        screen.say("Abusive customers", "客户辱骂、刁难"),
        screen.say("Fines for errors", "差错罚款"),
        screen.say("Strict quality checks", "质检太严"),
    ):
        page.get_by_text(cause, exact=True).click()
    expect(page.get_by_role("checkbox", disabled=True)).to_have_count(9)
    looked_at(page, "pulse-drivers", screen)
    page.get_by_role("button", name=screen.say("Next", "下一题")).click()
    looked_at(page, "pulse-more", screen)
    page.get_by_role("button", name=screen.say("Skip these; one last", "跳过这些")).click()
    page.get_by_text(screen.say("1 to 3 years", "1 到 3 年"), exact=True).click()
    page.get_by_role("button", name=screen.say("Send", "提交"), exact=True).click()
    expect(
        page.get_by_role("heading", name=screen.say("Your answers have arrived", "您的回答已收到"))
    ).to_be_focused()
    assert taps.count <= 18
    assert time.monotonic() - begun < 60
    looked_at(page, "pulse-done", screen)
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )

    guard_of(page).expect(422)
    page.goto("/pulse")
    enter(page, screen, told.strips[0])
    expect(
        page.get_by_text(screen.say("This strip opens nothing", "这张纸条打不开"))
    ).to_be_visible()
    looked_at(page, "pulse-refused", screen)


@pytest.mark.parametrize("screen", [Screen("en", 390)], indirect=True, ids=str)
def test_back_skip_and_the_further_questions(told: Told, page: Page, screen: Screen) -> None:
    page.goto("/pulse")
    enter(page, screen, told.strips[1])
    page.get_by_text("Fully true", exact=True).click()
    expect(asked(page, screen, 2, 12)).to_be_visible()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_role("radio", name="Fully true")).to_be_checked()
    # With the keyboard an answer does not run away: one moves through them and goes on by hand.
    page.get_by_role("radio", name="Fully true").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Mostly true")).to_be_checked()
    expect(asked(page, screen, 1, 12)).to_be_visible()
    page.get_by_role("button", name="Next").click()
    for _ in range(10):
        page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Yes, go on").click()
    expect(asked(page, screen, 12, 17)).to_be_visible()
    for _ in range(5):
        page.get_by_role("button", name="Skip").click()
    expect(asked(page, screen, 17, 17)).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    expect(page.get_by_text("Your answers are on this page", exact=False)).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Your answers have arrived")).to_be_visible()


@both_ends
def test_back_and_forward_of_the_browser_lose_no_answer(
    told: Told, page: Page, screen: Screen
) -> None:
    fully, mostly = screen.say("Fully true", "完全符合"), screen.say("Mostly true", "大多符合")
    page.goto("/")
    page.goto("/pulse")
    enter(page, screen, told.strips[2])
    for number, answer in enumerate((fully, mostly), start=1):
        expect(asked(page, screen, number, 12)).to_be_visible()
        page.get_by_text(answer, exact=True).click()
    expect(asked(page, screen, 3, 12)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio", name=mostly)).to_be_checked()
    page.go_back()
    expect(page.get_by_role("radio", name=fully)).to_be_checked()
    page.go_forward()
    expect(page.get_by_role("radio", name=mostly)).to_be_checked()
    # From another page of the site it leads back into the questions too.
    page.get_by_role("link", name="Harbour", exact=True).click()
    expect(page).to_have_url(re.compile(r"[^e]/$"))
    page.go_back()
    expect(page.get_by_role("radio", name=mostly)).to_be_checked()
    # Before the first question lies the strip, typed already; begun again it knows its answers.
    page.go_back()
    expect(asked(page, screen, 1, 12)).to_be_visible()
    page.go_back()
    expect(code_field(page, screen)).to_have_value(told.strips[2].lower())
    page.get_by_role("button", name=screen.say("Begin", "开始")).click()
    expect(page.get_by_role("radio", name=fully)).to_be_checked()
    kept = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
    assert page.evaluate(kept) == 0
    assert urlsplit(page.url).path == "/pulse" and not urlsplit(page.url).query
    assert page.evaluate("JSON.stringify(history.state)") == '{"pulse":0}'

    page.get_by_role("button", name=screen.say("Next", "下一题")).click()
    expect(asked(page, screen, 2, 12)).to_be_visible()
    page.get_by_role("button", name=screen.say("Leave", "离开"), exact=True).first.click()
    expect_left(page)
    page.goto("/pulse")
    expect(code_field(page, screen)).to_have_value("")


@pytest.mark.parametrize("screen", [Screen("en", 390)], indirect=True, ids=str)
def test_once_sent_there_is_no_way_back_to_the_answers(
    told: Told, page: Page, screen: Screen
) -> None:
    page.goto("/")
    page.evaluate("history.pushState(null, '', '/pulse')")
    enter(page, screen, told.strips[3])
    page.get_by_text("Fully true", exact=True).click()
    for number in range(2, 12):
        expect(asked(page, screen, number, 12)).to_be_visible()
        page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Skip these; one last question").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Your answers have arrived")).to_be_focused()
    page.wait_for_function("history.state === null")
    page.go_back()
    expect(page).to_have_url(re.compile(r"[^e]/$"))
    expect(page.get_by_role("link", name="Book a session", exact=True)).to_be_visible()
    page.go_forward()
    expect(code_field(page, screen)).to_have_value("")
    page.go_forward()
    expect(code_field(page, screen)).to_have_value("")


def enter(page: Page, screen: Screen, strip: str) -> None:
    """Type a strip's code and begin."""
    code_field(page, screen).fill(strip.lower())
    page.get_by_role("button", name=screen.say("Begin", "开始")).click()


def code_field(page: Page, screen: Screen) -> Locator:
    """Where the strip's code is typed."""
    return page.get_by_label(screen.say("Code on your strip", "纸条上的编码"))


def asked(page: Page, screen: Screen, at: int, of: int) -> Locator:
    """Which question is on the screen."""
    return page.get_by_text(screen.say(f"Question {at} of {of}", f"第 {at} 题，共 {of} 题"))
