"""Pulse waves: planned, strips drawn blind, one answer each."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Missing, Refused
from eap.core.roles import Role
from eap.people.codes import check_character
from eap.people.words import NotAccepted
from eap.wellbeing.jobs import ARRANGER, FREEZER, shuffle_waves
from eap.wellbeing.models import PulseAnswer, PulseBatch, PulseToken
from eap.wellbeing.strips import make_strips
from eap.wellbeing.waves import make_wave, open_sheet, open_wave
from tests.factories import wellbeing as make
from tests.factories.people import make_client
from tests.factories.staff import staff_actor
from tests.factories.wellbeing import AFTER, CLOSES, DURING, NOBODY, OPENS, answers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with clock.standing_at(DURING):
        yield


class TestPlanning:
    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"code": "2026-Q4"}, {"code": "taken", "opens_on": "overlaps"}),
            ({"code": "a b"}, {"code": "format", "opens_on": "overlaps"}),
            ({"closes_on": OPENS - timedelta(1)}, {"closes_on": "before_opening"}),
            ({"opens_on": CLOSES, "closes_on": CLOSES}, {"opens_on": "overlaps"}),
            ({"module": "needs"}, {"module": "unknown", "opens_on": "overlaps"}),
        ],
    )
    def test_a_wave_that_cannot_be_is_refused(
        self, changes: dict[str, Any], fields: dict[str, str]
    ) -> None:
        make.plan()
        wanted = {"code": "X", "opens_on": OPENS, "closes_on": CLOSES, "module": "loyalty"}
        with pytest.raises(Invalid) as refusal:
            make_wave(ARRANGER, **(wanted | changes))
        assert refusal.value.fields == fields

    @pytest.mark.parametrize("role", sorted(set(Role.values) - {"programme_manager"}))
    def test_only_the_programme_manager_plans_and_makes_strips(self, role: str) -> None:
        wave, actor = make.plan(), staff_actor(role)
        make.make_site("HZ", day=30)
        for act in (
            lambda: make_wave(
                actor, code="X", opens_on=AFTER.date(), closes_on=AFTER.date(), module="loyalty"
            ),
            lambda: make_strips(actor, wave=wave, site="HZ"),
            lambda: open_wave(actor, wave=wave),
        ):
            with pytest.raises(Refused):
                act()
        make_strips(staff_actor("programme_manager"), wave=wave, site="HZ")

    def test_strips_are_one_a_head_of_each_shift_and_made_once(self) -> None:
        make.make_site("HZ", day=30, night=12)
        make.make_shift("part")  # nobody works it here
        wave = make.plan()
        piles = make_strips(ARRANGER, wave=wave, site="HZ")
        assert [(pile.shift, len(pile.codes)) for pile in piles] == [("day", 30), ("night", 12)]
        codes = [code for pile in piles for code in pile.codes]
        assert len(set(codes)) == 42
        assert all(check_character(code[:9]) == code[9] for code in codes)
        with pytest.raises(Conflict, match="nothing_to_make"):
            make_strips(ARRANGER, wave=wave, site="HZ")
        (more,) = make_strips(ARRANGER, wave=wave, site="HZ", shift="day", count=5)
        assert len(more.codes) == 5
        assert PulseBatch.objects.get(shift__code="day").issued == 35
        assert PulseBatch.objects.get(shift__code="day").roster == 30

    def test_a_strip_is_stored_by_keyed_hash_only_and_in_no_order(
        self, without_holes: Callable[[str], None]
    ) -> None:
        without_holes("wellbeing_pulse_token")
        make.make_site("HZ", day=30)
        (pile,) = make_strips(ARRANGER, wave=make.plan(), site="HZ")
        with acting(FREEZER):
            rows = make.raw(
                "SELECT token_index, row_to_json(t)::text FROM wellbeing_pulse_token t"
                " ORDER BY ctid"
            )
        stored = [bytes(index) for index, _ in rows]
        assert len(rows) == 30 and stored == sorted(stored)
        assert not [code for code in pile.codes if any(code in text for _, text in rows)]

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"site": "XX"}, "site"),
            ({"shift": "XX"}, "shift"),
            ({"count": 0}, "count"),
            ({"count": 20_001}, "count"),
        ],
    )
    def test_an_impossible_pile_is_refused(self, asked: dict[str, Any], field: str) -> None:
        make.make_site("HZ", day=30)
        with pytest.raises(Invalid) as refusal:
            make_strips(ARRANGER, **({"wave": make.plan(), "site": "HZ"} | asked))
        assert list(refusal.value.fields) == [field]

    def test_a_wave_opens_once_and_not_without_strips(self) -> None:
        make.make_site("HZ", day=30)
        wave = make.plan()
        with pytest.raises(Conflict, match="no_strips"):
            open_wave(ARRANGER, wave=wave)
        make.open_with_strips("HZ", wave=wave)
        with pytest.raises(Conflict, match="wrong_state"):
            open_wave(ARRANGER, wave=wave)
        with pytest.raises(Missing):
            open_wave(ARRANGER, wave="none")


class TestAnswering:
    @pytest.fixture(autouse=True)
    def _strips(self, without_holes: Callable[[str], None]) -> None:
        without_holes("wellbeing_pulse_token")
        make.make_site("HZ", day=30, night=30)
        self.piles = make.open_with_strips("HZ")
        self.strip = self.piles["HZ", "day"][0]

    def test_a_strip_tells_whose_figure_the_answer_will_be_in(self) -> None:
        sheet = open_sheet(NOBODY, strip=self.strip)
        assert (sheet.site_en, sheet.shift_en) == ("HZ site", "day shift")
        assert [item.code for item in sheet.items] == [f"H{n}" for n in range(1, 11)]
        assert (len(sheet.drivers), len(sheet.module.items), len(sheet.tenure_choices)) == (
            12,
            5,
            5,
        )
        for wording in (*sheet.items, *sheet.drivers, *sheet.module.items, *sheet.choices):
            assert wording.zh and wording.en

    def test_it_is_accepted_however_it_was_typed(self) -> None:
        typed = f" {self.strip[:5].lower()} - {self.strip[5:]} "
        assert open_sheet(NOBODY, strip=typed).wave == "2026-Q4"

    def test_opening_uses_nothing_up_and_answering_does(self) -> None:
        for _ in range(2):
            open_sheet(NOBODY, strip=self.strip)
        make.give(self.strip, 3, ["D08"], module={"L1": 4, "L2": None}, tenure="t2")
        (row,) = answers()
        assert row.items["H2"] == 3 and row.drivers == ["D08"]
        assert (row.module, row.tenure) == ({"L1": 4}, "t2")
        with pytest.raises(NotAccepted):
            make.give(self.strip)
        assert len(answers()) == 1

    def test_used_unknown_early_late_and_frozen_strips_answer_alike(self) -> None:
        used, early = self.piles["HZ", "day"][1], self.piles["HZ", "day"][2]
        make.give(used)
        told = set()

        def refused(strip: str) -> None:
            for act in (lambda: open_sheet(NOBODY, strip=strip), lambda: make.give(strip)):
                with pytest.raises(NotAccepted) as refusal:
                    act()
                told.add((refusal.value.code, str(refusal.value.fields)))

        refused(used)
        refused("ABCDE23456")
        refused("")
        for moment in (DURING - timedelta(days=8), AFTER):
            with clock.standing_at(moment):
                refused(early)
        make.freeze()
        refused(early)
        assert told == {("not_accepted", "{'strip': 'not_accepted'}")}

    def test_the_first_and_the_last_day_count(self) -> None:
        for day, strip in ((OPENS, self.strip), (CLOSES, self.piles["HZ", "night"][0])):
            with clock.standing_at(DURING.replace(day=day.day)):
                make.give(strip)
        assert len(answers()) == 2

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"items": {}}, {"items": "required"}),
            ({"items": {"H1": None}}, {"items": "required"}),
            ({"items": {"H1": 5}}, {"items.H1": "not_one_of_its_answers"}),
            ({"items": {"H11": 1}}, {"items": "unknown_item"}),
            ({"items": {"H1": True}}, {"items.H1": "not_one_of_its_answers"}),
            ({"module": {"X": 1}}, {"module": "unknown_item"}),
            ({"drivers": ["D01", "D03", "D05", "D08"]}, {"drivers": "too_many"}),
            ({"drivers": ["D01", "D01"]}, {"drivers": "too_many"}),
            ({"drivers": ["D26"]}, {"drivers": "unknown"}),
            ({"tenure": "t9"}, {"tenure": "unknown"}),
        ],
    )
    def test_bad_answers_are_named_and_the_strip_stays_good(
        self, changes: dict[str, Any], fields: dict[str, str]
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            make.give(self.strip, **changes)
        assert refusal.value.fields == fields
        make.give(self.strip)

    def test_no_column_of_a_strip_is_a_column_of_an_answer_and_none_is_a_time(self) -> None:
        make.give(self.strip)
        columns = dict(
            make.raw(
                "SELECT table_name, string_agg(column_name, ',' ORDER BY column_name)"
                " FROM information_schema.columns WHERE table_name IN"
                " ('wellbeing_pulse_token', 'wellbeing_pulse_answer') GROUP BY table_name"
            )
        )
        assert columns == {
            "wellbeing_pulse_token": "batch_id,id,token_index,used",
            "wellbeing_pulse_answer": "batch_id,drivers,id,items,module,tenure",
        }
        with acting(FREEZER):
            ((token_id,),) = make.raw("SELECT id FROM wellbeing_pulse_token WHERE used")
        assert answers()[0].id != token_id

    def test_the_trail_knows_no_answer(self) -> None:
        with acting(staff_actor("auditor")):
            before = make.raw("SELECT count(*) FROM audit_event")
        make.give(self.strip)
        with acting(staff_actor("auditor")):
            assert make.raw("SELECT count(*) FROM audit_event") == before

    def test_a_night_wipes_ids_and_order(self) -> None:
        for score, strip in enumerate(self.piles["HZ", "day"][:5]):
            make.give(strip, score)
        before = {row.id: row.items["H1"] for row in answers()}
        shuffle_waves(0)
        after = {row.id: row.items["H1"] for row in answers()}
        assert not set(before) & set(after)
        assert sorted(before.values()) == sorted(after.values())
        with acting(FREEZER):
            assert PulseToken.objects.filter(used=True).count() == 5

    def test_a_night_wipes_in_which_order_strips_were_used(self) -> None:
        """A changed row moves to the end of its table, and stays there when changed in place."""
        lies = "SELECT token_index FROM wellbeing_pulse_token ORDER BY ctid"
        for strip in reversed(self.piles["HZ", "day"][:8]):
            make.give(strip)
        with acting(FREEZER):
            used_last = make.raw(lies)
            assert used_last != sorted(used_last)
        shuffle_waves(0)
        with acting(FREEZER):
            assert make.raw(lies) == sorted(used_last)


class TestWalls:
    @pytest.fixture(autouse=True)
    def _answered(self) -> None:
        make.make_site("HZ", day=30)
        self.piles = make.open_with_strips("HZ")
        make.give(self.piles["HZ", "day"][0])

    @pytest.mark.parametrize("role", [*Role.values, "anonymous", "client", "system:pulse"])
    def test_nobody_reads_strips_or_answers(self, role: str) -> None:
        actor = {
            "anonymous": lambda: NOBODY,
            "client": lambda: make_client().actor,
            "system:pulse": lambda: ARRANGER,
        }.get(role, lambda: staff_actor(role))()
        with acting(actor):
            assert not PulseAnswer.objects.exists()
            assert not PulseToken.objects.exists()

    @pytest.mark.parametrize("actor", [NOBODY, ARRANGER])
    def test_nobody_gives_an_answer_past_the_door(self, actor: Actor) -> None:
        row = PulseAnswer(batch=PulseBatch.objects.get(), items={"H1": 4}, drivers=[], module={})
        with acting(actor), pytest.raises(DatabaseError), transaction.atomic():
            PulseAnswer.objects.bulk_create([row])

    def test_nobody_marks_a_strip_past_the_door(self) -> None:
        for actor in (NOBODY, ARRANGER, FREEZER, staff_actor("programme_manager")):
            with acting(actor), pytest.raises(DatabaseError), transaction.atomic():
                PulseToken.objects.update(used=False)
