"""Readings of staff accounts and what the acting person may do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from eap.access import addresses as work_addresses
from eap.access.models import RoleGrant, Staff
from eap.core.actor import Actor
from eap.core.policy import require

_SESSIONS = UUID("6f0f6b56-5d54-4c3e-9d3a-1d0a9a3f0c11")


def staff_actor(
    staff_id: UUID, session_key: str, request_id: str = "", half: bytes | None = None
) -> Actor:
    """The actor for a signed-in person, with the roles held at this very moment.

    The session is known inside by an id derived from its key, so the key itself goes nowhere.
    """
    held = RoleGrant.objects.filter(
        staff_id=staff_id, until__isnull=True, staff__is_active=True
    ).values_list("role", flat=True)
    return Actor.staff(
        staff_id,
        frozenset(held),
        session=uuid5(_SESSIONS, session_key),
        request_id=request_id,
        half=half,
    )


def display_names(staff_ids: set[UUID]) -> dict[UUID, str]:
    """Names of staff by id, for screens that show who does what."""
    return dict(Staff.objects.filter(id__in=staff_ids).values_list("id", "display_name"))


def holders(role: str) -> set[UUID]:
    """Ids of the active staff who hold `role` now."""
    held = RoleGrant.objects.filter(role=role, until__isnull=True, staff__is_active=True)
    return set(held.values_list("staff_id", flat=True))


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the staff by name. `signed_in` tells whether they ever have."""

    id: UUID
    name: str
    signed_in: bool


def colleagues(roles: Collection[str]) -> list[Colleague]:
    """The active staff who hold one of `roles` now, by name."""
    found = Staff.objects.filter(
        is_active=True, role_grants__role__in=roles, role_grants__until__isnull=True
    )
    rows = found.distinct().order_by("display_name", "id")
    named = rows.values_list("id", "display_name", "last_login")
    return [Colleague(id, name, last is not None) for id, name, last in named]


def addresses(staff_ids: set[UUID]) -> list[tuple[str, str]]:
    """(work e-mail, language) of active staff, in a stable order; none that is damaged."""
    active = list(Staff.objects.filter(id__in=staff_ids, is_active=True))
    opened = work_addresses.of(active)
    return sorted((opened[row.id], row.language) for row in active if row.id in opened)


@dataclass(frozen=True, slots=True)
class PersonView:
    """An account as managers see it. `signed_in` tells whether its owner ever has.

    `email` is None when it is damaged.
    """

    id: UUID
    display_name: str
    email: str | None
    language: str
    roles: tuple[str, ...]
    invited_at: datetime | None
    signed_in: bool
    retired_at: datetime | None


def people(actor: Actor) -> list[PersonView]:
    """Every account with the roles held now, those in service first. Raises Refused."""
    require(actor, "access.staff.list")
    held: dict[UUID, list[str]] = defaultdict(list)
    grants = RoleGrant.objects.filter(until__isnull=True).order_by("role")
    for staff_id, role in grants.values_list("staff_id", "role"):
        held[staff_id].append(role)
    rows = list(Staff.objects.order_by("-is_active", "display_name"))
    opened = work_addresses.of(rows)
    places = {(row.is_active, row.display_name): place for place, row in enumerate(rows)}
    rows.sort(  # of one name by address
        key=lambda row: (places[row.is_active, row.display_name], opened.get(row.id, ""))
    )
    return [
        PersonView(
            id=staff.id,
            display_name=staff.display_name,
            email=opened.get(staff.id),
            language=staff.language,
            roles=tuple(held[staff.id]),
            invited_at=staff.invited_at,
            signed_in=staff.last_login is not None,
            retired_at=staff.retired_at,
        )
        for staff in rows
    ]


def ids_by_email(emails: set[str]) -> dict[str, UUID]:
    """Ids of the accounts that have one of these addresses."""
    return work_addresses.holders(emails)


def own_name(actor: Actor) -> tuple[str, str]:
    """(name, language) of the acting person of staff."""
    return Staff.objects.values_list("display_name", "language").get(pk=actor.known_id)
