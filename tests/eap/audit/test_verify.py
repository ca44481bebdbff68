"""Every way of touching the sealed trail with the triggers off is named, with its batch."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.db.backends.utils import CursorWrapper

from eap.audit import sealer, services, signer, statements, tree, witness
from eap.audit.models import AuditBatch
from eap.audit.rows import read
from eap.audit.verify import Report, verify
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Refused
from eap.core.ids import new_id

from .conftest import SEALED, SEALER, tampering

pytestmark = pytest.mark.django_db

CHANGED = "an event was changed after it was sealed"
UNSIGNED = "the head is not signed by the signing key"
BROKEN = "the head does not follow from the batches"
SEEN = "another head was seen outside the database"


@pytest.fixture
def sealed(sealed_trail: None) -> list[AuditBatch]:
    """The three batches of four events each that were sealed before."""
    with acting(SEALER):
        return list(AuditBatch.objects.order_by("no"))


def faults(report: Report) -> list[tuple[int | None, str]]:
    return [(fault.batch, fault.what) for fault in report.faults]


def event_of(batch: AuditBatch) -> int:
    return batch.first_event + 1


def test_an_untouched_trail_is_sound(sealed: list[AuditBatch], write: Callable[..., None]) -> None:
    write(2)
    seen: list[int] = []
    report = verify(SEALER, progress=seen.append)
    assert report.sound
    assert report.first_bad_batch is None
    assert (report.events, report.batches, report.unsealed) == (sum(SEALED), 3, 2)
    assert tuple(seen) == SEALED


@pytest.mark.django_db(transaction=True)
def test_an_empty_trail_is_sound() -> None:
    assert verify(SEALER).sound


def test_only_the_sealing_job_verifies() -> None:
    with pytest.raises(Refused):
        verify(Actor.staff(new_id(), frozenset({"counsellor"})))


@pytest.mark.parametrize("column", [f for f in statements.EVENT_FIELDS if f not in ("id", "xid")])
def test_any_column_edited(column: str, sealed: list[AuditBatch]) -> None:
    other = {
        "at": "at - interval '1 day'",
        "actor_kind": "'system'",
        "decision": "'refused'",
        "commitment": "NULL",
        "epoch": "epoch",  # another epoch is a deletion: see below
        "writer_no": "writer_no",
    }.get(column, "gen_random_uuid()" if "_id" in column or column == "writer" else "'x'")
    if column == "request_id":
        other = "'x'"
    if column in ("epoch", "writer_no"):
        other = f"{column} + 1000"
    with tampering() as owner:
        owner.execute(
            f"UPDATE audit_event SET {column} = {other} WHERE id = %s",
            [event_of(sealed[1])],
        )
    report = verify(SEALER)
    expected = "4 events were sealed, 3 are there" if column == "epoch" else CHANGED
    assert (1, expected) in faults(report)
    assert report.first_bad_batch == 1


def recompute_root(owner: CursorWrapper, batch: AuditBatch) -> None:
    """Make the batch's root fit its rows again, as a careful forger would."""
    owner.execute("SELECT min(xid) FROM audit_event WHERE id = %s", [batch.first_event])
    (low,) = owner.fetchone()
    batch.root = tree.root(row.leaf for row in read(batch.epoch, low, batch.below_xid))
    owner.execute("UPDATE audit_batch SET root = %s WHERE no = %s", [batch.root, batch.no])


def recompute_heads(owner: CursorWrapper, batches: list[AuditBatch]) -> None:
    peaks: list[bytes] = []
    for batch in batches:
        peaks = tree.append(peaks, batch.no, tree.leaf(statements.batch(batch).encode()))
        batch.head = tree.fold(peaks)
        owner.execute(
            "UPDATE audit_batch SET head = %s, peaks = %s WHERE no = %s",
            [batch.head, tree.pack(peaks), batch.no],
        )


def edit(owner: CursorWrapper, batch: AuditBatch) -> None:
    owner.execute("UPDATE audit_event SET role = 'x' WHERE id = %s", [event_of(batch)])


