"""Make noisy tables agree: the best additive fit, a non-negative one for display, whole numbers.

Tables measured with separate noise contradict each other: months and sites add up to different
totals. Given which cells add up to which, the fit is the weighted least-squares point among all
values that add up (the Gauss-Markov estimate; weights 1 / sigma^2). It is unbiased and carries the
intervals. Cutting at zero biases small cells upward, so the non-negative fit is for display only.

Nothing secret enters here: this is post-processing of released numbers and costs no budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space, solve_triangular
from scipy.optimize import Bounds, LinearConstraint, milp, nnls

from eap.publication.mechanism.intervals import Estimate

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Family:
    """`parent` is the sum of `children`. A cell may be parent and child in many families."""

    parent: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The fit of one release: unclamped `estimates`, and whole numbers >= 0 as `shown`.

    Both add up in every family and include cells that were never measured themselves.
    """

    estimates: dict[str, Estimate]
    shown: dict[str, int]


def fit(noisy: Mapping[str, Estimate], families: Sequence[Family]) -> Fit:
    """Reconcile `noisy` cells; ValueError when some cell of a family cannot be worked out."""
    system = _System(noisy, families)
    estimates = {
        cell: Estimate(float(value), float(deviation))
        for cell, value, deviation in zip(
            system.cells, system.values, system.deviations, strict=True
        )
    }
    return Fit(estimates, system.whole_numbers(system.non_negative()))


class _System:
    """Cells z with C z = 0, written z = N t: the columns of N span everything that adds up.

    With the QR decomposition of the weighted design (rows of N over sigma), z = S u where
    S = N R^-1; the fit is u = Q' y, and since u has unit covariance, S S' is that of z.
    """

    def __init__(self, noisy: Mapping[str, Estimate], families: Sequence[Family]) -> None:
        named = [cell for family in families for cell in (family.parent, *family.children)]
        self.cells = tuple(dict.fromkeys([*noisy, *named]))
        row = {cell: number for number, cell in enumerate(self.cells)}
        self.constraints = np.zeros((len(families), len(self.cells)))
        for constraint, family in zip(self.constraints, families, strict=True):
            constraint[row[family.parent]] += 1
            for child in family.children:
                constraint[row[child]] -= 1
        self.basis: Vector = null_space(self.constraints) if families else np.eye(len(self.cells))
        sigma = np.array([estimate.sigma for estimate in noisy.values()])
        target = np.array([estimate.value for estimate in noisy.values()]) / sigma
        measured = [row[cell] for cell in noisy]
        q, triangle = np.linalg.qr(self.basis[measured] / sigma[:, None])
        diagonal = np.abs(np.diagonal(triangle))
        if len(triangle) < self.basis.shape[1] or (diagonal < 1e-9 * diagonal.max()).any():
            raise ValueError("some cells follow from none of the measured ones")
        self.spread: Vector = solve_triangular(triangle, self.basis.T, trans="T").T
        self.values: Vector = self.spread @ (q.T @ target)
        self.deviations: Vector = np.sqrt((self.spread**2).sum(axis=1))

    def non_negative(self) -> Vector:
        """The weighted least-squares point among all z >= 0 that add up.

        That is the shortest step v from the fit with S v >= -values: least distance programming,
        solved as a non-negative least-squares problem (Lawson and Hanson, "Solving Least Squares
        Problems", chapter 23).
        """
        if (self.values >= 0).all():
            return self.values
        stacked = np.vstack([self.spread.T, -self.values])
        goal = np.append(np.zeros(len(stacked) - 1), 1.0)
        weights, _ = nnls(stacked, goal, maxiter=30 * len(self.values))
        residual = stacked @ weights - goal
        clamped: Vector = self.values - self.spread @ (residual[:-1] / residual[-1])
        return np.maximum(clamped, 0.0)

    def whole_numbers(self, values: Vector) -> dict[str, int]:
        """The whole numbers >= 0 nearest to `values` (least sum of distances) that add up.

        An integer programme over steps from the floor of each value: `round_up` costs what it
        moves away, each further step `up` or `down` costs 1. It always has a solution, since all
        zeros add up; in trees and two-way tables rounding up or down is all it needs.
        """
        floor = np.floor(values + 1e-9)
        count = len(floor)
        solution = milp(
            c=np.concatenate([1 - 2 * (values - floor), np.ones(2 * count)]),
            integrality=np.ones(3 * count, dtype=int),
            bounds=Bounds(0, np.concatenate([np.ones(count), np.full(count, np.inf), floor])),
            constraints=LinearConstraint(
                np.hstack([self.constraints, self.constraints, -self.constraints]),
                -self.constraints @ floor,
                -self.constraints @ floor,
            )
            if len(self.constraints)
            else None,
        )
        if solution.x is None:
            raise RuntimeError(f"no whole numbers found: {solution.message}")
        round_up, up, down = np.rint(solution.x).astype(int).reshape(3, count)
        whole = floor.astype(int) + round_up + up - down
        return dict(zip(self.cells, whole.tolist(), strict=True))
