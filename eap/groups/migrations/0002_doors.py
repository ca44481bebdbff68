"""The only ways to a seat. Each asks who is acting and gives aliases, never a client's id."""

from django.db import migrations

MAKE = """
CREATE FUNCTION harbour.make_seats(wanted uuid)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO groups_seat (id, group_id, number, state)
    SELECT gen_random_uuid(), id, number, 'free'
    FROM groups_session, generate_series(1, capacity) AS number
    WHERE id = wanted AND facilitator_id = harbour.actor_id()
    ON CONFLICT DO NOTHING
$$;
"""

# A free seat is taken without waiting for others who are taking one at this moment. Whoever
# finds none goes to the end of the line.
TAKE = """
CREATE FUNCTION harbour.take_seat(
    wanted uuid, chosen text, seat_or_entry uuid, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    client uuid := harbour.actor_id();
    broken text;
BEGIN
    IF NOT harbour.has_role('client') THEN RETURN 'refused'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(client::text, 1));
    PERFORM FROM groups_session WHERE id = wanted AND state = 'open' AND lower(during) > moment;
    IF NOT FOUND THEN RETURN 'not_open'; END IF;
    PERFORM FROM groups_seat WHERE group_id = wanted AND client_id = client
    UNION ALL
    SELECT FROM groups_waiting_entry
    WHERE group_id = wanted AND client_id = client AND state = 'waiting';
    IF FOUND THEN RETURN 'already_joined'; END IF;
    PERFORM FROM groups_seat WHERE group_id = wanted AND lower(alias) = lower(chosen)
    UNION ALL
    SELECT FROM groups_waiting_entry
    WHERE group_id = wanted AND lower(alias) = lower(chosen) AND state = 'waiting';
    IF FOUND THEN RETURN 'alias_taken'; END IF;
    UPDATE groups_seat SET state = 'registered', client_id = client, alias = chosen
    WHERE id = (
        SELECT id FROM groups_seat WHERE group_id = wanted AND state = 'free'
        ORDER BY number FOR UPDATE SKIP LOCKED LIMIT 1
    );
    IF FOUND THEN RETURN 'seated'; END IF;
    INSERT INTO groups_waiting_entry (id, group_id, client_id, alias, joined_at, state)
    VALUES (seat_or_entry, wanted, client, chosen, moment, 'waiting');
    RETURN 'waiting';
EXCEPTION WHEN unique_violation THEN
    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
    RETURN CASE broken WHEN 'groups_alias_once' THEN 'alias_taken' ELSE 'already_joined' END;
END $$;
"""

# Fills free seats from the line, first come first served. An alias somebody else has taken
# meanwhile gets the seat's number behind it. Returns how many were seated.
FILL = """
CREATE FUNCTION harbour.fill_seats(wanted uuid, moment timestamptz)
RETURNS integer LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    entry groups_waiting_entry;
    place groups_seat;
    filled integer := 0;
BEGIN
    PERFORM FROM groups_session
    WHERE id = wanted AND state IN ('open', 'closed') AND lower(during) > moment;
    IF NOT FOUND THEN RETURN 0; END IF;
    LOOP
        SELECT * INTO entry FROM groups_waiting_entry
        WHERE group_id = wanted AND state = 'waiting'
        ORDER BY joined_at, id FOR UPDATE SKIP LOCKED LIMIT 1;
        EXIT WHEN NOT FOUND;
        SELECT * INTO place FROM groups_seat
        WHERE group_id = wanted AND state = 'free'
        ORDER BY number FOR UPDATE SKIP LOCKED LIMIT 1;
        EXIT WHEN NOT FOUND;
        PERFORM FROM groups_seat WHERE group_id = wanted AND lower(alias) = lower(entry.alias);
        UPDATE groups_seat
        SET state = 'registered', client_id = entry.client_id,
            alias = entry.alias || CASE WHEN FOUND THEN ' ' || place.number ELSE '' END
        WHERE id = place.id;
        UPDATE groups_waiting_entry SET state = 'seated' WHERE id = entry.id;
        filled := filled + 1;
    END LOOP;
    RETURN filled;
END $$;
CREATE FUNCTION harbour.fill_all_seats(moment timestamptz)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(harbour.fill_seats(id, moment)), 0)
    FROM groups_session
    WHERE state IN ('open', 'closed') AND lower(during) > moment AND EXISTS (
        SELECT FROM groups_waiting_entry WHERE group_id = groups_session.id AND state = 'waiting')
$$;
"""

