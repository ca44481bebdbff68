"""Contributions are taken apart into facets, and shuffled by the database itself."""

from django.db import migrations, models

import eap.core.ids
from eap.tally.words import Facet

KEEP = "CREATE TABLE tally_whole AS SELECT * FROM tally_contribution"

TAKE_APART = """
INSERT INTO tally_contribution (id, facet, period, value)
SELECT gen_random_uuid(), said.facet, date_trunc(said.length, whole.month)::date, said.value
FROM tally_whole whole, LATERAL (VALUES
    ('opening', 'month', ''), ('site', 'quarter', whole.site), ('shift', 'year', whole.shift),
    ('tenure', 'year', whole.tenure), ('concern', 'year', whole.concern),
    ('severity', 'quarter', coalesce(whole.severity::text, 'not_said')),
    ('wait', 'quarter', whole.wait_band::text), ('crisis', 'year', '')
) AS said (facet, length, value)
WHERE said.facet <> 'crisis' OR whole.crisis
ORDER BY gen_random_uuid();
DROP TABLE tally_whole;
"""

# Deleted and written again in one transaction, in an order drawn anew: place on disk, id and
# transaction of a row tell nothing any more. The app needs no right to read what it adds.
SHUFFLE = """
CREATE FUNCTION harbour.shuffle_tally(since integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    written bigint;
BEGIN
    WITH taken AS (
        DELETE FROM tally_cap_counter WHERE year >= since RETURNING pseudonym, year, quarter, counted
    )
    INSERT INTO tally_cap_counter (id, pseudonym, year, quarter, counted)
        SELECT gen_random_uuid(), taken.* FROM taken ORDER BY gen_random_uuid();
    WITH taken AS (
        DELETE FROM tally_contribution WHERE extract(year FROM period) >= since
        RETURNING facet, period, value
    )
    INSERT INTO tally_contribution (id, facet, period, value)
        SELECT gen_random_uuid(), taken.* FROM taken ORDER BY gen_random_uuid();
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END $$;
ALTER FUNCTION harbour.shuffle_tally(integer) OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.shuffle_tally(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.shuffle_tally(integer) TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("tally", "0001_initial"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(KEEP),
        migrations.DeleteModel("Contribution"),
        migrations.CreateModel(
            name="Contribution",
            fields=(
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "facet",
                    models.CharField(choices=[(f.value, f.value) for f in Facet], max_length=10),
                ),
                ("period", models.DateField()),
                ("value", models.CharField(max_length=20)),
            ),
            options={
                "db_table": "tally_contribution",
                "indexes": [models.Index(fields=["facet", "period"], name="tally_by_facet")],
            },
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(
                condition=models.Q(period__day=1)
                & (
                    models.Q(facet__in=["opening"], period__month__in=list(range(1, 13)))
                    | models.Q(
                        facet__in=["site", "severity", "wait"], period__month__in=[1, 4, 7, 10]
                    )
                    | models.Q(
                        facet__in=["shift", "tenure", "concern", "crisis"], period__month__in=[1]
                    )
                ),
                name="tally_coarse",
            ),
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(
                condition=~models.Q(facet="severity")
                | models.Q(value__in=("1", "2", "3", "4", "5", "not_said")),
                name="tally_severity_bounds",
            ),
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(
                condition=~models.Q(facet="wait") | models.Q(value__in=("0", "1", "2", "3")),
                name="tally_wait_bounds",
            ),
        ),
        migrations.RunSQL(TAKE_APART),
        migrations.RunSQL(SHUFFLE),
    )
