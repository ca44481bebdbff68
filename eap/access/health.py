"""Checks of the database under everything: version, tables, walls, rights, who we log in as."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from eap.access import drift, walls
from eap.access.checkup import Check, Finding, bad, good
from eap.access.selectors import holders
from eap.audit import sealer
from eap.audit.words import SEALING
from eap.core.actor import Actor
from eap.core.roles import Role

SEALED_WITHIN = timedelta(minutes=1)
LOWEST = 150014  # earlier ones let planner statistics tell of hidden rows


def server_version() -> int:
    """PostgreSQL's own number for its version, such as 150014."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])


def database_version() -> list[Finding]:
    """PostgreSQL 15.14 or newer."""
    number = server_version()
    said = f"PostgreSQL {number // 10000}.{number % 10000}"
    if number < LOWEST:
        return bad("database", f"{said}: at least 15.14 is needed")
    return good("database", said)


def tables_are_current() -> list[Finding]:
    """Every migration has been applied."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return bad("tables", f"{len(waiting)} migrations wait: run manage.py migrate")
    return good("tables", "every migration is applied")


def walls_stand() -> list[Finding]:
    """Row-level security is as the permission tables say."""
    drifted = drift.drifted_walls()
    if drifted:
        return bad("walls", f"not as declared: {', '.join(drifted)}; run manage.py migrate")
    return good("walls", f"{len(walls.guarded_models())} tables are walled as declared")


def rights_are_as_declared() -> list[Finding]:
    """Our roles may do to each table what is declared, and no more."""
    drifted = drift.drifted_rights()
    if drifted:
        return bad("rights", f"not as declared: {'; '.join(drifted)}; run manage.py migrate")
    return good("rights", "each role may do what is declared and no more")


def login_is_nobody_special() -> list[Finding]:
    """The app's login passes no wall and owns no table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,"
            " EXISTS (SELECT FROM pg_tables WHERE tableowner = rolname AND schemaname = 'public')"
            " FROM pg_roles WHERE rolname = session_user"
        )
        name, special, owner = cursor.fetchone()
    if special or owner:
        why = "has rights beyond the app's" if special else "owns tables"
        return bad("login", f"{name} {why}: the app must use the login of manage.py logins")
    return good("login", f"{name} has no rights but the app's")


def roles_pass_no_wall() -> list[Finding]:
    """The three roles of the database have no special rights."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcanlogin FROM pg_roles"
            " WHERE rolname = ANY(%s)",
            [[walls.APP, walls.PUBLISHER, walls.DOOR]],
        )
        found = dict(cursor.fetchall())
    special = [name for name, is_special in found.items() if is_special]
    if len(found) < 3 or special:
        return bad("roles", f"wrong or missing: {', '.join(special) or 'run manage.py migrate'}")
    return good("roles", "harbour_app, harbour_publish and harbour_door pass no wall")


def the_trail_is_sealed() -> list[Finding]:
    """Events are sealed within a minute of their commit."""
    waited = sealer.lag(Actor.system(SEALING))
    if waited > SEALED_WITHIN:
        minutes = waited // timedelta(minutes=1)
        return bad(
            "trail", f"unsealed for {minutes} minutes: is the worker alive, its state writable?"
        )
    return good("trail", "every event is sealed within a minute")


def somebody_manages() -> list[Finding]:
    """There is a programme manager, and somebody who may be told of a breach."""
    missing = [
        role.value for role in (Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER) if not holders(role)
    ]
    if missing:
        return bad("staff", f"nobody holds: {', '.join(missing)}")
    return good("staff", "programme manager and privacy officer are named")


CHECKS: tuple[Check, ...] = (
    database_version,
    tables_are_current,
    walls_stand,
    rights_are_as_declared,
    login_is_nobody_special,
    roles_pass_no_wall,
    the_trail_is_sealed,
    somebody_manages,
)
