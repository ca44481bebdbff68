"""The texts that are hashed: nothing left out, nothing ambiguous, the same for ever."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from eap.audit import services, statements
from eap.audit.models import AuditBatch, AuditEvent
from eap.audit.rows import read
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.database import acting
from eap.core.ids import new_id

from .conftest import SEALER

MOMENT = datetime(2026, 3, 2, 9, 30, 0, 40, tzinfo=UTC)


def test_every_column_of_an_event_is_hashed() -> None:
    assert list(statements.EVENT_FIELDS) == [field.name for field in AuditEvent._meta.fields]


@pytest.mark.django_db
def test_an_event_s_statement_is_one_plain_line_a_column(counsellor: Actor) -> None:
    thing = new_id()
    with standing_at(MOMENT), acting(counsellor):
        services.record(
            counsellor,
            action="notes.note.open",
            object_kind="note",
            object_id=thing,
            purpose="care",
            rule="作者本人",
            details={"from": "draft"},
        )
    with acting(SEALER):
        event = AuditEvent.objects.get()
        (row,) = read(event.epoch)
    assert row.statement.split("\n") == [
        "harbour.audit.event.1",
        str(event.id),
        "2026-03-02T09:30:00.000040+00:00",
        "staff",
        str(counsellor.id),
        '"counsellor"',
        '"notes.note.open"',
        '"note"',
        str(thing),
        "",
        '"care"',
        "allowed",
        '"作者本人"',
        '"r-1"',
        (event.commitment or b"").hex(),
        str(event.epoch),
        str(event.xid),
        str(event.writer),
        str(event.writer_no),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("character", ["\n", "\r", '"', "\\", "\x1b"])
def test_no_value_can_run_into_the_next_line(character: str, counsellor: Actor) -> None:
    with acting(counsellor):
        for action, kind in ((f"a{character}", "b"), ("a", f"{character}b")):
            services.record(counsellor, action=action, object_kind=kind, object_id=None)
    with acting(SEALER):
        (epoch,) = set(AuditEvent.objects.values_list("epoch", flat=True))
        first, second = (row.statement.splitlines() for row in read(epoch))
    assert len(first) == len(second) == len(statements.EVENT_FIELDS) + 1
    assert first[6:8] != second[6:8]
    assert [json.loads(line) for line in first[6:8]] == [f"a{character}", "b"]


def test_batch_and_head_have_fixed_statements() -> None:
    batch = AuditBatch(
        no=3,
        epoch=7,
        below_xid=900,
        first_event=10,
        last_event=12,
        count=3,
        root=bytes(32),
        head=bytes(range(32)),
        sealed_at=MOMENT,
    )
    assert statements.batch(batch) == f"harbour.audit.batch.1\n3\n7\n900\n10\n12\n3\n{'00' * 32}"
    assert statements.head(batch) == (
        f"harbour.audit.head.1\n4\n{bytes(range(32)).hex()}\n2026-03-02T09:30:00.000040+00:00"
    )


def test_a_commitment_depends_on_salt_and_every_detail_but_not_on_their_order() -> None:
    made = statements.commitment(b"salt", {"from": "draft", "to": None})
    assert made == statements.commitment(b"salt", {"to": None, "from": "draft"})
    assert made != statements.commitment(b"tlas", {"from": "draft", "to": None})
    assert made != statements.commitment(b"salt", {"from": "draft", "to": ""})


@pytest.mark.django_db
def test_rows_come_in_sealing_order(write: Callable[..., None]) -> None:
    write(3)
    with acting(SEALER):
        (epoch,) = set(AuditEvent.objects.values_list("epoch", flat=True))
        ids = [row.id for row in read(epoch)]
        assert ids == sorted(ids)
        assert len(ids) == 3
        assert list(read(epoch, below=1)) == []
