"""Reading lists page by page, in their orders."""

from datetime import timedelta

import pytest

from eap.cases import selectors, services
from eap.cases.pages import cursor, keys_of
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Invalid, Missing, Refused
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.booking import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PAGE", 2)
    monkeypatch.setattr(selectors.page_of, "__defaults__", (2,))


@pytest.mark.usefixtures("_small_pages")
class TestPages:
    def test_the_caseload_is_read_in_pages_without_gap_or_repeat(self) -> None:
        lin = hours.make_counsellor()
        begun = [make.begin(lin) for _ in range(5)]
        seen, after = [], None
        while True:
            page = selectors.caseload(begun[0].counsellor, after=after)
            seen += [row.case.id for row in page.items]
            after = page.next
            if after is None:
                break
        assert len(seen) == 5
        assert set(seen) == {one.case_id for one in begun}

    def test_the_highest_risk_comes_first(self) -> None:
        lin = hours.make_counsellor()
        begun = [make.begin(lin) for _ in range(3)]
        for one, level in zip(begun, ("low", "imminent", "moderate"), strict=True):
            services.judge_risk(one.counsellor, case_id=one.case_id, level=level, reason="why")
        page = selectors.caseload(begun[0].counsellor, sort="risk")
        rest = selectors.caseload(begun[0].counsellor, sort="risk", after=page.next)
        levels = [row.risk_level for row in page.items + rest.items]
        assert levels == ["imminent", "moderate", "low"]

    def test_the_pressing_request_comes_first_in_the_queue(self) -> None:
        lin = hours.make_counsellor()
        begun = [make.begin(lin, claimed=False) for _ in range(3)]
        services.prepare_request(
            begun[2].client, request_id=begun[2].request_id, content={}, band="crisis"
        )
        page = selectors.queue(begun[0].counsellor)
        assert page.items[0].id == begun[2].request_id
        rest = selectors.queue(begun[0].counsellor, after=page.next)
        assert {row.id for row in page.items + rest.items} == {one.request_id for one in begun}


def test_a_cursor_is_only_what_we_gave() -> None:
    assert keys_of(cursor(3, NOON), int, type(NOON)) == (3, NOON)
    for word in ("", "zzz", "ÿ", cursor(3), cursor("x", NOON), cursor(3, "2027-01-01")):
        with pytest.raises(Invalid):
            keys_of(word, int, type(NOON))


def test_closed_cases_are_a_list_of_their_own() -> None:
    begun = make.begin()
    services.close_case(begun.counsellor, case_id=begun.case_id, reason="referred")
    assert selectors.caseload(begun.counsellor).items == []
    (row,) = selectors.caseload(begun.counsellor, closed=True).items
    assert (row.case.id, row.state) == (begun.case_id, "closed")


def test_one_sees_only_ones_own() -> None:
    begun = make.begin()
    for other in (make.stranger(), make.stranger("programme_manager"), begun.client):
        with pytest.raises(Missing):
            selectors.kept_case(other, case_id=begun.case_id)
    assert selectors.rows(make.stranger(), case_ids={begun.case_id}) == {}
    for actor in (begun.client, Actor.anonymous()):
        for reading in (selectors.queue, selectors.caseload, selectors.waiting, selectors.alerts):
            with pytest.raises(Refused):
                reading(actor)


def test_alerts_and_the_count_of_waiting() -> None:
    lin = hours.make_counsellor()
    begun = [make.begin(lin, claimed=False) for _ in range(2)]
    services.prepare_request(
        begun[1].client, request_id=begun[1].request_id, content={}, band="urgent"
    )
    waiting = selectors.waiting(begun[0].counsellor)
    assert (waiting.count, waiting.urgent, waiting.oldest_at) == (2, 1, NOON)
    (alert,) = selectors.alerts(begun[0].counsellor)
    assert (alert.request_id, alert.band, alert.claimed) == (begun[1].request_id, "urgent", False)


def test_an_alert_is_settled_by_judging_the_risk_after_it() -> None:
    begun = make.begin()
    services.judge_risk(begun.counsellor, case_id=begun.case_id, level="low", reason="why")
    with clock.standing_at(NOON + timedelta(minutes=1)):
        services.prepare_request(
            begun.client, request_id=begun.request_id, content={}, band="urgent"
        )
    assert len(selectors.alerts(begun.counsellor)) == 1
    with clock.standing_at(NOON + timedelta(minutes=2)):
        services.judge_risk(begun.counsellor, case_id=begun.case_id, level="high", reason="why")
    assert selectors.alerts(begun.counsellor) == []
