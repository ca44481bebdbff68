"""A client made a private key: their counsellor asks them, and lets it in on the case's page."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import came_in, make_key, somebody_booked
from tests.browser.steps_staff import button, staff_of, unlock, with_passphrase
from tests.factories.company import Company


@both_ends
def test_the_counsellor_is_told_what_to_ask_and_lets_it_in(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    client = open_page()
    came_in(client, screen, begun.visit_code)
    make_key(client, screen)
    waits = screen.say("your counsellor lets it in at your next session", "由咨询师允许")
    expect(client.get_by_text(re.compile(waits))).to_be_visible()
    looked_at(client, "key-done", screen)
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    page.goto(f"/staff/c/{begun.case_id}")
    let_in(page, screen)
    client.goto("/data")
    told = screen.say("What was said in your sessions it does not open yet", "它还不能打开")
    expect(client.get_by_text(re.compile(screen.say("made on", "设置日期"))).first).to_be_visible()
    expect(client.get_by_text(re.compile(told))).to_have_count(0)


def let_in(page: Page, screen: Screen) -> None:
    guard_of(page).expect(423)
    made = screen.say("The client made a private key on", "来访者于 .* 设置了私人密钥")
    card = page.get_by_role("region", name=re.compile(made))
    expect(card).to_be_visible()
    looked_at(page, "case-key-waits", screen)
    button(card, screen, "They made it: let the key in", "是本人设的，允许这个密钥").click()
    unlock(page, screen)
    done = screen.say("opens what was said in this case", "可以打开本个案中说过的话")
    expect(page.get_by_text(re.compile(done))).to_be_visible()
    expect(card).to_have_count(0)
