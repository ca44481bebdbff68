"""A call for help, from a page without a script to the person who answers it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from eap.access.models import Staff
from eap.booking.models import OnCallShift
from eap.core import clock
from eap.crisis import selectors, services
from eap.crisis.escalation import climb
from tests.browser.screens import (
    OpenPage,
    Screen,
    both_ends,
    every_screen,
    guard_of,
    looked_at,
    no_sideways_scroll,
)
from tests.browser.steps_staff import button, dialog, unlock, with_passphrase
from tests.factories.company import Company
from tests.factories.crisis import change_desk_key, on_rota, only_call, raised
from tests.factories.staff import make_staff

NUMBER = "138 0000 4242"
WHERE = "三号楼 gate 3"
DESK = Screen("en", 1280)


def on_call(name: str = "Chen Yu", level: int = 1) -> Staff:
    """Somebody on call now who has a passphrase."""
    actor = on_rota(level, name=name)
    return with_passphrase(Staff.objects.get(pk=actor.id))


def ask_for_help(page: Page, screen: Screen) -> None:
    """On the help page, with its plain form."""
    page.goto(f"/now?lang={screen.lang}")
    page.locator("#number").fill(NUMBER)
    page.locator("#where").fill(WHERE)
    page.locator("main button[type=submit]").click()
    sent = screen.say("We have your request", "已收到您的请求")
    expect(page.get_by_text(sent).first).to_be_visible()


def the_call(page: Page) -> Locator:
    """The one open call on the console."""
    return page.get_by_role("article")


def start_duty(page: Page, screen: Screen) -> None:
    """On this device; the lock asks for the passphrase first."""
    guard_of(page).expect(423)
    button(page, screen, "Start duty, sound on", "开始值班并打开提示音").click()
    unlock(page, screen)
    said = screen.say("Duty is open on this device", "本设备已开始值班")
    expect(page.get_by_text(said)).to_be_visible()


@every_screen
def test_a_call_is_accepted_opened_reached_and_closed(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    staff = on_call()
    ask_for_help(open_page(java_script_enabled=False), screen)
    climb()
    page = open_page(staff=staff)
    page.goto("/staff/oncall")
    call = the_call(page)
    expect(call.get_by_role("timer").first).to_have_text(
        re.compile(screen.say(r"4:\d\d left", r"还剩 4:\d\d"))
    )
    expect(call).to_contain_text(screen.say("Next: the second line", "接着：1:"))
    expect(page.locator("header").get_by_role("link", name=re.compile(r"4:\d\d"))).to_be_visible()
    looked_at(page, "oncall-new", screen)
    start_duty(page, screen)
    button(call, screen, "Accept", "接手").click()
    expect(call).to_contain_text(screen.say("You accepted it", "由您接手"))
    expect(call).to_contain_text(screen.say("They did not sign in", "对方没有登录"))
    expect(call).not_to_contain_text(NUMBER)
    button(call, screen, "Reveal the number", "显示号码").click()
    expect(call.get_by_role("link", name=NUMBER)).to_have_attribute("href", "tel:13800004242")
    expect(call).to_contain_text(WHERE)
    looked_at(page, "oncall-open", screen)
    button(call, screen, "Hide now", "立即隐藏").click()
    expect(call).not_to_contain_text(NUMBER)
    note(call).fill("engaged tone")
    button(call, screen, "No answer", "无人接听").click()
    expect(note(call)).to_have_value("")
    log = call.get_by_role("complementary")
    expect(log).to_contain_text(screen.say("note, sealed", "有备注，已加密"))
    expect(call).not_to_contain_text("engaged tone")
    button(call, screen, "Spoke with them", "已与对方通话").click()
    expect(call).to_contain_text(screen.say("In contact", "已联系上"))
    looked_at(page, "oncall-reached", screen)
    close_as(page, screen, "Safe for now, a plan is agreed", "目前安全，已商定计划")
    expect(page.get_by_text(screen.say("No call is open", "当前没有求助呼叫"))).to_be_visible()
    page.get_by_text(screen.say("1 closed call", "已结束的呼叫（1）")).click()
    expect(page.locator("details li")).to_contain_text("Chen Yu")
    looked_at(page, "oncall-closed", screen)


@both_ends
def test_a_call_without_content_says_so_and_why(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    staff = on_call()
    change_desk_key()
    raised(NUMBER)
    climb()
    page = open_page(staff=staff)
    page.goto("/staff/oncall")
    call = the_call(page)
    expect(call).to_contain_text(
        screen.say("was changed behind our back, so the number", "被人在后台改动过，号码和地点没有")
    )
    expect(button(call, screen, "Accept", "接手")).to_be_visible()
    looked_at(page, "oncall-unkept", screen)


@both_ends
def test_who_called_says_they_are_all_right_and_the_console_shows_it(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    caller = open_page(java_script_enabled=False)
    ask_for_help(caller, screen)
    page = open_page(staff=on_call())
    page.goto("/staff/oncall")
    said = screen.say("“I am all right now”", "“我现在没事了”")
    expect(the_call(page)).not_to_contain_text(said)
    button(caller, screen, "I am all right now", "我现在没事了").click()
    passed_on = screen.say("We have passed it on", "已经转告")
    expect(caller.get_by_role("heading", name=passed_on)).to_be_visible()
    expect(the_call(page).get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(the_call(page).get_by_role("timer").first).to_have_text(re.compile(r"4:\d\d"))
    looked_at(page, "oncall-all-right", screen)
    other = screen.say("中文", "English")
    caller.get_by_role("button", name=other).click()
    expect(caller.get_by_role("button", name=screen.say("English", "中文"))).to_be_visible()
    assert only_call(on_rota(2)).state == "raised"


def note(call: Locator) -> Locator:
    """Where the next step's note is typed."""
    return call.get_by_role("textbox")


