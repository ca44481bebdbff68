"""A call nobody takes climbs three rungs with different people, at the times set for it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.core.ids import new_id
from eap.crisis import escalation, services
from eap.crisis.escalation import climb
from tests.factories.crisis import on_rota, only_call, raised
from tests.factories.staff import make_staff

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def _after(minutes: float) -> int:
    with clock.standing_at(NIGHT + timedelta(minutes=minutes)):
        return climb()


def test_three_rungs_reach_three_different_people_at_their_minutes() -> None:
    with clock.standing_at(NIGHT):
        first, second, lead = on_rota(1), on_rota(2), on_rota(3, "clinical_lead")
        raised()
        assert climb() == 1
    assert _after(1.9) == 0
    assert _after(2) == 1
    assert _after(4.9) == 0
    assert _after(5) == 1
    assert _after(30) == 0
    to = [message.to[0] for message in mail.outbox]
    assert len(set(to)) == len(to) == 3
    with clock.standing_at(NIGHT):
        assert [only_call(actor).rung for actor in (first, second, lead)] == [3, 3, 3]


def test_everybody_on_the_first_rung_is_paged_at_once() -> None:
    with clock.standing_at(NIGHT):
        on_rota(1), on_rota(1)
        raised()
        assert climb() == 2


def test_once_taken_it_climbs_no_further() -> None:
    with clock.standing_at(NIGHT):
        first = on_rota(1)
        on_rota(2)
        raised()
        climb()
        services.acknowledge(first, crisis_id=only_call(first).id)
    assert _after(10) == 0


def test_i_am_all_right_stops_no_rung() -> None:
    with clock.standing_at(NIGHT):
        on_rota(1), on_rota(2), on_rota(3, "clinical_lead")
        mine = raised()
        assert climb() == 1
        services.say_all_right(Actor.anonymous(), ticket=mine.ticket)
    assert (_after(2), _after(5)) == (1, 1)


def test_in_a_gap_of_the_rota_everybody_whose_role_it_is_is_paged() -> None:
    make_staff("on_call")
    make_staff("on_call")
    with clock.standing_at(NIGHT):
        raised()
        assert climb() == 2


def test_a_page_says_nothing_of_the_caller() -> None:
    with clock.standing_at(NIGHT):
        on_rota(1)
        raised("139 1234 5678")
        climb()
    (message,) = mail.outbox
    assert "139" not in message.subject + message.body
    assert message.body.strip() in {
        "Somebody is waiting for a call. Open the console.",
        "有人在等待回电，请打开值班台。",
    }


def test_a_failing_gateway_is_tried_again(settings: object) -> None:
    settings.PAGER = "tests.fakes.pagers.DeadPager"  # type: ignore[attr-defined]
    with clock.standing_at(NIGHT):
        on_rota(1)
        raised()
        with pytest.raises(ConnectionError):
            climb()
        settings.PAGER = "eap.crisis.pager.MailPager"  # type: ignore[attr-defined]
        assert climb() == 1


def test_the_rungs_are_queued_in_the_transaction_of_the_call() -> None:
    raised()
    queued = ProcrastinateJob.objects.filter(task_name="crisis.climb_rungs")
    assert queued.count() == 3
    assert not any("138" in str(job.args) for job in queued)


def test_only_the_job_may_page() -> None:
    with pytest.raises(Refused):
        escalation._claim(Actor.anonymous(), crisis_id=new_id(), level=1)
