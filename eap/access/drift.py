"""Whether the walls that stand are the walls that are declared.

PostgreSQL stores a policy in its own words. So each table's policies are put up once more on an
empty temporary table of the same shape, which any login may make, and the two are compared as
the database tells them. Nothing is locked and nothing stays.
"""

from django.db import connection, models, transaction

from eap.access import walls

# A restrictive policy that a migration made can only close a table further.
_POLICIES = """
SELECT policyname, permissive, roles, cmd, qual, with_check FROM pg_policies
WHERE tablename = %s AND schemaname = %s
    AND (permissive = 'PERMISSIVE' OR starts_with(policyname, 'wall_'))
ORDER BY policyname
"""
_COLUMNS = """
SELECT string_agg(format('%%I %%s', attname, format_type(atttypid, atttypmod)), ', ')
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""
_TABLE = """
SELECT relrowsecurity AND relforcerowsecurity, quote_ident(pg_get_userbyid(relowner))
FROM pg_class WHERE oid = %s::regclass
"""
_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def drifted_walls() -> list[str]:
    """Guarded tables whose walls are missing, weaker, stronger or other than declared."""
    return [
        model._meta.db_table for model in walls.guarded_models() if not _stands_as_declared(model)
    ]


def _stands_as_declared(model: type[models.Model]) -> bool:
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TABLE, [f"public.{table}"])
        forced, owner = cursor.fetchone()
        cursor.execute(_POLICIES, [table, "public"])
        standing = cursor.fetchall()
        cursor.execute(_COLUMNS, [f"public.{table}"])
        (columns,) = cursor.fetchone()
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns})")
        for line in walls.walls_of(model):
            cursor.execute(line.replace("CURRENT_USER", owner))
        cursor.execute("SELECT pg_my_temp_schema()::regnamespace::text")
        (temporary,) = cursor.fetchone()
        cursor.execute(_POLICIES, [table, temporary])
        declared = cursor.fetchall()
        transaction.set_rollback(True)
    return bool(forced) and standing == declared


def drifted_rights() -> list[str]:
    """`role: command on table` for every right of our three roles that is not as declared."""
    found = []
    with connection.cursor() as cursor:
        for model in walls.our_models():
            table = model._meta.db_table
            for role, declared in walls.rights_of(model).items():
                cursor.execute(
                    "SELECT array_agg(command) FROM unnest(%s::text[]) command"
                    " WHERE has_table_privilege(%s, %s, command)",
                    [list(_RIGHTS), role, f"public.{table}"],
                )
                (held,) = cursor.fetchone()
                found += [f"{role}: {command} on {table}" for command in declared ^ set(held or ())]
    return sorted(found)
