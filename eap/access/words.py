"""Pairs of roles one person may not combine, and the first page of new staff."""

from eap.core.roles import Role

APART = (
    frozenset({Role.OPERATIONS, Role.COUNSELLOR}),
    frozenset({Role.OPERATIONS, Role.CLINICAL_LEAD}),
    frozenset({Role.OPERATIONS, Role.ON_CALL}),
    frozenset({Role.SYSTEM_ADMIN, Role.COUNSELLOR}),
    frozenset({Role.SYSTEM_ADMIN, Role.CLINICAL_LEAD}),
    frozenset({Role.SYSTEM_ADMIN, Role.AUDITOR}),
    frozenset({Role.OPERATIONS, Role.PRIVACY_OFFICER}),
)


def apart(roles: frozenset[str]) -> list[frozenset[Role]]:
    """The pairs among these roles that one person may not combine."""
    return [pair for pair in APART if pair <= roles]


WELCOME = "/staff/welcome"  # where a key sets a password; the key stands behind a #
