"""The end of a pulse wave: frozen after its last day, once, against whoever answers meanwhile."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from eap.core import clock
from eap.core.database import acting
from eap.core.errors import Conflict, Refused
from eap.core.roles import Role
from eap.wellbeing.jobs import ARRANGER, FREEZER, shuffle_waves, turn_waves
from eap.wellbeing.models import PulseResult, PulseToken, PulseWave
from eap.wellbeing.strips import make_strips
from eap.wellbeing.waves import freeze_wave, shuffle_wave
from eap.wellbeing.words import ANSWERS_KEPT_FOR
from tests.factories import wellbeing as make
from tests.factories.staff import staff_actor
from tests.factories.wellbeing import AFTER, CLOSES, DURING, OPENS, answers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with clock.standing_at(DURING):
        yield


def _figures() -> int:
    with acting(staff_actor("operations")):
        return PulseResult.objects.count()


class TestFreezing:
    def test_it_waits_for_the_last_day_and_happens_once(self) -> None:
        make.make_site("HZ", day=30)
        make.open_with_strips("HZ")
        with pytest.raises(Conflict, match="still_open"):
            freeze_wave(FREEZER, wave="2026-Q4")
        with pytest.raises(Conflict, match="still_open"):
            make.freeze(at=DURING.replace(day=CLOSES.day))
        make.freeze()
        with pytest.raises(Conflict, match="wrong_state"):
            make.freeze()
        with pytest.raises(Conflict, match="frozen"):
            make_strips(ARRANGER, wave="2026-Q4", site="HZ")

    @pytest.mark.parametrize("role", Role.values)
    def test_only_the_job_freezes_and_shuffles(self, role: str) -> None:
        make.make_site("HZ", day=30)
        make.open_with_strips("HZ")
        actor = staff_actor(role)
        with clock.standing_at(AFTER), pytest.raises(Refused):
            freeze_wave(actor, wave="2026-Q4")
        with pytest.raises(Refused):
            shuffle_wave(actor, wave="2026-Q4")

    def test_strips_are_void_and_answers_rewritten(self) -> None:
        make.make_site("HZ", day=30)
        piles = make.open_with_strips("HZ")
        for strip in piles["HZ", "day"][:10]:
            make.give(strip)
        before = {row.id for row in answers()}
        make.freeze()
        with acting(FREEZER):
            assert not PulseToken.objects.exists()
        assert len(answers()) == 10 and not before & {row.id for row in answers()}

    def test_answers_go_five_years_later_and_figures_stay(self) -> None:
        make.make_site("HZ", day=30)
        piles = make.open_with_strips("HZ")
        for strip in piles["HZ", "day"][:10]:
            make.give(strip)
        make.freeze()
        figures = _figures()
        for later, left in ((ANSWERS_KEPT_FOR, 10), (ANSWERS_KEPT_FOR + timedelta(days=2), 0)):
            with clock.standing_at(DURING.replace(day=CLOSES.day) + later):
                shuffle_waves(0)
            assert len(answers()) == left
        assert _figures() == figures > 0

    def test_a_frozen_wave_takes_no_further_figure(self) -> None:
        make.make_site("HZ", day=30)
        make.open_with_strips("HZ")
        make.freeze()
        late = PulseResult(
            wave=PulseWave.objects.get(),
            split="site",
            measure="D01",
            roster=1,
            issued=1,
            unseen="no_data",
        )
        with (
            acting(FREEZER),
            pytest.raises(DatabaseError, match="is frozen"),
            transaction.atomic(),
        ):
            PulseResult.objects.bulk_create([late])

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE wellbeing_pulse_result SET value = 1",
            "DELETE FROM wellbeing_pulse_result",
            "TRUNCATE wellbeing_pulse_result",
            "UPDATE wellbeing_pulse_wave SET state = 'open'",
            "DELETE FROM wellbeing_pulse_wave",
        ],
    )
    def test_what_was_frozen_is_never_changed_not_even_by_the_owner(
        self, statement: str, as_owner: Callable[[], Any]
    ) -> None:
        make.make_site("HZ", day=30)
        make.open_with_strips("HZ")
        make.freeze()
        with as_owner() as owner:
            owner.execute("SET harbour.roles = 'system:demo'")
            with pytest.raises(psycopg.errors.RestrictViolation, match="never changed"):
                owner.execute(statement)

    def test_jobs_open_and_freeze_on_their_days(self) -> None:
        make.make_site("HZ", day=30)
        wave = make.plan()
        empty = make.plan("2027-Q1", date(2027, 2, 1), date(2027, 2, 14))
        make_strips(ARRANGER, wave=wave, site="HZ")

        def states(day: date) -> dict[str, str]:
            with clock.standing_at(DURING.replace(year=day.year, month=day.month, day=day.day)):
                turn_waves(0)
            return dict(PulseWave.objects.values_list("code", "state"))

        assert states(OPENS - timedelta(1))[wave] == "draft"
        assert states(OPENS)[wave] == "open"
        assert states(CLOSES)[wave] == "open"
        assert states(CLOSES + timedelta(1))[wave] == "frozen"
        assert states(date(2027, 2, 3))[empty] == "draft"  # nobody could answer it


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_of_many_uses_of_one_strip_one_wins(self) -> None:
        make.make_site("HZ", day=30)
        strip = make.open_with_strips("HZ")["HZ", "day"][0]
        outcomes = _at_once(8, lambda: make.give(strip))
        assert sorted(outcomes) == ["NotAccepted"] * 7 + ["won"]
        assert len(answers()) == 1

    def test_a_night_leaves_no_transaction_by_which_to_tell_answers_apart(self) -> None:
        make.make_site("HZ", day=30)
        for strip in make.open_with_strips("HZ")["HZ", "day"][:5]:
            make.give(strip)

        def transactions(table: str) -> int:
            with acting(FREEZER):
                return int(make.raw(f"SELECT count(DISTINCT xmin::text) FROM {table}")[0][0])

        assert transactions("wellbeing_pulse_answer") == 5
        shuffle_waves(0)
        assert transactions("wellbeing_pulse_answer") == 1
        assert transactions("wellbeing_pulse_token") == 1

    def test_an_answer_in_the_moment_of_freezing_is_counted_or_refused(self) -> None:
        make.make_site("HZ", day=30)
        strips = make.open_with_strips("HZ")["HZ", "day"][:20]
        with transaction.atomic():
            with acting(FREEZER):
                list(PulseWave.objects.select_for_update())
            started = [_in_thread(lambda strip=strip: make.give(strip)) for strip in strips[:4]]
            for thread, _ in started:
                thread.join(timeout=0.3)
                assert thread.is_alive()  # waits for the wave
            with acting(FREEZER):
                PulseWave.objects.update(state="frozen")
        for thread, _ in started:
            thread.join()
        assert [outcome for _, (outcome,) in started] == ["NotAccepted"] * 4
        assert answers() == []


def _in_thread(act: Callable[[], object]) -> tuple[Thread, list[str]]:
    outcome: list[str] = []

    def run() -> None:
        try:
            with clock.standing_at(DURING):
                act()
            outcome.append("won")
        except Exception as error:  # noqa: BLE001 - the name of whatever happened
            outcome.append(type(error).__name__)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread, outcome


def _at_once(count: int, act: Callable[[], object]) -> list[str]:
    gate = Barrier(count)

    def at_the_gate() -> None:
        gate.wait()
        act()

    started = [_in_thread(at_the_gate) for _ in range(count)]
    for thread, _ in started:
        thread.join()
    return [outcome for _, found in started for outcome in found]


class TestCommand:
    def test_a_wave_from_planning_to_figures(
        self, tmp_path: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make.make_site("HZ", day=30, night=12)
        dates = ("--opens", str(OPENS), "--closes", str(CLOSES))
        call_command("pulse", "plan", "2026-Q4", *dates)
        sheet = tmp_path / "strips.html"
        call_command("pulse", "strips", "2026-Q4", "--site", "HZ", "--sheet", str(sheet))
        call_command("pulse", "open", "2026-Q4")
        page = sheet.read_text()
        codes = re.findall(r"<code>(\w{5}) (\w{5})</code>", page)
        assert len(codes) == 42 and sheet.stat().st_mode & 0o077 == 0
        assert "一分钟说说近况" in page and "nobody records who drew which" in page
        assert "http://localhost:8000/pulse" in page
        make.give("".join(codes[0]))
        with clock.standing_at(AFTER):
            call_command("pulse", "freeze", "2026-Q4")
        call_command("pulse", "list")
        shown = capsys.readouterr().out
        assert "42 strips" in shown and "".join(codes[0]) not in shown
        assert "2026-11-09 to 2026-11-22  loyalty  frozen" in shown

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("open", "2026-Q4"), "no strips"),
            (("freeze", "2026-Q4"), "not in the state"),
            (("open", "none"), "no such wave"),
            (("strips", "2026-Q4", "--site", "XX"), "site: unknown"),
            (("strips", "2026-Q4", "--site", "CD"), "nobody works there"),
            (("plan", "X", "--opens", "2026-11-20", "--closes", "2026-11-21"), "overlaps"),
        ],
    )
    def test_a_refusal_is_one_sentence(self, words: tuple[str, ...], says: str) -> None:
        make.make_site("CD")
        make.make_shift("day")
        make.plan()
        with pytest.raises(CommandError, match=says):
            call_command("pulse", *words)
