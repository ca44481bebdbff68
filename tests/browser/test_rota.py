"""The duty plan: who is called when, the hours nobody has, and how both are changed."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from playwright.sync_api import Locator, Page, expect

from eap.access.checkup import State
from eap.access.models import Staff
from eap.booking.health import somebody_is_on_duty
from eap.booking.models import HotlineOnly, OnCallShift
from eap.core import clock
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps_staff import button, dialog, link
from tests.factories.company import Company
from tests.factories.staff import make_staff

HOUSE = ZoneInfo("Asia/Shanghai")
PHONE = 390


def in_days(days: int, hour: int) -> datetime:
    """A full hour on a coming day, in the house's zone."""
    day = clock.now().astimezone(HOUSE).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=HOUSE)


def lead_at(open_page: OpenPage, **more: str) -> Page:
    """The clinical lead before the plan; Chen Yu and Bai Lu answer calls and were here before."""
    for name in ("Chen Yu", "Bai Lu"):
        make_staff("on_call", name=name)
    Staff.objects.update(last_login=clock.now())
    page = open_page(staff=make_staff("clinical_lead", name="Lin Yue"), **more)
    page.goto("/staff/rota")
    return page


def add(page: Page, screen: Screen) -> Locator:
    """The sheet that adds."""
    button(page, screen, "Add duty", "添加值班").click()
    return dialog(page)


def fill(sheet: Locator, screen: Screen, **given: str) -> None:
    """Fill in the sheet; what is not given stays."""
    if who := given.get("who"):
        sheet.get_by_label(screen.say("Who", "值班人"), exact=True).select_option(label=who)
    if level := given.get("level"):
        sheet.get_by_label(screen.say("Rung", "顺位"), exact=True).select_option(level)
    for word, name in (("start", "From|开始"), ("end", "To|结束")):
        if at := given.get(word):
            en, zh = name.split("|")
            sheet.get_by_label(screen.say(en, zh), exact=True).select_option(at)
    for word, name in (
        ("day", "Day|日期"),
        ("until", "Every day until (optional)|每天如此，直到（可选）"),
    ):
        if date := given.get(word):
            en, zh = name.split("|")
            sheet.get_by_label(screen.say(en, zh), exact=True).fill(date)


