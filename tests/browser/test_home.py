"""The first page for agents."""

from playwright.sync_api import Page, expect

from tests.browser.screens import Screen, every_screen, looked_at
from tests.factories.company import Company


@every_screen
def test_the_first_page_offers_help_and_booking(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="12356")).to_be_visible()
    looked_at(page, "home", screen)
