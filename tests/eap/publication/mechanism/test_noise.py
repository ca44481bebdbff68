"""The noise itself: integers, unbiased, of the stated size, different every time."""

import ast
import math
from pathlib import Path
from statistics import mean, pstdev

import pytest

from eap.publication import mechanism
from eap.publication.mechanism.noise import add_noise, proven_rho

DRAWS = 20_000


def test_noise_is_whole_unbiased_and_as_large_as_said() -> None:
    sigma = 4.5
    drawn = add_noise([7] * DRAWS, sigma=sigma)
    assert all(type(value) is int for value in drawn)
    assert mean(drawn) == pytest.approx(7, abs=6 * sigma / math.sqrt(DRAWS))
    assert pstdev(drawn) == pytest.approx(sigma, rel=0.04)


def test_zeros_get_noise_too_and_may_become_negative() -> None:
    drawn = add_noise([0] * 2_000, sigma=3)
    assert min(drawn) < 0 < max(drawn)


def test_noise_is_never_the_same_twice() -> None:
    first, second = (add_noise([0] * 200, sigma=3) for _ in range(2))
    assert first != second


def test_large_counts_keep_their_size() -> None:
    assert add_noise([10**9], sigma=2)[0] == pytest.approx(10**9, abs=60)


def test_nothing_to_publish_draws_nothing() -> None:
    assert add_noise([], sigma=1) == []


@pytest.mark.parametrize("counts", [[-1], [1.5], [True]])
def test_only_counts_are_accepted(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="counts"):
        add_noise(counts, sigma=1)


@pytest.mark.parametrize("sigma", [0.0, -1.0, math.nan])
def test_without_noise_nothing_is_published(sigma: float) -> None:
    with pytest.raises(ValueError, match="sigma"):
        add_noise([1], sigma=sigma)


def test_opendp_proves_the_textbook_loss() -> None:
    assert proven_rho(sigma=4, sensitivity=math.sqrt(2)) == pytest.approx(2 / 32)


def test_there_is_no_other_source_of_chance_in_the_mechanism() -> None:
    """Only noise.py may import OpenDP, and nothing may import a random generator or ask numpy's."""
    banned = {"random", "secrets", "uuid"}
    folder = Path(str(mechanism.__file__)).parent
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        }
        roots = {name.partition(".")[0] for name in imported}
        assert not roots & banned, path.name
        assert ("opendp" in roots) == (path.name == "noise.py"), path.name
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not attributes & {"random", "default_rng", "seed", "urandom"}, path.name
