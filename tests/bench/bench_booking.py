"""What booking costs: races for one hour, a hold against a bare insert, slots against bare SQL.

    ./dev bench bench_booking                      on a throw-away server (which does not flush)
    BENCH_ROUNDS=200 BENCH_HISTORY=10000000 ...    the long form

Aims: one winner a round, nobody else but losers with three alternatives, no overlap, no
deadlock; a hold <= 8 statements of its own; slots one statement, <= 1.5 x the same SQL and
fetch; 20 counsellors x 4 weeks <= 60 ms in SQL; ten times the history <= 1.3 x the time.
"""

import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
CALLERS = int(os.environ.get("BENCH_CALLERS", "50"))
HISTORY = int(os.environ.get("BENCH_HISTORY", "100000"))
COUNSELLORS = 20
PAIRS = 15
APP_ROLE = "-c role=harbour_app"

PAST = """
INSERT INTO booking_appointment (id, counsellor_id, client_id, case_id, kind, service, modality,
    during, block, status, without_card, version, sequence, ical_uid, created_at)
SELECT gen_random_uuid(), ids[1 + n %% array_length(ids, 1)], gen_random_uuid(), gen_random_uuid(),
    'session', 'talk', 'text', during, during, 6, false, 1, 0, gen_random_uuid(), lower(during)
FROM (SELECT array_agg(staff_id) AS ids FROM booking_counsellor) AS counsellors,
     generate_series(1, %s) AS n,
     LATERAL (SELECT tstzrange(at, at + interval '50 minutes') AS during FROM (
         SELECT timestamptz '2027-03-01' - n * interval '1 hour' / 10 AS at) AS past) AS one
"""


def milliseconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def paired(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float, float]:
    """Medians of two acts, interleaved, and the median of their ratios."""
    pairs = [(milliseconds(first), milliseconds(second)) for _ in range(PAIRS)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def race() -> None:
    """Rounds of callers who all want the same start."""
    from eap.booking.services import Hold
    from eap.core.clock import standing_at
    from tests.factories.booking import NOON, hold_of, offered
    from tests.factories.threads import at_once

    with standing_at(NOON):
        slots = offered(days=28)
    outcomes: Counter[str] = Counter()
    waits: list[float] = []

    def want(slot: object) -> str:
        start = time.perf_counter()
        with standing_at(NOON):
            try:
                hold_of(slot)  # type: ignore[arg-type]
                word = Hold.__name__
            except Exception as error:  # noqa: BLE001 - counted by its code
                word = getattr(error, "code", type(error).__name__)
        waits.append((time.perf_counter() - start) * 1000)
        return word

    taken: list[tuple[object, object]] = []
    fresh = []
    for slot in slots:
        clash = [s for s in taken if s == (slot.counsellor.id, slot.start.date())]
        if not clash:
            taken.append((slot.counsellor.id, slot.start.date()))
            fresh.append(slot)
    begun = time.perf_counter()
    for slot in fresh[:ROUNDS]:
        answers = Counter(map(str, at_once([partial(want, slot)] * CALLERS)))
        outcomes.update(answers)
        if answers["Hold"] != 1:
            print(f"  a round with {answers['Hold']} winners")
    seconds = time.perf_counter() - begun
    waits.sort()
    done = len(waits)
    print(
        f"race: {ROUNDS} rounds x {CALLERS}: {dict(outcomes)}, {done / seconds:.0f}/s,"
        f" p50 {waits[done // 2]:.0f} ms, p99 {waits[int(done * 0.99)]:.0f} ms"
    )


def sound() -> None:
    """Nothing overlaps, nothing deadlocked."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(
            "SELECT count(*) FROM booking_appointment a JOIN booking_appointment b ON a.id < b.id"
            " AND a.counsellor_id = b.counsellor_id AND a.block && b.block"
            " WHERE a.status IN (1, 2) AND b.status IN (1, 2)"
        )
        overlaps = cursor.fetchone()[0]
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        print(f"overlaps: {overlaps}, deadlocks: {cursor.fetchone()[0]}")
        cursor.execute("RESET ROLE")


def hold_cost() -> None:
    """A hold through the service against the insert alone."""
    from eap.booking import doors
    from eap.booking.doors import Hour
    from eap.core import clock
    from eap.core.clock import standing_at
    from eap.core.ids import new_id
    from tests.factories.booking import NOON, SERVICE, hold_of, offered

    with standing_at(NOON + timedelta(hours=1)):
        slots = iter(sorted(offered(days=28), key=lambda s: (s.start.hour, s.start))[::3])
        with CaptureQueriesContext(connection) as queries:
            hold_of(next(slots))

        def bare() -> None:
            slot = next(slots)
            hour = Hour(slot.counsellor.id, slot.start, slot.end, SERVICE, "text")
            doors.hold_slot(new_id(), hour, secret="x", until=clock.now() + timedelta(minutes=5))

        service, insert, ratio = paired(lambda: _try(partial(hold_of, next(slots))), bare)
    print(
        f"hold: service {service:.1f} ms, insert {insert:.1f} ms, ratio {ratio:.1f},"
        f" {len(queries)} statements"
    )


def _try(act: Callable[[], object]) -> None:
    from eap.core.errors import Conflict

    with suppress(Conflict):
        act()


def slot_cost(label: str) -> float:
    """Four weeks of all counsellors, through the service against its own statement."""
    from eap.booking import sql
    from eap.booking.selectors import slots
    from eap.core.actor import Actor
    from eap.core.clock import standing_at
    from tests.factories.booking import NOON, SERVICE, client_actor

    client: Actor = client_actor()
    first = NOON.date()
    ask = partial(slots, client, service=SERVICE, first=first, last=first + timedelta(days=28))
    with standing_at(NOON):
        with CaptureQueriesContext(connection) as queries:
            found = ask()
        statement = next(q["sql"] for q in queries if "free_time" in q["sql"]).replace("%", "%%")
        service, bare, ratio = paired(ask, lambda: sql.rows(statement))
    count = sum(len(day.slots) for day in found.days)
    print(
        f"slots, {label}: {count} offered, service {service:.0f} ms, SQL and fetch {bare:.0f} ms,"
        f" ratio {ratio:.2f}"
    )
    return bare


def scene() -> None:
    """Counsellors with hours and some bookings."""
    from eap.core.clock import standing_at
    from tests.factories.booking import (
        NOON,
        booked,
        client_actor,
        make_counsellor,
        make_service,
        offered,
    )

    make_service()
    for place in range(COUNSELLORS):
        make_counsellor(f"C{place:02}")
    with standing_at(NOON):
        for slot in offered(days=28)[::40]:
            _try(partial(booked, client_actor(), slot))


def main() -> None:
    """Make a test database, measure, drop it."""
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    from eap.vault import keyring, shares

    secrets = Path(tempfile.mkdtemp())
    settings.HARBOUR_KEYRING = secrets / "keyring.json"
    settings.HARBOUR_SHARES = secrets / "shares.sqlite3"
    keyring.make_keyring()
    shares.make_store()
    made = setup_databases(verbosity=0, interactive=False)
    options = connection.settings_dict["OPTIONS"]
    try:
        connection.close()
        options["options"] = APP_ROLE
        scene()
        before = slot_cost("no history")
        race()
        hold_cost()
        sound()
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute(PAST, [HISTORY])
            cursor.execute("ANALYZE booking_appointment")
            cursor.execute("RESET ROLE")
        after = slot_cost(f"{HISTORY} past appointments")
        print(f"history costs {after / before:.2f} x")
    finally:
        connection.close()
        options.pop("options", None)
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eap.settings")
    main()
