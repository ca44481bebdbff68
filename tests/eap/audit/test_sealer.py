"""Sealing: final rows only, nobody waits, and never on top of a history that was touched."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from eap.audit import sealer, services, signer, witness
from eap.audit.models import AuditBatch, AuditEvent
from eap.audit.verify import verify
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Refused
from eap.core.ids import new_id

from .conftest import SEALER

pytestmark = pytest.mark.django_db(transaction=True)


def batches() -> list[AuditBatch]:
    with acting(SEALER):
        return list(AuditBatch.objects.order_by("no"))


def insert(actor: Actor) -> None:
    services.record(actor, action="cases.case.read", object_kind="case", object_id=new_id())


def aside(function: Callable[[], None]) -> threading.Thread:
    """Run in a thread that closes its own connection."""

    def run() -> None:
        try:
            function()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_batches_are_numbered_bounded_and_signed(write: Callable[..., None]) -> None:
    told: list[int] = []
    for _ in range(3):
        write(4)
        assert sealer.seal(SEALER, progress=told.append) == 4
    assert sealer.seal(SEALER) == 0
    assert told == [4, 4, 4]
    found = batches()
    assert [batch.no for batch in found] == [0, 1, 2]
    assert found[0].below_xid < found[1].below_xid < found[2].below_xid
    assert witness.remembered() == witness.Head.of(found[-1])


def test_a_transaction_still_running_holds_its_rows_and_later_ones_back(
    counsellor: Actor, write: Callable[..., None]
) -> None:
    recorded, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with acting(counsellor):
            insert(counsellor)
            recorded.set()
            assert finish.wait(10)

    write(2)
    thread = aside(slow)
    assert recorded.wait(10)
    write(3)
    assert sealer.seal(SEALER) == 2
    assert sealer.lag(SEALER).total_seconds() > 0
    finish.set()
    thread.join()
    assert sealer.seal(SEALER) == 4
    assert sealer.lag(SEALER).total_seconds() == 0
    assert verify(SEALER).sound


def test_sealing_among_concurrent_writers_loses_and_adds_nothing(counsellor: Actor) -> None:
    writers, each = 4, 40

    def keep_writing() -> None:
        for number in range(each):
            with acting(counsellor):
                insert(counsellor)
                if number % 7 == 0:
                    insert(counsellor)

    threads = [aside(keep_writing) for _ in range(writers)]
    sealed = 0
    while any(thread.is_alive() for thread in threads):
        sealed += sealer.seal(SEALER)
    sealed += sealer.seal(SEALER)
    assert sealed == writers * (each + 6)
    assert len(batches()) > 1
    report = verify(SEALER)
    assert (report.events, report.unsealed, report.faults) == (sealed, 0, [])


def test_two_sealers_at_once_seal_each_row_once(write: Callable[..., None]) -> None:
    write(30)
    counts: list[int] = []
    threads = [aside(lambda: counts.append(sealer.seal(SEALER))) for _ in range(3)]
    for thread in threads:
        thread.join()
    assert sum(counts) == 30
    assert verify(SEALER).sound


def test_a_large_backlog_is_cut_into_batches_but_never_within_a_transaction(
    counsellor: Actor, write: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "ROWS_PER_BATCH", 5)
    write(7)
    with acting(counsellor):
        for _ in range(9):
            insert(counsellor)
    write(3)
    assert sealer.seal(SEALER) == 19
    assert [batch.count for batch in batches()] == [5, 2, 9, 3]
    assert verify(SEALER).sound


def test_only_the_sealing_job_seals(counsellor: Actor) -> None:
    for actor in (counsellor, Actor.system("desk"), Actor.anonymous()):
        with pytest.raises(Refused):
            sealer.seal(actor)


@pytest.mark.parametrize("column", ["head", "peaks", "signature"])
def test_a_broken_head_is_not_built_on(
    column: str, write: Callable[..., None], past_the_walls: Callable[[], Any]
) -> None:
    for _ in range(2):
        write(1)
        sealer.seal(SEALER)
    with past_the_walls() as owner:
        owner.execute(f"UPDATE audit_batch SET {column} = sha256('x'::bytea)")
    witness.file().unlink()
    write(1)
    with pytest.raises(Conflict, match="audit_head_broken"):
        sealer.seal(SEALER)


@pytest.mark.parametrize("left", [1, 0])
def test_a_trail_set_back_is_not_built_on(
    left: int, write: Callable[..., None], past_the_walls: Callable[[], Any]
) -> None:
    for _ in range(2):
        write(2)
        sealer.seal(SEALER)
    with past_the_walls() as owner:
        owner.execute("DELETE FROM audit_batch WHERE no >= %s", [left])
    with pytest.raises(Conflict, match="audit_rolled_back"):
        sealer.seal(SEALER)


def test_a_crash_before_the_head_was_remembered_is_made_up_for(write: Callable[..., None]) -> None:
    write(1)
    sealer.seal(SEALER)
    witness.file().unlink()
    sealer.seal(SEALER)
    assert witness.remembered() == witness.Head.of(batches()[-1])


def test_without_its_key_nothing_is_sealed(write: Callable[..., None], own_signer: Any) -> None:
    write(1)
    own_signer.unlink()
    with pytest.raises(signer.NoSigner):
        sealer.seal(SEALER)
    assert batches() == []


@pytest.fixture
def other_cluster(as_owner: Callable[[], Any]) -> Iterator[Callable[[int], None]]:
    """Give the database another cluster's identity, as after restoring a dump elsewhere."""
    define = (
        "CREATE OR REPLACE FUNCTION harbour.audit_epoch() RETURNS bigint LANGUAGE sql STABLE AS "
    )
    here = "system_identifier FROM pg_catalog.pg_control_system()"

    def become(identity: int | str) -> None:
        with as_owner() as owner:
            owner.execute(f"{define} 'SELECT {identity}'")

    yield become
    become(here)


def test_a_restored_dump_is_sealed_on_though_numbers_start_again(
    write: Callable[..., None],
    other_cluster: Callable[[int], None],
    past_the_walls: Callable[[], Any],
) -> None:
    other_cluster(42)
    write(3)
    with past_the_walls() as owner:
        owner.execute("UPDATE audit_event SET xid = xid + 1000000000000")
        top = owner.execute("SELECT max(xid) FROM audit_event").fetchone()
    with acting(SEALER):
        assert AuditEvent.objects.filter(xid=top[0]).count() == 1
    other_cluster(43)
    write(2)
    assert sealer.seal(SEALER) == 5
    assert [(batch.epoch, batch.count) for batch in batches()] == [(42, 3), (43, 2)]
    write(1)
    assert sealer.seal(SEALER) == 1
    assert verify(SEALER).faults == []
