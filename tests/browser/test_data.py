"""My data: what is held, who opened it and who was refused, and changing one's mind."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from eap.cases.reading import open_request
from eap.core import clock
from eap.core.errors import Missing
from eap.desk.selectors import case_page
from eap.people.selectors import consents
from tests.browser.screens import OpenPage, Screen, both_ends, count_taps, looked_at
from tests.browser.steps import came_in, make_key, somebody_booked
from tests.factories import cases
from tests.factories.company import Company


@both_ends
def test_the_access_log_shows_an_opening_and_a_refusal(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    open_request(cases.unlock(begun.counsellor), request_id=begun.request_id)
    with pytest.raises(Missing):
        open_request(cases.unlock(cases.stranger()), request_id=begun.request_id)
    came_in(page, screen, begun.visit_code)
    make_key(page, screen)
    page.get_by_role("link", name=screen.say("See my data", "查看我的数据")).click()
    opened = line(
        page, screen.say("Your counsellor opened your request", "您的咨询师打开了您的申请")
    )
    expect(opened).to_contain_text(screen.say("Allowed", "已允许"))
    refused = line(
        page,
        screen.say("Another counsellor tried to open your request", "另一位咨询师试图打开您的申请"),
    )
    expect(refused).to_contain_text(screen.say("Refused", "已拒绝"))
    expect(page.locator("time").first).to_have_text(re.compile(r"^\d\d:00–\d\d:00$"))
    key = line(page, screen.say("You set a private key", "您设置了私人密钥"))
    expect(key).to_have_count(0)
    looked_at(page, "data", screen)
    page.get_by_text(screen.say("What you did yourself", "您自己的操作")).click()
    expect(key).to_be_visible()
    looked_at(page, "data-own", screen)


def line(page: Page, said: str) -> Locator:
    """The one line of the log that says so."""
    return page.get_by_role("listitem").filter(has_text=said)


@both_ends
def test_a_key_made_by_somebody_else_is_noticed(
    page: Page, company: Company, screen: Screen, open_page: OpenPage
) -> None:
    begun = somebody_booked(company)
    finder = open_page()
    came_in(finder, screen, begun.visit_code)
    make_key(finder, screen)
    came_in(page, screen, begun.visit_code)
    page.goto("/data")
    made = screen.say("There is a private key; it was made on", "私人密钥已设置，日期：")
    expect(page.get_by_text(made)).to_be_visible()
    advice = screen.say("If you did not make it", "如果不是您设置的")
    expect(page.get_by_text(advice)).to_be_visible()
    looked_at(page, "data-key-made", screen)
    case = case_page(begun.counsellor, case_id=begun.case_id)
    assert case.key_made_on == clock.today()


@both_ends
def test_a_consent_is_withdrawn_in_two_taps(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company, statistics=True)
    came_in(page, screen, begun.visit_code)
    page.goto("/data")
    switch = page.get_by_role(
        "switch", name=screen.say("Count me in anonymised statistics", "把我计入匿名统计")
    )
    expect(switch).to_be_checked()
    looked_at(page, "data-visit", screen)
    taps = count_taps(page)
    switch.click()
    expect(page.get_by_text(screen.say("What changes", "会改变的"), exact=True)).to_be_visible()
    looked_at(page, "data-withdraw", screen)
    page.get_by_role("button", name=screen.say("Withdraw", "撤回同意"), exact=True).click()
    expect(switch).not_to_be_checked()
    assert taps.count == 2
    assert not {one.purpose: one.given for one in consents(begun.client)}["statistics"]
    switch.click()
    expect(switch).to_be_checked()


@both_ends
def test_nobody_sees_anything_before_coming_in(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/data")
    expect(page.get_by_role("link", name=screen.say("Come in", "进入"))).to_be_visible()
    looked_at(page, "data-nobody", screen)
    page.get_by_role("radio", name=screen.say("中文", "English")).click()
    heading = screen.say("我的数据", "My data")
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


@both_ends
def test_asking_to_be_erased_says_what_goes_and_is_taken_back(
    page: Page, company: Company, screen: Screen, open_page: OpenPage
) -> None:
    begun = somebody_booked(company)
    came_in(page, screen, begun.visit_code)
    make_key(page, screen)
    page.goto("/data")
    page.get_by_role(
        "button", name=screen.say("See what would be erased", "看看会删除什么")
    ).click()
    sheet = page.get_by_role("dialog", name=screen.say("Erase everything?", "要全部删除吗？"))
    expect(
        sheet.get_by_text(screen.say("What stays, and why", "会留下的，以及原因"))
    ).to_be_visible()
    looked_at(page, "data-erase", screen)
    taps = count_taps(page)
    sheet.get_by_role("button", name=screen.say("Erase after 72 hours", "72 小时后删除")).click()
    asked = page.get_by_role(
        "region", name=screen.say("Everything will be erased", "全部内容即将删除")
    )
    expect(asked).to_be_visible()
    expect(sheet).to_have_count(0)
    looked_at(page, "data-erase-asked", screen)
    assert taps.count == 1
    other = open_page()
    came_in(other, screen, begun.visit_code)
    other.goto("/data")
    back = other.get_by_role("button", name=screen.say("Take it back", "撤回申请"))
    expect(back).to_be_visible()
    back.click()
    done = screen.say("Taken back. Everything stays.", "已撤回，一切都会保留。")
    expect(other.get_by_text(done)).to_be_visible()
    looked_at(other, "data-erase-back", screen)
