"""The first page for agents, and the way to help."""

from playwright.sync_api import Page, expect

from tests.browser.screens import Screen, count_taps, every_look, every_screen, looked_at
from tests.factories.company import Company


@every_look
def test_the_first_page_offers_help_and_booking(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="12356")).to_be_visible()
    looked_at(page, "home", screen)


@every_screen
def test_help_is_one_tap_away_without_coming_in(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    taps = count_taps(page)
    page.get_by_role("contentinfo").get_by_role(
        "link", name=screen.say("I need help now", "我现在需要帮助")
    ).click()
    expect(page.locator("a[href='tel:12356']").first).to_be_visible()
    assert taps.count == 1
