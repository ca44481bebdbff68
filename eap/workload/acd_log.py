"""Read one month of an ACD call log, one line a call, and keep only counts and sums by day.

Columns are tab separated: `vru+line`, `call_id`, `customer_id`, `priority`, `type`, `date`
(YYMMDD), then entry, exit and seconds of the voice unit, the queue and the service, with
`outcome` (AGENT, HANG, PHANTOM) between and `server` last. A time of day of 0:00:00 means "did
not happen". Agents' names live in memory while a day is added up and are in no result.

How each figure is read:

* calls: all accepted lines.
* queue time: mean `q_time` of the calls with `q_time` > 0 (those that queued).
* abandonment: HANG calls with `q_time` > 0 over all calls with `q_time` > 0.
* handling time: mean `ser_time` of the AGENT calls with `ser_time` > 0, whoever served them.
* agent-day: a distinct (server, date) among AGENT calls, server other than NO_SERVER.
* occupancy: over agent-days, summed `ser_time` divided by summed span. The span of one agent-day
  runs from its first `ser_start` to its last `ser_exit`, over AGENT calls whose service happened;
  an exit before its start lies past midnight and belongs to the day the call began. Breaks count
  as span, time before the first and after the last call does not, and calls that overlap count
  each, so one agent-day may exceed 1. For a day or a month sums are divided, not ratios averaged.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache, reduce
from typing import NamedTuple

from eap.core.errors import Invalid
from eap.core.months import days_of
from eap.workload.words import MIN_AGENTS

COLUMNS = (
    "vru+line", "call_id", "customer_id", "priority", "type", "date",
    "vru_entry", "vru_exit", "vru_time", "q_start", "q_exit", "q_time",
    "outcome", "ser_start", "ser_exit", "ser_time", "server",
)  # fmt: skip
OUTCOMES = frozenset({"AGENT", "HANG", "PHANTOM"})
NO_SERVER = "NO_SERVER"
DAY_SECONDS = 86_400
PROGRESS_EVERY = 5_000
MAX_LISTED = 1_000

_TIMES = ("vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit")
_DURATIONS = ("vru_time", "q_time", "ser_time")
_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")
_SECONDS = re.compile(r"-?\d{1,6}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class LogRefused(Invalid):
    """The file as a whole is not such a log; nothing of it was used."""


class Rejection(NamedTuple):
    """A line left out: its number in the file (the header is 1) and why, without its content."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Calls:
    """Counts and sums of calls; they add up over days."""

    calls: int = 0
    queued: int = 0
    queue_seconds: int = 0
    abandoned: int = 0
    handled: int = 0
    handling_seconds: int = 0
    agent_days: int = 0
    busy_seconds: int = 0
    span_seconds: int = 0

    def __add__(self, other: "Calls") -> "Calls":
        return Calls(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Calls)))


@dataclass(frozen=True, slots=True)
class DayOfCalls:
    """The calls of one calendar day."""

    day: date
    calls: Calls


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfCalls:
    """A month by day. Months are written YYYY-MM.

    `total` adds up `days`. `left_out` are the day numbers the month shown does not have.
    `agents` is how many different agents the days had together, `agents_of_small_days` how many
    those days had on which fewer than MIN_AGENTS were there. `lines` counts the lines read below
    the header, `rejected` those among them left out; the first MAX_LISTED of these are in
    `rejections`.
    """

    month: str
    original_month: str
    days: tuple[DayOfCalls, ...]
    left_out: tuple[int, ...]
    agents: int
    agents_of_small_days: int
    lines: int
    rejected: int
    rejections: tuple[Rejection, ...]

    @property
    def total(self) -> Calls:
        """The calls of all days shown."""
        return reduce(Calls.__add__, (day.calls for day in self.days), Calls())

    @property
    def label(self) -> str:
        """Where the dates come from when they are not the log's own, else ""."""
        moved = self.month != self.original_month
        return f"re-dated from {self.original_month}" if moved else ""


