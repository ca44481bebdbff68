"""A draft may be rewritten: its version, and seats that follow its size."""

from django.db import migrations, models

MAKE = """
CREATE OR REPLACE FUNCTION harbour.make_seats(wanted uuid)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM groups_seat AS seat USING groups_session AS planned
    WHERE planned.id = wanted AND planned.facilitator_id = harbour.actor_id()
      AND planned.state = 'draft' AND seat.group_id = wanted AND seat.state = 'free'
      AND seat.number > planned.capacity;
    INSERT INTO groups_seat (id, group_id, number, state)
    SELECT gen_random_uuid(), id, number, 'free'
    FROM groups_session, generate_series(1, capacity) AS number
    WHERE id = wanted AND facilitator_id = harbour.actor_id()
    ON CONFLICT DO NOTHING
$$;
"""


class Migration(migrations.Migration):
    dependencies = (("groups", "0002_doors"),)
    operations = (
        migrations.AddField("groupsession", "version", models.PositiveIntegerField(default=1)),
        migrations.RunSQL(MAKE, migrations.RunSQL.noop),
    )
