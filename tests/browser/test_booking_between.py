"""Booking when something comes between: another person, the clock, the network."""

from playwright.sync_api import Page, Route, expect

from eap.booking.words import Status
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import (
    agree,
    appointments_in,
    be_about_to_book,
    book_now,
    book_without_card,
    card_field,
    expect_booked,
    hold_a_time,
    line_field,
    say_no_card,
    soonest,
    to_the_times,
    visit_code,
)
from tests.conftest import owner_connection
from tests.factories.company import Company


def lose_one_answer(page: Page) -> None:
    """The next booking arrives, its answer does not."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/bookings", lose, times=1)


def let_holds_run_out() -> None:
    """Every hold that stands ended a minute ago."""
    with owner_connection() as owner:
        owner.execute(
            "UPDATE booking_appointment SET hold_expires_at = now() - interval '1 minute'"
            " WHERE status = %s",
            [int(Status.HELD)],
        )


def test_a_time_given_up_is_free_at_once(page: Page, company: Company, screen: Screen) -> None:
    hold_a_time(page, screen)
    expect(line_field(page, screen)).to_be_visible()
    with page.expect_response("**/api/v1/holds/release") as given_up:
        page.get_by_role("button", name="换个时间").click()
    assert given_up.value.status == 204
    assert appointments_in(Status.HELD) == 0
    soonest(page, screen).nth(1).click()
    expect(line_field(page, screen)).to_be_visible()
    expect(page.get_by_text("正在为您保留")).to_have_count(0)
    assert appointments_in(Status.HELD) == 1


def test_a_used_card_is_refused_and_what_was_typed_stays(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    card = company.card()
    first, second = open_page(), open_page()
    for page in (first, second):  # the second is offered what the first does not hold
        hold_a_time(page, screen)
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
    be_about_to_book(page, screen)
    let_holds_run_out()
    guard_of(page).expect(409)
    book_now(page, screen)
    expect_booked(page, screen)


def test_what_was_typed_survives_when_somebody_takes_the_time_meanwhile(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    late, quick = open_page(), open_page()
    be_about_to_book(late, screen)
    line_field(late, screen).fill("先写一句")
    let_holds_run_out()
    book_without_card(quick, screen)
    guard_of(late).expect(409)
    book_now(late, screen)
    expect(late.get_by_text("这个时间刚被约走")).to_be_visible()
    late.get_by_role("alert").locator("xpath=..").get_by_role("button").first.click()
    expect(line_field(late, screen)).to_have_value("先写一句")
    book_now(late, screen)
    expect_booked(late, screen)


def test_a_lost_answer_books_once_and_shows_the_code(
    page: Page, company: Company, screen: Screen
) -> None:
    be_about_to_book(page, screen)
    lose_one_answer(page)
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
    be_about_to_book(page, screen)
    lose_one_answer(page)
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
    be_about_to_book(page, screen)
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
    hold_a_time(page, screen)
    agree(page, screen)
    line_field(page, screen).fill("先写一句")
    page.get_by_role("button", name="English").click()
    english = Screen("en")
    expect(line_field(page, english)).to_have_value("先写一句")
    say_no_card(page, english)
    book_now(page, english)
    expect_booked(page, english)
