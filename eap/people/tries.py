"""Slows down guessing and polling: by network prefix, and by person for somebody who has come in.

Nobody is locked out, and nothing here stands before a call for help. Counting stands in a
transaction of its own: the act that failed is rolled back, the count is not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Throttled
from eap.core.policy import require
from eap.people.codes import bucket
from eap.people.models import TryCount


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most `most` tries `within` a stretch of time that begins with the first of them.

    `name` keeps its counts apart from those of other allowances: it is part of the hash.
    """

    name: str
    most: int
    within: timedelta


LONGEST = timedelta(minutes=15)
# A call centre may stand behind one address: what a network may do is for many people. Sixty slips
# in a quarter of an hour shut nobody out, and whoever guesses visit codes all year without a pause
# from one network finds one of 5,000 among 10^12 with a chance of one in a hundred.
WRONG_SECRETS = Allowance("secrets", 60, LONGEST)  # cards, visit codes, words
WRONG_STRIPS = Allowance("strips", 60, LONGEST)
WRONG_OF_PERSON = Allowance("secrets_of_person", 5, LONGEST)  # somebody who has come in
SLOT_LISTS = Allowance("slots", 60, timedelta(minutes=5))
SLOT_LISTS_OF_NETWORK = Allowance("slots_of_network", 600, timedelta(minutes=5))
HOLDS = Allowance("holds", 20, timedelta(minutes=5))
HOLDS_OF_NETWORK = Allowance("holds_of_network", 120, timedelta(minutes=5))


@as_actor
def demand_calm(actor: Actor, *, who: str, of: Allowance) -> None:
    """Raise Throttled when `who`, a network prefix or a person, has used up an allowance."""
    require(actor, "people.try.count")
    found = TryCount.objects.filter(
        bucket=bucket(who, of.name), tries__gte=of.most, since__gt=clock.now() - of.within
    ).first()
    if found is not None:
        raise _pause(found.since, of, "too_many_tries")


@as_actor
def count_try(actor: Actor, *, who: str, of: Allowance) -> None:
    """Count one try; the first after a quiet stretch begins a new count."""
    require(actor, "people.try.count")
    _count(who, of)


def spend(actor: Actor, *, who: str, of: Allowance) -> None:
    """Count one try, and raise Throttled when it is one too many. The count stays either way."""
    since, tries = _spent(actor, who=who, of=of)
    if tries > of.most:
        raise _pause(since, of, "too_many")


@as_actor
def _spent(actor: Actor, *, who: str, of: Allowance) -> tuple[datetime, int]:
    require(actor, "people.try.count")
    return _count(who, of)


def _count(who: str, of: Allowance) -> tuple[datetime, int]:
    """When the present count began and how many tries it holds, this one included."""
    now = clock.now()
    quiet = now - of.within
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_try_count AS t (bucket, since, tries) VALUES (%s, %s, 1)"
            " ON CONFLICT (bucket) DO UPDATE SET"
            " since = CASE WHEN t.since > %s THEN t.since ELSE excluded.since END,"
            " tries = CASE WHEN t.since > %s THEN t.tries + 1 ELSE 1 END"
            " RETURNING since, tries",
            [bucket(who, of.name), now, quiet, quiet],
        )
        since, tries = cursor.fetchone()
    return since, tries


def _pause(since: datetime, of: Allowance, code: str) -> Throttled:
    left = since + of.within - clock.now()
    return Throttled(code, retry_after=max(1, round(left.total_seconds())))