@both_ends
def test_the_two_weeks_are_planned_until_no_hour_is_left(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = lead_at(open_page)
    uncovered = re.compile(
        screen.say("hours have nobody on the first rung", "小时第一顺位无人值班")
    )
    expect(page.get_by_text(uncovered)).to_be_visible()
    if screen.width > PHONE:
        expect(link(page, screen, "Duty plan", "值班安排")).to_be_visible()
    looked_at(page, "rota-empty", screen)
    sheet = add(page, screen)
    put = button(sheet, screen, "Put on duty", "安排值班")
    put.click()
    expect(
        sheet.get_by_text(screen.say("Choose who is on duty.", "请选择值班人。"))
    ).to_be_visible()
    today, last = (in_days(days, 0).date().isoformat() for days in (0, 14))
    fill(sheet, screen, who="Chen Yu", day=today, until=last, start="00:00", end="00:00")
    looked_at(page, "rota-add", screen)
    put.click()
    expect(page.get_by_text(screen.say("Added for 15 days.", "已添加 15 天。"))).to_be_visible()
    sheet = add(page, screen)
    fill(sheet, screen, who="Bai Lu", level="2", start="20:00", end="08:00")
    put.click()
    whole = screen.say("Somebody is on the first rung at every hour", "每个时段第一顺位都有人值班")
    expect(page.get_by_text(whole)).to_be_visible()
    night = screen.say("20:00 to 08:00 next day", "20:00–次日 08:00")
    expect(page.get_by_role("listitem").filter(has_text="Bai Lu")).to_contain_text(night)
    assert OnCallShift.objects.count() == 16
    (found,) = somebody_is_on_duty()
    assert found.state is State.GOOD
    looked_at(page, "rota", screen)


@both_ends
def test_a_gap_is_said_plainly_filled_declared_and_taken_back(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    chen = make_staff("on_call", name="Chen Yu")
    OnCallShift.objects.bulk_create(
        OnCallShift(
            staff=chen, level=1, during=DateTimeTZRange(in_days(days, 8), in_days(days, 22))
        )
        for days in range(1, 15)
    )
    page = open_page(staff=make_staff("programme_manager", name="Lin Yue"))
    page.goto("/staff/rota")
    night = screen.say("22:00 to 08:00 next day", "22:00–次日 08:00")
    rows = page.get_by_role("listitem").filter(has_text=night)
    expect(rows.first).to_contain_text(screen.say("No one", "无人值班"))
    expect(rows.first).to_contain_text(screen.say("led to the hotline", "会先看到热线"))
    looked_at(page, "rota-gaps", screen)
    fill_it = screen.say(f"Fill the gap, {night}", f"补上空缺：{night}")
    page.get_by_role("button", name=fill_it).first.click()
    sheet = dialog(page)
    sheet.get_by_label(re.compile("^Hotline only|^只提供热线")).check()
    button(sheet, screen, "Declare hotline only", "声明只提供热线").click()
    purpose = screen.say("Hotline only, on purpose", "已声明只提供热线")
    declared = page.get_by_role("listitem").filter(has_text=purpose)
    expect(declared).to_contain_text(night)
    during = HotlineOnly.objects.get().during
    assert (during.lower, during.upper) == (in_days(1, 22), in_days(2, 8))
    declared.get_by_role("button").click()
    looked_at(page, "rota-remove", screen)
    button(dialog(page), screen, "Take the declaration back", "撤回声明").click()
    expect(page.get_by_text(screen.say("Removed.", "已移除。"))).to_be_visible()
    expect(declared).to_have_count(0)
    first = page.get_by_role("listitem").filter(has_text="Chen Yu").first
    first.get_by_role("button").click()
    button(dialog(page), screen, "Take off duty", "取消此次值班").click()
    expect(page.get_by_role("listitem").filter(has_text="Chen Yu")).to_have_count(13)
    assert (HotlineOnly.objects.count(), OnCallShift.objects.count()) == (0, 13)


@both_ends
def test_what_is_planned_later_is_turned_to_and_removed(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    chen = make_staff("on_call", name="Chen Yu")
    during = DateTimeTZRange(in_days(20, 8), in_days(20, 20))
    OnCallShift.objects.bulk_create([OnCallShift(staff=chen, level=1, during=during)])
    page = open_page(staff=make_staff("programme_manager", name="Lin Yue"))
    page.goto("/staff/rota")
    later = button(page, screen, "Next two weeks", "后两周")
    planned = page.get_by_role("listitem").filter(has_text="Chen Yu")
    expect(later).to_be_visible()
    expect(planned).to_have_count(0)
    later.click()
    expect(planned).to_have_count(1)
    looked_at(page, "rota-later", screen)
    later.click()  # one page more than is planned
    expect(planned).to_have_count(0)
    expect(later).to_have_count(0)
    button(page, screen, "Earlier two weeks", "前两周").click()
    planned.get_by_role("button").click()
    button(dialog(page), screen, "Take off duty", "取消此次值班").click()
    expect(page.get_by_text(screen.say("Removed.", "已移除。"))).to_be_visible()
    assert not OnCallShift.objects.exists()


@both_ends
def test_a_refused_day_says_why_and_keeps_what_was_typed(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = lead_at(open_page, timezone_id="Europe/Berlin")
    zone = re.compile(screen.say("^Times are China", "^时间为中国"))
    expect(page.get_by_text(zone).first).to_be_visible()
    for _ in range(2):
        sheet = add(page, screen)
        fill(sheet, screen, who="Chen Yu", until=in_days(2, 0).date().isoformat())
        guard_of(page).expect(409)
        button(sheet, screen, "Put on duty", "安排值班").click()
    refused = screen.say("is on duty at that time already", "已有值班")
    expect(sheet.get_by_text(refused)).to_be_visible()
    looked_at(page, "rota-refused", screen)
    who = sheet.get_by_label(screen.say("Who", "值班人"), exact=True)
    expect(who.locator("option:checked")).to_have_text("Chen Yu")
    starts = OnCallShift.objects.order_by("during").values_list("during__startswith", flat=True)
    assert list(starts) == [in_days(1, 8), in_days(2, 8)]


@both_ends
def test_the_plan_is_no_part_of_other_roles(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    page = open_page(staff=make_staff("on_call", name="Chen Yu"))
    page.goto("/staff/rota")
    other = screen.say("This page is not part of your role.", "此页面不在您的角色范围内。")
    expect(page.get_by_text(other)).to_be_visible()
    expect(link(page, screen, "Duty plan", "值班安排")).to_have_count(0)
