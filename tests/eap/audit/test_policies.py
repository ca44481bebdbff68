"""Each relation says the same in Python and in SQL, and the publisher writes but never reads."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from eap.access import walls
from eap.audit import policies, services
from eap.audit.models import AuditEvent, SubjectLink
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id

from .conftest import SEALER, tied

STAFF = Actor.staff(new_id(), frozenset({"counsellor"}))
CLIENT = Actor.client(new_id())
ACTORS = [Actor.anonymous(), CLIENT, STAFF, Actor.system("desk")]


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.kind)
@pytest.mark.parametrize(
    "relation", [policies.in_own_name, policies.concerned, policies.acted], ids=lambda r: r.name
)
def test_relations_to_events_have_equal_faces(relation: Any, actor: Actor) -> None:
    thing, other = tied(CLIENT, CLIENT.known_id), tied(CLIENT, new_id())
    for by in ACTORS:
        for object_id in (thing, other, None):
            with acting(by):
                services.record(by, action="a", object_kind="case", object_id=object_id)
    assert_equal_faces(AuditEvent, relation, actor, count=12)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.kind)
def test_relations_to_ties_have_equal_faces(actor: Actor, past_the_walls: Any) -> None:
    row = SubjectLink(object_id=new_id(), client_id=CLIENT.known_id)
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {policies.linked.sql.format(row='l')} FROM (SELECT %s::uuid AS client_id) l",
            [row.client_id],
        )
        assert cursor.fetchone() == (policies.linked.holds(actor, row),)


def assert_equal_faces(model: Any, relation: Any, actor: Actor, *, count: int) -> None:
    """Compare both faces for `actor` on every row the sealer sees."""
    with acting(SEALER):
        rows = list(model.objects.all())
    assert len(rows) == count
    for row in rows:
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {relation.sql.format(row='e')} FROM (SELECT %s::text AS actor_kind,"
                " %s::uuid AS actor_id, %s::uuid AS subject_id) e",
                [row.actor_kind, row.actor_id, row.subject_id],
            )
            assert cursor.fetchone() == (relation.holds(actor, row),)


@pytest.mark.django_db(transaction=True)
def test_the_publisher_records_in_its_own_name_and_reads_nothing(
    as_owner: Callable[[], Any],
) -> None:
    insert = (
        "INSERT INTO audit_event (at, actor_kind, role, action, object_kind, purpose, decision,"
        " rule, request_id, writer, writer_no) VALUES"
        " (NULL, %s, '', 'release', 'release', '', 'allowed', '', '', gen_random_uuid(), 1)"
    )
    with as_owner() as owner:
        owner.execute(f"SET ROLE {walls.PUBLISHER}")
        owner.execute("SET harbour.actor_kind = 'system'")
        owner.execute(insert, ["system"])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            owner.execute(insert, ["staff"])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            owner.execute("SELECT FROM audit_event")
    with acting(SEALER):
        assert AuditEvent.objects.get().action == "release"
