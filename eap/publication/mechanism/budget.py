"""The privacy budget: what a year may cost, how it is shared between tables, and what noise buys.

Loss is counted as rho of zero-concentrated differential privacy (Bun and Steinke 2016): it adds
up over tables and years, and Gaussian noise of deviation sigma on counts that one person moves by
at most `sensitivity` (L2) costs rho = sensitivity^2 / (2 sigma^2). Rho and shares are decimals,
because the ledger adds them up exactly.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from scipy.optimize import minimize_scalar

YEAR_RHO = Decimal("0.25")
YEAR_CEILING = Decimal("0.5")
OPENINGS_PER_YEAR = 2

DEFAULT_SHARES: Mapping[str, Decimal] = MappingProxyType(
    {
        "org_month": Decimal("0.20"),
        "site_quarter": Decimal("0.30"),
        "site_concern": Decimal("0.15"),
        "shift": Decimal("0.075"),
        "tenure": Decimal("0.075"),
        "severity": Decimal("0.08"),
        "wait": Decimal("0.07"),
        "crisis": Decimal("0.05"),
    }
)


def l2_sensitivity(*, per_cell: int = 1, per_year: int = OPENINGS_PER_YEAR) -> float:
    """How far one person can move a table's cells over a year, in L2.

    `per_cell` is how often a person may be counted in one cell, `per_year` in the whole table.
    At most one opening a quarter and two a year gives sqrt(2) for periods up to a quarter. A cell
    that spans more than a quarter can hold both openings, which is 2, unless only a person's first
    opening of the year is counted, which is 1.
    """
    if not 1 <= per_cell <= per_year:
        raise ValueError("a person counts at least once a cell and no more than in the year")
    full_cells, rest = divmod(per_year, per_cell)
    return math.sqrt(full_cells * per_cell**2 + rest**2)


SENSITIVITY = l2_sensitivity()


def sigma_for(rho: Decimal, *, sensitivity: float = SENSITIVITY) -> float:
    """The deviation that costs `rho`: sensitivity / sqrt(2 rho).

    Taken up to the next millionth, so that the loss proven for it stays below `rho`.
    """
    if rho <= 0:
        raise ValueError("without budget nothing is published")
    exact = sensitivity / math.sqrt(2 * float(rho))
    return (math.floor(exact * 1e6) + 1) / 1e6


def epsilon(rho: float, *, delta: float = 1e-6) -> float:
    """The (epsilon, delta) guarantee that `rho` implies, for readers used to that scale.

    The least over alpha > 1 of  alpha rho + ln((alpha - 1) / alpha)
    - (ln delta + ln alpha) / (alpha - 1)  (Canonne, Kamath and Steinke 2020, proposition 12).
    """

    def bound(log_excess: float) -> float:
        excess = math.exp(log_excess)
        alpha = 1 + excess
        return alpha * rho + math.log(excess / alpha) - (math.log(delta) + math.log(alpha)) / excess

    return max(0.0, float(minimize_scalar(bound, bounds=(-7, 14), method="bounded").fun))


@dataclass(frozen=True, slots=True)
class Charge:
    """What one table costs for the whole year, and the noise that buys for each of its cells."""

    table: str
    rho: Decimal
    sensitivity: float
    sigma: float


def allocate(
    rho: Decimal = YEAR_RHO,
    shares: Mapping[str, Decimal] = DEFAULT_SHARES,
    sensitivities: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, Charge]:
    """Share a year's `rho` between tables; `sensitivities` where a table's is not sqrt(2).

    ValueError when `rho` is above the ceiling of a year or the shares add up to more than one.
    """
    if not 0 < rho <= YEAR_CEILING:
        raise ValueError(f"a year's budget lies between 0 and {YEAR_CEILING}")
    if sum(shares.values()) > 1 or any(share <= 0 for share in shares.values()):
        raise ValueError("shares are positive and add up to at most 1")
    charges = {}
    for table, share in shares.items():
        sensitivity = sensitivities.get(table, SENSITIVITY)
        charge = rho * share
        charges[table] = Charge(
            table, charge, sensitivity, sigma_for(charge, sensitivity=sensitivity)
        )
    return charges
