"""Real public data for tests. It lies beside the checkout and is never part of it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


def shared_file(name: str) -> Path:
    """The real file `name`; skips the calling test where the folder is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs the real data file {name} in ../shared/data")
    return path