def close_as(page: Page, screen: Screen, en: str, zh: str) -> None:
    """Close the one call there is with this outcome."""
    button(the_call(page), screen, "Close", "结束").click()
    dialog(page).get_by_label(screen.say(en, zh), exact=True).check()
    looked_at(page, "oncall-closing", screen)
    button(dialog(page), screen, "Close the call", "结束呼叫").click()


@both_ends
def test_of_two_who_accept_one_is_told_who_was_first(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    first, second = on_rota(1, name="Chen Yu"), on_call("Zhao Min")
    raised()
    page = open_page(staff=second)
    page.goto("/staff/oncall")
    accept = button(the_call(page), screen, "Accept", "接手")
    expect(accept).to_be_visible()
    page.route("**/api/v1/staff/crisis", lambda _: None)  # the page does not learn of it in time
    services.acknowledge(first, crisis_id=only_call(first).id)
    page.unroute("**/api/v1/staff/crisis")
    guard_of(page).expect(409)
    accept.click()
    lost = screen.say("Chen Yu accepted it a moment ago", "Chen Yu刚刚接手，没有任何改动。")
    expect(page.get_by_role("alert").filter(has_text=lost)).to_be_visible()
    looked_at(page, "oncall-lost", screen)
    button(the_call(page), screen, "Step in", "参与处理").click()
    expect(button(the_call(page), screen, "No answer", "无人接听")).to_be_visible()


def raised_before(seconds: int) -> None:
    """A call of that many seconds ago."""
    with clock.standing_at(clock.now() - timedelta(seconds=seconds)):
        raised()


@every_screen
def test_of_many_calls_the_clock_that_runs_out_first_leads(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    colleague, staff = on_rota(1, name="Zhao Min"), on_call()
    for seconds in (1000, 800):
        raised_before(seconds)
    for call in selectors.console(colleague).open:
        services.acknowledge(colleague, crisis_id=call.id)
    for number in range(12):
        raised_before(400 - 30 * number)
    page = open_page(staff=staff)
    page.goto("/staff/oncall")
    calls = page.get_by_role("article")
    expect(calls).to_have_count(12)  # those the colleague has are folded away
    first = calls.first.get_by_role("timer")
    expect(first).to_have_text(re.compile(screen.say(r"1:\d\d overdue", r"已超时 1:\d\d")))
    box = calls.last.bounding_box()
    assert box and box["height"] < 140, "a call is a small card"
    looked_at(page, "oncall-many", screen)
    button(calls.first, screen, "Accept", "接手").click()
    expect(calls.first).to_contain_text(screen.say("You accepted it", "由您接手"))
    looked_at(page, "oncall-many-accepted", screen)
    page.get_by_text(screen.say("2 calls taken by others", "已由他人接手的呼叫（2）")).click()
    expect(calls).to_have_count(14)
    expect(calls.last).to_contain_text("Zhao Min")


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_the_clock_runs_is_spoken_of_and_what_is_revealed_hides(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=on_call())
    page.clock.install()
    page.goto("/staff/oncall")
    start_duty(page, screen)
    raised(NUMBER)
    page.clock.fast_forward(6_000)
    spoken = page.get_by_role("alert").first
    expect(spoken).to_contain_text("5 minutes left to accept")
    timer = the_call(page).get_by_role("timer").first
    before = timer.inner_text()
    page.clock.fast_forward(2_000)
    expect(timer).not_to_have_text(before)
    page.clock.fast_forward(190_000)
    expect(spoken).to_contain_text("2 minutes left to accept")
    button(the_call(page), screen, "Accept", "接手").click()
    button(the_call(page), screen, "Reveal the number", "显示号码").click()
    expect(the_call(page)).to_contain_text(NUMBER)
    page.clock.fast_forward(25_000)
    expect(the_call(page)).to_contain_text(NUMBER)
    page.clock.fast_forward(6_000)
    expect(the_call(page)).not_to_contain_text(NUMBER)


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_closing_asks_what_the_outcome_needs(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    staff = on_call()
    raised()
    page = open_page(staff=staff)
    page.goto("/staff/oncall")
    button(the_call(page), screen, "Accept", "接手").click()
    button(the_call(page), screen, "Close", "结束").click()
    sheet, close = dialog(page), button(dialog(page), screen, "Close the call", "结束呼叫")
    close.click()
    expect(sheet.get_by_role("alert").last).to_have_text("Choose how it ended.")
    sheet.get_by_label("Safe for now, a plan is agreed").check()
    expect(sheet.get_by_text("Nobody has spoken with the person yet")).to_be_visible()
    sheet.get_by_label("False alarm", exact=True).check()
    expect(sheet.get_by_text("Write why it was a false alarm.")).to_be_visible()
    sheet.get_by_label("Why it was a false alarm (sealed)").fill("pressed by mistake")
    close.click()
    expect(page.get_by_text("No call is open")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_outside_a_shift_duty_does_not_start(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    staff = on_call()
    page = open_page(staff=staff)
    page.goto("/staff/oncall")
    start = button(page, screen, "Start duty, sound on", "开始值班并打开提示音")
    expect(start).to_be_visible()
    OnCallShift.objects.all().delete()
    guard_of(page).expect(409)
    start.click()
    expect(page.get_by_text("Your shift is not running")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You are not on the rota in the coming day.")).to_be_visible()


@pytest.mark.parametrize("screen", [Screen("en", 320)], indirect=True, ids=str)
def test_a_counsellor_sees_who_is_on_duty_and_no_call(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    on_rota(1, name="Chen Yu")
    raised()
    page = open_page(staff=make_staff("counsellor"))
    guard_of(page).expect(404)  # an account without a calendar has no zone of its own yet
    page.goto("/staff/oncall")
    expect(page.get_by_text("Chen Yu")).to_be_visible()
    expect(the_call(page)).to_have_count(0)
    looked_at(page, "oncall-counsellor", screen)


@pytest.mark.parametrize("screen", [Screen("zh-Hans", 320)], indirect=True, ids=str)
def test_it_works_on_the_smallest_phone(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    raised(NUMBER)
    page = open_page(staff=on_call())
    page.goto("/staff/oncall")
    accept = button(the_call(page), screen, "Accept", "接手")
    box = accept.bounding_box()
    assert box and box["height"] >= 56
    looked_at(page, "oncall-320", screen)
    accept.click()
    for name in ("显示号码", "无人接听", "已与对方通话", "结束"):
        size = the_call(page).get_by_role("button", name=name, exact=True).bounding_box()
        assert size and size["height"] >= 56, name
    no_sideways_scroll(page)
    looked_at(page, "oncall-320-work", screen)
