"""Guessing and polling are slowed down, each by its own count, and the pause ends by itself."""

from datetime import timedelta

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Throttled
from eap.people import tries
from eap.people.models import TryCount
from eap.people.tries import HOLDS, WRONG_SECRETS, WRONG_STRIPS, Allowance

pytestmark = pytest.mark.django_db
SOMEBODY = Actor.anonymous()
HERE, ELSEWHERE = "10.0.0.0/24", "10.0.1.0/24"


def count(times: int, who: str = HERE, of: Allowance = WRONG_SECRETS) -> None:
    for _ in range(times):
        tries.count_try(SOMEBODY, who=who, of=of)


def is_calm(who: str = HERE, of: Allowance = WRONG_SECRETS) -> bool:
    try:
        tries.demand_calm(SOMEBODY, who=who, of=of)
    except Throttled:
        return False
    return True


def test_too_many_wrong_tries_and_then_a_pause() -> None:
    count(WRONG_SECRETS.most - 1)
    assert is_calm()
    count(1)
    with pytest.raises(Throttled) as error:
        tries.demand_calm(SOMEBODY, who=HERE, of=WRONG_SECRETS)
    assert 0 < error.value.retry_after <= 15 * 60
    assert is_calm(ELSEWHERE)


def test_the_pause_ends_a_quarter_of_an_hour_after_the_first() -> None:
    start = clock.now()
    with clock.standing_at(start):
        count(WRONG_SECRETS.most)
    with clock.standing_at(start + timedelta(minutes=14)):
        assert not is_calm()
    with clock.standing_at(start + timedelta(minutes=15, seconds=1)):
        assert is_calm()
        count(1)
        assert is_calm()


def test_wrong_strips_stand_in_nobodys_way_who_has_a_card() -> None:
    count(WRONG_STRIPS.most, of=WRONG_STRIPS)
    assert not is_calm(of=WRONG_STRIPS)
    assert is_calm(of=WRONG_SECRETS)


def test_an_allowance_is_spent_and_comes_back() -> None:
    start = clock.now()
    with clock.standing_at(start):
        for _ in range(HOLDS.most):
            tries.spend(SOMEBODY, who=HERE, of=HOLDS)
        with pytest.raises(Throttled) as error:
            tries.spend(SOMEBODY, who=HERE, of=HOLDS)
        assert (error.value.code, error.value.retry_after) == ("too_many", 5 * 60)
        tries.spend(SOMEBODY, who=ELSEWHERE, of=HOLDS)
    assert TryCount.objects.filter(tries=HOLDS.most + 1).exists(), "a refused try counts as well"
    with clock.standing_at(start + HOLDS.within + timedelta(seconds=1)):
        tries.spend(SOMEBODY, who=HERE, of=HOLDS)


def test_no_network_is_written_down() -> None:
    count(1)
    row = TryCount.objects.get()
    assert b"10.0" not in bytes(row.bucket) and len(bytes(row.bucket)) == 16
