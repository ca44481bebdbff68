"""The tables a year's programme publishes, each declared once."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eap.publication.mechanism.budget import DEFAULT_SHARES, l2_sensitivity
from eap.tally.words import Facet


class Table(StrEnum):
    """Names of the published tables.

    Each ends in the kind of its periods: the database takes no release with another label.
    """

    ORG_MONTH = "org_month"
    SITE_QUARTER = "site_quarter"
    CONCERN_YEAR = "concern_year"
    CRISIS_YEAR = "crisis_year"


class Split(StrEnum):
    """What a table's cells divide."""

    NONE = ""
    SITE = "site"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """How one table is counted.

    `period` is month, quarter or year; `facet` what is counted of a first session; `share` its
    part of the year's rho; `per_cell` how often one person may count in one cell: twice where a
    cell spans the year, and the noise is made larger for it. `categories` is what the headcount
    minimum divides the expected count by.
    """

    table: Table
    period: str
    facet: Facet
    split: Split
    share: Decimal
    per_cell: int = 1
    categories: int = 1

    @property
    def sensitivity(self) -> float:
        """How far one person can move the table over a year, in L2."""
        return l2_sensitivity(per_cell=self.per_cell)


PROGRAMME: tuple[TableSpec, ...] = (
    TableSpec(Table.ORG_MONTH, "month", Facet.OPENING, Split.NONE, DEFAULT_SHARES["org_month"]),
    TableSpec(
        Table.SITE_QUARTER, "quarter", Facet.SITE, Split.SITE, DEFAULT_SHARES["site_quarter"]
    ),
    TableSpec(
        Table.CONCERN_YEAR,
        "year",
        Facet.CONCERN,
        Split.CONCERN,
        DEFAULT_SHARES["site_concern"],
        per_cell=2,
        categories=6,
    ),
    TableSpec(
        Table.CRISIS_YEAR, "year", Facet.CRISIS, Split.NONE, DEFAULT_SHARES["crisis"], per_cell=2
    ),
)
SPECS = {spec.table: spec for spec in PROGRAMME}

WHOLE = "all"
OTHER_SITES = "other_sites"
NOT_SAID = "not_said"

PUBLISHER_JOB = "publisher"
RELEASED = "publication.release"
