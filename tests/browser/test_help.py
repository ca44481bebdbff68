"""Help is two taps away at most, from every page for agents and without coming in."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import (
    OpenPage,
    Screen,
    both_ends,
    count_taps,
    every_screen,
    guard_of,
    looked_at,
)
from tests.browser.steps import (
    CODE,
    agree,
    book_without_card,
    call_me,
    close_sheet,
    come_in,
    help_button,
    hold_a_time,
    line_field,
    open_help,
    somebody_booked,
    visit_code,
)
from tests.conftest import owner_connection
from tests.factories.company import Company

HELP_TAPS = 2
PAGES = ("/book", "/book/t", "/sessions", "/live", "/prepare")
HALF_A_LINE = "夜班之后睡不着，而且"

# Where a number leads is told to the test and not to the machine it runs on.
_DIAL = """
addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="tel:"]');
  if (!link) return;
  event.preventDefault();
  window.dialled = link.getAttribute('href');
});
"""


def dial(page: Page, sheet: Locator) -> str:
    """Press the hotline; returns what the telephone would be given."""
    page.evaluate(_DIAL)
    sheet.locator("a[href='tel:12356']").click()
    return str(page.evaluate("window.dialled"))


def go_on(page: Page, screen: Screen, sheet: Locator) -> None:
    """From the open sheet to the help page, where a number can be left."""
    call_me(sheet, screen).click()
    expect(page).to_have_url(re.compile(rf"/now\?lang={screen.lang}#call$"))
    expect(page.locator("input[name='number']")).to_be_in_viewport()


@pytest.mark.parametrize("path", PAGES)
def test_from_every_page_help_is_one_tap_and_dialling_or_a_call_is_two(
    page: Page, company: Company, screen: Screen, path: str
) -> None:
    page.goto(path)
    taps = count_taps(page)
    sheet = open_help(page, screen)
    expect(call_me(sheet, screen)).to_be_in_viewport()
    assert taps.count == 1
    assert dial(page, sheet) == "tel:12356"
    assert taps.count == HELP_TAPS
    assert page.url.endswith(path)
    taps = count_taps(page)
    close_sheet(page, screen)
    go_on(page, screen, open_help(page, screen))
    assert taps.count - 1 == HELP_TAPS  # one was for closing


@every_screen
def test_help_in_the_middle_of_a_booking_leaves_all_of_it_as_it_was(
    page: Page, company: Company, screen: Screen
) -> None:
    hold_a_time(page, screen)
    agree(page, screen)
    line_field(page, screen).fill(HALF_A_LINE)
    before = page.locator("main").inner_text()
    taps = count_taps(page)
    sheet = open_help(page, screen)
    assert taps.count == 1
    hotline = sheet.get_by_role("link").first
    expect(hotline).to_have_attribute("href", "tel:12356")
    expect(sheet.get_by_text("400 820 0000")).to_be_visible()
    expect(sheet.locator("a[href='tel:120']")).to_be_in_viewport()
    leave = sheet.get_by_role("button", name=screen.say("Leave", "离开"), exact=True)
    expect(leave).to_be_in_viewport()
    assert page.evaluate(_WHAT_LIES_ON_TOP) == "DIALOG"
    looked_at(page, "help-sheet", screen)
    close_sheet(page, screen)
    assert page.locator("main").inner_text() == before
    expect(line_field(page, screen)).to_have_value(HALF_A_LINE)
    expect(page.get_by_role("checkbox").first).to_be_checked()


# Of the button's own middle, once its sheet is open.
_WHAT_LIES_ON_TOP = """
() => {
  const box = document.querySelector('footer a[href^="/now"]').getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return top.closest('dialog')?.tagName;
}
"""


@both_ends
def test_a_code_nobody_has_noted_is_shown_where_going_on_would_lose_it(
    page: Page, company: Company, screen: Screen
) -> None:
    code = book_without_card(page, screen)
    sheet = open_help(page, screen)
    expect(sheet.get_by_text(CODE)).to_have_text(code)
    losing = sheet.get_by_text(screen.say("is no longer shown", "不再显示您的访问码"))
    expect(losing).to_be_visible()
    looked_at(page, "help-booked", screen)
    close_sheet(page, screen)
    assert visit_code(page, screen) == code
    page.get_by_role("button", name=screen.say("I wrote it down", "我记下了")).click()
    sheet = open_help(page, screen)
    expect(losing).to_have_count(0)
    expect(sheet.get_by_text(CODE)).to_have_count(0)
    go_on(page, screen, sheet)


def test_an_unnoted_code_keeps_nobody_from_help(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    taps = count_taps(page)
    go_on(page, screen, open_help(page, screen))
    assert taps.count == HELP_TAPS


def test_by_keyboard_the_sheet_takes_the_focus_and_gives_it_back(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/sessions")
    button = help_button(page, screen)
    expect(button).to_have_attribute("aria-haspopup", "dialog")
    button.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="我现在需要帮助")
    expect(sheet.get_by_role("button", name="关闭")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_in_a_new_tab_the_button_is_the_link_it_looks_like(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/sessions")
    button = help_button(page, screen)
    expect(button).to_have_attribute("aria-haspopup", "dialog")
    with page.context.expect_page() as opened:
        button.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("input[name='number']")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/sessions")


@pytest.mark.parametrize("status", [503, None], ids=["failed", "not there yet"])
def test_without_the_programmes_numbers_the_button_leads_to_the_help_page_at_once(
    page: Page, company: Company, screen: Screen, status: int | None
) -> None:
    guard_of(page).expect(503)
    page.route(
        "**/api/v1/help",
        lambda route: route.fulfill(status=status, body="{}") if status else None,
    )
    page.goto("/sessions")
    expect(help_button(page, screen)).not_to_have_attribute("aria-haspopup", "dialog")
    help_button(page, screen).click()
    expect(page).to_have_url(re.compile(r"/now\?lang=zh-Hans$"))
    expect(page.locator("a[href='tel:12356']").first).to_be_in_viewport()
    page.unroute_all(behavior="ignoreErrors")


def test_help_is_two_taps_from_beneath_a_sheet(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("button", name="取消", exact=True).click()
    taps = count_taps(page)
    close_sheet(page, screen)
    open_help(page, screen)
    assert taps.count <= HELP_TAPS


def test_the_numbers_are_there_when_the_server_is_not(
    page: Page, company: Company, screen: Screen
) -> None:
    guard_of(page).expect(503)
    page.route("**/api/**", lambda route: route.fulfill(status=503, body="{}"))
    page.goto("/")
    expect(page.get_by_role("link", name="12356")).to_be_visible()
    page.goto("/book")
    expect(page.get_by_role("button", name="重试")).to_be_visible()
    expect(page.get_by_role("contentinfo").get_by_role("link")).to_be_visible()


def test_a_call_back_can_be_asked_for_from_the_first_page(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    taps = count_taps(page)
    page.get_by_role("link", name="请值班咨询师给我回电").click()
    page.locator("input[name='number']").fill("138 0000 0000")
    page.get_by_role("button", name="请给我回电").click()
    expect(page.get_by_text("已收到您的请求")).to_be_visible()
    assert taps.count <= HELP_TAPS
    expect(page.get_by_text("138 0000 0000")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("We have your request")).to_be_visible()
    expect(page.get_by_text("138 0000 0000")).to_be_visible()
    assert page.url.endswith("/now/sent?lang=en")
    page.reload()
    expect(page.get_by_text("it need not be sent again")).to_be_visible()
    page.go_back()
    expect(page.locator("a[href='tel:12356']").first).to_be_visible()
    with owner_connection() as owner:
        assert owner.execute("SELECT count(*) FROM crisis_crisis").fetchone() == (1,)


@both_ends
def test_who_called_says_that_it_has_passed_and_may_ask_again(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto(f"/now?lang={screen.lang}")
    page.locator("input[name='number']").fill("138 0000 0000")
    page.get_by_role("button", name=screen.say("Ask for a call", "请给我回电")).click()
    expect(page).to_have_url(re.compile("/now/sent"))
    looked_at(page, "help-sent", screen)
    page.get_by_role("button", name=screen.say("I am all right now", "我现在没事了")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        screen.say("We have passed it on", "已经转告")
    )
    assert "/now/sent?" in page.url
    looked_at(page, "help-all-right", screen)
    page.get_by_role("link", name=screen.say("Ask for a call again", "再请一次回电")).click()
    expect(page.locator("input[name='number']")).to_be_visible()
    with owner_connection() as owner:
        row = owner.execute("SELECT state, all_right_at IS NULL FROM crisis_crisis").fetchone()
    assert row == ("raised", False)


def test_without_a_network_the_numbers_open_on_the_same_page(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/sessions")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.set_offline(True)
    sheet = open_help(page, screen)
    expect(sheet.get_by_text("没有网络时")).to_be_visible()
    expect(call_me(sheet, screen)).to_have_count(0)
    page.context.set_offline(False)


@both_ends
def test_asking_for_a_call_without_a_network_keeps_the_numbers_and_can_be_sent_again(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto(f"/now?lang={screen.lang}")
    page.locator("input[name='number']").fill("138 0000 0000")
    page.context.set_offline(True)
    page.get_by_role("button", name=screen.say("Ask for a call", "请给我回电")).click()
    expect(page.get_by_text(screen.say("has not gone out", "还没有发出去"))).to_be_visible()
    expect(page.locator("a[href='tel:12356']").first).to_be_visible()
    looked_at(page, "help-unsent", screen)
    page.context.set_offline(False)
    page.get_by_role("button", name=screen.say("Send again", "再发一次")).click()
    expect(page.get_by_text(screen.say("We have your request", "已收到您的请求"))).to_be_visible()
    with owner_connection() as owner:
        assert owner.execute("SELECT count(*) FROM crisis_crisis").fetchone() == (1,)


@pytest.mark.no_desks
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@both_ends
def test_a_call_that_nobody_could_open_says_whom_to_call(
    open_page: OpenPage, company: Company, screen: Screen, script: bool
) -> None:
    """Nobody has a key yet: people are paged, and the number stays with whoever typed it."""
    page = open_page(screen, java_script_enabled=script)
    page.goto(f"/now?lang={screen.lang}")
    page.locator("input[name='number']").fill("138 0000 1111")
    page.get_by_role("button", name=screen.say("Ask for a call", "请给我回电")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(
        screen.say("Please call a number below now", "请现在拨打下面的电话")
    )
    expect(page.get_by_role("alert")).to_contain_text(
        screen.say("nobody here has a number to call you back on", "没有可以给您回电的号码")
    )
    hotline = page.locator("a[href='tel:12356']")
    expect(hotline).to_be_in_viewport()
    expect(page.get_by_text("138 0000 1111")).to_have_count(0)
    if script:
        looked_at(page, "help-unkept", screen)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            screen.say("Help now", "现在求助")
        )
