"""One counsellor with hours, and a time of theirs that is offered."""

from datetime import timedelta

import pytest

from eap.booking.models import Counsellor
from eap.booking.offers import Slot
from eap.core.clock import standing_at
from tests.factories.booking import NOON, make_counsellor, make_service, offered


@pytest.fixture
def ann() -> Counsellor:
    """Ann, in room B 3."""
    make_service()
    return make_counsellor("Ann", room="B 3")


@pytest.fixture
def slot(ann: Counsellor) -> Slot:
    """An offered start at least three days ahead."""
    with standing_at(NOON):
        return next(slot for slot in offered() if slot.start > NOON + timedelta(days=3))
