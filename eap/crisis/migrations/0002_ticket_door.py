"""A caller without any account follows their own call by its ticket, and only that."""

from django.db import migrations

DOOR = """
CREATE FUNCTION harbour.crisis_by_ticket(wanted bytea)
RETURNS TABLE (state text, raised_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT c.state::text, c.raised_at FROM crisis_crisis c WHERE c.ticket_index = wanted $$;
ALTER FUNCTION harbour.crisis_by_ticket(bytea) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.crisis_by_ticket(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.crisis_by_ticket(bytea) TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("crisis", "0001_initial"), ("access", "0001_initial"))
    operations = (migrations.RunSQL(DOOR, "DROP FUNCTION harbour.crisis_by_ticket(bytea)"),)
