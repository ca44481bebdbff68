"""Readings of cases: the request queue, a caseload, one case's header. Never content."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case as SqlCase
from django.db.models import (
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from eap.access.selectors import display_names
from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.cases.pages import PAGE, CountedPage, Page, beyond, keys_of, page_of
from eap.cases.policies import is_kept
from eap.cases.words import (
    BAND_ORDER,
    CODE_NAMES,
    OPEN_STATES,
    RISK_HIGH,
    RISK_ORDER,
    WAITING_STATES,
    CaseSort,
    CaseState,
    RequestState,
    Sent,
)
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Missing
from eap.core.policy import require
from eap.programme.models import Service, ShiftPattern, Site
from eap.vault.holding import waits
from eap.vault.words import client

SORTS: dict[str, tuple[str, ...]] = {
    CaseSort.OPENED: ("-opened_at", "-id"),
    CaseSort.RISK: ("-risk_rank", "-opened_at", "-id"),
}
_KINDS = {"risk_rank": int, "band_rank": int, "id": UUID}
QUEUE_ORDER = ("band_rank", "submitted_at", "id")
NEWEST = ("-submitted_at", "-id")
LATEST = ("-at", "-id")  # of judgements
SEALED = ("line", "preparation")  # never fetched by a list


@dataclass(frozen=True)
class Named:
    """A service, site or shift pattern: its id, its code and its name in both languages."""

    id: UUID
    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class CaseBrief:
    """What a case is called on screens: a number and a bird, never a person."""

    id: UUID
    number: str
    code_name_zh: str
    code_name_en: str


@dataclass(frozen=True)
class QueuedRequest:
    """A request on the desk. `waits_for` is a counsellor, None when anybody may claim it.

    `sent_as`: how it came to them when the client did not choose them (a word of `Sent`), `sent_by`
    whose doing that was, by name; else both are "".
    """

    id: UUID
    case: CaseBrief
    waits_for: UUID | None
    sent_as: str
    sent_by: str
    sent_at: datetime | None
    band: str
    urgent: bool
    service: Named
    language: str
    submitted_at: datetime
    prepared_at: datetime | None
    appointment_id: UUID | None


@dataclass(frozen=True)
class CaseRow:
    """One line of a caseload. `kept`: it is the reader's own, so that its page opens to them."""

    case: CaseBrief
    state: str
    risk_level: str
    sessions_done: int
    opened_at: datetime
    statistics: bool
    kept: bool


@dataclass(frozen=True)
class CaseHeader:
    """A case without its content. `tenure` is a band's code, "" when not said."""

    case: CaseBrief
    client_id: UUID
    state: str
    risk_level: str
    risk_at: datetime | None
    service: Named
    site: Named | None
    shift: Named | None
    tenure: str
    language: str
    statistics: bool
    opened_at: datetime
    closed_at: datetime | None
    close_reason: str
    sessions_done: int


@dataclass(frozen=True)
class Alert:
    """A request that speaks of danger, the risk not judged since."""

    request_id: UUID
    case: CaseBrief
    band: str
    prepared_at: datetime
    claimed: bool


@dataclass(frozen=True)
class Waiting:
    """How much waits on the desk for the reader; `sent` of it was assigned or handed to them."""

    count: int
    urgent: int
    sent: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Judgement:
    """How risk was judged once, and by whom, without what it rests on."""

    id: UUID
    level: str
    at: datetime
    by: str


@dataclass(frozen=True)
class CaseEvent:
    """A moment in a case's life that this room knows of; `word` is a state or a level."""

    kind: str
    id: UUID
    at: datetime
    word: str


def brief(case: Case) -> CaseBrief:
    """What `case` is called."""
    zh, en = CODE_NAMES[case.code_name]
    return CaseBrief(case.id, str(case), zh, en)


def _ranked(field: str, order: tuple[str, ...]) -> SqlCase:
    whens = [When(**{field: word}, then=Value(place)) for place, word in enumerate(order)]
    return SqlCase(*whens, output_field=IntegerField())


def _after(order: tuple[str, ...], cursor: str | None) -> Q:
    if cursor is None:
        return Q()
    kinds = [_KINDS.get(name.removeprefix("-"), datetime) for name in order]
    return beyond(order, keys_of(cursor, *kinds))


