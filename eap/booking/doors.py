"""Calls of the database functions that win and give away hours (see `migrations`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from eap.booking import sql
from eap.booking.models import Counsellor
from eap.booking.words import GAP
from eap.core import clock
from eap.programme.words import Modality
from eap.vault.blind import blind_index, blind_indexes

EXPIRED = "hold_expired"


@dataclass(frozen=True, slots=True)
class Hour:
    """A stretch of a counsellor's time and what it is wanted for."""

    counsellor_id: UUID
    start: datetime
    end: datetime
    service: str
    modality: str

    @property
    def room(self) -> str | None:
        """The room it takes up, when it is meant to take place in one."""
        if self.modality != Modality.ROOM:
            return None
        row = Counsellor.objects.values_list("room", flat=True).get(pk=self.counsellor_id)
        return row or None

    @property
    def ranges(self) -> tuple[DateTimeTZRange, DateTimeTZRange]:
        """The session, and the session with the gap behind it."""
        return (
            DateTimeTZRange(self.start, self.end),
            DateTimeTZRange(self.start, self.end + GAP),
        )


def hold_index(secret: str) -> bytes:
    """The keyed hash under which a hold's secret is found."""
    return blind_index(secret.encode(), table="booking_appointment", column="hold_index")


def hold_indexes(secret: str) -> list[bytes]:
    """The same by every index root, the current one's first: a hold may be older than the root."""
    return blind_indexes(secret.encode(), table="booking_appointment", column="hold_index")


def hold_slot(hold: UUID, hour: Hour, *, secret: str, until: datetime) -> bool:
    """Whether the hour was won for `hold`."""
    return bool(
        _ask(
            "hold_slot",
            hold,
            hour.counsellor_id,
            hour.room,
            hour.service,
            hour.modality,
            *hour.ranges,
            hold_index(secret),
            until,
            clock.now(),
        )
    )


def release_hold(hold: UUID, *, secret: str) -> bool:
    """Whether the hold stood until now."""
    return any(_ask("release_hold", hold, index) for index in hold_indexes(secret))


def book_hold(hold: UUID, *, secret: str, case_id: UUID, without_card: bool) -> str:
    """ "booked", "again" (it was already), "hold_expired" or "client_overlap"."""
    return _while_expired(
        _ask("book_hold", hold, index, case_id, without_card, clock.now())
        for index in hold_indexes(secret)
    )


def move_booking(appointment: UUID, *, version: int, hold: UUID, secret: str) -> str:
    """ "moved", "stale", "hold_expired" or "client_overlap"."""
    return _while_expired(
        _ask("move_booking", appointment, version, hold, index, clock.now())
        for index in hold_indexes(secret)
    )


def _while_expired(answers: Iterable[str]) -> str:
    """The first answer but "hold_expired", which is also said of a hold not found by this index."""
    return next((answer for answer in answers if answer != EXPIRED), EXPIRED)


def book_own_time(
    appointment: UUID, hour: Hour, *, kind: str, client_id: UUID | None, case_id: UUID | None
) -> bool:
    """Whether the acting counsellor won an hour of their own calendar."""
    word = _ask(
        "book_own_time",
        appointment,
        kind,
        client_id,
        case_id,
        hour.room,
        hour.service,
        hour.modality,
        *hour.ranges,
        clock.now(),
    )
    return bool(word == "booked")


def sweep_holds(*, forget_before: datetime) -> int:
    """Mark holds that ran out, delete those that did so before `forget_before`; how many."""
    return int(_ask("sweep_holds", clock.now(), forget_before))


def _ask(name: str, *arguments: object) -> Any:
    places = ", ".join(["%s"] * len(arguments))
    ((answer,),) = sql.rows(f"SELECT harbour.{name}({places})", arguments)
    return answer
