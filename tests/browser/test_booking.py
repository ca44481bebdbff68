"""Booking: as a newcomer with and without a card, again, and when somebody else is faster."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screens import (
    Screen,
    count_taps,
    every_look,
    looked_at,
)
from tests.factories.company import Company

FIRST_BOOKING_TAPS = 6
RETURNING_TAPS = 4
CODE = re.compile(r"\d{4}\s+\d{4}\s+\d{4}")


def to_the_times(page: Page, screen: Screen) -> None:
    """From the first page to a list of times: two taps."""
    page.get_by_role("link", name=screen.say("Book a session", "预约咨询"), exact=True).click()
    page.get_by_role(
        "link", name=screen.say("Talk to a counsellor", "与咨询师聊聊")
    ).click()
    expect(soonest(page, screen).first).to_be_visible()


def soonest(page: Page, screen: Screen):  # type: ignore[no-untyped-def]
    """The chips with the first times of all."""
    return page.get_by_role("region", name=screen.say("Soonest", "最早")).get_by_role("button")


def agree(page: Page, screen: Screen) -> None:
    """Tick the one consent."""
    page.get_by_label(screen.say("I agree to this service", "我同意接受这项服务")).check()


def book_now(page: Page, screen: Screen) -> None:
    """The last tap."""
    page.get_by_role("button", name=screen.say("Book this time", "预约这个时间")).click()


def expect_booked(page: Page, screen: Screen) -> None:
    """The page that says so."""
    title = page.get_by_role("heading", level=1, name=screen.say("Booked", "已预约"))
    expect(title).to_be_visible()


def visit_code(page: Page, screen: Screen) -> str:
    """The twelve digits, as shown."""
    card = page.get_by_role("region", name=screen.say("Your visit code", "您的访问码"))
    found = CODE.search(card.inner_text())
    assert found
    return found.group()


@every_look
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
    soonest(page, screen).nth(1).click()  # the first may grow too near meanwhile
    expect(page.get_by_text(screen.say("Your team leader", "您的班组长"))).to_be_visible()
    expect(page.get_by_text(screen.say("danger to life", "危及生命"))).to_be_visible()
    looked_at(page, "confirm", screen)
    agree(page, screen)
    card = page.get_by_label(screen.say("Card number", "卡号"))
    card.click()
    page.keyboard.type(company.card())
    book_now(page, screen)
    expect_booked(page, screen)
    assert taps.count <= FIRST_BOOKING_TAPS
    assert visit_code(page, screen)
    looked_at(page, "booked", screen)
    page.get_by_role("button", name=screen.say("I wrote it down", "我记下了")).click()
    expect(page.get_by_text(CODE)).to_have_count(0)