def _on_desk() -> QuerySet[Request]:
    """Requests that wait on the desk; of a case that was handed over, the first one.

    Its first session was long ago, and what was asked then is answered.
    """
    of_case = Request.objects.filter(case_id=OuterRef("case_id"))
    first = of_case.order_by("submitted_at", "id").values("id")[:1]
    return Request.objects.filter(
        Q(case__sent_as=Sent.HANDED_OVER, id=Subquery(first))
        | (~Q(case__sent_as=Sent.HANDED_OVER) & Q(state__in=WAITING_STATES)),
        case__on_desk=True,
        case__state__in=OPEN_STATES,
    )


def _waiting(actor: Actor) -> QuerySet[Request]:
    """Requests on the desk for the actor or for anybody."""
    return _on_desk().filter(
        Q(case__counsellor_id=actor.known_id) | Q(case__counsellor_id__isnull=True)
    )


@as_actor
def queue(actor: Actor, *, after: str | None = None) -> Page[QueuedRequest]:
    """Requests the actor may claim, the most pressing band first, then by waiting time."""
    require(actor, "cases.queue.read")
    return _queue(_waiting(actor), after)


@as_actor
def whole_queue(actor: Actor, *, after: str | None = None) -> Page[QueuedRequest]:
    """Every request that waits, whomever for, in the same order: for whoever assigns them."""
    require(actor, "cases.queue.plan")
    return _queue(_on_desk(), after)


@as_actor
def waiting_request(actor: Actor, *, request_id: UUID) -> QueuedRequest:
    """One request that waits, for whoever assigns it. Raises Missing."""
    require(actor, "cases.queue.plan")
    row = _on_desk().filter(id=request_id).select_related("case", "service").defer(*SEALED).first()
    if row is None:
        raise Missing
    return _queued(row, {})


@as_actor
def sender_of(actor: Actor, *, request_id: UUID) -> UUID:
    """Who handed over the case of a request that waits for the actor. Raises Missing."""
    require(actor, "cases.queue.read")
    row = _waiting(actor).filter(id=request_id, case__sent_as=Sent.HANDED_OVER).first()
    if row is None or row.case.sent_by is None:
        raise Missing
    return row.case.sent_by


def _queue(waiting: QuerySet[Request], after: str | None) -> Page[QueuedRequest]:
    rows = (
        waiting.annotate(band_rank=_ranked("band", BAND_ORDER))
        .filter(_after(QUEUE_ORDER, after))
        .select_related("case", "service")
        .defer(*SEALED)
        .order_by(*QUEUE_ORDER)[: PAGE + 1]
    )
    page = page_of(list(rows), lambda row: (row.band_rank, row.submitted_at, row.id))
    names = display_names({row.case.sent_by for row in page.items if row.case.sent_by})
    return Page([_queued(row, names) for row in page.items], page.next)


def _queued(row: Request, names: Mapping[UUID, str]) -> QueuedRequest:
    sent_by = row.case.sent_by
    return QueuedRequest(
        id=row.id,
        case=brief(row.case),
        waits_for=row.case.counsellor_id,
        sent_as=row.case.sent_as,
        sent_by=names.get(sent_by, "") if sent_by else "",
        sent_at=row.case.sent_at,
        band=row.band,
        urgent=row.urgent,
        service=_named(row.service),
        language=row.case.language,
        submitted_at=row.submitted_at,
        prepared_at=row.prepared_at,
        appointment_id=row.appointment_id,
    )


def _named(row: Service | Site | ShiftPattern) -> Named:
    return Named(row.id, row.code, row.name_zh, row.name_en)


@as_actor
def waiting(actor: Actor) -> Waiting:
    """How many requests the actor may claim, how many press or were sent, and since when."""
    require(actor, "cases.queue.read")
    found = _waiting(actor).aggregate(
        count=Count("id"),
        urgent=Count("id", filter=Q(urgent=True)),
        sent=Count("id", filter=~Q(case__sent_as="")),
        oldest_at=Min("submitted_at"),
    )
    return Waiting(**found)


