"""The ledger debits its year in the database itself, and nothing published is ever changed."""

from django.db import migrations

DEBIT = """
CREATE FUNCTION harbour.debit_year() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(4711002);
    UPDATE publication_year SET rho_charged = rho_charged + NEW.rho WHERE year = NEW.year_id;
    IF EXISTS (
        SELECT FROM generate_series(NEW.year_id - 3, NEW.year_id) AS first
        WHERE (SELECT sum(y.rho_charged) FROM publication_year y
               WHERE y.year BETWEEN first AND first + 3) > 1.0
    ) THEN
        RAISE EXCEPTION 'four years in a row would cost more than 1.0'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION harbour.debit_year() OWNER TO harbour_door;
CREATE TRIGGER publication_debit AFTER INSERT ON publication_ledger
    FOR EACH ROW EXECUTE FUNCTION harbour.debit_year();
"""

# The debit is the only change ever made to a year: the door's role alone may update it.
FROZEN = """
CREATE FUNCTION harbour.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER publication_release_frozen BEFORE UPDATE OR DELETE OR TRUNCATE
    ON publication_release FOR EACH STATEMENT EXECUTE FUNCTION harbour.refuse_change();
CREATE TRIGGER publication_ledger_frozen BEFORE UPDATE OR DELETE OR TRUNCATE
    ON publication_ledger FOR EACH STATEMENT EXECUTE FUNCTION harbour.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = (("publication", "0001_initial"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(
            DEBIT,
            "DROP TRIGGER publication_debit ON publication_ledger;"
            " DROP FUNCTION harbour.debit_year();",
        ),
        migrations.RunSQL(
            FROZEN,
            "DROP TRIGGER publication_release_frozen ON publication_release;"
            " DROP TRIGGER publication_ledger_frozen ON publication_ledger;"
            " DROP FUNCTION harbour.refuse_change();",
        ),
    )
