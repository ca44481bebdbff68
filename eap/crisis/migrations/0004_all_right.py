"""Whoever called can say that they are all right; the call stays as it is, for people to decide."""

from django.db import migrations, models

OWNED = """
ALTER FUNCTION harbour.{0} OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.{0} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.{0} TO harbour_app;
"""

BY_TICKET = """
DROP FUNCTION harbour.crisis_by_ticket(bytea);
CREATE FUNCTION harbour.crisis_by_ticket(wanted bytea)
RETURNS TABLE (state text, raised_at timestamptz{more})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT c.state::text, c.raised_at{column} FROM crisis_crisis c WHERE c.ticket_index = wanted $$;
"""
NEW = BY_TICKET.format(more=", all_right_at timestamptz", column=", c.all_right_at")
OLD = BY_TICKET.format(more="", column="")

# By the ticket of the call; or, for a client who came in, every open call they made themselves.
ALL_RIGHT = """
CREATE FUNCTION harbour.crisis_all_right(wanted bytea, moment timestamptz)
RETURNS SETOF uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ UPDATE crisis_crisis c SET all_right_at = moment
   WHERE c.closed_at IS NULL AND c.all_right_at IS NULL
     AND (c.ticket_index = wanted
          OR (wanted IS NULL AND harbour.has_role('client')
              AND c.client_id = harbour.actor_id() AND c.source <> 'no_show'))
   RETURNING c.id $$;
"""

TICKET_DOOR = "crisis_by_ticket(bytea)"
DOOR = "crisis_all_right(bytea, timestamptz)"


class Migration(migrations.Migration):
    dependencies = (("crisis", "0003_sources"),)
    operations = (
        migrations.AddField(
            model_name="crisis",
            name="all_right_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(
            NEW + OWNED.format(TICKET_DOOR) + ALL_RIGHT + OWNED.format(DOOR),
            f"DROP FUNCTION harbour.{DOOR};" + OLD + OWNED.format(TICKET_DOOR),
        ),
    )
