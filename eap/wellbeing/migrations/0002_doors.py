"""The pulse's doors: a strip shows its batch, and is given for one answer that it leads to not.

Both live in functions, so that nobody needs a right to read strips or to add answers. And what
was imported or frozen is never changed.
"""

from django.db import migrations

DOORS = """
CREATE FUNCTION harbour.pulse_batch(wanted bytea, day date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.id FROM wellbeing_pulse_token t
    JOIN wellbeing_pulse_batch b ON b.id = t.batch_id
    JOIN wellbeing_pulse_wave w ON w.id = b.wave_id
    WHERE t.token_index = wanted AND NOT t.used
      AND w.state = 'open' AND day BETWEEN w.opens_on AND w.closes_on
$$;

CREATE FUNCTION harbour.answer_pulse(
    wanted bytea, day date, answer_id uuid, how_long text, answered jsonb, ticked text[],
    also_answered jsonb
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    batch uuid;
BEGIN
    -- Waits while the wave is being frozen, and then finds it closed.
    PERFORM FROM wellbeing_pulse_wave w
        WHERE w.state = 'open' AND day BETWEEN w.opens_on AND w.closes_on AND w.id = (
            SELECT b.wave_id FROM wellbeing_pulse_token t
            JOIN wellbeing_pulse_batch b ON b.id = t.batch_id WHERE t.token_index = wanted)
        FOR SHARE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE wellbeing_pulse_token t SET used = true
        WHERE t.token_index = wanted AND NOT t.used RETURNING t.batch_id INTO batch;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO wellbeing_pulse_answer (id, batch_id, tenure, items, drivers, module)
        VALUES (answer_id, batch, how_long, answered, ticked, also_answered);
    RETURN true;
END $$;
"""
NAMES = (
    "pulse_batch(bytea, date)",
    "answer_pulse(bytea, date, uuid, text, jsonb, text[], jsonb)",
)
OWNERS = "".join(
    f"ALTER FUNCTION harbour.{name} OWNER TO harbour_door;"
    f"REVOKE ALL ON FUNCTION harbour.{name} FROM PUBLIC;"
    f"GRANT EXECUTE ON FUNCTION harbour.{name} TO harbour_app;"
    for name in NAMES
)

KEEP = """
CREATE FUNCTION harbour.wellbeing_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER wellbeing_measure_kept BEFORE UPDATE OR DELETE OR TRUNCATE
    ON wellbeing_measure FOR EACH STATEMENT EXECUTE FUNCTION harbour.wellbeing_keep();
CREATE TRIGGER wellbeing_result_kept BEFORE UPDATE OR DELETE OR TRUNCATE
    ON wellbeing_pulse_result FOR EACH STATEMENT EXECUTE FUNCTION harbour.wellbeing_keep();
CREATE TRIGGER wellbeing_wave_kept BEFORE UPDATE OR DELETE
    ON wellbeing_pulse_wave FOR EACH ROW WHEN (OLD.state = 'frozen')
    EXECUTE FUNCTION harbour.wellbeing_keep();

-- A result is written in the transaction that freezes its wave, and never after.
CREATE FUNCTION harbour.wellbeing_conclude() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT w.state FROM wellbeing_pulse_wave w WHERE w.id = NEW.wave_id) = 'frozen' THEN
        RAISE EXCEPTION 'the wave is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wellbeing_result_in_time BEFORE INSERT
    ON wellbeing_pulse_result FOR EACH ROW EXECUTE FUNCTION harbour.wellbeing_conclude();
"""
LET_GO = """
DROP TRIGGER wellbeing_result_in_time ON wellbeing_pulse_result;
DROP FUNCTION harbour.wellbeing_conclude();
DROP TRIGGER wellbeing_wave_kept ON wellbeing_pulse_wave;
DROP TRIGGER wellbeing_result_kept ON wellbeing_pulse_result;
DROP TRIGGER wellbeing_measure_kept ON wellbeing_measure;
DROP FUNCTION harbour.wellbeing_keep();
"""


class Migration(migrations.Migration):
    dependencies = (("wellbeing", "0001_initial"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(
            DOORS + OWNERS, "".join(f"DROP FUNCTION harbour.{name};" for name in NAMES)
        ),
        migrations.RunSQL(KEEP, LET_GO),
    )
