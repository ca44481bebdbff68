"""True counts of closed periods. They exist in memory between counting and noise, nowhere else."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count

from eap.programme.words import ConcernGroup
from eap.publication.periods import Period
from eap.publication.words import NOT_SAID, WHOLE, Split, TableSpec
from eap.tally.models import Contribution


def cells_of(spec: TableSpec, sites: Mapping[str, str]) -> list[str]:
    """The cells of a table. They follow from headcounts and declarations, never from counts."""
    if spec.split == Split.SITE:
        return [*sorted(set(sites.values())), NOT_SAID]
    return list(ConcernGroup.values) if spec.split == Split.CONCERN else [WHOLE]


def count(spec: TableSpec, period: Period, sites: Mapping[str, str]) -> dict[str, int]:
    """Cell -> how many contributions of the period fall into it; every cell is present."""
    rows = Contribution.objects.filter(
        facet=spec.facet, period__gte=period.start, period__lt=period.end
    )
    found: Counter[str] = Counter()
    for value, number in rows.values_list("value").annotate(number=Count("id")):
        found[_cell(spec, sites, value)] += number
    return {cell: found[cell] for cell in cells_of(spec, sites)}


def _cell(spec: TableSpec, sites: Mapping[str, str], value: str) -> str:
    if spec.split == Split.SITE:
        return sites.get(value, NOT_SAID)
    if spec.split == Split.CONCERN:
        return value if value in ConcernGroup.values else ConcernGroup.OTHER.value
    return WHOLE
