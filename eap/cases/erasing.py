"""Erasing cases: rows, and files by key. The desk erases first what other rooms have of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Missing
from eap.core.policy import require
from eap.vault.sealing import destroy_file, tombstones


@dataclass(frozen=True, slots=True)
class Erasable:
    """A case as whoever erases it knows it."""

    id: UUID
    client_id: UUID
    closed_at: datetime | None


@as_actor
def case_numbered(actor: Actor, *, number: int) -> Erasable:
    """The case C-`number`. Raises Missing."""
    require(actor, "cases.case.erase")
    row = Case.objects.filter(number=number).first()
    if row is None:
        raise Missing
    return Erasable(row.id, row.client_id, row.closed_at)


@as_actor
def cases_of(actor: Actor, *, client_id: UUID) -> list[UUID]:
    """All cases a client ever had."""
    require(actor, "cases.case.erase")
    return list(Case.objects.filter(client_id=client_id).values_list("id", flat=True))


@as_actor
def restored_cases(actor: Actor) -> list[UUID]:
    """Cases that were erased and came back with an older dump."""
    require(actor, "cases.case.erase")
    return list(Case.objects.filter(file_id__in=tombstones()).values_list("id", flat=True))


@as_actor
def erase_cases(actor: Actor, *, case_ids: Collection[UUID]) -> None:
    """Erase cases with all that this room keeps of them. Safe to repeat."""
    require(actor, "cases.case.erase")
    for part in (RiskEntry, Request, Assignment):
        part._default_manager.filter(case_id__in=case_ids).delete()
    cases = Case.objects.filter(id__in=case_ids)
    for file_id in cases.values_list("file_id", flat=True):
        destroy_file(file_id)
    cases.delete()
