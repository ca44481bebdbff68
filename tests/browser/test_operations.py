"""Operations: the first screen, any figure over time, waves, imports, dictionary."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from eap.publication.models import Release
from eap.workload.events import keep_event
from tests.browser.screens import (
    OpenPage,
    Screen,
    both_ends,
    every_screen,
    guard_of,
    looked_at,
    no_sideways_scroll,
    picture,
)
from tests.factories.company import Company
from tests.factories.figures import HISTORY, Told, tell_figures
from tests.factories.staff import make_staff

DESK = Screen("en", 1280)
PAGES = ("/ops/pulse", "/ops/imports", "/ops/dictionary")


@pytest.fixture
def told(company: Company) -> Told:
    return tell_figures()


@pytest.fixture
def operations(open_page: OpenPage) -> Page:
    return open_page(staff=make_staff("operations", name="Sun Hao"))


@every_screen
def test_every_screen_of_operations(told: Told, operations: Page, screen: Screen) -> None:
    page = operations
    page.goto("/ops")
    for row in (
        screen.say("Workload", "工作量"),
        screen.say("How people are", "大家的状态"),
        screen.say("Can people get help", "能不能得到帮助"),
        screen.say("Use of the service", "服务使用情况"),
    ):
        expect(page.get_by_role("region", name=row)).to_be_visible()
    settled(page)
    looked_at(page, "ops", screen)
    page.goto("/ops/explore?show=use.openings")
    expect(chart(page)).to_be_visible()
    looked_at(page, "ops-explore", screen)
    for path in PAGES:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settled(page)
        looked_at(page, path.strip("/").replace("/", "-"), screen)


def test_before_anything_is_known_dates_are_said(
    company: Company, operations: Page, screen: Screen
) -> None:
    operations.goto("/ops")
    expect(operations.get_by_text("目前还没有安排脉动调查。")).to_be_visible()
    expect(operations.get_by_text("还没有导入工作量数据", exact=False)).to_be_visible()
    expect(operations.get_by_text(re.compile("每周每千人"))).to_be_visible()


def test_the_chart_is_read_with_the_keyboard(told: Told, open_page: OpenPage) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops/explore?show=use.openings&below=calls&site=A")
    drawing, said = chart(page), page.locator("output").first
    drawing.focus()
    page.keyboard.press("Home")
    expect(said).to_have_text(re.compile(r"^Everyone, \w+\s\d{4}: "))
    first = said.inner_text()
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(first)
    expect(page.get_by_role("listitem").filter(has_text="12-hour")).to_have_count(2)
    page.keyboard.press("a")
    expect(said).to_have_text(re.compile("flag 1: .*Longer breaks"))
    page.keyboard.press("a")
    expect(said).to_have_text(re.compile("flag 2: .*No more 12-hour shifts"))
    expect(page.get_by_role("heading", name="· Everyone")).to_be_visible()
    expect(page.get_by_role("heading", name="Calls, Site A")).to_be_visible()
    picture(page, "operations-chart", DESK)
    page.keyboard.press("t")
    expect(page.get_by_role("table").first).to_be_visible()
    looked = [row for row in rows_of(page) if "not published yet" not in row[1]]
    assert plain(first) == f"Everyone, {looked[0][0]}: {looked[0][1]}"


@pytest.mark.parametrize("show", ["use.openings", "pulse.score&split=site"])
def test_the_file_says_what_the_screen_says(told: Told, open_page: OpenPage, show: str) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto(f"/ops/explore?show={show}")
    expect(chart(page)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    saved = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    (about,), head, *rows = saved
    assert about.startswith("# ") and re.search(r"19 times out of 20|95 %", about)
    figures = [dict(zip(head, row, strict=True)) for row in rows]
    assert {figure["about"] for figure in figures} == {"line 1"}
    page.get_by_role("button", name="Table").first.click()
    cells = [cell for row in rows_of(page) for cell in row[1:]]
    assert len(figures) == len(cells) > 2
    assert sorted(map(in_words, figures)) == sorted(cells)


def test_three_kinds_of_nothing_look_and_read_differently(told: Told, open_page: OpenPage) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops/explore?show=work.handling_seconds&site=A")
    expect(page.locator("rect[fill^='url(#']")).to_have_count(1)
    expect(page.get_by_text("hatched: not shown, so that nobody can be picked out")).to_be_visible()
    expect(page.get_by_text("gap: not collected")).to_be_visible()
    page.get_by_role("button", name="Table").first.click()
    read = [row[1] for row in rows_of(page)]
    assert read[:3] == [
        "100s, re-dated from Feb 1999",
        "not shown, so that nobody can be picked out",
        "not collected",
    ]
    page.goto("/ops/explore?show=work.abandonment&site=A")
    expect(page.locator("circle[class*='zero']")).to_have_count(2)
    expect(page.get_by_text("dots: none")).to_be_visible()
    page.goto("/ops/explore?show=pulse.score&split=site")
    expect(page.locator("rect[fill^='url(#']").first).to_be_attached()


def test_a_refused_cut_says_why_and_what_it_would_cost(told: Told, operations: Page) -> None:
    operations.goto("/ops/explore?show=use.shift")
    expect(operations.get_by_role("heading", name="不在今年的公布方案里")).to_be_visible()
    expect(operations.get_by_text("ρ")).to_have_count(0)
    no_sideways_scroll(operations)
    operations.get_by_role("link", name="需要占用多少，见指标词典").click()
    expect(operations.get_by_text("ρ = 0.075")).to_be_visible()
    operations.go_back()
    operations.get_by_role("button", name="改看更宽的指标").click()
    expect(chart(operations)).to_be_visible()


def test_a_cut_that_is_not_made_says_so_above_the_wider_figure(
    told: Told, open_page: OpenPage
) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    for asked, said in (
        ("use.openings&split=site", "This cut is not shown"),
        ("pulse.score&split=team", "This cut is not shown"),
        ("use.utilisation&site=KM", "Not with this figure: KM."),
        ("people.li", "The address asks for a figure that does not exist"),
    ):
        page.goto(f"/ops/explore?show={asked}")
        expect(page.get_by_text(said)).to_be_visible()
        expect(chart(page)).to_have_count(1)


@both_ends
def test_another_figure_keeps_what_it_offers_and_says_what_it_does_not(
    told: Told, open_page: OpenPage, screen: Screen
) -> None:
    quality_checks_at_b()
    page = open_page(staff=make_staff("operations"))
    page.goto("/ops/explore?show=use.utilisation&site=B")
    figure = page.get_by_label(screen.say("Figure", "指标"), exact=True)
    place = page.get_by_label(screen.say("Site", "职场"), exact=True)
    left = page.get_by_text(
        screen.say("Not with this figure: Site B.", "这个指标下不显示：职场B。")
    )
    chart(page).focus()
    page.keyboard.press("a")
    flag = screen.say("flag 1: ", "标记 1：")
    expect(page.locator("output").first).to_contain_text(flag)
    figure.select_option("use.openings_site")
    expect(place).to_have_value("B")
    expect(page.locator("output").first).to_contain_text(flag)
    expect(left).to_have_count(0)
    figure.select_option("use.openings")
    expect(left).to_be_visible()
    expect(page.locator("output").first).to_contain_text(screen.say("New quality", "新的质检"))
    looked_at(page, "ops-left", screen)
    figure.select_option("use.utilisation")
    expect(place).to_have_value("B")
    expect(left).to_have_count(0)


def test_another_figure_keeps_the_split_and_the_table(told: Told, open_page: OpenPage) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops/explore?show=pulse.score&split=overall&below=calls")
    figure, divided = page.get_by_label("Figure", exact=True), page.get_by_label("Divided")
    page.get_by_role("button", name="Table").first.click()
    figure.select_option("pulse.D01")
    expect(divided).to_have_value("overall")
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_label("Below it")).to_have_value("calls")
    figure.select_option("use.concerns")
    expect(page.get_by_text("Not with this figure: Calls below.")).to_be_visible()
    figure.select_option("use.utilisation")
    expect(page.get_by_text("Not with this figure: Everyone together.")).to_be_visible()
    figure.select_option("pulse.score")
    expect(divided).to_have_value("overall")
    expect(page.get_by_label("Below it")).to_have_value("calls")


@both_ends
def test_concerns_are_compared_on_one_scale_by_size(
    told: Told, open_page: OpenPage, screen: Screen
) -> None:
    page = open_page(staff=make_staff("operations"))
    page.goto("/ops/explore?show=use.concerns")
    figure = page.get_by_role("figure")
    rows = figure.get_by_role("listitem")
    expect(rows).to_have_count(8)
    expect(page.get_by_role("application")).to_have_count(0)
    expect(figure.get_by_role("heading")).to_have_count(1)
    expect(figure).to_contain_text(screen.say("The highest figure first", "按数字从高到低"))
    names = [row.locator("span").first.inner_text() for row in rows.all()]
    assert names[-2:] == [screen.say("Other", "其他"), screen.say("Not said", "未说明")]
    assert falling([size(row.inner_text()) for row in rows.all()[:-2]])
    looked_at(page, "ops-concerns", screen)
    page.get_by_role("button", name=screen.say("Table", "表格")).click()
    assert {len(row) for row in rows_of(page)} == {9}


def test_sites_stand_by_what_deserves_attention_and_say_so(told: Told, open_page: OpenPage) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops")
    use = page.get_by_role("region", name="Use of the service")
    expect(use).to_contain_text("First what changed by more than chance, then the highest figure.")
    sites = use.get_by_role("listitem")
    expect(sites.last).to_contain_text("Other sites together")
    said = [row.inner_text() for row in sites.all()[:-1]]
    assert len(said) > 1
    moved = [size(text) for text in said if "since" in text]
    still = [size(text) for text in said if "since" not in text]
    assert [size(text) for text in said] == moved + still
    assert falling(moved) and falling(still)
    weighs = page.get_by_role("article").filter(has_text="What weighs most")
    expect(weighs).to_contain_text("First what got worse by more than chance")
    assert falling([size(row.inner_text()) for row in weighs.get_by_role("listitem").all()])


def test_the_dictionary_says_what_the_budget_of_the_year_is(
    told: Told, open_page: OpenPage
) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops/explore?show=use.openings")
    page.get_by_role("link", name="What the privacy budget is").click()
    expect(page).to_have_url(re.compile("#budget$"))
    expect(page.get_by_text("at most 68 times out of 100")).to_be_visible()
    expect(page.get_by_text("ρ = 0.25 ")).to_be_visible()


def test_the_overview_says_what_followed_a_flag(told: Told, open_page: OpenPage) -> None:
    quality_checks_at_b()
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops")
    waits = page.get_by_role("listitem").filter(has_text="Longer breaks")
    expect(waits).to_contain_text("before and after cannot be compared yet.")
    bullet = page.get_by_role("listitem").filter(has_text="New quality checks")
    sides = re.compile(r": (\d+) before, (\d+) after; ")
    expect(bullet).to_contain_text(sides)
    looked_at(page, "ops-followed", DESK)
    said = sides.search(bullet.inner_text())
    assert said
    bullet.get_by_role("link").click()
    expect(page.get_by_role("figure").get_by_text(re.compile(r"^Flag 1 "))).to_contain_text(
        re.compile(rf"on average {said[1]} before it .* and {said[2]} after it")
    )
    page.goto("/ops/explore?show=use.utilisation")
    expect(page.get_by_role("figure")).to_contain_text(
        re.compile(rf"Before and after flag \d in Site B .*: {said[1]} before, {said[2]} after;")
    )
    page.goto("/ops/explore?show=use.openings")
    page.get_by_role("link", name="What changed before and after a flag is told by site").click()
    expect(page).to_have_url(re.compile("show=use.utilisation"))


def test_before_and_after_a_flag_are_compared_in_a_sentence(
    told: Told, open_page: OpenPage
) -> None:
    page = open_page(DESK, staff=make_staff("operations"))
    page.goto("/ops/explore?show=pulse.score&split=site")
    page.get_by_role("link", name=re.compile("Before and after flag .*Longer breaks")).click()
    expect(page).to_have_url(re.compile(r"site=E$"))
    expect(page.get_by_text(re.compile(r"^Flag 1 .*Longer breaks"))).to_be_visible()
    expect(page.get_by_text("12-hour")).to_have_count(0)


@both_ends
def test_use_of_the_service_is_compared_around_a_flag(
    told: Told, open_page: OpenPage, screen: Screen
) -> None:
    quality_checks_at_b()
    page = open_page(staff=make_staff("operations"))
    page.goto("/ops/explore?show=use.utilisation&site=B")
    said = page.get_by_text(screen.say("Flag 1", "标记 1")).first
    expect(said).to_contain_text(screen.say("New quality checks", "新的质检办法"))
    expect(said).to_have_text(
        re.compile(
            screen.say(
                r"before it \(quarters: [234]\) and \d+ after it \(quarters: 2\)\."
                r" The change is .+, between .+ and .+\.",
                r"之前 [234] 个季度平均 \d+，之后 2 个季度平均 \d+，变化 .+，在 .+ 至 .+ 之间。",
            )
        )
    )
    looked_at(page, "ops-around", screen)
    # What happened at the other site is too recent for two published quarters after it.
    page.goto("/ops/explore?show=use.openings_site&site=A")
    expect(
        page.get_by_text(screen.say("too early to compare", "现在比较还太早"), exact=False)
    ).to_contain_text(screen.say("only a change of more than about", "也只看得出大约超过"))


def test_imports_are_folded_by_month(told: Told, operations: Page) -> None:
    operations.goto("/ops/imports")
    expect(operations.locator("details[open]")).to_have_count(1)
    height = operations.evaluate("document.documentElement.scrollHeight")
    assert height < 2_500


def test_nobody_else_sees_figures_of_operations(told: Told, open_page: OpenPage) -> None:
    page = open_page(DESK, staff=make_staff("counsellor"))
    guard_of(page).expect(403, 404)
    page.goto("/ops")
    expect(page.get_by_text("This page is not part of your role.")).to_be_visible()
    expect(page.get_by_text("re-dated")).to_have_count(0)


@pytest.mark.parametrize("role", ["programme_manager", "clinical_lead"])
def test_other_readers_are_offered_what_their_role_reads(
    told: Told, open_page: OpenPage, role: str
) -> None:
    page = open_page(DESK, staff=make_staff(role))
    page.goto("/ops")
    expect(page.get_by_role("region", name="How people are")).to_be_visible()
    expect(page.get_by_role("region", name="Workload")).to_have_count(0)
    settled(page)
    page.goto("/ops/explore?show=use.openings&below=calls&site=A")
    expect(chart(page)).to_have_count(1)
    expect(page.get_by_role("option", name="Calls")).to_have_count(0)
    page.goto("/ops/explore?show=work.calls")
    expect(page.get_by_text("Workload is read by operations only.")).to_be_visible()
    settled(page)


def quality_checks_at_b() -> None:
    """Something that happened two published quarters ago."""
    periods = Release.objects.filter(table="site_quarter").values_list("period", flat=True)
    year, quarter = sorted(periods)[-2].split("-Q")
    keep_event(
        HISTORY,
        site="B",
        day=date(int(year), 3 * int(quarter) - 2, 1),
        kind="quality_checks",
        name_zh="新的质检办法",
        name_en="New quality checks",
    )


def chart(page: Page) -> Locator:
    return page.get_by_role("application").first


def size(said: str) -> float:
    """Of what a row says: its figure, or the middle of its range."""
    found = re.search(r"between (\d+)%? and (\d+)|(\d+) 至 (\d+) 之间|(\d+)%? ?[(（]", said)
    assert found, said
    ends = [int(part) for part in found.groups() if part]
    return sum(ends) / len(ends)


def falling(sizes: list[float]) -> bool:
    """The largest first."""
    return sizes == sorted(sizes, reverse=True)


def settled(page: Page) -> None:
    """Everything that was asked for is here."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def plain(text: str) -> str:
    """Text without what only keeps a date in one piece on the screen."""
    return text.replace("\u2060", "").replace("\u00a0", " ")


def rows_of(page: Page) -> list[list[str]]:
    """The chart's table: a list of cells a row, without its head."""
    table = page.get_by_role("table").first
    expect(table).to_be_visible()
    return [
        [plain(cell) for cell in row.locator("th, td").all_inner_texts()]
        for row in table.locator("tbody").get_by_role("row").all()
    ]


NOTHING = {"not shown": "not shown, so that nobody can be picked out",
           "not collected": "not collected", "not published yet": "not published yet",
           "zero": "none"}  # fmt: skip


def in_words(figure: dict[str, str]) -> str:
    """A line of the file as the table says it."""
    low, high, note = figure["low"], figure["high"], figure["note"]
    if figure["state"] in NOTHING:
        return note or NOTHING[figure["state"]]
    if figure["state"] == "range":
        said = f"between {low} and {high}"
    else:
        said = f"{figure['value']} ({low} to {high})"
    return f"{said}, {note}" if note else said
