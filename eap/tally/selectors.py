"""Readings of what is not about persons."""

from datetime import date

from eap.core.actor import Actor
from eap.tally.models import PlainCount


def plain_counts(actor: Actor, *, kind: str, since: date) -> list[PlainCount]:
    """Counts of one kind from the month of `since` on, by month. They concern nobody."""
    return list(PlainCount.objects.filter(kind=kind, month__gte=since).order_by("month", "site"))
