"""Today, the queue, the caseload, a case's page and timeline, own data, a leaver."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from eap.audit.selectors import access_log
from eap.booking.services import cancel
from eap.cases import services as case_acts
from eap.cases.models import Case
from eap.core import clock
from eap.core.actor import PRIVATE_KEY, VISIT, Actor
from eap.core.database import acting
from eap.core.errors import Invalid, Missing, Refused
from eap.core.ids import new_id
from eap.desk import intake, selectors, services
from eap.desk.words import KEPT
from eap.notes.services import start_note
from eap.people import services as people
from eap.vault.sealing import new_file
from eap.vault.words import staff
from eap.wellbeing.services import save_check
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories import wellbeing as checks
from tests.factories.booking import NOON
from tests.factories.crisis import raised
from tests.factories.groups import START, join, make_group


def queries(count: Callable[[], object], django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(100) as captured:
        count()
    return len(captured)


def add_cases(begun: make.Begun, many: int) -> None:
    """More open cases of the same counsellor, each with a draft note."""
    with acting(begun.counsellor):
        like = Case.objects.get(id=begun.case_id)
    for _ in range(many):
        client = hours.client_actor()
        with acting(client):
            case = Case(
                id=new_id(),
                number=case_acts._next_number(),
                code_name="heron",
                client_id=client.known_id,
                file_id=new_file("case", circle=[staff(begun.counsellor.known_id)]),
                counsellor_id=begun.counsellor.id,
                on_desk=False,
                service_id=like.service_id,
                language="en",
                statistics=True,
                opened_at=clock.now(),
            )
            case.save(force_insert=True)
        start_note(
            begun.counsellor,
            case_id=case.id,
            kind="progress",
            template="free",
            appointment_id=None,
        )


def with_everything(client: Actor) -> None:
    """One of each thing a client can leave here beside a first booking."""
    people.about_me(client, tenure="t1")
    people.set_consent(client, purpose="questionnaires", given=True)
    share(client, "000000000")
    raised(client_id=client.known_id)
    join(make_group(hours.make_counsellor("Ann")), "Rowan", client)


def share(client: Actor, answers: str) -> None:
    """The client keeps a self-check and shares it with their counsellor."""
    save_check(
        checks.with_key(client),
        measure_id=checks.make_measure(),
        answers=checks.answers_of(answers),
        share=True,
    )


def same_day(begun: make.Begun) -> datetime:
    """Early on the day of the session, in the counsellor's zone."""
    return datetime.combine(begun.appointment.start.date(), time(0, 30), tzinfo=UTC)


