"""The private key: twelve words shown once, two typed again, and coming back with them."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.screens import OpenPage, Screen, both_ends, count_taps, looked_at
from tests.browser.steps import came_in, make_key, somebody_booked, type_last_two, words_shown
from tests.factories.company import Company


@both_ends
def test_a_key_is_made_and_opens_on_another_phone(
    page: Page, open_page: OpenPage, company: Company, screen: Screen
) -> None:
    came_in(page, screen, somebody_booked(company).visit_code)
    page.get_by_role("link", name=screen.say("Home", "首页")).click()
    page.get_by_role("link", name=screen.say("My private key", "我的私人密钥")).click()
    show = page.get_by_role("button", name=screen.say("Show me twelve words", "显示十二个字"))
    expect(show).to_be_visible()
    looked_at(page, "key", screen)
    taps = count_taps(page)
    show.click()
    words = words_shown(page)
    looked_at(page, "key-words", screen)
    page.get_by_role("button", name=screen.say("I wrote them down", "我抄好了")).click()
    expect(page.get_by_role("heading", name=screen.say("Two words", "核对两个字"))).to_be_focused()
    assert words[0] not in page.locator("main").inner_text().split()
    looked_at(page, "key-check", screen)
    type_last_two(page, screen, words)
    assert taps.count == 3
    looked_at(page, "key-done", screen)

    elsewhere = open_page()
    come_in_with_words(elsewhere, screen, " ".join(words))
    elsewhere.goto("/data")
    expect(held(elsewhere, screen)).to_be_visible()


def test_whoever_came_in_by_code_is_led_to_where_the_words_are_typed(
    page: Page, open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company)
    came_in(page, screen, begun.visit_code)
    words = make_key(page, screen)
    elsewhere = open_page()
    came_in(elsewhere, screen, begun.visit_code)
    elsewhere.goto("/key")
    expect(elsewhere.get_by_text("您已经有私人密钥了，设置日期：")).to_be_visible()
    expect(elsewhere.get_by_role("button", name="显示十二个字")).to_have_count(0)
    looked_at(elsewhere, "key-exists", screen)
    elsewhere.goto("/data")
    elsewhere.get_by_role("link", name="我已经有了，输入十二个字").click()
    elsewhere.get_by_label("您的十二个字").fill(" ".join(words))
    elsewhere.get_by_role("button", name="进入", exact=True).click()
    expect(elsewhere).to_have_url(re.compile("/data$"))
    expect(held(elsewhere, screen)).to_be_visible()


def come_in_with_words(page: Page, screen: Screen, words: str) -> None:
    """With a private key, to one's own sessions."""
    page.goto("/sessions")
    page.get_by_role("button", name=screen.say("Use my twelve words", "改用十二个字")).click()
    page.get_by_label(screen.say("Your twelve words", "您的十二个字")).fill(words)
    page.get_by_role("button", name=screen.say("Come in", "进入"), exact=True).click()
    expect(page.get_by_label(screen.say("Your twelve words", "您的十二个字"))).to_have_count(0)


def held(page: Page, screen: Screen) -> Locator:
    """The table of what is held, which only a key opens."""
    return page.get_by_role("region", name=screen.say("What we hold about you", "我们留存了什么"))
