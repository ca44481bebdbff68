"""Keeping a month: exact, in versions, without agents, and with few agents hidden."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Invalid, Refused
from eap.core.roles import Role
from eap.workload.acd_log import read_month
from eap.workload.models import DailyFigure, Import
from eap.workload.selectors import imports, workload
from eap.workload.services import keep_month
from eap.workload.words import MIN_AGENTS, Family
from tests.factories import programme
from tests.factories.staff import staff_actor
from tests.factories.workload import IMPORTER, call, crew, day, log, month
from tests.shared_data import shared_file

pytestmark = pytest.mark.django_db
REAL = "acd-call-log-1999-02.tsv"


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    with clock.standing_at(datetime(2026, 12, 1, tzinfo=UTC)):
        programme.make_site("HZ")
        yield


def points(family: str, site: str = "HZ") -> dict[str, Any]:
    """Start -> point of one site's days, and the month under `month`."""
    (line,) = workload(staff_actor("operations"), family=family, site=site).lines
    return {str(point.start): point for point in line.days} | {"month": line.months[-1]}


def test_a_day_of_nine_agents_hides_figures_about_agents_and_one_of_ten_shows_them() -> None:
    lines = [*day(1, crew(9)), *day(2, crew(10)), *day(3, crew(9, first=10))]
    keep_month(IMPORTER, site="HZ", month=month(*lines))
    for family in (Family.HANDLING, Family.OCCUPANCY):
        found = points(family)
        assert (found["1999-02-01"].state, found["1999-02-01"].reason) == ("hidden", "few_agents")
        assert found["1999-02-01"].value is None
        assert found["1999-02-02"].state == "value"
        assert found["1999-02-04"].state == "none"
    assert points(Family.CALLS)["1999-02-01"].value == 9
    assert points(Family.AGENT_DAYS)["1999-02-01"].value == 9


def test_a_hidden_day_is_not_in_the_database_either() -> None:
    keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(1)), *day(2, crew(12))))
    with acting(staff_actor("operations")):
        row = DailyFigure.objects.get(day=date(1999, 2, 1), family=Family.OCCUPANCY)
        assert (row.amount, row.per) == (None, None)


@pytest.mark.parametrize(
    ("small_day", "reason"),
    [
        (crew(MIN_AGENTS - 1), "next_to_hidden"),  # the month less the other days is these nine
        ([], ""),
    ],
)
def test_a_month_is_shown_only_where_its_days_do_not_give_a_hidden_one_away(
    small_day: list[str], reason: str
) -> None:
    keep_month(IMPORTER, site="HZ", month=month(*day(1, small_day), *day(2, crew(20))))
    assert points(Family.OCCUPANCY)["month"].reason == reason


def test_small_days_of_many_different_agents_together_hide_nothing_of_the_month() -> None:
    lines = [*day(1, crew(6)), *day(2, crew(6, first=6)), *day(3, crew(15))]
    keep_month(IMPORTER, site="HZ", month=month(*lines))
    assert points(Family.HANDLING)["month"].state == "value"


def test_a_month_of_few_agents_has_no_figure_about_them() -> None:
    keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(5)), *day(2, crew(5))))
    found = points(Family.HANDLING)["month"]
    assert (found.state, found.reason, found.value) == ("hidden", "few_agents", None)


def test_a_ratio_of_nothing_is_no_data_and_not_zero() -> None:
    nobody_queued = [call(q_time="0", server=agent) for agent in crew(10)]
    keep_month(IMPORTER, site="HZ", month=month(*nobody_queued))
    assert points(Family.QUEUE)["1999-02-01"].state == "none"
    assert points(Family.ABANDONMENT)["month"].value is None


def test_importing_again_makes_a_version_and_shows_only_that() -> None:
    first = keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(10))))
    second = keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(12))))
    assert (first.version, second.version) == (1, 2)
    assert points(Family.CALLS)["1999-02-01"].value == 12
    listed = imports(staff_actor("operations"))
    assert [(row.version, row.shown) for row in listed] == [(2, True), (1, False)]
    with acting(IMPORTER):
        assert Import.objects.count() == 2


def test_another_month_is_labelled_and_its_own_is_not() -> None:
    keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(10)), as_month="2026-10"))
    found = points(Family.CALLS)
    assert (found["2026-10-01"].label, found["2026-10-01"].redated_from) == ("re-dated", "1999-02")
    keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(10))))
    assert points(Family.CALLS)["1999-02-01"].label == ""


def test_months_between_two_imports_are_gaps_and_not_missing() -> None:
    for wanted in ("2026-08", "2026-11"):
        keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(10)), as_month=wanted))
    (line,) = workload(staff_actor("operations"), family=Family.CALLS).lines
    assert [point.state for point in line.months] == ["value", "none", "none", "value"]
    assert line.days == []


def test_sites_stand_in_lines_of_their_own() -> None:
    programme.make_site("CD")
    for site in ("HZ", "CD"):
        keep_month(IMPORTER, site=site, month=month(*day(1, crew(10))))
    found = workload(staff_actor("operations"), family=Family.CALLS)
    assert [line.site.code for line in found.lines] == ["CD", "HZ"]
    assert workload(staff_actor("operations"), family=Family.CALLS, site="XX").lines == []


