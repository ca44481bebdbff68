"""Somebody lost their private key and came back with a new one: it opens the old case then."""

import re

from playwright.sync_api import Page, expect

from eap.messages import services as messages
from eap.people import services as people
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import came_in, expect_title, let_it_begin, make_key, somebody_booked
from tests.browser.steps_staff import button, dialog, staff_of, unlock, with_passphrase
from tests.browser.test_key import come_in_with_words
from tests.factories import cases
from tests.factories.cases import Begun
from tests.factories.company import Company

SAID = "夜班以后一直睡不着。"


def said_before(company: Company) -> tuple[Begun, str]:
    """A case whose session runs, something said in it, and the words that are then lost."""
    old = somebody_booked(company)
    words = people.make_private_key(old.client, language="en")
    people.confirm_private_key(old.client, words=words[-2:])
    cases.let_key_in(old)
    let_it_begin(old)
    messages.post_message(old.client, appointment_id=old.appointment.id, text=SAID)
    return old, " ".join(words)


@both_ends
def test_the_new_words_open_the_old_messages_and_the_old_words_nothing(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    old, lost = said_before(company)
    new = somebody_booked(company)
    client = open_page()
    came_in(client, screen, new.visit_code)
    words = make_key(client, screen)
    let_the_new_key_in(open_page(staff=with_passphrase(staff_of(company.li_wen))), screen, old)
    back = open_page()
    come_in_with_words(back, screen, " ".join(words))
    back.get_by_role("button", name=screen.say("Come in now", "现在进入")).click()
    expect_title(back, screen.say("Your session in writing", "文字会谈"))
    expect(back.get_by_role("log").get_by_text(SAID)).to_be_visible()
    finder = open_page()
    guard_of(finder).expect(422)
    try_words(finder, screen, lost)


def let_the_new_key_in(page: Page, screen: Screen, old: Begun) -> None:
    guard_of(page).expect(423)
    page.goto(f"/staff/c/{old.case_id}")
    button(page, screen, "Lost code or key", "访问码或密钥丢失").click()
    sheet = dialog(page)
    sheet.get_by_role("radio").check()
    sheet.get_by_role("checkbox").check()
    looked_at(page, "case-new-key", screen)
    button(sheet, screen, "Let the new key in", "允许新密钥").click()
    unlock(page, screen)
    done = screen.say("the lost one opens nothing any more", "丢失的密钥已失效")
    expect(page.get_by_text(re.compile(done))).to_be_visible()


def try_words(page: Page, screen: Screen, words: str) -> None:
    """The words of a key that is no more are refused as any others."""
    page.goto("/sessions")
    page.get_by_role("button", name=screen.say("Use my twelve words", "改用十二个字")).click()
    page.get_by_label(screen.say("Your twelve words", "您的十二个字")).fill(words)
    page.get_by_role("button", name=screen.say("Come in", "进入"), exact=True).click()
    refused = screen.say("These words open nothing here", "这些字在这里无法使用")
    expect(page.get_by_text(re.compile(refused))).to_be_visible()