@as_actor
def alerts(actor: Actor) -> list[Alert]:
    """Requests with an answer that speaks of danger, in the actor's cases and on the desk.

    Each presses until the counsellor has judged the case's risk after it was told.
    """
    require(actor, "cases.queue.read")
    mine = Q(case__counsellor_id=actor.known_id) | Q(
        case__counsellor_id__isnull=True, case__on_desk=True
    )
    return [
        Alert(row.id, brief(row.case), row.band, row.prepared_at, not row.case.on_desk)
        for row in _unjudged().filter(mine).select_related("case")
        if row.prepared_at
    ]


def _unjudged() -> QuerySet[Request]:
    """Requests of open cases that spoke of danger since the risk was last judged, oldest first.

    A session that took place settles nothing: only a judgement does.
    """
    told = Request.objects.exclude(state=RequestState.WITHDRAWN).filter(
        Q(case__risk_at__isnull=True) | Q(case__risk_at__lt=F("prepared_at")),
        case__state__in=OPEN_STATES,
        urgent=True,
        prepared_at__isnull=False,
    )
    return told.defer(*SEALED).order_by("prepared_at", "id")


@as_actor
def danger_told_at(actor: Actor, *, case_id: UUID) -> datetime | None:
    """When the client of one's own case last spoke of danger, None once risk was judged after.

    Raises Missing.
    """
    kept_case(actor, case_id=case_id)
    latest = _unjudged().filter(case_id=case_id).last()
    return latest.prepared_at if latest else None


@as_actor
def caseload(
    actor: Actor,
    *,
    after: str | None = None,
    sort: str = CaseSort.OPENED,
    closed: bool = False,
    without: Collection[UUID] = (),
) -> CountedPage[CaseRow]:
    """The actor's own cases, open ones or closed ones, in one of the orders of `CaseSort`.

    `without`: cases that are left out, by id.
    """
    require(actor, "cases.caseload.read")
    order = SORTS[sort]
    found = _closed(actor) if closed else _open(actor).exclude(id__in=without)
    rows = (
        found.annotate(risk_rank=_ranked("risk_level", RISK_ORDER))
        .filter(_after(order, after))
        .order_by(*order)[: PAGE + 1]
    )
    keys = [name.removeprefix("-") for name in order]
    page = page_of(list(rows), lambda row: tuple(getattr(row, key) for key in keys))
    return CountedPage([_row(actor, case) for case in page.items], page.next, found.count())


@as_actor
def count_open(actor: Actor, *, without: Collection[UUID] = ()) -> int:
    """How many open cases of their own the actor has, but for those of these ids."""
    require(actor, "cases.caseload.read")
    return _open(actor).exclude(id__in=without).count()


