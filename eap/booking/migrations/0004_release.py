"""Whoever held a start gives it up again, and others can have it at once."""

from django.db import migrations

RELEASE = """
CREATE FUNCTION harbour.release_hold(hold uuid, secret_index bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE booking_appointment SET status = 8
    WHERE id = hold AND hold_index = secret_index AND status = 2;
    RETURN FOUND;
END $$;
ALTER FUNCTION harbour.release_hold(uuid, bytea) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.release_hold(uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.release_hold(uuid, bytea) TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("booking", "0003_unused_columns"),)
    operations = (migrations.RunSQL(RELEASE, "DROP FUNCTION harbour.release_hold(uuid, bytea)"),)
