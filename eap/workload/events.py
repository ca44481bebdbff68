"""What happened at the sites and may explain a turn in a chart: kept, and read by operations."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eap.audit.services import record
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Invalid
from eap.core.ids import new_id
from eap.core.policy import require
from eap.programme.models import Site
from eap.workload.models import OrganisationEvent
from eap.workload.selectors import SiteName
from eap.workload.words import Happening

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class EventView:
    """One happening: the first day on which it held, where, and its name in both languages."""

    day: date
    kind: str
    site: SiteName
    name_zh: str
    name_en: str


@as_actor
def events(actor: Actor) -> list[EventView]:
    """Every happening, the latest first. Raises Refused."""
    require(actor, "workload.event.read")
    rows = OrganisationEvent.objects.select_related("site").order_by("-day", "site__code", "id")
    return [
        EventView(
            row.day,
            row.kind,
            SiteName(row.site.code, row.site.name_zh, row.site.name_en),
            row.name_zh,
            row.name_en,
        )
        for row in rows
    ]


@as_actor
def keep_event(
    actor: Actor, *, site: str, day: date, kind: str, name_zh: str, name_en: str
) -> UUID:
    """Keep that something happened at a site on a day. Raises Invalid (unknown site, names)."""
    rule = require(actor, "workload.event.keep")
    place = Site.objects.filter(code=site).first()
    if place is None:
        raise Invalid(fields={"site": "unknown"})
    if not all(1 <= len(name.strip()) <= LONGEST_NAME for name in (name_zh, name_en)):
        raise Invalid(fields={"name": "length"})
    event = OrganisationEvent(
        id=new_id(),
        site=place,
        day=day,
        kind=Happening(kind),
        name_zh=name_zh.strip(),
        name_en=name_en.strip(),
    )
    OrganisationEvent.objects.bulk_create([event])
    record(
        actor,
        action="workload.event.keep",
        object_kind="event",
        object_id=event.id,
        rule=rule,
        details={"site": site, "day": str(day), "kind": event.kind},
    )
    return event.id
