"""Self-checks: the real PHQ-9, help before anything else, nothing kept unless asked."""

import base64

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.people import services as people
from eap.wellbeing.fhir import parse
from eap.wellbeing.imported import ImportOptions
from eap.wellbeing.models import SelfCheck
from eap.wellbeing.services import keep_measure
from tests.browser.screens import Screen, looked_at
from tests.factories import wellbeing as make
from tests.factories.company import Company
from tests.factories.keys import HALF
from tests.factories.people import make_client
from tests.shared_data import shared_file

PHONES = [Screen("zh-Hans", 390), Screen("en", 390)]
on_phones = pytest.mark.parametrize("screen", PHONES, indirect=True, ids=str)
HOLDER = "The holder; no permission required"
LAST = 10  # nine items are scored, the tenth asks about daily life


@pytest.fixture
def phq_9() -> None:
    content = shared_file("fhir/questionnaire-phq-9.json").read_bytes()
    options = ImportOptions(
        url="https://example.org/phq-9",
        version="1",
        language="en",
        copyright=HOLDER,
        licence="free",
    )
    keep_measure(make.IMPORTER, measure=parse(content, options))


@on_phones
def test_an_answer_about_harm_begins_with_help(
    company: Company, phq_9: None, page: Page, screen: Screen
) -> None:
    page.goto("/check")
    begin(page, screen)
    answer(page, screen, "0" * 8 + "1")
    expect(
        page.get_by_role(
            "heading",
            level=1,
            name=screen.say("Would you like someone to call?", "需要有人给您打电话吗？"),
        )
    ).to_be_focused()
    expect(page.locator("main a").first).to_have_attribute("href", f"/now?lang={screen.lang}#call")
    help_now, result = page.locator("#help-now"), page.locator("#result")
    assert top(help_now) < top(result)
    expect(page.get_by_text(HOLDER)).to_be_visible()
    looked_at(page, "check-help-first", screen)


@on_phones
def test_without_it_the_result_comes_at_once_and_nothing_is_kept(
    company: Company, phq_9: None, page: Page, screen: Screen
) -> None:
    page.goto("/check")
    looked_at(page, "check", screen)
    begin(page, screen)
    looked_at(page, "check-question", screen)
    answer(page, screen, "2" * 8 + "0")
    expect(page.get_by_text(screen.say("16 of 27", "16 分，满分 27"))).to_be_visible()
    expect(page.locator("#result")).to_be_focused()
    expect(page.get_by_text(screen.say("To keep results", "想保存结果"))).to_be_visible()
    looked_at(page, "check-result", screen)
    assert "16" not in page.url


def test_a_private_key_keeps_it_and_opens_it_again(
    company: Company, phq_9: None, page: Page, screen: Screen
) -> None:
    client = Actor.client(make_client().client_id, session=new_id(), half=HALF)
    words = people.make_private_key(client, language="en")
    people.confirm_private_key(client, words=words[-2:])
    came = people.come_in_with_words(Actor.anonymous(half=HALF), words=" ".join(words))
    address = page.context.request.get("/healthz").url
    half = base64.urlsafe_b64encode(HALF).decode()
    page.context.add_cookies(
        [
            {"name": settings.CLIENT_COOKIE_NAME, "value": came.token, "url": address},
            {"name": settings.HALF_COOKIE_NAME, "value": half, "url": address},
        ]
    )
    page.goto("/check")
    begin(page, screen)
    answer(page, screen, "1" * 8 + "0")
    expect(page.get_by_role("radio", name="不保存")).to_be_checked()
    expect(page.get_by_role("button", name="保存", exact=True)).to_have_count(0)
    page.get_by_text("只为自己保存").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。只有您的私人密钥能打开。")).to_be_visible()
    with acting(came.actor):
        assert SelfCheck.objects.count() == 1
    page.get_by_role("button", name="换一个").click()
    page.get_by_role("button", name="打开我保存的结果").click()
    expect(page.get_by_text("8 分，满分 27")).to_be_visible()
    looked_at(page, "check-saved", screen)
    page.get_by_role("button", name="删除").click()
    expect(page.get_by_text("您没有保存过结果。")).to_be_visible()


def begin(page: Page, screen: Screen) -> None:
    """Choose the measure; its holder's line stays in sight."""
    page.get_by_role("button", name=screen.say("Begin", "开始")).click()
    expect(step(page, screen, 1)).to_be_visible()
    expect(page.get_by_text(HOLDER)).to_be_visible()


def answer(page: Page, screen: Screen, digits: str) -> None:
    """One tap a scored item; the question about daily life is skipped."""
    for number, digit in enumerate(digits, start=1):
        expect(step(page, screen, number)).to_be_visible()
        page.locator("fieldset label").nth(int(digit)).click()
    expect(step(page, screen, LAST)).to_be_visible()
    page.get_by_role("button", name=screen.say("Skip", "跳过")).click()


def step(page: Page, screen: Screen, at: int) -> Locator:
    """Which question is on the screen."""
    return page.get_by_text(screen.say(f"Question {at} of {LAST}", f"第 {at} 题，共 {LAST} 题"))


def top(thing: Locator) -> float:
    """How far down it begins."""
    box = thing.bounding_box()
    assert box is not None
    return box["y"]
