"""The ledger holds against a login of the database too, the publisher's own included.

The debit runs with the door's rights, so nobody may hang it on a table of their own and pay rho
back. A year begins unspent, noise costs at least its price, and a release needs a charged table
and the one label of its period.
"""

from django.db import migrations, models

DEBIT = "REVOKE ALL ON FUNCTION harbour.debit_year() FROM PUBLIC"
LEND = "GRANT EXECUTE ON FUNCTION harbour.debit_year() TO PUBLIC"

UNSPENT = """
CREATE FUNCTION harbour.begin_unspent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a year begins unspent' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER publication_year_unspent BEFORE INSERT ON publication_year
    FOR EACH ROW WHEN (NEW.rho_charged <> 0) EXECUTE FUNCTION harbour.begin_unspent();
"""
SPENT = """
DROP TRIGGER publication_year_unspent ON publication_year;
DROP FUNCTION harbour.begin_unspent();
"""

# rho = sensitivity^2 / (2 sigma^2); one person who counts moves a table by at least 1.
PRICE = """
ALTER TABLE publication_ledger ADD CONSTRAINT publication_price CHECK (
    sensitivity >= 1 AND sigma > 0 AND sigma < 1e6
    AND 2 * rho * (sigma * sigma)::numeric >= (sensitivity * sensitivity)::numeric);
"""
NO_PRICE = "ALTER TABLE publication_ledger DROP CONSTRAINT publication_price"

# Two labels of one period would be two draws of it.
CHARGED = """
CREATE FUNCTION harbour.release_charged() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    label text := CASE substring(NEW."table" FROM '_([a-z]+)$')
        WHEN 'month' THEN '-(0[1-9]|1[0-2])' WHEN 'quarter' THEN '-Q[1-4]' WHEN 'year' THEN ''
    END;
BEGIN
    IF (NEW.period ~ ('^' || NEW.year_id || label || '$')) IS NOT TRUE THEN
        RAISE EXCEPTION 'no period of this table and year' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM publication_ledger charge
                   WHERE charge.year_id = NEW.year_id AND charge."table" = NEW."table") THEN
        RAISE EXCEPTION 'not charged to this year' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_release_charged BEFORE INSERT ON publication_release
    FOR EACH ROW EXECUTE FUNCTION harbour.release_charged();
"""
FREE = """
DROP TRIGGER publication_release_charged ON publication_release;
DROP FUNCTION harbour.release_charged();
"""


class Migration(migrations.Migration):
    dependencies = (("publication", "0002_ledger"),)
    operations = (
        migrations.RunSQL(DEBIT, LEND),
        migrations.AddConstraint(
            "programmeyear",
            models.CheckConstraint(
                condition=models.Q(rho_charged__gte=0), name="publication_never_in_credit"
            ),
        ),
        migrations.RunSQL(UNSPENT, SPENT),
        migrations.RunSQL(PRICE, NO_PRICE),
        migrations.RunSQL(CHARGED, FREE),
    )
