"""Self-checks: scored without a trace, kept by private key only, shared with one's counsellor."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from eap.audit.models import AuditEvent
from eap.cases.services import judge_risk
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Missing, Refused
from eap.core.ids import new_id
from eap.core.policy import Relation
from eap.core.roles import Role
from eap.people import services as people_acts
from eap.vault.bindings import bindings
from eap.vault.models import File
from eap.wellbeing.definitions import GAD_7
from eap.wellbeing.models import Drawer, SelfCheck, SharedCheck
from eap.wellbeing.policies import in_own_drawer, own_drawer
from eap.wellbeing.reading import open_own_checks, open_shared_checks
from eap.wellbeing.selectors import own_counts, shared_checks, urgent_checks
from eap.wellbeing.services import delete_check, save_check, score_check
from tests.factories import cases, people
from tests.factories import wellbeing as make
from tests.factories.booking import NOON
from tests.factories.staff import staff_actor
from tests.factories.wellbeing import NOBODY, SAFETY_ITEM
from tests.shared_data import shared_file

pytestmark = pytest.mark.django_db
SAFE, RISKY = "222111100", "000000001"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


def rows_of(*tables: str) -> dict[str, int]:
    """How many rows each table has, as the owner of the walls would count them."""
    with acting(Actor.system("vault")), connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT n_tup_ins FROM pg_stat_xact_all_tables WHERE relname = '{table}'"
            )
            found[table] = cursor.fetchone()[0]
    return found


class TestScoring:
    @pytest.mark.parametrize(
        ("digits", "total", "band", "risk"),
        [
            ("222111100", 10, "moderate", "none"),
            ("000000001", 1, "minimal", "present"),
            ("00000000-", 0, "minimal", "not_assessed"),
            ("---------", None, None, "not_assessed"),
            ("------111", None, None, "present"),
            ("2222222-2", 18, "moderately_severe", "present"),
        ],
    )
    def test_total_band_and_risk(
        self, digits: str, total: int | None, band: str | None, risk: str
    ) -> None:
        measure = make.make_measure()
        result = score_check(NOBODY, measure_id=measure, answers=make.answers_of(digits))
        assert (result.total, result.band, result.risk) == (total, band, risk)
        assert result.highest == 27

    def test_a_measure_without_a_safety_item_screens_for_nothing(self) -> None:
        measure = make.make_measure(GAD_7)
        answers = make.answers_of("2211110", GAD_7)
        result = score_check(NOBODY, measure_id=measure, answers=answers)
        assert (result.total, result.past_line, result.risk) == (8, True, "not_screened")

    def test_it_writes_nothing_at_all(self) -> None:
        measure = make.make_measure()
        tables = ("wellbeing_self_check", "audit_event", "audit_detail", "vault_file")
        before = rows_of(*tables)
        score_check(NOBODY, measure_id=measure, answers=make.answers_of(RISKY))
        assert rows_of(*tables) == before

    @pytest.mark.parametrize(
        ("answers", "fields"),
        [
            ({"/x": 1}, {"answers": "unknown_item"}),
            ({SAFETY_ITEM: 4}, {SAFETY_ITEM: "not_one_of_its_answers"}),
            ({SAFETY_ITEM: -1}, {SAFETY_ITEM: "not_one_of_its_answers"}),
        ],
    )
    def test_answers_that_do_not_fit_are_named(
        self, answers: dict[str, Any], fields: dict[str, str]
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            score_check(NOBODY, measure_id=make.make_measure(), answers=answers)
        assert refusal.value.fields == fields

    def test_the_real_answer_rows_score_as_their_sums(self) -> None:
        measure = make.make_measure()
        with shared_file("self-check-responses.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 112
        for row in rows:
            given = [int(row[f"D{number}"]) for number in range(1, 10)]
            answers = make.answers_of("".join(map(str, given)))
            result = score_check(NOBODY, measure_id=measure, answers=answers)
            assert result.total == sum(given)
            assert (result.risk == "present") == (given[8] > 0)


@dataclass
class Pair:
    """A client with a private key and the counsellor who keeps their case."""

    client: Actor
    counsellor: Actor
    case_id: Any


@pytest.fixture
def pair() -> Pair:
    begun = cases.begin()
    return Pair(make.with_key(begun.client), cases.unlock(begun.counsellor), begun.case_id)


def save(client: Actor, digits: str = SAFE, *, share: bool = False) -> Any:
    return save_check(
        client, measure_id=make.make_measure(), answers=make.answers_of(digits), share=share
    )


def consent(client: Actor, *, given: bool = True) -> None:
    people_acts.set_consent(client, purpose="questionnaires", given=given)


class TestKeeping:
    def test_a_visit_code_or_nobody_keeps_nothing(self) -> None:
        measure = make.make_measure()
        visitor = people.make_client().actor
        for actor in (NOBODY, visitor, staff_actor("counsellor")):
            with pytest.raises(Refused):
                save_check(actor, measure_id=measure, answers=make.answers_of(SAFE))
        with acting(visitor):
            assert not SelfCheck.objects.exists() and not Drawer.objects.exists()

    def test_an_absent_measure_is_not_found(self, pair: Pair) -> None:
        with pytest.raises(Missing):
            save_check(pair.client, measure_id=new_id(), answers={})

    def test_it_is_sealed_in_the_clients_own_drawer(self, pair: Pair) -> None:
        save(pair.client)
        save(pair.client, RISKY)
        with acting(pair.client):
            drawer = Drawer.objects.get()
            assert SelfCheck.objects.filter(drawer=drawer).count() == 2
            assert File.objects.get(id=drawer.file_id).kind == "drawer"
            text = "".join(
                row
                for (row,) in make.raw("SELECT row_to_json(t)::text FROM wellbeing_self_check t")
            )
        assert "moderate" not in text and "44260-8" not in text
        assert own_counts(pair.client) == {"self_checks": 2, "shared_checks": 0}

    @pytest.mark.parametrize("role", Role.values)
    def test_nobody_else_sees_that_it_is_there(self, pair: Pair, role: str) -> None:
        save(pair.client)
        for actor in (staff_actor(role), pair.counsellor, people.make_client().actor):
            with acting(actor):
                assert not SelfCheck.objects.exists() and not Drawer.objects.exists()

    def test_nobody_puts_anything_into_another_drawer(self, pair: Pair) -> None:
        save(pair.client)
        with acting(pair.client):
            found = SelfCheck.objects.get()
        other = make.with_key(people.make_client().actor)
        found.id = new_id()
        with acting(other), pytest.raises(DatabaseError), transaction.atomic():
            found.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
class TestReading:
    def test_the_client_reads_back_what_they_kept_newest_first(self, pair: Pair) -> None:
        save(pair.client)
        with clock.standing_at(NOON.replace(hour=13)):
            again = make.come_again(pair.client)
            save(again, RISKY)
            opened = open_own_checks(again).checks
        assert [check.result.total for check in opened if check.result] == [1, 10]
        assert opened[1].answers is not None
        assert list(opened[1].answers.values()) == [2, 2, 2, 1, 1, 1, 1, 0, 0]
        assert opened[0].measure.copyright == "The holder"

    def test_reading_leaves_a_trace_that_the_client_sees(self, pair: Pair) -> None:
        save(pair.client)
        open_own_checks(pair.client)
        with acting(staff_actor("auditor")):
            found = make.raw(
                "SELECT purpose, decision FROM audit_event WHERE action = 'wellbeing.check.open'"
            )
        assert found == [("own", "allowed")]

    def test_another_client_reads_nothing_of_it(self, pair: Pair) -> None:
        save(pair.client)
        assert open_own_checks(make.with_key(people.make_client().actor)).checks == []

    def test_without_the_key_or_after_idling_nothing_opens(self, pair: Pair) -> None:
        save(pair.client)
        visitor = Actor.client(pair.client.known_id, session=new_id())
        with pytest.raises(Refused, match="private_key_needed"):
            open_own_checks(visitor)
        with clock.standing_at(NOON.replace(hour=13)), pytest.raises(Locked):
            open_own_checks(pair.client)

    def test_a_damaged_one_fails_alone(self, pair: Pair, as_owner: Callable[[], Any]) -> None:
        kept = save(pair.client)
        save(pair.client, RISKY)
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            owner.execute(
                "UPDATE wellbeing_self_check SET content = content || '\\x00'::bytea WHERE id = %s",
                [kept.id],
            )
        opened = {check.id: check for check in open_own_checks(pair.client).checks}
        assert opened[kept.id].damaged and opened[kept.id].result is None
        assert len(opened) == 2 and sum(check.damaged for check in opened.values()) == 1

    def test_a_deleted_one_is_gone(self, pair: Pair) -> None:
        kept = save(pair.client)
        delete_check(pair.client, check_id=kept.id)
        assert open_own_checks(pair.client).checks == []
        with pytest.raises(Missing):
            delete_check(pair.client, check_id=kept.id)

    def test_nobody_deletes_anothers(self, pair: Pair) -> None:
        kept = save(pair.client)
        for actor in (make.with_key(people.make_client().actor), pair.counsellor):
            with pytest.raises(Missing):
                delete_check(actor, check_id=kept.id)
        assert len(open_own_checks(pair.client).checks) == 1


@pytest.mark.django_db(transaction=True)
class TestSharing:
    def test_it_takes_the_consent_and_an_open_case_and_else_keeps_nothing(self, pair: Pair) -> None:
        with pytest.raises(Conflict, match="consent_needed"):
            save(pair.client, share=True)
        newcomer = make.with_key(people.make_client().actor)
        consent(newcomer)
        with pytest.raises(Conflict, match="no_open_case"):
            save(newcomer, share=True)
        assert open_own_checks(pair.client).checks == [] and open_own_checks(newcomer).checks == []

    def test_the_counsellor_reads_the_copy_and_its_urgent_bit(self, pair: Pair) -> None:
        consent(pair.client)
        save(pair.client, RISKY, share=True)
        save(pair.client, SAFE)  # not shared
        (listed,) = shared_checks(pair.counsellor, case_id=pair.case_id)
        assert listed.urgent and listed.measure.code == "phq-9"
        assert urgent_checks(pair.counsellor) == [listed]
        (opened,) = open_shared_checks(pair.counsellor, case_id=pair.case_id).checks
        assert opened.result is not None
        assert (opened.result.total, opened.result.risk) == (1, "present")

    def test_it_presses_until_the_risk_is_judged_anew(self, pair: Pair) -> None:
        consent(pair.client)
        judge_risk(pair.counsellor, case_id=pair.case_id, level="low", reason="Talked about it.")
        with clock.standing_at(NOON + timedelta(minutes=1)):
            save(pair.client, RISKY, share=True)
        assert len(urgent_checks(pair.counsellor)) == 1
        with clock.standing_at(NOON + timedelta(minutes=2)):
            judge_risk(pair.counsellor, case_id=pair.case_id, level="high", reason="The check.")
        assert urgent_checks(pair.counsellor) == []

    def test_the_copy_lies_in_the_cases_file(self, pair: Pair) -> None:
        consent(pair.client)
        save(pair.client, share=True)
        with acting(pair.counsellor):
            copy = SharedCheck.objects.select_related("case").get()
            assert File.objects.get(id=copy.case.file_id).kind == "case"
        delete_check(pair.client, check_id=_only_kept(pair.client))
        assert len(open_shared_checks(pair.counsellor, case_id=pair.case_id).checks) == 1

    def test_nobody_else_lists_or_opens_it(self, pair: Pair) -> None:
        consent(pair.client)
        save(pair.client, RISKY, share=True)
        others = [cases.unlock(cases.stranger())]
        others += [cases.unlock(cases.stranger(role)) for role in ("clinical_lead", "on_call")]
        for other in others:
            with pytest.raises(Missing):
                shared_checks(other, case_id=pair.case_id)
            with pytest.raises(Missing):
                open_shared_checks(other, case_id=pair.case_id)
            with acting(other):
                traced = AuditEvent.objects.get(action="wellbeing.shared.open")
            assert (traced.object_kind, traced.decision) == ("shared_check", "refused")
            assert urgent_checks(other) == []
        with acting(staff_actor("auditor")):
            refused = make.raw(
                "SELECT count(*) FROM audit_event"
                " WHERE action = 'wellbeing.shared.open' AND decision = 'refused'"
            )
        assert refused == [(len(others),)]

    def test_a_locked_counsellor_opens_nothing(self) -> None:
        begun = cases.begin()
        with pytest.raises(Locked):
            open_shared_checks(begun.counsellor, case_id=begun.case_id)

    def test_a_withdrawn_consent_shares_no_more(self, pair: Pair) -> None:
        consent(pair.client)
        consent(pair.client, given=False)
        with pytest.raises(Conflict, match="consent_needed"):
            save(pair.client, share=True)


def _only_kept(client: Actor) -> Any:
    (kept,) = open_own_checks(client).checks
    return kept.id


def test_the_two_faces_of_each_relation_agree() -> None:
    """What the services let through and what the database shows is the same for each pair."""
    owners = [make.with_key(people.make_client().actor) for _ in range(2)]
    for owner in owners:
        save(owner)
    rows: list[tuple[Relation, Any]] = []
    for owner in owners:
        with acting(owner):
            rows += [(own_drawer, row) for row in Drawer.objects.all()]
            rows += [(in_own_drawer, row) for row in SelfCheck.objects.all()]
    for actor in (*owners, NOBODY, staff_actor("counsellor")):
        for relation, row in rows:
            with acting(actor):
                seen = type(row).objects.filter(pk=row.pk).exists()
            assert seen == relation.holds(actor, row), relation.name


def test_the_vaults_own_check_reaches_both_tables() -> None:
    found = {binding.table: binding.file for binding in bindings()}
    assert found["self_check"] == "drawer__file_id"
    assert found["shared_check"] == "case__file_id"