def test_an_edit_with_its_root_recomputed(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        edit(owner, sealed[1])
        recompute_root(owner, sealed[1])
    assert faults(verify(SEALER)) == [(1, BROKEN)]


def test_an_edit_with_root_and_heads_recomputed(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        edit(owner, sealed[1])
        recompute_root(owner, sealed[1])
        recompute_heads(owner, sealed)
    assert faults(verify(SEALER)) == [(1, UNSIGNED), (2, UNSIGNED), (2, SEEN)]


def test_everything_signed_again_with_another_key(
    sealed: list[AuditBatch], own_signer: Any
) -> None:
    """Even the signing key file replaced: the published key and the remembered head tell."""
    published, forger = signer.public_key(), Ed25519PrivateKey.generate()
    with tampering() as owner:
        edit(owner, sealed[0])
        recompute_root(owner, sealed[0])
        recompute_heads(owner, sealed)
        for batch in sealed:
            owner.execute(
                "UPDATE audit_batch SET signature = %s WHERE no = %s",
                [forger.sign(statements.head(batch).encode()), batch.no],
            )
    own_signer.unlink()
    signer.make_signer()
    report = verify(SEALER, public_key=published)
    assert report.first_bad_batch == 0
    assert {what for _, what in faults(report)} == {UNSIGNED, SEEN}


def test_a_deleted_event(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        owner.execute("DELETE FROM audit_event WHERE id = %s", [event_of(sealed[1])])
    report = verify(SEALER)
    assert (1, "4 events were sealed, 3 are there") in faults(report)
    assert any(batch == 1 and "of writer" in what for batch, what in faults(report))


def test_an_event_inserted_with_a_back_dated_transaction(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        columns = ", ".join(statements.EVENT_FIELDS[1:])
        values = columns.replace("writer_no", "1").replace("writer,", "gen_random_uuid(),")
        owner.execute(
            f"INSERT INTO audit_event ({columns}) SELECT {values} FROM audit_event WHERE id = %s",
            [event_of(sealed[1])],
        )
    assert faults(verify(SEALER)) == [(1, "4 events were sealed, 5 are there")]


def test_an_event_exchanged_for_another(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        owner.execute(
            "UPDATE audit_event SET xid = (SELECT xid FROM audit_event WHERE id = %s)"
            " WHERE id = %s",
            [event_of(sealed[2]), event_of(sealed[0])],
        )
    assert faults(verify(SEALER)) == [
        (0, "4 events were sealed, 3 are there"),
        (2, "4 events were sealed, 5 are there"),
    ]


@pytest.mark.parametrize("no", [0, 1])
def test_a_batch_removed_from_the_middle(no: int, sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        owner.execute("DELETE FROM audit_batch WHERE no = %s", [no])
    report = verify(SEALER)
    assert faults(report)[0] == (no, "the batch is missing")


@pytest.mark.parametrize("rows_too", [True, False])
@pytest.mark.parametrize("left", [2, 0])
def test_the_newest_batches_removed(left: int, rows_too: bool, sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        owner.execute("DELETE FROM audit_batch WHERE no >= %s", [left])
        if rows_too:
            owner.execute("DELETE FROM audit_event WHERE id >= %s", [sealed[left].first_event])
    gone = "the batch is missing" if left == 2 else "batches 0 to 2 are missing"
    found = faults(verify(SEALER))
    assert found[0] == (left, gone)


def test_the_newest_batch_removed_is_told_by_a_witness_elsewhere(sealed: list[AuditBatch]) -> None:
    """The file on the server was set back as well; a head kept by somebody else was not."""
    kept = witness.remembered()
    assert kept is not None
    with tampering() as owner:
        owner.execute("DELETE FROM audit_batch WHERE no = 2")
        owner.execute("DELETE FROM audit_event WHERE id >= %s", [sealed[2].first_event])
        owner.execute(
            "DELETE FROM audit_detail d WHERE NOT EXISTS (SELECT FROM audit_event e"
            " WHERE e.commitment = d.commitment)"
        )
    witness.remember(sealed[1])
    assert faults(verify(SEALER, heads=[])) == []
    assert faults(verify(SEALER, heads=[kept])) == [(2, "the batch is missing")]


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [
        ("below_xid", "below_xid - 1", "4 events were sealed, 3 are there"),
        ("count", "count + 1", "5 events were sealed, 4 are there"),
        ("root", "sha256('x'::bytea)", CHANGED),
        ("first_event", "first_event + 1", BROKEN),
        ("head", "sha256('x'::bytea)", UNSIGNED),
        ("peaks", "sha256('x'::bytea)", BROKEN),
        ("signature", "sha256('x'::bytea)", UNSIGNED),
        ("sealed_at", "sealed_at - interval '1 hour'", UNSIGNED),
    ],
)
def test_a_batch_edited(
    column: str,
    value: str,
    named: str,
    sealed: list[AuditBatch],
) -> None:
    with tampering() as owner:
        if column == "below_xid":
            owner.execute(
                "UPDATE audit_batch SET below_xid = (SELECT max(xid) FROM audit_event"
                " WHERE id <= %s) WHERE no = 1",
                [sealed[1].last_event],
            )
        else:
            owner.execute(f"UPDATE audit_batch SET {column} = {value} WHERE no = 1")
    report = verify(SEALER)
    assert (1, named) in faults(report)
    assert report.first_bad_batch == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_removed_before_it_was_sealed_leaves_a_gap_in_its_writer_s_numbers(
    write: Callable[..., None],
) -> None:
    write(3, details=None)
    with transaction.atomic(), tampering() as owner:
        owner.execute("DELETE FROM audit_event WHERE id = 2")
    ((batch, before),) = faults(verify(SEALER))
    assert batch is None
    assert before.startswith("number 2 of writer")
    sealer.seal(SEALER)
    ((batch, after),) = faults(verify(SEALER))
    assert (batch, after) == (0, before)


def test_details_changed(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        owner.execute(
            "UPDATE audit_detail SET details = '{\"number\": 9}' WHERE commitment ="
            " (SELECT commitment FROM audit_event WHERE id = %s)",
            [event_of(sealed[1])],
        )
    assert faults(verify(SEALER)) == [
        (1, f"the details of event {event_of(sealed[1])} were changed")
    ]


def test_details_of_two_events_swapped(sealed: list[AuditBatch]) -> None:
    pair = [event_of(sealed[0]), event_of(sealed[2])]
    with tampering() as owner:
        owner.execute(
            "UPDATE audit_detail d SET salt = o.salt, details = o.details"
            " FROM audit_event e, audit_event f, audit_detail o"
            " WHERE e.commitment = d.commitment AND f.commitment = o.commitment"
            " AND e.id = ANY (%s) AND f.id = ANY (%s) AND e.id <> f.id",
            [pair, pair],
        )
    assert faults(verify(SEALER)) == [
        (0, f"the details of event {pair[0]} were changed"),
        (2, f"the details of event {pair[1]} were changed"),
    ]


def test_details_put_in_the_place_of_erased_ones(sealed: list[AuditBatch]) -> None:
    salt, details = b"salt", {"number": 9}
    with tampering() as owner:
        owner.execute(
            "UPDATE audit_detail SET commitment = %s, salt = %s, details = '{\"number\": 9}'"
            " WHERE commitment = (SELECT commitment FROM audit_event WHERE id = %s)",
            [statements.commitment(salt, details), salt, event_of(sealed[1])],
        )
    assert faults(verify(SEALER)) == [(None, "1 details belong to no event")]


@pytest.mark.django_db(transaction=True)
def test_details_erased_for_a_client_are_no_fault(
    client: Actor, write: Callable[..., None]
) -> None:
    write(2, object_id=client.known_id)
    sealer.seal(SEALER)
    services.forget(Actor.system("erasure"), client_id=client.known_id)
    sealer.seal(SEALER)
    assert verify(SEALER).faults == []


def test_two_faults_are_both_named_and_nothing_between_them(sealed: list[AuditBatch]) -> None:
    with tampering() as owner:
        edit(owner, sealed[0])
        edit(owner, sealed[2])
    assert faults(verify(SEALER)) == [(0, CHANGED), (2, CHANGED)]
