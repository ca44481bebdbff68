"""A counsellor's work, from signing in to closing a case."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import Screen, every_screen, guard_of, looked_at
from tests.browser.steps import expect_title, let_it_begin, somebody_booked
from tests.browser.steps_staff import (
    button,
    choose_passphrase,
    dialog,
    expect_saved,
    link,
    sign_in,
    staff_of,
    type_code,
    with_password,
)
from tests.factories.company import Company
from tests.factories.keys import give_key
from tests.factories.staff import acting_as

LINE = "My sleep has gone since the reorganisation."
TEXT = "Sleeps four hours; wakes at three thinking of the ratings."


@every_screen
def test_a_case_from_signing_in_to_closing(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company, statistics=True, line=LINE, claimed=False)
    email = with_password(staff_of(company.li_wen))
    come_in_for_the_first_time(page, screen, email)
    give_key(acting_as(staff_of(company.li_wen)))  # a colleague lets her in
    claim(page, screen)
    let_it_begin(begun)
    judge(page, screen)
    say_they_came(page, screen)
    write_and_sign(page, screen)
    book_two_weeks(page, screen)
    close(page, screen)


@pytest.mark.parametrize("screen", [Screen("zh-Hans", 1280), Screen("en", 390)], indirect=True)
def test_the_form_comes_first_and_help_stays_in_view(
    page: Page, company: Company, screen: Screen
) -> None:
    page.set_viewport_size({"width": screen.width, "height": 800})
    page.goto("/staff")
    enter = button(page, screen, "Sign in", "登录")
    expect(enter).to_be_in_viewport(ratio=1)
    helped = page.get_by_role("main").locator("a[href='tel:12356']")
    expect(helped).to_be_in_viewport(ratio=1)
    form, help_now = enter.bounding_box(), helped.bounding_box()
    assert form and help_now and form["y"] < help_now["y"]


def come_in_for_the_first_time(page: Page, screen: Screen, email: str) -> None:
    guard_of(page).expect(400)
    page.goto("/staff")
    expect(button(page, screen, "Sign in", "登录")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("12356")).first).to_be_visible()
    looked_at(page, "staff-signin", screen)
    sign_in(page, screen, email, "not the password")
    expect(
        page.get_by_role("alert").filter(has_text=re.compile("go together|不匹配"))
    ).to_be_visible()
    sign_in(page, screen, email)
    expect_title(page, screen.say("Unlock your notes", "解锁咨询记录"))
    looked_at(page, "staff-passphrase", screen)
    type_code(page, screen, choose_passphrase(page, screen))
    expect_title(page, screen.say("Today", "今日"))


def claim(page: Page, screen: Screen) -> None:
    link(page.get_by_role("complementary"), screen, "Open the requests", "打开申请列表").click()
    expect_title(page, screen.say("Requests", "求助申请"))
    expect(page.get_by_text(LINE)).to_have_count(0)
    button(page, screen, "Open what was told", "打开来访者告知的内容").click()
    expect(page.get_by_text(LINE)).to_be_visible()
    looked_at(page, "staff-queue", screen)
    button(page, screen, "Claim", "接手").click()
    link(page, screen, "Open the case", "打开个案").click()
    expect(button(page, screen, "New note", "新建记录")).to_be_visible()


def judge(page: Page, screen: Screen) -> None:
    button(page, screen, "Judge risk", "评估风险").click()
    sheet = dialog(page)
    button(sheet, screen, "Record this judgement", "记录评估").click()
    expect(sheet.get_by_text(re.compile("Choose a level|请选择一个等级"))).to_be_visible()
    sheet.get_by_label(screen.say("Low", "低"), exact=True).check()
    sheet.get_by_label(re.compile("rest on|依据是什么")).fill("Sleep only; supported at home.")
    looked_at(page, "staff-risk", screen)
    button(sheet, screen, "Record this judgement", "记录评估").click()
    expect(page.get_by_text(screen.say("Risk judged", "风险评估")).first).to_be_visible()
    button(page, screen, "Open the reasons", "打开评估依据").click()
    expect(page.get_by_text("Sleep only; supported at home.")).to_be_visible()
    looked_at(page, "staff-reasons", screen)


def say_they_came(page: Page, screen: Screen) -> None:
    page.reload()
    button(page, screen, "Open it", "打开").click()
    expect(page.get_by_text(LINE)).to_be_visible()
    page.goto("/staff/today")
    button(page, screen, "Attended", "已到访").first.click()
    sheet = dialog(page)
    expect(sheet.get_by_role("radio")).to_have_count(8)
    button(sheet, screen, "Mark as attended", "记为已到访").click()
    expect(sheet.get_by_text(re.compile("Not said” will do|选“未说明”也可以"))).to_be_visible()
    sheet.get_by_label(screen.say("Sleep and health", "睡眠与健康")).check()
    sheet.get_by_role("combobox").select_option("3")
    looked_at(page, "staff-attended", screen)
    button(sheet, screen, "Mark as attended", "记为已到访").click()
    expect(page.get_by_text(screen.say("Note due", "待写记录"))).to_be_visible()
    looked_at(page, "staff-today", screen)


def write_and_sign(page: Page, screen: Screen) -> None:
    button(page, screen, "Write note", "写记录").click()
    expect_title(page, screen.say("Progress note", "咨询记录"))
    page.get_by_label(re.compile("^Data|资料")).fill(TEXT)
    page.get_by_label(re.compile("^Plan|计划")).fill("Evening walk; no phone after ten.")
    expect_saved(page)
    button(page, screen, "SOAP", "SOAP").click()
    expect(page.get_by_label(re.compile("^Subjective|主观"))).to_have_value(TEXT)
    expect_saved(page)
    looked_at(page, "staff-note", screen)
    page.keyboard.press("Control+Enter")
    sheet = dialog(page)
    expect(sheet.get_by_text(TEXT)).to_be_visible()
    looked_at(page, "staff-sign", screen)
    button(sheet, screen, "Sign and lock", "签署并锁定").click()
    expect(page.locator("code")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    page.get_by_role("textbox", name=screen.say("Addendum", "补记")).fill("Called back on Tuesday.")
    button(page, screen, "Add", "添加").click()
    expect(page.get_by_role("listitem").get_by_text("Called back on Tuesday.")).to_be_visible()
    looked_at(page, "staff-signed", screen)


def book_two_weeks(page: Page, screen: Screen) -> None:
    page.get_by_role("main").get_by_role("link").first.click()
    button(page, screen, "Next session", "预约下次").click()
    sheet = dialog(page)
    free = sheet.get_by_role("group").get_by_role("button")
    expect(free.first).to_be_visible()
    free.nth(2).click()
    weeks = screen.say("Same time for several weeks", "连续多周同一时间")
    sheet.get_by_label(weeks).select_option("2")
    looked_at(page, "staff-next", screen)
    button(sheet, screen, "Book", "预约").click()
    expect(sheet.get_by_text(re.compile("2 sessions|已预约 2 次"))).to_be_visible()
    button(sheet, screen, "Close", "关闭").click()
    looked_at(page, "staff-case", screen)


def close(page: Page, screen: Screen) -> None:
    button(page, screen, "Close case", "结案").click()
    expect(dialog(page).get_by_role("listitem")).to_have_count(1)
    button(dialog(page), screen, "Close", "关闭").click()
    for _ in range(2):
        button(page, screen, "Cancel this session", "取消这次会谈").click()
        button(dialog(page), screen, "Cancel this session", "取消这次会谈").click()
        expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_text(screen.say("None booked.", "尚未预约。"))).to_be_visible()
    button(page, screen, "Close case", "结案").click()
    sheet = dialog(page)
    sheet.get_by_label(screen.say("Goals met", "目标已达成")).check()
    looked_at(page, "staff-close", screen)
    button(sheet, screen, "Close the case", "确认结案").click()
    expect(page.get_by_text(screen.say("Closed: Goals met", "结案：目标已达成"))).to_be_visible()
    expect(button(page, screen, "New note", "新建记录")).to_have_count(0)
