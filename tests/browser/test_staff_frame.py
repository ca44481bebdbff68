"""What the frame of the staff's pages promises on all of them: nothing unsaved is lost from sight,
calls for help are seen through the lock, and a page of another role says so."""

import re

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from eap.access.models import Staff
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import expect_title
from tests.browser.steps_staff import (
    NOTES,
    button,
    expect_saved,
    is_locked,
    keep_from_saving,
    link,
    open_a_note,
    staff_of,
    unlock,
    with_passphrase,
)
from tests.factories.company import Company
from tests.factories.crisis import on_rota, raised
from tests.factories.staff import make_staff

TEXT = "Sleeps four hours; wakes at three thinking of the ratings."
NUMBER = "138 0000 4242"


@both_ends
def test_an_unsaved_note_is_named_on_every_page_until_it_is_saved(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    open_a_note(page, company)
    unlock(page, screen)
    keep_from_saving(page)
    field = page.get_by_label(re.compile("^Data|资料"))
    field.fill(TEXT)
    expect(page.get_by_text(re.compile("retrying|正在重试"))).to_be_visible()
    expect(banner(page, screen)).to_have_count(0)  # the note itself says so on its own page
    page.get_by_role("main").get_by_role("link").first.click()
    expect(banner(page, screen)).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect_title(page, screen.say("Today", "今日"))
    expect(banner(page, screen)).to_be_visible()
    looked_at(page, "staff-unsaved-elsewhere", screen)
    assert asks_before_closing(page)
    link(banner(page, screen), screen, "Open the note", "打开记录").click()
    expect(field).to_have_value(TEXT)
    page.unroute(NOTES)
    field.press("End")
    page.keyboard.type(" More.")
    page.keyboard.press("Control+s")
    expect_saved(page)
    page.get_by_role("main").get_by_role("link").first.click()
    expect(button(page, screen, "New note", "新建记录")).to_be_visible()
    expect(banner(page, screen)).to_have_count(0)


def banner(page: Page, screen: Screen) -> Locator:
    """The frame's line about what is not saved, with its link."""
    said = screen.say("1 note is not saved yet", "有 1 份记录尚未保存")
    return page.get_by_role("status").filter(has_text=said)


def asks_before_closing(page: Page) -> bool:
    """Try to close the tab; stay when it asks."""
    asked: list[str] = []

    def stay(question: Dialog) -> None:
        asked.append(question.type)
        question.dismiss()

    page.once("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    return asked == ["beforeunload"] and not page.is_closed()


def on_call_with_passphrase() -> Staff:
    """Somebody on call now."""
    actor = on_rota(1, name="Chen Yu")
    return with_passphrase(Staff.objects.get(pk=actor.id))


@both_ends
def test_a_call_for_help_is_seen_on_the_locked_screen_of_who_answers(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    answers = open_page(staff=on_call_with_passphrase())
    counsels = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    for page, path in ((answers, "/staff/oncall"), (counsels, "/staff/today")):
        page.goto(path)
        guard_of(page).expect(423)
        page.get_by_role("button", name=screen.say("Lock now", "立即锁定")).click()
        expect(is_locked(page, screen)).to_be_visible()
    waiting = answers.get_by_role("dialog").get_by_role("alert")
    expect(waiting).to_have_count(0)
    raised(NUMBER)
    said = screen.say(r"1 call for help waits\. .*left", r"有 1 个求助呼叫等待接手。 ?还剩")
    expect(waiting).to_have_text(re.compile(said))
    expect(answers.get_by_role("dialog")).not_to_contain_text(NUMBER)
    looked_at(answers, "staff-locked-call", screen)
    expect(counsels.get_by_role("dialog").get_by_role("alert")).to_have_count(0)
    unlock(answers, screen)
    expect(button(answers.get_by_role("article"), screen, "Accept", "接手")).to_be_visible()


OTHERS = {
    "operations": ("/staff/cases", "/staff/c/0190f5a0", "/staff/people"),
    "counsellor": ("/ops", "/ops/imports", "/staff/people"),
    "auditor": ("/staff/today", "/staff/oncall", "/ops"),
}
FIRST = {"operations": "/ops", "counsellor": "/staff/today", "auditor": "/ops/dictionary"}


@pytest.mark.parametrize("role", OTHERS)
@both_ends
def test_a_page_of_another_role_says_so_and_leads_to_ones_own(
    open_page: OpenPage, company: Company, screen: Screen, role: str
) -> None:
    staff = staff_of(company.li_wen) if role == "counsellor" else make_staff(role)
    page = open_page(staff=staff)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in OTHERS[role]:
        page.goto(path)
        expect_title(
            page, screen.say("This page is not part of your role.", "此页面不在您的角色范围内。")
        )
    looked_at(page, "staff-not-yours", screen)
    assert not [url for url in asked if re.search("/api/v1/(staff/(cases|people|crisis)|ops)", url)]
    first = link(page, screen, "Go to your first page", "前往您的首页")
    expect(first).to_have_attribute("href", FIRST[role])
