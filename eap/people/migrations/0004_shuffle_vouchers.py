"""Cards are laid anew by the database: a used mark keeps no transaction and no place of its own."""

from django.db import migrations

# A card that is being used waits, and is then found where it lies now.
SHUFFLE = """
CREATE FUNCTION harbour.shuffle_vouchers() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    written bigint;
BEGIN
    LOCK TABLE people_voucher IN EXCLUSIVE MODE;
    WITH taken AS (
        DELETE FROM people_voucher
        RETURNING code_index, site_id, shift_id, batch, kind, made_on, ends_on, used
    )
    INSERT INTO people_voucher
        (id, code_index, site_id, shift_id, batch, kind, made_on, ends_on, used)
        SELECT gen_random_uuid(), taken.* FROM taken ORDER BY code_index;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END $$;
ALTER FUNCTION harbour.shuffle_vouchers() OWNER TO harbour_door;
REVOKE ALL ON FUNCTION harbour.shuffle_vouchers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.shuffle_vouchers() TO harbour_app;
"""


class Migration(migrations.Migration):
    dependencies = (("people", "0003_try_count"), ("access", "0001_initial"))
    operations = (migrations.RunSQL(SHUFFLE, "DROP FUNCTION harbour.shuffle_vouchers()"),)
