"""Asking to be erased and taking it back, through the door."""

import pytest
from django.test import Client as Browser

from eap.core import clock
from eap.people.words import REGRET
from tests.api.people.test_people import by_code, call, take_key
from tests.factories.people import make_client

pytestmark = pytest.mark.django_db
URL = "data/erasure"


def test_it_takes_the_key_and_says_when_and_is_taken_back_by_code() -> None:
    client = make_client()
    browser = by_code(client)
    refused = call(browser, "post", URL)
    assert (refused.status_code, refused.json()["code"]) == (403, "private_key_needed")
    take_key(browser)
    assert call(browser, "get", "data").json()["erasure"] is None
    now = clock.now()
    with clock.standing_at(now):
        assert call(browser, "post", URL).status_code == 204
        assert call(browser, "post", URL).status_code == 204
    elsewhere = by_code(client)
    due = (now + REGRET).isoformat().replace("+00:00", "Z")
    told = call(elsewhere, "get", "data").json()["erasure"]
    assert told == {"due_at": due, "waits_for": []}
    assert call(elsewhere, "delete", URL).status_code == 204
    assert call(browser, "get", "data").json()["erasure"] is None


def test_nobody_who_has_not_come_in_asks() -> None:
    assert call(Browser(), "post", URL).status_code == 401
    assert call(Browser(), "delete", URL).status_code == 401
