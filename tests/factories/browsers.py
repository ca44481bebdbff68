"""Browsers that speak JSON, signed in as a client or as staff."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client as Browser

from eap.core.actor import Actor
from tests.factories.people import make_client


def client_browser() -> tuple[Browser, Actor]:
    """A browser in which a newcomer has come in, and who that is."""
    newcomer = make_client()
    browser = Browser()
    browser.cookies[settings.CLIENT_COOKIE_NAME] = newcomer.session_token
    return browser, Actor.client(newcomer.client_id)


def send(
    browser: Browser, path: str, body: object = None, *, method: str = "post"
) -> HttpResponse | Any:
    """Send JSON to an address under /api/v1/."""
    call = getattr(browser, method)
    return call(f"/api/v1/{path}", {} if body is None else body, content_type="application/json")


def read(browser: Browser, path: str, **query: object) -> HttpResponse | Any:
    """Read an address under /api/v1/."""
    return browser.get(f"/api/v1/{path}", query)
