"""Unlocking by a device: added, used, cancelled, removed, and a device that cannot.

Chromium's own virtual authenticator stands for fingerprint, face or PIN.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import OpenPage, Screen, both_ends, every_screen, guard_of, looked_at
from tests.browser.steps import expect_title
from tests.browser.steps_staff import (
    button,
    is_locked,
    passphrase_field,
    staff_of,
    unlock,
    with_passphrase,
)
from tests.factories.company import Company


class Device:
    """What the page takes for the device's own authenticator."""

    def __init__(self, page: Page, *, keeps_secrets: bool = True) -> None:
        self._session = page.context.new_cdp_session(page)
        self._send("enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            "hasPrf": keeps_secrets,
        }
        self._id = self._send("addVirtualAuthenticator", options=options)["authenticatorId"]

    def _send(self, what: str, **more: Any) -> dict[str, Any]:
        return self._session.send(f"WebAuthn.{what}", more)

    def knows_its_owner(self, knows: bool) -> None:
        """Whether the finger is the right one."""
        self._send("setUserVerified", authenticatorId=self._id, isUserVerified=knows)

    def forgets(self) -> None:
        """The device was set up anew."""
        self._send("clearCredentials", authenticatorId=self._id)


@pytest.fixture
def page(open_page: OpenPage, company: Company) -> Page:
    """Li Wen, signed in, with a passphrase."""
    return open_page(staff=with_passphrase(staff_of(company.li_wen)))


def open_your_key(page: Page, screen: Screen) -> None:
    """Unlock by passphrase and go to the page of one's key."""
    page.goto("/staff/unlock")
    unlock(page, screen)
    expect_title(page, screen.say("Today", "今日"))
    page.goto("/staff/key")
    expect_title(page, screen.say("Your key", "我的密钥"))


def add_device(page: Page, screen: Screen) -> None:
    """Unlock by passphrase and add the device."""
    open_your_key(page, screen)
    button(page, screen, "Add this device", "添加本设备").click()


def added(page: Page, screen: Screen) -> None:
    done = screen.say("Added. From now on", "已添加，今后可以用本设备解锁记录。")
    expect(page.get_by_role("status").filter(has_text=done)).to_be_visible()


def by_device(page: Page, screen: Screen) -> Any:
    """The button on the unlock form."""
    return button(page, screen, "Unlock with this device", "用本设备解锁")


def lock_now(page: Page, screen: Screen) -> None:
    page.get_by_role("button", name=screen.say("Lock now", "立即锁定")).click()
    expect(is_locked(page, screen)).to_be_visible()


@every_screen
def test_a_device_is_added_and_unlocks_from_then_on(page: Page, screen: Screen) -> None:
    Device(page)
    add_device(page, screen)
    added(page, screen)
    expect(page.get_by_text("Linux", exact=True)).to_be_visible()
    looked_at(page, "passkey-added", screen)
    guard_of(page).expect(423)
    lock_now(page, screen)
    expect(by_device(page, screen)).to_be_focused()
    expect(passphrase_field(page, screen)).to_have_count(0)
    looked_at(page, "passkey-lock", screen)
    by_device(page, screen).click()
    expect(is_locked(page, screen)).to_have_count(0)
    today = screen.say("last used", "最近使用")
    expect(page.get_by_text(today)).to_be_visible()
    button(page, screen, "Remove", "移除").click()
    looked_at(page, "passkey-remove", screen)
    button(page, screen, "Remove the device", "移除这台设备").click()
    expect(page.get_by_text(screen.say("None yet.", "暂无设备。"))).to_be_visible()
    lock_now(page, screen)
    unlock(page, screen)
    expect(is_locked(page, screen)).to_have_count(0)


@both_ends
def test_cancelled_or_the_wrong_finger_nothing_typed_is_lost(page: Page, screen: Screen) -> None:
    device = Device(page)
    add_device(page, screen)
    added(page, screen)
    guard_of(page).expect(423)
    lock_now(page, screen)
    device.knows_its_owner(False)
    by_device(page, screen).click()
    told = screen.say("Nothing was opened. Try again", "什么都没有打开")
    expect(page.get_by_role("alert").filter(has_text=told)).to_be_visible()
    looked_at(page, "passkey-cancelled", screen)
    button(page, screen, "Use the passphrase", "改用记录口令").click()
    expect(passphrase_field(page, screen)).to_be_focused()
    passphrase_field(page, screen).fill("seven quiet")
    looked_at(page, "passkey-instead", screen)
    by_device(page, screen).click()
    button(page, screen, "Use the passphrase", "改用记录口令").click()
    expect(passphrase_field(page, screen)).to_have_value("seven quiet")
    device.forgets()
    by_device(page, screen).click()
    by_device(page, screen).click()
    expect(page.get_by_role("alert").filter(has_text=told)).to_be_visible()
    button(page, screen, "Use the passphrase", "改用记录口令").click()
    unlock(page, screen)
    expect(is_locked(page, screen)).to_have_count(0)


@both_ends
def test_a_device_that_keeps_no_secret_is_told_so(page: Page, screen: Screen) -> None:
    Device(page, keeps_secrets=False)
    add_device(page, screen)
    told = screen.say("This device cannot keep a key", "本设备不能保存打开记录的密钥")
    expect(page.get_by_role("alert").filter(has_text=told)).to_be_visible()
    expect(page.get_by_text(screen.say("None yet.", "暂无设备。"))).to_be_visible()
    looked_at(page, "passkey-unable", screen)


@both_ends
def test_a_browser_without_passkeys_is_offered_the_passphrase_only(
    page: Page, screen: Screen
) -> None:
    page.add_init_script("delete globalThis.PublicKeyCredential")
    open_your_key(page, screen)
    told = screen.say("This browser cannot unlock notes", "此浏览器不支持")
    expect(page.get_by_text(told)).to_be_visible()
    expect(button(page, screen, "Add this device", "添加本设备")).to_have_count(0)
    looked_at(page, "passkey-browser", screen)


@both_ends
def test_before_unlocking_the_page_of_the_key_leads_there(page: Page, screen: Screen) -> None:
    page.goto("/staff/key")
    button_to = page.get_by_role("main").get_by_role(
        "link", name=screen.say("Unlock your notes", "解锁咨询记录")
    )
    expect(button_to).to_be_visible()
    looked_at(page, "passkey-closed", screen)
    button_to.click()
    expect(passphrase_field(page, screen)).to_be_visible()
