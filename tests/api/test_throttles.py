"""Polling and holding are slowed down by network and by person; a call for help never is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.test import override_settings

from eap.booking.offers import Slot
from eap.core import clock
from eap.core.clock import standing_at
from eap.people import tries
from eap.people.codes import bucket
from eap.people.models import TryCount
from eap.people.tries import Allowance
from tests.factories.booking import NOON, SERVICE, make_counsellor, make_service, offered
from tests.factories.browsers import client_browser, read, send
from tests.factories.programme import make_employer

pytestmark = pytest.mark.django_db
HERE = "127.0.0.0/24"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with standing_at(NOON):
        yield


@pytest.fixture
def slot() -> Slot:
    make_employer()
    make_service()
    make_counsellor()
    return offered()[0]


def spent(who: str, of: Allowance) -> None:
    """As if everything this allowance grants had been used just now."""
    TryCount.objects.update_or_create(
        bucket=bucket(who, of.name), defaults={"since": clock.now(), "tries": of.most}
    )


def ask_slots(browser: Browser) -> Any:
    return read(browser, "slots", service=SERVICE, **{"from": "2027-03-02", "to": "2027-03-02"})


def hold(browser: Browser, slot: Slot) -> int:
    body = {
        "service": SERVICE,
        "counsellor": str(slot.counsellor.id),
        "start": slot.start.isoformat(),
        "modality": "text",
    }
    return int(send(browser, "holds", body).status_code)


def test_a_network_that_asks_without_pause_waits_and_no_other(slot: Slot) -> None:
    spent(HERE, tries.SLOT_LISTS_OF_NETWORK)
    refused = ask_slots(Browser())
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many")
    assert int(refused.headers["Retry-After"]) == 5 * 60
    assert ask_slots(Browser(REMOTE_ADDR="198.51.100.7")).status_code == 200
    assert hold(Browser(), slot) == 201, "looking and holding are counted apart"
    with standing_at(NOON + timedelta(minutes=6)):
        assert ask_slots(Browser()).status_code == 200


def test_a_person_who_asks_without_pause_waits_wherever_they_go(slot: Slot) -> None:
    browser, client = client_browser()
    spent(str(client.id), tries.SLOT_LISTS)
    assert ask_slots(browser).status_code == 429
    browser.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert ask_slots(browser).status_code == 429
    assert ask_slots(Browser()).status_code == 200


def test_holds_are_counted_by_network_and_person(slot: Slot) -> None:
    browser, client = client_browser()
    spent(str(client.id), tries.HOLDS)
    assert hold(browser, slot) == 429
    spent(HERE, tries.HOLDS_OF_NETWORK)
    assert hold(Browser(), slot) == 429
    assert hold(Browser(REMOTE_ADDR="198.51.100.7"), slot) == 201


def test_wrong_tries_of_others_are_nothing_to_whoever_has_come_in() -> None:
    browser, _ = client_browser()
    spent(HERE, tries.WRONG_SECRETS)
    assert send(Browser(), "session/code", {"code": "0"}).status_code == 429
    for _ in range(tries.WRONG_OF_PERSON.most):
        assert send(browser, "session/code", {"code": "0"}).status_code == 422
    assert send(browser, "session/code", {"code": "0"}).status_code == 429


def test_every_asking_counts_also_one_that_was_refused(slot: Slot) -> None:
    assert ask_slots(Browser()).status_code == 200
    assert read(Browser(), "slots", service=SERVICE).status_code == 400
    count = TryCount.objects.get(bucket=bucket(HERE, tries.SLOT_LISTS_OF_NETWORK.name))
    assert count.tries == 2


def test_a_hold_that_is_not_one_uses_nothing_up(slot: Slot) -> None:
    for body in ({}, {"service": SERVICE, "counsellor": "x", "start": "soon", "modality": "text"}):
        assert send(Browser(), "holds", body).status_code == 400
    assert not TryCount.objects.exists()
    assert hold(Browser(), slot) == 201
    (count,) = TryCount.objects.all()
    assert (count.bucket, count.tries) == (bucket(HERE, tries.HOLDS_OF_NETWORK.name), 1)


def test_without_a_trusted_proxy_nobody_names_their_own_address(slot: Slot) -> None:
    spent(HERE, tries.SLOT_LISTS_OF_NETWORK)
    assert ask_slots(Browser(HTTP_X_FORWARDED_FOR="198.51.100.7")).status_code == 429


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_the_trusted_proxy_each_network_is_counted_apart(slot: Slot) -> None:
    spent("198.51.100.0/24", tries.SLOT_LISTS_OF_NETWORK)
    seen, other = "198.51.100.7", "203.0.113.9"
    assert ask_slots(Browser(HTTP_X_FORWARDED_FOR=seen)).status_code == 429
    assert ask_slots(Browser(HTTP_X_FORWARDED_FOR=f"{other}, {seen}")).status_code == 429
    assert ask_slots(Browser(HTTP_X_FORWARDED_FOR=other)).status_code == 200
    assert ask_slots(Browser()).status_code == 200


def test_nothing_slows_a_call_for_help_down() -> None:
    for of in (tries.WRONG_SECRETS, tries.HOLDS_OF_NETWORK, tries.SLOT_LISTS_OF_NETWORK):
        spent(HERE, of)
    called = Browser().post("/now/call", {"number": "138 0000 0000"})
    assert called.status_code == 200 and "138 0000 0000" in called.text
    assert read(Browser(), "help").status_code == 200
