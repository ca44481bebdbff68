"""Keys of staff: a passphrase and its code on paper, forgetting it, letting a colleague in."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screens import OpenPage, Screen, both_ends, every_screen, guard_of, looked_at
from tests.browser.steps import expect_title, somebody_booked
from tests.browser.steps_staff import (
    PASSPHRASE,
    button,
    choose_passphrase,
    code_field,
    is_locked,
    link,
    staff_of,
    type_code,
    unlock,
    with_passphrase,
    words_shown,
)
from tests.factories.company import Company
from tests.factories.keys import give_passphrase
from tests.factories.staff import acting_as, make_staff

ANOTHER = "five grey herons at dusk"
LINE = "My sleep has gone since the reorganisation."


@every_screen
def test_a_passphrase_its_code_and_a_forgotten_passphrase(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/unlock")
    words = choose_passphrase(page, screen)
    looked_at(page, "keys-shown", screen)
    type_code(page, screen, [*words[:10], "ocean", "tide"])
    told = screen.say(r"Words 11 and 12 are not", r"第 11和12 个字与显示的不同")
    expect(page.get_by_role("alert").filter(has_text=re.compile(told))).to_be_visible()
    expect(code_field(page, screen)).to_have_value(re.compile("ocean tide$"))
    looked_at(page, "keys-wrong", screen)
    button(page, screen, "Show the words again", "再看一遍").click()
    assert words_shown(page, screen) == words
    type_code(page, screen, words)
    expect_title(page, screen.say("Today", "今日"))
    guard_of(page).expect(423)
    lock_now(page, screen)
    recover(page, screen, words)
    expect(is_locked(page, screen)).to_have_count(0)
    expect_title(page, screen.say("Today", "今日"))


def lock_now(page: Page, screen: Screen) -> None:
    page.get_by_role("button", name=screen.say("Lock now", "立即锁定")).click()
    expect(is_locked(page, screen)).to_be_visible()


def recover(page: Page, screen: Screen, words: list[str]) -> None:
    """On the lock: by the words from the paper, with a new passphrase and new words."""
    button(page, screen, "I forgot the passphrase", "忘记了口令").click()
    code_field(page, screen).fill(" ".join(reversed(words)))
    new = page.get_by_label(screen.say("New notes passphrase", "新的记录口令"))
    new.fill(ANOTHER)
    page.get_by_label(screen.say("The same once more", "再输入一次")).fill(ANOTHER)
    looked_at(page, "keys-forgot", screen)
    code_field(page, screen).fill(" ".join(words))
    button(page, screen, "Set the new passphrase", "设置新口令").click()
    fresh = words_shown(page, screen)
    assert fresh != words
    looked_at(page, "keys-lock-shown", screen)
    type_code(page, screen, fresh)


@both_ends
def test_who_has_neither_begins_anew_by_typing_a_word(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    page.goto("/staff/unlock")
    button(page, screen, "I forgot the passphrase", "忘记了口令").click()
    button(page, screen, "I have neither", "口令和恢复码都没有了").click()
    give_up = button(page, screen, "Give up my key", "放弃我的密钥")
    give_up.click()
    refused = screen.say("Nothing was given up", "没有放弃任何内容")
    expect(page.get_by_role("alert").filter(has_text=refused)).to_be_visible()
    looked_at(page, "keys-neither", screen)
    page.get_by_label(re.compile(screen.say("Type “anew”", "请输入“重新开始”"))).fill(
        screen.say("anew", "重新开始")
    )
    give_up.click()
    type_code(page, screen, choose_passphrase(page, screen))
    expect_title(page, screen.say("Today", "今日"))


@every_screen
def test_a_colleague_who_was_let_in_opens_what_waits(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    somebody_booked(company, claimed=False, line=LINE)
    insider = with_passphrase(staff_of(company.zhao_min))
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/unlock")
    type_code(page, screen, choose_passphrase(page, screen))
    link(page.get_by_role("complementary"), screen, "Open the requests", "打开申请列表").click()
    whom = screen.say("has to let you in: Zhao Min", "需要先由同事允许：Zhao Min")
    expect(page.get_by_text(re.compile(whom))).to_be_visible()
    guard_of(page).expect(423)
    tell = button(page, screen, "Open what was told", "打开来访者告知的内容")
    tell.click()
    expect(
        page.get_by_text(re.compile("only for whoever was let in|只有获得允许的人才能打开"))
    ).to_be_visible()
    expect(is_locked(page, screen)).to_have_count(0)
    looked_at(page, "keys-outside", screen)
    let_her_in(open_page(staff=insider), screen)
    page.reload()
    expect(page.get_by_text(re.compile(whom))).to_have_count(0)
    tell.click()
    expect(page.get_by_text(LINE)).to_be_visible()
    button(page, screen, "Claim", "接手").click()
    expect(link(page, screen, "Open the case", "打开个案")).to_be_visible()


def let_her_in(page: Page, screen: Screen) -> None:
    guard_of(page).expect(423)
    page.goto("/staff/today")
    title = screen.say("Let Li Wen open waiting requests", "允许Li Wen打开待接手的申请")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    looked_at(page, "keys-let-in", screen)
    act = button(page, screen, "Let Li Wen in", "允许Li Wen打开")
    act.click()
    unlock(page, screen)  # and it goes on by itself
    done = screen.say("Li Wen is in.", "Li Wen现在可以打开了。")
    expect(page.get_by_role("status").filter(has_text=done)).to_be_visible()
    expect(act).to_have_count(0)
    looked_at(page, "keys-let-in-done", screen)


@both_ends
def test_on_call_too_one_is_let_in_by_a_colleague(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    outsider = make_staff("on_call", name="Sun Hong")
    give_passphrase(acting_as(outsider), PASSPHRASE)
    page = open_page(staff=outsider)
    inside = open_page(staff=with_passphrase(make_staff("clinical_lead", name="Chen Yu")))
    page.goto("/staff/oncall")
    whom = screen.say("has to let you in: Chen Yu", "需要先由同事允许：Chen Yu")
    expect(page.get_by_text(re.compile(whom))).to_be_visible()
    looked_at(page, "keys-oncall-outside", screen)
    guard_of(inside).expect(423)
    inside.goto("/staff/oncall")
    title = screen.say("Let Sun Hong open calls for help", "允许Sun Hong打开求助呼叫")
    expect(inside.get_by_role("heading", name=title)).to_be_visible()
    looked_at(inside, "keys-oncall-let-in", screen)
    button(inside, screen, "Let Sun Hong in", "允许Sun Hong打开").click()
    unlock(inside, screen)
    done = screen.say("Sun Hong is in.", "Sun Hong现在可以打开了。")
    expect(inside.get_by_role("status").filter(has_text=done)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(re.compile(whom))).to_have_count(0)
