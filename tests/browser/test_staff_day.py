"""A counsellor's day: nothing lies on anything else, and a refused mark loses nothing."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from eap.booking import services as booking
from eap.cases.services import judge_risk
from eap.desk.services import no_show
from eap.messages import services as messages
from eap.people.services import set_consent
from eap.wellbeing.services import save_check
from tests.browser.screens import (
    OpenPage,
    Screen,
    both_ends,
    guard_of,
    looked_at,
    no_sideways_scroll,
    shot,
)
from tests.browser.steps import be_midday, let_it_begin, somebody_booked
from tests.browser.steps_staff import button, dialog, link, staff_of, unlock, with_passphrase
from tests.factories.cases import Begun
from tests.factories.company import Company
from tests.factories.wellbeing import answers_of, make_measure, with_key

WIDTHS = (320, 390, 600, 768, 900, 1000, 1280, 1440, 1600)
DESKS = [Screen("zh-Hans", 1280), Screen("en", 1280)]
in_both_languages = pytest.mark.parametrize("screen", DESKS, indirect=True, ids=str)

# Pairs of texts and controls within one row that cover each other.
_OVERLAPS = """
(rows) => rows.flatMap((row) => {
  const parts = [...row.querySelectorAll('*')]
    .filter((one) => one.matches('a, button, time') || one.parentElement.matches('p'))
    .filter((one) => one.getBoundingClientRect().width > 0);
  const box = new Map(parts.map((one) => [one, one.getBoundingClientRect()]));
  const covers = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return parts.flatMap((one, index) => parts.slice(index + 1)
    .filter((other) => !one.contains(other) && covers(box.get(one), box.get(other)))
    .map((other) => `${one.textContent} / ${other.textContent}`));
})
"""

# Lines of text that an edge cuts through: of the tile, or of what hides lines within it.
_CUT = """
(tiles) => tiles.flatMap((tile) => {
  const edges = [tile, ...tile.querySelectorAll('*')]
    .filter((one) => getComputedStyle(one).overflowY === 'hidden');
  const texts = document.createTreeWalker(tile, NodeFilter.SHOW_TEXT);
  const cut = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const around = edges.filter((one) => one.contains(texts.currentNode))
      .map((one) => one.getBoundingClientRect());
    for (const line of range.getClientRects()) {
      const hidden = around.some((edge) => line.left > edge.right - 1 || line.right < edge.left + 1
        || line.top > edge.bottom - 3 || line.bottom < edge.top + 3);
      const whole = around.every((edge) => line.top > edge.top - 1.5
        && line.bottom < edge.bottom + 1.5);
      if (!hidden && !whole) cut.push(range.toString());
    }
  }
  return cut;
})
"""


@in_both_languages
def test_the_day_fits_every_width(open_page: OpenPage, company: Company, screen: Screen) -> None:
    be_midday(company)
    now, over = (somebody_booked(company, after=timedelta(days=days)) for days in (2, 3))
    let_it_begin(now)
    let_it_begin(over, minutes_ago=100)
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/today")
    rows = page.locator("main ol > li")
    expect(rows).to_have_count(2)
    expect(button(rows.first, screen, "Did not come", "未到访")).to_be_visible()
    notice = page.get_by_text(screen.say("is open.", "正在开放。"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert rows.evaluate_all(_OVERLAPS) == [], width
        no_sideways_scroll(page)
        box = notice.bounding_box()
        assert box and (box["x"], box["width"]) == (0, width), width


@in_both_languages
def test_a_tile_of_the_week_shows_whole_lines(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    be_midday(company)
    over, short, tiny = (somebody_booked(company, after=timedelta(days=days)) for days in (2, 3, 4))
    let_it_begin(over, minutes_ago=100, lasts=46)
    let_it_begin(short, minutes_ago=190, lasts=30)
    let_it_begin(tiny, minutes_ago=250, lasts=20)
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/calendar")
    tiles = page.locator("ol a")
    expect(tiles).to_have_count(3)
    shot(page, "staff-week", screen)
    assert tiles.evaluate_all(_CUT) == []
    asked = screen.say("Did they come?", "来访者到了吗？")
    whole = re.compile(rf"^\d\d:\d\d ?–\d\d:\d\d \S.* C-\d+ {re.escape(asked)}$")
    expect(page.get_by_role("link", name=whole)).to_have_count(3)
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, "staff-week-narrow", screen)
    assert tiles.evaluate_all(_OVERLAPS) == []
    expect(page.get_by_text(asked).first).to_be_in_viewport()


@pytest.mark.parametrize("meanwhile", ["moved", "marked", "wrote"])
@both_ends
def test_a_refused_no_show_says_why_and_changes_nothing(
    open_page: OpenPage, company: Company, screen: Screen, meanwhile: str
) -> None:
    be_midday(company)
    begun = somebody_booked(company)
    let_it_begin(begun, minutes_ago=20)
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/today")
    row = page.locator("main ol > li")
    button(row, screen, "Did not come", "未到访").click()
    record = button(dialog(page), screen, "Record that nobody came", "记为未到访")
    expect(record).to_be_visible()
    happens(begun, meanwhile)
    guard_of(page).expect(409)
    record.click()
    expect(dialog(page).get_by_role("alert")).to_have_text(why(screen, meanwhile))
    looked_at(page, f"staff-no-show-{meanwhile}", screen)
    button(dialog(page), screen, "Close", "关闭").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button(row, screen, "Write note", "写记录")).to_be_visible()
    expect(button(row, screen, "Did not come", "未到访")).to_have_count(int(meanwhile == "wrote"))
    expect(row.get_by_text(screen.say("Attended", "已到访"), exact=True)).to_be_visible()


@both_ends
def test_who_says_that_nobody_came_hears_that_the_client_wrote(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    be_midday(company)
    begun = somebody_booked(company)
    let_it_begin(begun, minutes_ago=20)
    happens(begun, "wrote")
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/today")
    missed = button(page.locator("main ol > li"), screen, "Did not come", "未到访")
    record = button(page, screen, "Record that nobody came", "记为未到访")
    missed.click()
    expect(dialog(page).get_by_text(why(screen, "wrote"))).to_be_visible()
    expect(record).to_have_count(0)
    let_it_begin(begun, minutes_ago=100)
    page.goto("/staff/today")
    missed.first.click()
    told = re.compile(screen.say("wrote 1 message in this session", "发过 1 条消息"))
    expect(dialog(page).get_by_text(told)).to_be_visible()
    looked_at(page, "staff-no-show-after-words", screen)
    record.click()
    expect(page.locator("dialog[open]")).to_have_count(0)


@both_ends
def test_what_was_cancelled_is_quiet_and_what_has_no_note_is_said(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    be_midday(company)
    live, gone, old = (somebody_booked(company, after=timedelta(days=days)) for days in (2, 3, 4))
    let_it_begin(old, minutes_ago=3 * 24 * 60)
    booking.mark_attended(old.counsellor, appointment_id=old.appointment.id)
    booking.cancel(
        gone.client, appointment_id=gone.appointment.id, version=gone.appointment.version
    )
    let_it_begin(live)
    let_it_begin(gone)
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(423)
    page.goto("/staff/today")
    rows = page.locator("main ol > li")
    expect(rows).to_have_count(2)
    expect(link(rows.first, screen, "Join", "进入会谈")).to_be_visible()
    expect(rows.last).to_contain_text(re.compile(screen.say("Cancelled", "取消")))
    expect(rows.last.get_by_role("button")).to_have_count(0)
    expect(link(rows.last, screen, "Join", "进入会谈")).to_have_count(0)
    looked_at(page, "staff-today-quiet", screen)
    needs = page.get_by_role("complementary")
    expect(needs).to_contain_text(screen.say("No note yet", "还没有写记录"))
    button(needs, screen, "Write note", "写记录").click()
    unlock(page, screen)
    expect(page.get_by_text(re.compile(screen.say("^Session of", "^会谈时间：")))).to_be_visible()
    looked_at(page, "staff-note-session", screen)


@both_ends
def test_what_is_typed_in_a_sheet_is_not_thrown_away_unasked(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    page = open_page(staff=staff_of(company.li_wen))
    page.goto(f"/staff/c/{begun.case_id}")
    judge = button(page, screen, "Judge risk", "评估风险")
    judge.click()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    judge.click()
    typed = screen.say("As was said.", "来访者自述。")
    reason = dialog(page).get_by_role("textbox")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(20, 20)):
        reason.fill(typed)
        leave()
        expect(dialog(page).get_by_role("alertdialog")).to_be_visible()
        expect(reason).to_have_value(typed)
        looked_at(page, "staff-risk-asked", screen)
        button(dialog(page), screen, "Stay here", "留在这里").click()
        expect(page.get_by_role("alertdialog")).to_have_count(0)
    page.keyboard.press("Escape")
    button(dialog(page), screen, "Close all the same", "仍然关闭").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


@both_ends
def test_a_case_of_high_risk_stays_in_sight(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    judge_risk(begun.counsellor, case_id=begun.case_id, level="high", reason="As was said.")
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/today")
    needs = page.get_by_role("complementary")
    expect(needs).to_contain_text(screen.say("Cases of high risk", "高风险个案"))
    looked_at(page, "staff-today-risk", screen)
    needs.get_by_role("link", name=re.compile(r"C-\d+")).click()
    stays = re.compile(screen.say("until you judge the risk lower", "在您改评为较低等级之前"))
    expect(page.get_by_role("status").get_by_text(stays)).to_be_visible()
    looked_at(page, "staff-case-risk", screen)


@both_ends
def test_a_missed_session_is_put_right_for_seven_days(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    be_midday(company)
    begun = somebody_booked(company)
    let_it_begin(begun, minutes_ago=100)
    no_show(begun.counsellor, appointment_id=begun.appointment.id)
    page = open_page(staff=staff_of(company.li_wen))
    missed = page.get_by_role("listitem").filter(has_text=screen.say("Did not come", "未到访"))
    for days, offered in ((6, 1), (8, 0)):
        let_it_begin(begun, minutes_ago=days * 24 * 60)
        page.goto(f"/staff/c/{begun.case_id}")
        expect(missed).to_have_count(1)
        expect(button(missed, screen, "They did come", "改为已到访")).to_have_count(offered)


@both_ends
def test_a_second_session_on_one_day_is_warned_of(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    page = open_page(staff=staff_of(company.li_wen))
    page.goto(f"/staff/c/{begun.case_id}")
    button(page, screen, "Next session", "预约下次").click()
    sheet = dialog(page)
    warned = sheet.get_by_text(re.compile(screen.say("already has a session", "当天已有会谈")))
    expect(sheet.get_by_role("group").get_by_role("button").first).to_be_visible()
    expect(warned).to_have_count(0)
    local = begun.appointment.start + timedelta(hours=8)  # the calendar is Shanghai's
    sheet.get_by_label(screen.say("Day", "日期"), exact=True).fill(local.date().isoformat())
    expect(warned).to_contain_text(local.strftime("%H:%M"))
    looked_at(page, "staff-next-same-day", screen)
    before = (local - timedelta(days=14)).date()  # the third week lies on the day of the session
    sheet.get_by_label(screen.say("Day", "日期"), exact=True).fill(before.isoformat())
    expect(warned).to_have_count(0)
    weeks = screen.say("Same time for several weeks", "连续多周同一时间")
    sheet.get_by_label(weeks).select_option("3")
    expect(warned).to_contain_text(local.strftime("%H:%M"))
    sheet.get_by_label(weeks).select_option("1")
    sheet.get_by_label(screen.say("Day", "日期"), exact=True).fill(local.date().isoformat())
    sheet.get_by_role("group").get_by_role("button").last.click()
    button(sheet, screen, "Book", "预约").click()
    expect(sheet.get_by_text(re.compile(screen.say("^Booked", "已预约 1 次")))).to_be_visible()


def happens(begun: Begun, what: str) -> None:
    """What the page does not know of yet."""
    if what == "moved":
        let_it_begin(begun)
    elif what == "marked":
        booking.mark_attended(begun.counsellor, appointment_id=begun.appointment.id)
    else:
        messages.post_message(begun.client, appointment_id=begun.appointment.id, text="I am here.")


def why(screen: Screen, meanwhile: str) -> re.Pattern[str]:
    """The sentence for it."""
    said = {
        "moved": screen.say("has not begun long enough ago", "开始的时间还不够久"),
        "marked": screen.say("has been marked meanwhile", "已被标记过"),
        "wrote": screen.say("has written in this session", "来访者已在本次会谈中发过"),
    }
    return re.compile(said[meanwhile])


@both_ends
def test_who_misses_send_does_not_say_that_nobody_came(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    be_midday(company)
    begun = somebody_booked(company)
    let_it_begin(begun, minutes_ago=20)
    page = open_page(staff=with_passphrase(staff_of(company.li_wen)))
    guard_of(page).expect(409, 423)
    page.goto(f"/staff/live/{begun.appointment.id}")
    unlock(page, screen)
    missed = button(page, screen, "Did not come", "未到访")
    expect(missed).to_be_visible()
    assert below(button(page, screen, "Send", "发送"), missed) > 88
    shot(page, "staff-live-alone", screen)
    typed = screen.say("Are you well enough to write?", "现在方便写字吗？")
    page.get_by_role("textbox").fill(typed)
    missed.click()
    record = button(dialog(page), screen, "Record that nobody came", "记为未到访")
    expect(record).to_be_visible()
    happens(begun, "wrote")
    record.click()
    expect(dialog(page).get_by_role("alert")).to_have_text(why(screen, "wrote"))
    button(dialog(page), screen, "Close", "关闭").click()
    expect(page.get_by_role("textbox")).to_have_value(typed)
    expect(page.get_by_role("log").get_by_text("I am here.")).to_be_visible()
    expect(missed).to_have_count(0)


def below(upper: Locator, lower: Locator) -> float:
    """How far the one stands under the other, in pixels."""
    above, under = upper.bounding_box(), lower.bounding_box()
    assert above and under
    return under["y"] - above["y"] - above["height"]


@both_ends
def test_a_device_of_another_zone_is_told_whose_hours_they_are(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    staff = staff_of(company.li_wen)
    at_home, away = open_page(staff=staff), open_page(staff=staff, timezone_id="Europe/Berlin")
    for path in ("today", "queue", "cases", "calendar", "oncall", f"c/{begun.case_id}"):
        away.goto(f"/staff/{path}")
        expect(hours_of(away, screen).first).to_be_visible()
    button(away, screen, "Next session", "预约下次").click()
    expect(hours_of(dialog(away), screen)).to_be_visible()
    at_home.goto("/staff/today")
    expect(at_home.get_by_role("heading", level=2).first).to_be_visible()
    expect(hours_of(at_home, screen)).to_have_count(0)


def hours_of(where: Page | Locator, screen: Screen) -> Locator:
    """The sentence that names the zone."""
    return where.get_by_text(re.compile(screen.say("^Times are China", "^时间为中国")))


@both_ends
def test_a_shared_check_that_speaks_of_danger_needs_its_counsellor(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    set_consent(begun.client, purpose="questionnaires", given=True)
    save_check(
        with_key(begun.client),
        measure_id=make_measure(),
        answers=answers_of("000000001"),
        share=True,
    )
    page = open_page(staff=staff_of(company.li_wen))
    page.goto("/staff/today")
    needs = page.get_by_role("complementary")
    expect(needs).to_contain_text(screen.say("Self-checks that speak of danger", "自测中提到危险"))
    expect(needs).not_to_contain_text(screen.say("Nothing is waiting", "暂无待办"))
    looked_at(page, "staff-today-check", screen)
    needs.get_by_role("link", name=re.compile(r"C-\d+")).click()
    expect(page).to_have_url(re.compile(f"/staff/c/{begun.case_id}$"))
