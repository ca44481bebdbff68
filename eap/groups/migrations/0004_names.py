"""Which names are taken in an open group, so that whoever joins is shown those still free."""

from django.db import migrations

NAMES = """
CREATE FUNCTION harbour.group_names(wanted uuid)
RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT taken.alias FROM (
        SELECT alias::text FROM groups_seat WHERE group_id = wanted AND alias IS NOT NULL
        UNION
        SELECT alias::text FROM groups_waiting_entry
        WHERE group_id = wanted AND state = 'waiting'
    ) AS taken
    WHERE harbour.has_role('client')
      AND EXISTS (SELECT FROM groups_session WHERE id = wanted AND state = 'open')
    ORDER BY taken.alias
$$;
ALTER FUNCTION harbour.group_names(uuid) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.group_names(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.group_names(uuid) TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("groups", "0003_drafts"),)
    operations = (migrations.RunSQL(NAMES, "DROP FUNCTION harbour.group_names(uuid);"),)
