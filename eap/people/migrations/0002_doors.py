"""The doors of people: functions that find a row by a keyed hash for somebody not yet known."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION harbour.client_session(wanted bytea, moment timestamptz, idle interval)
RETURNS TABLE (session_id uuid, client_id uuid, way_in text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT s.id, s.client_id, s.way_in::text FROM people_client_session s
        WHERE s.token_hash = wanted AND s.until > moment AND s.last_used_at > moment - idle;
    IF FOUND THEN  -- not on every request: a write a minute is enough
        UPDATE people_client_session s SET last_used_at = moment
        WHERE s.token_hash = wanted AND s.last_used_at < moment - interval '1 minute';
    END IF;
END $$;

CREATE FUNCTION harbour.visit_code_holder(wanted bytea, day date)
RETURNS TABLE (client_id uuid, retry_index bytea, standing boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.client_id, c.retry_index, c.ends_on >= day FROM people_visit_code c
    WHERE c.code_index = wanted
$$;

CREATE FUNCTION harbour.private_key_holder(wanted bytea) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.client_id FROM people_private_key k WHERE k.key_index = wanted AND k.confirmed
$$;

CREATE FUNCTION harbour.redeem_voucher(wanted bytea, day date)
RETURNS TABLE (site_id uuid, shift_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE people_voucher v SET used = true
    WHERE v.code_index = wanted AND NOT v.used AND v.ends_on >= day
    RETURNING v.site_id, v.shift_id
$$;

CREATE FUNCTION harbour.extend_visit_code(whose uuid, day date) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE people_visit_code c SET ends_on = greatest(c.ends_on, day) WHERE c.client_id = whose
$$;
"""

DOORS = (
    "client_session(bytea, timestamptz, interval)",
    "visit_code_holder(bytea, date)",
    "private_key_holder(bytea)",
    "redeem_voucher(bytea, date)",
    "extend_visit_code(uuid, date)",
)
OWNERS = "".join(
    f"ALTER FUNCTION harbour.{door} OWNER TO harbour_door;"
    f"REVOKE ALL ON FUNCTION harbour.{door} FROM PUBLIC;"
    f"GRANT EXECUTE ON FUNCTION harbour.{door} TO harbour_app;"
    for door in DOORS
)


class Migration(migrations.Migration):
    dependencies = (("people", "0001_initial"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(
            FUNCTIONS + OWNERS, "".join(f"DROP FUNCTION harbour.{door};" for door in DOORS)
        ),
    )
