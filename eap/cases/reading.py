"""Opening what a client said in a request and what a judgement of risk rests on."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from eap.cases.models import Case, Request, RiskEntry
from eap.cases.selectors import NEWEST
from eap.core.actor import Actor
from eap.vault.opening import Door, open_through
from eap.vault.words import Purpose


@dataclass(frozen=True, repr=False)
class Told:
    """One request's content. `preparation` is None when the client prepared nothing.

    A damaged cell is named in `damaged` and is None here.
    """

    submitted_at: datetime
    line: str | None
    preparation: dict[str, Any] | None
    damaged: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class CaseContent:
    """What was told in a case's requests, newest first, and the reason of the latest risk level."""

    told: list[Told]
    risk_reason: str | None = None
    damaged: list[str] = field(default_factory=list)


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
    """Open a case's requests and its latest risk reason: one trace for the page.

    Raises what `vault.opening.open_through` raises.
    """

    def read(door: Door) -> CaseContent:
        case = Case.objects.get(id=case_id)
        requests = Request.objects.select_related("case").filter(case_id=case_id)
        told = [_told(door, request) for request in requests.order_by(*NEWEST)]
        entry = RiskEntry.objects.filter(case_id=case_id).order_by("-at", "-id").first()
        if entry is None:
            return CaseContent(told)
        reason = door.open(entry.reason, file_id=case.file_id, place=entry.reason_place)
        return CaseContent(told, reason.value, ["risk_reason"] if reason.damaged else [])

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
    damaged = ["line"] if line.damaged else []
    preparation = None
    if request.prepared_at is not None:
        opened = door.open(request.preparation, file_id=file_id, place=request.preparation_place)
        preparation = opened.value
        damaged += ["preparation"] if opened.damaged else []
    return Told(request.submitted_at, line.value, preparation, tuple(damaged))