def _kept(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(counsellor_id=actor.known_id, on_desk=False)


def _open(actor: Actor) -> QuerySet[Case]:
    return _kept(actor).filter(state__in=OPEN_STATES)


def _closed(actor: Actor) -> QuerySet[Case]:
    return _kept(actor).filter(state=CaseState.CLOSED)


def _row(actor: Actor, case: Case) -> CaseRow:
    return CaseRow(
        brief(case),
        case.state,
        case.risk_level,
        case.sessions_done,
        case.opened_at,
        case.statistics,
        is_kept(actor, case),
    )


@as_actor
def key_waits(actor: Actor, *, client_id: UUID, case_id: UUID | None = None) -> bool:
    """Whether a client made a key that is still to be let in to what was said in open cases.

    Of those the actor sees: a client their own, a counsellor those they keep, or one of them.
    """
    require(actor, "cases.key.waits")
    rows = Case.objects.filter(client_id=client_id, state__in=OPEN_STATES)
    if case_id is not None:
        rows = rows.filter(id=case_id)
    return waits(client(client_id), file_ids=list(rows.values_list("file_id", flat=True)))


@as_actor
def kept_case(actor: Actor, *, case_id: UUID) -> CaseHeader:
    """One case of the actor's own, open or closed. Raises Missing."""
    rows = Case.objects.filter(id=case_id).select_related("service", "site", "shift")
    case = rows.first()
    if case is None:
        raise Missing
    require(actor, "cases.case.keep", case)
    return CaseHeader(
        case=brief(case),
        client_id=case.client_id,
        state=case.state,
        risk_level=case.risk_level,
        risk_at=case.risk_at,
        service=_named(case.service),
        site=_named(case.site) if case.site else None,
        shift=_named(case.shift) if case.shift else None,
        tenure=case.tenure,
        language=case.language,
        statistics=case.statistics,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        close_reason=case.close_reason,
        sessions_done=case.sessions_done,
    )


@dataclass(frozen=True)
class LaterCase:
    """A case of one's own, and whose it is."""

    case: CaseBrief
    client_id: UUID


@as_actor
def opened_after(actor: Actor, *, case_id: UUID) -> list[LaterCase]:
    """The actor's own open cases that were opened after one of theirs, the latest first.

    Raises Missing.
    """
    opened = kept_case(actor, case_id=case_id).opened_at
    later = _open(actor).filter(opened_at__gt=opened).order_by("-opened_at", "id")
    return [LaterCase(brief(case), case.client_id) for case in later]


@as_actor
def rows(actor: Actor, *, case_ids: set[UUID]) -> dict[UUID, CaseRow]:
    """Lines of the cases that the actor may see, by id; hidden ones are left out."""
    return {case.id: _row(actor, case) for case in Case.objects.filter(id__in=case_ids)}


@as_actor
def high_risk(actor: Actor) -> list[CaseRow]:
    """The actor's own open cases whose risk was last judged high or imminent, the oldest first."""
    require(actor, "cases.caseload.read")
    pressing = _open(actor).filter(risk_level__in=RISK_HIGH)
    return [_row(actor, case) for case in pressing.order_by("risk_at", "id")]


@as_actor
def waiting_for(actor: Actor, *, counsellor_id: UUID) -> int:
    """How many cases wait for a counsellor that another could still claim: they can be assigned."""
    require(actor, "cases.leaver.read")
    theirs = Case.objects.filter(counsellor_id=counsellor_id, state__in=OPEN_STATES, on_desk=True)
    return theirs.exclude(sent_as=Sent.HANDED_OVER).count()


@as_actor
def load(actor: Actor, *, counsellor_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many open cases each of these counsellors keeps, for whoever assigns requests."""
    require(actor, "cases.queue.plan")
    kept = Case.objects.filter(
        counsellor_id__in=counsellor_ids, on_desk=False, state__in=OPEN_STATES
    )
    counted = kept.values("counsellor_id").annotate(n=Count("id"))
    return {row["counsellor_id"]: row["n"] for row in counted if row["counsellor_id"]}


@as_actor
def open_cases_of(actor: Actor, *, counsellor_id: UUID) -> list[CaseRow]:
    """The open cases that only this counsellor can open, the oldest first: for a leaver.

    They keep these, or have been handed them. Whoever plans a hand-over reads this.
    """
    require(actor, "cases.leaver.read")
    theirs = Case.objects.filter(counsellor_id=counsellor_id, state__in=OPEN_STATES)
    rows = theirs.filter(Q(on_desk=False) | Q(sent_as=Sent.HANDED_OVER))
    return [_row(actor, case) for case in rows.order_by("opened_at", "id")]


@as_actor
def events(actor: Actor, *, case_id: UUID) -> list[CaseEvent]:
    """Requests, preparations, claims, judgements of risk and the closing of one's own case.

    A case has a handful of each, so they are read whole, unordered. Raises Missing.
    """
    header = kept_case(actor, case_id=case_id)
    found: list[CaseEvent] = []
    for row in Request.objects.filter(case_id=case_id).defer(*SEALED):
        found.append(CaseEvent("request", row.id, row.submitted_at, row.band))
        if row.prepared_at:
            found.append(CaseEvent("prepared", row.id, row.prepared_at, ""))
    for entry in RiskEntry.objects.filter(case_id=case_id).defer("reason"):
        found.append(CaseEvent("risk", entry.id, entry.at, entry.level))
    for held in Assignment.objects.filter(case_id=case_id):
        found.append(CaseEvent("claimed", held.id, held.since, ""))
    if header.closed_at:
        found.append(CaseEvent("closed", case_id, header.closed_at, header.close_reason))
    return found


@as_actor
def judgements(actor: Actor, *, case_id: UUID) -> list[Judgement]:
    """How the risk of one's own case was judged, the latest first. Raises Missing."""
    kept_case(actor, case_id=case_id)
    entries = list(RiskEntry.objects.filter(case_id=case_id).defer("reason").order_by(*LATEST))
    names = display_names({entry.by for entry in entries})
    return [Judgement(row.id, row.level, row.at, names.get(row.by, "")) for row in entries]
