"""What the vault does for staff's work addresses (`access.addresses`)."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from uuid import UUID

from eap.access.models import Staff
from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import blind, operational, subjects
from eap.vault.cipher import Place
from eap.vault.keyring import keyring
from eap.vault.opening import Opened
from eap.vault.operational import Cell, Value
from eap.vault.policies import VAULT
from eap.vault.shares import SharesError

TABLE = Staff.Operational.table
COLUMN = Staff.Operational.columns["address"]


class Addresses:
    """Indexes and seals them; it keeps nothing itself."""

    def index(self, address: str) -> bytes:
        """The blind index by the current root."""
        return blind.blind_index(address, table=TABLE, column=COLUMN)

    def is_current(self, index: bytes) -> bool:
        """Whether an index is by the current root."""
        return blind.version_of(index) == keyring().index_version

    def found(self, ask: Callable[[bytes], Staff | None], address: str) -> Staff | None:
        """The first answer by any root."""
        indexes = lambda: blind.blind_indexes(address, table=TABLE, column=COLUMN)  # noqa: E731
        answer = blind.found_by(ask, indexes)
        return answer[1] if answer else None

    def same(self, one: str, other: str) -> bool:
        """Whether both have one index."""
        return self.index(one) == self.index(other)

    def seal(self, addresses: Sequence[tuple[UUID, str]]) -> list[bytes]:
        """Each under its person's key, which is made where there is none."""
        return operational.seal(
            [Value(staff_id, address, _place(staff_id)) for staff_id, address in addresses]
        )

    def open(self, sealed: Sequence[tuple[UUID, bytes]]) -> list[str | None]:
        """Each again; None where it is damaged."""
        cells = [Cell(staff_id, token, _place(staff_id)) for staff_id, token in sealed]
        return [one.value for one in operational.open_many(cells)]

    def know(self, staff_ids: Collection[UUID]) -> None:
        """Have this process remember their keys; nothing when the store is broken already."""
        with suppress(SharesError), acting(Actor.system(VAULT)):
            subjects.keys_of(staff_ids)

    def report(self, staff_id: UUID) -> None:
        """The event of a damaged cell, for an index that is somebody else's."""
        operational.report(Place(TABLE, "address_index", staff_id))


def misplaced(rows: Sequence[Staff]) -> list[UUID]:
    """Ids of staff who are found by an address that is not theirs, or by no root there is."""
    cells = [Cell(row.id, bytes(row.address), _place(row.id)) for row in rows]
    keys = subjects.keys_of({row.id for row in rows})
    return [
        row.id
        for row, cell in zip(rows, cells, strict=True)
        if not _is_found(bytes(row.address_index), operational.opened(keys, cell))
    ]


def _is_found(index: bytes, opened: Opened) -> bool:
    """Whether the index is that of the address; of a damaged address nobody can say."""
    version = blind.version_of(index)
    if opened.damaged:
        return True
    if version not in keyring().index_roots:
        return False
    return blind.blind_index(opened.value, table=TABLE, column=COLUMN, version=version) == index


def _place(staff_id: UUID) -> Place:
    return Place(TABLE, COLUMN, staff_id)
