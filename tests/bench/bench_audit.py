"""What the audit trail costs: appending against a bare table, sealing, verifying.

    ./dev bench bench_audit                      on a throw-away server (which does not flush)
    DATABASE_URL=... ./dev bench bench_audit     on a server that flushes at commit

Rounds are paired and interleaved, the ratio is the median over the pairs: 1.00 would mean that
row-level security, stamps, indexes and a sealer at work cost nothing. Aim: 0.80 with eight
writers. Both sides send the same number of statements from as many processes.
"""

import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import django
from django.conf import settings
from django.db import connection

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
APP_ROLE = "-c role=harbour_app"

PLAIN = """
CREATE TABLE plain_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz, actor_kind text, actor_id uuid, role text, action text, object_kind text,
    object_id uuid, purpose text, decision text, rule text, request_id text, commitment bytea,
    writer uuid, writer_no bigint);
GRANT INSERT ON plain_event TO harbour_app;
"""
THINGS = [new_id() for _ in range(5_000)]  # of a thousand clients
Append = Callable[[Actor, UUID], None]
COLUMNS = (
    "at, actor_kind, actor_id, role, action, object_kind, object_id, purpose, decision, rule,"
    " request_id, commitment, writer, writer_no"
)


def append_plain(actor: Actor, thing: UUID) -> None:
    """One act's transaction with a bare insert in it."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO plain_event ({COLUMNS}) VALUES ({', '.join(['%s'] * 14)})",
            [clock.now(), "staff", actor.id, "counsellor", "notes.note.read", "note", thing,
             "care", "allowed", "", "", None, actor.id, 1],
        )  # fmt: skip


def append_ours(actor: Actor, thing: UUID) -> None:
    """The same act's transaction, recorded in the trail."""
    from eap.audit import services

    with acting(actor):
        services.record(
            actor, action="notes.note.read", object_kind="note", object_id=thing, purpose="care"
        )


def keep_appending(append: Append, done: "multiprocessing.Queue[int]") -> None:
    """Be one counsellor reading one thing after the other, and tell how many."""
    actor = Actor.staff(new_id(), frozenset({"counsellor"}))
    append(actor, random.choice(THINGS))
    count, end = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        append(actor, random.choice(THINGS))
        count += 1
    done.put(count)


def keep_sealing(stop: "multiprocessing.synchronize.Event") -> None:
    """Seal every second, as a worker would."""
    from eap.audit import sealer

    while not stop.wait(1):
        sealer.seal(Actor.system("audit"))


def rate(append: Append, writers: int, *, sealing: bool) -> float:
    """Appends per second of `writers` processes."""
    context = multiprocessing.get_context("fork")
    connection.close()
    done: multiprocessing.Queue[int] = context.Queue()
    stop = context.Event()
    workers = [context.Process(target=keep_appending, args=(append, done)) for _ in range(writers)]
    if sealing:
        context.Process(target=keep_sealing, args=(stop,)).start()
    for worker in workers:
        worker.start()
    total = sum(done.get() for _ in workers)
    stop.set()
    for child in multiprocessing.active_children():
        child.join()
    return total / SECONDS


def compare(writers: int) -> None:
    """Print the paired ratio for one number of writers."""
    pairs = []
    for _ in range(ROUNDS):
        plain = rate(append_plain, writers, sealing=False)
        ours = rate(append_ours, writers, sealing=True)
        pairs.append((plain, ours))
    ratio = statistics.median(ours / plain for plain, ours in pairs)
    spread = sorted(round(ours / plain, 2) for plain, ours in pairs)
    plain, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{writers} writer(s): plain {plain:.0f}/s, trail with sealer {ours:.0f}/s,"
        f" ratio {ratio:.2f} (rounds {spread})"
    )


def timed(what: str, act: Callable[[], int]) -> None:
    """Print rows per second of something that handles many."""
    start = time.perf_counter()
    rows = act()
    seconds = time.perf_counter() - start
    print(f"{what}: {rows} events in {seconds:.1f} s, {rows / max(seconds, 1e-9):.0f}/s")


def write_history() -> int:
    """A synthetic history, a thousand events to a transaction, half of them with details."""
    from eap.audit import services

    demo = Actor.system("demo")
    actor = Actor.staff(new_id(), frozenset({"counsellor"}))
    clients = [new_id() for _ in range(1_000)]
    with acting(demo):
        services.concern_many(demo, links={thing: random.choice(clients) for thing in THINGS})
    for start in range(0, ROWS, 1000):
        services.record_many(
            demo,
            events=(
                services.Event(
                    by=actor,
                    action="notes.note.read",
                    object_kind="note",
                    object_id=random.choice(THINGS),
                    details={"number": number} if number % 2 else None,
                )
                for number in range(start, start + 1000)
            ),
        )
    return ROWS


def main() -> None:
    """Make a test database, measure, drop it."""
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    from eap.audit import sealer, signer
    from eap.audit.verify import verify

    worker = Actor.system("audit")
    settings.HARBOUR_SIGNER = Path(tempfile.mkdtemp()) / "signer.key"
    signer.make_signer()
    made = setup_databases(verbosity=0, interactive=False)
    options = connection.settings_dict["OPTIONS"]
    try:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN)
            cursor.execute("SHOW fsync")
            print(f"fsync is {cursor.fetchone()[0]}, {ROUNDS} rounds of {SECONDS:g} s")
        timed("history written", write_history)
        connection.close()
        options["options"] = APP_ROLE
        timed("sealed", lambda: sealer.seal(worker))
        timed("verified", lambda: verify(worker).events)
        for writers in (1, 8):
            compare(writers)
        sealer.seal(worker)
        print(f"in the end the trail is {'sound' if verify(worker).sound else 'NOT SOUND'}")
    finally:
        connection.close()
        options.pop("options", None)
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eap.settings")
    main()
