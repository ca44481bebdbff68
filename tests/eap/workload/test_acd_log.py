"""The ACD log reader against figures worked out by other means, and against broken lines."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from eap.workload.acd_log import COLUMNS, Calls, LogRefused, MonthOfCalls, read_month
from tests.shared_data import shared_file

REAL = "acd-call-log-1999-02.tsv"
HEADER = "\t".join(COLUMNS)


def line(**changes: str) -> str:
    """One good call of ANNA's on 1 February, with changes."""
    cells = {
        "vru+line": "AA0101", "call_id": "1", "customer_id": "777123", "priority": "2",
        "type": "PS", "date": "990201", "vru_entry": "9:00:00", "vru_exit": "9:00:10",
        "vru_time": "10", "q_start": "9:00:10", "q_exit": "9:00:40", "q_time": "30",
        "outcome": "AGENT", "ser_start": "9:00:40", "ser_exit": "9:02:20", "ser_time": "100",
        "server": "ANNA",
    } | changes  # fmt: skip
    return "\t".join(cells[column] for column in COLUMNS)


def read(*lines: str, as_month: str | None = None) -> MonthOfCalls:
    raw = [f"{text}\r\n".encode() for text in (HEADER, *lines)]
    return read_month(raw, as_month=as_month)


@pytest.fixture(scope="module")
def real_path() -> Path:
    return shared_file(REAL)


@pytest.fixture(scope="module")
def real(real_path: Path) -> MonthOfCalls:
    with real_path.open("rb") as file:
        return read_month(file)


@pytest.fixture(scope="module")
def usable_rows(real_path: Path) -> list[dict[str, str]]:
    """The rows without negative times, by the standard CSV reader."""
    with real_path.open(newline="", encoding="ascii") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [row for row in rows if "-" not in row["vru_time"] + row["q_time"] + row["ser_time"]]


def test_real_month_has_the_published_size(real: MonthOfCalls) -> None:
    assert (real.month, real.original_month, real.label) == ("1999-02", "1999-02", "")
    assert (real.lines, real.rejected, real.total.calls) == (33_344, 25, 33_319)
    assert [day.day for day in real.days] == [date(1999, 2, n) for n in range(1, 29)]


def test_real_rejections_are_the_negative_times(real: MonthOfCalls, real_path: Path) -> None:
    numbers = [
        number
        for number, raw in enumerate(real_path.read_text("ascii").splitlines(), start=1)
        if "\t-" in raw
    ]
    assert [rejection.line for rejection in real.rejections] == numbers
    assert {rejection.reason for rejection in real.rejections} == {"vru_time is negative"}


def test_real_calls_by_day(real: MonthOfCalls, usable_rows: list[dict[str, str]]) -> None:
    expected = Counter(row["date"] for row in usable_rows)
    assert {f"{day.day:%y%m%d}": day.calls.calls for day in real.days} == expected


def test_real_agent_days(real: MonthOfCalls, usable_rows: list[dict[str, str]]) -> None:
    pairs = {
        (row["date"], row["server"])
        for row in usable_rows
        if row["outcome"] == "AGENT" and row["server"] != "NO_SERVER"
    }
    assert real.total.agent_days == len(pairs) == 385
    per_day = Counter(day for day, _ in pairs)
    assert {f"{day.day:%y%m%d}": day.calls.agent_days for day in real.days} == per_day


def test_real_means_and_shares(real: MonthOfCalls, usable_rows: list[dict[str, str]]) -> None:
    served = [int(row["ser_time"]) for row in usable_rows if row["outcome"] == "AGENT"]
    waits = [(int(row["q_time"]), row["outcome"]) for row in usable_rows if row["q_time"] != "0"]
    total = real.total
    handling_time = total.handling_seconds / total.handled
    assert handling_time == pytest.approx(mean(time for time in served if time))
    assert total.queue_seconds / total.queued == pytest.approx(mean(wait for wait, _ in waits))
    assert total.abandoned / total.queued == pytest.approx(mean(out == "HANG" for _, out in waits))


