"""Answers of the api tell the server's time; pages do not."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client as Browser

from eap.core import clock

pytestmark = pytest.mark.django_db


def test_an_answer_tells_what_time_it_is_here(client: Browser) -> None:
    moment = datetime(2027, 1, 15, 2, 20, tzinfo=UTC)
    with clock.standing_at(moment):
        answer = client.get("/api/v1/session")
    assert parsedate_to_datetime(answer["Date"]) == moment


def test_it_follows_a_clock_that_was_moved_on(  # type: ignore[no-untyped-def]
    client: Browser, settings, tmp_path
) -> None:
    settings.HARBOUR_STATE = tmp_path
    clock.set_ahead(timedelta(days=54))
    told = parsedate_to_datetime(client.get("/api/v1/session")["Date"])
    assert timedelta(days=53) < told - datetime.now(UTC) < timedelta(days=55)  # noqa: TID251
    clock.set_ahead(timedelta(0))
    assert not list(tmp_path.iterdir())


def test_a_page_leaves_it_to_the_server_in_front(client: Browser) -> None:
    assert "Date" not in client.get("/now")
