"""ACD call logs as text: days with as many agents as wanted, each of whom takes one call."""

from collections.abc import Iterable

from eap.core.actor import Actor
from eap.workload.acd_log import COLUMNS, MonthOfCalls, read_month
from eap.workload.policies import IMPORTING

IMPORTER = Actor.system(IMPORTING)
HEADER = "\t".join(COLUMNS)


def call(**changes: str) -> str:
    """One good call of ANNA's on 1 February 1999, with changes."""
    cells = {
        "vru+line": "AA0101", "call_id": "1", "customer_id": "777123", "priority": "2",
        "type": "PS", "date": "990201", "vru_entry": "9:00:00", "vru_exit": "9:00:10",
        "vru_time": "10", "q_start": "9:00:10", "q_exit": "9:00:40", "q_time": "30",
        "outcome": "AGENT", "ser_start": "9:00:40", "ser_exit": "9:02:20", "ser_time": "100",
        "server": "ANNA",
    } | changes  # fmt: skip
    return "\t".join(cells[column] for column in COLUMNS)


def day(number: int, agents: Iterable[str]) -> list[str]:
    """A day of February 1999 on which each of these agents took one call."""
    return [call(date=f"9902{number:02}", server=agent) for agent in agents]


def crew(count: int, *, first: int = 0) -> list[str]:
    """Names of `count` agents, the same ones whenever asked."""
    return [f"AGENT{number:02}" for number in range(first, first + count)]


def log(*lines: str) -> bytes:
    """A whole file."""
    return "".join(f"{line}\r\n" for line in (HEADER, *lines)).encode()


def month(*lines: str, as_month: str | None = None) -> MonthOfCalls:
    """A month as read from these lines."""
    return read_month(log(*lines).splitlines(keepends=True), as_month=as_month)