def test_a_month_still_to_come_and_an_unknown_site_are_refused() -> None:
    with pytest.raises(Invalid) as future:
        keep_month(IMPORTER, site="HZ", month=month(call(), as_month="2027-01"))
    with pytest.raises(Invalid) as unknown:
        keep_month(IMPORTER, site="XX", month=month(call()))
    assert (future.value.fields, unknown.value.fields) == (
        {"month": "in_the_future"},
        {"site": "unknown"},
    )


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"operations"}))
def test_only_operations_reads(role: str) -> None:
    keep_month(IMPORTER, site="HZ", month=month(*day(1, crew(10))))
    actor = staff_actor(role)
    for reading in (lambda: imports(actor), lambda: workload(actor, family=Family.CALLS)):
        with pytest.raises(Refused):
            reading()
    with acting(actor):
        assert not Import.objects.exists()
        assert not DailyFigure.objects.exists()


@pytest.mark.parametrize("actor", [Actor.anonymous(), Actor.system("sweep")])
def test_nobody_else_imports(actor: Actor) -> None:
    with pytest.raises(Refused):
        keep_month(actor, site="HZ", month=month(call()))


class TestCommand:
    def run(self, path: Any, *options: str) -> None:
        call_command(
            "workload", "import", str(path), "--format", "acd-log", "--site", "HZ", *options
        )

    @pytest.mark.slow
    @pytest.mark.django_db(transaction=True)
    def test_the_real_month_by_command_keeps_no_agent_and_no_customer(
        self, capsys: pytest.CaptureFixture[str], as_owner: Callable[[], Any]
    ) -> None:
        path = shared_file(REAL)
        self.run(path, "--as-month", "2026-10")
        shown = capsys.readouterr()
        assert "2026-10 (re-dated from 1999-02): 33344 lines, 25 left out, 28 days" in shown.out
        assert shown.err.count("line ") == 25
        rows = [row.split("\t") for row in path.read_text().splitlines()[1:]]
        names = {row[-1] for row in rows} - {"NO_SERVER"}
        customers = {row[2] for row in rows if len(row[2]) > 6}
        stored = _everything_stored(as_owner)
        assert "re-dated" not in stored and '"2026-10-05"' in stored
        assert len(names) > 20 and len(customers) > 1000
        assert not [name for name in names if name in stored]
        assert not [number for number in customers if number in stored]
        assert path.name not in stored

    @pytest.mark.slow
    def test_the_real_month_is_exact_and_its_small_days_are_hidden(self) -> None:
        path = shared_file(REAL)
        self.run(path, "--as-month", "2026-10")
        with path.open("rb") as file:
            total = read_month(file).total
        by_family = {family: points(family) for family in Family}
        assert by_family[Family.CALLS]["month"].value == total.calls
        assert by_family[Family.OCCUPANCY]["month"].value == total.busy_seconds / total.span_seconds
        assert by_family[Family.HANDLING]["month"].value == total.handling_seconds / total.handled
        assert by_family[Family.ABANDONMENT]["month"].value == total.abandoned / total.queued
        assert by_family[Family.QUEUE]["month"].value == total.queue_seconds / total.queued
        assert by_family[Family.AGENT_DAYS]["month"].value == total.agent_days
        hidden = [
            point.start.day
            for point in by_family[Family.OCCUPANCY].values()
            if point.state == "hidden"
        ]
        assert hidden == [5, 6, 12, 13, 19, 20, 26, 27]  # Fridays and Saturdays of the log

    def test_rejected_lines_are_named_by_number_without_their_content(
        self, tmp_path: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "log.tsv"
        path.write_bytes(log(call(), call(q_time="-3", server="SECRETA"), "x"))
        self.run(path)
        shown = capsys.readouterr()
        assert "line 3: q_time is negative" in shown.err
        assert "line 4: 1 columns instead of 17" in shown.err
        assert "SECRETA" not in shown.err + shown.out

    @pytest.mark.parametrize(
        ("content", "options", "says"),
        [
            (b"", (), "not an ACD call log"),
            (b"name\tphone\r\n", (), "not an ACD call log"),
            (b"\x1f\x8b\x08binary\x00", (), "not an ACD call log"),
            (log(), (), "no line"),
            (log("nonsense"), (), "no line"),
            (log(call()), ("--as-month", "2026-13"), "YYYY-MM"),
            (log(call()), ("--as-month", "2027-06"), "still to come"),
            (log(call()), ("--site", "XX"), "no such site"),
        ],
    )
    def test_a_bad_file_or_option_is_refused_in_one_sentence(
        self, tmp_path: Any, content: bytes, options: tuple[str, ...], says: str
    ) -> None:
        path = tmp_path / "log.tsv"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=says):
            self.run(path, *options)
        with acting(IMPORTER):
            assert not Import.objects.exists()

    def test_a_missing_file_is_refused_in_one_sentence(self, tmp_path: Any) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            self.run(tmp_path / "absent.tsv")


def _everything_stored(as_owner: Callable[[], Any]) -> str:
    """Every row of every table as the database writes it, read past the walls."""
    with as_owner() as owner:
        owner.execute("SET harbour.roles = 'system:vault'")
        tables = owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        found = [
            row
            for (table,) in tables
            for (row,) in owner.execute(f"SELECT row_to_json(t)::text FROM {table} t").fetchall()
        ]
    return "\n".join(found)
