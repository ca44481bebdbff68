"""Leaving: from every page of agents, in one tap, to a page that tells nothing."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import OpenPage, Screen, both_ends, count_taps, looked_at
from tests.browser.steps import call_me, came_in, expect_left, make_key, open_help, somebody_booked
from tests.factories.company import Company

PAGES = ("/", "/book", "/sessions", "/prepare", "/check", "/groups", "/key", "/data", "/live")


@pytest.mark.parametrize("path", PAGES)
def test_leaving_takes_one_tap_and_back_shows_nothing(
    page: Page, company: Company, screen: Screen, path: str
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    before = "/data" if path == "/sessions" else "/sessions"
    page.goto(before)
    page.goto(path)
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    taps = count_taps(page)
    page.get_by_role("banner").get_by_role("button", name=screen.say("Leave", "离开")).click()
    expect_left(page)
    assert taps.count == 1
    expect(page.get_by_text("Harbour")).to_have_count(0)
    page.go_back()
    page.wait_for_url(f"**{before}")
    expect(page.get_by_text(screen.say("Come in", "进入"), exact=True)).to_be_visible()


def test_shift_three_times_leaves_while_twelve_words_are_shown(
    page: Page, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    page.goto("/key")
    page.get_by_role("button", name=screen.say("Show me twelve words", "显示十二个字")).click()
    expect(page.locator("ol[translate=no]")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift")
    expect_left(page)
    page.go_back()
    expect(page.locator("ol[translate=no]")).to_have_count(0)


def test_my_data_has_its_own_way_out(page: Page, company: Company, screen: Screen) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    make_key(page, screen)
    page.goto("/data")
    page.get_by_role("button", name=screen.say("Leave now", "立即离开")).click()
    expect_left(page)
    page.goto("/data")
    expect(page.get_by_role("link", name=screen.say("Come in", "进入"))).to_be_visible()


@both_ends
def test_the_page_after_leaving_is_a_calendar_without_a_script(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/now")
    leave_in(page.get_by_role("banner"), screen)
    expect_left(page)
    expect(page).to_have_title(screen.say("Calendar", "日历"))
    page.get_by_role("link", name=screen.say("Next month", "下个月")).click()
    expect(page.locator("[aria-current=date]")).to_have_count(0)

    plain = open_page()
    plain.goto("/rest")
    expect(plain.locator("[aria-current=date]")).to_be_visible()
    looked_at(plain, "rest", screen)


def test_back_after_leaving_shows_no_page_of_the_visit(
    page: Page, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    page.get_by_role("link", name="Harbour").click()
    page.get_by_role("link", name=screen.say("My data", "我的数据")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(screen.say("My data", "我的数据"))
    page.get_by_role("banner").get_by_role("button", name=screen.say("Leave", "离开")).click()
    expect_left(page)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    for step in (page.go_back, page.go_forward):
        step()
        expect(page.get_by_text(screen.say("My data", "我的数据"))).to_have_count(0)
    assert not [one for one in page.context.cookies() if one["name"] in ("csrftoken", "visit")]


@both_ends
def test_leaving_needs_no_network_and_ends_the_visit_once_it_is_back(
    page: Page, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    page.context.set_offline(True)
    leave_in(page.get_by_role("banner"), screen)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    assert page.url.endswith("/rest")
    assert "Harbour" not in page.content() + page.title()
    looked_at(page, "rest-offline", screen)
    drawn = texts_of(page)
    page.get_by_label(screen.say("next month", "下个月")).click()
    expect(page.locator("[aria-current=date]")).to_have_count(0)
    assert visits(page)
    with page.expect_navigation(url="**/rest"):
        page.context.set_offline(False)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    assert texts_of(page) == drawn
    assert not visits(page)


def test_what_was_not_told_on_leaving_is_told_before_the_next_page_is_drawn(
    page: Page, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    page.route("**/session/leave", lambda route: route.abort())
    leave_in(page.get_by_role("banner"), screen)
    expect(page.locator("table")).to_be_visible()
    page.unroute("**/session/leave")
    page.goto("/sessions")
    expect(page.get_by_text(screen.say("Come in", "进入"), exact=True)).to_be_visible()
    assert not visits(page)


@both_ends
def test_leaving_works_above_an_open_sheet(page: Page, company: Company, screen: Screen) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    page.get_by_role("button", name=screen.say("Cancel", "取消"), exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    looked_at(page, "sessions-cancel-leave", screen)
    page.keyboard.press("Tab")
    expect(sheet.get_by_role("button", name=screen.say("Leave", "离开"))).to_be_focused()
    leave_in(sheet, screen)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    assert not visits(page)


def ask_for_help(page: Page, screen: Screen) -> None:
    """From live text, in the middle of a visit."""
    page.goto("/live")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    call_me(open_help(page, screen), screen).click()
    expect(page.locator("input[name='number']")).to_be_visible()


def nothing_behind(page: Page, screen: Screen) -> None:
    """Back, to live text as well as loaded anew, there is no more than the door to a visit."""
    assert not visits(page)
    shut = page.get_by_text(screen.say("Come in first, with", "请先用访问码进入"))
    page.go_back()
    expect(shut).to_be_visible()
    assert page.url.endswith("/live")
    page.reload()
    expect(shut).to_be_visible()


@both_ends
def test_leaving_from_the_help_page_ends_the_visit_and_stays_out_of_the_history(
    page: Page, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    ask_for_help(page, screen)
    visit = page.context.cookies()
    taps = count_taps(page)
    leave_in(page.get_by_role("banner"), screen)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    assert (page.url.endswith("/rest"), taps.count) == (True, 1)
    nothing_behind(page, screen)
    page.context.add_cookies(visit)
    page.goto("/sessions")
    expect(page.get_by_text(screen.say("Come in", "进入"), exact=True)).to_be_visible()


def test_leaving_from_the_help_page_needs_no_script(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page()
    came_in(page, screen, somebody_booked(company).visit_code)
    plain = open_page(java_script_enabled=False, storage_state=page.context.storage_state())
    plain.goto("/now")
    assert visits(plain)
    leave_in(plain.get_by_role("banner"), screen)
    expect(plain.locator("[aria-current=date]")).to_be_visible()
    assert plain.url.endswith("/rest") and not visits(plain)
    page.goto("/sessions")
    expect(page.get_by_text(screen.say("Come in", "进入"), exact=True)).to_be_visible()


@both_ends
def test_leaving_from_the_help_page_without_a_network_shows_a_month(
    page: Page, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    ask_for_help(page, screen)
    page.context.set_offline(True)
    leave_in(page.get_by_role("banner"), screen)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    assert page.url.endswith("/rest") and "Harbour" not in page.content() + page.title()
    looked_at(page, "rest-offline-help", screen)
    assert visits(page)
    with page.expect_navigation(url="**/rest"):
        page.context.set_offline(False)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    nothing_behind(page, screen)


@both_ends
def test_after_leaving_back_does_not_tell_that_a_call_was_asked_for(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto(f"/now?lang={screen.lang}")
    page.locator("input[name='number']").fill("138 0000 0000")
    page.get_by_role("button", name=screen.say("Ask for a call", "请给我回电")).click()
    expect(page).to_have_url(re.compile("/now/sent"))
    page.get_by_role("button", name=screen.say("I am all right now", "我现在没事了")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        screen.say("We have passed it on", "已经转告")
    )
    leave_in(page.get_by_role("banner"), screen)
    expect(page.locator("[aria-current=date]")).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            screen.say("Help now", "现在求助")
        )
        expect(page.locator("input[name='number']")).to_have_value("")


def leave_in(where: Locator, screen: Screen) -> None:
    """Presses Leave there."""
    where.get_by_role("button", name=screen.say("Leave", "离开")).click()


def texts_of(page: Page) -> tuple[str, list[str]]:
    """A month's title and every text of it in order."""
    return page.title(), page.locator("h1, nav a, th, td").all_inner_texts()


def visits(page: Page) -> list[str]:
    """The cookies that let somebody in."""
    return [one["name"] for one in page.context.cookies() if one["name"] != "csrftoken"]
