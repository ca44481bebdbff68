"""People and roles: inviting, changing what somebody may do, and seeing what a leaver leaves."""

import re
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from playwright.sync_api import Locator, Page, expect

from eap.access import addresses
from eap.access.models import RoleGrant, Staff
from eap.booking.models import OnCallShift
from eap.core import clock
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import somebody_booked
from tests.browser.steps_staff import PASSWORD, button, dialog
from tests.factories.company import Company
from tests.factories.staff import address_of, make_staff

CASE_NUMBER = re.compile(r"^C-\d+$")
EMAIL = "sun.hui@eap.example"
DESK = Screen("en", 1280)


def manager() -> Staff:
    """Who invites and changes."""
    return make_staff("programme_manager", name="Lin Yue")


def line(page: Page, name: str) -> Locator:
    """Somebody's line in the list."""
    return page.get_by_role("listitem").filter(has_text=name)


def open_person(page: Page, screen: Screen, name: str) -> Locator:
    """Their sheet."""
    button(page, screen, f"Manage {name}", f"管理{name}").click()
    return dialog(page)


def role(sheet: Locator, screen: Screen, en: str, zh: str) -> Locator:
    """The box of a role."""
    return sheet.get_by_role("checkbox", name=re.compile(f"^{screen.say(en, zh)}"))


def roles_of(email: str) -> set[str]:
    """The roles somebody holds now."""
    held = RoleGrant.objects.filter(staff=addresses.holder(email), until__isnull=True)
    return set(held.values_list("role", flat=True))


@both_ends
def test_somebody_is_invited_by_an_address_shown_once(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=manager())
    page.goto("/staff/people")
    expect(line(page, "Li Wen")).to_be_visible()
    looked_at(page, "people", screen)
    button(page, screen, "Invite somebody", "邀请成员").click()
    sheet = dialog(page)
    create = button(sheet, screen, "Create the account", "创建账号")
    create.click()
    chosen = screen.say("Choose at least one role.", "请至少选择一个角色。")
    expect(sheet.get_by_text(chosen)).to_be_visible()
    sheet.get_by_label(screen.say("Name", "姓名"), exact=True).fill("Sun Hui")
    sheet.get_by_label(screen.say("Work e-mail", "工作邮箱"), exact=True).fill(EMAIL)
    role(sheet, screen, "Operations", "运营管理").check()
    kept = role(sheet, screen, "Counsellor", "咨询师")
    expect(kept).to_be_disabled()
    apart = screen.say("Not together with Operations", "不能与运营管理兼任")
    expect(sheet.get_by_text(apart).first).to_be_visible()
    looked_at(page, "people-invite", screen)
    create.click()
    once = sheet.get_by_label(screen.say("One-time address", "一次性地址"))
    address = once.input_value()
    assert "/staff/welcome#" in address
    looked_at(page, "people-once", screen)
    page.keyboard.press("Escape")
    lost = screen.say("The address has not been copied", "地址还没有复制")
    expect(sheet.get_by_role("alertdialog")).to_contain_text(lost)
    looked_at(page, "people-once-asked", screen)
    button(sheet, screen, "Close all the same", "仍然关闭").click()
    expect(line(page, "Sun Hui")).to_contain_text(screen.say("not signed in yet", "尚未登录"))
    assert address not in page.content()
    assert roles_of(EMAIL) == {"operations"}
    _comes_in(open_page(), address, screen)


def _comes_in(page: Page, address: str, screen: Screen) -> None:
    page.goto(address)
    guard_of(page).expect(401)  # the library's own answer to a password that was set
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button").filter(has_text=screen.say("password", "密码")).last.click()
    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()
    owner = addresses.holder(EMAIL)
    assert owner and owner.has_usable_password()


