"""How a release is shown: all measurements of its year so far made to agree, then rounded.

Fitting again when a period is added sharpens earlier figures of the year; the measurements
themselves never change. No true count is touched here.
"""

import json
from collections.abc import Mapping
from typing import Any

from eap.publication.mechanism.consistency import Family, fit
from eap.publication.mechanism.intervals import Estimate, figure
from eap.publication.models import Release
from eap.publication.periods import Period, periods_of
from eap.publication.words import WHOLE, Table, TableSpec

Cells = dict[str, dict[str, Any]]


def key(table: str, period: str, cell: str) -> str:
    """The name of one cell across all tables of a year."""
    return f"{table}|{period}|{cell}"


def display_of(
    year: int, spec: TableSpec, period: Period, noisy: Mapping[str, int], sigma: float
) -> Cells:
    """Every cell of the year published so far, this release included, as it is to be drawn.

    Cell name -> {point|None, low, high, estimate, sigma}. Crisis counts stand by themselves:
    they are a part of the openings, not a division of them.
    """
    measured = _earlier(year) | {
        key(spec.table, period.label, cell): Estimate(value, sigma) for cell, value in noisy.items()
    }
    apart = {name: one for name, one in measured.items() if name.startswith(Table.CRISIS_YEAR)}
    joined = {name: one for name, one in measured.items() if name not in apart}
    shown: Cells = {name: _drawn(one, max(0, round(one.value))) for name, one in apart.items()}
    families = _families(year, set(joined))
    fitted = fit(joined, families) if families else None
    for name, one in joined.items():
        if fitted is not None and name in fitted.estimates:
            shown[name] = _drawn(fitted.estimates[name], fitted.shown[name])
        else:
            shown[name] = _drawn(one, max(0, round(one.value)))
    if fitted is not None:
        for name in set(fitted.estimates) - set(joined):
            shown[name] = _drawn(fitted.estimates[name], fitted.shown[name])
    return shown


def _drawn(estimate: Estimate, shown: int) -> dict[str, Any]:
    drawn = figure(estimate, shown)
    return {
        "point": None if drawn.point is None else int(drawn.point),
        "low": round(drawn.low, 1),
        "high": round(drawn.high, 1),
        "estimate": round(estimate.value, 3) + 0.0,  # the database knows no -0.0
        "sigma": round(estimate.sigma, 4),
    }


def _earlier(year: int) -> dict[str, Estimate]:
    found = {}
    for body in Release.objects.filter(year_id=year).values_list("body", flat=True):
        release = json.loads(body)
        for cell, value in release["noisy"].items():
            name = key(release["table"], release["period"], cell)
            found[name] = Estimate(value, release["sigma"])
    return found


def _families(year: int, names: set[str]) -> list[Family]:
    """Which published cells add up to which: months and sites to quarters, quarters to the year."""
    families = []
    quarters = periods_of(year, "quarter")
    whole = [key("org_quarter", quarter.label, WHOLE) for quarter in quarters]
    for quarter, parent in zip(quarters, whole, strict=True):
        months = [key(Table.ORG_MONTH, f"{month:%Y-%m}", WHOLE) for month in quarter.months]
        if all(name in names for name in months):
            families.append(Family(parent, tuple(months)))
        sites = _cells(names, Table.SITE_QUARTER, quarter.label)
        if sites:
            families.append(Family(parent, sites))
    total = key("org_year", str(year), WHOLE)
    concerns = _cells(names, Table.CONCERN_YEAR, str(year))
    known = {family.parent for family in families}
    if concerns and known == set(whole):
        families += [Family(total, concerns), Family(total, tuple(whole))]
    return families


def _cells(names: set[str], table: Table, period: str) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name.startswith(f"{table}|{period}|")))
