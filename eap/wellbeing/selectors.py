"""Readings of measures and of what was kept and shared. Never content: that is `reading`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from eap.cases.models import Case
from eap.cases.words import OPEN_STATES
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Missing
from eap.core.policy import allows, require
from eap.wellbeing.checks import definition_of
from eap.wellbeing.definitions import no_safety_item
from eap.wellbeing.models import Measure, SelfCheck, SharedCheck


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as listed. `asks_safety` tells whether one of its items screens for risk."""

    id: UUID
    code: str
    title: str
    language: str
    version: str
    copyright: str
    questions: int
    asks_safety: bool


@dataclass(frozen=True, slots=True)
class MeasureForm:
    """A measure with its wording: `items` have link_id, text, scored and options."""

    measure: MeasureView
    instructions: list[str]
    items: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SharedView:
    """A shared self-check without what it says; `urgent`: a safety item was above zero."""

    id: UUID
    case_id: UUID
    measure: MeasureView
    shared_at: datetime
    urgent: bool


def view(measure: Measure) -> MeasureView:
    """A measure as listed."""
    definition = definition_of(measure)
    return MeasureView(
        id=measure.id,
        code=definition.name,
        title=measure.title,
        language=measure.language,
        version=measure.version_label,
        copyright=measure.copyright,
        questions=len(measure.content["items"]),
        asks_safety=definition.risk is not no_safety_item,
    )


@as_actor
def measures(actor: Actor) -> list[MeasureView]:
    """What can be taken: of each measure and language the version imported last."""
    require(actor, "wellbeing.measure.read")
    latest: dict[tuple[str, str], MeasureView] = {}
    for row in Measure.objects.order_by("imported_at", "id"):
        found = view(row)
        latest[found.code, found.language] = found
    return [latest[key] for key in sorted(latest)]


@as_actor
def has_measures(actor: Actor) -> bool:
    """Whether anything can be taken at all."""
    require(actor, "wellbeing.measure.read")
    return Measure.objects.exists()


@as_actor
def every_measure(actor: Actor) -> list[Measure]:
    """Every version ever imported, oldest first; for the command of whoever imports."""
    require(actor, "wellbeing.measure.import")
    return list(Measure.objects.order_by("imported_at", "id"))


@as_actor
def measure_form(actor: Actor, *, measure_id: UUID) -> MeasureForm:
    """A measure to be filled in, of any version. Raises Missing."""
    found = find_measure(actor, measure_id)
    return MeasureForm(view(found), found.content["instructions"], found.content["items"])


def find_measure(actor: Actor, measure_id: UUID) -> Measure:
    """The row of a measure, within the caller's transaction. Raises Missing."""
    require(actor, "wellbeing.measure.read")
    found = Measure.objects.filter(id=measure_id).first()
    if found is None:
        raise Missing
    return found


@as_actor
def own_counts(actor: Actor) -> dict[str, int]:
    """How many self-checks the client keeps here, and how many copies they shared."""
    require(actor, "wellbeing.check.keep", SelfCheck(drawer_id=actor.id))
    return {
        "self_checks": SelfCheck.objects.filter(drawer_id=actor.known_id).count(),
        "shared_checks": SharedCheck.objects.filter(case__client_id=actor.known_id).count(),
    }


def open_case_of(client_id: UUID) -> Case | None:
    """The client's newest open case, within a transaction of theirs."""
    cases = Case.objects.filter(client_id=client_id, state__in=OPEN_STATES)
    return cases.order_by("-opened_at", "-id").first()


@as_actor
def shared_checks(actor: Actor, *, case_id: UUID) -> list[SharedView]:
    """What the client shared in one of the counsellor's own cases, newest first.

    Raises Missing when the case is not the actor's.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise Missing
    require(actor, "wellbeing.shared.list", SharedCheck(case=case))
    return _shared(actor, SharedCheck.objects.filter(case=case))


@as_actor
def urgent_checks(actor: Actor) -> list[SharedView]:
    """Shared self-checks with a safety item above zero, in the open cases the actor keeps.

    They press until the counsellor has judged the case's risk anew.
    """
    since_judged = Q(case__risk_at__isnull=True) | Q(case__risk_at__lt=F("shared_at"))
    rows = SharedCheck.objects.filter(
        since_judged,
        urgent=True,
        case__counsellor_id=actor.known_id,
        case__state__in=OPEN_STATES,
    )
    return _shared(actor, rows)


def _shared(actor: Actor, rows: QuerySet[SharedCheck]) -> list[SharedView]:
    return [
        SharedView(row.id, row.case_id, view(row.measure), row.shared_at, row.urgent)
        for row in rows.select_related("case", "measure").order_by("-shared_at", "-id")
        if allows(actor, "wellbeing.shared.list", row)
    ]
