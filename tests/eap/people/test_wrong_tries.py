"""Guessing is slowed down by network, and the quiet quarter of an hour ends by itself."""

from datetime import timedelta

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Throttled
from eap.people import wrong_tries

pytestmark = pytest.mark.django_db
SOMEBODY = Actor.anonymous()


def count(times: int, network: str = "10.0.0.0/24") -> None:
    for _ in range(times):
        wrong_tries.count_wrong(SOMEBODY, network=network)


def test_five_wrong_tries_and_then_a_pause() -> None:
    count(4)
    wrong_tries.demand_calm(SOMEBODY, network="10.0.0.0/24")
    count(1)
    with pytest.raises(Throttled) as error:
        wrong_tries.demand_calm(SOMEBODY, network="10.0.0.0/24")
    assert 0 < error.value.retry_after <= 15 * 60
    wrong_tries.demand_calm(SOMEBODY, network="10.0.1.0/24")


def test_the_pause_ends_a_quarter_of_an_hour_after_the_first() -> None:
    start = clock.now()
    with clock.standing_at(start):
        count(5)
    with clock.standing_at(start + timedelta(minutes=14)), pytest.raises(Throttled):
        wrong_tries.demand_calm(SOMEBODY, network="10.0.0.0/24")
    with clock.standing_at(start + timedelta(minutes=15, seconds=1)):
        wrong_tries.demand_calm(SOMEBODY, network="10.0.0.0/24")
        count(1)
        wrong_tries.demand_calm(SOMEBODY, network="10.0.0.0/24")


def test_no_network_is_written_down() -> None:
    from eap.people.models import WrongTry

    count(1)
    row = WrongTry.objects.get()
    assert b"10.0" not in bytes(row.bucket) and len(bytes(row.bucket)) == 16
