"""Bounds of what one person may contribute, and the coarse facets it is taken apart into."""

from enum import StrEnum

PER_QUARTER = 1
PER_YEAR = 2
CLOSES_AFTER_DAYS = 14

NOT_SAID = "not_said"


class Facet(StrEnum):
    """What is kept of a first session, each facet by itself, with no way to join two of them."""

    OPENING = "opening"
    SITE = "site"
    SHIFT = "shift"
    TENURE = "tenure"
    CONCERN = "concern"
    SEVERITY = "severity"
    WAIT = "wait"
    CRISIS = "crisis"


# The months of a facet's period: no finer than the tables that are, or will be, made of it.
MONTHS_OF = {
    Facet.OPENING: 1,
    Facet.SITE: 3,
    Facet.SHIFT: 12,
    Facet.TENURE: 12,
    Facet.CONCERN: 12,
    Facet.SEVERITY: 3,
    Facet.WAIT: 3,
    Facet.CRISIS: 12,
}

# Waiting from request to first session, in whole days: up to 2, 5, 10, more.
WAIT_BAND_ENDS = (2, 5, 10)

SEATS_OFFERED = "seats_offered"
SEATS_TAKEN = "seats_taken"
HOURS_OFFERED = "hours_offered"
DUTY_HOURS_COVERED = "duty_hours_covered"


def wait_band(days: int) -> int:
    """Band 0-3 of a wait of `days` whole days."""
    return sum(days > end for end in WAIT_BAND_ENDS)


def severity_of(impact: int | None) -> int | None:
    """Self-rated impact 0-10 mapped to 1-5 (0-2, 3-4, 5-6, 7-8, 9-10); None stays not said."""
    if impact is None:
        return None
    return max(1, min(5, (impact + 1) // 2))
