"""Closes finished transactions into batches, without making any writer wait.

Every row carries the number of its transaction. Whatever lies below the oldest transaction still
running is final, so a batch that ends there can never gain a row later. Numbers start again in
another database cluster (a restored dump), so they count only together with the cluster's
identity, the epoch.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Max, Min

from eap.audit import signer, statements, tree, witness
from eap.audit.models import AuditBatch, AuditEvent
from eap.audit.rows import read
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict
from eap.core.policy import require

ROWS_PER_BATCH = 5_000
_LOCK = 0x68617262  # only one sealer at a time; writers never ask for it


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of `epoch` with `low <= xid < below`."""

    epoch: int
    low: int
    below: int


def seal(actor: Actor, *, progress: Callable[[int], object] = lambda sealed: None) -> int:
    """Seal everything that is final and return how many events that was.

    `progress` is told the size of each batch after its commit. When another sealer is at work,
    nothing is done. Raises Conflict `audit_head_broken` or `audit_rolled_back` rather than
    building on a history that was tampered with; Refused for anybody but `system:audit`.
    """
    total = 0
    while sealed := _seal_next(actor):
        total += sealed
        progress(sealed)
    return total


@as_actor
def _seal_next(actor: Actor) -> int:
    require(actor, "audit.batch.seal")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        (alone,) = cursor.fetchone()
    if not alone:
        return 0
    last = AuditBatch.objects.order_by("-no").first()
    _trust(last)
    span = _next_span()
    if span is None:
        return 0
    return _close(span, last).count


def _trust(last: AuditBatch | None) -> None:
    """Refuse to build on a head that is unsigned or older than the one remembered outside."""
    seen = witness.remembered()
    if seen is not None:
        known = AuditBatch.objects.filter(no=seen.no).first()
        if known is None or not seen.agrees_with(known):
            raise Conflict("audit_rolled_back")
    if last is None:
        return
    peaks = tree.unpack(bytes(last.peaks))
    whole = tree.holds(peaks, last.no + 1, bytes(last.head))
    if not whole or not signer.verify(
        statements.head(last).encode(), bytes(last.signature), signer.public_key()
    ):
        raise Conflict("audit_head_broken")
    if seen is None or seen.no < last.no:
        witness.remember(last)


def _next_span() -> _Span | None:
    """The next rows to seal: of a past epoch all that are left, of this one those below xmin."""
    here, xmin = _horizon()
    for epoch in _epochs():
        low = _sealed_below(epoch)
        open_rows = AuditEvent.objects.filter(epoch=epoch, xid__gte=low)
        if epoch == here:
            open_rows = open_rows.filter(xid__lt=xmin)
        bounds = open_rows.aggregate(first=Min("xid"), last=Max("xid"))
        if bounds["first"] is not None:
            below = xmin if epoch == here else bounds["last"] + 1
            return _shortened(_Span(epoch, low, below), bounds["first"])
    return None


def _sealed_below(epoch: int) -> int:
    sealed = AuditBatch.objects.filter(epoch=epoch).aggregate(bound=Max("below_xid"))
    return sealed["bound"] or 0


def _shortened(span: _Span, first: int) -> _Span:
    """At most `ROWS_PER_BATCH` rows, but never less than one whole transaction."""
    rows = AuditEvent.objects.filter(epoch=span.epoch, xid__gte=span.low, xid__lt=span.below)
    beyond = rows.order_by("xid", "id").values_list("xid", flat=True)[ROWS_PER_BATCH:].first()
    return span if beyond is None else _Span(span.epoch, span.low, max(beyond, first + 1))


def _horizon() -> tuple[int, int]:
    """This cluster's identity and the oldest transaction still running."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT harbour.audit_epoch(), pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        )
        epoch, xmin = cursor.fetchone()
    return epoch, xmin


def _epochs() -> Iterator[int]:
    """Every epoch that has rows, found by hopping along the index."""
    found = AuditEvent.objects.aggregate(least=Min("epoch"))["least"]
    while found is not None:
        yield found
        found = AuditEvent.objects.filter(epoch__gt=found).aggregate(least=Min("epoch"))["least"]


def _close(span: _Span, last: AuditBatch | None) -> AuditBatch:
    """Hash the rows, grow the tree of batches by their root, sign its head."""
    rows = list(read(span.epoch, span.low, span.below))
    batch = AuditBatch(
        no=last.no + 1 if last else 0,
        epoch=span.epoch,
        below_xid=span.below,
        first_event=rows[0].id,
        last_event=rows[-1].id,
        count=len(rows),
        root=tree.root(row.leaf for row in rows),
        sealed_at=clock.now(),
    )
    before = tree.unpack(bytes(last.peaks)) if last else []
    peaks = tree.append(before, batch.no, tree.leaf(statements.batch(batch).encode()))
    batch.peaks = tree.pack(peaks)
    batch.head = tree.fold(peaks)
    batch.signature = signer.sign(statements.head(batch).encode())
    batch.save(force_insert=True)
    return batch


@as_actor
def lag(actor: Actor) -> timedelta:
    """The age of the oldest event not yet sealed; more than a minute means something is stuck.

    A forgotten open transaction holds back everything after it.
    """
    require(actor, "audit.batch.seal")
    here, _ = _horizon()
    waiting = AuditEvent.objects.filter(epoch=here, xid__gte=_sealed_below(here))
    oldest = waiting.order_by("xid", "id").values_list("at", flat=True).first()
    return clock.now() - oldest if oldest else timedelta(0)
