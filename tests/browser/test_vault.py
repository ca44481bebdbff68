"""What was changed behind our back: the case page says so; the administrators' page of keys."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from eap.core.actor import Actor
from eap.core.database import acting
from eap.messages import services as messages
from eap.vault.checked import note_check
from eap.vault.policies import VAULT
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import expect_title, let_it_begin, somebody_booked
from tests.browser.steps_staff import button, link, staff_of, unlock, with_passphrase
from tests.factories.cases import write_note
from tests.factories.company import Company
from tests.factories.staff import make_staff
from tests.factories.tampering import change

REFERENCE = re.compile(r"[0-9a-f]{8}")
LINE = "My sleep has gone since the reorganisation."
Owner = Callable[[], Any]


@both_ends
def test_a_damaged_note_and_a_missing_message_are_told_beside_what_opens(
    open_page: OpenPage, company: Company, screen: Screen, as_owner: Owner
) -> None:
    begun = somebody_booked(company, line=LINE)
    note = write_note(begun)
    let_it_begin(begun)
    for text in ("first", "second"):
        messages.post_message(begun.client, appointment_id=begun.appointment.id, text=text)
    change(as_owner, "notes_note", "UPDATE notes_note SET body = 'she is fine'")
    change(as_owner, "messages_message", "DELETE FROM messages_message WHERE number = 1")
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    page.goto(f"/staff/c/{begun.case_id}")
    button(page, screen, "Open it", "打开").click()
    unlock(page, screen)
    told = page.get_by_role("region", name=screen.say("What they told us", "来访者告知的内容"))
    expect(told.get_by_text(LINE)).to_be_visible()
    said = told.get_by_role("status")
    expect(said).to_contain_text(screen.say("2 entries are missing", "有 2 条内容缺失"))
    expect(said).to_contain_text(REFERENCE)
    looked_at(page, "case-damage", screen)
    page.goto(f"/staff/c/{begun.case_id}/n/{note}")
    unlock_if_asked(page, screen)
    expect(page.get_by_role("alert")).to_contain_text(REFERENCE)
    expect(page.get_by_role("textbox")).to_have_count(0)
    looked_at(page, "note-damage", screen)
    page.goto(f"/staff/live/{begun.appointment.id}")
    unlock_if_asked(page, screen)
    expect(page.get_by_text("second")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=REFERENCE)).to_contain_text(
        screen.say("1 entry is missing", "有 1 条内容缺失")
    )
    looked_at(page, "live-damage", screen)


def unlock_if_asked(page: Page, screen: Screen) -> None:
    """A page loaded anew may have to be unlocked again."""
    expect(page.get_by_role("heading").first).to_be_visible()
    if page.get_by_role("heading", name=screen.say("Locked", "已锁定")).is_visible():
        unlock(page, screen)


@both_ends
def test_administrators_see_how_the_keys_stand_and_what_is_wrong(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    somebody_booked(company)
    page = open_page(staff=make_staff("system_admin", name="Zhou Ke"))
    page.goto("/staff/keys")
    expect_title(page, screen.say("Keys", "密钥"))
    wrong = page.get_by_role("region", name=screen.say("What to look into", "需要处理"))
    expect(wrong.get_by_text("vault check")).to_be_visible()
    looked_at(page, "keys-never", screen)
    checked(damaged=0)
    page.reload()
    expect(wrong.get_by_text(screen.say("Nothing is wrong", "一切正常"))).to_be_visible()
    looked_at(page, "keys-sound", screen)
    checked(damaged=3, missing_shares=1)
    page.reload()
    expect(wrong.get_by_role("listitem")).to_have_count(2)
    expect(wrong.get_by_text("vault check --list")).to_be_visible()
    looked_at(page, "keys-wrong", screen)


@both_ends
def test_a_server_that_fails_is_said_with_a_reference(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=make_staff("privacy_officer", name="Qin Mo"))
    guard_of(page).expect(500)
    page.route(
        "**/api/v1/staff/keys",
        lambda route: route.fulfill(
            status=500,
            headers={"X-Request-ID": "0123456789abcdef"},
            json={"status": 500, "code": "error", "title": "x"},
        ),
    )
    page.goto("/staff/keys")
    expect(page.get_by_role("alert")).to_contain_text("01234567")
    page.unroute("**/api/v1/staff/keys")
    button(page, screen, "Try again", "重试").click()
    expect(page.get_by_role("heading", name=screen.say("Last check", "上次检查"))).to_be_visible()
    expect(link(page, screen, "Keys", "密钥")).to_have_count(1 if screen.width > 900 else 0)


def checked(*, damaged: int, missing_shares: int = 0) -> None:
    counted = {"cells": 1234, "entries": 2, "missing_shares": missing_shares, "stray_shares": 0}
    with acting(Actor.system(VAULT)):
        note_check(damaged=damaged, counted=counted, indexes={1: 41})
