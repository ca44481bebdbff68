"""The only ways past the walls of booking_appointment.

`free_time` tells when counsellors are free and nothing of a person. The others win an hour: the
INSERT itself decides, because a check before it could always be overtaken. Each returns one word
about what happened; `moment` is the server's clock as the services read it.
"""

from django.db import migrations

# Wall-clock blocks are converted at both ends. PostgreSQL takes the later of two equal wall
# clocks and moves one that does not exist forward; a block that vanishes that way is dropped.
# Two days are looked back for blocks across midnight.
OFFERED_TIME = """
CREATE FUNCTION harbour.offered_time(
    counsellor uuid, zone text, opens timestamptz, closes timestamptz)
RETURNS tstzmultirange LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT ruled + added - taken_away
    FROM (
        SELECT coalesce(range_agg(tstzrange(block.starts, block.ends)), '{}') AS ruled
        FROM booking_availability_rule rule
        CROSS JOIN LATERAL (
            SELECT (opens AT TIME ZONE zone)::date - 2 AS earliest
        ) since
        CROSS JOIN LATERAL generate_series(
            earliest
                + mod(mod(rule.anchor + rule.offset_day - earliest, rule.cycle_days)
                      + rule.cycle_days, rule.cycle_days)::int,
            (closes AT TIME ZONE zone)::date::timestamp,
            make_interval(days => rule.cycle_days)
        ) AS day
        CROSS JOIN LATERAL (
            SELECT (day + rule.starts) AT TIME ZONE zone AS starts,
                   (day + rule.starts + rule.length) AT TIME ZONE zone AS ends
        ) block
        WHERE rule.counsellor_id = counsellor AND rule.kind = 'normal'
          AND rule.valid @> day::date AND block.starts < block.ends
    ) rules
    CROSS JOIN (
        SELECT coalesce(range_agg(during) FILTER (WHERE adds), '{}') AS added,
               coalesce(range_agg(during) FILTER (WHERE NOT adds), '{}') AS taken_away
        FROM booking_availability_exception
        WHERE counsellor_id = counsellor AND during && tstzrange(opens, closes)
    ) exceptions
$$;
"""

# A session needs its gap behind it free as well, so what is taken begins a gap earlier. One
# counsellor and one room at a time: an array of them could not use the index.
FREE_TIME = """
CREATE FUNCTION harbour.free_time(
    counsellor uuid, zone text, in_room text, opens timestamptz, closes timestamptz,
    gap interval, moment timestamptz)
RETURNS tstzmultirange LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT harbour.offered_time($1, $2, $4, $5)
         - coalesce(range_agg(tstzrange(lower(block) - $6, upper(block))), '{}')
    FROM (
        SELECT block FROM booking_appointment
        WHERE counsellor_id = $1 AND block && tstzrange($4 - $6, $5 + $6)
          AND status IN (1, 2) AND (status = 1 OR hold_expires_at > $7)
        UNION ALL
        SELECT block FROM booking_appointment
        WHERE room = $3 AND block && tstzrange($4 - $6, $5 + $6)
          AND status IN (1, 2) AND room IS NOT NULL AND (status = 1 OR hold_expires_at > $7)
    ) taken
$$;
"""

# An index cannot know the time, so a hold that ran out still stands in the way until it is
# marked. Locked in one order, or two sweeps could wait for each other.
SWEEP = """
CREATE FUNCTION harbour.expire_holds_in_the_way(
    counsellor uuid, in_room text, wanted tstzrange, moment timestamptz)
RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    UPDATE booking_appointment SET status = 8
    WHERE id IN (
        SELECT id FROM booking_appointment
        WHERE status = 2 AND hold_expires_at <= moment AND block && wanted
          AND (counsellor_id = counsellor OR room = in_room)
        ORDER BY id FOR UPDATE
    )
$$;
CREATE FUNCTION harbour.sweep_holds(moment timestamptz, forget_before timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE swept bigint;
BEGIN
    UPDATE booking_appointment SET status = 8
    WHERE id IN (
        SELECT id FROM booking_appointment WHERE status = 2 AND hold_expires_at <= moment
        ORDER BY id FOR UPDATE SKIP LOCKED
    );
    GET DIAGNOSTICS swept = ROW_COUNT;
    DELETE FROM booking_appointment WHERE status = 8 AND hold_expires_at < forget_before;
    RETURN swept;
END $$;
"""

HOLD = """
CREATE FUNCTION harbour.hold_slot(
    hold uuid, counsellor uuid, in_room text, service text, modality text, during tstzrange,
    block tstzrange, hold_index bytea, hold_expires_at timestamptz, moment timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_variable
BEGIN
    PERFORM harbour.expire_holds_in_the_way(counsellor, in_room, block, moment);
    INSERT INTO booking_appointment (
        id, counsellor_id, kind, service, modality, room, during, block, status, hold_index,
        hold_expires_at, without_card, version, sequence, ical_uid, created_at)
    VALUES (
        hold, counsellor, 'session', service, modality, in_room, during, block, 2, hold_index,
        hold_expires_at, false, 1, 0, gen_random_uuid(), moment)
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END $$;
"""

HELD = """
CREATE FUNCTION harbour.held_slot(hold uuid, secret_index bytea, moment timestamptz)
RETURNS TABLE (starts timestamptz, ends timestamptz, modality text, service text,
               counsellor uuid, booked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT lower(during), upper(during), modality::text, service::text, counsellor_id, status = 1
    FROM booking_appointment
    WHERE id = hold AND hold_index = secret_index
      AND (status = 1 OR status = 2 AND hold_expires_at > moment)
$$;
"""

