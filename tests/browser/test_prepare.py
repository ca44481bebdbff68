"""Help us prepare: six screens, each can be skipped; a yes to safety brings help first."""

import pytest
from playwright.sync_api import Page, expect

from eap.cases import reading
from tests.browser.screens import Screen, both_ends, count_taps, end_is_clear, looked_at, shot
from tests.browser.steps import come_in, expect_title, somebody_booked
from tests.conftest import owner_connection
from tests.factories import cases
from tests.factories.cases import Begun
from tests.factories.company import Company

SCREENS_AT_MOST = 6


def begin(page: Page, company: Company, screen: Screen) -> Begun:
    """A client who booked opens the page from their sessions."""
    begun = somebody_booked(company, statistics=True)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("link", name=screen.say("Help us prepare", "会谈前准备")).click()
    expect(page.get_by_text(screen.say("What brings you?", "这次想谈什么？"))).to_be_visible()
    return begun


def go_on(page: Page, screen: Screen) -> None:
    """To the next screen."""
    page.get_by_role("button", name=screen.say("Go on", "继续"), exact=True).click()


def go_on_and_tell(page: Page, screen: Screen) -> None:
    """The same button after a yes: it says what pressing it does."""
    page.get_by_role(
        "button", name=screen.say("Go on and tell the people on duty", "继续，并通知值班的人")
    ).click()


def skip(page: Page, screen: Screen) -> None:
    """Past a screen."""
    page.get_by_role("button", name=screen.say("Skip", "跳过")).click()


def send(page: Page, screen: Screen) -> None:
    """The last button."""
    page.get_by_role("button", name=screen.say("Send to my counsellor", "交给我的咨询师")).click()


def answer(page: Page, question: str, said: str) -> None:
    """One safety question."""
    page.get_by_role("group", name=question).get_by_label(said, exact=True).check()


def calls() -> list[bool]:
    """For every call for help: whether it brought a number."""
    with owner_connection() as owner:
        found = owner.execute("SELECT number IS NOT NULL FROM crisis_crisis ORDER BY raised_at")
        return [bool(has) for (has,) in found.fetchall()]


@both_ends
def test_everything_is_told(page: Page, company: Company, screen: Screen) -> None:
    begun = begin(page, company, screen)
    looked_at(page, "prepare-1", screen)
    for concern in (("Sleep or fatigue", "睡眠或疲劳"), ("Anxiety", "焦虑")):
        page.get_by_role("button", name=screen.say(*concern)).click()
    go_on(page, screen)
    looked_at(page, "prepare-2", screen)
    page.get_by_role("button", name=screen.say("Strict quality checks", "质检太严")).click()
    go_on(page, screen)
    page.get_by_role("button", name="7", exact=True).click()
    looked_at(page, "prepare-3", screen)
    go_on(page, screen)
    answer(
        page,
        screen.say("Are you in danger at this moment?", "您现在有危险吗？"),
        screen.say("No", "没有"),
    )
    looked_at(page, "prepare-4", screen)
    go_on(page, screen)
    page.get_by_label(
        screen.say("What should your counsellor know?", "想让咨询师先了解什么？")
    ).fill("夜班")
    looked_at(page, "prepare-5", screen)
    go_on(page, screen)
    page.get_by_label(
        screen.say("How long you have worked here", "您在这里工作了多久")
    ).select_option("t2")
    looked_at(page, "prepare-6", screen)
    send(page, screen)
    expect_title(
        page, screen.say("Thank you. It is with your counsellor", "谢谢，已经交给您的咨询师")
    )
    cases.unlock(begun.counsellor)
    told = reading.open_case(begun.counsellor, case_id=begun.case_id).told[0].preparation
    assert told is not None
    assert (told["concerns"], told["drivers"], told["impact"]) == (["C04", "C03"], ["D05"], 7)
    assert (told["in_danger"], told["harm"], told["text"]) == ("no", None, "夜班")
    assert calls() == []


@both_ends
def test_the_end_of_every_screen_can_be_read(page: Page, company: Company, screen: Screen) -> None:
    begin(page, company, screen)
    for at in range(SCREENS_AT_MOST):
        end_is_clear(page)
        shot(page, f"prepare-end-{at + 1}", screen, full=False)
        skip(page, screen)
    expect_title(
        page, screen.say("Thank you. It is with your counsellor", "谢谢，已经交给您的咨询师")
    )
    end_is_clear(page)


@both_ends
def test_every_screen_can_be_skipped(page: Page, company: Company, screen: Screen) -> None:
    begin(page, company, screen)
    taps = count_taps(page)
    for _ in range(SCREENS_AT_MOST):
        skip(page, screen)
    expect_title(
        page, screen.say("Thank you. It is with your counsellor", "谢谢，已经交给您的咨询师")
    )
    assert taps.count == SCREENS_AT_MOST


