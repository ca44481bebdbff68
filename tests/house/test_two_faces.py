"""Every rule has two faces, Python and SQL; here they are held against each other on real rows."""

import pytest
from django.db import connection
from django.db.models import Model

from eap.access.walls import condition
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.policy import Permission, allows, permissions
from tests.factories.booking import NOON
from tests.factories.world import World, make_world

ASKED_IN_SQL = {"crisis.open"}  # by the console, for every call at once
ON_ROWS = [
    p
    for p in permissions().values()
    if p.on is not None and (set(p.covers) & set("rud") or p.name in ASKED_IN_SQL)
]
JOBS = sorted({rule.role for p in permissions().values() for rule in p.to if ":" in rule.role})

# Of these the world has no rows: their rules are not held against each other here.
EMPTY = {
    "audit_batch", "cases_risk_entry", "crisis_page", "groups_waiting_entry",
    "notes_addendum", "people_erasure", "people_legal_hold", "people_private_key",
    "tally_cap_counter", "vault_echo", "vault_escrow_request", "vault_passkey",
    "vault_passkey_challenge", "vault_passphrase", "wellbeing_drawer",
    "wellbeing_pulse_answer", "wellbeing_pulse_result", "wellbeing_pulse_token",
    "wellbeing_self_check", "wellbeing_shared_check", "workload_daily_figure",
    "workload_import", "workload_organisation_event",
}  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    with clock.standing_at(NOON):
        return make_world()


def _every_row(model: type[Model]) -> list[Model]:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        try:
            return list(model._default_manager.all())
        finally:
            cursor.execute("SET ROLE harbour_app")


def _by_sql(actor: Actor, permission: Permission) -> set[object]:
    assert permission.on is not None
    table = permission.on._meta.db_table
    key = permission.on._meta.pk.column  # type: ignore[union-attr]
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        try:
            cursor.execute(f"SELECT {key} FROM {table} WHERE {condition(permission, table)}")
            return {found for (found,) in cursor.fetchall()}
        finally:
            cursor.execute("SET ROLE harbour_app")


def _by_python(actor: Actor, permission: Permission, rows: list[Model]) -> set[object]:
    with acting(actor):
        return {row.pk for row in rows if allows(actor, permission.name, row)}


def test_both_faces_say_the_same_of_every_row_to_everybody(world: World) -> None:
    actors = world.actors | {job: Actor.system(job) for job in JOBS}
    differing = []
    for permission in ON_ROWS:
        rows = _every_row(permission.on)  # type: ignore[arg-type]
        for name, actor in actors.items():
            sql, python = _by_sql(actor, permission), _by_python(actor, permission, rows)
            if sql != python:
                differing.append(
                    f"{permission.name} as {name}: sql {len(sql)} python {len(python)}"
                )
    assert not differing, "\n".join(differing)


def test_the_world_has_rows_to_disagree_about(world: World) -> None:
    empty = {p.on._meta.db_table for p in ON_ROWS if not _every_row(p.on)}  # type: ignore[union-attr, arg-type]
    assert empty <= EMPTY, sorted(empty - EMPTY)


def test_what_the_walls_show_is_what_the_rules_permit(world: World) -> None:
    """Reading a whole table as the app shows exactly the rows some read permission allows."""
    for model in {p.on for p in ON_ROWS if "r" in p.covers}:
        reads = [p for p in ON_ROWS if p.on is model and "r" in p.covers]
        rows = _every_row(model)  # type: ignore[arg-type]
        for name, actor in world.actors.items():
            with acting(actor):
                seen = set(model._default_manager.values_list("pk", flat=True))  # type: ignore[union-attr]
            allowed = set().union(*(_by_python(actor, p, rows) for p in reads))
            assert seen == allowed, (model._meta.db_table, name)  # type: ignore[union-attr]
