"""The demo's start page: behind each door the real form, filled in, and one press leads inside."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eap.access.models import Staff
from eap.core.ids import new_id
from eap.core.roles import Role
from eap.demo import doors
from eap.demo.doors import AGENT, STAFF, Door, Told
from tests.browser.screens import Screen, both_ends, guard_of, looked_at
from tests.browser.steps import card_field, expect_title, somebody_booked
from tests.browser.steps_staff import (
    PASSPHRASE,
    PASSWORD,
    button,
    staff_of,
    with_passphrase,
    with_password,
)
from tests.factories.company import Company
from tests.factories.staff import make_staff

STRIP = "KLMN-PQRS-TVWX"
# Where each role's work begins, by its heading.
BEGINS = {
    Role.COUNSELLOR: ("Today", "今日"),
    Role.CLINICAL_LEAD: ("On call", "值班"),
    Role.ON_CALL: ("On call", "值班"),
    Role.PROGRAMME_MANAGER: ("People and roles", "人员与角色"),
    Role.OPERATIONS: ("Overview", "总览"),
    Role.PRIVACY_OFFICER: ("People and roles", "人员与角色"),
    Role.AUDITOR: ("Dictionary", "指标词典"),
    Role.SYSTEM_ADMIN: ("There is nothing to do here", "这里没有您要处理的事"),
}
UNLOCKS = {Role.COUNSELLOR, Role.CLINICAL_LEAD, Role.ON_CALL}


@pytest.fixture
def people(company: Company, settings: Any, tmp_path: Path) -> dict[str, Door]:
    """A demo with a door for each persona, as `demo fill` leaves it."""
    settings.HARBOUR_DEMO, settings.HARBOUR_STATE = True, tmp_path
    told = Told(1, 400, date(2026, 5, 1), date(2026, 11, 21), new_id(), {})
    begun = somebody_booked(company)
    agents = [
        Door("agent-new", AGENT, "何新", "He Xin", cards=(company.card(),)),
        Door("agent-returning", AGENT, "回访者", "Hui Fang", visit_code=begun.visit_code),
        Door("agent-pulse", AGENT, "梅波", "Mei Bo", strips=(STRIP,)),
    ]
    staff = [door_of(role, company) for role in BEGINS]
    doors.keep(told, [*agents, *staff])
    return {door.key: door for door in (*agents, *staff)}


def door_of(role: Role, company: Company) -> Door:
    """A person of staff who has a password, and a passphrase where the role has notes to unlock."""
    row = staff_of(company.li_wen) if role == Role.COUNSELLOR else named(role)
    if role in UNLOCKS:
        with_passphrase(row)
    return Door(
        role.value.replace("_", "-"),
        STAFF,
        *(f"{row.display_name}（中）", row.display_name),
        roles=(role.value,),
        email=with_password(row),
        password=PASSWORD,
        passphrase=PASSPHRASE if role in UNLOCKS else "",
    )


def named(role: Role) -> Staff:
    """Somebody whose name is that of their role."""
    return make_staff(role.value, name=f"Ms {role.label}")


def go_through(page: Page, screen: Screen, door: Door) -> None:
    """From the start page, by the door's one button."""
    page.goto("/start")
    name = screen.say(f"Open the door of {door.name_en}", f"以{door.name_zh}的身份进入")
    page.get_by_role("button", name=name, exact=True).click()


@both_ends
def test_the_start_page_has_everybody(people: dict[str, Door], page: Page, screen: Screen) -> None:
    page.goto("/start")
    expect_title(page, screen.say("Start here", "从这里开始"))
    expect(page.get_by_role("heading", level=3)).to_have_count(len(people))
    page.get_by_text(screen.say("Type it yourself", "自己输入")).first.click()
    looked_at(page, "start", screen)


def test_behind_each_door_of_staff_one_press_leads_inside(
    people: dict[str, Door], page: Page, screen: Screen
) -> None:
    guard_of(page).expect(401, 404, 423)  # 401: what a page asks while the door signs it out
    for role, (en, zh) in BEGINS.items():
        door = people[role.value.replace("_", "-")]
        go_through(page, screen, door)
        expect(page.get_by_label(screen.say("Work e-mail", "工作邮箱"))).to_have_value(door.email)
        assert "door" not in page.url
        button(page, screen, "Sign in", "登录").click()
        if role in UNLOCKS:
            button(page, screen, "Unlock", "解锁").click()
        expect_title(page, screen.say(en, zh))


@both_ends
def test_behind_each_door_of_agents_their_own_form_is_filled(
    people: dict[str, Door], page: Page, screen: Screen
) -> None:
    go_through(page, screen, people["agent-returning"])
    code = page.get_by_label(screen.say("Visit code", "访问码"), exact=True)
    expect(code).not_to_have_value("")
    page.get_by_role("button", name=screen.say("Come in", "进入"), exact=True).click()
    expect(code).to_have_count(0)
    expect(page.get_by_role("region", name=screen.say("Upcoming", "即将进行"))).to_be_visible()
    go_through(page, screen, people["agent-pulse"])
    expect(page.get_by_role("textbox")).to_have_value(STRIP)
    go_through(page, screen, people["agent-new"])
    page.get_by_role("link", name=screen.say("Talk to a counsellor", "与咨询师聊聊")).click()
    soonest = page.get_by_role("region", name=screen.say("Soonest", "最早"))
    soonest.get_by_role("button").nth(1).click()
    expect(card_field(page, screen)).not_to_have_value("")


def test_elsewhere_there_is_no_start_page(page: Page, company: Company) -> None:
    guard_of(page).expect(404)
    page.goto("/start")
    expect(page.get_by_role("heading", level=3)).to_have_count(0)
