"""Live text between a client's browser and a counsellor who asks the same services as her page."""

import re

from playwright.sync_api import Page, Route, expect

from eap.messages import services as messages
from tests.browser.screens import Screen, both_ends, every_screen, looked_at
from tests.browser.steps import (
    close_sheet,
    come_in,
    expect_title,
    let_it_begin,
    open_help,
    somebody_booked,
)
from tests.factories import cases
from tests.factories.cases import Begun
from tests.factories.company import Company


def begin_to_write(page: Page, company: Company, screen: Screen) -> Begun:
    """A client comes into a session in writing that has just begun."""
    begun = somebody_booked(company)
    cases.unlock(begun.counsellor)
    let_it_begin(begun)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("button", name=screen.say("Come in now", "现在进入")).click()
    expect_title(page, screen.say("Your session in writing", "文字会谈"))
    return begun


def write(page: Page, screen: Screen, text: str) -> None:
    """Send one message by its button."""
    page.get_by_label(screen.say("Message", "消息"), exact=True).fill(text)
    page.get_by_role("button", name=screen.say("Send", "发送"), exact=True).click()


def says(begun: Begun, text: str) -> None:
    """The counsellor writes."""
    messages.post_message(begun.counsellor, appointment_id=begun.appointment.id, text=text)


def read_by_counsellor(begun: Begun) -> list[str | None]:
    """Everything the counsellor sees."""
    thread = messages.read_thread(begun.counsellor, appointment_id=begun.appointment.id)
    return [message.text for message in thread.messages]


@every_screen
def test_client_and_counsellor_write_to_each_other(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = begin_to_write(page, company, screen)
    log = page.get_by_role("log")
    write(page, screen, "昨天的夜班之后一直睡不着")
    expect(log.get_by_text("昨天的夜班之后一直睡不着")).to_be_visible()
    expect(log.get_by_text(screen.say("Sending…", "正在发送……"))).to_have_count(0)
    assert read_by_counsellor(begun) == ["昨天的夜班之后一直睡不着"]
    says(begun, "谢谢您告诉我。\n这样多久了？")
    expect(log.get_by_text("这样多久了？")).to_be_visible()
    expect(page.locator("main a[href='tel:12356']")).to_be_in_viewport()
    looked_at(page, "live", screen)
    assert log.get_by_text("昨天的夜班之后一直睡不着").count() == 1
    assert re.search(r"/live$", page.url)
    assert page.title() == "Harbour"


@both_ends
def test_it_ends_safely(page: Page, company: Company, screen: Screen) -> None:
    begun = begin_to_write(page, company, screen)
    says(begun, "我在这里。")
    expect(page.get_by_text("我在这里。")).to_be_visible()
    page.get_by_role("button", name=screen.say("End safely", "结束会谈")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    looked_at(page, "live-end", screen)
    page.get_by_role("button", name=screen.say("End and clear the screen", "结束并清屏")).click()
    expect_title(page, screen.say("The conversation is closed", "会谈已结束"))
    expect(page.get_by_text("我在这里。")).to_have_count(0)
    expect(page.locator("main a[href='tel:12356']")).to_be_visible()
    looked_at(page, "live-ended", screen)


def test_half_a_sentence_of_live_text_outlives_a_look_at_help(
    page: Page, company: Company, screen: Screen
) -> None:
    begin_to_write(page, company, screen)
    half = "夜班之后睡不着，而且"
    message = page.get_by_label("消息", exact=True)
    message.fill(half)
    open_help(page, screen)
    close_sheet(page, screen)
    expect(message).to_have_value(half)


def test_a_lost_message_goes_again_by_itself_and_stands_there_once(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = begin_to_write(page, company, screen)
    write(page, screen, "第一句")
    expect(page.get_by_text("正在发送……")).to_have_count(0)

    def lose_before(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/messages**", lose_before)
    write(page, screen, "没有到的一句")
    expect(page.get_by_text("尚未发出")).to_be_visible()

    def lose_after(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        route.fetch()
        route.abort()

    write(page, screen, "排在后面的一句")
    expect(page.get_by_text("尚未发出")).to_have_count(2)
    page.unroute("**/messages**")
    page.route("**/messages**", lose_after)
    # each comes back without its answer
    expect(page.get_by_text(re.compile("尚未发出|正在发送"))).to_have_count(0)
    page.unroute("**/messages**")
    assert read_by_counsellor(begun) == ["第一句", "没有到的一句", "排在后面的一句"]
    for said in ("没有到的一句", "排在后面的一句"):
        expect(page.get_by_text(said)).to_have_count(1)


def test_it_goes_on_after_the_network_was_away(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = begin_to_write(page, company, screen)
    page.context.set_offline(True)
    write(page, screen, "断网时写的一句")
    page.get_by_label("消息", exact=True).fill("写了一半")
    expect(page.get_by_text("连接中断，正在重试")).to_be_visible()
    expect(page.get_by_text("尚未发出")).to_be_visible()
    looked_at(page, "live-away", screen)
    page.context.set_offline(False)
    says(begun, "我还在。")
    expect(page.get_by_text("我还在。")).to_be_visible()
    expect(page.get_by_label("消息", exact=True)).to_have_value("写了一半")
    expect(page.get_by_text(re.compile("尚未发出|正在发送"))).to_have_count(0)
    assert "断网时写的一句" in read_by_counsellor(begun)


def test_enter_sends_where_there_is_a_keyboard(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = begin_to_write(page, company, screen)
    page.get_by_label("消息", exact=True).click()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    expect(page.get_by_text("正在发送……")).to_have_count(0)
    assert read_by_counsellor(begun) == ["one\ntwo"]


@both_ends
def test_without_a_session_it_says_so(page: Page, company: Company, screen: Screen) -> None:
    page.goto("/live")
    expect_title(page, screen.say("No conversation at the moment", "现在没有文字会谈"))
    looked_at(page, "live-none", screen)