# Two bookings of one client at once wait in line here: giving a hold its client is an UPDATE,
# which would otherwise meet the other in the client's constraint and deadlock.
BOOK_HOLD = """
CREATE FUNCTION harbour.book_hold(
    hold uuid, secret_index bytea, case_of uuid, no_card boolean, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE client uuid := harbour.actor_id();
BEGIN
    IF NOT harbour.has_role('client') THEN RETURN 'refused'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(client::text, 0));
    UPDATE booking_appointment
    SET status = 1, client_id = client, case_id = case_of, without_card = no_card
    WHERE id = hold AND status = 2 AND hold_index = secret_index AND hold_expires_at > moment;
    IF FOUND THEN RETURN 'booked'; END IF;
    PERFORM FROM booking_appointment
    WHERE id = hold AND status = 1 AND hold_index = secret_index AND client_id = client;
    RETURN CASE WHEN FOUND THEN 'again' ELSE 'hold_expired' END;
EXCEPTION WHEN exclusion_violation THEN RETURN 'client_overlap';
END $$;
"""

MOVE = """
CREATE FUNCTION harbour.move_booking(
    moved uuid, expected integer, hold uuid, secret_index bytea, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    client uuid := harbour.actor_id();
    old booking_appointment;
BEGIN
    IF NOT harbour.has_role('client') THEN RETURN 'refused'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(client::text, 0));
    PERFORM FROM booking_appointment
    WHERE id = hold AND status = 2 AND hold_index = secret_index AND hold_expires_at > moment
    FOR UPDATE;
    IF NOT FOUND THEN RETURN 'hold_expired'; END IF;
    UPDATE booking_appointment SET status = 3, version = version + 1
    WHERE id = moved AND client_id = client AND status = 1 AND version = expected
    RETURNING * INTO old;
    IF NOT FOUND THEN RETURN 'stale'; END IF;
    UPDATE booking_appointment
    SET status = 1, client_id = client, case_id = old.case_id, without_card = old.without_card,
        ical_uid = old.ical_uid, sequence = old.sequence + 1
    WHERE id = hold;
    RETURN 'moved';
EXCEPTION WHEN exclusion_violation THEN RETURN 'client_overlap';
END $$;
"""

# A counsellor books straight into their own calendar, for a client or for a group of theirs.
BOOK_OWN = """
CREATE FUNCTION harbour.book_own_time(
    appointment uuid, kind text, client uuid, case_of uuid, in_room text, service text,
    modality text, during tstzrange, block tstzrange, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_variable
BEGIN
    IF NOT harbour.has_role('counsellor') THEN RETURN 'refused'; END IF;
    PERFORM harbour.expire_holds_in_the_way(harbour.actor_id(), in_room, block, moment);
    INSERT INTO booking_appointment (
        id, counsellor_id, client_id, case_id, kind, service, modality, room, during, block,
        status, without_card, version, sequence, ical_uid, created_at)
    VALUES (
        appointment, harbour.actor_id(), client, case_of, kind, service, modality, in_room,
        during, block, 1, false, 1, 0, gen_random_uuid(), moment)
    ON CONFLICT DO NOTHING;
    RETURN CASE WHEN FOUND THEN 'booked' ELSE 'slot_taken' END;
END $$;
"""

# What the quota for people without a card compares: bookings that used it, nothing else.
NO_CARD = """
CREATE FUNCTION harbour.bookings_without_card(moment timestamptz)
RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM booking_appointment
    WHERE status = 1 AND without_card AND lower(during) > moment
$$;
"""

DOORS = (
    "free_time(uuid, text, text, timestamptz, timestamptz, interval, timestamptz)",
    "sweep_holds(timestamptz, timestamptz)",
    "hold_slot(uuid, uuid, text, text, text, tstzrange, tstzrange, bytea, timestamptz,"
    " timestamptz)",
    "held_slot(uuid, bytea, timestamptz)",
    "book_hold(uuid, bytea, uuid, boolean, timestamptz)",
    "move_booking(uuid, integer, uuid, bytea, timestamptz)",
    "book_own_time(uuid, text, uuid, uuid, text, text, text, tstzrange, tstzrange, timestamptz)",
    "bookings_without_card(timestamptz)",
)
HELPERS = (
    "offered_time(uuid, text, timestamptz, timestamptz)",
    "expire_holds_in_the_way(uuid, text, tstzrange, timestamptz)",
)

OWNED = "".join(
    f"ALTER FUNCTION harbour.{door} OWNER TO harbour_door;"
    f"REVOKE ALL ON FUNCTION harbour.{door} FROM PUBLIC;"
    f"GRANT EXECUTE ON FUNCTION harbour.{door} TO harbour_app;"
    for door in DOORS
)
SHARED = f"""
REVOKE ALL ON FUNCTION harbour.{HELPERS[1]} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION harbour.{HELPERS[1]} TO harbour_door;
"""


class Migration(migrations.Migration):
    dependencies = (("booking", "0001_initial"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(
            OFFERED_TIME
            + FREE_TIME
            + SWEEP
            + HOLD
            + HELD
            + BOOK_HOLD
            + MOVE
            + BOOK_OWN
            + NO_CARD
            + OWNED
            + SHARED,
            "".join(f"DROP FUNCTION harbour.{door};" for door in (*DOORS, *HELPERS)),
        ),
    )
