"""Opening, claiming, judging and closing one case."""

import threading

import pytest
from django.db import connection

from eap.cases import selectors, services
from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.cases.services import Origin
from eap.cases.words import GIVEN_NAMES, names_free
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.ids import new_id
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.booking import NOON


@pytest.fixture(autouse=True)
def _noon():
    with clock.standing_at(NOON):
        yield


ORIGIN = Origin(site_id=None, shift_id=None, tenure="", language="en", statistics=True)


@pytest.mark.django_db
class TestOpening:
    def test_one_open_case_a_counsellor(self) -> None:
        hours.make_service()
        client, lin, wu = hours.client_actor(), new_id(), new_id()

        def opened(counsellor_id):
            return services.open_case_for(
                client, counsellor_id=counsellor_id, service=hours.SERVICE, origin=ORIGIN
            )

        first = opened(lin)
        assert opened(lin) == first
        assert opened(wu) != first

    def test_a_case_nobody_has_yet_goes_to_whom_is_chosen(self) -> None:
        hours.make_service()
        client, lin = hours.client_actor(), new_id()
        waiting = services.open_case_for(
            client, counsellor_id=None, service=hours.SERVICE, origin=ORIGIN
        )
        chosen = services.open_case_for(
            client, counsellor_id=lin, service=hours.SERVICE, origin=ORIGIN
        )
        assert chosen == waiting
        with acting(client):
            assert Case.objects.get(id=waiting).counsellor_id == lin

    def test_it_has_a_number_and_a_bird_and_no_name(self) -> None:
        begun = make.begin(claimed=False)
        (line,) = selectors.queue(begun.counsellor).items
        assert line.case.number.startswith("C-")
        assert line.case.code_name_zh and line.case.code_name_en

    def test_staff_cannot_open_one(self) -> None:
        hours.make_service()
        with pytest.raises(Refused):
            services.open_case_for(
                make.stranger(), counsellor_id=None, service=hours.SERVICE, origin=ORIGIN
            )


@pytest.mark.django_db
class TestClaiming:
    def test_the_chosen_counsellor_claims(self) -> None:
        begun = make.begin(claimed=False)
        assert make.claim(begun.counsellor, begun.request_id) == begun.case_id
        assert selectors.queue(begun.counsellor).items == []
        with acting(begun.counsellor):
            assigned = Assignment.objects.get()
            assert (assigned.counsellor_id, assigned.since) == (begun.counsellor.id, NOON)

    def test_again_changes_nothing(self) -> None:
        begun = make.begin()
        assert make.claim(begun.counsellor, begun.request_id) == begun.case_id
        with acting(begun.counsellor):
            assert Assignment.objects.count() == 1

    def test_another_counsellor_learns_nothing(self) -> None:
        begun, other = make.begin(claimed=False), make.stranger()
        assert selectors.queue(other).items == []
        for request_id in (begun.request_id, new_id()):
            with pytest.raises(Conflict, match="already_claimed"):
                make.claim(other, request_id)

    def test_only_counsellors_claim(self) -> None:
        begun = make.begin(claimed=False)
        for actor in (begun.client, Actor.anonymous(), make.stranger("programme_manager")):
            with pytest.raises(Refused):
                services.claim(actor, request_id=begun.request_id)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_at_once_one_wins(as_owner) -> None:
    begun = make.begin(claimed=False)
    with as_owner() as owner:
        owner.execute("SET harbour.roles = 'system:demo'")
        owner.execute("UPDATE cases_case SET counsellor_id = NULL")
    pair = [make.stranger(), make.stranger()]
    start, outcomes = threading.Barrier(2), {}

    def race(actor: Actor) -> None:
        start.wait()
        try:
            outcomes[actor.id] = make.claim(actor, begun.request_id)
        except Conflict as lost:
            outcomes[actor.id] = lost.code
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(actor,)) for actor in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes.values())) == sorted([str(begun.case_id), "already_claimed"])


@pytest.mark.django_db
class TestRisk:
    def test_the_level_stands_in_the_head_and_the_reason_is_sealed(self) -> None:
        begun = make.begin()
        services.judge_risk(
            begun.counsellor, case_id=begun.case_id, level="moderate", reason=" Canary words "
        )
        assert selectors.kept_case(begun.counsellor, case_id=begun.case_id).risk_level == "moderate"
        with acting(begun.counsellor), connection.cursor() as cursor:
            assert RiskEntry.objects.get().level == "moderate"
            cursor.execute("SELECT position('Canary' IN reason) FROM cases_risk_entry")
            assert cursor.fetchall() == [(0,)]

    def test_a_reason_is_needed(self) -> None:
        begun = make.begin()
        with pytest.raises(Invalid):
            services.judge_risk(begun.counsellor, case_id=begun.case_id, level="low", reason=" ")

    def test_not_by_others_nor_before_claiming(self) -> None:
        begun = make.begin(claimed=False)
        with pytest.raises(Conflict, match="not_claimed"):
            services.judge_risk(begun.counsellor, case_id=begun.case_id, level="low", reason="why")
        for actor in (make.stranger(), make.stranger("clinical_lead")):
            with pytest.raises(Missing):
                services.judge_risk(actor, case_id=begun.case_id, level="low", reason="why")


@pytest.mark.django_db
class TestSessionsAndClosing:
    def test_the_first_session_makes_it_active_once(self) -> None:
        begun = make.begin()
        first = services.complete_session(begun.counsellor, case_id=begun.case_id)
        second = services.complete_session(begun.counsellor, case_id=begun.case_id)
        assert (first.first, first.state, first.site, first.shift) == (True, "active", "S1", "day")
        assert (second.first, second.sessions_done) == (False, 2)
        with acting(begun.counsellor):
            assert Request.objects.get().state == "converted"

    def test_a_closed_case_takes_no_more_acts(self) -> None:
        begun = make.begin()
        assert (
            services.close_case(begun.counsellor, case_id=begun.case_id, reason="no_contact")
            == "closed"
        )
        with pytest.raises(Conflict, match="closed"):
            services.close_case(begun.counsellor, case_id=begun.case_id, reason="no_contact")
        with pytest.raises(Conflict, match="closed"):
            services.complete_session(begun.counsellor, case_id=begun.case_id)
        with acting(begun.counsellor):
            assert Request.objects.get().state == "withdrawn"
            assert Assignment.objects.get().until == NOON


@pytest.mark.django_db
def test_no_two_open_cases_of_one_counsellor_share_a_bird(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "GIVEN_NAMES", ("heron",))
    lin = hours.make_counsellor()
    begun = [make.begin(lin) for _ in range(3)]
    page = selectors.caseload(begun[0].counsellor)
    assert len({row.case.code_name_en for row in page.items}) == page.total == 3


def test_names_that_are_given_can_be_read_aloud_and_run_out_gently() -> None:
    assert not {"nuthatch", "grebe", "curlew", "avocet"} & set(GIVEN_NAMES)
    assert len(GIVEN_NAMES) > 75
    assert names_free(GIVEN_NAMES[1:]) == [GIVEN_NAMES[0]]
    assert names_free(GIVEN_NAMES) == GIVEN_NAMES
