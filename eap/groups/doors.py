"""Calls of the database functions behind which seats lie (see `migrations/0002_doors`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from eap.booking import sql
from eap.core import clock
from eap.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Places:
    """Free seats, people waiting, and how many of them are before the acting client, if waiting."""

    free: int
    waiting: int
    ahead: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat without whose it is."""

    number: int
    alias: str | None
    state: str


def make_seats(group_id: UUID) -> None:
    """Make the free seats of a group the acting counsellor leads; of a draft, as many as it has
    now. Safe to repeat."""
    sql.rows("SELECT harbour.make_seats(%s)", [group_id])


def take_seat(group_id: UUID, alias: str) -> str:
    """ "seated", "waiting", "not_open", "already_joined" or "alias_taken"."""
    return _word("SELECT harbour.take_seat(%s, %s, %s, %s)", group_id, alias, new_id(), clock.now())


def leave_seat(group_id: UUID) -> str:
    """ "left", "too_late" or "not_joined"; the first of the waiting moves up at once."""
    return _word("SELECT harbour.leave_seat(%s, %s)", group_id, clock.now())


def mark_seat(group_id: UUID, number: int, state: str) -> bool:
    """Whether there was such a seat, taken, in a group the acting counsellor leads."""
    ((marked,),) = sql.rows("SELECT harbour.mark_seat(%s, %s, %s)", [group_id, number, state])
    return bool(marked)


def fill_all_seats() -> int:
    """Give seats that are free to those who wait; returns how many were seated."""
    ((filled,),) = sql.rows("SELECT harbour.fill_all_seats(%s)", [clock.now()])
    return int(filled)


def roster(group_id: UUID) -> list[SeatLine]:
    """The seats, for whoever sits in or leads the group; nothing for anybody else."""
    found = sql.rows("SELECT number, alias, state FROM harbour.group_roster(%s)", [group_id])
    return [SeatLine(*line) for line in found]


def names_taken(group_id: UUID) -> set[str]:
    """The aliases in an open group and in its line, for a client who looks for a free one."""
    return {name for (name,) in sql.rows("SELECT harbour.group_names(%s)", [group_id])}


def places(group_ids: Iterable[UUID]) -> dict[UUID, Places]:
    """How full each group is."""
    found = sql.rows(
        "SELECT group_id, free, waiting, ahead FROM harbour.group_places(%s::uuid[])",
        [list(group_ids)],
    )
    return {group_id: Places(*counts) for group_id, *counts in found}


def _word(statement: str, *arguments: object) -> str:
    ((word,),) = sql.rows(statement, arguments)
    return str(word)
