"""What was told is opened by those who may, with a trace first; others leave a refused trace."""

import pytest

from eap.audit import selectors as audit
from eap.cases import reading, selectors, services
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Invalid, Locked, Missing
from eap.core.ids import new_id
from eap.desk import intake
from eap.desk.intake import About, Preparation
from tests.factories import cases as make
from tests.factories.booking import NOON

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = Preparation(("C04",), ("D08", "D09"), 7, "Nights are long.", "no", None)


@pytest.fixture(autouse=True)
def _noon():
    with clock.standing_at(NOON):
        yield


def log_of(client: Actor) -> list[tuple[str, str, bool]]:
    """Openings in the client's access log, newest first: whose role, of what, allowed or not."""
    lines = audit.access_log(client).lines
    return [(line.who, line.thing, line.allowed) for line in lines if line.act == "opened"]


class TestRequest:
    def test_the_line_and_the_preparation_come_back_whole(self) -> None:
        begun = make.begin(claimed=False)
        intake.prepare(begun.client, preparation=TOLD, about=About())
        told = reading.open_request(make.unlock(begun.counsellor), request_id=begun.request_id)
        assert told.line == make.LINE
        assert told.preparation == {
            "concerns": ["C04"],
            "drivers": ["D08", "D09"],
            "impact": 7,
            "text": "Nights are long.",
            "in_danger": "no",
            "harm": None,
        }
        assert told.damaged == ()
        assert log_of(begun.client) == [("counsellor", "request", True)]

    def test_nothing_prepared_is_none_and_not_damaged(self) -> None:
        begun = make.begin(claimed=False)
        told = reading.open_request(make.unlock(begun.counsellor), request_id=begun.request_id)
        assert (told.preparation, told.damaged) == (None, ())

    def test_a_refusal_is_traced_and_the_client_sees_it(self) -> None:
        begun, other = make.begin(claimed=False), make.unlock(make.stranger())
        with pytest.raises(Missing):
            reading.open_request(other, request_id=begun.request_id)
        assert log_of(begun.client) == [("counsellor", "request", False)]

    def test_without_an_unlock_nothing_opens(self) -> None:
        begun = make.begin()
        with pytest.raises(Locked):
            reading.open_request(begun.counsellor, request_id=begun.request_id)
        assert log_of(begun.client) == []


class TestCase:
    def test_everything_told(self) -> None:
        begun = make.begin()
        content = reading.open_case(make.unlock(begun.counsellor), case_id=begun.case_id)
        assert [told.line for told in content.told] == [make.LINE]

    def test_a_damaged_cell_is_named_and_the_rest_still_opens(self, as_owner) -> None:
        begun = make.begin()
        intake.prepare(begun.client, preparation=TOLD, about=About())
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute("UPDATE cases_request SET preparation = line")
        content = reading.open_case(make.unlock(begun.counsellor), case_id=begun.case_id)
        assert content.told[0].line == make.LINE
        assert content.told[0].preparation is None
        assert content.told[0].damaged == ("preparation",)

    @pytest.mark.parametrize("role", ["clinical_lead", "on_call"])
    def test_nobody_else_of_staff_reads_it(self, role: str) -> None:
        begun = make.begin()
        with pytest.raises(Missing):
            reading.open_case(make.unlock(make.stranger(role)), case_id=begun.case_id)
        assert log_of(begun.client) == [(role, "case", False)]

    def test_an_absent_case_answers_as_a_hidden_one(self) -> None:
        with pytest.raises(Missing):
            reading.open_case(make.unlock(make.stranger()), case_id=new_id())

    def test_the_purpose_is_one_of_the_list(self) -> None:
        begun = make.begin()
        with pytest.raises(Invalid):
            reading.open_case(
                make.unlock(begun.counsellor), case_id=begun.case_id, purpose="curiosity"
            )


def judged(begun: make.Begun) -> None:
    """Two judgements, a minute apart."""
    for minutes, (level, reason) in enumerate((("low", "first"), ("high", "second"))):
        with clock.standing_at(make.during(begun.appointment, minutes=minutes)):
            services.judge_risk(begun.counsellor, case_id=begun.case_id, level=level, reason=reason)


class TestReasons:
    def test_every_reason_is_read_again_the_latest_first_with_one_trace(self) -> None:
        begun = make.begin()
        judged(begun)
        reasons = reading.open_reasons(make.unlock(begun.counsellor), case_id=begun.case_id).reasons
        assert [one.text for one in reasons] == ["second", "first"]
        listed = selectors.judgements(begun.counsellor, case_id=begun.case_id)
        assert [one.id for one in listed] == [one.judgement_id for one in reasons]
        assert log_of(begun.client) == [("counsellor", "case", True)]

    def test_a_damaged_reason_is_empty_and_the_other_still_opens(self, as_owner) -> None:
        begun = make.begin()
        judged(begun)
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute(
                "UPDATE cases_risk_entry SET reason = (SELECT reason FROM cases_risk_entry"
                " WHERE level = 'high') WHERE level = 'low'"
            )
        reasons = reading.open_reasons(make.unlock(begun.counsellor), case_id=begun.case_id).reasons
        assert [one.text for one in reasons] == ["second", None]

    def test_nothing_opens_without_an_unlock_nor_for_others(self) -> None:
        begun = make.begin()
        judged(begun)
        with pytest.raises(Locked):
            reading.open_reasons(begun.counsellor, case_id=begun.case_id)
        with pytest.raises(Missing):
            reading.open_reasons(make.unlock(make.stranger()), case_id=begun.case_id)
        with pytest.raises(Missing):
            selectors.judgements(make.stranger(), case_id=begun.case_id)
