"""The tree is the one of RFC 9162, by its well-known test inputs and by its own laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eap.audit import tree

INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [tree.leaf(bytes.fromhex(text)) for text in INPUTS]


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert tree.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert tree.root([]) == tree.EMPTY


@given(st.integers(1, 70), st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_no_other_does(
    size: int, data: st.DataObject
) -> None:
    leaves = [tree.leaf(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path = tree.path(leaves, index)
    assert tree.root_from_path(leaves[index], index, size, path) == tree.root(leaves)
    other = tree.leaf(b"another")
    assert tree.root_from_path(other, index, size, path) != tree.root(leaves)
    assert tree.root_from_path(leaves[index], index, size, [*path, other]) is None
    assert tree.root_from_path(leaves[index], size, size, path) is None
    if path:
        assert tree.root_from_path(leaves[index], index, size, path[:-1]) is None


@given(st.integers(0, 70))
def test_the_newest_leaf_s_path_is_the_compact_range_it_was_appended_to(size: int) -> None:
    leaves = [tree.leaf(bytes([number])) for number in range(size + 1)]
    peaks: list[bytes] = []
    for place, leaf in enumerate(leaves[:-1]):
        peaks = tree.append(peaks, place, leaf)
    assert tree.path(leaves, size) == peaks[::-1]
    assert tree.fold(tree.append(peaks, size, leaves[-1])) == tree.root(leaves)
    assert tree.unpack(tree.pack(peaks)) == peaks
