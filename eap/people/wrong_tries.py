"""Slows down guessing of cards, codes and keys, by network prefix and not by person.

Counting stands in a transaction of its own: the act that failed is rolled back, the count is not.
"""

from datetime import timedelta

from django.db import connection

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Throttled
from eap.core.policy import require
from eap.people.codes import bucket
from eap.people.models import WrongTry

MOST = 5
WINDOW = timedelta(minutes=15)


@as_actor
def demand_calm(actor: Actor, *, network: str) -> None:
    """Raise Throttled when this network prefix has had its five wrong tries."""
    found = WrongTry.objects.filter(
        bucket=bucket(network), wrong__gte=MOST, since__gt=clock.now() - WINDOW
    ).first()
    if found is not None:
        left = found.since + WINDOW - clock.now()
        raise Throttled("too_many_tries", retry_after=max(1, round(left.total_seconds())))


@as_actor
def count_wrong(actor: Actor, *, network: str) -> None:
    """Count one wrong try; the first after a quiet quarter of an hour begins a new count."""
    require(actor, "people.try.count")
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_wrong_try AS t (bucket, since, wrong) VALUES (%s, %s, 1)"
            " ON CONFLICT (bucket) DO UPDATE SET"
            " since = CASE WHEN t.since > %s THEN t.since ELSE excluded.since END,"
            " wrong = CASE WHEN t.since > %s THEN t.wrong + 1 ELSE 1 END",
            [bucket(network), now, now - WINDOW, now - WINDOW],
        )