def read_month(
    stream: Iterable[bytes],
    *,
    as_month: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> MonthOfCalls:
    """Aggregate a log (an iterable of raw lines, such as a file opened in binary).

    Days keep their number when `as_month` (YYYY-MM) moves them to another month; weekdays do not
    follow. `progress` is told now and then how many lines have been read. A line that cannot be
    used is left out and listed; LogRefused when the header is not the expected one, no line can
    be used, or `as_month` is not a month.
    """
    if as_month is not None and not _MONTH.fullmatch(as_month):
        raise LogRefused("bad_month")
    lines = iter(stream)
    if _columns(next(lines, b"")) != COLUMNS:
        raise LogRefused("bad_header")
    log = _Log()
    for number, raw in enumerate(lines, start=2):
        log.add(number, raw)
        if progress and log.lines % PROGRESS_EVERY == 0:
            progress(log.lines)
    if progress:
        progress(log.lines)
    if not log.month:
        raise LogRefused("no_usable_line")
    return log.as_month(as_month or log.month)


class _Unusable(ValueError):
    """Why a line cannot be used; never its content."""


class _Call(NamedTuple):
    day: date
    outcome: str
    server: str
    queue: int
    service: int
    start: int
    end: int


@dataclass(slots=True)
class _AgentDay:
    busy: int
    first: int
    last: int


@dataclass(slots=True)
class _Day:
    calls: int = 0
    queued: int = 0
    queue_seconds: int = 0
    abandoned: int = 0
    handled: int = 0
    handling_seconds: int = 0
    present: set[str] = field(default_factory=set)
    served: dict[str, _AgentDay] = field(default_factory=dict)

    def add(self, call: _Call) -> None:
        self.calls += 1
        if call.queue > 0:
            self.queued += 1
            self.queue_seconds += call.queue
            self.abandoned += call.outcome == "HANG"
        if call.outcome != "AGENT":
            return
        if call.service > 0:
            self.handled += 1
            self.handling_seconds += call.service
        if call.server != NO_SERVER:
            self.present.add(call.server)
            if call.start:
                self._serve(call)

    def _serve(self, call: _Call) -> None:
        spell = self.served.setdefault(call.server, _AgentDay(0, call.start, call.end))
        spell.busy += call.service
        spell.first = min(spell.first, call.start)
        spell.last = max(spell.last, call.end)

    def totals(self) -> Calls:
        """Counts and sums with the agents folded in, and forgotten."""
        return Calls(
            calls=self.calls,
            queued=self.queued,
            queue_seconds=self.queue_seconds,
            abandoned=self.abandoned,
            handled=self.handled,
            handling_seconds=self.handling_seconds,
            agent_days=len(self.present),
            busy_seconds=sum(spell.busy for spell in self.served.values()),
            span_seconds=sum(spell.last - spell.first for spell in self.served.values()),
        )


@dataclass(slots=True)
class _Log:
    month: str = ""
    days: dict[int, _Day] = field(default_factory=dict)
    lines: int = 0
    rejected: int = 0
    rejections: list[Rejection] = field(default_factory=list)

    def add(self, number: int, raw: bytes) -> None:
        self.lines += 1
        try:
            call = _read_call(raw)
            month = f"{call.day:%Y-%m}"
            self.month = self.month or month
            if month != self.month:
                raise _Unusable("date is not in the month of the first call")
        except _Unusable as why:
            self.rejected += 1
            if len(self.rejections) < MAX_LISTED:
                self.rejections.append(Rejection(number, str(why)))
            return
        self.days.setdefault(call.day.day, _Day()).add(call)

    def as_month(self, month: str) -> MonthOfCalls:
        year, number = map(int, month.split("-"))
        length = len(days_of(date(year, number, 1)))
        shown = {day: self.days[day] for day in sorted(self.days) if day <= length}
        small = [day for day in shown.values() if len(day.present) < MIN_AGENTS]
        return MonthOfCalls(
            month=month,
            original_month=self.month,
            days=tuple(
                DayOfCalls(date(year, number, day), calls.totals()) for day, calls in shown.items()
            ),
            left_out=tuple(day for day in sorted(self.days) if day > length),
            agents=_different_agents(shown.values()),
            agents_of_small_days=_different_agents(small),
            lines=self.lines,
            rejected=self.rejected,
            rejections=tuple(self.rejections),
        )


def _different_agents(days: Iterable[_Day]) -> int:
    return len({agent for day in days for agent in day.present})


def _columns(raw: bytes) -> tuple[str, ...] | None:
    """The cells of a line, None when it is not ASCII."""
    return tuple(raw.rstrip(b"\r\n").decode("ascii").split("\t")) if raw.isascii() else None


def _read_call(raw: bytes) -> _Call:
    cells = _columns(raw)
    if cells is None:
        raise _Unusable("not ASCII")
    if len(cells) != len(COLUMNS):
        raise _Unusable(f"{len(cells)} columns instead of {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    times = {name: _time_of_day(name, row[name]) for name in _TIMES}
    durations = {name: _duration(name, row[name]) for name in _DURATIONS}
    if row["outcome"] not in OUTCOMES:
        raise _Unusable("unknown outcome")
    if not row["server"]:
        raise _Unusable("no server")
    start, end = times["ser_start"], times["ser_exit"]
    return _Call(
        day=_date(row["date"]),
        outcome=row["outcome"],
        server=row["server"],
        queue=durations["q_time"],
        service=durations["ser_time"],
        start=start,
        end=end if end >= start else end + DAY_SECONDS,
    )


def _time_of_day(name: str, text: str) -> int:
    """Seconds since midnight; 0 also stands for "did not happen"."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23:
        raise _Unusable(f"{name} is not a time of day")
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3])


def _duration(name: str, text: str) -> int:
    if not _SECONDS.fullmatch(text):
        raise _Unusable(f"{name} is not a number of seconds")
    if text.startswith("-"):
        raise _Unusable(f"{name} is negative")
    return int(text)


@lru_cache(maxsize=64)
def _date(text: str) -> date:
    """YYMMDD; years 70 to 99 are of the last century."""
    try:
        if not re.fullmatch(r"\d{6}", text):
            raise ValueError
        year = int(text[:2])
        return date(year + (1900 if year >= 70 else 2000), int(text[2:4]), int(text[4:]))
    except ValueError:
        raise _Unusable("date is not YYMMDD") from None
