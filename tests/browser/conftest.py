"""A real Chromium before the built front end, on a live server as the app's own role.

`page` is a browser that has not been here before; `open_page()` gives further ones, each with
cookies of its own. Both fail the test when a page logs an error, breaks the content policy, asks
another host, or is refused something the test did not expect. See tests/README.md, "browser".
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from eap.access.models import Staff
from tests.browser.screens import OpenPage, Screen, guarded, release
from tests.factories.company import Company, open_company
from tests.factories.staff import sign_in

# Without the windows of the whole browser, whose own pages took half of its time.
CHROMIUM = "/usr/bin/chromium-headless-shell"
HERE = Path(__file__).parent
WAIT_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _built_page() -> None:
    """Serve the built front end: frontend/dist, or the build that HARBOUR_DIST names.

    As long-lived as the live server, which reads the files once, when it starts.
    """
    dist = Path(os.environ.get("HARBOUR_DIST", settings.FRONTEND_DIST))
    if not (dist / "index.html").exists():
        pytest.exit(f"{dist} holds no built front end: cd frontend && npm run build")
    settings.FRONTEND_DIST = settings.WHITENOISE_ROOT = dist


@pytest.fixture(scope="package", autouse=True)
def _only_here() -> Iterator[None]:
    """The tests of other folders that follow in this run do not read those files anew."""
    yield
    settings.WHITENOISE_ROOT = None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    # Playwright's loop runs in this thread, and Django would take it for one of its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        expect.set_options(timeout=WAIT_MS)
        yield browser
        browser.close()


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Screen:
    """Language, width and colours; a Chinese phone unless `every_screen` says otherwise."""
    return getattr(request, "param", Screen())


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, screen: Screen) -> Iterator[OpenPage]:
    """Makes pages, each in a browser profile of its own: `open_page()`, `open_page(screen)`."""
    contexts = []

    def open_one(like: Screen | None = None, *, staff: Staff | None = None, **more: Any) -> Page:
        options = {**(like or screen).context(), **more}
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        guarded(context, live_server.url)
        if staff:
            cookie = sign_in(Client(), staff).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        return context.new_page()

    yield open_one
    faults = [fault for context in contexts for fault in release(context)]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A browser that has not been here before."""
    return open_page()


@pytest.fixture
def company(live_server: Any) -> Company:
    """A small company with everything one can book."""
    return open_company()