@both_ends
def test_a_yes_shows_help_first_and_calls_at_once(
    page: Page, company: Company, screen: Screen
) -> None:
    begin(page, company, screen)
    for _ in range(3):
        skip(page, screen)
    expect(page.get_by_text(screen.say("are told at once", "会立刻通知值班咨询师"))).to_be_visible()
    assert calls() == []
    question = screen.say("Have you thought of harming yourself", "有过伤害自己或别人的念头")
    page.get_by_role("group", name=question).get_by_label(
        screen.say("Yes", "有"), exact=True
    ).check()
    go_on_and_tell(page, screen)
    expect_title(page, screen.say("You are not alone with this", "您不是一个人在扛"))
    expect(page.locator("main a[href='tel:12356']")).to_be_in_viewport()
    expect(
        page.get_by_text(screen.say("the team has been alerted", "已经紧急通知团队"))
    ).to_be_visible()
    assert calls() == [False]
    looked_at(page, "prepare-alert", screen)
    page.get_by_label(screen.say("Number we may call you on", "可以打给您的号码")).fill(
        "138 0000 0000"
    )
    page.get_by_role("button", name=screen.say("Please call me", "请给我打电话")).click()
    expect(page.get_by_text("138 0000 0000", exact=False)).to_be_visible()
    assert any(calls())
    page.get_by_role("button", name=screen.say("Go on preparing", "继续填写")).click()
    expect_title(page, screen.say("In your own words", "用您自己的话说"))


def test_a_fourth_choice_is_not_offered(page: Page, company: Company, screen: Screen) -> None:
    begin(page, company, screen)
    for name in ("焦虑", "身体健康", "法律问题"):
        page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name="其他")).to_be_disabled()
    page.get_by_role("button", name="焦虑").click()
    expect(page.get_by_role("button", name="其他")).to_be_enabled()


def test_naming_self_harm_brings_the_ways_to_help_to_the_same_page(
    page: Page, company: Company, screen: Screen
) -> None:
    begin(page, company, screen)
    for name in ("焦虑", "身体健康", "法律问题"):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="有伤害自己的念头").click()
    expect(page.locator("main a[href='tel:12356']")).to_be_in_viewport()
    expect(page.get_by_text("如果此刻很难熬")).to_be_visible()


def test_the_worst_of_days_brings_them_too(page: Page, company: Company, screen: Screen) -> None:
    begin(page, company, screen)
    for _ in range(2):
        skip(page, screen)
    page.get_by_role("button", name="10", exact=True).click()
    expect(page.locator("main a[href='tel:12356']")).to_be_in_viewport()


def test_who_is_not_counted_is_not_asked_where_they_work(
    page: Page, company: Company, screen: Screen
) -> None:
    come_in(page, screen, somebody_booked(company, statistics=False).visit_code)
    page.get_by_role("link", name="会谈前准备").click()
    for _ in range(SCREENS_AT_MOST - 1):
        skip(page, screen)
    expect_title(page, "谢谢，已经交给您的咨询师")


def test_when_the_people_on_duty_cannot_be_told_it_says_whom_to_call(
    page: Page, company: Company, screen: Screen
) -> None:
    begin(page, company, screen)
    for _ in range(3):
        skip(page, screen)
    page.context.set_offline(True)
    answer(page, "您现在有危险吗？", "有")
    go_on_and_tell(page, screen)
    expect(page.get_by_text("暂时联系不上值班的人")).to_be_visible()
    expect(page.locator("main a[href='tel:12356']")).to_be_in_viewport()
    expect(page.get_by_role("contentinfo").get_by_role("link")).to_be_hidden()
    page.get_by_role("button", name="现在重发").click()
    expect(page.get_by_text("暂时联系不上值班的人")).to_be_visible()
    assert calls() == []
    page.context.set_offline(False)
    expect(page.get_by_text("已经紧急通知团队")).to_be_visible()
    expect(page.get_by_role("button", name="我现在没事了")).to_be_visible()
    assert calls() == [False]


@pytest.mark.parametrize("number", ["12", "call me"])
def test_a_number_nobody_could_call_is_told(
    page: Page, company: Company, screen: Screen, number: str
) -> None:
    begin(page, company, screen)
    for _ in range(3):
        skip(page, screen)
    answer(page, "您现在有危险吗？", "有")
    go_on_and_tell(page, screen)
    expect(page.get_by_text("已经紧急通知团队")).to_be_visible()
    page.get_by_label("可以打给您的号码").fill(number)
    page.get_by_role("button", name="请给我打电话").click()
    expect(page.get_by_text("这不像是电话号码")).to_be_visible()


@both_ends
def test_without_a_booking_there_is_nothing_to_prepare(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/prepare")
    expect(
        page.get_by_text(screen.say("Come in with your visit code", "请先用访问码进入"))
    ).to_be_visible()
    looked_at(page, "prepare-none", screen)
