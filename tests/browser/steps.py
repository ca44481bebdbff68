"""What people do again and again in these tests, in their own order and words."""

import re
from datetime import UTC, timedelta

from playwright.sync_api import Locator, Page, expect

from eap.booking.models import Counsellor
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.desk import intake
from eap.desk.intake import Wanted
from eap.people.words import REQUIRED, TEXTS
from tests.browser.screens import Screen
from tests.conftest import owner_connection
from tests.factories import booking as hours
from tests.factories import cases
from tests.factories.cases import Begun
from tests.factories.company import Company

EARLY_AFTERNOON = 14  # o'clock
CODE = re.compile(r"\d{4}\s+\d{4}\s+\d{4}")


def help_button(page: Page, screen: Screen) -> Locator:
    """The red pill, in the same place on every page for agents."""
    return page.get_by_role("contentinfo").get_by_role(
        "link", name=screen.say("I need help now", "我现在需要帮助")
    )


def open_help(page: Page, screen: Screen) -> Locator:
    """Help over the page one is on, by one tap; returns the sheet."""
    help_button(page, screen).click()
    sheet = page.get_by_role("dialog", name=screen.say("I need help now", "我现在需要帮助"))
    expect(sheet.locator("a[href='tel:12356']")).to_be_in_viewport()
    return sheet


def close_sheet(page: Page, screen: Screen) -> None:
    """By the cross in its head."""
    page.get_by_role("dialog").get_by_role("button", name=screen.say("Close", "关闭")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def call_me(sheet: Locator, screen: Screen) -> Locator:
    """The link in an open sheet that goes on to the help page, where a number can be left."""
    return sheet.get_by_role(
        "link", name=screen.say("Ask the counsellor on duty to call me", "请值班咨询师给我回电")
    )


def to_the_times(page: Page, screen: Screen) -> None:
    """From the first page to a list of times: two taps."""
    choose_service(page, screen)
    expect(soonest(page, screen).first).to_be_visible()


def choose_service(page: Page, screen: Screen) -> None:
    """The same two taps, whatever the times are."""
    page.get_by_role("link", name=screen.say("Book a session", "预约咨询"), exact=True).click()
    page.get_by_role("link", name=screen.say("Talk to a counsellor", "与咨询师聊聊")).click()


def soonest(page: Page, screen: Screen) -> Locator:
    """The first three times of all. A test takes the second: the first may grow too near."""
    return page.get_by_role("region", name=screen.say("Soonest", "最早")).get_by_role("button")


def agree(page: Page, screen: Screen) -> None:
    """Tick the one consent."""
    page.get_by_label(screen.say("I agree to this service", "我同意接受这项服务")).check()


def say_no_card(page: Page, screen: Screen) -> None:
    """The card's number stays empty."""
    card_field(page, screen).fill("")


def card_field(page: Page, screen: Screen) -> Locator:
    """Where the card's number is typed."""
    return page.get_by_label(re.compile(screen.say("^Card number", "^卡号")))


def line_field(page: Page, screen: Screen) -> Locator:
    """Where one may write something for the counsellor."""
    return page.get_by_label(re.compile(screen.say("should know beforehand", "有什么想先让")))


def book_now(page: Page, screen: Screen) -> None:
    """The last tap."""
    page.get_by_role("button", name=screen.say("Book this time", "预约这个时间")).click()


def expect_title(page: Page, title: str) -> None:
    """The page with this heading."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def expect_booked(page: Page, screen: Screen) -> None:
    """The page that says so."""
    expect_title(page, screen.say("Booked", "已预约"))


def visit_code(page: Page, screen: Screen) -> str:
    """The twelve digits, as shown."""
    card = page.get_by_role("region", name=screen.say("Your visit code", "您的访问码"))
    found = CODE.search(card.inner_text())
    assert found
    return found.group()


def expect_left(page: Page) -> None:
    """The neutral page itself: its address stands over the page one leaves for a moment before."""
    page.wait_for_url("**/rest")
    expect(page.locator("html:not([data-left]) table")).to_be_visible()


def hold_a_time(page: Page, screen: Screen) -> None:
    """From the first page to the last before booking: one of the soonest times is held."""
    page.goto("/")
    to_the_times(page, screen)
    soonest(page, screen).nth(1).click()
    expect(line_field(page, screen)).to_be_visible()
    holding = screen.say("Holding this time for you", "正在为您保留这个时间")
    expect(page.get_by_text(holding)).to_have_count(0)


def be_about_to_book(page: Page, screen: Screen) -> None:
    """As a newcomer without a card who has agreed: one press is left."""
    hold_a_time(page, screen)
    agree(page, screen)
    say_no_card(page, screen)


def book_without_card(page: Page, screen: Screen) -> str:
    """All of it, as a newcomer; returns the visit code."""
    be_about_to_book(page, screen)
    book_now(page, screen)
    expect_booked(page, screen)
    return visit_code(page, screen)


def come_in(page: Page, screen: Screen, code: str) -> None:
    """With a visit code, to one's own sessions."""
    page.goto("/sessions")
    page.get_by_label(screen.say("Visit code", "访问码"), exact=True).fill(code)
    page.get_by_role("button", name=screen.say("Come in", "进入"), exact=True).click()


def words_shown(page: Page) -> list[str]:
    """The twelve words of a key, as long as they are on the page."""
    row = page.locator("ol[translate=no] > li")
    expect(row).to_have_count(12)
    return [word.strip() for word in row.all_inner_texts()]


def type_last_two(page: Page, screen: Screen, words: list[str]) -> None:
    """Prove that the words were written down."""
    for number in (11, 12):
        label = screen.say(f"Word {number}", f"第 {number} 个字")
        page.get_by_label(label).fill(words[number - 1])
    page.get_by_role("button", name=screen.say("Check the words", "核对"), exact=True).click()
    done = screen.say("Your private key works", "私人密钥已启用")
    expect(page.get_by_role("heading", name=done)).to_be_visible()


def make_key(page: Page, screen: Screen) -> list[str]:
    """A private key for whoever has come in; returns its words."""
    page.goto("/key")
    page.get_by_role("button", name=screen.say("Show me twelve words", "显示十二个字")).click()
    words = words_shown(page)
    page.get_by_role("button", name=screen.say("I wrote them down", "我抄好了")).click()
    type_last_two(page, screen, words)
    return words


def came_in(page: Page, screen: Screen, code: str) -> None:
    """Come in with a visit code, and wait until it is done."""
    come_in(page, screen, code)
    expect(page.get_by_label(screen.say("Visit code", "访问码"), exact=True)).to_have_count(0)


def somebody_booked(
    company: Company,
    *,
    after: timedelta = timedelta(days=2),
    modality: str = "text",
    statistics: bool = False,
    line: str = "",
    claimed: bool = True,
) -> Begun:
    """A client with a session with Li Wen, some time from now; her case is claimed."""
    slot = next(
        slot
        for slot in hours.offered()
        if slot.start > clock.now() + after and slot.counsellor.id == company.li_wen.staff_id
    )
    hold = hours.hold_of(slot, modality)
    wanted = Wanted(
        hold=hold.id,
        secret=hold.secret,
        card=company.card(),
        consent=TEXTS[REQUIRED],
        statistics=statistics,
        line=line,
        language="zh-Hans",
        key=new_id().hex,
    )
    taken = intake.take_request(Actor.anonymous(), wanted=wanted)
    row = Counsellor.objects.get(pk=slot.counsellor.id)
    return cases.begun(row, taken, claimed=claimed)


def let_it_begin(begun: Begun, *, minutes_ago: int = 1, lasts: int = 50) -> None:
    """Put a session of so many minutes onto this very moment, as only the database's owner can."""
    with owner_connection() as owner:
        owner.execute(
            "UPDATE booking_appointment SET"
            " during = tstzrange(now() - %(ago)s, now() - %(ago)s + %(lasts)s),"
            " block = tstzrange(now() - %(ago)s, now() - %(ago)s + %(lasts)s + %(pause)s)"
            " WHERE id = %(id)s",
            {
                "ago": timedelta(minutes=minutes_ago),
                "lasts": timedelta(minutes=lasts),
                "pause": timedelta(minutes=10),
                "id": begun.appointment.id,
            },
        )


def be_midday(company: Company) -> None:
    """Let it be early afternoon where the counsellors are, whatever the hour is here.

    What began a few hours ago is then of today.
    """
    west = clock.now().astimezone(UTC).hour - EARLY_AFTERNOON
    zone = f"Etc/GMT{west:+d}"  # its signs count westwards
    keys = (company.li_wen.pk, company.zhao_min.pk)
    with owner_connection() as owner:
        owner.execute(
            "UPDATE booking_counsellor SET time_zone = %s WHERE staff_id = ANY(%s)",
            [zone, list(keys)],
        )


def appointments_in(status: int) -> int:
    """How many appointments stand so, for everybody together."""
    with owner_connection() as owner:
        row = owner.execute(
            "SELECT count(*) FROM booking_appointment WHERE status = %s", [status]
        ).fetchone()
    assert row
    return int(row[0])
