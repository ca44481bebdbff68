"""What leads from a secret to a client carries the server's stamp, and the doors give it back.

Who has come in comes in again. Codes and keys of before are stamped as they stand.
"""

from typing import Any

from django.db import connection, migrations, models

from eap.people import stamps

DOORS = """
DROP FUNCTION harbour.client_session(bytea, timestamptz, interval);
CREATE FUNCTION harbour.client_session(wanted bytea, moment timestamptz, idle interval)
RETURNS TABLE (session_id uuid, client_id uuid, way_in text, stamp bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT s.id, s.client_id, s.way_in::text, s.stamp FROM people_client_session s
        WHERE s.token_hash = wanted AND s.until > moment AND s.last_used_at > moment - idle;
    IF FOUND THEN  -- not on every request: a write a minute is enough
        UPDATE people_client_session s SET last_used_at = moment
        WHERE s.token_hash = wanted AND s.last_used_at < moment - interval '1 minute';
    END IF;
END $$;

DROP FUNCTION harbour.visit_code_holder(bytea, date);
CREATE FUNCTION harbour.visit_code_holder(wanted bytea, day date)
RETURNS TABLE (client_id uuid, retry_index bytea, standing boolean, stamp bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.client_id, c.retry_index, c.ends_on >= day, c.stamp FROM people_visit_code c
    WHERE c.code_index = wanted
$$;

DROP FUNCTION harbour.private_key_holder(bytea);
CREATE FUNCTION harbour.private_key_holder(wanted bytea)
RETURNS TABLE (client_id uuid, stamp bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.client_id, k.stamp FROM people_private_key k
    WHERE k.key_index = wanted AND k.confirmed
$$;

DROP FUNCTION harbour.reindex_visit_code(bytea[], bytea);
CREATE FUNCTION harbour.reindex_visit_code(older bytea[], fresh bytea, mark bytea) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE people_visit_code c SET code_index = fresh, stamp = mark
    WHERE c.code_index = ANY (older)
$$;
"""
OWNERS = "".join(
    f"ALTER FUNCTION harbour.{door} OWNER TO harbour_door;"
    f"REVOKE ALL ON FUNCTION harbour.{door} FROM PUBLIC;"
    f"GRANT EXECUTE ON FUNCTION harbour.{door} TO harbour_app;"
    for door in (
        "client_session(bytea, timestamptz, interval)",
        "visit_code_holder(bytea, date)",
        "private_key_holder(bytea)",
        "reindex_visit_code(bytea[], bytea, bytea)",
    )
)
TABLES = ("people_client_session", "people_visit_code", "people_private_key")
SEEN = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in TABLES)


def stamp_rows(apps: Any, _: Any) -> None:
    """Stamp the codes and keys that stand; the keyring is asked only where there are any."""
    apps.get_model("people", "ClientSession").objects.all().delete()
    for row in apps.get_model("people", "VisitCode").objects.all():
        said = stamps.of_code(bytes(row.code_index), bytes(row.retry_index), row.client_id)
        row.stamp = stamps.stamp(*said)
        row.save(update_fields=["stamp"])
    for row in apps.get_model("people", "PrivateKey").objects.all():
        row.stamp = stamps.stamp(*stamps.of_key(bytes(row.key_index), row.client_id))
        row.save(update_fields=["stamp"])
    with connection.cursor() as cursor:  # or the table cannot be altered once more
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = (("people", "0008_erasure_legalhold"), ("access", "0001_initial"))
    operations = (
        *(
            migrations.AddField(
                model_name=model,
                name="stamp",
                field=models.BinaryField(default=b"", max_length=16),
                preserve_default=False,
            )
            for model in ("clientsession", "visitcode", "privatekey")
        ),
        migrations.RunSQL(SEEN, migrations.RunSQL.noop),
        migrations.RunPython(stamp_rows, migrations.RunPython.noop),
        migrations.RunSQL(DOORS + OWNERS, migrations.RunSQL.noop),
    )
