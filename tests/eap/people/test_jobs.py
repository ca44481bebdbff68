"""What has ended is taken away."""

from datetime import timedelta

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Refused
from eap.people import cards, jobs, selectors, services, tries
from eap.people.models import ClientSession, TryCount, VisitCode
from eap.people.words import CARD_KEPT_FOR, CARD_LASTS
from tests.factories.people import make_cards, make_client
from tests.factories.programme import make_site
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
SWEEPER = Actor.system("sweep")


def test_ended_sessions_codes_and_counts_go_and_running_ones_stay() -> None:
    start = clock.now()
    gone = make_client()
    tries.count_try(Actor.anonymous(), who="n", of=tries.WRONG_SECRETS)
    with clock.standing_at(start + timedelta(days=31)):
        stays = make_client()
        jobs.sweep_ended(SWEEPER)
        assert selectors.client_actor(stays.session_token, "")
    with acting(SWEEPER):
        assert ClientSession.objects.count() == 1
        assert list(VisitCode.objects.values_list("client", flat=True)) == [stays.client_id]
        assert not TryCount.objects.exists()
    with clock.standing_at(start + timedelta(days=31, minutes=31)):
        jobs.sweep_ended(SWEEPER)
    with acting(SWEEPER):
        assert not ClientSession.objects.exists()
    assert selectors.own(gone.actor).client_id == gone.client_id


def test_cards_go_a_year_after_their_end() -> None:
    start = clock.now()
    make_site("HZ")
    make_cards("HZ", count=2)
    with clock.standing_at(start + CARD_LASTS):
        (newer,) = make_cards("HZ")
    gone_by = start + CARD_LASTS + CARD_KEPT_FOR
    with clock.standing_at(gone_by - timedelta(days=1)):
        jobs.shuffle_cards(0)
        assert cards.shuffle_cards(SWEEPER) == 3
    with clock.standing_at(gone_by + timedelta(days=2)):
        jobs.shuffle_cards(0)
        assert cards.shuffle_cards(SWEEPER) == 1
    with clock.standing_at(start + CARD_LASTS):
        assert make_client(card=newer)


def test_only_the_job_sweeps() -> None:
    for actor in (make_client().actor, staff_actor("programme_manager"), Actor.anonymous()):
        with pytest.raises(Refused):
            jobs.sweep_ended(actor)
        with pytest.raises(Refused):
            cards.forget_old_cards(actor)


def test_the_registered_job_runs_and_can_be_repeated() -> None:
    client = make_client()
    jobs.sweep(0)
    jobs.sweep(0)
    assert services.come_in_with_code(Actor.anonymous(), code=client.visit_code)
