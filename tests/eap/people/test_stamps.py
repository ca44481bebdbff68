"""Rows that say who somebody is: moved to another client by SQL they open nothing; it is told."""

from collections.abc import Callable
from typing import Any

import pytest

from eap.audit.models import AuditEvent
from eap.core.actor import PRIVATE_KEY, Actor
from eap.core.database import acting
from eap.people import selectors, services
from eap.people.services import NewClient
from eap.people.words import NotAccepted
from tests.factories.keys import HALF
from tests.factories.people import make_client
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = Actor.anonymous(half=HALF)
Sql = Callable[..., None]


@pytest.fixture
def sql(as_owner: Callable[[], Any]) -> Sql:
    """What somebody with the database does, past every wall."""

    def run(statement: str, *values: object) -> None:
        with as_owner() as owner:
            assert owner.execute(statement, values).rowcount == 1

    return run


def told(client: NewClient) -> int:
    """How many events tell of a way in to this client that is not the server's."""
    with acting(staff_actor("auditor")):
        return AuditEvent.objects.filter(
            action="people.way_in.refused", object_id=client.client_id
        ).count()


def keyed(client: NewClient) -> str:
    words = services.make_private_key(client.actor, language="en")
    services.confirm_private_key(client.actor, words=words[-2:])
    return " ".join(words)


def test_a_session_moved_to_somebody_else_is_nobodys(sql: Sql) -> None:
    victim, thief = make_client(), make_client()
    sql(
        "UPDATE people_client_session SET client_id = %s WHERE client_id = %s",
        victim.client_id,
        thief.client_id,
    )
    assert selectors.client_actor(thief.session_token, "r1", HALF) is None
    assert selectors.client_actor("made up", "r1", HALF) is None
    assert told(victim) == 1
    assert selectors.client_actor(victim.session_token, "r1", HALF) == victim.actor


def test_a_session_made_one_by_key_is_nobodys_and_by_the_words_it_is(sql: Sql) -> None:
    client = make_client()
    sql(
        "UPDATE people_client_session SET way_in = %s WHERE client_id = %s",
        PRIVATE_KEY,
        client.client_id,
    )
    assert selectors.client_actor(client.session_token, "r1", HALF) is None
    sql("UPDATE people_client_session SET way_in = 'visit' WHERE client_id = %s", client.client_id)
    keyed(client)
    by_key = selectors.client_actor(client.session_token, "r1", HALF)
    assert by_key is not None
    assert by_key.way_in == PRIVATE_KEY


def test_a_visit_code_moved_to_somebody_else_opens_nothing(sql: Sql) -> None:
    victim, thief = make_client(), make_client()
    sql("DELETE FROM people_visit_code WHERE client_id = %s", victim.client_id)
    sql(
        "UPDATE people_visit_code SET client_id = %s WHERE client_id = %s",
        victim.client_id,
        thief.client_id,
    )
    with pytest.raises(NotAccepted) as moved:
        services.come_in_with_code(NOBODY, code=thief.visit_code)
    with pytest.raises(NotAccepted) as never:
        services.come_in_with_code(NOBODY, code="000000000000")
    assert (moved.value.code, moved.value.fields) == (never.value.code, never.value.fields)
    assert told(victim) == 1


def test_a_code_given_another_browsers_key_does_not_say_whose_it_is(sql: Sql) -> None:
    """A booking that is sent again is known by the row the server wrote, and by no other."""
    key = b"k" * 16
    thief, victim = make_client(key=key), make_client()
    sql("DELETE FROM people_visit_code WHERE client_id = %s", victim.client_id)
    sql(
        "UPDATE people_visit_code SET client_id = %s WHERE client_id = %s",
        victim.client_id,
        thief.client_id,
    )
    with pytest.raises(NotAccepted):
        make_client(key=key)
    assert told(victim) == 1


def test_a_private_key_moved_to_somebody_else_opens_nothing(sql: Sql) -> None:
    victim, thief = make_client(), make_client()
    words = keyed(thief)
    assert services.come_in_with_words(NOBODY, words=words).actor.id == thief.client_id
    sql(
        "UPDATE people_private_key SET client_id = %s WHERE client_id = %s",
        victim.client_id,
        thief.client_id,
    )
    with pytest.raises(NotAccepted):
        services.come_in_with_words(NOBODY, words=words)
    assert told(victim) == 1


def test_a_key_that_waits_to_be_confirmed_cannot_be_moved_either(sql: Sql) -> None:
    victim, thief = make_client(), make_client()
    words = services.make_private_key(thief.actor, language="en")
    sql(
        "UPDATE people_private_key SET client_id = %s WHERE client_id = %s",
        victim.client_id,
        thief.client_id,
    )
    with pytest.raises(NotAccepted):
        services.confirm_private_key(victim.actor, words=words[-2:])
    assert told(victim) == 1
