"""Sessions that took place or did not, the next one, a new card, and closing with its guards."""

from datetime import timedelta

import pytest

from eap.booking import selectors as booking
from eap.cases import selectors as cases
from eap.cases import services as case_acts
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.ids import new_id
from eap.crisis.models import Crisis
from eap.crisis.services import raise_crisis
from eap.desk import intake, services
from eap.messages.services import post_message
from eap.people.models import VisitCode
from eap.people.words import CODE_LASTS
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories.cases import Begun

COUNTED = "SELECT facet, value FROM tally_contribution"


def attend(begun: Begun, concern: str | None = "sleep", severity: int | None = 4):
    with clock.standing_at(begun.appointment.end):
        return services.attended(
            begun.counsellor,
            appointment_id=begun.appointment.id,
            concern=concern,
            severity=severity,
        )


@pytest.mark.django_db(transaction=True)
class TestCounting:
    def counted(self, as_owner) -> dict[str, str]:
        with as_owner() as owner:
            found = owner.execute(COUNTED).fetchall()
        assert len(found) == len(dict(found))
        return dict(found)

    def test_the_first_session_is_counted_with_what_was_said(self, as_owner) -> None:
        begun = make.begin()
        done = attend(begun)
        assert (done.first, done.state, done.sessions_done) == (True, "active", 1)
        assert self.counted(as_owner) == {
            "opening": "", "site": "S1", "shift": "day", "tenure": "not_said",
            "concern": "sleep", "severity": "4", "wait": "0",
        }  # fmt: skip

    def test_later_sessions_are_not_counted_and_ask_nothing(self, as_owner) -> None:
        begun = make.begin()
        attend(begun)
        (second,) = services.book_next(
            begun.counsellor,
            case_id=begun.case_id,
            start=begun.appointment.start + timedelta(days=7),
            modality="text",
            weeks=1,
        )
        with clock.standing_at(second.end):
            done = services.attended(
                begun.counsellor, appointment_id=second.id, concern=None, severity=None
            )
        assert (done.first, done.sessions_done) == (False, 2)
        assert "opening" in self.counted(as_owner)

    def test_who_did_not_agree_is_not_counted(self, as_owner) -> None:
        begun = make.begin(statistics=False)
        assert attend(begun, concern=None, severity=None).first
        assert self.counted(as_owner) == {}

    @pytest.mark.parametrize(
        ("concern", "severity", "field"),
        [(None, 3, "concern"), ("gossip", 3, "concern"), ("sleep", 6, "severity")],
    )
    def test_bad_words_leave_the_session_unmarked(self, as_owner, concern, severity, field) -> None:
        begun = make.begin()
        with pytest.raises(Invalid) as caught:
            attend(begun, concern, severity)
        assert list(caught.value.fields) == [field]
        assert self.counted(as_owner) == {}
        shown = booking.appointment(begun.counsellor, appointment_id=begun.appointment.id)
        assert shown.status == "booked"

    def test_a_retry_counts_once(self, as_owner) -> None:
        begun = make.begin()
        attend(begun)
        with pytest.raises(Conflict, match="not_changeable"):
            attend(begun)
        assert "opening" in self.counted(as_owner)


@pytest.mark.django_db
class TestAttendance:
    def test_not_before_it_began_nor_by_others_nor_unclaimed(self) -> None:
        begun = make.begin(claimed=False)
        with pytest.raises(Conflict, match="not_begun"):
            services.attended(
                begun.counsellor,
                appointment_id=begun.appointment.id,
                concern="sleep",
                severity=None,
            )
        with pytest.raises(Conflict, match="not_claimed"):
            attend(begun)
        for actor in (make.stranger(), make.stranger("programme_manager"), begun.client):
            with pytest.raises(Missing):
                services.attended(
                    actor, appointment_id=begun.appointment.id, concern=None, severity=None
                )

    def test_the_visit_code_lasts_thirty_days_more(self) -> None:
        begun = make.begin()
        attend(begun)
        with acting(begun.client):
            ends = VisitCode.objects.values_list("ends_on", flat=True)
            assert list(ends) in ([], [begun.appointment.end.date() + CODE_LASTS])

    def test_an_unknown_appointment_is_missing(self) -> None:
        begun = make.begin()
        with pytest.raises(Missing):
            services.no_show(begun.counsellor, appointment_id=new_id())

    def test_a_missed_session_is_only_that(self) -> None:
        begun = make.begin()
        with clock.standing_at(make.during(begun.appointment, minutes=20)):
            missed = services.no_show(begun.counsellor, appointment_id=begun.appointment.id)
        assert (missed.status, missed.alert) == ("no_show", False)

    def test_a_client_who_has_written_in_the_running_session_has_come(self) -> None:
        begun = make.begin()
        with clock.standing_at(make.during(begun.appointment, minutes=20)):
            post_message(begun.client, appointment_id=begun.appointment.id, text="hello")
            with pytest.raises(Conflict, match="client_wrote"):
                services.no_show(begun.counsellor, appointment_id=begun.appointment.id)

    def test_put_right_within_its_time_a_session_is_open_again(self) -> None:
        begun = make.begin(statistics=False)
        with clock.standing_at(make.during(begun.appointment, minutes=20)):
            services.no_show(begun.counsellor, appointment_id=begun.appointment.id)
            with pytest.raises(Conflict, match="not_open"):
                post_message(begun.client, appointment_id=begun.appointment.id, text="hello")
            services.attended(
                begun.counsellor, appointment_id=begun.appointment.id, concern=None, severity=None
            )
            post_message(begun.client, appointment_id=begun.appointment.id, text="hello")

    def test_a_missed_session_at_risk_calls_the_people_on_duty(self) -> None:
        begun = make.begin()
        case_acts.judge_risk(
            begun.counsellor, case_id=begun.case_id, level="moderate", reason="why"
        )
        with clock.standing_at(make.during(begun.appointment, minutes=20)):
            missed = services.no_show(begun.counsellor, appointment_id=begun.appointment.id)
        assert missed.alert
        with acting(begun.counsellor):
            assert Crisis.objects.get().source == "no_show"

    def test_a_no_show_is_said_a_quarter_of_an_hour_after_the_start(self) -> None:
        begun = make.begin()
        with (
            clock.standing_at(make.during(begun.appointment, minutes=10)),
            pytest.raises(Conflict, match="not_begun"),
        ):
            services.no_show(begun.counsellor, appointment_id=begun.appointment.id)