@pytest.mark.django_db
class TestToday:
    def test_the_day_and_what_needs_one(self) -> None:
        begun = make.begin()
        intake.prepare(
            begun.client,
            preparation=intake.Preparation((), (), None, "", None, "yes"),
            about=intake.About(),
        )
        make.begin(hours.Counsellor.objects.get(), claimed=False)
        with clock.standing_at(same_day(begun)):
            day = selectors.today(begun.counsellor)
        (session,) = [s for s in day.sessions if s.case.case.id == begun.case_id]
        assert (session.note, session.asks_concern) == (None, True)
        assert [alert.case.id for alert in day.alerts] == [begun.case_id]
        assert (day.waiting.count, day.waiting.urgent) == (1, 0)
        assert day.unsigned_notes == day.unmarked == []

    def test_a_shared_check_that_speaks_of_danger_is_on_it_until_the_risk_is_judged(self) -> None:
        begun = make.begin()
        people.set_consent(begun.client, purpose="questionnaires", given=True)
        with clock.standing_at(same_day(begun)):
            assert selectors.today(begun.counsellor).urgent_checks == []
            share(begun.client, "000000001")
            (pressing,) = selectors.today(begun.counsellor).urgent_checks
            assert pressing.case.id == begun.case_id
        with clock.standing_at(same_day(begun) + timedelta(minutes=5)):
            case_acts.judge_risk(
                begun.counsellor, case_id=begun.case_id, level="high", reason="Called at once."
            )
            assert selectors.today(begun.counsellor).urgent_checks == []

    def test_an_open_case_judged_high_stays_on_it_until_it_is_judged_lower(self) -> None:
        begun = make.begin()
        for level, listed in (("moderate", []), ("high", [begun.case_id]), ("low", [])):
            with clock.standing_at(same_day(begun)):
                case_acts.judge_risk(
                    begun.counsellor, case_id=begun.case_id, level=level, reason="As was said."
                )
                pressing = selectors.today(begun.counsellor).high_risk
            assert [one.row.case.id for one in pressing] == listed
            assert {one.next_session_at for one in pressing} <= {begun.appointment.start}

    def test_a_session_without_a_word_and_an_old_draft_are_tasks(self) -> None:
        begun = make.begin()
        note_id = make.write_note(begun, appointment=begun.appointment.id)
        with clock.standing_at(begun.appointment.end + timedelta(days=2)):
            day = selectors.today(begun.counsellor)
        assert [s.appointment.id for s in day.unmarked] == [begun.appointment.id]
        assert [n.note_id for n in day.unsigned_notes] == [note_id]

    def test_a_group_one_leads_is_on_its_day_and_on_nobody_elses(self) -> None:
        ann, bea = (hours.make_counsellor(name) for name in ("Ann", "Bea"))
        group = make_group(ann)
        with clock.standing_at(START):
            (found,) = selectors.today(hours.counsellor_actor(ann)).groups
            assert (found.id, found.start) == (group, START)
            assert selectors.today(hours.counsellor_actor(bea)).groups == []
        assert selectors.today(hours.counsellor_actor(ann)).groups == []

    def test_an_attended_session_without_a_note_is_a_task_for_a_fortnight(self) -> None:
        begun = make.begin()
        end = begun.appointment.end
        with clock.standing_at(end):
            services.attended(
                begun.counsellor, appointment_id=begun.appointment.id, concern="mood", severity=None
            )
        for days, listed in ((1, [begun.appointment.id]), (14, [begun.appointment.id]), (15, [])):
            with clock.standing_at(end + timedelta(days=days)):
                unwritten = selectors.today(begun.counsellor).unwritten
            assert [s.appointment.id for s in unwritten] == listed
        with clock.standing_at(end + timedelta(days=1)):
            make.write_note(begun, appointment=begun.appointment.id)
            assert selectors.today(begun.counsellor).unwritten == []

    def test_a_closed_case_waits_for_no_note(self) -> None:
        begun = make.begin()
        with clock.standing_at(begun.appointment.end):
            services.attended(
                begun.counsellor, appointment_id=begun.appointment.id, concern="mood", severity=None
            )
            services.close_case(begun.counsellor, case_id=begun.case_id, reason="goals_met")
            assert selectors.today(begun.counsellor).unwritten == []

    def test_it_asks_as_much_for_sixty_cases_as_for_five(
        self, django_assert_max_num_queries
    ) -> None:
        begun = make.begin()
        case_acts.judge_risk(begun.counsellor, case_id=begun.case_id, level="high", reason="why")

        def read() -> None:
            with clock.standing_at(same_day(begun)):
                selectors.today(begun.counsellor)

        add_cases(begun, 4)
        few = queries(read, django_assert_max_num_queries)
        add_cases(begun, 55)
        assert queries(read, django_assert_max_num_queries) == few <= 44

    def test_only_counsellors_have_one(self) -> None:
        for actor in (Actor.anonymous(), hours.client_actor(), make.stranger("operations")):
            with pytest.raises(Refused):
                selectors.today(actor)


@pytest.mark.django_db
class TestLists:
    def test_the_queue_shows_the_session_that_is_booked(self) -> None:
        begun = make.begin(claimed=False)
        (line,) = selectors.queue(begun.counsellor).items
        assert line.appointment is not None
        assert line.appointment.id == begun.appointment.id

    def test_the_caseload_knows_last_and_next(self) -> None:
        begun = make.begin()
        with clock.standing_at(begun.appointment.end):
            services.attended(
                begun.counsellor,
                appointment_id=begun.appointment.id,
                concern="mood",
                severity=None,
            )
            (following,) = services.book_next(
                begun.counsellor,
                case_id=begun.case_id,
                start=begun.appointment.start + timedelta(days=7),
                modality="text",
                weeks=1,
            )
            page = selectors.caseload(begun.counsellor, after=None, sort="opened", part="open")
        (line,) = page.items
        assert line.last_session_at == begun.appointment.start
        assert line.next_session_at == following.start

    def test_open_cases_with_no_session_ahead_are_a_part_of_it(self) -> None:
        begun = make.begin()
        add_cases(begun, 30)
        found, after = [], None
        while True:
            page = selectors.caseload(
                begun.counsellor, after=after, sort="opened", part="unplanned"
            )
            found += [line.row.case.id for line in page.items]
            assert (page.total, page.unplanned) == (30, 30)
            if (after := page.next) is None:
                break
        assert len(set(found)) == len(found) == 30
        assert begun.case_id not in found
        for part in ("open", "closed"):
            page = selectors.caseload(begun.counsellor, after=None, sort="risk", part=part)
            assert (page.total, page.unplanned) == ({"open": 31, "closed": 0}[part], 30)

    def test_a_session_that_is_over_plans_nothing(self) -> None:
        begun = make.begin()

        def unplanned() -> int:
            return selectors.caseload(
                begun.counsellor, after=None, sort="opened", part="unplanned"
            ).total

        with clock.standing_at(begun.appointment.end - timedelta(minutes=1)):
            assert unplanned() == 0
        with clock.standing_at(begun.appointment.end):
            assert unplanned() == 1
        cancel(begun.client, appointment_id=begun.appointment.id, version=1)
        assert unplanned() == 1

    @pytest.mark.parametrize("part", ["open", "unplanned", "closed"])
    def test_the_caseload_asks_a_constant_number_of_times(
        self, part: str, django_assert_max_num_queries
    ) -> None:
        begun = make.begin()

        def read() -> None:
            selectors.caseload(begun.counsellor, after=None, sort="risk", part=part)

        add_cases(begun, 3)
        few = queries(read, django_assert_max_num_queries)
        add_cases(begun, 20)
        assert queries(read, django_assert_max_num_queries) == few


