"""The doctor's look at the rota."""

from datetime import timedelta

import pytest

from eap.access.checkup import State
from eap.booking.health import AHEAD, somebody_is_on_duty
from eap.booking.models import OnCallShift
from eap.core import clock
from tests.factories.booking import NOON
from tests.factories.staff import make_staff

pytestmark = pytest.mark.django_db


def on_call(start, end) -> None:  # type: ignore[no-untyped-def]
    OnCallShift.objects.create(staff_id=make_staff("on_call").id, level=1, during=(start, end))


def test_an_hour_without_duty_is_bad_and_full_cover_good() -> None:
    with clock.standing_at(NOON):
        on_call(NOON, NOON + timedelta(days=3))
        on_call(NOON + timedelta(days=3, hours=2), NOON + AHEAD)
        (found,) = somebody_is_on_duty()
        assert found.state is State.BAD
        assert found.says.startswith("2 hours") and "2027-03-04 12:00" in found.says
        on_call(NOON + timedelta(days=2), NOON + timedelta(days=4))
        assert [one.state for one in somebody_is_on_duty()] == [State.GOOD]
