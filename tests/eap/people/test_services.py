"""Coming in for the first time and again, keys, consents, leaving."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from eap.core import clock
from eap.core.actor import PRIVATE_KEY, VISIT, Actor
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.people import selectors, services
from eap.people.words import CODE_LASTS, LONGEST, REQUIRED, TEXTS, NotAccepted, Purpose
from eap.vault.unlock import unlock_state
from tests.factories.keys import HALF
from tests.factories.people import make_cards, make_client
from tests.factories.programme import make_heads, make_shift, make_site
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
ANONYMOUS = Actor.anonymous(half=HALF)


def with_key(client: services.NewClient) -> services.Session:
    words = services.make_private_key(client.actor, language="en")
    services.confirm_private_key(client.actor, words=words[-2:])
    return services.come_in_with_words(ANONYMOUS, words=" ".join(words))


def test_a_newcomer_with_a_card_gets_a_code_a_session_and_the_cards_pool() -> None:
    site = make_site("HZ")
    shift = make_shift()
    (card,) = make_cards("HZ", shift="day")
    client = make_client(card=card)
    assert len(client.visit_code) == 12
    assert (client.site_id, client.shift_id) == (site.id, shift.id)
    assert not client.repeated
    own = selectors.own(client.actor)
    assert (own.way, own.statistics) == ("card", True)
    assert selectors.client_actor(client.session_token, "r1") == client.actor


def test_a_card_opens_once_and_a_refused_booking_leaves_no_client(
    as_owner: Callable[[], Any],
) -> None:
    make_site("HZ")
    (card,) = make_cards("HZ")
    make_client(card=card)
    with pytest.raises(NotAccepted) as used:
        make_client(card=card)
    with pytest.raises(NotAccepted) as never_made:
        make_client(card="2345678923")
    assert (used.value.code, used.value.fields) == (
        never_made.value.code,
        never_made.value.fields,
    )


def test_an_ended_card_is_refused_like_one_never_made() -> None:
    make_site("HZ")
    with clock.standing_at(clock.now() - timedelta(days=731)):
        (card,) = make_cards("HZ")
    with pytest.raises(NotAccepted):
        make_client(card=card)


def test_without_a_card_no_pool_is_known() -> None:
    client = make_client(statistics=False)
    own = selectors.own(client.actor)
    assert (own.way, own.site_id, own.statistics) == ("no_card", None, False)


def test_the_same_browser_key_gives_the_same_client_and_asks_for_no_second_card() -> None:
    make_site("HZ")
    (card,) = make_cards("HZ")
    first = make_client(card=card, key=b"k" * 16)
    again = make_client(card=card, key=b"k" * 16)
    assert again.repeated
    assert (again.client_id, again.visit_code) == (first.client_id, first.visit_code)
    assert again.session_token != first.session_token


def test_somebody_elses_code_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two keys that draw the same twelve digits are still two people."""
    from eap.people import codes

    drawn = ["111111111111", "111111111111", "222222222222"]
    monkeypatch.setattr(codes, "visit_code", lambda key, attempt, version: drawn.pop(0))
    one = make_client()
    other = make_client()
    assert (one.visit_code, other.visit_code) == ("111111111111", "222222222222")
    assert one.client_id != other.client_id


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_client() -> None:
    make_site("HZ")
    (card,) = make_cards("HZ")

    def click(_: int) -> services.NewClient:
        try:
            return make_client(card=card, key=b"d" * 16)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(click, range(4)))
    assert len({one.client_id for one in made}) == 1
    assert sorted(one.repeated for one in made) == [False, True, True, True]


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_card_one_gets_in() -> None:
    make_site("HZ")
    (card,) = make_cards("HZ")

    def book(number: int) -> bool:
        try:
            make_client(card=card, key=bytes([number]) * 16)
        except NotAccepted:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(book, range(4))) == [False, False, False, True]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({"language": "fr"}, {"language": "unknown"}), ({"key": b"short"}, {"key": "too_short"})],
)
def test_bad_input_is_named(changes: dict[str, Any], fault: dict[str, str]) -> None:
    with pytest.raises(Invalid) as error:
        make_client(**changes)
    assert error.value.fields == fault


def test_another_text_than_the_one_shown_now_is_asked_again() -> None:
    with pytest.raises(Conflict, match="consent_changed"):
        services.open_client(
            ANONYMOUS,
            card=None,
            language="en",
            statistics=True,
            consent_version="service-0",
            key=b"k" * 16,
        )


