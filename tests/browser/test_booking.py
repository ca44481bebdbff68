"""Booking: as a newcomer with and without a card, again, by keyboard, on the narrowest phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from eap.booking.words import Status
from tests.browser.screens import (
    Screen,
    both_ends,
    count_taps,
    every_screen,
    guard_of,
    looked_at,
    no_sideways_scroll,
    picture,
)
from tests.browser.steps import (
    CODE,
    agree,
    appointments_in,
    book_now,
    book_without_card,
    card_field,
    expect_booked,
    expect_title,
    hold_a_time,
    line_field,
    say_no_card,
    soonest,
    to_the_times,
    visit_code,
)
from tests.factories.company import Company

FIRST_BOOKING_TAPS = 6
RETURNING_TAPS = 4
MOST_TABS = 120


@every_screen
def test_a_newcomer_books_with_a_card(page: Page, company: Company, screen: Screen) -> None:
    page.goto("/")
    taps = count_taps(page)
    page.get_by_role("link", name=screen.say("Book a session", "预约咨询"), exact=True).click()
    service = page.get_by_role("link", name=screen.say("Talk to a counsellor", "与咨询师聊聊"))
    expect(service).to_be_visible()
    looked_at(page, "services", screen)
    service.click()
    expect(soonest(page, screen).first).to_be_visible()
    looked_at(page, "times", screen)
    if screen.width < 600:
        picture(page, "phone-booking", screen)
    soonest(page, screen).nth(1).click()
    expect(seen_by_nobody(page, screen)).to_be_visible()
    expect(page.get_by_text(screen.say("danger to life", "危及生命"))).to_be_visible()
    looked_at(page, "confirm", screen)
    agree(page, screen)
    card_field(page, screen).click()
    page.keyboard.type(company.card())
    book_now(page, screen)
    expect_booked(page, screen)
    assert taps.count <= FIRST_BOOKING_TAPS
    assert visit_code(page, screen)
    looked_at(page, "booked", screen)
    page.get_by_role("button", name=screen.say("I wrote it down", "我记下了")).click()
    expect(page.get_by_text(CODE)).to_have_count(0)


def seen_by_nobody(page: Page, screen: Screen) -> Locator:
    """The short sentence before the consent."""
    return page.get_by_text(screen.say("HR can see nothing", "人事看不到")).first


@both_ends
def test_the_whole_list_of_who_sees_what_is_one_tap_away(
    page: Page, company: Company, screen: Screen
) -> None:
    hold_a_time(page, screen)
    listed = page.get_by_role("listitem").filter(
        has_text=screen.say("IT and administrators", "信息技术与管理员")
    )
    expect(seen_by_nobody(page, screen)).to_be_visible()
    expect(listed).to_have_count(0)
    page.get_by_text(screen.say("The whole list", "完整名单")).click()
    expect(listed).to_be_visible()
    looked_at(page, "confirm-list", screen)


@both_ends
def test_without_a_card_it_is_six_taps_with_the_note_put_away_first(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    taps = count_taps(page)
    page.get_by_role("button", name=screen.say("Got it", "知道了")).click()
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    agree(page, screen)
    book_now(page, screen)
    expect_booked(page, screen)
    assert taps.count <= FIRST_BOOKING_TAPS


@both_ends
def test_somebody_who_has_come_in_books_in_four_taps(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    page.goto("/")
    expect(page.get_by_text(re.compile(screen.say("^Next: ", "^下次：")))).to_be_visible()
    looked_at(page, "home-mine", screen)
    taps = count_taps(page)
    to_the_times(page, screen)
    page.locator("details[open] button").last.click()  # tomorrow: nothing of theirs is near
    book_now(page, screen)
    expect_booked(page, screen)
    assert taps.count <= RETURNING_TAPS
    expect(page.get_by_text(CODE)).to_have_count(0)  # they keep the code they have
    assert appointments_in(Status.BOOKED) == 2


def test_nothing_of_it_is_kept_in_the_browser_and_back_leads_home(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    assert page.title() == "Harbour"
    assert page.url.endswith("/book/ok")
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
    assert page.evaluate("document.cookie").startswith("csrftoken=")
    page.go_back()
    expect(page).to_have_url(re.compile(r":\d+/$"))


def test_back_from_confirming_leads_to_the_times_and_keeps_what_was_typed(
    page: Page, company: Company, screen: Screen
) -> None:
    hold_a_time(page, screen)
    line_field(page, screen).fill("夜班之后睡不着")
    page.go_back()
    expect(soonest(page, screen).first).to_be_visible()
    assert page.url.endswith("/book/t")
    soonest(page, screen).nth(1).click()
    expect(line_field(page, screen)).to_have_value("夜班之后睡不着")


def test_done_asks_once_for_the_code_and_then_it_is_gone(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    page.get_by_role("button", name="完成", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(CODE)).to_be_visible()
    dialog.get_by_role("button", name="记下了，完成").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/book/ok")
    expect_title(page, "预约已保留")
    expect(page.get_by_role("link", name="设置私人密钥")).to_be_visible()
    expect(page.get_by_text(CODE)).to_have_count(0)


def test_a_slip_in_the_card_is_noticed_before_it_costs_a_try(
    page: Page, company: Company, screen: Screen
) -> None:
    hold_a_time(page, screen)
    card = company.card()
    line_field(page, screen).fill("夜班之后睡不着")
    book_now(page, screen)
    expect(page.get_by_text("没有这项同意")).to_be_visible()
    agree(page, screen)
    other = "2" if card[0] != "2" else "3"
    card_field(page, screen).fill(other + card[1:])
    book_now(page, screen)
    expect(page.get_by_text("有一位对不上")).to_be_visible()
    assert appointments_in(Status.BOOKED) == 0
    card_field(page, screen).fill(f"{card[:5].lower()}-{card[5:]}")
    book_now(page, screen)
    expect_booked(page, screen)


@pytest.mark.parametrize(
    "screen", [Screen("zh-Hans", 320), Screen("en", 320)], indirect=True, ids=str
)
def test_nothing_sticks_out_on_the_narrowest_phone(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    no_sideways_scroll(page)
    to_the_times(page, screen)
    no_sideways_scroll(page)
    soonest(page, screen).nth(1).click()
    expect(seen_by_nobody(page, screen)).to_be_visible()
    no_sideways_scroll(page)
    agree(page, screen)
    say_no_card(page, screen)
    book_now(page, screen)
    expect_booked(page, screen)
    no_sideways_scroll(page)


@both_ends
def test_everything_can_be_done_with_the_keyboard(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    tab_to(page, screen.say("Book a session", "预约咨询"))
    page.keyboard.press("Enter")
    tab_to(page, screen.say("Talk to a counsellor", "与咨询师聊聊"))
    page.keyboard.press("Enter")
    expect(soonest(page, screen).first).to_be_visible()
    tab_to(page, soonest(page, screen).nth(1).text_content() or "")
    page.keyboard.press("Enter")
    tab_to(page, screen.say("I agree to this service", "我同意接受这项服务"))
    page.keyboard.press("Space")
    tab_to(page, screen.say("Book this time", "预约这个时间"))
    page.keyboard.press("Enter")
    expect_booked(page, screen)
    assert guard_of(page).taps == 0


FOCUSED = """
(() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const said = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent;
  const seen = box.bottom > 0 && box.top < innerHeight && box.height > 0;
  return one === document.body ? ['', false] : [said, seen];
})()
"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so; it must be in sight then."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        called, seen = page.evaluate(FOCUSED)
        if name in called:
            assert seen, f"{name!r} has the focus where nobody sees it"
            return
    raise AssertionError(f"the focus never came to {name!r}")


def test_who_remembers_their_code_on_the_way_comes_back_to_what_they_chose(
    page: Page, company: Company, screen: Screen
) -> None:
    code = book_without_card(page, screen)
    page.context.clear_cookies()
    page.goto("/")
    to_the_times(page, screen)
    page.locator("details[open] button").last.click()
    chosen = page.locator("form").locator("xpath=..").locator("time").first.inner_text()
    line_field(page, screen).fill("夜班之后")
    page.get_by_role("link", name="我来过，有访问码").click()
    page.get_by_label("访问码", exact=True).fill(code)
    page.get_by_role("button", name="进入", exact=True).click()
    expect(line_field(page, screen)).to_have_value("夜班之后")
    expect(page.get_by_text(chosen).first).to_be_visible()
    expect(card_field(page, screen)).to_have_count(0)
    book_now(page, screen)
    expect_booked(page, screen)
