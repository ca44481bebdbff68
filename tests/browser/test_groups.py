"""Groups: two clients sit side by side, and neither learns who the other is."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from eap.core import clock
from tests.browser.screens import OpenPage, Screen, every_screen, looked_at
from tests.browser.steps import came_in, somebody_booked
from tests.factories.company import Company
from tests.factories.groups import make_group


@every_screen
def test_two_join_and_neither_sees_the_others_id(
    page: Page, open_page: OpenPage, company: Company, screen: Screen
) -> None:
    make_group(company.zhao_min, capacity=2, at=clock.now())
    first, second, third = (somebody_booked(company) for _ in range(3))
    heard: list[str] = []
    page.goto("/groups")
    expect(see(page, screen)).to_be_visible()
    looked_at(page, "groups", screen)
    come_in_from_the_group(page, screen, first.visit_code)
    looked_at(page, "groups-where", screen)
    sit_down(page, screen, "Rowan 花楸")
    looked_at(page, "groups-seat", screen)

    other = open_page()
    for one in (page, other):
        overhear(one, heard)
    came_in(other, screen, second.visit_code)
    to_the_group(other, screen)
    expect(place(other).get_by_role("group")).to_be_visible()
    expect(place(other).get_by_role("textbox")).to_have_count(0)
    looked_at(other, "groups-join", screen)
    take(other, screen, "Elm 榆树", "Take a seat", "占一个座位")
    expect(place(other)).to_contain_text("Rowan")
    page.reload()  # came back to this group from coming in, so it is open
    expect(place(page)).to_contain_text("榆树")
    said = "\n".join(heard)
    assert "榆树" in said and "Rowan" in said
    for client in (first.client, second.client):
        assert str(client.known_id) not in said and client.known_id.hex not in said

    late = open_page()
    came_in(late, screen, third.visit_code)
    to_the_group(late, screen)
    take(late, screen, "Fir 冷杉", "Join the waiting list", "加入候补")
    expect(place(late)).to_contain_text(screen.say("among the first three", "排在前三位"))
    expect(place(late)).not_to_contain_text("Rowan")
    looked_at(late, "groups-waiting", screen)

    give_up_from_my_sessions(page, screen)
    expect(place(page)).to_contain_text(screen.say("no longer in this group", "不在这个小组里了"))
    late.reload()
    see(late, screen).click()
    expect(place(late)).to_contain_text("Fir")


def place(page: Page) -> Locator:
    """The one group there is, with one's place in it."""
    return page.locator("main").get_by_role("listitem").first


def see(page: Page, screen: Screen) -> Locator:
    """The button of the one group there is, while it is closed."""
    says = screen.say("^(See and join|My seat)", "^(查看并|查看和|我的座位)")
    return page.get_by_role("button", name=re.compile(says))


def to_the_group(page: Page, screen: Screen) -> None:
    """Open the one group there is."""
    page.goto("/groups")
    see(page, screen).click()
    expect(place(page)).to_be_visible()


def come_in_from_the_group(page: Page, screen: Screen, code: str) -> None:
    """By visit code, and back to the group that was open."""
    see(page, screen).click()
    where = screen.say("in a room, and others may see who goes in", "旁人可能会看到谁走进去")
    expect(place(page)).to_contain_text(where)
    looked_at(page, "groups-outside", screen)
    place(page).get_by_role("link", name=screen.say("Come in", "进入"), exact=True).click()
    page.get_by_label(screen.say("Visit code", "访问码"), exact=True).fill(code)
    page.keyboard.press("Enter")
    expect(place(page)).to_contain_text(screen.say("It meets in", "活动"))
    expect(place(page).get_by_role("group")).to_be_visible()


def give_up_from_my_sessions(page: Page, screen: Screen) -> None:
    """The line of one's seat leads to the group, where giving it up is asked once."""
    page.goto("/sessions")
    mine = page.get_by_role("link", name=screen.say("you have a seat", "您有座位"))
    expect(mine).to_be_visible()
    looked_at(page, "sessions-seat", screen)
    mine.click()
    give_up = screen.say("Give up my seat", "退出座位")
    place(page).get_by_role("button", name=give_up).click()
    looked_at(page, "groups-give-up", screen)
    page.get_by_role("dialog").get_by_role("button", name=give_up).click()


def take(page: Page, screen: Screen, alias: str, en: str, zh: str) -> None:
    """A seat, or a place in the line, under a nickname."""
    name = place(page).get_by_role("button", name=alias, exact=True)
    for _ in range(10):  # six at a time, sixty in all
        if name.count():
            break
        place(page).get_by_role("button", name=screen.say("Other names", "换一批")).click()
    name.press("Enter")
    expect(name).to_have_attribute("aria-pressed", "true")
    place(page).get_by_role("button", name=screen.say(en, zh)).click()


def sit_down(page: Page, screen: Screen, alias: str) -> None:
    """Take a seat in the group that is open, and see it."""
    take(page, screen, alias, "Take a seat", "占一个座位")
    expect(place(page)).to_contain_text(
        screen.say(f"Seat 1, as {alias}", f"1 号座位，昵称“{alias}”")
    )


def overhear(page: Page, heard: list[str]) -> None:
    """Keep the body of every answer that a page gets from now on."""

    def pass_on(route: Route) -> None:
        answer = route.fetch()
        heard.append(answer.text())
        route.fulfill(response=answer)

    page.route("**/api/v1/**", pass_on)
