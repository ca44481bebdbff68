"""The page after Leave: anybody's calendar, which knows nothing of the product."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client as Browser

from eap.core.clock import standing_at
from tests.factories.cases import make_site

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 20, tzinfo=UTC)  # in Shanghai it is the 22nd


def page(browser: Browser, query: str = "", language: str = "zh-CN") -> str:
    with standing_at(NIGHT):
        answer = browser.get(f"/rest{query}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store" and not answer.cookies
    return str(answer.content.decode())


def test_it_is_a_calendar_and_names_neither_product_nor_way_back(client: Browser) -> None:
    make_site()
    text = page(client)
    assert "2026年11月" in text and 'aria-current="date">22<' in text
    for word in (settings.NEUTRAL_NAME, "<script", "/now", 'href="/"', "strip.css", "icon.svg"):
        assert word not in text


def test_it_speaks_the_browsers_language(client: Browser) -> None:
    text = page(client, language="en-GB,en;q=0.9")
    assert "November 2026" in text and '<html lang="en-GB">' in text


def test_other_months_can_be_seen(client: Browser) -> None:
    text = page(client, "?month=2027-01")
    assert "2027年1月" in text and "aria-current" not in text
    assert "?month=2026-12" in text and "?month=2027-02" in text


@pytest.mark.parametrize("asked", ["2026-13", "x", "0001-01", "2026-11-21", "<b>"])
def test_anything_else_is_this_month(client: Browser, asked: str) -> None:
    text = page(client, f"?month={asked}")
    assert "2026年11月" in text and "<b>" not in text


def test_nothing_can_be_sent_to_it(client: Browser) -> None:
    assert client.post("/rest").status_code == 405
