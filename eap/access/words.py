"""Roles of staff, and the pairs of roles one person may not combine."""

from django.db import models


class Role(models.TextChoices):
    """What a person of the programme's staff may be."""

    COUNSELLOR = "counsellor", "Counsellor"
    CLINICAL_LEAD = "clinical_lead", "Clinical lead"
    ON_CALL = "on_call", "On-call counsellor"
    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    OPERATIONS = "operations", "Operations manager"
    PRIVACY_OFFICER = "privacy_officer", "Privacy officer"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMIN = "system_admin", "System administrator"


APART = (
    frozenset({Role.OPERATIONS, Role.COUNSELLOR}),
    frozenset({Role.OPERATIONS, Role.CLINICAL_LEAD}),
    frozenset({Role.OPERATIONS, Role.ON_CALL}),
    frozenset({Role.SYSTEM_ADMIN, Role.COUNSELLOR}),
    frozenset({Role.SYSTEM_ADMIN, Role.CLINICAL_LEAD}),
    frozenset({Role.SYSTEM_ADMIN, Role.AUDITOR}),
    frozenset({Role.OPERATIONS, Role.PRIVACY_OFFICER}),
)
LANGUAGES = ("zh-Hans", "en")


def apart(roles: frozenset[str]) -> list[frozenset[Role]]:
    """The pairs among these roles that one person may not combine."""
    return [pair for pair in APART if pair <= roles]


WELCOME = "/staff/welcome"  # where a key sets a password; the key stands behind a #
