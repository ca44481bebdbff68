"""A call is taken in even when nothing can be sealed: without a file, and saying why."""

from django.db import migrations, models

OWNED = """
ALTER FUNCTION harbour.crisis_by_ticket(bytea) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.crisis_by_ticket(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.crisis_by_ticket(bytea) TO harbour_app;
"""

BY_TICKET = """
DROP FUNCTION harbour.crisis_by_ticket(bytea);
CREATE FUNCTION harbour.crisis_by_ticket(wanted bytea)
RETURNS TABLE (state text, raised_at timestamptz, all_right_at timestamptz{more})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT c.state::text, c.raised_at, c.all_right_at{column}
   FROM crisis_crisis c WHERE c.ticket_index = wanted $$;
"""
NEW = BY_TICKET.format(more=", unkept text", column=", c.unkept::text")
OLD = BY_TICKET.format(more="", column="")


class Migration(migrations.Migration):
    dependencies = (("crisis", "0004_all_right"),)
    operations = (
        migrations.AddField(
            model_name="crisis",
            name="unkept",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_key", "Nobody had a key to the desk yet"),
                    ("nobody", "Nobody was left who has the desk's key"),
                    ("changed", "The desk's key was changed in the directory"),
                    ("no_store", "The store of shares could not be used"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="crisis",
            name="file_id",
            field=models.UUIDField(null=True),
        ),
        migrations.RunSQL(NEW + OWNED, OLD + OWNED),
    )
