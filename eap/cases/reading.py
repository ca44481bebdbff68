"""Opening what a client said in a request and what judgements of risk rest on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from eap.cases.models import Case, Request, RiskEntry
from eap.cases.selectors import LATEST, NEWEST
from eap.core.actor import Actor
from eap.vault.opening import Damage, Door, open_through
from eap.vault.words import Purpose

Result = TypeVar("Result")


@dataclass(frozen=True, repr=False)
class Told:
    """One request's content. `preparation` is None when the client prepared nothing.

    A damaged cell is named in `damaged` and is None here.
    """

    submitted_at: datetime
    line: str | None
    preparation: dict[str, Any] | None
    damaged: tuple[str, ...]
    damage: Damage


@dataclass(frozen=True, repr=False)
class CaseContent:
    """What was told in a case's requests, newest first; `damage` is of the whole case."""

    told: list[Told]
    damage: Damage


@dataclass(frozen=True, repr=False)
class Reason:
    """What one judgement of risk rests on; None when its cell is damaged."""

    judgement_id: UUID
    text: str | None


@dataclass(frozen=True, repr=False)
class Reasons:
    """What the judgements of a case's risk rest on, the latest first."""

    reasons: list[Reason]
    damage: Damage


def open_request(actor: Actor, *, request_id: UUID, purpose: str = Purpose.CARE) -> Told:
    """Open one request, on the desk or in the actor's case. The trace is committed first.

    Raises what `vault.opening.open_through` raises.
    """

    def find() -> Request | None:
        return Request.objects.select_related("case").filter(id=request_id).first()

    def read(door: Door) -> Told:
        return _told(door, Request.objects.select_related("case").get(id=request_id))

    return open_through(
        actor,
        permission="cases.request.open",
        purpose=purpose,
        asked=request_id,
        find=find,
        read=read,
    )


def open_case(actor: Actor, *, case_id: UUID, purpose: str = Purpose.CARE) -> CaseContent:
    """Open a case's requests: one trace for the page.

    Raises what `vault.opening.open_through` raises.
    """

    def read(door: Door) -> CaseContent:
        requests = Request.objects.select_related("case").filter(case_id=case_id)
        told = [_told(door, request) for request in requests.order_by(*NEWEST)]
        return CaseContent(told, door.damage(_file_of(case_id)))

    return _open_in_case(actor, case_id, purpose, read)


def open_reasons(actor: Actor, *, case_id: UUID, purpose: str = Purpose.CARE) -> Reasons:
    """Open what each judgement of a case's risk rests on, the latest first: one trace for all.

    Raises what `vault.opening.open_through` raises.
    """

    def read(door: Door) -> Reasons:
        file_id = _file_of(case_id)
        reasons = [
            Reason(
                entry.id, door.open(entry.reason, file_id=file_id, place=entry.reason_place).value
            )
            for entry in RiskEntry.objects.filter(case_id=case_id).order_by(*LATEST)
        ]
        return Reasons(reasons, door.damage(file_id, tables=("risk_entry",)))

    return _open_in_case(actor, case_id, purpose, read)


def _open_in_case(
    actor: Actor, case_id: UUID, purpose: str, read: Callable[[Door], Result]
) -> Result:
    return open_through(
        actor,
        permission="cases.case.open",
        purpose=purpose,
        asked=case_id,
        find=lambda: Case.objects.filter(id=case_id).first(),
        read=read,
    )


def _told(door: Door, request: Request) -> Told:
    file_id = request.case.file_id
    line = door.open(request.line, file_id=file_id, place=request.line_place)
    # Also where nothing seems to be: what was emptied behind our back is damaged, not absent.
    told = door.open(request.preparation, file_id=file_id, place=request.preparation_place)
    cells = {"line": line, "preparation": told}
    return Told(
        request.submitted_at,
        line.value,
        told.value,
        tuple(name for name, cell in cells.items() if cell.lost),
        door.damage(file_id, tables=("request",)),
    )


def _file_of(case_id: UUID) -> UUID:
    return Case.objects.values_list("file_id", flat=True).get(id=case_id)
