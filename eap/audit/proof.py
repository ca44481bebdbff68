"""A proof that one event stands in the signed trail, which can be checked without the database."""

from typing import Any

from eap.audit import signer, statements, tree
from eap.audit.models import AuditBatch, AuditEvent
from eap.audit.rows import Row, read
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict, Missing
from eap.core.policy import require


@as_actor
def prove(actor: Actor, *, event_id: int) -> dict[str, Any]:
    """Everything needed to check an event: statements, paths and the signed head, as JSON values.

    `event`, `batch` and `head` are the exact texts that were hashed or signed; hashes are hex.
    Raises Missing when there is no such event, Conflict `not_sealed_yet` before it is sealed.
    """
    require(actor, "audit.batch.seal")
    event = AuditEvent.objects.filter(id=event_id).first()
    if event is None:
        raise Missing
    ahead = AuditBatch.objects.filter(epoch=event.epoch, below_xid__gt=event.xid)
    batch = ahead.order_by("below_xid").first()
    if batch is None:
        raise Conflict("not_sealed_yet")
    rows = _rows(batch)
    index = next(place for place, row in enumerate(rows) if row.id == event_id)
    before = AuditBatch.objects.filter(no=batch.no - 1).first()
    return {
        "event": rows[index].statement,
        "index": index,
        "size": len(rows),
        "path": [step.hex() for step in tree.path([row.leaf for row in rows], index)],
        "batch": statements.batch(batch),
        # The newest leaf's path is the compact range it was appended to, nearest first.
        "batch_path": [peak.hex() for peak in reversed(tree.unpack(bytes(before.peaks)))]
        if before
        else [],
        "head": statements.head(batch),
        "signature": batch.signature.hex(),
        "public_key": signer.public_key().hex(),
    }


def _rows(batch: AuditBatch) -> list[Row]:
    earlier = AuditBatch.objects.filter(epoch=batch.epoch, below_xid__lt=batch.below_xid)
    low = earlier.order_by("-below_xid").values_list("below_xid", flat=True).first() or 0
    return list(read(batch.epoch, low, batch.below_xid))
