"""Merkle trees in the shape of RFC 9162 (section 2.1): hashes, compact range, inclusion path.

A compact range is the list of the roots of the perfect subtrees a tree of n leaves falls into,
left to right; a leaf is appended and the root is folded from it in O(log n).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
HASH_BYTES = 32


def leaf(data: bytes) -> bytes:
    """Hash of one leaf's bytes."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def append(peaks: Sequence[bytes], size: int, new: bytes) -> list[bytes]:
    """The compact range of `size` leaves, grown by the leaf hash `new`."""
    grown = list(peaks)
    while size & 1:
        new = node(grown.pop(), new)
        size >>= 1
    grown.append(new)
    return grown


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root of the tree whose compact range is `peaks`."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root


def holds(peaks: Sequence[bytes], size: int, expected: bytes) -> bool:
    """Whether `peaks` can be the compact range of `size` leaves with the root `expected`."""
    return len(peaks) == size.bit_count() and fold(peaks) == expected


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    level = list(leaves)
    while len(level) > 1:
        paired = [node(*pair) for pair in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2 :]
    return level[0] if level else EMPTY


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The inclusion path of the leaf at `index`, from the leaf upwards (RFC 9162 2.1.3.1)."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path(leaves[:split], index), root(leaves[split:])]
    return [*path(leaves[split:], index - split), root(leaves[:split])]


def root_from_path(new: bytes, index: int, size: int, upwards: Sequence[bytes]) -> bytes | None:
    """The root that leaf hash `new` at `index` of `size` and its path lead to (RFC 9162 2.1.3.2).

    None when the path is too short or too long for that place.
    """
    last = size - 1
    if not 0 <= index <= last:
        return None
    for sibling in upwards:
        if last == 0:
            return None
        if index & 1 or index == last:
            new = node(sibling, new)
            while not index & 1 and index:
                index >>= 1
                last >>= 1
        else:
            new = node(new, sibling)
        index >>= 1
        last >>= 1
    return new if last == 0 else None


def pack(peaks: Sequence[bytes]) -> bytes:
    """A compact range as one column."""
    return b"".join(peaks)


def unpack(column: bytes) -> list[bytes]:
    """A compact range back from its column."""
    return [column[start : start + HASH_BYTES] for start in range(0, len(column), HASH_BYTES)]
