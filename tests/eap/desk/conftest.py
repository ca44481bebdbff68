"""The desk's tests stand at one moment unless they move on."""

from collections.abc import Iterator

import pytest

from eap.core import clock
from tests.factories.booking import NOON


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield
