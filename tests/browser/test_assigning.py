"""Requests and cases that go to another counsellor, who alone then reads them.

The programme manager assigns and reads nothing; a counsellor hands over what they held.
"""

import re
from uuid import UUID

from playwright.sync_api import Page, Response, expect

from eap.booking import services
from tests.browser.screens import OpenPage, Screen, both_ends, guard_of, looked_at
from tests.browser.steps import expect_title, somebody_booked
from tests.browser.steps_staff import (
    button,
    dialog,
    link,
    staff_of,
    unlock,
    with_passphrase,
)
from tests.conftest import owner_connection
from tests.factories.cases import Begun
from tests.factories.company import Company
from tests.factories.keys import unlock_only
from tests.factories.staff import make_staff

LINE = "My sleep has gone since the reorganisation."


def listened_to(page: Page) -> list[str]:
    """Everything the server answers to this page from now on."""
    heard: list[str] = []

    def hear(response: Response) -> None:
        if "/api/" in response.url and response.status < 300 and response.status != 204:
            heard.append(response.text())

    page.on("response", hear)
    return heard


def holders_of(begun: Begun) -> dict[str, set[UUID]]:
    """Who has a place at the case's file, by kind, as the database's owner sees it."""
    with owner_connection() as owner:
        owner.execute("SET harbour.roles = 'system:vault,system:hand_on'")
        rows = owner.execute(
            "SELECT holder, holder_id FROM vault_wrap WHERE file_id ="
            " (SELECT file_id FROM cases_case WHERE id = %s)",
            [begun.case_id],
        ).fetchall()
    found: dict[str, set[UUID]] = {}
    for kind, holder in rows:
        found.setdefault(kind, set()).add(holder)
    return found


@both_ends
def test_the_manager_assigns_and_only_the_claimant_reads(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company, line=LINE, claimed=False)
    with_passphrase(staff_of(company.li_wen))
    with_passphrase(staff_of(company.zhao_min))
    xu = open_page(staff=make_staff("programme_manager", name="Xu Lan"))
    heard = listened_to(xu)
    assign(xu, screen)
    assert "desk" in holders_of(begun), "nothing is sealed to anybody by it"
    zhao = open_page(staff=staff_of(company.zhao_min))
    claim_and_read(zhao, screen)
    after = holders_of(begun)
    assert "desk" not in after
    assert after["staff"] == {company.zhao_min.staff_id}
    li = open_page(staff=staff_of(company.li_wen))
    find_nothing(li, screen, begun)
    xu.goto("/staff/waiting")
    expect(xu.get_by_text(screen.say("No request is waiting.", "暂无等待的申请。"))).to_be_visible()
    assert heard and not any(LINE in said for said in heard)
    for role in ("programme_manager", "system_admin"):
        other = open_page(staff=make_staff(role, name="Wu Hao"))
        heard_there = listened_to(other)
        other.goto(f"/staff/c/{begun.case_id}")
        not_theirs = screen.say("not part of your role", "不在您的角色范围内")
        expect(other.get_by_text(not_theirs)).to_be_visible()
        assert not any(LINE in said for said in heard_there)


def assign(page: Page, screen: Screen) -> None:
    page.goto("/staff/waiting")
    expect(
        page.get_by_text(screen.say("The client chose Li Wen", "来访者选了Li Wen"))
    ).to_be_visible()
    looked_at(page, "waiting", screen)
    page.get_by_role("button", name=re.compile(screen.say("^Assign .*C-", "^分派 .*C-"))).click()
    sheet = dialog(page)
    expect(sheet.get_by_text(re.compile("waits for them already|本来就在等"))).to_be_visible()
    expect(sheet.get_by_role("radio", name=re.compile("Zhao Min"))).to_be_checked()
    looked_at(page, "waiting-assign", screen)
    button(sheet, screen, "Assign to Zhao Min", "分派给Zhao Min").click()
    expect(page.get_by_role("status").filter(has_text="Zhao Min")).to_be_visible()
    assigned = screen.say("Assigned to Zhao Min", "已分派给Zhao Min")
    expect(page.get_by_role("listitem").filter(has_text=assigned)).to_be_visible()
    looked_at(page, "waiting-assigned", screen)


def claim_and_read(page: Page, screen: Screen) -> None:
    guard_of(page).expect(423)
    page.goto("/staff/today")
    sent = screen.say("assigned or handed over to you", "由他人分派或移交给您")
    expect(page.get_by_text(sent)).to_be_visible()
    link(page.get_by_role("complementary"), screen, "Open the requests", "打开申请列表").click()
    by = screen.say("Assigned to you by Xu Lan", "由Xu Lan分派给您")
    expect(page.get_by_text(by)).to_be_visible()
    looked_at(page, "queue-assigned", screen)
    button(page, screen, "Claim", "接手").click()
    unlock(page, screen)
    link(page, screen, "Open the case", "打开个案").click()
    button(page, screen, "Open it", "打开").click()
    expect(page.get_by_text(LINE)).to_be_visible()


def find_nothing(page: Page, screen: Screen, begun: Begun) -> None:
    """Unlocked and let in to the desk as the other is, and the one the client first chose."""
    guard_of(page).expect(404, 423)
    heard = listened_to(page)
    page.goto("/staff/unlock")
    unlock(page, screen)
    expect_title(page, screen.say("Today", "今日"))
    page.goto("/staff/queue")
    nothing = screen.say("No request is waiting.", "暂无待接手的申请。")
    expect(page.get_by_text(nothing)).to_be_visible()
    said = []
    for case_id in (begun.case_id, begun.request_id):  # the second is no case: absent
        page.goto(f"/staff/c/{case_id}")
        main = page.get_by_role("main")
        expect(main.get_by_role("button", name=screen.say("New note", "新建记录"))).to_have_count(0)
        expect(page.get_by_role("alert").or_(main.get_by_role("heading")).first).to_be_visible()
        said.append(re.sub(r"[0-9a-f-]{8,}", "", main.inner_text()))
    assert said[0] == said[1]
    assert not any(LINE in answer for answer in heard)


@both_ends
def test_a_case_is_handed_over_and_taken_over(
    open_page: OpenPage, company: Company, screen: Screen
) -> None:
    begun = somebody_booked(company, line=LINE)
    for counsellor in (company.li_wen, company.zhao_min):
        with_passphrase(staff_of(counsellor))
    li = open_page(staff=staff_of(company.li_wen))
    guard_of(li).expect(423, 404)
    blocked(li, screen, begun)
    services.cancel(unlock_only(begun.counsellor), appointment_id=begun.appointment.id, version=1)
    hand_over(li, screen, begun)
    assert holders_of(begun)["staff"] == {company.zhao_min.staff_id}
    take_over(open_page(staff=staff_of(company.zhao_min)), screen)
    li.goto(f"/staff/c/{begun.case_id}")
    expect(button(li, screen, "Hand over", "移交个案")).to_have_count(0)


def blocked(page: Page, screen: Screen, begun: Begun) -> None:
    page.goto(f"/staff/c/{begun.case_id}")
    button(page, screen, "Hand over", "移交个案").click()
    booked = screen.say("Sessions are still booked", "还有已预约的会谈")
    expect(dialog(page).get_by_text(booked)).to_be_visible()
    looked_at(page, "case-hand-over-blocked", screen)


def hand_over(page: Page, screen: Screen, begun: Begun) -> None:
    page.goto(f"/staff/c/{begun.case_id}")
    button(page, screen, "Hand over", "移交个案").click()
    sheet = dialog(page)
    sheet.get_by_role("radio", name="Zhao Min").check()
    sheet.get_by_role("checkbox").check()
    looked_at(page, "case-hand-over", screen)
    button(sheet, screen, "Hand over to Zhao Min", "移交给Zhao Min").click()
    unlock(page, screen)
    done = screen.say("You can no longer open it.", "您已不能再打开。")
    expect(page.get_by_text(done)).to_be_visible()
    link(page, screen, "Back to your cases", "返回个案列表").click()
    expect_title(page, screen.say("Cases", "个案"))


def take_over(page: Page, screen: Screen) -> None:
    guard_of(page).expect(423)
    page.goto("/staff/queue")
    by = screen.say("Handed over to you by Li Wen", "由Li Wen移交给您")
    expect(page.get_by_text(by)).to_be_visible()
    looked_at(page, "queue-handed-over", screen)
    button(page, screen, "Take it over", "接手个案").click()
    unlock(page, screen)
    link(page, screen, "Open the case", "打开个案").click()
    button(page, screen, "Open it", "打开").click()
    expect(page.get_by_text(LINE)).to_be_visible()
