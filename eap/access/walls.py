"""Row-level security: the permission table written into the database, as the second wall.

The services filter; the walls hold when a filter is forgotten. Every table that bears a person
has FORCE ROW LEVEL SECURITY and policies made here from the same permissions the services ask.
A table without permissions is closed to everybody. `install` runs after every migration and is
safe to repeat.

A model's `Privacy` says how its table stands: `guarded` (default True: walls and FORCE), and for
tables that bear nobody `guarded = False` with `app = "rcud"`, the letters the app may use.
`publisher` and `door` are the letters for the publisher's role and for the owner of the
SECURITY DEFINER functions.
"""

from collections import defaultdict

from django.apps import apps
from django.db import connection, models, transaction

from eap.core.policy import COVERS, EVERYBODY, Permission, permissions

APP = "harbour_app"
PUBLISHER = "harbour_publish"
DOOR = "harbour_door"


def guarded_models() -> list[type[models.Model]]:
    """Models of our rooms whose rows bear a client or content, by table name."""
    return [m for m in our_models() if getattr(m.Privacy, "guarded", True)]  # type: ignore[attr-defined]


def our_models() -> list[type[models.Model]]:
    """Every model of our rooms, by table name."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("eap."))
    return sorted(ours, key=lambda model: model._meta.db_table)


def third_party_tables() -> list[str]:
    """Tables of libraries (sign-in, sessions, jobs): open to the app, they bear no client."""
    theirs = (model for model in apps.get_models() if not model.__module__.startswith("eap."))
    return sorted({"cache_shared", *(model._meta.db_table for model in theirs)})


def condition(permission: Permission, alias: str) -> str:
    """The SQL that is true where one of the permission's rules permits the acting actor."""
    parts = []
    for rule in permission.to:
        # Wrapped in SELECT so that PostgreSQL asks once per query and not once per row.
        held = "true" if rule.role == EVERYBODY else f"(SELECT harbour.has_role('{rule.role}'))"
        parts.append(f"({held} AND ({rule.relation.sql.format(row=alias)}))")
    return " OR ".join(parts)


def policies() -> dict[tuple[str, str], str]:
    """(table, command) -> condition, for every guarded table that a permission covers."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for permission in permissions().values():
        if permission.on is None:
            continue
        table = permission.on._meta.db_table
        for letter in permission.covers:
            found[table, COVERS[letter]].append(condition(permission, table))
    return {key: "\n    OR ".join(sorted(set(parts))) for key, parts in sorted(found.items())}


def statements() -> dict[str, list[str]]:
    """Table -> the SQL that puts up its walls and grants, in a stable order."""
    made = {model._meta.db_table: _grants_of(model) for model in our_models()}
    for model in guarded_models():
        made[model._meta.db_table] = walls_of(model) + made[model._meta.db_table]
    for table in third_party_tables():
        roles = f"{APP}, {PUBLISHER}" if table.startswith("procrastinate") else APP
        made[table] = [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {roles}"]
    made["django_migrations"] = [f"GRANT SELECT ON django_migrations TO {APP}, {PUBLISHER}"]
    return made


def walls_of(model: type[models.Model]) -> list[str]:
    """The statements that put up one guarded table's walls."""
    table = model._meta.db_table
    made = policies()
    lines = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        # Synthetic history is written by the owner, whom FORCE binds like everybody else.
        f"CREATE POLICY wall_history ON {table} TO CURRENT_USER"
        " USING (harbour.has_role('system:demo')) WITH CHECK (harbour.has_role('system:demo'))",
        # The owner's commands of the vault try every sealed cell and show none; the synthetic
        # company's files are given to their circles.
        f"CREATE POLICY wall_trial ON {table} TO CURRENT_USER"
        " USING (harbour.has_role('system:vault')) WITH CHECK (harbour.has_role('system:vault'))",
    ]
    lines += [_policy(table, command, rule) for (on, command), rule in made.items() if on == table]
    # Roles that act for no person pass; their grants say which few tables they reach.
    lines += [
        f"CREATE POLICY wall_{letters} ON {table} TO {role} USING (true) WITH CHECK (true)"
        for letters, role in (("door", DOOR), ("publisher", PUBLISHER))
        if getattr(model.Privacy, letters, "")  # type: ignore[attr-defined]
    ]
    return lines


def _policy(table: str, command: str, rule: str) -> str:
    clause = {
        "SELECT": "USING ({0})",
        "DELETE": "USING ({0})",
        "INSERT": "WITH CHECK ({0})",
        # Handing a row on is allowed: the service and the permission decide, and PostgreSQL
        # still demands that the actor may read the row as it becomes.
        "UPDATE": "USING ({0}) WITH CHECK (true)",
    }[command].format(rule)
    return f"CREATE POLICY wall_{command.lower()} ON {table} FOR {command} TO {APP} {clause}"


def _grants_of(model: type[models.Model]) -> list[str]:
    return [
        f"GRANT {', '.join(sorted(commands))} ON {model._meta.db_table} TO {role}"
        for role, commands in rights_of(model).items()
        if commands
    ]


def rights_of(model: type[models.Model]) -> dict[str, set[str]]:
    """Role -> commands. A guarded table grants what permissions cover; an open one what it says."""
    privacy = model.Privacy  # type: ignore[attr-defined]
    if getattr(privacy, "guarded", True):
        app = {command for on, command in policies() if on == model._meta.db_table}
    else:
        app = {COVERS[letter] for letter in getattr(privacy, "app", "rcud")}
    return {
        APP: app,
        PUBLISHER: {COVERS[letter] for letter in getattr(privacy, "publisher", "")},
        DOOR: {COVERS[letter] for letter in getattr(privacy, "door", "")},
    }


def install() -> None:
    """Take down what stands and put up walls and grants as declared. Needs the owner.

    In one transaction: a running process has the old rights until it has the new ones.
    """
    present = set(connection.introspection.table_names())
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in _standing():
            cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APP}, {PUBLISHER}, {DOOR}")
        for table, lines in statements().items():
            if table in present:  # in the middle of a migration some are still to come
                for line in lines:
                    cursor.execute(line)
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}, {PUBLISHER}")


def _standing() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, tablename FROM pg_policies"
            " WHERE schemaname = 'public' AND starts_with(policyname, 'wall_')"
        )
        return [(str(name), str(table)) for name, table in cursor.fetchall()]
