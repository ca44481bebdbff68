"""Goes over the whole trail again: every row, every batch, every head, every number.

Nothing stored is believed: rows are hashed anew and compared with what was signed. A batch found
wrong does not cast doubt on the next one, so a report names what was touched and no more.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Sum

from eap.audit import signer, statements, tree, witness
from eap.audit.models import AuditBatch, AuditDetail, AuditEvent
from eap.audit.rows import Row, read
from eap.audit.witness import Head
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was sealed. `batch` is None where no batch can be named."""

    batch: int | None
    what: str


@dataclass(slots=True)
class Report:
    """What was looked at and what was found wrong, the earliest batch first."""

    events: int = 0
    batches: int = 0
    unsealed: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing at all was found."""
        return not self.faults

    @property
    def first_bad_batch(self) -> int | None:
        """The number of the first batch with a fault, or None."""
        return min((f.batch for f in self.faults if f.batch is not None), default=None)


class _Rows:
    """The rows of one epoch in sealing order, taken batch by batch."""

    def __init__(self, epoch: int) -> None:
        self._rows = read(epoch, details=True)
        self._waiting = next(self._rows, None)

    def below(self, bound: int) -> Iterator[Row]:
        """The next rows whose transaction lies below `bound`."""
        while self._waiting is not None and self._waiting.xid < bound:
            yield self._waiting
            self._waiting = next(self._rows, None)


class _Walk:
    """One pass over the batches in order, with the tree as it should have grown."""

    def __init__(self, key: bytes, heads: Iterable[Head]) -> None:
        self.key = key
        self.next_no = 0
        self.events = 0
        self._peaks: list[bytes] | None = []  # None after a batch that cannot be built on
        self._rows: dict[int, _Rows] = {}
        self._heads: dict[int, list[Head]] = defaultdict(list)
        for head in heads:
            self._heads[head.no].append(head)

    def faults_of(self, batch: AuditBatch) -> Iterator[Fault]:
        """What is wrong with `batch` and with the place before it."""
        complete = batch.no == self.next_no
        if not complete:
            yield Fault(self.next_no, _missing(self.next_no, batch.no - 1))
        whats = [*self._of_rows(batch), *self._of_head(batch, complete=complete)]
        yield from (Fault(batch.no, what) for what in whats)
        self.next_no = batch.no + 1

    def _of_rows(self, batch: AuditBatch) -> Iterator[str]:
        if batch.epoch not in self._rows:
            self._rows[batch.epoch] = _Rows(batch.epoch)
        leaves: list[bytes] = []
        for row in self._rows[batch.epoch].below(batch.below_xid):
            leaves.append(row.leaf)
            if _details_differ(row):
                yield f"the details of event {row.id} were changed"
        self.events += len(leaves)
        if len(leaves) != batch.count:
            yield f"{batch.count} events were sealed, {len(leaves)} are there"
        elif tree.root(leaves) != batch.root:
            yield "an event was changed after it was sealed"

    def _of_head(self, batch: AuditBatch, *, complete: bool) -> Iterator[str]:
        peaks = tree.unpack(bytes(batch.peaks))
        follows = tree.holds(peaks, batch.no + 1, bytes(batch.head))
        if complete and self._peaks is not None:
            leaf = tree.leaf(statements.batch(batch).encode())
            follows = follows and peaks == tree.append(self._peaks, batch.no, leaf)
        if not follows:
            yield "the head does not follow from the batches"
        if not signer.verify(statements.head(batch).encode(), bytes(batch.signature), self.key):
            yield "the head is not signed by the signing key"
        if any(not head.agrees_with(batch) for head in self._heads[batch.no]):
            yield "another head was seen outside the database"
        self._peaks = peaks if follows else None

    def faults_at_the_end(self) -> Iterator[Fault]:
        """Batches that somebody has seen and that are there no more."""
        newest = max(self._heads, default=-1)
        if newest >= self.next_no:
            yield Fault(self.next_no, _missing(self.next_no, newest))


def _missing(first: int, last: int) -> str:
    return "the batch is missing" if first == last else f"batches {first} to {last} are missing"


def _details_differ(row: Row) -> bool:
    """Whether there are details (they may have been erased) and they are not the ones sealed."""
    if row.salt is None or row.details is None:
        return False
    return statements.commitment(row.salt, json.loads(row.details)) != row.commitment


@as_actor
def verify(
    actor: Actor,
    *,
    public_key: bytes | None = None,
    heads: Iterable[Head] = (),
    progress: Callable[[int], object] = lambda events: None,
) -> Report:
    """Check everything that was sealed and report what was found.

    `public_key` (32 bytes) is the key to trust, by default the one beside the signing key;
    `heads` are heads kept by outside witnesses, checked besides the one remembered here.
    `progress` is told the number of events after each batch. Raises Refused for anybody but
    `system:audit`.
    """
    require(actor, "audit.batch.seal")
    seen = witness.remembered()
    walk = _Walk(public_key or signer.public_key(), (*heads, *([seen] if seen else [])))
    report = Report()
    for batch in AuditBatch.objects.order_by("no").iterator():
        before = walk.events
        report.faults += walk.faults_of(batch)
        report.batches += 1
        progress(walk.events - before)
    report.events = walk.events
    report.unsealed = AuditEvent.objects.count() - walk.events
    report.faults += [*walk.faults_at_the_end(), *_lost_numbers(), *_lonely_details()]
    report.faults.sort(key=lambda fault: (fault.batch is None, fault.batch or 0))
    return report


def _lost_numbers() -> Iterator[Fault]:
    """Writers whose numbers are not 1, 2, 3 ... to the end."""
    series = AuditEvent.objects.values_list("writer").annotate(
        count=Count("id"), top=Max("writer_no"), total=Sum("writer_no")
    )
    for writer, count, top, total in series.iterator():
        if count != top or total != top * (top + 1) // 2:
            yield _lost_number(writer)


def _lost_number(writer: UUID) -> Fault:
    rows = AuditEvent.objects.filter(writer=writer).order_by("writer_no")
    for wanted, (no, epoch, xid) in enumerate(rows.values_list("writer_no", "epoch", "xid"), 1):
        if no != wanted:
            after = AuditBatch.objects.filter(epoch=epoch, below_xid__gt=xid).order_by("below_xid")
            batch = after.values_list("no", flat=True).first()
            return Fault(batch, f"number {wanted} of writer {writer} is missing or doubled")
    raise AssertionError("the numbers of a writer changed while they were read")


def _lonely_details() -> Iterator[Fault]:
    """Details that no event is committed to: they were written past the services."""
    events = AuditEvent.objects.filter(commitment=OuterRef("commitment"))
    lonely = AuditDetail.objects.filter(~Exists(events)).count()
    if lonely:
        yield Fault(None, f"{lonely} details belong to no event")
