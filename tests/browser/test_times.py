"""The list of times: narrowed, slow, empty, and loaded anew."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.screens import Screen, both_ends, looked_at
from tests.browser.steps import choose_service, soonest, to_the_times
from tests.factories.company import Company


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


@both_ends
def test_the_times_can_be_narrowed(page: Page, company: Company, screen: Screen) -> None:
    page.goto("/")
    to_the_times(page, screen)
    page.get_by_text(screen.say("Language, counsellor, evenings", "语言、咨询师、晚间")).click()
    page.get_by_label(screen.say("From 18:00 on only", "只看 18:00 以后")).check()
    for chip in soonest(page, screen).all():
        assert re.search(r"(18|19):\d\d\b", chip.inner_text())
    page.get_by_label(screen.say("Language", "语言"), exact=True).select_option("en")
    page.get_by_label(screen.say("Room", "面谈")).check()
    expect(soonest(page, screen).first).to_be_visible()
    soonest(page, screen).last.click()
    expect(page.get_by_text(screen.say("with Li Wen", "咨询师：李文"))).to_be_visible()


@both_ends
def test_where_no_evening_is_free_the_nearest_time_is_one_tap_away(
    page: Page, company: Company, screen: Screen
) -> None:
    page.route("**/api/v1/slots**", without_evenings)
    page.goto("/")
    to_the_times(page, screen)
    page.get_by_text(screen.say("Language, counsellor, evenings", "语言、咨询师、晚间")).click()
    page.get_by_label(screen.say("From 18:00 on only", "只看 18:00 以后")).check()
    near = screen.say("Nearest times without these choices", "不限条件的最近时间")
    times = page.get_by_role("region", name=near).get_by_role("button")
    expect(times).to_have_count(3)
    looked_at(page, "times-near", screen)
    times.first.click()
    title = screen.say("Is this right?", "确认一下")
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def without_evenings(route: Route) -> None:
    """The server's answer, as if nobody worked after six (ten in the morning, UTC)."""
    answer = route.fetch()
    page_of_slots = answer.json()
    for day in page_of_slots["days"]:
        day["slots"] = [slot for slot in day["slots"] if slot["start"][11:13] < "10"]
    route.fulfill(response=answer, json=page_of_slots)


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