@pytest.mark.django_db
class TestCase:
    def test_its_page_says_what_would_block_closing(self) -> None:
        begun = make.begin()
        page = selectors.case_page(begun.counsellor, case_id=begun.case_id)
        assert len(page.ahead) == 1
        assert page.blocking == ["future_appointments"]

    def test_it_says_when_a_private_key_was_made(self) -> None:
        begun = make.begin()
        assert selectors.case_page(begun.counsellor, case_id=begun.case_id).key_made_on is None
        words = people.make_private_key(begun.client, language="en")
        assert selectors.case_page(begun.counsellor, case_id=begun.case_id).key_made_on is None
        people.confirm_private_key(begun.client, words=words[-2:])
        page = selectors.case_page(begun.counsellor, case_id=begun.case_id)
        assert page.key_made_on == NOON.date()
        assert page.key_waits
        make.let_key_in(begun)
        assert not selectors.case_page(begun.counsellor, case_id=begun.case_id).key_waits

    def test_an_answer_that_spoke_of_danger_stands_on_it_until_the_risk_is_judged(self) -> None:
        begun = make.begin()
        page = selectors.case_page(begun.counsellor, case_id=begun.case_id)
        assert page.danger_told_at is None
        yes = intake.Preparation((), (), None, "", None, "yes")
        intake.prepare(begun.client, preparation=yes, about=intake.About())
        with clock.standing_at(begun.appointment.end):
            services.attended(
                begun.counsellor,
                appointment_id=begun.appointment.id,
                concern="mood",
                severity=None,
            )
            page = selectors.case_page(begun.counsellor, case_id=begun.case_id)
            assert page.danger_told_at == NOON
            assert len(selectors.today(begun.counsellor).alerts) == 1
            case_acts.judge_risk(
                begun.counsellor, case_id=begun.case_id, level="low", reason="We spoke of it."
            )
            page = selectors.case_page(begun.counsellor, case_id=begun.case_id)
            assert page.danger_told_at is None
            assert selectors.today(begun.counsellor).alerts == []

    def test_its_timeline_runs_backwards_through_everything(self) -> None:
        begun = make.begin()
        for minute, level in ((1, "low"), (2, "none_stated")):
            with clock.standing_at(NOON + timedelta(minutes=minute)):
                case_acts.judge_risk(
                    begun.counsellor, case_id=begun.case_id, level=level, reason="why"
                )
        entries = selectors.timeline(begun.counsellor, case_id=begun.case_id).items
        assert [(entry.kind, entry.word) for entry in entries] == [
            ("appointment", "booked"),
            ("risk", "none_stated"),
            ("risk", "low"),
            ("request", "routine"),
            ("claimed", ""),
        ]

    def test_the_timeline_says_how_long_a_missed_session_can_be_put_right(self) -> None:
        begun = make.begin()
        with clock.standing_at(begun.appointment.end):
            services.no_show(begun.counsellor, appointment_id=begun.appointment.id)
        entries = selectors.timeline(begun.counsellor, case_id=begun.case_id).items
        until = {entry.until for entry in entries if entry.kind == "appointment"}
        assert until == {begun.appointment.end + timedelta(days=7)}

    def test_a_session_and_its_notes_are_one_line_of_the_timeline(self) -> None:
        begun = make.begin()
        with clock.standing_at(begun.appointment.end):
            services.attended(
                begun.counsellor, appointment_id=begun.appointment.id, concern="mood", severity=None
            )
            of_it = make.write_note(begun, appointment=begun.appointment.id)
            apart = make.write_note(begun, kind="process")
        entries = selectors.timeline(begun.counsellor, case_id=begun.case_id).items
        told = [(entry.kind, entry.id, [note.note_id for note in entry.notes]) for entry in entries]
        assert told[:2] == [
            ("note", apart, []),
            ("appointment", begun.appointment.id, [of_it]),
        ]
        assert {kind for kind, _, _ in told[2:]} == {"request", "claimed"}

    def test_a_session_that_was_moved_stays_one_line(self) -> None:
        hours.make_service()
        lin = hours.make_counsellor()
        taken = intake.take_request(
            Actor.anonymous(), wanted=make.wanted(card=make.make_card(), slot=40)
        )
        begun = make.begun(lin, taken)
        hold = hours.hold_of(hours.offered(begun.client)[-1], "text", begun.client)
        moved = intake.move_appointment(
            begun.client,
            appointment_id=begun.appointment.id,
            hold=hold.id,
            secret=hold.secret,
            version=1,
        )
        entries = selectors.timeline(begun.counsellor, case_id=begun.case_id).items
        (session,) = [entry for entry in entries if entry.kind == "appointment"]
        assert (session.id, session.at, session.word) == (moved.id, moved.start, "booked")
        assert session.moved_from == (begun.appointment.start,)

    def test_the_timeline_comes_in_pages(self) -> None:
        begun = make.begin()
        for minute in range(30):
            with clock.standing_at(NOON + timedelta(minutes=minute)):
                case_acts.judge_risk(
                    begun.counsellor, case_id=begun.case_id, level="low", reason="why"
                )
        first = selectors.timeline(begun.counsellor, case_id=begun.case_id)
        second = selectors.timeline(begun.counsellor, case_id=begun.case_id, before=first.next)
        assert (len(first.items), len(second.items), second.next) == (25, 8, None)
        assert not {e.id for e in first.items} & {e.id for e in second.items}
        with pytest.raises(Invalid):
            selectors.timeline(begun.counsellor, case_id=begun.case_id, before="nonsense")

    def test_others_find_nothing(self) -> None:
        begun = make.begin()
        for actor in (make.stranger(), make.stranger("programme_manager"), begun.client):
            for reading in (selectors.case_page, selectors.timeline):
                with pytest.raises(Missing):
                    reading(actor, case_id=begun.case_id)


