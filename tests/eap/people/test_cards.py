"""Cards: who may make them, and what the database knows of them."""

from collections.abc import Callable
from typing import Any

import pytest

from eap.core.actor import Actor
from eap.core.errors import Invalid, Missing, Refused
from eap.people import cards, selectors
from eap.people.jobs import shuffle_cards
from tests.factories.people import CARD_MAKER, make_cards, make_client
from tests.factories.programme import make_site
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db


def test_a_batch_of_different_cards_that_all_open() -> None:
    make_site("HZ")
    made = make_cards("HZ", count=30)
    assert len(set(made)) == 30
    assert make_client(card=made[17].lower()).site_id


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"site": "XX"}, {"site": "unknown"}),
        ({"shift": "noon"}, {"shift": "unknown"}),
        ({"count": 0}, {"count": "range"}),
        ({"count": 10_001}, {"count": "range"}),
    ],
)
def test_faults_are_named(changes: dict[str, Any], fault: dict[str, str]) -> None:
    make_site("HZ")
    with pytest.raises(Invalid) as error:
        cards.make_cards(CARD_MAKER, **({"site": "HZ", "shift": None, "count": 1} | changes))
    assert error.value.fields == fault


def test_who_may_make_a_batch() -> None:
    make_site("HZ")
    cards.make_cards(staff_actor("programme_manager"), site="HZ", shift=None, count=1)
    for actor in (
        Actor.anonymous(),
        make_client().actor,
        staff_actor("operations"),
        staff_actor("system_admin"),
        staff_actor("counsellor"),
    ):
        with pytest.raises(Missing):
            cards.make_cards(actor, site="HZ", shift=None, count=1)


def test_a_counsellor_hands_over_one_card_for_the_same_pool() -> None:
    site = make_site("HZ")
    card = cards.make_replacement(staff_actor("counsellor"), site_id=site.id, shift_id=None)
    assert selectors.own(make_client(card=card).actor).site_id == site.id
    with pytest.raises(Missing):
        cards.make_replacement(staff_actor("operations"), site_id=site.id, shift_id=None)


@pytest.mark.django_db(transaction=True)
def test_the_table_tells_neither_codes_nor_who_used_which(
    as_owner: Callable[[], Any], without_holes: Callable[[str], None]
) -> None:
    without_holes("people_voucher")
    make_site("HZ")
    made = make_cards("HZ", count=3)
    client = make_client(card=made[0])
    with as_owner() as owner:
        dump = owner.execute("SELECT v::text FROM people_voucher v ORDER BY ctid").fetchall()
        hashes = owner.execute("SELECT code_index FROM people_voucher ORDER BY ctid").fetchall()
    text = repr(dump)
    assert not any(card in text or card.lower() in text for card in made)
    assert str(client.client_id) not in text
    assert text.count(",t,") == 1
    unused = [bytes(code) for (code,) in hashes][:2]
    assert unused == sorted(unused)


@pytest.mark.django_db(transaction=True)
def test_after_a_night_no_used_card_leads_to_the_client_who_came_with_it(
    as_owner: Callable[[], Any], without_holes: Callable[[str], None]
) -> None:
    """A card's last transaction is that of its client, or a part of the same one."""
    without_holes("people_voucher")
    make_site("HZ")
    for card in reversed(make_cards("HZ", count=8)[:5]):
        make_client(card=card)
    numbers = "SELECT count(DISTINCT xmin::text) FROM people_voucher"
    lies = "SELECT code_index, used FROM people_voucher ORDER BY ctid"
    with as_owner() as owner:
        assert owner.execute(numbers).fetchone() == (1 + 5,)
        before = owner.execute(lies).fetchall()
        assert before != sorted(before)
        shuffle_cards(0)
        assert owner.execute(numbers).fetchone() == (1,)
        assert owner.execute(lies).fetchall() == sorted(before)


def test_a_card_opens_after_the_night_as_before() -> None:
    make_site("HZ")
    (card,) = make_cards("HZ")
    shuffle_cards(0)
    assert make_client(card=card).site_id


@pytest.mark.parametrize("role", ["programme_manager", "system_admin", "counsellor"])
def test_only_the_job_lays_cards_anew(role: str) -> None:
    with pytest.raises(Refused):
        cards.shuffle_cards(staff_actor(role))
