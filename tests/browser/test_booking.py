"""Booking: as a newcomer with and without a card, again, and when something comes between."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from eap.booking.words import Status
from tests.browser.screens import (
    OpenPage,
    Screen,
    both_ends,
    count_taps,
    every_screen,
    guard_of,
    looked_at,
    no_sideways_scroll,
    picture,
)
from tests.browser.steps import (
    CODE,
    agree,
    appointments_in,
    book_now,
    book_without_card,
    card_field,
    choose_service,
    expect_booked,
    expect_title,
    line_field,
    say_no_card,
    soonest,
    to_the_times,
    visit_code,
)
from tests.conftest import owner_connection
from tests.factories.company import Company

FIRST_BOOKING_TAPS = 6
RETURNING_TAPS = 4
MOST_TABS = 120


@every_screen
def test_a_newcomer_books_with_a_card(page: Page, company: Company, screen: Screen) -> None:
    page.goto("/")
    taps = count_taps(page)
    page.get_by_role("link", name=screen.say("Book a session", "预约咨询"), exact=True).click()
    service = page.get_by_role("link", name=screen.say("Talk to a counsellor", "与咨询师聊聊"))
    expect(service).to_be_visible()
    looked_at(page, "services", screen)
    service.click()
    expect(soonest(page, screen).first).to_be_visible()
    looked_at(page, "times", screen)
    if screen.width < 600:
        picture(page, "phone-booking", screen)
    soonest(page, screen).nth(1).click()
    expect(page.get_by_text(screen.say("Your team leader", "您的班组长"))).to_be_visible()
    expect(page.get_by_text(screen.say("danger to life", "危及生命"))).to_be_visible()
    looked_at(page, "confirm", screen)
    agree(page, screen)
    card_field(page, screen).click()
    page.keyboard.type(company.card())
    book_now(page, screen)
    expect_booked(page, screen)
    assert taps.count <= FIRST_BOOKING_TAPS
    assert visit_code(page, screen)
    looked_at(page, "booked", screen)
    page.get_by_role("button", name=screen.say("I wrote it down", "我记下了")).click()
    expect(page.get_by_text(CODE)).to_have_count(0)


@every_screen
def test_somebody_who_has_come_in_books_in_four_taps(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    page.goto("/")
    expect(page.get_by_text(re.compile(screen.say("^Next: ", "^下次：")))).to_be_visible()
    looked_at(page, "home-mine", screen)
    taps = count_taps(page)
    to_the_times(page, screen)
    page.locator("details[open] button").last.click()  # tomorrow: nothing of theirs is near
    book_now(page, screen)
    expect_booked(page, screen)
    assert taps.count <= RETURNING_TAPS
    expect(page.get_by_text(CODE)).to_have_count(0)  # they keep the code they have
    assert appointments_in(Status.BOOKED) == 2


def test_nothing_of_it_is_kept_in_the_browser_and_back_leads_home(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    assert page.title() == "Harbour"
    assert page.url.endswith("/book/ok")
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
    assert page.evaluate("document.cookie").startswith("csrftoken=")
    page.go_back()
    expect(page).to_have_url(re.compile(r":\d+/$"))


def test_back_from_confirming_leads_to_the_times_and_keeps_what_was_typed(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    line_field(page, screen).fill("夜班之后睡不着")
    page.go_back()
    expect(soonest(page, screen).first).to_be_visible()
    assert page.url.endswith("/book/t")
    soonest(page, screen).nth(1).click()
    expect(line_field(page, screen)).to_have_value("夜班之后睡不着")


def test_loaded_anew_the_times_ask_again_and_guess_nothing(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    page.reload()
    expect(page.get_by_text("原来的时间仍然保留")).to_be_visible()
    expect(soonest(page, screen)).to_have_count(0)
    looked_at(page, "times-lost", screen)
    page.get_by_role("link", name="选择服务").click()
    expect(page).to_have_url(re.compile(r"/book$"))


def test_done_asks_once_for_the_code_and_then_it_is_gone(
    page: Page, company: Company, screen: Screen
) -> None:
    book_without_card(page, screen)
    page.get_by_role("button", name="完成", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(CODE)).to_be_visible()
    dialog.get_by_role("button", name="记下了，完成").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/book/ok")
    expect_title(page, "预约已保留")
    expect(page.get_by_role("link", name="设置私人密钥")).to_be_visible()
    expect(page.get_by_text(CODE)).to_have_count(0)


def test_a_slip_in_the_card_is_noticed_before_it_costs_a_try(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    card = company.card()
    line_field(page, screen).fill("夜班之后睡不着")
    book_now(page, screen)
    expect(page.get_by_text("请填写卡号")).to_be_visible()
    expect(page.get_by_text("没有这项同意")).to_be_visible()
    agree(page, screen)
    other = "2" if card[0] != "2" else "3"
    card_field(page, screen).fill(other + card[1:])
    book_now(page, screen)
    expect(page.get_by_text("有一位对不上")).to_be_visible()
    assert appointments_in(Status.BOOKED) == 0
    card_field(page, screen).fill(f"{card[:5].lower()}-{card[5:]}")
    book_now(page, screen)
    expect_booked(page, screen)


def test_a_used_card_is_refused_and_what_was_typed_stays(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    card = company.card()
    first, second = open_page(), open_page()
    for page in (first, second):  # the second is offered what the first does not hold
        page.goto("/")
        to_the_times(page, screen)
        soonest(page, screen).nth(1).click()
        agree(page, screen)
        card_field(page, screen).fill(card)
        line_field(page, screen).fill("先写一句")
    book_now(first, screen)
    expect_booked(first, screen)
    guard_of(second).expect(422)
    book_now(second, screen)
    expect(second.get_by_text("这张卡片无法使用")).to_be_visible()
    expect(line_field(second, screen)).to_have_value("先写一句")
    say_no_card(second, screen)
    book_now(second, screen)
    expect_booked(second, screen)


@both_ends
def test_two_race_for_one_time(open_page: OpenPage, company: Company, screen: Screen) -> None:
    quick, slow = open_page(), open_page()
    for page in (quick, slow):
        page.goto("/")
        to_the_times(page, screen)
    guard_of(slow).expect(409)
    soonest(quick, screen).nth(1).click()
    expect(quick.get_by_role("heading", level=2).first).to_be_visible()
    agree(quick, screen)
    soonest(slow, screen).nth(1).click()
    nearest = slow.get_by_role("alert").filter(
        has_text=screen.say("That time was just taken", "这个时间刚被约走")
    )
    expect(nearest).to_be_visible()
    looked_at(slow, "taken", screen)
    three = nearest.locator("xpath=..").get_by_role("button")
    expect(three).to_have_count(3)
    say_no_card(quick, screen)
    book_now(quick, screen)
    expect_booked(quick, screen)
    three.first.click()
    agree(slow, screen)
    say_no_card(slow, screen)
    book_now(slow, screen)
    expect_booked(slow, screen)
    assert appointments_in(Status.BOOKED) == 2


def test_a_hold_that_ran_out_is_taken_up_again(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    agree(page, screen)
    say_no_card(page, screen)
    _let_holds_run_out()
    guard_of(page).expect(409)
    book_now(page, screen)
    expect_booked(page, screen)


def test_what_was_typed_survives_when_somebody_takes_the_time_meanwhile(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    late, quick = open_page(), open_page()
    late.goto("/")
    to_the_times(late, screen)
    soonest(late, screen).nth(1).click()
    agree(late, screen)
    say_no_card(late, screen)
    line_field(late, screen).fill("先写一句")
    _let_holds_run_out()
    book_without_card(quick, screen)
    guard_of(late).expect(409)
    book_now(late, screen)
    expect(late.get_by_text("这个时间刚被约走")).to_be_visible()
    late.get_by_role("alert").locator("xpath=..").get_by_role("button").first.click()
    expect(line_field(late, screen)).to_have_value("先写一句")
    book_now(late, screen)
    expect_booked(late, screen)


def _let_holds_run_out() -> None:
    with owner_connection() as owner:
        owner.execute(
            "UPDATE booking_appointment SET hold_expires_at = now() - interval '1 minute'"
            " WHERE status = %s",
            [int(Status.HELD)],
        )


def test_a_lost_answer_books_once_and_shows_the_code(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    agree(page, screen)
    say_no_card(page, screen)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/bookings", lose, times=1)
    book_now(page, screen)
    expect(page.get_by_text("暂时连不上服务器")).to_be_visible()
    assert appointments_in(Status.BOOKED) == 1
    book_now(page, screen)
    expect_booked(page, screen)
    assert visit_code(page, screen)
    assert appointments_in(Status.BOOKED) == 1


def test_after_a_lost_answer_another_time_does_not_book_twice(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    agree(page, screen)
    say_no_card(page, screen)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/bookings", lose, times=1)
    book_now(page, screen)
    expect(page.get_by_text("暂时连不上服务器")).to_be_visible()
    page.get_by_role("button", name="换个时间").click()
    guard_of(page).expect(409)
    page.locator("details[open] button").last.click()
    book_now(page, screen)
    expect_booked(page, screen)
    expect(page.get_by_text("您第一次点的时候其实已经成功")).to_be_visible()
    assert appointments_in(Status.BOOKED) == 1


def test_without_a_network_it_says_so_and_keeps_everything(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    agree(page, screen)
    say_no_card(page, screen)
    line_field(page, screen).fill("先写一句")
    page.context.set_offline(True)
    expect(page.get_by_text("网络已断开")).to_be_visible()
    book_now(page, screen)
    expect(page.get_by_text("暂时连不上服务器")).to_be_visible()
    looked_at(page, "offline", screen)
    page.context.set_offline(False)
    expect(page.get_by_text("网络已断开")).to_have_count(0)
    expect(line_field(page, screen)).to_have_value("先写一句")
    book_now(page, screen)
    expect_booked(page, screen)


def test_a_switch_of_language_keeps_what_was_typed(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    agree(page, screen)
    line_field(page, screen).fill("先写一句")
    page.get_by_role("button", name="English").click()
    english = Screen("en")
    expect(line_field(page, english)).to_have_value("先写一句")
    say_no_card(page, english)
    book_now(page, english)
    expect_booked(page, english)


@both_ends
def test_the_times_can_be_narrowed(page: Page, company: Company, screen: Screen) -> None:
    page.goto("/")
    to_the_times(page, screen)
    page.get_by_text(screen.say("Language, counsellor, evenings", "语言、咨询师、晚间")).click()
    page.get_by_label(screen.say("From 18:00 on only", "只看 18:00 以后")).check()
    for chip in soonest(page, screen).all():
        assert re.search(r"(18|19):\d\d$", chip.inner_text())
    page.get_by_label(screen.say("Language", "语言"), exact=True).select_option("en")
    page.get_by_label(screen.say("Room", "面谈")).check()
    expect(soonest(page, screen).first).to_be_visible()
    soonest(page, screen).last.click()
    expect(page.get_by_text(screen.say("with Li Wen", "咨询师：李文"))).to_be_visible()


def test_a_slow_list_says_that_it_is_being_made(
    page: Page, company: Company, screen: Screen
) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(4500)
        route.continue_()

    page.route("**/api/v1/slots**", late)
    page.goto("/")
    choose_service(page, screen)
    expect(page.get_by_text("仍在处理")).to_be_visible()
    expect(page.get_by_text("没有符合条件的时间")).to_have_count(0)
    expect(soonest(page, screen).first).to_be_visible()


def test_no_time_at_all_is_said_with_a_way_on(page: Page, company: Company, screen: Screen) -> None:
    company.li_wen.taking = company.zhao_min.taking = False
    company.li_wen.save()
    company.zhao_min.save()
    page.goto("/")
    choose_service(page, screen)
    expect(page.get_by_text("没有符合条件的时间")).to_be_visible()
    expect(page.get_by_role("button", name="查看下一周")).to_be_visible()
    looked_at(page, "times-none", screen)


@pytest.mark.parametrize(
    "screen", [Screen("zh-Hans", 320), Screen("en", 320)], indirect=True, ids=str
)
def test_nothing_sticks_out_on_the_narrowest_phone(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    no_sideways_scroll(page)
    to_the_times(page, screen)
    no_sideways_scroll(page)
    soonest(page, screen).nth(1).click()
    expect(page.get_by_text(screen.say("Your team leader", "您的班组长"))).to_be_visible()
    no_sideways_scroll(page)
    agree(page, screen)
    say_no_card(page, screen)
    book_now(page, screen)
    expect_booked(page, screen)
    no_sideways_scroll(page)


@both_ends
def test_everything_can_be_done_with_the_keyboard(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    tab_to(page, screen.say("Book a session", "预约咨询"))
    page.keyboard.press("Enter")
    tab_to(page, screen.say("Talk to a counsellor", "与咨询师聊聊"))
    page.keyboard.press("Enter")
    expect(soonest(page, screen).first).to_be_visible()
    tab_to(page, soonest(page, screen).nth(1).inner_text())
    page.keyboard.press("Enter")
    tab_to(page, screen.say("I agree to this service", "我同意接受这项服务"))
    page.keyboard.press("Space")
    tab_to(page, screen.say("I have no card", "我没有卡片"))
    page.keyboard.press("Space")
    tab_to(page, screen.say("Book this time", "预约这个时间"))
    page.keyboard.press("Enter")
    expect_booked(page, screen)
    assert guard_of(page).taps == 0


FOCUSED = """
(() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const said = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent;
  const seen = box.bottom > 0 && box.top < innerHeight && box.height > 0;
  return one === document.body ? ['', false] : [said, seen];
})()
"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so; it must be in sight then."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        called, seen = page.evaluate(FOCUSED)
        if name in called:
            assert seen, f"{name!r} has the focus where nobody sees it"
            return
    raise AssertionError(f"the focus never came to {name!r}")