@both_ends
def test_a_leavers_cases_and_sessions_are_shown_before_they_leave(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    somebody_booked(company)
    begins = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    during = DateTimeTZRange(begins, begins + timedelta(hours=8))
    li_wen = Staff.objects.get(display_name="Li Wen")
    OnCallShift.objects.bulk_create([OnCallShift(staff=li_wen, level=1, during=during)])
    page = open_page(staff=manager())
    page.goto("/staff/people")
    sheet = open_person(page, screen, "Li Wen")
    button(sheet, screen, "Show what they have open", "查看其未完成的事项").click()
    listed = screen.say(
        "1 open case|1 coming session|1 coming duty shift",
        "1 个未结案的个案|1 次已约的会谈|1 个已排的值班",
    )
    for said in listed.split("|"):
        expect(sheet.get_by_role("heading", name=said)).to_be_visible()
    expect(sheet.get_by_text(CASE_NUMBER)).to_be_visible()
    uncovered = screen.say("nobody is on the first rung in these hours", "以下时段第一顺位无人值班")
    expect(sheet.get_by_text(uncovered)).to_be_visible()
    end = button(sheet, screen, "End Li Wen’s access", "结束Li Wen的权限")
    end.click()
    tick = screen.say("Tick that you have read it.", "请勾选您已看过。")
    expect(sheet.get_by_text(tick)).to_be_visible()
    looked_at(page, "people-leaving", screen)
    custodians = screen.say("only the custodians could bring it back", "只有托管人才能取回")
    sheet.get_by_label(re.compile(custodians)).check()
    end.click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_text(screen.say("1 person has left", "已离开的成员（1）")).click()
    expect(line(page, "Li Wen")).to_contain_text(screen.say("Left", "离开"))
    assert not Staff.objects.get(display_name="Li Wen").is_active


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_roles_change_but_never_ones_own(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    chen = make_staff("counsellor", name="Chen Yu")
    page = open_page(staff=manager())
    page.goto("/staff/people")
    sheet = open_person(page, screen, "Chen Yu")
    role(sheet, screen, "On call", "值班咨询师").check()
    button(sheet, screen, "Save roles", "保存角色").click()
    expect(sheet.get_by_text("Saved.")).to_be_visible()
    assert roles_of(address_of(chen)) == {"counsellor", "on_call"}
    button(sheet, screen, "Make a new address", "生成新地址").click()
    expect(sheet.get_by_label("One-time address")).to_be_visible()
    button(sheet, screen, "Close", "关闭").click()
    button(sheet, screen, "Close all the same", "仍然关闭").click()
    sheet = open_person(page, screen, "Lin Yue")
    role(sheet, screen, "Auditor", "审计员").check()
    guard_of(page).expect(403)
    button(sheet, screen, "Save roles", "保存角色").click()
    expect(sheet.get_by_text("Nobody can change their own account.")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_an_address_that_has_an_account_is_said_at_its_field(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    taken = make_staff("auditor", name="Wu Di")
    page = open_page(staff=manager())
    page.goto("/staff/people")
    button(page, screen, "Invite somebody", "邀请成员").click()
    sheet = dialog(page)
    sheet.get_by_label("Name", exact=True).fill("Wu Di")
    sheet.get_by_label("Work e-mail").fill(address_of(taken))
    role(sheet, screen, "Auditor", "审计员").check()
    guard_of(page).expect(409)
    button(sheet, screen, "Create the account", "创建账号").click()
    expect(sheet.get_by_text("There is an account with this address already.")).to_be_visible()
    expect(sheet.get_by_label("Name", exact=True)).to_have_value("Wu Di")


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_a_privacy_officer_looks_and_changes_nothing(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=make_staff("privacy_officer", name="Xu An"))
    page.goto("/staff/people")
    expect(line(page, "Li Wen")).to_be_visible()
    expect(page.get_by_role("button", name="Manage")).to_have_count(0)
    expect(page.get_by_role("button", name="Invite somebody")).to_have_count(0)
    looked_at(page, "people-officer", screen)
