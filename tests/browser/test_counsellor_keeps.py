"""What must not go wrong for a counsellor: two who claim, a lock, a lost network, two versions."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from eap.core import clock
from eap.messages import services as messages
from eap.notes import services as notes
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import be_midday, expect_title, let_it_begin, somebody_booked
from tests.browser.steps_staff import (
    NOTES,
    button,
    dialog,
    expect_saved,
    is_locked,
    keep_from_saving,
    link,
    open_a_note,
    passphrase_field,
    sign_in,
    staff_of,
    unlock,
    with_passphrase,
    with_password,
)
from tests.conftest import owner_connection
from tests.factories.cases import Begun, write_note
from tests.factories.company import Company

TEXT = "Sleeps four hours; wakes at three thinking of the ratings."
MORE = " Tried the evening walk twice."


@both_ends
def test_of_two_who_claim_one_wins_and_the_other_is_told(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company, claimed=False)
    let_anybody_claim(begun)
    counsellors = [with_passphrase(staff_of(one)) for one in (company.li_wen, company.zhao_min)]
    pages = [open_page(staff=one) for one in counsellors]
    for page in pages:
        page.goto("/staff/queue")
        expect(button(page, screen, "Claim", "接手")).to_be_visible()
    winner, loser = pages
    guard_of(winner).expect(423)
    guard_of(loser).expect(409)
    button(winner, screen, "Claim", "接手").click()
    unlock(winner, screen)  # and the claim goes on by itself
    expect(link(winner, screen, "Open the case", "打开个案")).to_be_visible()
    button(loser, screen, "Claim", "接手").click()
    expect(loser.get_by_text(re.compile("A colleague claimed|已由同事接手"))).to_be_visible()
    expect(button(loser, screen, "Claim", "接手")).to_have_count(0)
    looked_at(loser, "staff-claim-lost", screen)


def let_anybody_claim(begun: Begun) -> None:
    """As for a request that was not booked with anybody in particular."""
    with owner_connection() as owner:
        owner.execute("UPDATE cases_case SET counsellor_id = NULL WHERE id = %s", [begun.case_id])


@both_ends
def test_a_lock_while_typing_loses_nothing(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    open_a_note(page, company)
    expect(is_locked(page, screen)).to_be_visible()
    expect(passphrase_field(page, screen)).to_be_focused()
    looked_at(page, "staff-locked", screen)
    unlock(page, screen)
    field = page.get_by_label(re.compile("^Data|资料"))
    field.fill(TEXT)
    page.get_by_role("button", name=screen.say("Lock now", "立即锁定")).click()
    expect(is_locked(page, screen)).to_be_visible()
    unlock(page, screen)
    expect(field).to_have_value(TEXT)
    expect_saved(page)
    assert kept_versions() == [2]


@pytest.mark.parametrize("screen", [Screen("en", 1280)], indirect=True, ids=str)
def test_no_reload_and_no_other_page_lifts_the_lock(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    somebody_booked(company)
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    page.goto("/staff/unlock")
    unlock(page, screen)
    expect(passphrase_field(page, screen)).to_have_count(0)
    page.goto("/staff/cases")
    case = page.get_by_text(re.compile(r"^C-\d+$"))
    expect(case).to_be_visible()
    with page.expect_response("**/api/v1/lock"):
        page.get_by_role("button", name=screen.say("Lock now", "立即锁定")).click()
    for again in ("/staff/cases", "/staff/queue"):
        page.goto(again)
        expect(is_locked(page, screen)).to_be_visible()
        expect(case).to_have_count(0)
    page.goto("/staff/cases")
    unlock(page, screen)
    expect(case).to_be_visible()
    page.get_by_role("button", name=screen.say("Sign out", "退出登录")).click()
    expect(page.get_by_role("heading", name=screen.say("Sign in", "登录"))).to_be_visible()


def lose_the_sign_in_with_the_next_save(page: Page) -> None:
    """What was typed is then on the page and nowhere else."""

    def lose(route: Route) -> None:
        with owner_connection() as owner:
            owner.execute("DELETE FROM django_session")
        route.continue_()

    page.route(NOTES, lose, times=1)


@both_ends
def test_a_lost_sign_in_while_typing_loses_nothing(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    email = with_password(staff_of(company.li_wen))
    staff = with_passphrase(staff_of(company.li_wen))
    page = open_page(staff=staff)
    guard_of(page).expect(401, 423)
    open_a_note(page, company)
    unlock(page, screen)
    field = page.get_by_label(re.compile("^Data|资料"))
    lose_the_sign_in_with_the_next_save(page)
    field.fill(TEXT)
    expect(page.get_by_text(re.compile("Your sign-in has ended|登录已失效"))).to_be_visible()
    looked_at(page, "staff-ended", screen)
    sign_in(page, screen, email)
    unlock(page, screen)
    expect_saved(page)
    expect(field).to_have_value(TEXT)
    assert kept_versions() == [2]


def test_a_server_that_is_away_is_told_and_tried_again(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    open_a_note(page, company)
    unlock(page, screen)
    keep_from_saving(page)
    field = page.get_by_label(re.compile("资料"))
    field.fill(TEXT)
    retrying = page.get_by_text("未能保存，正在重试（文字仍在本页中）")
    expect(retrying).to_be_visible()
    looked_at(page, "staff-unsaved", screen)
    link(page, screen, "", "返回").or_(page.get_by_role("link", name=re.compile("^返回"))).click()
    page.go_back()
    expect(field).to_have_value(TEXT)  # the text stayed in this tab, not in the browser
    page.unroute(NOTES)
    field.press("End")
    page.keyboard.type(MORE)
    expect_saved(page)
    expect(field).to_have_value(TEXT + MORE)


@both_ends
def test_of_two_versions_neither_is_lost(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(409, 423)
    begun = open_a_note(page, company)
    unlock(page, screen)
    expect(page.get_by_label(re.compile("^Data|资料"))).to_be_visible()
    notes.save_draft(
        begun.counsellor,
        note_id=UUID(page.url.rsplit("/", 1)[-1]),
        version=1,
        sections={"reported": "Written on the other device."},
    )
    page.get_by_label(re.compile("^Data|资料")).fill(TEXT)
    both = page.get_by_role("region", name=screen.say("Two versions", "有两个版本"))
    expect(both.get_by_text("Written on the other device.")).to_be_visible()
    expect(both.get_by_text(TEXT)).to_be_visible()
    looked_at(page, "staff-two-versions", screen)
    button(both, screen, "Keep the one in this tab", "保留本页中的版本").click()
    expect_saved(page)
    expect(both).to_have_count(0)
    assert kept_versions() == [3]


def kept_versions() -> list[int]:
    """The version of every note on the server."""
    with owner_connection() as owner:
        return [row[0] for row in owner.execute("SELECT version FROM notes_note").fetchall()]


@both_ends
def test_live_text_reaches_both_sides(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    let_it_begin(begun)
    messages.post_message(begun.client, appointment_id=begun.appointment.id, text="I am here now.")
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    page.goto("/staff/today")
    link(page, screen, "Join", "进入会谈").click()
    unlock(page, screen)
    thread = page.get_by_role("log")
    expect(thread.get_by_text("I am here now.")).to_be_visible()
    page.get_by_role("textbox").fill("Good that you came.")
    page.keyboard.press("Enter")
    expect(thread.get_by_text("Good that you came.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("")
    looked_at(page, "staff-live", screen)


@both_ends
def test_a_full_day_is_calm_to_look_at(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    a_full_day(company)
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/today")
    expect(page.get_by_role("listitem").filter(has_text="C-").first).to_be_visible()
    looked_at(page, "staff-day", screen)
    page.goto("/staff/cases")
    expect(page.get_by_role("row")).to_have_count(4)
    looked_at(page, "staff-cases", screen)
    page.goto("/staff/calendar")
    expect(page.get_by_role("heading", level=3)).to_have_count(7)
    looked_at(page, "staff-calendar", screen)
    button(page, screen, "Hours and time off", "工作时段与休假").click()
    button(dialog(page), screen, "Add time off or extra hours", "添加休假或加开时段").click()
    looked_at(page, "staff-hours", screen)


def a_full_day(company: Company) -> None:
    """One session now, one over and not marked, one ahead, a draft, and a request that presses."""
    be_midday(company)
    now, over, ahead = (somebody_booked(company, after=timedelta(days=days)) for days in (2, 3, 4))
    let_it_begin(now)
    let_it_begin(over, minutes_ago=100)
    write_note(ahead, kind="process")
    pressing = somebody_booked(company, after=timedelta(days=5), claimed=False)
    with owner_connection() as owner:
        owner.execute(
            "UPDATE cases_request SET urgent = true, band = 'urgent', prepared_at = now()"
            " WHERE id = %s",
            [pressing.request_id],
        )


def test_hours_are_planned_by_dialog(open_page: OpenPage, company: Company, screen: Screen) -> None:
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/calendar")
    button(page, screen, "", "工作时段与休假").click()
    sheet = dialog(page)
    button(sheet, screen, "", "添加固定时段").click()
    button(sheet, screen, "", "周三").click()
    button(sheet, screen, "", "周五").click()
    sheet.get_by_label("结束", exact=True).select_option("06:00")
    button(sheet, screen, "", "添加").click()
    expect(sheet.get_by_role("alert").filter(has_text="请勾选“次日结束”")).to_be_visible()
    sheet.get_by_label("次日结束").check()
    looked_at(page, "staff-hours-overnight", screen)
    button(sheet, screen, "", "添加").click()
    expect(sheet.get_by_text(re.compile("每周三 09:00–06:00（次日）"))).to_be_visible()
    row = sheet.get_by_role("listitem").filter(has_text="每周五")
    button(row, screen, "", "删除").click()
    asked = page.get_by_role("dialog", name="删除这个时段？")
    expect(asked).to_contain_text("其中已有的预约不受影响")
    looked_at(page, "staff-hours-remove", screen)
    button(asked, screen, "", "删除这个时段").click()
    expect(row).to_have_count(0)
    somebody_booked(company, after=timedelta(days=3))
    button(sheet, screen, "", "添加休假或加开时段").click()
    sheet.get_by_label("结束日期").fill((clock.today() + timedelta(days=40)).isoformat())
    clash = sheet.get_by_role("link", name=re.compile(r"C-\d+"))
    expect(clash).to_be_visible()
    clash.scroll_into_view_if_needed()
    looked_at(page, "staff-hours-clash", screen)
    button(sheet, screen, "", "添加").click()
    expect(sheet.get_by_role("listitem").filter(has_text="休假")).to_be_visible()
    expect_title(page, "日程")