def test_only_somebody_who_has_not_come_in_becomes_a_client() -> None:
    for actor in (make_client().actor, staff_actor("counsellor")):
        with pytest.raises(Refused):
            services.open_client(
                actor,
                card=None,
                language="en",
                statistics=True,
                consent_version=TEXTS[REQUIRED],
                key=b"k" * 16,
            )


def test_coming_back_by_code_however_it_was_typed() -> None:
    client = make_client()
    code = client.visit_code
    session = services.come_in_with_code(ANONYMOUS, code=f"{code[:4]}-{code[4:8]} {code[8:]}")
    assert session.actor.id == client.client_id
    assert session.actor.way_in == VISIT
    assert selectors.client_actor(session.token, "") == session.actor


@pytest.mark.parametrize("code", ["000000000000", "", "abc", "０" * 12])
def test_a_wrong_code_opens_nothing(code: str) -> None:
    with pytest.raises(NotAccepted):
        services.come_in_with_code(ANONYMOUS, code=code)


def test_a_code_ends_thirty_days_after_the_last_session() -> None:
    client = make_client()
    last = clock.now() + timedelta(days=20)
    services.extend_codes(client.actor, client_id=client.client_id, until=last.date() + CODE_LASTS)
    with clock.standing_at(last + CODE_LASTS):
        services.come_in_with_code(ANONYMOUS, code=client.visit_code)
    with (
        clock.standing_at(last + CODE_LASTS + timedelta(days=1)),
        pytest.raises(NotAccepted),
    ):
        services.come_in_with_code(ANONYMOUS, code=client.visit_code)


def test_extending_never_shortens_and_is_not_for_other_clients() -> None:
    client, other = make_client(), make_client()
    services.extend_codes(
        staff_actor("counsellor"), client_id=client.client_id, until=clock.today()
    )
    with clock.standing_at(clock.now() + timedelta(days=29)):
        services.come_in_with_code(ANONYMOUS, code=client.visit_code)
    with pytest.raises(Missing):
        services.extend_codes(other.actor, client_id=client.client_id, until=clock.today())


def test_a_session_ends_unused_after_half_an_hour_and_in_any_case_after_twelve() -> None:
    start = clock.now()
    client = make_client()
    token = client.session_token
    for minutes in range(25, 12 * 60, 25):
        with clock.standing_at(start + timedelta(minutes=minutes)):
            assert selectors.client_actor(token, "")
    with clock.standing_at(start + LONGEST + timedelta(minutes=1)):
        assert selectors.client_actor(token, "") is None
    other = make_client()
    with clock.standing_at(clock.now() + timedelta(minutes=31)):
        assert selectors.client_actor(other.session_token, "") is None


def test_leaving_ends_the_session_and_the_unlock() -> None:
    session = with_key(make_client())
    assert unlock_state(session.actor).is_open
    services.leave(session.actor)
    assert selectors.client_actor(session.token, "") is None
    assert not unlock_state(session.actor).is_open
    services.leave(session.actor)
    services.leave(ANONYMOUS)


@pytest.mark.parametrize("token", ["", "x", "é" * 50, "0" * 43])
def test_a_made_up_token_opens_nothing(token: str) -> None:
    assert selectors.client_actor(token, "") is None


def test_twelve_words_open_only_after_the_last_two_were_typed_again() -> None:
    client = make_client()
    words = services.make_private_key(client.actor, language="zh-Hans")
    assert len(words) == 12
    with pytest.raises(NotAccepted):
        services.come_in_with_words(ANONYMOUS, words=" ".join(words))
    with pytest.raises(NotAccepted):
        services.confirm_private_key(client.actor, words=["no", "way"])
    services.confirm_private_key(client.actor, words=words[-2:])
    session = services.come_in_with_words(ANONYMOUS, words="".join(words))
    assert session.actor.id == client.client_id
    assert session.actor.way_in == PRIVATE_KEY
    assert unlock_state(session.actor).is_open


def test_confirming_lifts_the_session_that_did_it() -> None:
    client = make_client()
    words = services.make_private_key(client.actor, language="en")
    services.confirm_private_key(client.actor, words=[f" {words[-2].upper()} ", words[-1]])
    lifted = selectors.client_actor(client.session_token, "")
    assert lifted == replace(client.actor, way_in=PRIVATE_KEY)
    with pytest.raises(Conflict, match="no_key"):
        services.confirm_private_key(client.actor, words=words[-2:])