def test_real_occupancy(real: MonthOfCalls, usable_rows: list[dict[str, str]]) -> None:
    """Ends are taken as start plus duration here, exits with a midnight there."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in usable_rows:
        happened = row["ser_start"] != "0:00:00"
        if row["outcome"] == "AGENT" and row["server"] != "NO_SERVER" and happened:
            hours, minutes, seconds = map(int, row["ser_start"].split(":"))
            start = (hours * 60 + minutes) * 60 + seconds
            spans[row["date"], row["server"]].append((start, start + int(row["ser_time"])))
    busy = sum(end - start for calls in spans.values() for start, end in calls)
    span = sum(max(map(max, calls)) - min(map(min, calls)) for calls in spans.values())
    assert (real.total.busy_seconds, real.total.span_seconds) == (busy, span)
    assert busy / span == pytest.approx(0.498, abs=0.0005)


def test_days_add_up_to_the_month(real: MonthOfCalls) -> None:
    assert sum((day.calls for day in real.days), Calls()) == real.total


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for member in value.values():
            yield from leaves(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from leaves(member)
    else:
        yield str(value)


def test_no_agent_and_no_customer_survives(
    real: MonthOfCalls, usable_rows: list[dict[str, str]]
) -> None:
    names = {row["server"] for row in usable_rows} - {"NO_SERVER"}
    customers = {row["customer_id"] for row in usable_rows if len(row["customer_id"]) > 5}
    assert len(names) == 24
    assert len(customers) > 4_000
    kept = set(leaves(asdict(real)))
    assert not kept & (names | customers)
    assert not any(name in repr(real) for name in names)


def test_progress_reaches_the_last_line(real_path: Path) -> None:
    seen: list[int] = []
    with real_path.open("rb") as file:
        read_month(file, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 33_344
    assert len(seen) > 5


def test_re_dating_keeps_day_numbers_and_says_so(real_path: Path) -> None:
    with real_path.open("rb") as file:
        moved = read_month(file, as_month="2026-10")
    assert (moved.month, moved.label) == ("2026-10", "re-dated from 1999-02")
    assert [day.day for day in moved.days] == [date(2026, 10, n) for n in range(1, 29)]
    assert moved.left_out == ()


def test_a_shorter_month_leaves_days_out_and_names_them() -> None:
    january = [line(date=f"9901{day}") for day in (28, 29, 30, 31)]
    moved = read(*january, as_month="2026-02")
    assert [day.day.day for day in moved.days] == [28]
    assert moved.left_out == (29, 30, 31)
    assert moved.total.calls == 1
    assert len(read(*january, as_month="2024-02").days) == 2


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "1999-02x", ""])
def test_as_month_must_be_a_month(month: str) -> None:
    with pytest.raises(LogRefused, match="bad_month"):
        read(line(), as_month=month)


def test_one_good_line() -> None:
    assert read(line()).total == Calls(
        calls=1, queued=1, queue_seconds=30, handled=1, handling_seconds=100,
        agent_days=1, busy_seconds=100, span_seconds=100,
    )  # fmt: skip


def test_a_call_without_server_is_handled_by_nobody_in_particular() -> None:
    total = read(line(server="NO_SERVER")).total
    assert (total.handled, total.agent_days, total.busy_seconds) == (1, 0, 0)
    assert total.span_seconds == 0


def test_only_those_who_hung_up_in_the_queue_abandoned() -> None:
    gone = {"server": "NO_SERVER", "ser_start": "0:00:00", "ser_exit": "0:00:00", "ser_time": "0"}
    total = read(
        line(),
        line(outcome="HANG", **gone),
        line(outcome="HANG", q_time="0", **gone),
        line(outcome="PHANTOM", **gone),
    ).total
    assert (total.queued, total.abandoned, total.calls) == (3, 1, 4)


def test_a_service_that_did_not_happen_has_no_span() -> None:
    total = read(
        line(ser_start="0:00:00", ser_exit="0:00:00", ser_time="0"),
        line(ser_start="10:00:00", ser_exit="10:05:00", ser_time="300"),
    ).total
    assert (total.agent_days, total.span_seconds, total.handled) == (1, 300, 1)


def test_an_exit_past_midnight_belongs_to_the_day_it_began() -> None:
    total = read(line(ser_start="23:58:00", ser_exit="0:01:00", ser_time="180")).total
    assert (total.span_seconds, total.busy_seconds) == (180, 180)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (line(vru_time="-57"), "vru_time is negative"),
        (line(q_time="-1"), "q_time is negative"),
        (line(ser_time="-1"), "ser_time is negative"),
        (line(ser_time="1e3"), "ser_time is not a number of seconds"),
        (line(ser_time=""), "ser_time is not a number of seconds"),
        (line(ser_start="25:00:00"), "ser_start is not a time of day"),
        (line(q_exit="9:61:00"), "q_exit is not a time of day"),
        (line(date="990230"), "date is not YYMMDD"),
        (line(date="1999-02-01"), "date is not YYMMDD"),
        (line(date="990301"), "date is not in the month of the first call"),
        (line(outcome="LOST"), "unknown outcome"),
        (line(server=""), "no server"),
        (line(server="ÀNNA"), "not ASCII"),
        (line() + "\tmore", "18 columns instead of 17"),
        (line().rpartition("\t")[0], "16 columns instead of 17"),
        ("", "1 columns instead of 17"),
    ],
)
def test_unusable_lines_are_rejected_by_number_without_content(bad: str, reason: str) -> None:
    month = read(line(), bad, line())
    assert (month.total.calls, month.lines, month.rejected) == (2, 3, 1)
    assert month.rejections == ((3, reason),)


def test_the_list_of_rejections_is_bounded_the_count_is_not() -> None:
    month = read(line(), *["x"] * 1_500)
    assert (month.rejected, len(month.rejections)) == (1_500, 1_000)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "bad_header"),
        ([HEADER.replace("server", "agent")], "bad_header"),
        (["\ufeff" + HEADER, line()], "bad_header"),
        ([HEADER], "no_usable_line"),
        ([HEADER, "x"], "no_usable_line"),
    ],
)
def test_a_file_that_is_not_such_a_log_is_refused(lines: list[str], code: str) -> None:
    with pytest.raises(LogRefused, match=code):
        read_month(f"{text}\n".encode() for text in lines)


def test_the_page_of_imports_names_these_columns() -> None:
    page = Path("frontend/src/rooms/imports/Imports.tsx").read_text("utf-8")
    named = page.split("const COLUMNS = [")[1].split("]")[0]
    assert tuple(word.strip(" '\n") for word in named.split(",") if word.strip()) == COLUMNS
