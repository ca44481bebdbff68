"""Staff's work addresses: found by a keyed hash, and kept sealed under each person's own key.

Both are the vault's work, and the vault stands above this room. So here is said what is asked of
it (`Keeper`), and it brings that when the program starts (`kept_by`).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from eap.access.models import Staff


class Keeper(Protocol):
    """What the vault does for addresses."""

    def index(self, address: str) -> bytes:
        """The keyed hash of an address, by the current root of the indexes."""

    def is_current(self, index: bytes) -> bool:
        """Whether a keyed hash is by the current root."""

    def found(self, ask: Callable[[bytes], Staff | None], address: str) -> Staff | None:
        """The first answer by any root, whatever the address' case."""

    def same(self, one: str, other: str) -> bool:
        """Whether both are one address, whatever their case."""

    def seal(self, addresses: Sequence[tuple[UUID, str]]) -> list[bytes]:
        """Each (staff id, address) sealed under the person's key, in the caller's transaction."""

    def open(self, sealed: Sequence[tuple[UUID, bytes]]) -> list[str | None]:
        """Each (staff id, sealed address) again; None, and an event, where it is damaged."""

    def know(self, staff_ids: Collection[UUID]) -> None:
        """Take up what opens these people's addresses, in this process, while it can be had."""

    def report(self, staff_id: UUID) -> None:
        """Leave an event for somebody who is found by an address that is not theirs."""


_keeper: Keeper | None = None


def kept_by(keeper: Keeper) -> None:
    """Have addresses kept by this from now on."""
    global _keeper
    _keeper = keeper


def _vault() -> Keeper:
    if _keeper is None:
        raise RuntimeError("nobody keeps addresses: eap.vault is not installed")
    return _keeper


def give(staff: Sequence[tuple[Staff, str]]) -> None:
    """Put addresses into rows that are not written yet, in the transaction that will write them."""
    sealed = _vault().seal([(row.id, address) for row, address in staff])
    for (row, address), token in zip(staff, sealed, strict=True):
        row.address, row.address_index = token, _vault().index(address)


def of(staff: Collection[Staff]) -> dict[UUID, str]:
    """The addresses of these people, without damaged ones; as many statements for all as for one.

    A damaged one is nobody's address: no mail goes out by it.
    """
    opened = _vault().open([(row.id, bytes(row.address)) for row in staff])
    found = zip((row.id for row in staff), opened, strict=True)
    return {staff_id: address for staff_id, address in found if address is not None}


def of_one(staff: Staff) -> str | None:
    """The address of one person; None when it is damaged."""
    return of([staff]).get(staff.id)


def know(staff_ids: Collection[UUID]) -> None:
    """Have this process open these addresses later even if the store of shares breaks till then."""
    _vault().know(staff_ids)


def holder(address: str) -> Staff | None:
    """Whose address this is, in service or retired, whatever its case."""
    return _vault().found(lambda index: Staff.objects.filter(address_index=index).first(), address)


def holders(addresses: Iterable[str]) -> dict[str, UUID]:
    """Staff ids by those of the addresses that are somebody's."""
    found = {address: holder(address) for address in addresses}
    return {address: staff.id for address, staff in found.items() if staff}


def is_theirs(staff: Staff, address: str) -> bool:
    """Whether the person was rightly found by this address: their sealed one says the same.

    Somebody who exchanged rows' indexes by SQL would otherwise let people in as each other. Leaves
    an event when it is not.
    """
    own = of_one(staff)
    if own is not None and not _vault().same(own, address):
        _vault().report(staff.id)
    return own is not None and _vault().same(own, address)


def mark(address: str) -> str:
    """A word that is equal for equal addresses and tells nobody without the keyring which it is."""
    return _vault().index(address).hex()


def renew_index(staff: Staff) -> None:
    """Have somebody who has just signed in found by the current root of the indexes."""
    old = bytes(staff.address_index)
    address = None if _vault().is_current(old) else of_one(staff)
    if address is not None:
        staff.address_index = _vault().index(address)
        rows = Staff.objects.filter(pk=staff.pk, address_index=old)
        rows.update(address_index=staff.address_index)
