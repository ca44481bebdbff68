"""The year's frozen map: which sites stand alone, and which form the published cluster."""

from datetime import date

from django.db.models import Sum

from eap.programme.models import Headcount
from eap.publication.mechanism.minimum import FLOOR, minimum_headcount
from eap.publication.words import OTHER_SITES, SPECS, WHOLE, Table, TableSpec


def heads_by_site(year: int) -> dict[str, int]:
    """Site -> heads in the first month known of `year`, or the last known before it."""
    known = Headcount.objects.filter(month__lt=date(year + 1, 1, 1))
    months = known.order_by("month").values_list("month", flat=True).distinct()
    in_year = [month for month in months if month.year == year]
    if not months:
        return {}
    month = in_year[0] if in_year else max(months)
    rows = known.filter(month=month).values("site__code").annotate(heads=Sum("heads"))
    return {row["site__code"]: row["heads"] for row in rows}


def began() -> date | None:
    """The first month with a headcount. A period that begins earlier has nothing to tell."""
    return Headcount.objects.order_by("month").values_list("month", flat=True).first()


def least_heads(spec: TableSpec, sigma: float) -> int:
    """From how many heads on a cell of a table is published.

    Crises are few and shown as a range, so their noise sets no minimum; the floor holds for all.
    """
    if spec.table == Table.CRISIS_YEAR:
        return FLOOR
    return minimum_headcount(sigma, spec.period, categories=spec.categories)


def freeze(heads: dict[str, int], site_sigma: float) -> tuple[dict[str, str], dict[str, int]]:
    """(site -> cell, cell -> heads): sites below the minimum are published as one cluster.

    Should the cluster itself stay below the minimum, the smallest site standing alone joins it.
    """
    least = least_heads(SPECS[Table.SITE_QUARTER], site_sigma)
    alone = {site for site, count in heads.items() if count >= least}
    while alone and 0 < sum(heads[site] for site in heads if site not in alone) < least:
        alone.remove(min(alone, key=lambda site: (heads[site], site)))
    cells = {site: site if site in alone else OTHER_SITES for site in heads}
    by_cell = {WHOLE: sum(heads.values())}
    for site, cell in cells.items():
        by_cell[cell] = by_cell.get(cell, 0) + heads[site]
    return cells, by_cell
