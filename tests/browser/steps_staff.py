"""What staff do again and again: come in, unlock, and what of their pages a test must find."""

import re
from functools import cache

from django.contrib.auth.hashers import make_password
from playwright.sync_api import Locator, Page, Route, expect

from eap.access.models import Staff
from eap.booking.models import Counsellor
from eap.notes import services as notes
from tests.browser.screens import Screen
from tests.browser.steps import somebody_booked
from tests.factories.cases import Begun
from tests.factories.company import Company
from tests.factories.keys import give_key, give_passphrase
from tests.factories.staff import acting_as, address_of

PASSWORD = "quiet grey heron at dusk"
PASSPHRASE = "seven quiet boats at noon"
NOTES = "**/api/v1/staff/notes/*"
SAVED = re.compile(r"^(Saved \d\d:\d\d:\d\d, encrypted|\d\d:\d\d:\d\d 已加密保存)$")


@cache
def _kept_password() -> str:
    return make_password(PASSWORD)


def with_password(staff: Staff) -> str:
    """Give somebody a password, as they would by their invitation; returns their address."""
    Staff.objects.filter(pk=staff.pk).update(password=_kept_password())
    return address_of(staff)


def sign_in(page: Page, screen: Screen, email: str, password: str = PASSWORD) -> None:
    """Fill in the form and send it."""
    page.get_by_label(screen.say("Work e-mail", "工作邮箱")).fill(email)
    page.get_by_label(screen.say("Password", "密码"), exact=True).fill(password)
    button(page, screen, "Sign in", "登录").click()


def passphrase_field(page: Page, screen: Screen) -> Locator:
    """Where the notes passphrase is typed."""
    return page.get_by_label(screen.say("Notes passphrase", "记录口令"), exact=True)


def choose_passphrase(page: Page, screen: Screen) -> list[str]:
    """For the first time, up to the recovery code; returns its words as they are shown."""
    passphrase_field(page, screen).fill(PASSPHRASE)
    page.get_by_label(screen.say("The same once more", "再输入一次")).fill(PASSPHRASE)
    button(page, screen, "Set and go on", "设置并继续").click()
    return words_shown(page, screen)


def words_shown(page: Page, screen: Screen) -> list[str]:
    """The words of the recovery code on the screen."""
    title = screen.say("Your recovery code", "您的恢复码")
    expect(page.get_by_role("heading", name=title)).to_be_focused()
    words = page.locator("ol[translate=no]").get_by_role("listitem").all_inner_texts()
    assert len(words) == 12
    return words


def type_code(page: Page, screen: Screen, words: list[str]) -> None:
    """Say that they are on paper, and type them from there."""
    button(page, screen, "I wrote them down", "我抄好了").click()
    code_field(page, screen).fill(" ".join(words))
    button(page, screen, "Check and unlock", "核对并解锁").click()


def code_field(page: Page, screen: Screen) -> Locator:
    """Where the words of a recovery code are typed."""
    return page.get_by_label(screen.say("The twelve words", "十二个字"), exact=True)


def unlock(page: Page, screen: Screen) -> None:
    """With the passphrase there is, on the page or on the lock."""
    passphrase_field(page, screen).fill(PASSPHRASE)
    button(page, screen, "Unlock", "解锁").click()


def button(where: Page | Locator, screen: Screen, en: str, zh: str) -> Locator:
    """A button by the whole of its name."""
    return where.get_by_role("button", name=screen.say(en, zh), exact=True)


def link(where: Page | Locator, screen: Screen, en: str, zh: str) -> Locator:
    """A link by the whole of its name."""
    return where.get_by_role("link", name=screen.say(en, zh), exact=True)


def expect_saved(page: Page) -> None:
    """The editor says that everything is on the server."""
    expect(page.get_by_text(SAVED)).to_be_visible()


def dialog(page: Page) -> Locator:
    """The sheet that is open."""
    return page.locator("dialog[open]").last


def with_passphrase(staff: Staff) -> Staff:
    """Somebody who has chosen their notes passphrase before, and was let in to their desks."""
    give_passphrase(acting_as(staff), PASSPHRASE)
    give_key(acting_as(staff))
    return staff


def staff_of(counsellor: Counsellor) -> Staff:
    """The account behind a counsellor's calendar."""
    return Staff.objects.get(pk=counsellor.staff_id)


def is_locked(page: Page, screen: Screen) -> Locator:
    """The heading of the lock."""
    return page.get_by_role("heading", name=screen.say("Locked", "已锁定"))


def open_a_note(page: Page, company: Company) -> Begun:
    """Go to a draft of Li Wen's, which shows once it is unlocked; returns the case."""
    begun = somebody_booked(company)
    note = notes.start_note(
        begun.counsellor,
        case_id=begun.case_id,
        kind="progress",
        template="dap",
        appointment_id=None,
    )
    page.goto(f"/staff/c/{begun.case_id}/n/{note.note_id}")
    return begun


def keep_from_saving(page: Page) -> None:
    """A network that loses what is written of notes, until `page.unroute(NOTES)`."""

    def away(route: Route) -> None:
        route.abort() if route.request.method == "PUT" else route.continue_()

    page.route(NOTES, away)
