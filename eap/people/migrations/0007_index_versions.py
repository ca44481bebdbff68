"""Blind indexes begin with the version of their index root, so that a new root can be taken up.

What was written before was under the first root; of its hash the first 14 bytes stay.
"""

from django.db import migrations

VERSIONED = """
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
UPDATE {table} SET {column} = '\\x0001'::bytea || substr({column}, 1, 14);
"""
COLUMNS = (
    ("people_visit_code", "code_index"),
    ("people_visit_code", "retry_index"),
    ("people_private_key", "key_index"),
    ("people_private_key", "tail_index"),
    ("people_voucher", "code_index"),
)
# A client who comes in by a code may not change the row by which they came in.
REINDEX = """
CREATE FUNCTION harbour.reindex_visit_code(older bytea[], fresh bytea) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE people_visit_code c SET code_index = fresh WHERE c.code_index = ANY (older)
$$;
ALTER FUNCTION harbour.reindex_visit_code(bytea[], bytea) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.reindex_visit_code(bytea[], bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.reindex_visit_code(bytea[], bytea) TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("people", "0006_laid_by"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(
            "".join(VERSIONED.format(table=table, column=column) for table, column in COLUMNS),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(REINDEX, "DROP FUNCTION harbour.reindex_visit_code(bytea[], bytea)"),
    )
