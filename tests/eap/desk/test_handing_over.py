"""A case goes to the next counsellor by the hand of whoever holds it, and by nobody else's."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from eap.cases.reading import open_case, open_reasons
from eap.cases.services import claim, judge_risk
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Missing, Refused
from eap.core.ids import new_id
from eap.desk import handing_over, services
from eap.vault.models import Seed, Wrap
from eap.vault.policies import VAULT
from eap.vault.unlock import lock
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.booking import NOON
from tests.factories.keys import give_key, unlock
from tests.factories.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def begun() -> make.Begun:
    """A case after its first session, with nothing left to settle."""
    begun = make.begin()
    unlock(begun.counsellor)
    with clock.standing_at(begun.appointment.end):
        unlock(begun.counsellor)
        services.attended(
            begun.counsellor, appointment_id=begun.appointment.id, concern="sleep", severity=2
        )
    unlock(begun.counsellor)
    return begun


@pytest.fixture
def next_one() -> Actor:
    """Another counsellor, with a key."""
    actor = make.counsellor_of(hours.make_counsellor("Zhao Min"))
    give_key(actor)
    return actor


def hand_over(begun: make.Begun, to: Actor) -> None:
    handing_over.hand_over(begun.counsellor, case_id=begun.case_id, to=to.known_id)


def test_the_next_counsellor_claims_and_reads_and_the_first_no_longer_does(
    begun: make.Begun, next_one: Actor
) -> None:
    hand_over(begun, next_one)
    with pytest.raises(Missing):
        open_case(begun.counsellor, case_id=begun.case_id)
    other = unlock(make.counsellor_of(hours.make_counsellor("Sun Lei")))
    with pytest.raises(Conflict, match="already_claimed"):
        claim(other, request_id=begun.request_id)
    assert claim(unlock(next_one), request_id=begun.request_id) == begun.case_id
    (told,) = open_case(next_one, case_id=begun.case_id).told
    assert (told.line, told.damaged) == (make.LINE, ())


def test_nothing_written_after_it_is_sealed_to_whoever_handed_over(
    begun: make.Begun, next_one: Actor
) -> None:
    hand_over(begun, next_one)
    claim(unlock(next_one), request_id=begun.request_id)
    services.book_next(
        next_one,
        case_id=begun.case_id,
        start=begun.appointment.start + timedelta(days=7),
        modality="text",
        weeks=1,
    )
    with acting(Actor.system(VAULT)):
        latest = Seed.objects.order_by("-number").first()
        holders = set(Wrap.objects.filter(subject_id=latest.id).values_list("holder_id", flat=True))
        of_file = Wrap.objects.filter(file_id=latest.file_id)
        everywhere = set(of_file.values_list("holder_id", flat=True))
    assert latest.number == 3  # the first, one without the desk, one without who handed over
    assert next_one.known_id in holders
    assert begun.counsellor.known_id not in everywhere
    judge_risk(next_one, case_id=begun.case_id, level="low", reason="As was said.")
    (reason,) = open_reasons(next_one, case_id=begun.case_id).reasons
    assert reason.text == "As was said."


def test_it_takes_an_unlock_and_somebody_else_with_a_key(
    begun: make.Begun, next_one: Actor
) -> None:
    keyless = make.counsellor_of(hours.make_counsellor("Sun Lei"))
    with pytest.raises(Conflict, match="no_key_yet"):
        hand_over(begun, keyless)
    with pytest.raises(Invalid):
        hand_over(begun, begun.counsellor)
    for nobody in (new_id(), make_staff("operations").id):
        with pytest.raises(Missing):
            handing_over.hand_over(begun.counsellor, case_id=begun.case_id, to=nobody)
    lock(begun.counsellor)
    with pytest.raises(Locked):
        hand_over(begun, next_one)
    unlock(begun.counsellor)
    assert open_case(begun.counsellor, case_id=begun.case_id).told, "nothing of it stands"


def test_nobody_but_its_counsellor_hands_a_case_over(begun: make.Begun, next_one: Actor) -> None:
    for actor in (unlock(next_one), make.stranger("programme_manager"), begun.client):
        with pytest.raises((Missing, Refused)):
            handing_over.hand_over(actor, case_id=begun.case_id, to=next_one.known_id)


def test_what_only_the_first_can_settle_comes_before(next_one: Actor) -> None:
    begun = make.begin()
    unlock(begun.counsellor)
    with pytest.raises(Conflict, match="blocked") as caught:
        hand_over(begun, next_one)
    assert caught.value.extra["blocking"] == ["future_appointments"]
