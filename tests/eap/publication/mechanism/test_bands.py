"""Percentiles interpolated from bands."""

import pytest

from eap.publication.mechanism.bands import BandPercentile, percentile

EDGES = (0, 2, 5, 10)  # working days


@pytest.mark.parametrize(
    ("counts", "share", "expected"),
    [
        ((10, 10, 10, 10), 0.5, BandPercentile(5, False)),
        ((10, 10, 10, 10), 0.25, BandPercentile(2, False)),
        ((20, 0, 0, 0), 0.5, BandPercentile(1, False)),
        ((0, 10, 0, 0), 0.5, BandPercentile(3.5, False)),
        ((0, 10, 0, 0), 0.0, BandPercentile(2, False)),
        ((10, 0, 0, 10), 0.9, BandPercentile(10, True)),
        ((-4, 10, -3, 0), 0.5, BandPercentile(3.5, False)),
        ((1, 1, 1, 0), 1.0, BandPercentile(10, False)),
    ],
)
def test_interpolation(counts: tuple[float, ...], share: float, expected: BandPercentile) -> None:
    found = percentile(EDGES, counts, share)
    assert found is not None
    assert found.value == pytest.approx(expected.value)
    assert found.at_least == expected.at_least


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (-1, -2, 0, 0)])
def test_nothing_counted_has_no_percentile(counts: tuple[float, ...]) -> None:
    assert percentile(EDGES, counts, 0.5) is None


@pytest.mark.parametrize(
    ("edges", "counts", "share"),
    [((0, 2), (1,), 0.5), ((2, 0), (1, 1), 0.5), ((0, 0), (1, 1), 0.5), ((0, 2), (1, 1), 1.5)],
)
def test_bands_must_make_sense(
    edges: tuple[float, ...], counts: tuple[float, ...], share: float
) -> None:
    with pytest.raises(ValueError, match=r"edge|share"):
        percentile(edges, counts, share)
