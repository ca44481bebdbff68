"""Help is two taps away at most, from every page for agents and without coming in."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import Screen, both_ends, count_taps, every_screen, guard_of, looked_at
from tests.browser.steps import agree, come_in, hold_a_time, somebody_booked
from tests.conftest import owner_connection
from tests.factories.company import Company

HELP_TAPS = 2
PAGES = ("/book", "/book/t", "/sessions", "/live", "/prepare")


def ask_for_help(page: Page, screen: Screen) -> None:
    """The pill, in the same place on every page."""
    page.get_by_role("contentinfo").get_by_role(
        "link", name=screen.say("I need help now", "我现在需要帮助")
    ).click()
    expect(page.locator("a[href='tel:12356']").first).to_be_visible()
    expect(page.locator("input[name='number']")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_help_is_one_tap_from_every_page(
    page: Page, company: Company, screen: Screen, path: str
) -> None:
    page.goto(path)
    taps = count_taps(page)
    ask_for_help(page, screen)
    assert taps.count == 1


@every_screen
def test_help_is_one_tap_from_the_middle_of_a_booking(
    page: Page, company: Company, screen: Screen
) -> None:
    hold_a_time(page, screen)
    agree(page, screen)
    taps = count_taps(page)
    ask_for_help(page, screen)
    assert taps.count == 1


def test_help_is_two_taps_from_beneath_a_sheet(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("button", name="取消", exact=True).click()
    taps = count_taps(page)
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    ask_for_help(page, screen)
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
    page.get_by_role("contentinfo").get_by_role("link", name="我现在需要帮助").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("a[href='tel:12356']")).to_be_in_viewport()
    expect(sheet.get_by_text("请值班咨询师给我回电")).to_have_count(0)
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
