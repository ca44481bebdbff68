"""An invited person of staff sets their first password, and the key leaves no trace."""

import re

from playwright.sync_api import Page, expect

from eap.access.services import invite
from tests.browser.screens import Screen, both_ends, guard_of, looked_at
from tests.browser.steps_staff import PASSWORD, sign_in
from tests.factories.company import Company
from tests.factories.staff import staff_actor

ADDRESS = "chen@eap.example"


@both_ends
def test_an_invited_person_sets_a_password_and_signs_in(
    page: Page, company: Company, screen: Screen
) -> None:
    key = invite(
        staff_actor("programme_manager"),
        email=ADDRESS,
        display_name="Chen Yu",
        language=screen.lang,
        roles=frozenset({"operations"}),
    ).key
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/staff/welcome#{key}")
    field = page.get_by_label(screen.say("New password", "新密码"))
    expect(field).to_be_visible()
    expect(page).to_have_url(re.compile("/staff/welcome$"))
    guard_of(page).expect(400, 401)  # 401 is how the library says "set, and not signed in"
    set_it = page.get_by_role("button", name=screen.say("Set the password", "设置密码"))
    field.fill("short")
    set_it.click()
    expect(page.get_by_text(screen.say("Too short", "太短"))).to_be_visible()
    looked_at(page, "welcome", screen)
    field.fill(PASSWORD)
    set_it.click()
    page.get_by_role("link", name=screen.say("Go to sign-in", "前往登录")).click()
    sign_in(page, screen, ADDRESS)
    expect(page.get_by_role("button", name=screen.say("Lock now", "立即锁定"))).to_be_visible()
    assert not [url for url in asked if key in url.split("#")[0]]


def test_a_used_link_is_told_plainly(page: Page, company: Company, screen: Screen) -> None:
    guard_of(page).expect(400)
    page.goto("/staff/welcome#used-up")
    page.get_by_label(screen.say("New password", "新密码")).fill(PASSWORD)
    page.get_by_role("button", name=screen.say("Set the password", "设置密码")).click()
    expect(page.get_by_role("alert").filter(has_text="链接无法使用")).to_be_visible()
