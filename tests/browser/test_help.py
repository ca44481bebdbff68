"""Help without script: what a browser really sends is accepted."""

import pytest
from playwright.sync_api import expect

from tests.browser.screens import OpenPage
from tests.factories.company import Company


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_call_from_the_plain_page_is_taken(
    open_page: OpenPage, company: Company, *, script: bool
) -> None:
    page = open_page(java_script_enabled=script)
    page.goto("/now?lang=en")
    page.fill("#number", "138 0000 1111")
    page.click("form button")
    expect(page.locator("h1")).to_have_text("We have your request")
