"""On duty before a locked screen, and before signing out: calls for help are not lost."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps_staff import button, dialog, is_locked, passphrase_field
from tests.browser.test_oncall import NUMBER, on_call, start_duty
from tests.factories.company import Company
from tests.factories.crisis import on_rota, raised

PHONE = 390


@both_ends
def test_on_duty_a_locked_screen_opens_calls_and_nothing_else(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=on_call())
    page.goto("/staff/oncall")
    start_duty(page, screen)
    raised(NUMBER)
    with page.expect_response("**/api/v1/lock"):
        button(page, screen, "Lock now", "立即锁定").click()
    expect(is_locked(page, screen)).to_be_visible()
    page.reload()
    expect(is_locked(page, screen)).to_be_visible()
    lock = dialog(page)
    expect(lock).to_contain_text(screen.say("1 call for help waits", "有 1 个求助呼叫等待接手"))
    expect(lock).to_contain_text(screen.say("New calls make no sound", "有新呼叫不会响铃"))
    looked_at(page, "lock-on-duty", screen)
    button(lock, screen, "Turn the sound on", "打开提示音").click()
    expect(lock).not_to_contain_text(screen.say("New calls make no sound", "有新呼叫不会响铃"))
    button(lock, screen, "Open the calls for help", "打开求助呼叫").click()
    call = dialog(page).get_by_role("article")
    button(call, screen, "Accept", "接手").click()
    button(call, screen, "Reveal the number", "显示号码").click()
    expect(call).to_contain_text(NUMBER)
    looked_at(page, "lock-oncall", screen)
    button(call, screen, "Hide now", "立即隐藏").click()
    expect(call).not_to_contain_text(NUMBER)
    button(call, screen, "Spoke with them", "已与对方通话").click()
    expect(call).to_contain_text(screen.say("In contact", "已联系上"))
    button(call, screen, "Close", "结束").click()
    safe = screen.say("Safe for now, a plan is agreed", "目前安全，已商定计划")
    dialog(page).get_by_label(safe, exact=True).check()
    button(dialog(page), screen, "Close the call", "结束呼叫").click()
    none = screen.say("No call is open", "当前没有求助呼叫")
    expect(dialog(page).get_by_text(none)).to_be_visible()
    expect(dialog(page).get_by_role("link")).to_have_count(0)
    button(dialog(page), screen, "Back to the lock", "返回锁屏").click()
    expect(passphrase_field(page, screen)).to_be_visible()


@both_ends
def test_who_signs_out_on_duty_hears_what_they_leave(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=on_call())
    on_rota(2, name="Zhao Min")
    raised()
    page.goto("/staff/oncall")
    expect(page.get_by_role("article")).to_be_visible()
    sign_out(page, screen)
    asked = dialog(page)
    expect(asked).to_contain_text(screen.say("You are on duty until", "您的值班到"))
    expect(asked).to_contain_text(screen.say("1 call waits", "有 1 个呼叫等待接手"))
    expect(asked).to_contain_text("Zhao Min")
    looked_at(page, "oncall-sign-out", screen)
    button(asked, screen, "Stay", "留下").click()
    expect(asked.get_by_text("Zhao Min")).to_have_count(0)
    if screen.width == PHONE:
        button(dialog(page), screen, "Close", "关闭").click()
    sign_out(page, screen)
    guard_of(page).expect(401, 403)
    button(dialog(page), screen, "Sign out all the same", "仍然退出").click()
    expect(page.get_by_label(screen.say("Work e-mail", "工作邮箱"))).to_be_visible()


def sign_out(page: Page, screen: Screen) -> None:
    """In the rail, or in the menu of a phone."""
    if screen.width == PHONE:
        page.locator("header").get_by_role("button", name=re.compile("菜单|Menu")).click()
    button(page, screen, "Sign out", "退出登录").last.click()
