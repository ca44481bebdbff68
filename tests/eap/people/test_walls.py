"""The walls of people: own rows only, and the doors give away nothing but their answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import permissions
from eap.core.roles import Role
from eap.people.models import Client, ClientSession, Consent, PrivateKey, VisitCode, Voucher
from tests.factories.people import make_cards, make_client
from tests.factories.programme import make_site
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
OWN_TABLES = (Client, ClientSession, Consent, PrivateKey)


def test_a_client_sees_their_own_rows_and_nobody_elses() -> None:
    from eap.people import services

    one, other = make_client(), make_client()
    for client in (one, other):
        services.make_private_key(client.actor, language="en")
    with acting(one.actor):
        assert [client.id for client in Client.objects.all()] == [one.client_id]
        for table in (ClientSession, Consent, PrivateKey):
            found = set(table.objects.values_list("client_id", flat=True))
            assert found == {one.client_id}, table.__name__


@pytest.mark.parametrize("role", Role.values)
def test_no_role_of_staff_sees_any_client(role: str) -> None:
    make_client()
    with acting(staff_actor(role)):
        assert not any(table.objects.exists() for table in OWN_TABLES)


@pytest.mark.parametrize("table", ["people_voucher", "people_visit_code"])
def test_secrets_cannot_be_listed_by_people(table: str) -> None:
    client = make_client()
    for actor in (Actor.anonymous(), client.actor, staff_actor("programme_manager")):
        with acting(actor), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    assert cursor.fetchone() == (0,)
            except DatabaseError as refused:
                assert "permission denied" in str(refused)


def test_a_client_cannot_write_rows_of_another() -> None:
    one, other = make_client(), make_client()
    with acting(one.actor):
        assert Consent.objects.filter(client_id=other.client_id).update(version="x") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Consent.objects.create(
                client_id=other.client_id, purpose="messages", version="x", given_at=clock.now()
            )


def test_a_counsellors_wall_lets_only_replacement_cards_through() -> None:
    site = make_site("HZ")
    make_cards("HZ")
    batch = Voucher(
        code_index=b"x" * 16,
        site=site,
        batch=site.id,
        kind="batch",
        made_on="2026-01-01",
        ends_on="2026-01-01",
    )
    with (
        acting(staff_actor("counsellor")),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        Voucher.objects.bulk_create([batch])


def test_the_doors_belong_to_the_door_and_only_the_app_may_use_them(
    as_owner: Callable[[], Any],
) -> None:
    names = ("client_session", "visit_code_holder", "private_key_holder", "redeem_voucher")
    with as_owner() as owner:
        rows = owner.execute(
            "SELECT proname, prosecdef, proowner::regrole::text,"
            " has_function_privilege('harbour_publish', oid, 'EXECUTE')"
            " FROM pg_proc WHERE proname = ANY(%s) AND pronamespace = 'harbour'::regnamespace",
            [[*names, "extend_visit_code", "private_key_made_on"]],
        ).fetchall()
    assert len(rows) == 6
    assert {row[1:] for row in rows} == {(True, "harbour_door", False)}


def test_python_and_sql_agree_on_every_relation() -> None:
    """Every reading of people's tables, over rows of two clients, by each of several actors."""
    one, other = make_client(), make_client()
    actors = [one.actor, other.actor, staff_actor("counsellor"), Actor.system("sweep")]
    everything = _as_history(lambda: {t: list(t.objects.all()) for t in (*OWN_TABLES, VisitCode)})
    for permission in permissions().values():
        table = permission.on
        if table not in everything or "r" not in permission.covers:
            continue
        for actor in actors:
            with acting(actor):
                seen = set(table.objects.values_list("pk", flat=True))
            rules = [
                rule
                for one in permissions().values()
                if one.on is table and "r" in one.covers
                for rule in one.to
            ]
            told = {
                row.pk for row in everything[table] if any(r.permits(actor, row) for r in rules)
            }
            assert seen == told, (permission.name, actor.kind)


def _as_history(read: Callable[[], Any]) -> Any:
    """Read as the owner, for whom the history wall opens everything."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        try:
            with acting(Actor.system("demo")):
                return read()
        finally:
            cursor.execute("SET ROLE harbour_app")


def test_every_table_with_a_door_is_one_of_people() -> None:
    with_door = {
        model.__name__
        for model in apps.get_app_config("people").get_models()
        if getattr(model.Privacy, "door", "")
    }
    assert with_door == {"ClientSession", "VisitCode", "PrivateKey", "Voucher"}
