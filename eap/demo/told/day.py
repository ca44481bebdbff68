"""A counsellor's full day, whatever the hour at which it is told."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from eap.booking.words import GAP, Status
from eap.demo.told.courses import USUAL, Meeting
from eap.demo.told.diary import HOURS, ZONE, local
from eap.programme.words import Modality

SOON = timedelta(minutes=5)
MINUTES = USUAL[1]
LENGTH = timedelta(minutes=MINUTES)
WAYS = (Modality.TEXT.value, Modality.PHONE.value, Modality.ROOM.value)
BOOKED_AHEAD = timedelta(days=6)


def soon(now: datetime) -> datetime:
    """The next start on the five minutes that is at least a few minutes away."""
    minutes = -(-int((now + SOON).timestamp()) // 300) * 300
    return datetime.fromtimestamp(minutes, ZONE)


def full_day(now: datetime) -> list[Meeting]:
    """Sessions of the day: first the one that begins soon, in live text, then the others in order.

    Those that are over took place; hours that would touch the first are left free.
    """
    first = Meeting(soon(now), MINUTES, WAYS[0], now - BOOKED_AHEAD, Status.BOOKED)
    return [first, *_others(now, first.start)]


def _others(now: datetime, taken: datetime) -> Iterator[Meeting]:
    today = now.astimezone(ZONE).date()
    for number, hour in enumerate(HOURS):
        start = local(today, hour * 60)
        if abs(start - taken) < LENGTH + GAP:
            continue
        status = Status.DONE if start + LENGTH <= now else Status.BOOKED
        way = WAYS[number % len(WAYS)]
        yield Meeting(start, MINUTES, way, min(now, start) - BOOKED_AHEAD, status)