def test_a_second_key_takes_the_first_and_replaces_it_when_confirmed() -> None:
    client = make_client()
    first = with_key(client)
    by_code = services.come_in_with_code(ANONYMOUS, code=client.visit_code)
    with pytest.raises(Conflict, match="key_exists"):
        services.make_private_key(by_code.actor, language="en")
    words = services.make_private_key(first.actor, language="en")
    services.confirm_private_key(first.actor, words=words[-2:])
    assert (
        services.come_in_with_words(ANONYMOUS, words=" ".join(words)).actor.id == client.client_id
    )


def test_an_unconfirmed_key_is_replaced_by_the_next() -> None:
    client = make_client()
    lost = services.make_private_key(client.actor, language="en")
    words = services.make_private_key(client.actor, language="en")
    with pytest.raises(NotAccepted):
        services.confirm_private_key(client.actor, words=lost[-2:])
    services.confirm_private_key(client.actor, words=words[-2:])


@pytest.mark.parametrize(
    ("words", "reason"), [("one two", "count"), ("zebra " * 11 + "qqq", "unknown_word")]
)
def test_words_that_are_not_twelve_of_the_list_are_told(words: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        services.come_in_with_words(ANONYMOUS, words=words)
    assert error.value.fields == {"words": reason}
    assert not isinstance(error.value, NotAccepted)


def test_coming_in_as_somebody_else_ends_the_session_before() -> None:
    one, other = make_client(), make_client()
    services.come_in_with_code(one.actor, code=other.visit_code)
    assert selectors.client_actor(one.session_token, "") is None


def test_consents_begin_as_given_and_change_one_by_one() -> None:
    client = make_client(statistics=True)

    def given() -> set[str]:
        return {one.purpose for one in selectors.consents(client.actor) if one.given}

    assert given() == {Purpose.SERVICE, Purpose.STATISTICS}
    services.set_consent(client.actor, purpose="statistics", given=False)
    services.set_consent(client.actor, purpose="statistics", given=False)
    services.set_consent(client.actor, purpose="questionnaires", given=True)
    services.set_consent(client.actor, purpose="questionnaires", given=True)
    assert given() == {Purpose.SERVICE, Purpose.QUESTIONNAIRES}
    assert not selectors.own(client.actor).statistics
    services.set_consent(client.actor, purpose="statistics", given=True)
    assert selectors.own(client.actor).statistics


def test_only_the_service_is_required_and_stays() -> None:
    client = make_client(statistics=False)
    assert [one.purpose for one in selectors.consents(client.actor) if one.required] == ["service"]
    with pytest.raises(Conflict, match="required"):
        services.set_consent(client.actor, purpose="service", given=False)
    with pytest.raises(Invalid):
        services.set_consent(client.actor, purpose="fame", given=True)


def test_about_me_keeps_what_the_card_said_and_refuses_small_sites() -> None:
    make_site("HZ")
    small = make_site("XX", heads=49)
    make_shift("night")
    (card,) = make_cards("HZ", shift="day")
    client = make_client(card=card)
    services.about_me(client.actor, site="XX", shift="night", tenure="t1")
    own = selectors.own(client.actor)
    assert (own.site_id, own.shift_id, own.tenure) == (client.site_id, client.shift_id, "t1")

    without = make_client()
    with pytest.raises(Invalid) as error:
        services.about_me(without.actor, site="XX", shift="noon", tenure="t9")
    assert error.value.fields == {"site": "unknown", "shift": "unknown", "tenure": "unknown"}
    make_heads(small, make_shift("night"), 1)
    services.about_me(without.actor, site="XX", shift="night")
    assert selectors.own(without.actor).site_id == small.id


@pytest.mark.parametrize(
    "act",
    [
        lambda actor: services.make_private_key(actor, language="en"),
        lambda actor: services.confirm_private_key(actor, words=["a", "b"]),
        lambda actor: services.set_consent(actor, purpose="questionnaires", given=True),
        lambda actor: services.about_me(actor, tenure="t1"),
        lambda actor: selectors.own(actor),
        lambda actor: selectors.consents(actor),
    ],
)
def test_nobody_else_acts_for_a_client(act: Callable[[Actor], object]) -> None:
    make_client()
    for actor in (ANONYMOUS, staff_actor("counsellor", "programme_manager")):
        with pytest.raises((Refused, Missing)):
            act(actor)
