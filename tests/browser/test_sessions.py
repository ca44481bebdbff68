"""One's own sessions: coming in, joining, moving, cancelling, a calendar file."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from eap.booking import services as booking
from eap.booking.words import Status
from eap.people import services as people
from eap.people.models import TryCount
from eap.people.tries import WRONG_SECRETS
from tests.browser.screens import Screen, both_ends, count_taps, guard_of, looked_at
from tests.browser.steps import (
    appointments_in,
    call_me,
    come_in,
    expect_title,
    let_it_begin,
    open_help,
    somebody_booked,
    soonest,
)
from tests.conftest import owner_connection
from tests.factories.company import Company

WRONG_CODE = "000000000000"


@both_ends
def test_somebody_comes_in_with_a_visit_code(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company)
    page.goto("/")
    page.get_by_role("link", name=screen.say("My sessions", "我的咨询")).first.click()
    field = page.get_by_label(screen.say("Visit code", "访问码"), exact=True)
    expect(field).to_be_visible()
    looked_at(page, "come-in", screen)
    field.click()
    page.keyboard.type(begun.visit_code)
    expect(field).to_have_value(re.compile(r"^\d{4} \d{4} \d{4}$"))
    page.keyboard.press("Enter")
    card = page.get_by_text(screen.say("with Li Wen", "咨询师：李文"))
    expect(card).to_be_visible()
    looked_at(page, "sessions", screen)


@both_ends
def test_a_wrong_code_says_what_to_do_and_help_stays(
    page: Page, company: Company, screen: Screen
) -> None:
    guard_of(page).expect(422, 429)
    come_in(page, screen, WRONG_CODE)
    wrong = screen.say("This code opens nothing", "这个访问码无法使用")
    expect(page.get_by_text(wrong)).to_be_visible()
    TryCount.objects.update(tries=WRONG_SECRETS.most)
    come_in(page, screen, WRONG_CODE)
    expect(page.get_by_text(screen.say("a quarter of an hour", "请过一刻钟再试"))).to_be_visible()
    looked_at(page, "come-in-calm", screen)
    call_me(open_help(page, screen), screen).click()
    expect(page.locator("a[href='tel:12356']").first).to_be_visible()
    expect(page.locator("input[name='number']")).to_be_visible()


def test_twelve_words_open_in_either_language(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company)
    words = people.make_private_key(begun.client, language="en")
    people.confirm_private_key(begun.client, words=words[-2:])
    page.goto("/sessions")
    page.get_by_role("button", name="改用十二个字").click()
    guard_of(page).expect(422)
    page.get_by_label("您的十二个字").fill(" ".join(words[:11]))
    page.get_by_role("button", name="进入", exact=True).click()
    expect(page.get_by_text("应当正好十二个字")).to_be_visible()
    page.get_by_label("您的十二个字").fill(" ".join(words).upper())
    page.get_by_role("button", name="进入", exact=True).click()
    expect(page.get_by_text("咨询师：李文")).to_be_visible()


@both_ends
def test_a_session_is_moved_and_the_old_time_stays_until_then(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company, after=timedelta(days=3), modality="phone")
    come_in(page, screen, begun.visit_code)
    page.get_by_role("link", name=screen.say("Move", "改期")).click()
    expect_title(page, screen.say("Choose a new time", "选择新的时间"))
    expect(
        page.get_by_text(screen.say("Your present time stays", "原来的时间一直保留"))
    ).to_be_visible()
    expect(page.get_by_label(screen.say("Phone", "电话"))).to_be_checked()
    looked_at(page, "move", screen)
    soonest(page, screen).nth(1).click()
    move = page.get_by_role("button", name=screen.say("Move to this time", "改到这个时间"))
    expect(move).to_be_visible()
    looked_at(page, "move-confirm", screen)
    assert appointments_in(Status.BOOKED) == 1
    move.click()
    expect_title(page, screen.say("Moved", "已改期"))
    assert (appointments_in(Status.BOOKED), appointments_in(Status.MOVED)) == (1, 1)
    page.get_by_role("link", name=screen.say("Sessions", "我的咨询")).first.click()
    cancel = page.get_by_role("button", name=screen.say("Cancel", "取消"), exact=True)
    expect(cancel).to_have_count(1)


@both_ends
def test_a_session_is_cancelled_without_a_reason(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("button", name=screen.say("Cancel", "取消"), exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(screen.say("No reason is needed", "不用说明原因"))).to_be_visible()
    looked_at(page, "cancel", screen)
    sheet.get_by_role("button", name=screen.say("Cancel the session", "取消这次咨询")).click()
    expect(page.get_by_text(screen.say("Cancelled", "已取消"), exact=True)).to_be_visible()
    expect(sheet).to_have_count(0)
    assert appointments_in(Status.CANCELLED) == 1


def test_a_change_made_elsewhere_is_told(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("button", name="取消", exact=True).click()
    booking.cancel(begun.counsellor, appointment_id=begun.appointment.id, version=1)
    guard_of(page).expect(409)
    page.get_by_role("dialog").get_by_role("button", name="取消这次咨询").click()
    expect(page.get_by_text("咨询师已取消")).to_be_visible()


def test_the_calendar_file_says_nothing(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="日历文件").click()
    content = waiting.value.path().read_text()
    assert "SUMMARY:预约" in content
    assert not re.search(r"Li Wen|李文|咨询|talk|Harbour", content)


@both_ends
def test_a_call_is_joined_by_the_number_that_is_shown(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company, modality="phone")
    come_in(page, screen, begun.visit_code)
    expect(page.get_by_text(screen.say("The way in opens", "起可以进入"))).to_be_visible()
    let_it_begin(begun)
    page.goto("/")
    taps = count_taps(page)
    page.get_by_role(
        "link", name=screen.say("Your session: come in now", "您的咨询：现在进入")
    ).click()
    page.get_by_role("button", name=screen.say("Come in now", "现在进入")).click()
    expect(page.locator("a[href='tel:400 820 0000']")).to_be_visible()
    assert taps.count <= 2
    looked_at(page, "join-phone", screen)


@both_ends
def test_leaving_ends_the_visit(page: Page, company: Company, screen: Screen) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    expect(page.get_by_text(screen.say("with Li Wen", "咨询师：李文"))).to_be_visible()
    guard_of(page).expect(404)  # the neutral page is made elsewhere
    page.get_by_role("banner").get_by_role("button", name=screen.say("Leave", "离开")).click()
    expect(page).to_have_url(re.compile("/rest$"))
    expect(page.locator("html[data-left]")).to_have_count(0)  # the page that was left is gone
    page.goto("/sessions")
    expect(page.get_by_label(screen.say("Visit code", "访问码"), exact=True)).to_be_visible()


def test_a_stranger_sees_nothing_of_it(company: Company, page: Page, screen: Screen) -> None:
    begun = somebody_booked(company)
    other = somebody_booked(company)
    come_in(page, screen, other.visit_code)
    expect(page.get_by_text("咨询师：李文")).to_have_count(1)
    guard_of(page).expect(404)
    answer = page.request.get(f"/api/v1/appointments/{begun.appointment.id}/calendar")
    assert answer.status == 404


def test_an_ended_visit_is_told_over_the_page_and_takes_nothing_away(
    page: Page, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    come_in(page, screen, begun.visit_code)
    page.get_by_role("button", name="取消", exact=True).click()
    with owner_connection() as owner:
        owner.execute("DELETE FROM people_client_session")
    guard_of(page).expect(401)
    page.get_by_role("dialog").get_by_role("button", name="取消这次咨询").click()
    expect(page.get_by_role("heading", name="已锁定")).to_be_visible()
    looked_at(page, "ended-visit", screen)
    assert appointments_in(Status.BOOKED) == 1


def test_cancelling_without_a_network_says_that_it_is_not_cancelled_yet(
    page: Page, company: Company, screen: Screen
) -> None:
    come_in(page, screen, somebody_booked(company).visit_code)
    page.get_by_role("button", name="取消", exact=True).click()
    page.context.set_offline(True)
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="取消这次咨询").click()
    expect(sheet.get_by_text("还没有取消")).to_be_visible()
    page.context.set_offline(False)
    sheet.get_by_role("button", name="取消这次咨询").click()
    expect(page.get_by_text("还没有取消")).to_have_count(0)
