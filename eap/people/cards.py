"""Cards: printed in batches and given out by people, each opens one first booking."""

from uuid import UUID

from eap.audit import services as audit
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid
from eap.core.ids import new_id
from eap.core.policy import require
from eap.people import codes as hashes
from eap.people import doors
from eap.people.models import Voucher
from eap.people.words import CARD_KEPT_FOR, CARD_LASTS, CardKind
from eap.programme.models import ShiftPattern, Site

MOST_AT_ONCE = 10_000


@as_actor
def make_cards(actor: Actor, *, site: str, shift: str | None, count: int) -> list[str]:
    """A batch of `count` cards for a site (and one of its shift patterns), in no order.

    Only keyed hashes are stored: the returned codes exist nowhere else. Raises Invalid, Missing.
    """
    faults = {}
    place = Site.objects.filter(code=site).first()
    pattern = ShiftPattern.objects.filter(code=shift).first() if shift else None
    if place is None:
        faults["site"] = "unknown"
    if shift and pattern is None:
        faults["shift"] = "unknown"
    if not 1 <= count <= MOST_AT_ONCE:
        faults["count"] = "range"
    if faults or place is None:
        raise Invalid(fields=faults)
    batch = new_id()
    codes = hashes.new_cards(count)
    # The rows lie in the order of their hashes, so the table does not tell how the pile lay.
    rows = sorted(
        (
            _row(code, place.id, pattern.id if pattern else None, batch, CardKind.BATCH)
            for code in codes
        ),
        key=lambda row: bytes(row.code_index),
    )
    require(actor, "people.voucher.make", rows[0])
    Voucher.objects.bulk_create(rows, batch_size=1000)
    audit.record(
        actor,
        action="people.voucher.create",
        object_kind="batch",
        object_id=batch,
        details={"count": count, "site": site, "shift": shift},
    )
    return codes


@as_actor
def shuffle_cards(actor: Actor) -> int:
    """Wipe in which transaction, and after which other, each card was used.

    The client who came with it was written in the same one. Returns how many cards there are.
    """
    require(actor, "people.voucher.shuffle")
    return doors.shuffle_cards()


@as_actor
def forget_old_cards(actor: Actor) -> int:
    """Delete cards that ended more than a year ago; returns how many. Safe to repeat."""
    require(actor, "people.voucher.sweep")
    ended = (clock.now() - CARD_KEPT_FOR).date()
    gone, _ = Voucher.objects.filter(ends_on__lt=ended).delete()
    return gone


@as_actor
def make_replacement(actor: Actor, *, site_id: UUID | None, shift_id: UUID | None) -> str:
    """One card that a counsellor hands over in place of a lost code or key; shown once."""
    code = hashes.new_card()
    row = _row(code, site_id, shift_id, new_id(), CardKind.REPLACEMENT)
    require(actor, "people.voucher.make", row)
    Voucher.objects.bulk_create([row])
    audit.record(
        actor, action="people.replacement.create", object_kind="batch", object_id=row.batch
    )
    return code


def _row(
    code: str, site_id: UUID | None, shift_id: UUID | None, batch: UUID, kind: CardKind
) -> Voucher:
    today = clock.today()
    return Voucher(
        code_index=hashes.card_index(code),
        site_id=site_id,
        shift_id=shift_id,
        batch=batch,
        kind=kind,
        made_on=today,
        ends_on=today + CARD_LASTS,
    )