LEAVE = """
CREATE FUNCTION harbour.leave_seat(wanted uuid, moment timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT harbour.has_role('client') THEN RETURN 'refused'; END IF;
    PERFORM FROM groups_session
    WHERE id = wanted AND state IN ('open', 'closed') AND lower(during) > moment;
    IF NOT FOUND THEN RETURN 'too_late'; END IF;
    UPDATE groups_waiting_entry SET state = 'left'
    WHERE group_id = wanted AND client_id = harbour.actor_id() AND state = 'waiting';
    IF FOUND THEN RETURN 'left'; END IF;
    UPDATE groups_seat SET state = 'free', client_id = NULL, alias = NULL
    WHERE group_id = wanted AND client_id = harbour.actor_id() AND state = 'registered';
    IF NOT FOUND THEN RETURN 'not_joined'; END IF;
    PERFORM harbour.fill_seats(wanted, moment);
    RETURN 'left';
END $$;
"""

ROSTER = """
CREATE FUNCTION harbour.group_roster(wanted uuid)
RETURNS TABLE (number smallint, alias text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT seat.number, seat.alias::text, seat.state::text FROM groups_seat AS seat
    WHERE seat.group_id = wanted AND (
        (harbour.has_role('counsellor') AND EXISTS (
            SELECT FROM groups_session
            WHERE id = wanted AND facilitator_id = harbour.actor_id()))
        OR (harbour.has_role('client') AND EXISTS (
            SELECT FROM groups_seat AS mine
            WHERE mine.group_id = wanted AND mine.client_id = harbour.actor_id())))
    ORDER BY seat.number
$$;
CREATE FUNCTION harbour.group_places(wanted uuid[])
RETURNS TABLE (group_id uuid, free bigint, waiting bigint, ahead bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT asked,
           (SELECT count(*) FROM groups_seat AS seat
            WHERE seat.group_id = asked AND seat.state = 'free'),
           (SELECT count(*) FROM groups_waiting_entry AS entry
            WHERE entry.group_id = asked AND entry.state = 'waiting'),
           (SELECT count(*) FROM groups_waiting_entry AS earlier
            WHERE earlier.group_id = asked AND earlier.state = 'waiting'
              AND (earlier.joined_at, earlier.id) < (mine.joined_at, mine.id))
    FROM unnest(wanted) AS asked
    LEFT JOIN groups_waiting_entry AS mine
           ON mine.group_id = asked AND mine.state = 'waiting' AND harbour.has_role('client')
          AND mine.client_id = harbour.actor_id()
$$;
"""

MARK = """
CREATE FUNCTION harbour.mark_seat(wanted uuid, place integer, mark text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE groups_seat SET state = mark
    FROM groups_session
    WHERE group_id = wanted AND number = place AND groups_seat.state <> 'free'
      AND mark IN ('registered', 'attended', 'absent') AND harbour.has_role('counsellor')
      AND groups_session.id = wanted AND facilitator_id = harbour.actor_id();
    RETURN FOUND;
END $$;
"""

DOORS = (
    "make_seats(uuid)",
    "take_seat(uuid, text, uuid, timestamptz)",
    "fill_all_seats(timestamptz)",
    "leave_seat(uuid, timestamptz)",
    "group_roster(uuid)",
    "group_places(uuid[])",
    "mark_seat(uuid, integer, text)",
)
HELPERS = ("fill_seats(uuid, timestamptz)",)

OWNED = "".join(
    f"ALTER FUNCTION harbour.{door} OWNER TO harbour_door;"
    f"REVOKE ALL ON FUNCTION harbour.{door} FROM PUBLIC;"
    f"GRANT EXECUTE ON FUNCTION harbour.{door} TO harbour_app;"
    for door in DOORS
)
SHARED = "".join(
    f"REVOKE ALL ON FUNCTION harbour.{helper} FROM PUBLIC;"
    f"GRANT EXECUTE ON FUNCTION harbour.{helper} TO harbour_door;"
    for helper in HELPERS
)


class Migration(migrations.Migration):
    dependencies = (("groups", "0001_initial"), ("access", "0001_initial"))
    operations = (
        migrations.RunSQL(
            MAKE + TAKE + FILL + LEAVE + ROSTER + MARK + OWNED + SHARED,
            "".join(f"DROP FUNCTION harbour.{door};" for door in (*DOORS, *HELPERS)),
        ),
    )
