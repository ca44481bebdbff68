"""Opening self-checks: the client their own, the counsellor what was shared with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eap.cases.models import Case
from eap.core.actor import Actor
from eap.core.database import acting
from eap.people.selectors import demand_key
from eap.vault.opening import SOUND, Damage, Door, Opened, open_through
from eap.vault.words import Purpose
from eap.wellbeing.checks import CheckResult
from eap.wellbeing.models import Drawer, SelfCheck, SharedCheck
from eap.wellbeing.selectors import MeasureView, view


@dataclass(frozen=True, repr=False, slots=True)
class OpenedCheck:
    """One opened self-check; `answers` (by item code) and `result` are None when damaged."""

    id: UUID
    measure: MeasureView
    at: datetime
    shared: bool
    answers: dict[str, int | None] | None
    result: CheckResult | None
    damaged: bool


@dataclass(frozen=True, repr=False, slots=True)
class OpenedChecks:
    """Opened self-checks, newest first."""

    checks: list[OpenedCheck]
    damage: Damage


def open_own_checks(actor: Actor) -> OpenedChecks:
    """The client's kept self-checks, newest first. The trace is committed first.

    Raises Refused("private_key_needed"), and what `vault.opening.open_through` raises.
    """
    demand_key(actor)
    if not _has_drawer(actor):
        return OpenedChecks([], SOUND)

    def read(door: Door) -> OpenedChecks:
        rows = SelfCheck.objects.select_related("drawer", "measure")
        checks = [
            _opened(
                row,
                row.taken_at,
                row.shared,
                door.open(row.content, file_id=row.drawer.file_id, place=row.place),
            )
            for row in rows.filter(drawer_id=actor.known_id).order_by("-taken_at", "-id")
        ]
        drawer = Drawer.objects.get(pk=actor.known_id)
        return OpenedChecks(checks, door.damage(drawer.file_id, tables=("self_check",)))

    return open_through(
        actor,
        permission="wellbeing.check.open",
        purpose=Purpose.OWN,
        find=lambda: Drawer.objects.filter(pk=actor.known_id).first(),
        read=read,
    )


def _has_drawer(actor: Actor) -> bool:
    """Whether anything was ever kept: who never did leaves no trace by looking."""
    with acting(actor):
        return Drawer.objects.filter(pk=actor.known_id).exists()


def open_shared_checks(actor: Actor, *, case_id: UUID, purpose: str = Purpose.CARE) -> OpenedChecks:
    """What was shared in one of the counsellor's own cases, newest first: one trace for all.

    Raises what `vault.opening.open_through` raises.
    """

    def read(door: Door) -> OpenedChecks:
        rows = SharedCheck.objects.select_related("case", "measure")
        checks = [
            _opened(
                row,
                row.shared_at,
                True,
                door.open(row.content, file_id=row.case.file_id, place=row.place),
            )
            for row in rows.filter(case_id=case_id).order_by("-shared_at", "-id")
        ]
        file_id = Case.objects.values_list("file_id", flat=True).get(id=case_id)
        return OpenedChecks(checks, door.damage(file_id, tables=("shared_check",)))

    return open_through(
        actor,
        permission="wellbeing.shared.open",
        purpose=purpose,
        asked=case_id,
        find=lambda: Case.objects.filter(id=case_id).first(),
        read=read,
    )


def _opened(
    row: SelfCheck | SharedCheck, at: datetime, shared: bool, opened: Opened
) -> OpenedCheck:
    content = opened.value or {}
    return OpenedCheck(
        id=row.id,
        measure=view(row.measure),
        at=at,
        shared=shared,
        answers=content.get("answers"),
        result=None if opened.lost else CheckResult(**content["result"]),
        damaged=opened.lost,
    )
