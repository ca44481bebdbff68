"""When a client's private key was made, for whoever may know that there is one."""

from django.db import migrations

MADE_ON = """
CREATE FUNCTION harbour.private_key_made_on(whose uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.made_on FROM people_private_key k WHERE k.client_id = whose AND k.confirmed
$$;
ALTER FUNCTION harbour.private_key_made_on(uuid) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.private_key_made_on(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.private_key_made_on(uuid) TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("people", "0004_shuffle_vouchers"), ("access", "0001_initial"))
    operations = (migrations.RunSQL(MADE_ON, "DROP FUNCTION harbour.private_key_made_on(uuid)"),)
