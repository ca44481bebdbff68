"""Groups as their leaders see them: planned, approved, opened, met; by nickname throughout."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from eap.booking.models import Counsellor
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.groups import services
from eap.groups.models import GroupSession
from eap.groups.words import State
from tests.browser.screens import OpenPage, Screen, both_ends, every_screen, guard_of, looked_at
from tests.browser.steps_staff import button, dialog, link, staff_of
from tests.factories.booking import counsellor_actor
from tests.factories.company import Company
from tests.factories.groups import END, NOON, START, make_group
from tests.factories.staff import make_staff

DESK = Screen("en", 1280)


def begun_group(leader: Counsellor, *aliases: str, capacity: int) -> tuple[UUID, set[UUID]]:
    """A group that began ten minutes ago, registration closed; and the ids of who is in it."""
    planned = clock.now() - (START - NOON) - timedelta(minutes=10)
    group = make_group(leader, capacity=capacity, at=planned)
    clients = [Actor.client(new_id()) for _ in aliases]
    for minute, (client, alias) in enumerate(zip(clients, aliases, strict=True)):
        with clock.standing_at(planned + timedelta(minutes=minute)):
            services.take_seat(client, group_id=group, alias=alias)
    services.set_state(counsellor_actor(leader), group_id=group, to=State.CLOSED)
    return group, {client.known_id for client in clients}


def overhear(page: Page) -> list[str]:
    """Every answer of the server about groups, from now on."""
    heard: list[str] = []

    def listen(route: Route) -> None:
        answer = route.fetch()
        heard.append(answer.text())
        route.fulfill(response=answer)

    page.route("**/api/v1/staff/groups**", listen)
    return heard


def seat(page: Page, alias: str) -> Locator:
    """A line of the roster."""
    return page.get_by_role("listitem").filter(has_text=alias)


def mark(page: Page, screen: Screen, alias: str, en: str, zh: str) -> Locator:
    """One of the two marks of a seat."""
    return button(seat(page, alias), screen, en, zh)


@every_screen
def test_the_roster_shows_aliases_only_and_is_marked(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    group, clients = begun_group(company.li_wen, "Cedar", "榆树", "Fir", capacity=2)
    page = open_page(staff=staff_of(company.li_wen))
    heard = overhear(page)
    page.goto("/staff/today")
    today = page.get_by_role("listitem").filter(has_text=screen.say("2 of 2", "已占 2 个"))
    link(today, screen, "Open the group", "打开小组").click()
    expect(page.get_by_text(re.compile(company.li_wen.room))).to_be_visible()
    page.goto("/staff/groups")
    looked_at(page, "staffgroups", screen)
    link(page, screen, "After hard calls", "难打的电话之后").click()
    expect(seat(page, "Cedar")).to_be_visible()
    expect(page.get_by_text("Fir")).to_have_count(0)
    waits = screen.say("1 agent waits", "1 人候补，不显示昵称")
    expect(page.get_by_text(waits)).to_be_visible()
    button(page, screen, "Begin", "开始").click()
    mark(page, screen, "Cedar", "Came", "到了").click()
    expect(mark(page, screen, "Cedar", "Came", "到了")).to_have_attribute("aria-pressed", "true")
    guard_of(page).expect(409)
    button(page, screen, "Complete", "结束").click()
    first = screen.say("Mark seat 2 first.", "请先标记 2 号座位。")
    expect(page.get_by_text(first)).to_be_visible()
    looked_at(page, "staffgroups-roster", screen)
    mark(page, screen, "榆树", "Did not come", "没到").click()
    expect(mark(page, screen, "榆树", "Did not come", "没到")).to_have_attribute(
        "aria-pressed", "true"
    )
    button(page, screen, "Complete", "结束").click()
    button(page, screen, "Finish for good", "完成总结").click()
    expect(page.get_by_text(screen.say("Nothing changes any more.", "不再改动。"))).to_be_visible()
    expect(seat(page, "榆树")).to_contain_text(screen.say("Did not come", "没到"))
    expect(mark(page, screen, "榆树", "Came", "到了")).to_have_count(0)
    looked_at(page, "staffgroups-evaluated", screen)
    assert GroupSession.objects.get(pk=group).state == State.EVALUATED
    assert any("Cedar" in answer for answer in heard)
    assert not [answer for answer in heard if any(str(one) in answer for one in clients)]


@both_ends
def test_a_group_is_planned_approved_and_opened(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    leads = open_page(staff=staff_of(company.li_wen))
    leads.goto("/staff/groups")
    plan = button(leads, screen, "Plan a group", "安排小组")
    plan.first.click()
    sheet = dialog(leads)
    do = button(sheet, screen, "Plan it as a draft", "存为草稿")
    expect(sheet.get_by_text(re.compile(company.li_wen.room))).to_be_visible()
    do.click()
    missing = screen.say("Please fill this in.", "请填写此项。")
    expect(sheet.get_by_text(missing)).to_have_count(3)
    looked_at(leads, "staffgroups-plan", screen)
    sheet.get_by_label(screen.say("Title in Chinese", "中文标题")).fill("难打的电话之后")
    sheet.get_by_label(screen.say("Title in English", "英文标题")).fill("After hard calls")
    day = (clock.now() + timedelta(days=9)).date().isoformat()
    sheet.get_by_label(screen.say("Day", "日期"), exact=True).fill(day)
    do.click()
    state = leads.get_by_role("region", name=screen.say("Where it stands", "当前状态"))
    expect(state).to_contain_text(screen.say("waits for the programme manager", "等待项目经理批准"))
    looked_at(leads, "staffgroups-draft", screen)
    button(state, screen, "Change the draft", "修改草稿").click()
    title = sheet.get_by_label(screen.say("Title in English", "英文标题"))
    expect(title).to_have_value("After hard calls")
    title.fill("After the hard calls")
    sheet.get_by_label(screen.say("Seats", "座位数"), exact=True).fill("6")
    looked_at(leads, "staffgroups-change", screen)
    button(sheet, screen, "Save the draft", "保存草稿").click()
    expect(leads.locator("dialog[open]")).to_have_count(0)
    expect(
        leads.get_by_text(screen.say("0 of 6 seats taken", "6 个座位，已占 0 个"))
    ).to_be_visible()

    approves = open_page(staff=make_staff("programme_manager"))
    approves.goto("/staff/groups")
    expect(approves.get_by_text(screen.say("led by Li Wen", "带领人：李文"))).to_be_visible()
    looked_at(approves, "staffgroups-manager", screen)
    button(approves, screen, "Approve", "批准").click()
    button(approves, screen, "Approve it", "确认批准").click()
    expect(button(approves, screen, "Approve", "批准")).to_have_count(0)

    leads.reload()
    button(state, screen, "Open for joining", "开放报名").click()
    expect(state).to_contain_text(screen.say("Agents see it", "来访者看得到"))
    assert GroupSession.objects.get().state == State.OPEN


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_an_hour_that_is_taken_is_said_and_what_was_typed_stays(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    make_group(company.li_wen, at=clock.now())
    start, end = clock.now() + (START - NOON), clock.now() + (END - NOON)
    assert start < end
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/groups")
    button(page, screen, "Plan a group", "安排小组").click()
    sheet = dialog(page)
    sheet.get_by_label("Title in Chinese").fill("同一时间")
    sheet.get_by_label("Title in English").fill("The same hour")
    local = start + timedelta(hours=8)  # the calendar is Shanghai's
    sheet.get_by_label("Day", exact=True).fill(local.date().isoformat())
    sheet.get_by_label("Begins", exact=True).fill(local.strftime("%H:%M"))
    guard_of(page).expect(409)
    button(sheet, screen, "Plan it as a draft", "存为草稿").click()
    expect(sheet.get_by_text("You have something else at this time.")).to_be_visible()
    expect(sheet.get_by_label("Title in English")).to_have_value("The same hour")


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_another_counsellor_sees_nothing_of_it(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    group = make_group(company.li_wen, at=clock.now())
    page = open_page(staff=staff_of(company.zhao_min))
    page.goto("/staff/groups")
    expect(page.get_by_text("No group is planned.").first).to_be_visible()
    guard_of(page).expect(404)
    page.goto(f"/staff/groups/{group}")
    expect(page.get_by_text("There is nothing here, or it is not yours to see.")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK], indirect=True, ids=str)
def test_cancelling_asks_once_and_is_for_good(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    group = make_group(company.li_wen, at=clock.now())
    page = open_page(staff=staff_of(company.li_wen))
    page.goto(f"/staff/groups/{group}")
    button(page, screen, "Cancel the group", "取消小组").click()
    button(dialog(page), screen, "Cancel the group", "取消小组").click()
    expect(page.get_by_text("It does not take place.")).to_be_visible()
    expect(button(page, screen, "Cancel the group", "取消小组")).to_have_count(0)
    assert GroupSession.objects.get(pk=group).state == State.CANCELLED
