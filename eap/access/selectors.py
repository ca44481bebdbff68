"""Readings of staff accounts and what the acting person may do."""

from uuid import UUID, uuid5

from eap.access.models import RoleGrant, Staff
from eap.core.actor import Actor

_SESSIONS = UUID("6f0f6b56-5d54-4c3e-9d3a-1d0a9a3f0c11")


def staff_actor(staff_id: UUID, session_key: str, request_id: str = "") -> Actor:
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
    )


def display_names(staff_ids: set[UUID]) -> dict[UUID, str]:
    """Names of staff by id, for screens that show who does what."""
    return dict(Staff.objects.filter(id__in=staff_ids).values_list("id", "display_name"))


def holders(role: str) -> set[UUID]:
    """Ids of the active staff who hold `role` now."""
    held = RoleGrant.objects.filter(role=role, until__isnull=True, staff__is_active=True)
    return set(held.values_list("staff_id", flat=True))


def addresses(staff_ids: set[UUID]) -> list[tuple[str, str]]:
    """(work e-mail, language) of active staff, in a stable order."""
    found = Staff.objects.filter(id__in=staff_ids, is_active=True).order_by("email")
    return list(found.values_list("email", "language"))