@pytest.mark.django_db
class TestOwnDataAndLeaver:
    def test_a_client_sees_how_much_is_kept_and_of_nobody_else(self) -> None:
        begun = make.begin()
        make.begin(hours.Counsellor.objects.get())
        make.write_note(begun, kind="process")
        with_everything(begun.client)
        kinds = selectors.own_data(replace(begun.client, way_in=PRIVATE_KEY)).kinds
        log = access_log(begun.client)
        assert {kind.kind: kind.count for kind in kinds} == {
            "about_you": 3,
            "appointments": 1,
            "requests": 1,
            "notes": 1,
            "messages": 0,
            "self_checks": 1,
            "shared_checks": 1,
            "calls": 1,
            "group_seats": 1,
            "group_lines": 0,
            "access_log": len(log.lines) + log.own,
        }
        assert {kind.kind: kind.kept for kind in kinds} == KEPT
        for other in (begun.counsellor, make.stranger("programme_manager")):
            with pytest.raises(Refused):
                selectors.own_data(other)

    def test_by_visit_code_a_client_sees_their_consents_only(self) -> None:
        begun = make.begin()
        held = selectors.own_data(replace(begun.client, way_in=VISIT))
        assert (held.key_needed, held.kinds) == (True, [])
        assert held.consents[0].purpose == "service"

    def test_what_a_leaver_leaves(self) -> None:
        begun = make.begin()
        manager = make.stranger("programme_manager")
        leaving = selectors.leaver(manager, staff_id=begun.counsellor.known_id)
        assert [row.case.id for row in leaving.open_cases] == [begun.case_id]
        assert [a.id for a in leaving.appointments] == [begun.appointment.id]
        with pytest.raises(Refused):
            selectors.leaver(begun.counsellor, staff_id=begun.counsellor.known_id)