@pytest.mark.django_db
class TestNext:
    def test_the_same_time_for_three_weeks(self) -> None:
        begun = make.begin()
        booked = services.book_next(
            begun.counsellor,
            case_id=begun.case_id,
            start=begun.appointment.start + timedelta(days=7),
            modality="phone",
            weeks=3,
        )
        assert len(booked) == 3
        assert len(booking.own_appointments(begun.client).upcoming) == 4

    def test_not_in_the_case_of_another_nor_in_a_closed_one(self) -> None:
        begun = make.begin()
        args = {
            "case_id": begun.case_id,
            "start": begun.appointment.start + timedelta(days=7),
            "modality": "text",
            "weeks": 1,
        }
        with pytest.raises(Missing):
            services.book_next(make.stranger(), **args)
        case_acts.close_case(begun.counsellor, case_id=begun.case_id, reason="referred")
        with pytest.raises(Conflict, match="closed"):
            services.book_next(begun.counsellor, **args)

    def test_a_new_card_opens_a_new_pseudonym_of_the_same_place(self) -> None:
        begun = make.begin()
        card = services.replacement_card(begun.counsellor, case_id=begun.case_id)
        taken = intake.take_request(
            Actor.anonymous(), wanted=make.wanted(card=card, slot=4, line="")
        )
        request = make.request_of(begun.counsellor, taken.appointment.id)
        assert request.case.client_id != begun.client.id
        header = cases.kept_case(begun.counsellor, case_id=begun.case_id)
        assert request.case.site_id == header.site.id
        with pytest.raises(Missing):
            services.replacement_card(make.stranger(), case_id=begun.case_id)

    def test_a_closed_case_gives_no_card(self) -> None:
        begun = make.begin()
        case_acts.close_case(begun.counsellor, case_id=begun.case_id, reason="referred")
        with pytest.raises(Conflict, match="closed"):
            services.replacement_card(begun.counsellor, case_id=begun.case_id)


@pytest.mark.django_db
class TestClosing:
    def close(self, begun: Begun) -> str:
        return services.close_case(begun.counsellor, case_id=begun.case_id, reason="goals_met")

    def blocked(self, begun: Begun) -> list[str]:
        with pytest.raises(Conflict, match="blocked") as caught:
            self.close(begun)
        return caught.value.extra["blocking"]

    def test_everything_in_the_way_is_named_at_once(self) -> None:
        begun = make.begin()
        case_acts.judge_risk(begun.counsellor, case_id=begun.case_id, level="high", reason="why")
        make.write_note(begun)
        raise_crisis(
            begun.client, source="page", language="en", number="1", client_id=begun.client.id
        )
        assert self.blocked(begun) == [
            "future_appointments",
            "unsigned_notes",
            "open_crisis",
            "risk",
        ]

    def test_a_past_session_without_a_word_is_in_the_way(self) -> None:
        begun = make.begin()
        with clock.standing_at(begun.appointment.end + timedelta(days=1)):
            assert self.blocked(begun) == ["unmarked_sessions"]

    def test_settled_it_closes(self) -> None:
        begun = make.begin()
        attend(begun)
        assert self.close(begun) == "closed"
        with pytest.raises(Conflict, match="closed"):
            self.close(begun)

    def test_only_its_counsellor_closes(self) -> None:
        begun = make.begin()
        for actor in (make.stranger(), make.stranger("programme_manager"), begun.client):
            with pytest.raises(Missing):
                services.close_case(actor, case_id=begun.case_id, reason="goals_met")


@pytest.mark.django_db
def test_staff_may_not_prepare() -> None:
    hours.make_service()
    with pytest.raises(Missing):
        intake.prepare(
            make.stranger(),
            preparation=intake.Preparation((), (), None, "", "yes", None),
            about=intake.About(),
        )
