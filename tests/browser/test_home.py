"""The first page for agents."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import Screen, both_ends, looked_at
from tests.factories.company import Company


@both_ends
def test_the_first_page_offers_help_and_booking(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="12356")).to_be_visible()
    looked_at(page, "home", screen)


@pytest.mark.parametrize(
    "screen", [Screen("zh-Hans", 390), Screen("en", 390)], indirect=True, ids=str
)
def test_the_red_button_comes_once_the_help_above_is_out_of_view(
    page: Page, company: Company, screen: Screen
) -> None:
    page.goto("/")
    expect(page.locator("main a[href='tel:12356']")).to_be_in_viewport()
    pill = page.get_by_role("contentinfo").get_by_role("link", include_hidden=True)
    expect(pill).to_be_hidden()
    page.mouse.wheel(0, 5_000)
    expect(page.locator("main a[href='tel:12356']")).not_to_be_in_viewport()
    expect(pill).to_be_visible()
