"""A strip's blind index begins with the version of its index root, as all do."""

from django.db import migrations

VERSIONED = """
ALTER TABLE wellbeing_pulse_token NO FORCE ROW LEVEL SECURITY;
UPDATE wellbeing_pulse_token
SET token_index = '\\x0001'::bytea || substr(token_index, 1, 14);
"""


class Migration(migrations.Migration):
    dependencies = (("wellbeing", "0003_conclude_path"),)
    operations = (migrations.RunSQL(VERSIONED, migrations.RunSQL.noop),)
